"""`/careers limits`: how far members' reminders and introductions may go in this server."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time

import discord

from bot.coaching.introducing import MOST_ASKED
from bot.coaching.preferences import METHOD
from bot.feedback import N_, BadInput
from bot.i18n import _, current_language, fill
from bot.services import public_holidays
from bot.services.careers import bounds, introduction_limits, servers
from bot.services.careers.bounds import Bounds
from bot.services.careers.introduction_limits import Limits
from bot.services.careers.servers import Place, Server
from bot.ui.careers.allowed import as_manager
from bot.ui.careers.screens import ManagerForm, Press, Screen
from bot.ui.schedule import clock_in_words
from bot.ui.settings_panel import NO_QUIET_HOURS, read_hours
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import defer, reply
from bot.ui.views import replace as show

LONGEST = 40
LONGEST_COUNTRY = 80


async def begin(interaction: Interaction, place: Place) -> None:
    """Answer with the page. Raises `NotSetUp`."""
    server = await servers.required(coach_of(interaction), place.guild_id)
    await reply(interaction, words(server), view=Page(interaction, server))


def words(server: Server) -> str:
    """Every limit as it stands."""
    limits, settings = server.bounds, server.settings
    lines = [
        "**" + _("For members whose home server this is") + "**",
        fill(_("- Follow-up after **{days} working days**"), days=span(limits.follow_up_days)),
        fill(_("- Thank-you within **{hours} hours**"), hours=span(limits.thank_you_hours)),
        fill(_("- New people a week: **{count}**"), count=limits.new_requests_a_week),
        fill(_("- Quiet hours: **{hours}**"), hours=quiet_in_words(limits.quiet)),
        fill(_("- Public holidays: **{where}**"), where=holidays_in_words(limits)),
        _(
            "-# Members choose for themselves within these. Quiet hours add to their own and "
            "follow their own clocks; their own country's holidays win. One follow-up only: "
            "nobody can be chased daily."
        ),
        "",
        "**" + _("For introductions and the open door") + "**",
        fill(_("- Requests a week, each member: **{count}**"), count=settings.requests_a_week),
        fill(_("- The same two again after **{days} days**"), days=settings.cool_down_days),
        fill(_("- Requests that reach one member a week: **{count}** at most"), count=MOST_ASKED),
        fill(_("- Members here for **{days} days** or more"), days=settings.min_days_in_server),
    ]
    return "\n".join(lines)


def span(numbers: tuple[int, int]) -> str:
    """Two numbers, or one where they are the same."""
    low, high = numbers
    return str(low) if low == high else fill(_("{low} to {high}"), low=low, high=high)


def quiet_in_words(quiet: tuple[time, time] | None) -> str:
    if quiet is None:
        return _("none of the server's own")
    start, end = map(clock_in_words, quiet)
    return fill(_("{start} to {end}"), start=start, end=end)


def holidays_in_words(limits: Bounds) -> str:
    names = public_holidays.names(limits.country, limits.region, current_language())
    return ", ".join(filter(None, names)) or _("none")


class Page(Screen):
    """A form for each sort of limit."""

    def __init__(self, interaction: Interaction, server: Server) -> None:
        super().__init__(interaction)
        self.server = server
        forms: list[tuple[str, str, Callable[[Page], discord.ui.Modal]]] = [
            ("waits", _("Follow-ups and thanks"), _Waits),
            ("hours", _("Quiet hours"), _Hours),
            ("holidays", _("Public holidays"), _Holidays),
            ("requests", _("Introductions"), _Requests),
            ("days", _("Days in the server"), _Days),
        ]
        for custom_id, label, form in forms:
            self.button(custom_id, label, 0, self._opening(form))

    def _opening(self, form: "Callable[[Page], discord.ui.Modal]") -> Press:
        async def opened(interaction: Interaction) -> None:
            await interaction.response.send_modal(form(self))

        return opened

    async def bound(self, interaction: Interaction, by: Callable[[Bounds], Bounds]) -> None:
        """Change the limits of reminders, and show the page as it is now."""
        await defer(interaction, update=True)
        server = await bounds.change(coach_of(interaction), as_manager(interaction), by)
        await self._turn(interaction, server)

    async def limit(self, interaction: Interaction, limits: Limits) -> None:
        """Change the limits of introductions, and show the page as it is now."""
        await defer(interaction, update=True)
        place = as_manager(interaction)
        server = await introduction_limits.change(coach_of(interaction), place, limits)
        await self._turn(interaction, server)

    async def _turn(self, interaction: Interaction, server: Server) -> None:
        self.stop()
        await show(interaction, words(server), view=Page(interaction, server))


class _LimitsForm(ManagerForm):
    """A form of the page; what can't be used is said, and the page stays as it was."""

    def __init__(self, page: Page, title: str) -> None:
        super().__init__(page.owner_id, title)
        self.page = page


