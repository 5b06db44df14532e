"""/reminders and its buttons, as a member sees them."""

from datetime import UTC, datetime, time

import discord
import pytest
import simcord

from bot.coaching.events import EventKind
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import NudgeKey
from bot.services import history, people, reminders
from bot.services.coach import Caller
from bot.services.history import Report
from bot.ui.buttons import ActionButton, rows
from bot.ui.talk import answer_buttons
from tests.e2e.stage import Stage, labels, prefilled, raw_click, raw_slash, texts

_numbers = iter(range(1, 10_000))


def alice(stage: Stage) -> Caller:
    return Caller(stage.alice.id, next(_numbers))


async def asked(stage: Stage, name: str = "Sam") -> str:
    """Alice wrote to somebody today; the follow-up is due on Wed 14 January."""
    added = await people.add(stage.app.coach, alice(stage), name=name)
    person_id = added.standing.person.id
    await history.record(stage.app.coach, alice(stage), person_id, Report(EventKind.ASKED))
    return person_id


async def met(stage: Stage, name: str = "Kim") -> str:
    """Alice met and thanked somebody today, and promised something."""
    added = await people.add(stage.app.coach, alice(stage), name=name)
    person_id = added.standing.person.id
    kinds = (EventKind.MET, EventKind.THANKED, EventKind.PROMISED)
    reports = [Report(kind) for kind in kinds]
    await history.record(stage.app.coach, alice(stage), person_id, *reports)
    return person_id


async def nudge(stage: Stage, person_id: str, kind: NudgeKind, cycle: int = 1) -> None:
    """A nudge with its answers in Alice's direct messages, as the sender puts it there."""
    standing = await history.look(stage.app.coach, alice(stage), person_id)
    n = max((one.n for one in standing.due if one.kind is kind), default=1)
    view = rows(answer_buttons(standing, NudgeKey(kind, cycle, n)))
    channel = stage.env.bot.get_partial_messageable(stage.dm.id)
    await channel.send("A nudge", view=view)


async def schedule(stage: Stage) -> reminders.Schedule:
    return await reminders.schedule(stage.app.coach, Caller(stage.alice.id))


async def test_show_names_everybody_with_what_comes_and_when(stage: Stage) -> None:
    await asked(stage, "Sam *Okafor*")
    result = await stage.alice.slash(stage.careers, "reminders show")
    simcord.assert_responded(
        result, contains="the follow-up: Wed 14 Jan, again Tue 20 Jan", ephemeral=True
    )
    assert "Sam \\*Okafor\\*" in result.response.content
    assert "I write between 09:30 and 09:50" in result.response.content
    assert labels(result.response) == ["Settings", "Pause for two weeks"]


async def test_show_before_the_start_says_how_to_begin(stage: Stage) -> None:
    result = await stage.alice.user.slash("reminders show")
    simcord.assert_responded(result, contains="/coach begins", ephemeral=False)


async def test_show_says_when_direct_messages_are_closed(stage: Stage) -> None:
    await asked(stage)
    stage.close_dms()
    await stage.pass_time(days=10)
    result = await stage.alice.slash(stage.careers, "reminders show")
    assert "closed to me" in result.response.content
    assert "**Ready now**" in result.response.content
    assert "Send a test message" in labels(result.response)


async def test_settings_by_options_move_what_comes(stage: Stage) -> None:
    await asked(stage)
    before = (await schedule(stage)).coming[0].at
    result = await stage.alice.user.slash(
        "reminders settings",
        zone="Tokyo",
        time="17:00",
        quiet_hours="10pm to 7am",
        country="Germany",
        region="Bayern",
        cadence=30,
        follow_up_days=5,
        thank_you_hours=36,
        second_person=True,
        hour_before=True,
    )
    said = result.response.content
    for words in (
        "Asia/Tokyo",
        "between 17:00 and 17:20",
        "**22:00–07:00**",
        "**Germany, Bayern**",
        "**every 30 days**",
        "**5 working days**",
        "**36 hours**",
        "Saved. What comes now:",
    ):
        assert words in said
    assert (await schedule(stage)).coming[0].at < before


