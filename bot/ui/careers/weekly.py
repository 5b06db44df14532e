"""A moment of the week, chosen by moderators: of the digest and of the weekly prompt."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import time
from typing import Final

import discord

from bot.coaching.careers import FEWEST_CONTRIBUTORS, Careers, Weekly
from bot.coaching.posts import PostKind
from bot.feedback import N_, BadInput
from bot.i18n import _, fill
from bot.mentions import mention
from bot.services.careers import digests, servers
from bot.services.careers.servers import Server
from bot.ui.careers.allowed import as_manager
from bot.ui.careers.posts import digest_words
from bot.ui.careers.screens import ManagerForm, Screen
from bot.ui.dates import read_time, timestamp
from bot.ui.schedule import WEEK, clock_in_words, day_name
from bot.ui.talk import Interaction, coach_of
from bot.ui.typed import given_back
from bot.ui.views import defer
from bot.ui.views import replace as show_instead

MOST_MINIMUM: Final = 100
LONGEST_MINIMUM: Final = 3
LONGEST_TIME: Final = 40

Show = Callable[[Interaction, Server], Awaitable[None]]


class BadMinimum(BadInput):
    """A minimum below what tells nobody apart, or no number."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The minimum is a number from {least} to {most}: numbers about fewer members could "
                "tell who did what."
            ),
            least=FEWEST_CONTRIBUTORS,
            most=MOST_MINIMUM,
        )


def read_minimum(typed: str) -> int:
    """How many members have to contribute. Raises `BadMinimum`."""
    plain = typed.strip()
    if not plain.isdecimal() or not FEWEST_CONTRIBUTORS <= int(plain) <= MOST_MINIMUM:
        raise BadMinimum
    return int(plain)


async def digest(
    interaction: Interaction, day: int | None, at: str | None, minimum: int | None
) -> None:
    """What the digest's settings are, after changing those that are given, with a preview."""
    await defer(interaction)
    place, coach = as_manager(interaction), coach_of(interaction)
    if day is None and at is None and minimum is None:
        server = await servers.required(coach, place.guild_id)
    else:
        changed = _changed_digest(day, at, minimum)
        server = await servers.change(coach, place, "digest", changed)
    await show_digest(interaction, server)


def _changed_digest(day: int | None, at: str | None, minimum: int | None) -> servers.Change:
    if minimum is not None and not FEWEST_CONTRIBUTORS <= minimum <= MOST_MINIMUM:
        raise BadMinimum
    clock_time = None if at is None else read_time(at)

    def changed(settings: Careers) -> Careers:
        weekly = _moved(settings.digest, day, clock_time)
        fewest = settings.digest_minimum if minimum is None else minimum
        return replace(settings, digest=weekly, digest_minimum=fewest)

    return changed


async def show_digest(interaction: Interaction, server: Server) -> None:
    """The digest's settings, and how it would look now."""
    preview = await digests.preview(coach_of(interaction), server)
    settings = server.settings
    if preview.counted is None:
        none = _(
            "Nothing would be posted: fewer than {minimum} members whose home is this server "
            "contributed since the last one, and about fewer I tell no numbers."
        )
        words = fill(none, minimum=preview.minimum)
    else:
        words = digest_words(preview.counted)
    lines = [
        _("**Digest**: good habits of the week in numbers, for everybody in the careers channel."),
        _moment(settings.digest, server, PostKind.DIGEST),
        fill(_("- Only when at least **{minimum}** contributed"), minimum=preview.minimum),
        "",
        _("**As it would look now**"),
        "",
        words,
    ]
    await show_instead(interaction, "\n".join(lines), view=DigestPanel(interaction, server))


async def prompt_schedule(interaction: Interaction, day: int | None, at: str | None) -> None:
    """When the weekly prompt goes, after changing what is given."""
    await defer(interaction)
    place, coach = as_manager(interaction), coach_of(interaction)
    if day is None and at is None:
        server = await servers.required(coach, place.guild_id)
    else:
        changed = _changed_prompt(day, None if at is None else read_time(at))
        server = await servers.change(coach, place, "prompt_schedule", changed)
    await show_schedule(interaction, server)


def _changed_prompt(day: int | None, at: time | None) -> servers.Change:
    def changed(settings: Careers) -> Careers:
        return replace(settings, prompt=_moved(settings.prompt, day, at))

    return changed


async def show_schedule(interaction: Interaction, server: Server) -> None:
    """When the weekly prompt goes."""
    shows = _("{command} shows the questions and which comes next.")
    lines = [
        _("**Weekly prompt**: a question for everybody in the careers channel."),
        _moment(server.settings.prompt, server, PostKind.PROMPT),
        "-# " + fill(shows, command=mention("careers prompt list")),
    ]
    await show_instead(interaction, "\n".join(lines), view=SchedulePanel(interaction, server))


