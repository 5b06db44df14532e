"""The panel of `/reminders settings`: two pages, every change saved and planned at once."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time
from typing import Any, Self, Unpack

import discord

from bot.coaching.preferences import CADENCES
from bot.feedback import N_, BadInput
from bot.i18n import _, current_language, fill
from bot.services import public_holidays, reminders, starting
from bot.services.reminders import Changes, Schedule
from bot.ui import text
from bot.ui.dates import read_time
from bot.ui.forms import NameForm, read_name
from bot.ui.schedule import (
    WEEK,
    cadence_in_words,
    clock_in_words,
    coming_in_words,
    day_name,
    is_paused,
    pause_in_words,
    quiet_in_words,
    rhythm_in_words,
    settings_in_words,
)
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.views import OwnedModal, OwnedView, defer, replace, reply
from bot.ui.zone_names import read_zone

Press = Callable[[Interaction], Awaitable[None]]
Choose = Callable[[Interaction, list[str]], Awaitable[None]]
Words = Callable[[Schedule, datetime], str]

FOLLOW_UP_DAYS = range(5, 11)
THANK_YOU_HOURS = (12, 18, 24, 36, 48)
SHOWN_AFTER_A_CHANGE = 3
NO_QUIET_HOURS = (time(0), time(0))


class Unreadable(BadInput):
    """Quiet hours that can't be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            N_("I can't read “{typed}” as two times. Write for example 20:00 to 9:00, or none."),
            typed=typed[:100],
        )


async def open_panel(interaction: Interaction) -> None:
    """Answer with the panel as things stand."""
    await defer(interaction)
    schedule = await _look(interaction)
    words = _words(schedule, coach_of(interaction).clock.now())
    await reply(interaction, words, view=When(interaction, schedule))


async def change(interaction: Interaction, **changes: Unpack[Changes]) -> Schedule:
    """Save a change. Raises what `reminders.change` does."""
    return await reminders.change(coach_of(interaction), caller_of(interaction), **changes)


async def answer_change(interaction: Interaction, schedule: Schedule) -> None:
    """After a change by a command's options: the panel, with what comes now."""
    words = _after(schedule, coach_of(interaction).clock.now())
    await reply(interaction, words, view=When(interaction, schedule))


def read_hours(typed: str) -> tuple[time, time]:
    """Two times of day: "20:00 to 9:00", "8pm-9am"; "none" is the same time twice.

    Raises `BadDate` or `Unreadable`.
    """
    plain = " ".join(typed.split())
    if plain.casefold() in {"none", "off", "-", _("none").casefold()}:
        return NO_QUIET_HOURS
    for separator in ("–", "—", "-", " to ", " until "):
        start, found, end = plain.partition(separator)
        if found:
            return read_time(start), read_time(end)
    raise Unreadable(typed)


async def _look(interaction: Interaction) -> Schedule:
    coach, caller = coach_of(interaction), caller_of(interaction)
    try:
        return await reminders.schedule(coach, caller)
    except reminders.NotStarted:
        return Schedule(await reminders.settings(coach, caller), (), ())


def _words(schedule: Schedule, now: datetime) -> str:
    """The panel's words: every setting."""
    member = schedule.member
    lines = [
        _("**Your reminders**"),
        *([pause_in_words(schedule)] if is_paused(schedule, now) else []),
        rhythm_in_words(member.preferences),
        "",
        *settings_in_words(member),
        _name_in_words(member.about.name),
    ]
    return "\n".join(lines)


def _name_in_words(name: str) -> str:
    shown = text.escape(name) or _("none yet")
    return fill(_("- Your drafts are signed with: **{name}**"), name=shown)


def _after(schedule: Schedule, now: datetime) -> str:
    """The panel's words after a change, with what comes first now."""
    coming = coming_in_words(schedule, now, SHOWN_AFTER_A_CHANGE)
    return "\n".join([_words(schedule, now), "", _("Saved. What comes now:"), *coming])


class PanelButton(discord.ui.Button["Page"]):
    """A button that does `then`."""

    def __init__(self, label: str, custom_id: str, row: int, then: Press) -> None:
        super().__init__(label=text.cut(label, 80), custom_id=custom_id, row=row)
        self.then = then

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await self.then(interaction)


class PanelSelect(discord.ui.Select["Page"]):
    """A list of which at least `least` and at most `most` are chosen; the rest is up to `then`."""

    def __init__(
        self,
        custom_id: str,
        row: int,
        options: list[discord.SelectOption],
        then: Choose,
        *,
        least: int = 1,
        most: int = 1,
    ) -> None:
        super().__init__(
            custom_id=custom_id, row=row, options=options, min_values=least, max_values=most
        )
        self.then = then

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await self.then(interaction, self.values)