async def test_settings_by_options_answer_bad_input_and_change_nothing(stage: Stage) -> None:
    await asked(stage)
    before = await schedule(stage)
    for options, words in (
        ({"zone": "Atlantis"}, "Atlantis"),
        ({"zone": "x" * 5000}, "long for a city"),
        ({"time": "32:00"}, "32:00"),
        ({"time": "21:00"}, "21:00 falls into your quiet hours (20:00 to 09:00)"),
        ({"quiet_hours": "@everyone"}, "two times"),
        ({"quiet_hours": "9:00 to 12:00"}, "falls into your quiet hours"),
        ({"country": "Narnia"}, "Narnia"),
        ({"country": "Germany", "region": "Narnia"}, "Berlin"),
        ({"region": "Bayern"}, "name the country"),
        ({"home": "here"}, "in that server"),
    ):
        result = await stage.alice.user.slash("reminders settings", **options)
        simcord.assert_responded(result, contains=words)
    assert await schedule(stage) == before


async def test_choices_help_with_zone_country_and_region(stage: Stage) -> None:
    zones = await stage.alice.user.autocomplete("reminders settings", "zone", "berl")
    assert zones[0]["value"] == "Europe/Berlin"
    countries = await stage.alice.user.autocomplete("reminders settings", "country", "germ")
    assert countries == [{"name": "Germany", "value": "DE"}]
    regions = await stage.alice.user.autocomplete(
        "reminders settings", "region", "bay", country="DE"
    )
    assert regions == [{"name": "Bayern", "value": "BY"}]
    assert await stage.alice.user.autocomplete("reminders settings", "region", "b") == []


async def test_the_panel_shows_everything_and_saves_each_choice(stage: Stage) -> None:
    await asked(stage)
    panel = await stage.alice.slash(stage.careers, "reminders settings")
    simcord.assert_responded(panel, contains="**Your reminders**", ephemeral=True)
    saved = await stage.alice.select(panel.response, ["0", "2", "4"], custom_id="days")
    assert "on Mon, Wed, Fri" in saved.response.content
    assert "Saved. What comes now:" in saved.response.content
    what = await stage.alice.click(saved.response, label="What I write about")
    for custom_id, value, words in (
        ("cadence", "180", "every 180 days"),
        ("follow_up", "9", "9 working days"),
        ("thanks", "48", "48 hours"),
    ):
        what = await stage.alice.select(what.response, [value], custom_id=custom_id)
        assert f"**{words}**" in what.response.content
    what = await stage.alice.select(what.response, ["second", "hour"], custom_id="extras")
    assert "A second person after 3 days: **on**" in what.response.content
    assert "Reminder 1 hour before a talk: **on**" in what.response.content
    what = await stage.alice.select(what.response, [], custom_id="extras")
    assert "Reminder 1 hour before a talk: **off**" in what.response.content
    back = await stage.alice.click(what.response, label="When I write")
    assert "Public holidays" in labels(back.response)
    wishes = (await schedule(stage)).member.wishes
    assert wishes.working_days == {0, 2, 4}
    assert (wishes.cadence_days, wishes.follow_up_days, wishes.thank_you_hours) == (180, 9, 48)


async def test_the_panel_sets_the_home_server_and_says_what_it_means(stage: Stage) -> None:
    await asked(stage)
    panel = await stage.alice.slash(stage.careers, "reminders settings")
    what = await stage.alice.click(panel.response, label="What I write about")
    home = await stage.alice.click(what.response, label="Make Careers my home server")
    assert "Home server: **Careers**" in home.response.content
    assert "your choice wins inside those limits" in home.followups[0].content
    left = await stage.alice.click(home.response, label="No home server")
    assert "Home server: **none**" in left.response.content


