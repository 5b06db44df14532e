"""What `/coach` shows: what is due, what is coming, and the way to everything else."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ButtonStyle

from bot import content
from bot.coaching.calendar import local_day
from bot.coaching.stages import Stage
from bot.i18n import _, current_language, fill, n_
from bot.mentions import mention
from bot.services import overview
from bot.services.history import Standing
from bot.services.overview import Glance, Group, Opened, Overview
from bot.ui import dms, nudges, start, text
from bot.ui.advice import ADD
from bot.ui.arguments import Unreadable
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.dates import day_in_words
from bot.ui.stages import stage_in_words
from bot.ui.talk import Interaction, answer_buttons, caller_of, coach_of, coming
from bot.ui.views import defer, reply

MOST_DUE = 10
MOST_COMING = 3
ON_A_PAGE = 20
LONGEST_LABEL_NAME = 40
Buttons = list[discord.ui.Item[Any]]


async def show_coach(interaction: Interaction) -> None:
    """The front door: the first question, the next one, or where everybody stands."""
    seen = await overview.look_around(coach_of(interaction), caller_of(interaction))
    if not seen.people:
        await start.welcome(interaction, seen.member.home_name)
    elif seen.first is not None and seen.first.is_to_be_written:
        words, buttons = _opened(interaction, Opened(seen.first.standing, None))
        await _send(interaction, [words, *_rest(seen)], buttons, _ways(seen))
    elif seen.first is not None:
        await start.ask(interaction, seen.first, resumed=True)
        if seen.member.dm_closed is not None:
            await reply(interaction, dms.closed_sentence(), view=rows([dms.test_button()]))
    elif len(seen.due) == 1:
        await _show_the_one(interaction, seen)
    else:
        lines = [_due(seen), *_rest(seen)]
        await _send(interaction, lines, _open_buttons(seen.due[:MOST_DUE]), _ways(seen))


async def _show_the_one(interaction: Interaction, seen: Overview) -> None:
    """The one nudge that is due, in full, with its answers."""
    opened = await overview.open_seen(coach_of(interaction), seen.due[0].standing())
    words, buttons = _opened(interaction, opened)
    await _send(interaction, [words, *_rest(seen)], buttons, _ways(seen))


async def _send(interaction: Interaction, lines: Iterable[str], *buttons: Buttons) -> None:
    await reply(interaction, "\n\n".join(filter(None, lines)), view=rows(*buttons))


def _due(seen: Overview) -> str:
    if not seen.due:
        return _("Nothing is due right now.")
    lines = [
        f"- {nudges.key_in_words(key, one.standing(), seen.now)}"
        for one in seen.due[:MOST_DUE]
        if (key := overview.most_important(one)) is not None
    ]
    more = len(seen.due) - MOST_DUE
    if more > 0:
        lines.append("- " + n_("and {count} more", "and {count} more", more))
    return "\n".join(["**" + _("Due now") + "**", *lines])


def _rest(seen: Overview) -> list[str]:
    return [_coming(seen), _small(seen)]


def _coming(seen: Overview) -> str:
    lines = [f"- {_day(one)}: {text.escape(one.person.name)}" for one in seen.coming[:MOST_COMING]]
    return "\n".join(["**" + _("Coming") + "**", *lines]) if lines else ""


def _small(seen: Overview) -> str:
    """Numbers and what stands in the way, in small print."""
    lines = [", ".join(_counted(group, count) for group, count in seen.counts.items())]
    paused = seen.member.paused_until
    if paused is not None and paused > seen.now:
        day = day_in_words(local_day(paused, seen.member.preferences.zone), seen.member.locale)
        lines.append(fill(_("Paused until {day}; /reminders resume ends that sooner."), day=day))
    if seen.member.dm_closed is not None:
        lines.append(
            _(
                "Discord doesn't let me write to you, so everything is here. To change that: "
                "the server's name, Privacy Settings, Direct Messages; then send a test message."
            )
        )
    return "\n".join(f"-# {line}" for line in lines)


def _counted(group: Group, count: int) -> str:
    match group:
        case Group.IDEA:
            return n_("{count} idea", "{count} ideas", count)
        case Group.ASKED:
            return n_("{count} asked", "{count} asked", count)
        case Group.ANSWERED:
            return n_("{count} reply", "{count} replies", count)
        case Group.TALK:
            return n_("{count} talk", "{count} talks", count)
        case Group.KEEPING:
            return n_("{count} to keep in touch with", "{count} to keep in touch with", count)
        case Group.PARKED:
            return n_("{count} parked", "{count} parked", count)
        case Group.CLOSED:
            return n_("{count} closed", "{count} closed", count)


def _ways(seen: Overview) -> Buttons:
    """The ways on from here."""
    buttons: Buttons = []
    if len(seen.people) > 1:
        buttons.append(ActionButton.make("see_all", label=_("See all")))
    else:
        only = [one for one in seen.people if not one.due]
        buttons.extend(_open_buttons(only))
    buttons.append(ActionButton.make(ADD, label=_("Add a person")))
    if seen.undo:
        buttons.append(ActionButton.make("undo", label=_("Undo")))
    buttons.append(ActionButton.make("everything", label=_("Everything I can do")))
    if seen.member.dm_closed is not None:
        buttons.append(dms.test_button())
    return buttons


def _open_buttons(people: Iterable[Glance]) -> Buttons:
    return [open_button(one) for one in people]


def open_button(standing: Standing | Glance) -> ActionButton:
    """Shows a person, with the answers to what is due."""
    name = text.cut(standing.person.name, LONGEST_LABEL_NAME)
    return ActionButton.make("open", standing.person.id, label=fill(_("Open {name}"), name=name))


def _day(standing: Glance) -> str:
    if standing.next is None:
        return ""
    member = standing.member
    return day_in_words(local_day(standing.next.at, member.preferences.zone), member.locale)


@actions("open")
async def show_person(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """One person: what is due with its answers, or where they stand and what comes.

    In a bundle a second argument is its delivery.
    """
    if not arguments:
        raise Unreadable
    await defer(interaction)
    coach, caller = coach_of(interaction), caller_of(interaction)
    opened = await overview.open_person(coach, caller, arguments[0])
    words, buttons = _opened(interaction, opened)
    await reply(interaction, words, view=rows(buttons) if buttons else None)


def _opened(interaction: Interaction, opened: Opened) -> tuple[str, Buttons]:
    standing = opened.standing
    if opened.item is not None:
        return nudges.body(opened.item), [*answer_buttons(standing, opened.item.key)]
    line = fill(
        _("**{name}**: {stage}."),
        name=text.escape(standing.person.name),
        stage=stage_in_words(standing.state.stage),
    )
    return "\n".join([line, coming(interaction, standing)]), _early_answers(standing)


def _early_answers(standing: Standing) -> Buttons:
    """What comes next can be answered before its reminder does."""
    if standing.next is None or standing.state.stage is Stage.CLOSED:
        return []
    return [*answer_buttons(standing, standing.next.key)]


@actions("see_all")
async def see_all(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """Everybody, twenty at a time. In a bundle the argument is its delivery."""
    await _show_page(interaction, 0)


@actions("see_page")
async def see_page(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """Another page of everybody."""
    number = arguments[0] if arguments else "0"
    await _show_page(interaction, int(number) if number.isdecimal() else 0)


async def _show_page(interaction: Interaction, number: int) -> None:
    await defer(interaction)
    seen = await overview.look_around(coach_of(interaction), caller_of(interaction))
    if not seen.people:
        await start.welcome(interaction, seen.member.home_name)
        return
    pages = (len(seen.people) - 1) // ON_A_PAGE + 1
    number = min(number, pages - 1)
    page = seen.people[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    lines = [_line(one) for one in page]
    buttons = [*_open_buttons(page), *_turning(number, pages)]
    await reply(interaction, "\n".join(lines), view=rows(buttons))


def _line(standing: Glance) -> str:
    parts = [
        f"**{text.escape(standing.person.name)}**",
        stage_in_words(standing.stage),
        _("due now") if standing.due else _day(standing),
    ]
    return "- " + " · ".join(filter(None, parts))


def _turning(number: int, pages: int) -> Sequence[ActionButton]:
    turns = []
    if number > 0:
        turns.append(ActionButton.make("see_page", number - 1, label=_("Back")))
    if number + 1 < pages:
        turns.append(
            ActionButton.make("see_page", number + 1, label=_("More"), style=ButtonStyle.primary)
        )
    return turns


@actions("everything")
async def everything(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """Every command, in the order of the method."""
    await defer(interaction)
    words = content.greeting("everything", current_language(), {"command": mention})
    await reply(interaction, words)
