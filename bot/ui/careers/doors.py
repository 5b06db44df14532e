"""Open doors: opening one, finding one, closing it."""

from collections.abc import Iterable

from discord import app_commands

from bot.i18n import _, fill, n_
from bot.mentions import mention
from bot.services.careers import open_doors
from bot.services.careers.open_doors import Door
from bot.ui import text
from bot.ui.arguments import Snowflake
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.careers import introduce, membership
from bot.ui.careers.allowed import place_of
from bot.ui.careers.membership import Present
from bot.ui.talk import CHOICE_LENGTH, Interaction, coach_of
from bot.ui.typed import given_back
from bot.ui.views import reply

ASK = "door_ask"
MOST_SHOWN = 5
MOST_LOOKED_UP = 15
"""Of so many members Discord is asked whether they are still in the server."""


async def set_door(interaction: Interaction, typed: str, per_month: int) -> None:
    """Open a door or change it; deferred already."""
    place = place_of(interaction)
    with given_back(typed):
        topics = open_doors.topics_in(text.clean(typed))
        try:
            door = await open_doors.set_door(coach_of(interaction), place, topics, per_month)
        except open_doors.NotReachable as refused:
            button = ActionButton.make("reach", label=_("Introductions may reach me here"))
            lines = [text.sentence(refused), _("Then send it once more:")]
            await reply(interaction, "\n".join(lines), view=rows([button]))
            await reply(interaction, _as_typed(topics, per_month))
            return
    said = n_(
        "Your door is open for {topics}: {count} conversation a month.",
        "Your door is open for {topics}: {count} conversations a month.",
        door.per_month,
    )
    more = _(
        "Members of this server can find it by its topics. Whoever would like to talk to you asks "
        "through me, and you say yes or no each time. After so many yeses it closes by itself "
        "until the next month; {close} closes it at once."
    )
    lines = [
        fill(said, topics=_topics(door)),
        fill(more, close=mention("opendoor close")),
    ]
    await reply(interaction, "\n".join(lines))


def _as_typed(topics: Iterable[str], per_month: int) -> str:
    return f"/opendoor set topics: {text.escape(', '.join(topics))} per_month: {per_month}"


async def find(interaction: Interaction, topic: str) -> None:
    """Who is open for a topic; deferred already."""
    place, coach = place_of(interaction), coach_of(interaction)
    doors = await open_doors.found(coach, place, text.clean(topic))
    there, gone = await _still_here(interaction, doors)
    await open_doors.seen(coach, place, [*there], gone)
    if not there:
        await reply(interaction, await _nobody(interaction))
        return
    lines = [_("These members have an open door for that. They say yes or no to each request.")]
    lines += [f"- **{text.escape(who.name)}**: {_topics(door)}" for door, who in there.values()]
    buttons = [
        ActionButton.make(ASK, door.member_id, label=fill(_("Ask {name}"), name=who.name))
        for door, who in there.values()
    ]
    await reply(interaction, "\n".join(lines), view=rows(buttons))


async def _still_here(
    interaction: Interaction, doors: list[Door]
) -> tuple[dict[int, tuple[Door, Present]], list[int]]:
    """Whom to show, and who has left the server. Discord is asked of no more than needed."""
    place = place_of(interaction)
    there: dict[int, tuple[Door, Present]] = {}
    gone: list[int] = []
    for door in doors[:MOST_LOOKED_UP]:
        if len(there) == MOST_SHOWN:
            break
        known = await membership.look(interaction.client, place.guild_id, [door.member_id])
        if door.member_id in known:
            there[door.member_id] = (door, known[door.member_id])
        else:
            gone.append(door.member_id)
    return there, gone


async def _nobody(interaction: Interaction) -> str:
    offered = await open_doors.topics(coach_of(interaction), place_of(interaction), "")
    said = _("Nobody has an open door for that at the moment.")
    if not offered:
        return said
    there = ", ".join(map(text.escape, offered))
    return f"{said} {fill(_('There are open doors for: {topics}.'), topics=there)}"


def _topics(door: Door) -> str:
    return ", ".join(map(text.escape, door.topics))


@actions(ASK)
async def ask(interaction: Interaction, arguments: tuple[Snowflake]) -> None:
    """Ask somebody with an open door; both sides agree first."""
    place, target = place_of(interaction), arguments[0]
    await open_doors.require_door(coach_of(interaction), place, target)
    await introduce.begin(interaction, target, None)


async def choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete over the topics of open doors; any error gives an empty list."""
    try:
        found = await open_doors.topics(
            coach_of(interaction), place_of(interaction), text.clean(typed)
        )
    except Exception:
        return []
    return [app_commands.Choice(name=text.cut(one, CHOICE_LENGTH), value=one) for one in found]


async def close(interaction: Interaction) -> None:
    """Close the member's own door; deferred already."""
    await open_doors.close(coach_of(interaction), place_of(interaction))
    said = _("Your door is closed. What was agreed stays agreed; {set} opens it again.")
    await reply(interaction, fill(said, set=mention("opendoor set")))
