"""Taking back, by /undo and by a confirmation's own button."""

from datetime import timedelta

from bot.coaching.events import EventKind
from bot.coaching.stages import Stage as Stages
from bot.services import asking, choosing, history, people
from bot.services.coach import Caller
from bot.services.history import Report
from tests.e2e.stage import Stage, labels, raw_click

_interactions = iter(range(1, 10_000))


def caller(stage: Stage) -> Caller:
    return Caller(stage.alice.id, next(_interactions))


async def add(stage: Stage, name: str) -> str:
    outcome = await people.add(stage.app.coach, caller(stage), name=name)
    return outcome.standing.person.id


async def report(stage: Stage, person: str, *kinds: EventKind) -> int:
    reports = [Report(kind) for kind in kinds]
    outcome = await history.record(stage.app.coach, caller(stage), person, *reports)
    return outcome.seqs[-1]


async def names(stage: Stage) -> list[str]:
    found = await choosing.labels(stage.app.coach, Caller(stage.alice.id), "")
    return [one.name for one in found]


async def test_it_is_named_and_confirmed_before_it_is_taken_back(stage: Stage):
    person = await add(stage, "Sam")
    await report(stage, person, EventKind.ASKED)
    await stage.pass_time(minutes=2)
    result = await stage.alice.user.slash("undo")

    assert result.response.content == "Take back “you asked Sam”, from today, 10:00?"
    assert labels(result.response) == ["Take it back", "Keep it"]
    done = await stage.alice.user.click(result.response, label="Take it back")
    assert "Taken back: you asked Sam" in done.response.content
    assert "I'll come back to it on Mon 12 Jan" in done.response.content


async def test_a_step_is_named_by_what_was_pressed_and_when(stage: Stage):
    person = await add(stage, "Sam")
    await report(stage, person, EventKind.ASKED)
    outcome = await asking.never_sent(stage.app.coach, caller(stage), person)
    assert outcome.seqs
    await stage.pass_time(hours=15)
    result = await stage.alice.user.slash("undo")

    assert "“you never sent the message to Sam”, from yesterday, 10:00?" in result.response.content


async def test_keeping_changes_nothing(stage: Stage):
    person = await add(stage, "Sam")
    await report(stage, person, EventKind.ASKED)
    result = await stage.alice.user.slash("undo")
    kept = await stage.alice.user.click(result.response, label="Keep it")

    assert "Kept" in kept.response.content
    assert "asked Sam" in (await stage.alice.user.slash("undo")).response.content


async def test_repeating_goes_further_back_across_people(stage: Stage):
    sam, noor = await add(stage, "Sam"), await add(stage, "Noor")
    await stage.pass_time(minutes=1)
    await report(stage, sam, EventKind.ASKED)
    await stage.pass_time(minutes=1)
    await report(stage, noor, EventKind.ASKED)
    result = await stage.alice.user.slash("undo")
    assert "asked Noor" in result.response.content
    done = await stage.alice.user.click(result.response, label="Take it back")
    further = await stage.alice.user.click(done.response, label="Undo one more")
    assert "asked Sam" in further.response.content
    await stage.alice.user.click(further.response, label="Take it back")
    third = await stage.alice.user.slash("undo")
    assert "added" in third.response.content


async def test_what_one_press_reported_goes_together(stage: Stage):
    person = await add(stage, "Sam")
    await stage.pass_time(minutes=1)
    await report(stage, person, EventKind.REPLIED, EventKind.MET)
    result = await stage.alice.user.slash("undo")
    assert "met Sam" in result.response.content
    done = await stage.alice.user.click(result.response, label="Take it back")

    assert "Sam stands at “an idea” again" in done.response.content


async def test_taking_back_an_addition_makes_the_person_vanish(stage: Stage):
    await add(stage, "Sam")
    result = await stage.alice.user.slash("undo")
    done = await stage.alice.user.click(result.response, label="Take it back")

    assert "gone from your list" in done.response.content
    assert await names(stage) == []
    welcome = await stage.alice.user.slash("coach")
    assert "Is there someone" in welcome.response.content


