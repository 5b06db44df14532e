"""/promises and its buttons, as a member sees them."""

import json
from typing import Any

import pytest

from bot.coaching.events import EventKind
from bot.services import history, people, starting
from bot.services.history import Report
from tests.e2e.stage import Stage, labels, raw_click, texts
from tests.e2e.test_meet import acknowledge, caller, modal, stage_of


async def promise(stage: Stage, person_id: str, words: str, due: str = "") -> Any:
    """Something that Alice promised somebody, by the form."""
    await stage.alice.user.slash("coach")
    form = raw_click(stage, stage.alice.user, stage.last(), f"r:note_promise:{person_id}")
    await stage.env.settle()
    return await modal(stage, form, words=words, due=due)


async def talked_to(stage: Stage, name: str) -> str:
    added = await people.add(stage.app.coach, caller(stage), name=name)
    await starting.set_zone(stage.app.coach, caller(stage), "Europe/Berlin")
    person_id = added.standing.person.id
    await history.record(stage.app.coach, caller(stage), person_id, Report(EventKind.MET))
    return person_id


async def test_without_any_it_says_where_they_come_from(stage: Stage) -> None:
    shown = await stage.alice.user.slash("promises")
    assert "No promise is open" in shown.response.content
    assert "/meet notes" in shown.response.content
    assert labels(shown.response) == []


async def test_all_of_them_the_soonest_first_each_with_its_buttons(stage: Stage) -> None:
    sam, kim = await talked_to(stage, "Sam"), await talked_to(stage, "Kim")
    await promise(stage, sam, "read the book")
    await promise(stage, kim, "write to Lee", "Friday")
    await promise(stage, sam, "go to the meetup", "in 2 weeks")
    shown = await stage.alice.user.slash("promises")
    assert shown.response.content.splitlines() == [
        "**What you promised:** 3 are open, the soonest first.",
        "1. **Kim**, Fri 9 Jan: “write to Lee”",
        "2. **Sam**, Mon 19 Jan: “go to the meetup”",
        "3. **Sam**, Mon 26 Jan: “read the book”",
    ]
    assert labels(shown.response)[:3] == ["1: I did it", "1: Another day", "1: Drop"]
    assert len(labels(shown.response)) == 9