async def test_the_panels_forms_save_zone_times_and_holidays(stage: Stage) -> None:
    await asked(stage)
    panel = await stage.alice.user.slash("reminders settings")
    form = await stage.alice.user.click(panel.response, label="Time zone")
    saved = await stage.alice.user.submit_modal(form, {"zone": "new york"})
    assert "America/New\\_York" in saved.response.content or "America/New_York" in texts(saved)[0]
    form = await stage.alice.user.click(saved.response, label="Times")
    saved = await stage.alice.user.submit_modal(form, {"bundle": "8pm", "quiet": "none"})
    assert "When I write: **between 20:00 and 20:20**" in saved.response.content
    assert "Quiet hours: **none**" in saved.response.content
    form = await stage.alice.user.click(saved.response, label="Public holidays")
    saved = await stage.alice.user.submit_modal(form, {"country": "france", "region": ""})
    assert "Public holidays: **France**" in saved.response.content
    form = await stage.alice.user.click(saved.response, label="Public holidays")
    saved = await stage.alice.user.submit_modal(form, {"country": "", "region": ""})
    assert "Public holidays: **none**" in saved.response.content
    assert (await schedule(stage)).member.wishes.bundle_at == time(20)


async def test_the_panel_keeps_the_name_to_sign_with(stage: Stage) -> None:
    panel = await stage.alice.user.slash("reminders settings")
    assert "Your drafts are signed with: **none yet**" in panel.response.content
    form = await stage.alice.user.click(panel.response, label="My name")
    saved = await stage.alice.user.submit_modal(form, {"name": "Alice *Example*"})
    assert "signed with: **Alice \\*Example\\***" in saved.response.content
    form = await stage.alice.user.click(saved.response, label="My name")
    assert prefilled(form) == {"name": "Alice *Example*"}


async def test_a_form_that_cannot_be_used_says_why_and_the_panel_stays(stage: Stage) -> None:
    await asked(stage)
    before = await schedule(stage)
    panel = await stage.alice.user.slash("reminders settings")
    for label, values, words in (
        ("Time zone", {"zone": "Mars"}, "Mars"),
        ("Times", {"bundle": "21:30", "quiet": "20:00–09:00"}, "falls into your quiet hours"),
        ("Times", {"bundle": "25:00", "quiet": "none"}, "25:00"),
        ("Times", {"bundle": "9:30", "quiet": "32nd"}, "two times"),
        ("Public holidays", {"country": "Narnia", "region": ""}, "Narnia"),
        ("Public holidays", {"country": "France", "region": "Narnia"}, "Narnia"),
    ):
        form = await stage.alice.user.click(panel.response, label=label)
        refused = await stage.alice.user.submit_modal(form, values)
        assert words in "\n".join(texts(refused))
    assert len(stage.env.errors) == 6  # answered; simcord counts what a form raises nevertheless
    assert await schedule(stage) == before


async def test_somebody_elses_panel_is_not_theirs_to_press(stage: Stage) -> None:
    await asked(stage)
    view = await stage.alice.user.slash("reminders settings")
    assert view.response is not None
    message = stage.last()
    pressed = raw_click(stage, stage.bob.user, message, "what")
    await stage.env.settle()
    simcord.assert_responded(pressed, contains="belongs to somebody else")


async def test_a_pause_holds_everything_back_until_its_day(stage: Stage) -> None:
    await asked(stage)
    result = await stage.alice.user.slash("reminders pause", until="2 February")
    simcord.assert_responded(result, contains="Paused until Mon 2 Feb")
    known = len(stage.seen())
    await stage.pass_time(days=27)
    assert len(stage.seen()) == known
    shown = await stage.alice.user.slash("reminders show")
    assert "**Paused until Mon 2 Feb**" in shown.response.content
    assert "**Ready now**" in shown.response.content
    await stage.pass_time(days=2)
    assert len(stage.seen()) == known + 2
    assert "Sam" in stage.last().content