def _moved(weekly: Weekly, day: int | None, at: time | None) -> Weekly:
    return Weekly(weekly.weekday if day is None else day, weekly.at if at is None else at)


def _moment(weekly: Weekly, server: Server, kind: PostKind) -> str:
    """When posts of a kind go, and when the next one does."""
    said = fill(
        _("- Every **{day}** at **{time}** ({zone})"),
        day=day_name(weekly.weekday),
        time=clock_in_words(weekly.at),
        zone=server.settings.zone,
    )
    return f"{said}\n- {_next(server, kind)}"


def _next(server: Server, kind: PostKind) -> str:
    due = server.due.get(kind)
    if due is None:
        said = _("Switched off at the moment: {command}")
        return fill(said, command=mention("careers features"))
    if server.paused is not None:
        said = _("Everything is paused at the moment: {command}")
        return fill(said, command=mention("careers-team pause"))
    return fill(_("Next: {when}"), when=timestamp(due, "f"))


class Panel(Screen):
    """Weekday and time of something that comes round every week."""

    what = ""

    def __init__(self, interaction: Interaction, server: Server) -> None:
        super().__init__(interaction)
        self.server = server
        self.add_item(DaySelect(self.weekly(server.settings)))

    def weekly(self, settings: Careers) -> Weekly:
        """The moment that is chosen here."""
        raise NotImplementedError

    def change_to(self, day: int | None, at: time | None) -> servers.Change:
        """How the settings change with another day or time."""
        raise NotImplementedError

    async def show(self, interaction: Interaction, server: Server) -> None:
        """The panel as things stand now."""
        raise NotImplementedError

    async def save(self, interaction: Interaction, change: servers.Change) -> None:
        """Change the settings, and show the panel anew in its place."""
        await defer(interaction, update=True)
        place = as_manager(interaction)
        server = await servers.change(coach_of(interaction), place, self.what, change)
        self.stop()
        await self.show(interaction, server)


class DaySelect(discord.ui.Select[Panel]):
    """A day of the week."""

    def __init__(self, chosen: Weekly) -> None:
        options = [
            discord.SelectOption(label=day_name(day), value=str(day), default=day == chosen.weekday)
            for day in WEEK
        ]
        super().__init__(custom_id="day", options=options)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        if self.view is not None:
            await self.view.save(interaction, self.view.change_to(int(self.values[0]), None))


class DigestPanel(Panel):
    """The digest's day, time and minimum."""

    what = "digest"

    def __init__(self, interaction: Interaction, server: Server) -> None:
        super().__init__(interaction, server)
        self.button("time_and_minimum", _("Time and minimum"), 1, self.ask)

    def weekly(self, settings: Careers) -> Weekly:
        return settings.digest

    def change_to(self, day: int | None, at: time | None) -> servers.Change:
        def changed(settings: Careers) -> Careers:
            return replace(settings, digest=_moved(settings.digest, day, at))

        return changed

    async def show(self, interaction: Interaction, server: Server) -> None:
        await show_digest(interaction, server)

    async def ask(self, interaction: Interaction) -> None:
        """Time and minimum are typed."""
        await interaction.response.send_modal(DigestForm(self))


class SchedulePanel(Panel):
    """The weekly prompt's day and time."""

    what = "prompt_schedule"

    def __init__(self, interaction: Interaction, server: Server) -> None:
        super().__init__(interaction, server)
        self.button("time", _("Time"), 1, self.ask)

    def weekly(self, settings: Careers) -> Weekly:
        return settings.prompt

    def change_to(self, day: int | None, at: time | None) -> servers.Change:
        return _changed_prompt(day, at)

    async def show(self, interaction: Interaction, server: Server) -> None:
        await show_schedule(interaction, server)

    async def ask(self, interaction: Interaction) -> None:
        """The time is typed."""
        await interaction.response.send_modal(TimeForm(self))


class TimeForm(ManagerForm):
    """A time of day."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel.owner_id, _("When shall I post it?"))
        self.panel = panel
        known = clock_in_words(panel.weekly(panel.server.settings).at)
        self.time = self.field("time", _("Time, by this server's clock"), LONGEST_TIME, known)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        with given_back(self.time.value):
            change = self.panel.change_to(None, read_time(self.time.value))
        await self.panel.save(interaction, change)


class DigestForm(TimeForm):
    """The digest's time, and of how many members at least numbers are told."""

    def __init__(self, panel: DigestPanel) -> None:
        super().__init__(panel)
        label, known = (
            _("At least so many members contributed"),
            digests.minimum_of(panel.server.settings),
        )
        self.minimum = self.field("minimum", label, LONGEST_MINIMUM, str(known))

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        with given_back(self.time.value, self.minimum.value):
            minimum = read_minimum(self.minimum.value)
            change = _changed_digest(None, self.time.value, minimum)
        await self.panel.save(interaction, change)