class _Waits(_LimitsForm):
    """How long members wait before a follow-up, and until a thank-you."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Follow-ups and thanks"))
        known = page.server.bounds
        label = _("Follow-up after: working days, 5 to 10")
        self.days = self.field("days", label, LONGEST, span(known.follow_up_days))
        label = _("Thank-you within: hours, 12 to 48")
        self.hours = self.field("hours", label, LONGEST, span(known.thank_you_hours))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        days, hours = read_span(self.days.value), read_span(self.hours.value)
        await self.page.bound(
            interaction, lambda known: replace(known, follow_up_days=days, thank_you_hours=hours)
        )


class _Hours(_LimitsForm):
    """When members are not written to, and how many new people they may ask a week."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Quiet hours"))
        known = page.server.bounds
        quiet = quiet_in_words(known.quiet) if known.quiet else _("none")
        label = _("Quiet, on each member's clock; or none")
        self.quiet = self.field("quiet", label, LONGEST, quiet)
        label = fill(_("New people a week, 1 to {most}"), most=METHOD.new_requests_a_week)
        self.count = self.field("count", label, LONGEST, str(known.new_requests_a_week))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        hours, count = read_hours(self.quiet.value), read_number(self.count.value)
        quiet = None if hours == NO_QUIET_HOURS or hours[0] == hours[1] else hours
        await self.page.bound(
            interaction, lambda known: replace(known, quiet=quiet, new_requests_a_week=count)
        )


class _Holidays(_LimitsForm):
    """Which public holidays are days off for members who chose none."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Public holidays"))
        known = page.server.bounds
        country, region = public_holidays.names(known.country, known.region, current_language())
        label = _("Country; empty for none")
        self.country = self.field("country", label, LONGEST_COUNTRY, country, needed=False)
        label = _("State or region, if its holidays differ")
        self.region = self.field("region", label, LONGEST_COUNTRY, region, needed=False)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        country, region = None, None
        if self.country.value.strip():
            typed = self.country.value.strip()
            country, region = public_holidays.find(typed, self.region.value, current_language())
        await self.page.bound(
            interaction, lambda known: replace(known, country=country, region=region)
        )


class _Requests(_LimitsForm):
    """How often a member may ask for an introduction, and the same person again."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Introductions"))
        known = page.server.settings
        label = _("Requests a week, each member: 1 to 10")
        self.count = self.field("count", label, LONGEST, str(known.requests_a_week))
        label = _("The same two again after days: 7 to 365")
        self.days = self.field("days", label, LONGEST, str(known.cool_down_days))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        limits = Limits(read_number(self.count.value), read_number(self.days.value))
        await self.page.limit(interaction, limits)


class _Days(_LimitsForm):
    """How long somebody must have been in the server."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Days in the server"))
        known = page.server.settings.min_days_in_server
        label = _("Days before introductions: 0 to 90")
        self.days = self.field("days", label, LONGEST, str(known))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        limits = Limits(min_days_in_server=read_number(self.days.value))
        await self.page.limit(interaction, limits)


def read_number(typed: str) -> int:
    """A number of at most three digits. Raises `BadInput`."""
    found = re.fullmatch(r"\s*(\d{1,3})\s*\D{0,20}", typed, re.ASCII)
    if found is None:
        raise BadInput(N_("I can't read “{typed}” as a number."), typed=typed[:LONGEST])
    return int(found[1])


def read_span(typed: str) -> tuple[int, int]:
    """Two numbers ("5 to 10"), or one for both. Raises `BadInput`."""
    numbers = [int(one) for one in re.findall(r"(?<!\d)\d{1,3}(?!\d)", typed, re.ASCII)]
    is_span = re.fullmatch(r"[^\d-]*\d+([^\d]+\d+)?\D*", typed, re.ASCII)
    if is_span is None or len(numbers) not in {1, 2}:
        raise BadInput(
            N_("I can't read “{typed}”. Write two numbers, such as 5 to 10."),
            typed=typed[:LONGEST],
        )
    return numbers[0], numbers[-1]