async def test_a_pause_is_two_weeks_and_can_be_ended(stage: Stage) -> None:
    await asked(stage)
    result = await stage.alice.user.slash("reminders pause")
    simcord.assert_responded(result, contains="Paused until Mon 19 Jan")
    ended = await stage.alice.user.click(result.response, label="End the pause")
    simcord.assert_responded(ended, contains="Nothing to do until Wed 14 Jan")
    known = len(stage.seen())
    await stage.pass_time(days=10)
    assert len(stage.seen()) == known + 1


async def test_resuming_brings_what_waited(stage: Stage) -> None:
    await asked(stage)
    await stage.alice.user.slash("reminders pause")
    await stage.pass_time(days=10)
    result = await stage.alice.user.slash("reminders resume")
    simcord.assert_responded(result, contains="What waited comes with my next message")
    known = len(stage.seen())
    await stage.pass_time(days=1)
    assert len(stage.seen()) == known + 1


async def test_a_pause_says_which_talks_it_swallows(stage: Stage) -> None:
    person_id = await asked(stage)
    starts = datetime(2026, 1, 12, 15, tzinfo=UTC).isoformat()
    facts = {"starts": starts, "minutes": 20, "zone": "UTC"}
    report = Report(EventKind.SCHEDULED, facts=facts)
    await history.record(stage.app.coach, alice(stage), person_id, report)
    result = await stage.alice.user.slash("reminders pause")
    simcord.assert_responded(result, contains="You have a talk planned in that time")
    shown = await stage.alice.user.slash("reminders show")
    assert "your talk is a day away: not in your pause" in shown.response.content


@pytest.mark.parametrize(
    "until", ["32nd of March", "yesterday", "5/6", "", "@everyone", "x" * 5000, "in 3 years"]
)
async def test_a_pause_until_no_day_says_so_and_holds_nothing(stage: Stage, until: str) -> None:
    await asked(stage)
    result = await stage.alice.user.slash("reminders pause", until=until)
    assert result.acknowledged
    assert (await schedule(stage)).member.paused_until is None


async def test_the_bundles_last_row_pauses_and_opens_the_settings(stage: Stage) -> None:
    await asked(stage)
    channel = stage.env.bot.get_partial_messageable(stage.dm.id)
    buttons = [
        ActionButton.make("pause", None, "1", label="Pause"),
        ActionButton.make("settings", None, "1", label="Settings"),
    ]
    await channel.send("A bundle", view=rows(buttons))
    bundle = stage.last()
    await stage.restart()
    opened = await stage.alice.user.click(bundle, label="Settings")
    simcord.assert_responded(opened, contains="**Your reminders**")
    paused = await stage.alice.user.click(bundle, label="Pause")
    simcord.assert_responded(paused, contains="Paused until Mon 19 Jan")


@pytest.mark.parametrize(
    ("label", "day"),
    [("Tomorrow", "Thu 15 Jan"), ("In 3 days", "Mon 19 Jan"), ("Next week", "Wed 21 Jan")],
)
async def test_later_asks_until_when_and_moves_the_nudge(
    stage: Stage, label: str, day: str
) -> None:
    person_id = await asked(stage)
    await stage.pass_time(days=9)
    await nudge(stage, person_id, NudgeKind.FOLLOW_UP)
    asked_when = await stage.alice.user.click(stage.last(), label="Later")
    simcord.assert_responded(asked_when, contains="When shall I come back to Sam?")
    assert labels(asked_when.response) == ["Tomorrow", "In 3 days", "Next week", "A date"]
    moved = await stage.alice.user.click(asked_when.response, label=label)
    simcord.assert_responded(moved, contains=f"Good: I come back to Sam on {day}.")
    assert labels(moved.response) == ["Undo"]


