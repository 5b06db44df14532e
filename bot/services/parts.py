"""What a request is made of, as the member tells it: a part a question.

Two parts are about the member and stay for the next request (`About`), the others about the
person (`Details`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.coaching.checks.findings import LEAST_MINUTES, MOST_MINUTES
from bot.feedback import N_, BadInput
from bot.storage.records import About, Case


class Part(StrEnum):
    """A part of a request."""

    GOAL = "goal"
    TWO_SENTENCES = "two_sentences"
    LINK = "link"
    TIME = "time"
    """How many minutes, and when the member could talk."""
    FRIEND = "friend"
    NAME = "name"
    ORGANISATION = "organisation"
    SIGNATURE = "signature"
    """The member's own name."""


ASKED = (Part.GOAL, Part.TWO_SENTENCES, Part.LINK, Part.TIME)
"""What the builder asks for, a question at a time and in this order."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a member says on the way to a draft; None leaves a part as it is.

    Raises `BadInput` for minutes that nobody would ask for.
    """

    goal: str | None = None
    two_sentences: str | None = None
    link: str | None = None
    minutes: int | None = None
    times: str | None = None
    via: str | None = None
    name: str | None = None
    known_as: str | None = None
    """Their name as long as they told none."""

    def __post_init__(self) -> None:
        if self.minutes is not None and not LEAST_MINUTES <= self.minutes <= MOST_MINUTES:
            raise BadInput(
                N_("A first talk takes {least} to {most} minutes; 20 is usual. How long for you?"),
                least=LEAST_MINUTES,
                most=MOST_MINUTES,
                give_back=self.times,
            )

    @property
    def is_more_than_a_name(self) -> bool:
        """Whether it says anything that a draft has to be written anew for."""
        return replace(self, name=None, known_as=None) != NOTHING_TOLD

    def about(self, known: About) -> dict[str, str]:
        """What of it is about the member, of whom this is `known`."""
        name = known.name or self.known_as if self.name is None else self.name
        given = {"goal": self.goal, "two_sentences": self.two_sentences, "name": name}
        return {part: words for part, words in given.items() if words is not None}

    def details(self) -> dict[str, Any]:
        """What of it is about the person."""
        given = {name: getattr(self, name) for name in ("link", "minutes", "times", "via")}
        return {part: told for part, told in given.items() if told is not None}


NOTHING_TOLD = Told()


def with_told(case: Case, told: Told) -> Case:
    """The case as it is with what was told."""
    member, person = case.member, case.person
    member = replace(member, about=replace(member.about, **told.about(member.about)))
    details = told.details()
    if details:
        person = replace(person, details=replace(person.details, **details))
    return replace(case, member=member, person=person)


def words_of(case: Case) -> Mapping[Part, str]:
    """What the member said, by part."""
    about, details = case.member.about, case.person.details
    words = {
        Part.GOAL: about.goal,
        Part.TWO_SENTENCES: about.two_sentences,
        Part.LINK: details.link or details.why,
        Part.TIME: details.times,
        Part.FRIEND: details.via,
        Part.NAME: details.name,
        Part.ORGANISATION: details.organisation,
        Part.SIGNATURE: about.name,
    }
    return {part: said.strip() for part, said in words.items()}


def missing_parts(case: Case) -> tuple[Part, ...]:
    """What the member has not said yet of what the builder asks for."""
    words = words_of(case)
    said = {part for part in ASKED if any(char.isalnum() for char in words[part])}
    if case.person.details.minutes:
        said.add(Part.TIME)
    return tuple(part for part in ASKED if part not in said)


PLAIN: Mapping[Part, str] = {
    Part.GOAL: "how you moved into data",
    Part.TWO_SENTENCES: "I teach maths.",
    Part.LINK: "your talk at the fair on open data",
    Part.TIME: "Tuesday or Thursday afternoon",
    Part.FRIEND: "Ana",
    Part.NAME: "Kim",
    Part.ORGANISATION: "",
    Part.SIGNATURE: "Maya Lind",
}
"""What somebody might have said plainly and well, in the place of what was said."""


def without(case: Case, part: Part) -> Case:
    """The case as if the member had not said that part; whoever needs a name has a plain one."""
    return _saying(case, part, PLAIN[part] if part in {Part.NAME, Part.FRIEND} else "")


def said_plainly(case: Case, part: Part) -> Case:
    """The case as if the member had said that part plainly and well."""
    return _saying(case, part, PLAIN[part])


def _saying(case: Case, part: Part, words: str) -> Case:
    if part in {Part.LINK, Part.NAME, Part.ORGANISATION}:
        details = case.person.details
        match part:
            case Part.LINK:
                details = replace(details, link=words, why="")
            case Part.NAME:
                details = replace(details, name=words)
            case _:
                details = replace(details, organisation=words)
        return replace(case, person=replace(case.person, details=details))
    told = {
        Part.GOAL: Told(goal=words),
        Part.TWO_SENTENCES: Told(two_sentences=words),
        Part.TIME: Told(times=words),
        Part.FRIEND: Told(via=words),
        Part.SIGNATURE: Told(name=words),
    }
    return with_told(case, told[part])
