"""/reminders, and the answers that move or silence a nudge: Later, Tomorrow, Drop, Off."""

from functools import partial
from typing import cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, locale_str
from discord.ext import commands

from bot.coaching.calendar import local_day
from bot.coaching.rules import Answer
from bot.feedback import N_, BadInput
from bot.i18n import _, current_language, fill
from bot.mentions import mention
from bot.services import moments, public_holidays, reminders, snoozing
from bot.services.reminders import Changes, Schedule
from bot.ui import later, settings_panel, text
from bot.ui.buttons import ActionButton, Pressed, actions, answers, listen, rows
from bot.ui.dates import day_in_words, read_time
from bot.ui.dms import test_button
from bot.ui.schedule import (
    cadence_in_words,
    nothing_in_words,
    pause_in_words,
    schedule_in_words,
)
from bot.ui.settings_panel import home_in_words, read_hours
from bot.ui.talk import Interaction, caller_of, chosen, coach_of, expected_by, people_choices, tell
from bot.ui.views import defer, reply
from bot.ui.zone_names import read_zone, zone_choices

HERE, NONE = "here", "none"
CADENCE_CHOICES = [
    Choice(name=locale_str("every 30 days"), value=30),
    Choice(name=locale_str("every 60 days"), value=60),
    Choice(name=locale_str("every 90 days"), value=90),
    Choice(name=locale_str("every 180 days"), value=180),
    Choice(name=locale_str("off"), value=0),
]
HOME_CHOICES = [
    Choice(name=locale_str("this server"), value=HERE),
    Choice(name=locale_str("no server"), value=NONE),
]


class NoServerHere(BadInput):
    """A home server is chosen in that server."""

    def __init__(self) -> None:
        super().__init__(
            N_("To choose a home server, use this command in that server. Nothing was changed.")
        )


class NothingNamed(BadInput):
    """A region without a country."""

    def __init__(self) -> None:
        super().__init__(N_("Please name the country as well. Nothing was changed."))