async def test_later_takes_a_date_and_asks_again_for_a_bad_one(stage: Stage) -> None:
    person_id = await asked(stage)
    await stage.pass_time(days=9)
    await nudge(stage, person_id, NudgeKind.FOLLOW_UP)
    asked_when = await stage.alice.user.click(stage.last(), label="Later")
    form = await stage.alice.user.click(asked_when.response, label="A date")
    again = await stage.alice.user.submit_modal(form, {"day": "32nd of March"})
    assert labels(again.response) == ["Another date"]
    form = await stage.alice.user.click(again.response, label="Another date")
    past = await stage.alice.user.submit_modal(form, {"day": "1 January 2026"})
    assert labels(past.response) == ["Another date"]
    form = await stage.alice.user.click(past.response, label="Another date")
    moved = await stage.alice.user.submit_modal(form, {"day": "3 March"})
    simcord.assert_responded(moved, contains="on Tue 3 Mar.")


async def test_three_laters_bring_courage_and_a_way_out(stage: Stage) -> None:
    person_id = await asked(stage)
    await stage.pass_time(days=9)
    await nudge(stage, person_id, NudgeKind.FOLLOW_UP)
    message = stage.last()
    for _time in range(3):
        asked_when = await stage.alice.user.click(message, label="Later")
        moved = await stage.alice.user.click(asked_when.response, label="Tomorrow")
    assert "(Flynn & Lake 2008)" in moved.response.content
    assert "An easier step" in moved.response.content
    assert labels(moved.response) == ["Show it", "Let it go", "Undo"]
    await stage.restart()
    asked_when = await stage.alice.user.click(message, label="Later")
    again = await stage.alice.user.click(asked_when.response, label="Tomorrow")
    assert "Flynn" not in again.response.content, "once a person"
    assert "An easier step" in again.response.content
    shown = await stage.alice.user.click(again.response, label="Show it")
    assert "follow-up" in "".join(texts(shown))


async def test_later_works_after_a_restart_and_months(stage: Stage) -> None:
    person_id = await asked(stage)
    await stage.pass_time(days=9)
    await nudge(stage, person_id, NudgeKind.FOLLOW_UP)
    message = stage.last()
    await stage.restart()
    asked_when = await stage.alice.user.click(message, label="Later")
    await stage.restart()
    await stage.env.advance_time(60 * 86400)
    moved = await stage.alice.user.click(asked_when.response, label="Tomorrow")
    simcord.assert_responded(moved, contains="Good: I come back to Sam")


async def test_later_on_something_that_moved_on_says_so(stage: Stage) -> None:
    person_id = await asked(stage)
    await stage.pass_time(days=9)
    await nudge(stage, person_id, NudgeKind.FOLLOW_UP)
    message = stage.last()
    asked_when = await stage.alice.user.click(message, label="Later")
    await history.record(stage.app.coach, alice(stage), person_id, Report(EventKind.REPLIED))
    for pressed, label in ((message, "Later"), (asked_when.response, "Tomorrow")):
        late = await stage.alice.user.click(pressed, label=label)
        simcord.assert_responded(late, contains="Things have moved on with Sam")
    state = (await history.look(stage.app.coach, alice(stage), person_id)).state
    assert state.laters == {}


async def test_another_members_button_and_a_forged_one_change_nothing(stage: Stage) -> None:
    person_id = await asked(stage)
    await stage.pass_time(days=9)
    await people.add(stage.app.coach, Caller(stage.bob.id, next(_numbers)), name="Kim")
    channel = await stage.env.bot.create_dm(discord.Object(stage.bob.id))
    await channel.send("Hello")
    theirs = stage.seen(stage.bob.user)[-1]
    for custom_id in (
        f"r:later:{person_id}:asked.1:follow_up.1.1:-",
        f"r:later_pick:1:{person_id}:asked.1:follow_up.1.1:-",
        f"r:drop:{person_id}:asked.1:follow_up.1.1:-",
        f"r:off:{person_id}:asked.1:-:-",
    ):
        pressed = raw_click(stage, stage.bob.user, theirs, custom_id)
        await stage.env.settle()
        simcord.assert_responded(pressed, contains="can't find that person")
    for custom_id in ("r:later_pick:99:x", "r:later_pick", f"r:later_pick:0:{person_id}:x"):
        pressed = raw_click(stage, stage.bob.user, theirs, custom_id)
        await stage.env.settle()
        simcord.assert_responded(pressed, contains="no longer know what that button was for")