class Page(OwnedView):
    """What both pages share: a change is saved, and the panel drawn anew."""

    def __init__(self, interaction: Interaction, schedule: Schedule) -> None:
        super().__init__(interaction.user.id)
        self.schedule = schedule

    async def save(self, interaction: Interaction, **changes: Unpack[Changes]) -> None:
        """Save and show the result in the panel's place. Raises what `reminders.change` does."""
        await defer(interaction, update=True)
        schedule = await change(interaction, **changes)
        await self.turn_to(type(self)(interaction, schedule), interaction, _after)

    async def turn_to(self, page: "Page", interaction: Interaction, words: Words) -> None:
        """Show `page` in the place of this one."""
        self.stop()
        now = coach_of(interaction).clock.now()
        await replace(interaction, words(page.schedule, now), view=page)


class When(Page):
    """The first page: zone, times, days, holidays."""

    def __init__(self, interaction: Interaction, schedule: Schedule) -> None:
        super().__init__(interaction, schedule)
        self.add_item(PanelSelect("days", 0, _weekdays(schedule), self.choose_days, most=len(WEEK)))
        self.add_item(PanelButton(_("Time zone"), "zone", 1, self.ask_zone))
        self.add_item(PanelButton(_("Times"), "times", 1, self.ask_times))
        self.add_item(PanelButton(_("Public holidays"), "holidays", 1, self.ask_holidays))
        self.add_item(PanelButton(_("My name"), "name", 1, self.ask_name))
        self.add_item(PanelButton(_("What I write about"), "what", 1, self.turn))

    async def choose_days(self, interaction: Interaction, chosen: list[str]) -> None:
        await self.save(interaction, working_days=frozenset(map(int, chosen)))

    async def ask_zone(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(ZoneForm(self))

    async def ask_times(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(TimesForm(self))

    async def ask_holidays(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(HolidaysForm(self))

    async def ask_name(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(OwnNameForm(interaction, self))

    async def turn(self, interaction: Interaction) -> None:
        await self.turn_to(What(interaction, self.schedule), interaction, _words)


class What(Page):
    """The second page: cadence, waits, what is opt-in, the home server."""

    def __init__(self, interaction: Interaction, schedule: Schedule) -> None:
        super().__init__(interaction, schedule)
        self.add_item(PanelSelect("cadence", 0, _cadences(schedule), self.choose_cadence))
        self.add_item(PanelSelect("follow_up", 1, _follow_ups(schedule), self.choose_follow_up))
        self.add_item(PanelSelect("thanks", 2, _thank_yous(schedule), self.choose_thanks))
        extras = PanelSelect("extras", 3, _extras(schedule), self.choose_extras, least=0, most=2)
        extras.placeholder = _("Nothing beyond the usual")
        self.add_item(extras)
        self._add_home(interaction.guild)
        self.add_item(PanelButton(_("When I write"), "when", 4, self.turn))

    def _add_home(self, guild: discord.Guild | None) -> None:
        home = self.schedule.member.home
        if guild is not None and guild.name and guild.id != home:
            label = fill(_("Make {server} my home server"), server=guild.name)
            self.add_item(PanelButton(label, "home", 4, self.move_in))
        if home is not None:
            self.add_item(PanelButton(_("No home server"), "no_home", 4, self.move_out))

    async def choose_cadence(self, interaction: Interaction, chosen: list[str]) -> None:
        await self.save(interaction, cadence_days=int(chosen[0]))

    async def choose_follow_up(self, interaction: Interaction, chosen: list[str]) -> None:
        await self.save(interaction, follow_up_days=int(chosen[0]))

    async def choose_thanks(self, interaction: Interaction, chosen: list[str]) -> None:
        await self.save(interaction, thank_you_hours=int(chosen[0]))

    async def choose_extras(self, interaction: Interaction, chosen: list[str]) -> None:
        await self.save(
            interaction, second_person="second" in chosen, hour_reminder="hour" in chosen
        )

    async def move_in(self, interaction: Interaction) -> None:
        guild = interaction.guild
        if guild is not None:
            await self.save(interaction, home=(guild.id, guild.name))
            await reply(interaction, home_in_words())

    async def move_out(self, interaction: Interaction) -> None:
        await self.save(interaction, home=None)

    async def turn(self, interaction: Interaction) -> None:
        await self.turn_to(When(interaction, self.schedule), interaction, _words)


def home_in_words() -> str:
    """What a home server means."""
    return _(
        "Your home server's holidays and limits count for you from now on; where you chose "
        "something yourself, your choice wins inside those limits. Nobody there sees any of your "
        "people, not even that you use me."
    )


class Form(OwnedModal):
    """A form of the panel; what can't be used is said, and the panel stays as it was."""

    def __init__(self, page: Page, title: str) -> None:
        super().__init__(page.owner_id, title)
        self.page = page

    def add_field(
        self, label: str, custom_id: str, value: str, placeholder: str, *, required: bool = True
    ) -> discord.ui.TextInput[Self]:
        field: discord.ui.TextInput[Self] = discord.ui.TextInput(
            label=label,
            custom_id=custom_id,
            default=value or None,
            placeholder=placeholder,
            required=required,
            max_length=100,
        )
        self.add_item(field)
        return field

    def read(self) -> Changes:
        """What was typed. Raises `BadInput`."""
        raise NotImplementedError

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await self.page.save(interaction, **self.read())


class ZoneForm(Form):
    """Where the member lives."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Where do you live?"))
        self.zone = self.add_field(
            _("A big city near you, or a time zone"),
            "zone",
            page.schedule.member.zone or "",
            _("for example Lisbon, or Europe/Lisbon"),
        )

    def read(self) -> Changes:
        return {"zone": read_zone(self.zone.value)}


class OwnNameForm(NameForm):
    """The name that drafts are signed with from now on."""

    def __init__(self, interaction: Interaction, page: Page) -> None:
        super().__init__(interaction, page.schedule.member.about.name)
        self.page = page

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction, update=True)
        name = read_name(self.name)
        await starting.tell_about(coach_of(interaction), caller_of(interaction), name=name)
        schedule = await _look(interaction)
        await self.page.turn_to(When(interaction, schedule), interaction, _words)


class TimesForm(Form):
    """When the bundle goes, and when nothing does."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("When may I write?"))
        wishes = page.schedule.member.wishes
        self.bundle = self.add_field(
            _("I write from here on, within 20 minutes"),
            "bundle",
            clock_in_words(wishes.bundle_at),
            _("for example 9:30"),
        )
        self.quiet = self.add_field(
            _("Quiet hours"),
            "quiet",
            quiet_in_words(wishes),
            _("for example 20:00 to 9:00, or none"),
        )

    def read(self) -> Changes:
        return {
            "bundle_at": read_time(self.bundle.value),
            "quiet": read_hours(self.quiet.value),
        }


class HolidaysForm(Form):
    """Which public holidays count as days off."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Public holidays"))
        wishes = page.schedule.member.wishes
        country, region = public_holidays.names(wishes.country, wishes.region, current_language())
        self.country = self.add_field(
            _("Country; empty for none"),
            "country",
            country,
            _("for example Germany, or DE"),
            required=False,
        )
        self.region = self.add_field(
            _("State or region, if its holidays differ"),
            "region",
            region,
            _("for example Bayern, or BY"),
            required=False,
        )

    def read(self) -> Changes:
        country = self.country.value.strip()
        if not country:
            return {"holidays": None}
        found = public_holidays.find(country, self.region.value, current_language())
        return {"holidays": found}


def _weekdays(schedule: Schedule) -> list[discord.SelectOption]:
    chosen = schedule.member.wishes.working_days
    return [
        discord.SelectOption(label=day_name(day), value=str(day), default=day in chosen)
        for day in WEEK
    ]


def _cadences(schedule: Schedule) -> list[discord.SelectOption]:
    chosen = schedule.member.wishes.cadence_days
    return [
        discord.SelectOption(
            label=fill(_("Keep in touch: {often}"), often=cadence_in_words(days)),
            value=str(days),
            default=days == chosen,
        )
        for days in CADENCES
    ]


def _follow_ups(schedule: Schedule) -> list[discord.SelectOption]:
    low, high = schedule.member.bounds.follow_up_days
    chosen = schedule.member.preferences.follow_up_days
    return [
        discord.SelectOption(
            label=fill(_("Follow up after {days} working days"), days=days),
            value=str(days),
            default=days == chosen,
        )
        for days in FOLLOW_UP_DAYS
        if low <= days <= high
    ]


def _thank_yous(schedule: Schedule) -> list[discord.SelectOption]:
    low, high = schedule.member.bounds.thank_you_hours
    chosen = schedule.member.preferences.thank_you_hours
    offered = {hours for hours in THANK_YOU_HOURS if low <= hours <= high} | {chosen}
    return [
        discord.SelectOption(
            label=fill(_("Thank-you due after {hours} hours"), hours=hours),
            value=str(hours),
            default=hours == chosen,
        )
        for hours in sorted(offered)
    ]


def _extras(schedule: Schedule) -> list[discord.SelectOption]:
    wishes = schedule.member.wishes
    return [
        discord.SelectOption(
            label=_("Remind me of a second person"),
            description=_("3 working days after a first message"),
            value="second",
            default=wishes.second_person,
        ),
        discord.SelectOption(
            label=_("Remind me 1 hour before a talk"),
            value="hour",
            default=wishes.hour_reminder,
        ),
    ]