async def test_kept_leads_to_the_words_and_told_ends_it(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await promise(stage, sam, "read the book")
    await promise(stage, sam, "go to the meetup", "Friday")
    shown = await stage.alice.user.slash("promises")
    await stage.restart()
    done = await stage.alice.user.click(shown.response, label="1: I did it")
    said, subject, body = texts(done)
    assert said.startswith("Well done. Tell Sam what you did")
    assert subject == "What came of your advice"
    assert "go to the meetup" in body
    assert "read the book" not in body

    twice = await stage.alice.user.click(shown.response, label="1: I did it")
    assert texts(twice)[-1] == body
    assert "Undo" not in labels(twice.response)

    listed = await stage.alice.user.slash("promises")
    assert "1. **Sam**: “go to the meetup” You did it; tell them." in listed.response.content
    assert labels(listed.response)[0] == "1: Tell them"

    told = await stage.alice.user.click(done.followups[-1], label="I told them")
    assert "They know now what came of their time" in told.response.content
    assert await stage_of(stage, sam) == "keeping"
    again = await stage.alice.user.click(done.followups[-1], label="I told them")
    assert "moved on" in again.response.content
    acknowledge(stage)
    # What was made for the other promise still fits, whatever the stage is called now.
    dropped = await stage.alice.user.click(shown.response, label="2: Drop")
    assert "Dropped" in dropped.response.content
    empty = await stage.alice.user.slash("promises")
    assert "No promise is open" in empty.response.content


async def test_undo_brings_it_back(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    kept = await promise(stage, sam, "read the book")
    shown = await stage.alice.user.slash("promises")
    dropped = await stage.alice.user.click(shown.response, label="1: Drop")
    await stage.alice.user.click(dropped.response, label="Undo")
    done = await stage.alice.user.click(shown.response, label="1: I did it")
    undone = await stage.alice.user.click(done.response, label="Undo")
    assert "you did what you promised Sam" in undone.response.content
    assert "read the book" in (await stage.alice.user.slash("promises")).response.content
    await stage.alice.user.click(kept.response, label="Undo")
    assert "No promise is open" in (await stage.alice.user.slash("promises")).response.content
    late = await stage.alice.user.click(shown.response, label="1: Another day")
    assert "moved on" in late.response.content
    acknowledge(stage)


@pytest.mark.parametrize(
    ("button", "day"),
    [("In a week", "Mon 12 Jan"), ("In 2 weeks", "Mon 19 Jan"), ("In 4 weeks", "Mon 2 Feb")],
)
async def test_another_day(stage: Stage, button: str, day: str) -> None:
    sam = await talked_to(stage, "Sam")
    await promise(stage, sam, "read the book")
    shown = await stage.alice.user.slash("promises")
    asked = await stage.alice.user.click(shown.response, label="1: Another day")
    assert labels(asked.response) == ["In a week", "In 2 weeks", "In 4 weeks", "A date"]
    moved = await stage.alice.user.click(asked.response, label=button)
    assert moved.response.content.startswith(f"Good: it has time until {day}.")
    listed = await stage.alice.user.slash("promises")
    assert f"**Sam**, {day}: “read the book”" in listed.response.content


async def test_a_date_of_ones_own(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await promise(stage, sam, "read the book")
    shown = await stage.alice.user.slash("promises")
    asked = await stage.alice.user.click(shown.response, label="1: Another day")
    form = await stage.alice.user.click(asked.response, label="A date")
    wrong = await modal(stage, form, day="the 45th")
    assert labels(wrong.response) == ["Try another day"]
    form = await stage.alice.user.click(wrong.response, label="Try another day")
    far = await modal(stage, form, day="3 July 2027")
    assert "more than a year away" in far.response.content
    form = await stage.alice.user.click(far.response, label="Try another day")
    moved = await modal(stage, form, day="3 March")
    assert "Tue 3 Mar" in moved.response.content


async def test_a_day_that_can_not_be_read_keeps_the_promise_for_three_weeks(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    kept = await promise(stage, sam, "read the book", "the 45th")
    assert "Kept. I ask you on Mon 26 Jan" in kept.response.content
    assert "the 45th" in kept.response.content
    assert labels(kept.response) == ["Another promise", "Another day", "Undo"]


async def test_nine_are_paged(stage: Stage) -> None:
    for name in ("Sam", "Kim", "Lee"):
        person_id = await talked_to(stage, name)
        for number in range(3):
            await promise(stage, person_id, f"{name} {number} " + "words " * 150)
    shown = await stage.alice.user.slash("promises")
    assert "9 are open" in shown.response.content
    assert "Page 1 of 3" in shown.response.content
    assert len(shown.response.content) < 2000
    assert labels(shown.response)[-1] == "More"
    await stage.restart()
    second = await stage.alice.user.click(shown.response, label="More")
    assert "Page 2 of 3" in second.response.content
    assert labels(second.response)[-2:] == ["Back", "More"]
    third = await stage.alice.user.click(second.response, label="More")
    assert labels(third.response) == ["9: I did it", "9: Another day", "9: Drop", "Back"]
    dropped = await stage.alice.user.click(third.response, label="9: Drop")
    assert "Dropped" in dropped.response.content
    back = await stage.alice.user.click(third.response, label="Back")
    assert "Page 2 of 2" in back.response.content


async def test_each_is_asked_about_once_with_its_own_words(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await stage.alice.user.slash("thanks sent", person=sam)
    await promise(stage, sam, "read the book", "next Wednesday")
    await promise(stage, sam, "go to the meetup", "next Wednesday")
    await stage.pass_time(days=16)
    asked = [one for one in stage.seen() if labels(one) == ["Done", "Later", "Drop"]]
    assert ["read the book" in one.content for one in asked] == [True, False]
    assert ["go to the meetup" in one.content for one in asked] == [False, True]
    first, second = asked
    assert "1 of 1: there is more about Sam, with my next message." in first.content
    assert "1 of 1: the next about Sam comes on" in second.content
    done = await stage.alice.user.click(first, label="Done")
    assert "read the book" in texts(done)[-1]
    await stage.alice.user.click(done.followups[-1], label="I told them")
    again = await stage.alice.user.click(first, label="Done")
    assert "moved on" in again.response.content
    acknowledge(stage)
    # Telling of the first has moved the stage on; the second's buttons fit all the same.
    later = await stage.alice.user.click(second, label="Later")
    await stage.alice.user.click(later.response, label="Next week")
    listed = await stage.alice.user.slash("promises")
    assert "Wed 28 Jan: “go to the meetup”" in listed.response.content
    dropped = await stage.alice.user.click(second, label="Drop")
    assert "Dropped" in dropped.response.content


async def test_coach_shows_the_one_that_is_due(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await stage.alice.user.slash("thanks sent", person=sam)
    await promise(stage, sam, "read the book", "next Wednesday")
    stage.close_dms()
    await stage.env.advance_time(10 * 86400)
    shown = await stage.alice.user.slash("coach")
    assert "read the book" in "\n".join(texts(shown))
    stage.open_dms()


@pytest.mark.parametrize(
    "words", ["@everyone **hi** {{ 7*7 }} `x` {name}", "שלום עולם", "🎉👩‍👩‍👧", "x" * 1000]
)
async def test_any_words_are_only_words(stage: Stage, words: str) -> None:
    sam = await talked_to(stage, "Sam **x** @everyone")
    await promise(stage, sam, words)
    shown = await stage.alice.user.slash("promises")
    assert "49" not in shown.response.content
    assert "@everyone" not in shown.response.content.replace("\\@everyone", "").replace(
        "@\u200beveryone", ""
    )
    done = await stage.alice.user.click(shown.response, label="1: I did it")
    assert words[:50] in texts(done)[-1]


async def test_they_stand_with_the_person(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await promise(stage, sam, "read the book")
    shown = await stage.alice.user.slash("people show")
    assert "What you promised on Mon 5 Jan: read the book" in shown.response.content


async def test_another_members_buttons_find_nobody(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await promise(stage, sam, "read the book")
    await stage.bob.user.slash("coach")
    for action in ("promise_kept", "promise_told", "promise_day", "promise_drop"):
        forged = f"r:{action}:{sam}:1"
        answered = raw_click(stage, stage.bob.user, stage.last(stage.bob.user), forged)
        await stage.env.settle()
        assert "can't find that person" in answered.response.content, action
    acknowledge(stage)


async def test_the_export_has_them_and_erasing_takes_them(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await promise(stage, sam, "read the book", "in 2 weeks")
    await stage.alice.user.click(
        (await stage.alice.user.slash("promises")).response, label="1: I did it"
    )
    exported = await stage.alice.user.slash("privacy export", format="json")
    (file,) = exported.response.attachments
    (person,) = json.loads(await file.read())["people"]
    promised = [one for one in person["history"] if one["kind"] == "promised"]
    assert promised[0]["words"] == "read the book"
    assert promised[0]["facts"]["due"] == "2026-01-19"
    erased = await stage.alice.user.slash("privacy erase")
    await stage.alice.user.click(erased.response, label="Erase everything")
    assert "No promise is open" in (await stage.alice.user.slash("promises")).response.content


async def test_two_clicks_at_once_note_it_once(stage: Stage) -> None:
    sam = await talked_to(stage, "Sam")
    await promise(stage, sam, "read the book")
    await stage.alice.user.slash("promises")
    message = stage.last()
    pressed = [
        raw_click(stage, stage.alice.user, message, f"r:promise_kept:{sam}:1") for _ in range(2)
    ]
    await stage.env.settle()
    assert all("read the book" in texts(one)[-1] for one in pressed)
    shown = await people.show(stage.app.coach, caller(stage), sam)
    (one,) = shown.standing.state.promises
    assert one.kept is not None
    assert shown.standing.state.last_seq == 4  # added, met, promised, kept