async def test_tomorrow_moves_a_thank_you(stage: Stage) -> None:
    added = await people.add(stage.app.coach, alice(stage), name="Kim")
    person_id = added.standing.person.id
    await history.record(stage.app.coach, alice(stage), person_id, Report(EventKind.MET))
    await stage.env.advance_time(30 * 3600)
    await nudge(stage, person_id, NudgeKind.THANK_YOU)
    moved = await stage.alice.user.click(stage.last(), label="Tomorrow")
    simcord.assert_responded(moved, contains="Good: I come back to Kim on Wed 7 Jan.")


async def test_drop_and_off_end_a_reminder(stage: Stage) -> None:
    person_id = await met(stage)
    await stage.env.advance_time(40 * 86400)
    await nudge(stage, person_id, NudgeKind.REPORT_BACK)
    dropped = await stage.alice.user.click(stage.last(), label="Drop")
    simcord.assert_responded(dropped, contains="Dropped")
    await nudge(stage, person_id, NudgeKind.KEEP_IN_TOUCH, cycle=2)
    off = await stage.alice.user.click(stage.last(), label="Off")
    simcord.assert_responded(off, contains="Keeping in touch with Kim is off")
    assert "Undo" in labels(off.response)
    assert (await schedule(stage)).coming == ()
    shown = await stage.alice.user.slash("reminders show")
    assert "Nothing is planned" in shown.response.content


async def test_a_cadence_of_ones_own_for_one_person(stage: Stage) -> None:
    await met(stage)
    result = await stage.alice.user.slash("reminders cadence", days=180)
    simcord.assert_responded(result, contains="Noted: keep in touch with Kim every 180 days.")
    result = await stage.alice.user.slash("reminders cadence", days=0, person="kim")
    simcord.assert_responded(result, contains="is off")
    result = await stage.alice.user.slash("reminders cadence", days=30, person="Nobody")


async def test_a_delivered_nudge_comes_again_when_it_was_moved(stage: Stage) -> None:
    await asked(stage)
    await stage.pass_time(days=9)
    nudged = stage.last()
    assert "Sam" in nudged.content
    asked_when = await stage.alice.user.click(nudged, label="Later")
    await stage.alice.user.click(asked_when.response, label="In 3 days")
    known = len(stage.seen())
    await stage.pass_time(days=4)
    assert len(stage.seen()) == known
    await stage.pass_time(days=1)
    assert len(stage.seen()) == known + 1
    assert "Sam" in stage.last().content
    await stage.restart()
    again = await stage.alice.user.click(stage.last(), label="Later")
    simcord.assert_responded(again, contains="When shall I come back to Sam?")


async def test_two_presses_at_once_move_it_once_each_and_lose_nothing(stage: Stage) -> None:
    person_id = await asked(stage)
    await stage.pass_time(days=9)
    custom_id = f"r:later_pick:1:{person_id}:asked.1:follow_up.1.1:-"
    first = raw_click(stage, stage.alice.user, stage.last(), custom_id)
    second = raw_click(stage, stage.alice.user, stage.last(), custom_id)
    await stage.env.settle()
    for pressed in (first, second):
        simcord.assert_responded(pressed, contains="Good: I come back to Sam on Thu 15 Jan.")
    assert len((await schedule(stage)).coming) == 2


async def test_a_user_install_reaches_everything_in_a_foreign_channel(stage: Stage) -> None:
    await asked(stage)
    owners = {"1": str(stage.alice.id)}
    for name in ("reminders show", "reminders settings", "reminders pause", "reminders resume"):
        result = raw_slash(
            stage,
            stage.alice,
            name,
            context=0,
            owners=owners,
            channel=stage.careers,
            guild=stage.guild,
        )
        await stage.env.settle()
        assert result.ephemeral
        assert len(result.followups) <= 5
