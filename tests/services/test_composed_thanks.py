"""A composed thank-you passes its own check, or the coach names what the member is to supply."""

import json
import random
from itertools import product

import pytest

from bot.coaching.checks.findings import FindingId, Known
from bot.coaching.checks.thanks import check_thanks
from bot.coaching.events import Event, EventKind
from bot.coaching.retelling import as_told
from bot.services import thanks
from bot.services.coach import Caller, Coach
from bot.services.thanks import Format, ThankYou
from bot.storage.records import About, Case, Details, Member, Person
from tests.clock import MONDAY_MORNING, FakeClock

SAID = [
    "start with the open-source meetup",
    "Patience pays off in the first year.",
    "that most nurses moving to data begin with small audits",
    "Sam told me to ask for the messy data",
    "she said that nobody reads the second page of a CV",
    "Her advice: keep a log of what you learn each week",
    "don't worry about the title, worry about the team",
    "learn SQL first, then Python",
    "people hire people they have seen working",
    "the boring projects teach the most",
    "he moved from teaching to UX at 40 and took a pay cut",
    "call the union before you sign anything",
    "read 'Thinking in Systems' before the interview",
    "they look for curiosity, not degrees",
    "that AI won't replace nurses",
    "apply in autumn, not in spring",
    "Ask early, ask often. Then write it down.",
    "go to the meetup, write three questions beforehand, and follow up with the speaker",
    "you learn more from a bad week than from a good book",
    "his team reviews every incident on Fridays w/o blame",
    "i shd join the alumni group n ask arnd",
    "to kindly take up one certification and not five",
    "small teams teach more",
    "write to Priya at Acme about the rota project",
]
"""What somebody would note after a talk: students, career changers, newcomers."""

SAYS_LITTLE = ["great talk", "it was nice", "very helpful", "thanks", "🎉", "...", "her job"]
STANDS_IN_THE_WAY = {
    "start with the meetup. Could you refer me for a job at Acme?": FindingId.JOB_ASK,
    "write to [Name] about the meetup": FindingId.PLACEHOLDER,
}
ODD = [
    "x" * 1000,
    "word " * 200,
    "שלום עולם",
    "Zuerst das offene Treffen besuchen und dort drei Fragen stellen.",
    "```py\nprint('hi')\n```",
    "{{ 7*7 }} %s {0} @everyone",
    "one\n\ntwo\n\nthree",
]
PROMISED = [
    "",
    "go to the meetup",
    "I will read the book",
    "send you what I find there",
    "try the free SQL course by March",
    "word " * 190,
]
NAMES = ["Sam Okafor", "Dr Lee", "🎉", "sam"]
FORMATS = sorted(thanks.CHECKED)
LATE = [1, 6]


class Desk:
    """Composes without a database: what is read along stands in the case."""

    def __init__(self, coach: Coach, clock: FakeClock) -> None:
        self.coach, self.clock = coach, clock
        sealed = coach.keyring.new_data_key()
        self.key = coach.keyring.open(sealed)
        self.member = Member(1, sealed, MONDAY_MORNING, about=About(name="Alice"))

    async def thank_you(
        self, note: str, promise: str, name: str, how: Format, days: int, *, bare: bool = False
    ) -> ThankYou:
        met = [
            Event(1, EventKind.ADDED, MONDAY_MORNING),
            Event(2, EventKind.MET, MONDAY_MORNING),
            Event(3, EventKind.PROMISED, MONDAY_MORNING, {"beside": True}),
        ]
        written = {"note": self.key.seal(json.dumps([None, note]))} if note else {}
        promised = {"promise": self.key.seal(promise)} if promise else {}
        case = Case(
            self.member,
            Person("p", Details(name)),
            tuple(met if promise else met[:2]),
            along=written | promised,
        )
        self.clock.set(MONDAY_MORNING)
        self.clock.advance(days=days)
        found = thanks.compose(self.coach, Caller(1), case, how, bare=bare)
        return await thanks.judged(found, how)


@pytest.fixture
def desk(sqlite_coach: Coach, clock: FakeClock) -> Desk:
    return Desk(sqlite_coach, clock)


async def test_what_is_offered_has_nothing_to_mend(desk: Desk) -> None:
    notes = [*SAID, *SAYS_LITTLE, *STANDS_IN_THE_WAY, *ODD]
    everything = list(product(notes, PROMISED, NAMES, FORMATS, LATE))
    for note, promise, name, how, days in random.Random(9).sample(everything, 900):
        found = await desk.thank_you(note, promise, name, how, days)
        assert found.draft is not None
        assert found.belated == (days > 5)
        assert list(found.lacking) == check_thanks(found.draft.body, Known(reader=name))
        assert not {FindingId.TOO_LONG, FindingId.NO_NEXT_STEP} & {one.id for one in found.lacking}


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize("days", LATE)
async def test_what_people_note_makes_a_thank_you_that_needs_nothing(
    desk: Desk, how: Format, days: int
) -> None:
    lacking = {
        note: found.lacking
        for note, promise in product(SAID, PROMISED[:5])
        if (found := await desk.thank_you(note, promise, "Sam Okafor", how, days)).lacking
    }
    assert len(lacking) <= len(SAID) // 8, lacking


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize("note", ["great talk", "it was nice", "very helpful", "thanks"])
async def test_a_note_that_says_little_is_asked_about(desk: Desk, how: Format, note: str) -> None:
    found = await desk.thank_you(note, "go to the meetup", "Sam", how, 1)
    assert FindingId.NO_SPECIFIC in {one.id for one in found.lacking}


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize(("note", "finding"), STANDS_IN_THE_WAY.items())
async def test_what_stands_in_the_way_is_named_with_its_words(
    desk: Desk, how: Format, note: str, finding: FindingId
) -> None:
    found = await desk.thank_you(note, "", "Sam", how, 1)
    (one,) = (each for each in found.lacking if each.id is finding)
    assert one.span is not None


@pytest.mark.parametrize("how", FORMATS)
async def test_without_a_note_there_is_nothing_to_check_yet(desk: Desk, how: Format) -> None:
    assert (await desk.thank_you("", "go", "Sam", how, 1)).draft is None
    bare = await desk.thank_you("", "go", "Sam", how, 1, bare=True)
    assert bare.draft is not None


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("she said that nobody reads it", "nobody reads it"),
        ("Sam told me to wait", "to wait"),
        ("Sam Okafor mentioned the meetup", "the meetup"),
        ("Their best advice: begin small", "begin small"),
        ("they said", "they said"),
        ("start with the meetup", "start with the meetup"),
        ("she moved at 40", "she moved at 40"),
        ("", ""),
    ],
)
def test_a_note_is_told_back_to_who_said_it(note: str, told: str) -> None:
    assert as_told(note, "Sam Okafor") == told
