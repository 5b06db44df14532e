"""How the coach is doing in a server, for its team: nothing in it is about one member."""

from collections.abc import Iterator, Sequence

from bot.coaching.careers import Feature
from bot.coaching.habits import Habit
from bot.coaching.posts import PostKind
from bot.i18n import _, fill, n_
from bot.mentions import mention
from bot.services.careers import figures
from bot.services.careers.figures import Figure, Stats, Status
from bot.services.careers.panels import NOT_PINNED
from bot.services.careers.servers import Server
from bot.ui.careers import access, permissions
from bot.ui.careers.permissions import FOR_THE_LOG, THREADS
from bot.ui.careers.posts import (
    channel_words,
    figure_words,
    habit_words,
    kind_words,
    left_out_words,
    waiting_words,
)
from bot.ui.dates import timestamp
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import reply


async def show(interaction: Interaction, server: Server) -> None:
    """Channel and permissions, scheduler, deliveries, and what did not run and why."""
    found = await figures.status(coach_of(interaction), server)
    blocks = (
        _running(server, found),
        _places(interaction, server),
        _scheduler(found),
        _deliveries(found),
        _left_out(found),
    )
    await reply(interaction, "\n\n".join("\n".join(block) for block in blocks))


def _running(server: Server, found: Status) -> Iterator[str]:
    if server.paused is not None:
        paused = _("**Everything is paused** since {since}: I post nothing and introduce nobody.")
        yield fill(paused, since=timestamp(server.paused, "f"))
    if found.health.wins:
        yield waiting_words(found.health.wins)
    yield _("**Posts**")
    for kind in PostKind:
        at = server.due.get(kind)
        when = _("next {when}") if at else _("switched off")
        line = fill(when, when=timestamp(at, "f") if at else "")
        yield f"- {kind_words(kind)}: {line}"


def _places(interaction: Interaction, server: Server) -> Iterator[str]:
    settings = server.settings
    yield _("**Channels**")
    yield "- " + _careers_channel(interaction, server)
    if said := _without_threads(interaction, server):
        yield "- " + said
    if server.panel.error is not None:
        yield "- " + panel_words(server)
    if settings.log_channel is None:
        yield "- " + _(
            "No log channel is chosen, so there is no weekly line for the team, and reports of "
            "introductions reach nobody."
        )
    else:
        yield "- " + _log_channel(interaction, server, settings.log_channel)


def panel_words(server: Server) -> str:
    """What is the matter with the panel."""
    if server.panel.error == NOT_PINNED:
        return _("The panel stands unpinned: I may not pin it.")
    if server.panel.due is not None:
        return _("The panel could not be posted yet; I try again.")
    return _("The panel could not be posted. /careers setup says why and tries again.")


def _careers_channel(interaction: Interaction, server: Server) -> str:
    channel = server.settings.channel
    if channel is None:
        return channel_words(None, [], gone=False)
    gone = access.is_gone(interaction.client, server.id, channel)
    lacking = access.missing(interaction.client, server.id, channel)
    return _allowed(channel, lacking) if not gone else channel_words(channel, [], gone=True)


def _without_threads(interaction: Interaction, server: Server) -> str:
    """What the optional permissions that are missing mean; empty where none is needed."""
    settings = server.settings
    introduces = settings.has(Feature.INTRODUCTIONS) or settings.has(Feature.OPEN_DOOR)
    if settings.channel is None or not introduces:
        return ""
    lacking = access.missing(interaction.client, server.id, settings.channel, THREADS)
    if not lacking or access.is_gone(interaction.client, server.id, settings.channel):
        return ""
    said = _(
        "Whoever is introduced gets a text in place of a private thread: in <#{channel}> I lack "
        "{names}."
    )
    return fill(said, channel=settings.channel, names=permissions.names(lacking))


def _log_channel(interaction: Interaction, server: Server, channel: int) -> str:
    if access.is_gone(interaction.client, server.id, channel):
        gone = _("The log channel is gone: {command} chooses another.")
        return fill(gone, command=mention("careers setup"))
    lacking = access.missing(interaction.client, server.id, channel, FOR_THE_LOG)
    return _allowed(channel, lacking)


def _allowed(channel: int, lacking: Sequence[str] | None) -> str:
    """What the coach may do in a channel that is there."""
    if lacking is None:
        said = _("<#{channel}>: I can't see at the moment what I may do there.")
    elif not lacking:
        said = _("<#{channel}>: I may do all that I need.")
    else:
        return channel_words(channel, lacking, gone=False)
    return fill(said, channel=channel)


def _scheduler(found: Status) -> Iterator[str]:
    yield _("**Scheduler**")
    if found.swept is None:
        yield "- " + _("I haven't looked for what is due yet.")
    elif found.stands_still:
        late = _("It stands still: I last looked for what is due {when}. Tell whoever runs me.")
        yield "- " + fill(late, when=timestamp(found.swept, "R"))
    else:
        yield "- " + fill(
            _("It runs: I last looked for what is due {when}."), when=timestamp(found.swept, "R")
        )


def _deliveries(found: Status) -> Iterator[str]:
    yield _("**Members whose home is here**, in the last 7 days")
    figures_told = (
        (_("My messages reached"), found.arrived),
        (_("Something is on its way to"), found.waiting),
        (_("Given up after many tries"), found.given_up),
        (_("Direct messages closed to me"), found.health.closed),
    )
    for name, figure in figures_told:
        yield _line(name, figure)


def _line(name: str, figure: Figure) -> str:
    return f"- {name}: {figure_words(figure)}"


def _left_out(found: Status) -> Iterator[str]:
    yield _("**Did not run in the last 7 days**")
    health = found.health
    if not health.left_out:
        yield "- " + _("Nothing was left out.")
    for one in health.left_out:
        yield f"- {left_out_words(one, health.minimum)}"


async def show_stats(interaction: Interaction, server: Server) -> None:
    """The server's members together."""
    found = await figures.stats(coach_of(interaction), server)
    blocks = (_members(found), _habits(found))
    await reply(interaction, "\n\n".join("\n".join(block) for block in blocks))


def _members(found: Stats) -> Iterator[str]:
    yield _("**Members**")
    yield _line(_("Home is here"), found.at_home)
    yield _line(_("Introductions may reach them"), found.reachable)
    yield _line(_("Open doors"), found.doors)
    yield _line(_("Have shared a win"), found.sharers)


def _habits(found: Stats) -> Iterator[str]:
    if not found.digests:
        none = _(
            "No week had {minimum} members who contributed to a digest yet; about fewer I tell no "
            "numbers."
        )
        yield fill(none, minimum=found.minimum)
        return
    yield n_(
        "**Good habits**, in the last digest",
        "**Good habits**, in the last {count} digests together",
        found.digests,
    )
    lines = [habit_words(habit, found.habits.get(habit, 0)) for habit in Habit]
    yield from (f"- {line}" for line in lines if line)