class Reminders(commands.Cog):
    """What comes and when, and how the member wants it."""

    group = app_commands.Group(
        name=locale_str("reminders"),
        description=locale_str("What comes and when, and how you want it"),
    )

    async def cog_load(self) -> None:
        listen(self)

    @group.command(
        name=locale_str("show"), description=locale_str("What comes and when, person by person")
    )
    async def show(self, interaction: Interaction) -> None:
        await defer(interaction)
        coach = coach_of(interaction)
        schedule = await reminders.schedule(coach, caller_of(interaction))
        buttons = [_settings_button(), _pause_button(schedule)]
        if schedule.member.dm_closed is not None:
            buttons.append(test_button())
        words = schedule_in_words(schedule, coach.clock.now())
        await reply(interaction, words, view=rows(buttons))

    @group.command(
        name=locale_str("settings"),
        description=locale_str("Time zone, times, days and what I remind you of"),
    )
    @app_commands.describe(
        zone=locale_str("Where you live: a big city, or a time zone"),
        bundle_time=locale_str("When I write to you, for example 9:30"),
        quiet_hours=locale_str("When I never write, for example 20:00 to 9:00, or none"),
        country=locale_str("Whose public holidays are days off for you, or none"),
        region=locale_str("The state or region, if its holidays differ"),
        cadence=locale_str("How often to keep in touch"),
        follow_up_days=locale_str("Working days until a follow-up"),
        thank_you_hours=locale_str("Hours until a thank-you is due"),
        second_person=locale_str("Remind me to line up a second person after 3 days"),
        hour_before=locale_str("Remind me 1 hour before a talk"),
        home=locale_str("The server whose holidays and limits count for you"),
    )
    @app_commands.rename(bundle_time=locale_str("time"))
    @app_commands.choices(cadence=CADENCE_CHOICES)
    @app_commands.choices(home=HOME_CHOICES)
    async def settings(
        self,
        interaction: Interaction,
        zone: str | None = None,
        bundle_time: str | None = None,
        quiet_hours: str | None = None,
        country: str | None = None,
        region: str | None = None,
        cadence: int | None = None,
        follow_up_days: Range[int, 5, 10] | None = None,
        thank_you_hours: Range[int, 12, 48] | None = None,
        second_person: bool | None = None,
        hour_before: bool | None = None,
        home: str | None = None,
    ) -> None:
        await defer(interaction)
        changes = _times(zone, bundle_time, quiet_hours)
        if country is not None or region is not None:
            changes["holidays"] = _holidays(country, region)
        if home is not None:
            changes["home"] = _home(interaction, home)
        wishes = {
            "cadence_days": cadence,
            "follow_up_days": follow_up_days,
            "thank_you_hours": thank_you_hours,
            "second_person": second_person,
            "hour_reminder": hour_before,
        }
        given = {name: wish for name, wish in wishes.items() if wish is not None}
        changes.update(cast("Changes", given))
        if not changes:
            await settings_panel.open_panel(interaction)
            return
        await settings_panel.answer_change(
            interaction, await settings_panel.change(interaction, **changes)
        )
        if changes.get("home") is not None:
            await reply(interaction, home_in_words())

    @settings.autocomplete("zone")
    async def zones(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return [Choice(name=zone, value=zone) for zone in zone_choices(typed)]

    @settings.autocomplete("country")
    async def countries(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        known = public_holidays.countries(current_language())
        return _choices(public_holidays.suggestions(known, typed))

    @settings.autocomplete("region")
    async def regions(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        country = getattr(interaction.namespace, "country", None)
        if not isinstance(country, str):
            return []
        try:
            code, _region = public_holidays.find(country, None, current_language())
        except BadInput:
            return []
        return _choices(public_holidays.suggestions(public_holidays.regions(code), typed))

    @group.command(
        name=locale_str("cadence"),
        description=locale_str("How often to keep in touch with one person"),
    )
    @app_commands.describe(
        days=locale_str("How often"), person=locale_str("Who; the only one if left out")
    )
    @app_commands.choices(days=CADENCE_CHOICES)
    @app_commands.autocomplete(person=people_choices)
    async def cadence(self, interaction: Interaction, days: int, person: str | None = None) -> None:
        await defer(interaction)
        await _keep_in_touch(interaction, await chosen(interaction, person), days)

    @group.command(
        name=locale_str("pause"), description=locale_str("Nothing goes out until a day you choose")
    )
    @app_commands.describe(until=locale_str("A day, for example 3 March; two weeks if left out"))
    async def pause(self, interaction: Interaction, until: str | None = None) -> None:
        await defer(interaction)
        await _pause(interaction, until)

    @group.command(name=locale_str("resume"), description=locale_str("End a pause"))
    async def resume(self, interaction: Interaction) -> None:
        await defer(interaction)
        await _resume(interaction)

    @actions("pause")
    async def press_pause(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        """For two weeks, at once; the answer names the day and how to choose another."""
        await defer(interaction)
        await _pause(interaction, None)

    @actions("resume")
    async def press_resume(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        await defer(interaction)
        await _resume(interaction)

    @actions("settings")
    async def press_settings(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        await settings_panel.open_panel(interaction)

    @answers(Answer.LATER)
    async def press_later(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        await later.ask(interaction, pressed)

    @actions("later_pick")
    async def press_until(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        await later.pick(interaction, arguments)

    @answers(Answer.TOMORROW)
    async def press_tomorrow(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        await later.move(interaction, pressed, moments.in_days(1))

    @answers(Answer.DROP)
    async def press_drop(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        outcome = await snoozing.drop(
            coach_of(interaction),
            caller_of(interaction),
            pressed.person_id,
            pressed.nudge,
            expected_by(pressed),
        )
        await tell(interaction, outcome, _("Dropped; I won't bring it up again."))

    @answers(Answer.OFF)
    async def press_off(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        await _keep_in_touch(interaction, pressed.person_id, 0, pressed)


async def _keep_in_touch(
    interaction: Interaction, person_id: str, days: int, pressed: Pressed | None = None
) -> None:
    outcome = await snoozing.keep_in_touch_every(
        coach_of(interaction),
        caller_of(interaction),
        person_id,
        days,
        expected_by(pressed) if pressed else None,
    )
    name = text.escape(outcome.standing.person.name)
    if days:
        often = cadence_in_words(days)
        said = fill(_("Noted: keep in touch with {name} {often}."), name=name, often=often)
    else:
        said = fill(
            _(
                "Keeping in touch with {name} is off. {cadence} turns it on again, and {log} is "
                "always there."
            ),
            name=name,
            cadence=mention("reminders cadence"),
            log=mention("log"),
        )
    await tell(interaction, outcome, said)


async def _pause(interaction: Interaction, until: str | None) -> None:
    coach, caller = coach_of(interaction), caller_of(interaction)
    day = None if until is None else partial(later.day_of, until)
    schedule = await reminders.pause(coach, caller, day)
    said = [
        pause_in_words(schedule),
        fill(
            _("{coach} shows everything meanwhile. {pause} takes another day."),
            coach=mention("coach"),
            pause=mention("reminders pause"),
        ),
    ]
    await reply(interaction, "\n".join(said), view=rows([_resume_button()]))


async def _resume(interaction: Interaction) -> None:
    coach = coach_of(interaction)
    schedule = await reminders.resume(coach, caller_of(interaction))
    await reply(interaction, f"{_('Good to have you back.')} {_next(schedule)}")


def _next(schedule: Schedule) -> str:
    """The next date, in words."""
    if schedule.ready:
        waited = _("What waited comes with my next message; {coach} has it now.")
        return fill(waited, coach=mention("coach"))
    if not schedule.coming:
        return nothing_in_words()
    first = schedule.coming[0]
    day = local_day(first.at, schedule.member.preferences.zone)
    return fill(
        _("Nothing to do until {day}; I'll write then."), day=day_in_words(day, current_language())
    )


def _settings_button() -> ActionButton:
    return ActionButton.make("settings", label=_("Settings"))


def _pause_button(schedule: Schedule) -> ActionButton:
    if schedule.member.paused_until is not None:
        return _resume_button()
    return ActionButton.make("pause", label=_("Pause for two weeks"))


def _resume_button() -> ActionButton:
    return ActionButton.make("resume", label=_("End the pause"))


def _times(zone: str | None, bundle_time: str | None, quiet_hours: str | None) -> Changes:
    """What was typed about zone and hours. Raises `BadInput`."""
    changes = Changes()
    if zone is not None:
        changes["zone"] = read_zone(zone)
    if bundle_time is not None:
        changes["bundle_at"] = read_time(bundle_time)
    if quiet_hours is not None:
        changes["quiet"] = read_hours(quiet_hours)
    return changes


def _holidays(country: str | None, region: str | None) -> tuple[str, str | None] | None:
    """The codes for what was typed; None for none. Raises `BadInput`."""
    if country is None:
        raise NothingNamed
    if country.strip().casefold() in {NONE, _("none").casefold(), ""}:
        return None
    return public_holidays.find(country, region, current_language())


def _home(interaction: Interaction, choice: str) -> tuple[int, str] | None:
    if choice == NONE:
        return None
    guild: discord.Guild | None = interaction.guild
    if guild is None or not guild.name:
        raise NoServerHere
    return guild.id, guild.name


def _choices(found: list[public_holidays.Choice]) -> list[Choice[str]]:
    return [Choice(name=text.cut(one.name, 100), value=one.code) for one in found]


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Reminders())