async def days(stage: Stage, count: int) -> None:
    for _day in range(count):
        await stage.env.advance_time(86400)
        await stage.sweep()


async def test_a_closing_by_silence_can_be_taken_back_for_good(stage: Stage):
    person = await add(stage, "Sam")
    await report(stage, person, EventKind.ASKED, EventKind.FOLLOWED_UP)
    await days(stage, 24)
    result = await stage.alice.user.slash("undo")
    assert "Sam was closed because no answer came" in result.response.content
    done = await stage.alice.user.click(result.response, label="Take it back")
    assert "Sam stands at “followed up” again" in done.response.content
    await days(stage, 20)

    standing = await history.look(stage.app.coach, Caller(stage.alice.id), person)
    assert standing.state.stage is Stages.FOLLOWED_UP


async def test_after_a_day_it_says_so(stage: Stage):
    person = await add(stage, "Sam")
    seq = await report(stage, person, EventKind.ASKED)
    await stage.env.advance_time(timedelta(hours=25).total_seconds())
    result = await stage.alice.user.slash("undo")
    assert "nothing from the last 24 hours" in result.response.content

    pressed = raw_click(stage, stage.alice.user, stage.last(), f"r:undo:{person}:{seq}")
    await stage.env.settle()
    assert "more than 24 hours ago" in pressed.response.content
    acknowledge(stage)


async def test_with_nothing_to_take_back_it_says_so(stage: Stage):
    result = await stage.alice.user.slash("undo")

    assert "nothing from the last 24 hours" in result.response.content
    acknowledge(stage)


async def test_a_confirmations_button_takes_back_just_that(stage: Stage):
    sam = await add(stage, "Sam")
    seq = await report(stage, sam, EventKind.ASKED)
    await stage.alice.user.slash("coach")
    pressed = raw_click(stage, stage.alice.user, stage.last(), f"r:undo:{sam}:{seq}")
    await stage.env.settle()
    assert "Taken back: you asked Sam" in pressed.response.content

    again = raw_click(stage, stage.alice.user, stage.last(), f"r:undo:{sam}:{seq}")
    await stage.env.settle()
    assert "taken back already" in again.response.content
    acknowledge(stage)


async def test_an_older_confirmation_says_that_things_moved_on(stage: Stage):
    sam, noor = await add(stage, "Sam"), await add(stage, "Noor")
    seq = await report(stage, sam, EventKind.ASKED)
    await stage.pass_time(minutes=1)
    await report(stage, noor, EventKind.ASKED)
    await stage.alice.user.slash("coach")
    pressed = raw_click(stage, stage.alice.user, stage.last(), f"r:undo:{sam}:{seq}")
    await stage.env.settle()

    assert "Things have moved on" in pressed.response.content
    assert "asked Noor" in (await stage.alice.user.slash("undo")).response.content
    acknowledge(stage)


async def test_another_members_button_changes_nothing(stage: Stage):
    sam = await add(stage, "Sam")
    seq = await report(stage, sam, EventKind.ASKED)
    await stage.bob.user.slash("coach")
    pressed = raw_click(stage, stage.bob.user, stage.last(stage.bob.user), f"r:undo:{sam}:{seq}")
    await stage.env.settle()

    assert "can't find that person" in pressed.response.content
    assert "asked Sam" in (await stage.alice.user.slash("undo")).response.content
    acknowledge(stage)


async def test_the_buttons_survive_a_restart(stage: Stage):
    person = await add(stage, "Sam")
    await report(stage, person, EventKind.ASKED)
    result = await stage.alice.user.slash("undo")
    await stage.restart()
    done = await stage.alice.user.click(result.response, label="Take it back")

    assert "Taken back: you asked Sam" in done.response.content


def acknowledge(stage: Stage) -> None:
    """Refusals are answered by the tree's handler, and recorded all the same."""
    assert stage.env.errors is not None
