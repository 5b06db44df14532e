"""`/careers features`: one page of switches. Each says what it posts, how often, who sees it."""

from typing import Any

import discord
from discord import ButtonStyle

from bot.coaching.careers import Careers, Feature, Weekly
from bot.feedback import N_, Message
from bot.i18n import _, current_language, fill
from bot.mentions import mention
from bot.services.careers import features, servers
from bot.services.careers.servers import Place, Server
from bot.ui.careers.allowed import as_manager
from bot.ui.careers.screens import Screen
from bot.ui.dates import day_in_words
from bot.ui.schedule import clock_in_words, day_name
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import defer, reply
from bot.ui.views import replace as show

NAMES: dict[Feature, Message] = {
    Feature.PROMPT: N_("Weekly prompt"),
    Feature.DIGEST: N_("Digest"),
    Feature.WINS: N_("Wins"),
    Feature.INTRODUCTIONS: N_("Introductions"),
    Feature.OPEN_DOOR: N_("Open door"),
}

_ABOUT: dict[Feature, Message] = {
    Feature.PROMPT: N_(
        "One question for everybody, {prompt}, in {channel}. Whoever likes answers right there."
    ),
    Feature.DIGEST: N_(
        "Good habits in numbers, {digest}, in {channel}. No names, and nothing at all unless "
        "{minimum} members contributed."
    ),
    Feature.WINS: N_(
        "A short post in {channel} whenever a member shares a win in their own words, with "
        "their name or without. They can take it back at any time."
    ),
    Feature.INTRODUCTIONS: N_(
        "Members introduce each other. I write, in direct messages, only to those who switched "
        "that on for themselves and confirmed being 18 or over. Two yeses open a private thread "
        "in {channel} for the three of them; whoever has Manage Threads can read it."
    ),
    Feature.OPEN_DOOR: N_(
        "Members offer some talks a month; others find them with a command and ask. Only those "
        "who look see it; I post nothing."
    ),
}


async def begin(interaction: Interaction, place: Place) -> None:
    """Answer with the page. Raises `NotSetUp`."""
    server = await servers.required(coach_of(interaction), place.guild_id)
    await reply(interaction, _words(interaction, server), view=Switches(interaction, server))


class Switches(Screen):
    """A switch a feature; each does what it says, whatever others did meanwhile."""

    def __init__(self, interaction: Interaction, server: Server) -> None:
        super().__init__(interaction)
        for feature in Feature:
            self.add_item(_Switch(self, feature, on=server.settings.has(feature)))
        self.button("left_off", _("Leave all off for two weeks"), 1, self.leave_off)
        self.is_read = server.settings.approve_wins
        if server.settings.has(Feature.WINS):
            label = (
                _("Team reads wins first: on") if self.is_read else _("Team reads wins first: off")
            )
            self.button("approve_wins", label, 1, self.let_team_read)

    async def switch(self, interaction: Interaction, feature: Feature, *, on: bool) -> None:
        """Switch and show the page as it is now."""
        await defer(interaction, update=True)
        place = as_manager(interaction)
        server = await features.switch(coach_of(interaction), place, feature, on=on)
        await self._turn(interaction, server)

    async def let_team_read(self, interaction: Interaction) -> None:
        """Wins go to the team's queue first, or no longer do."""
        await defer(interaction, update=True)
        place = as_manager(interaction)
        server = await features.switch_approval(coach_of(interaction), place, on=not self.is_read)
        await self._turn(interaction, server)

    async def leave_off(self, interaction: Interaction) -> None:
        await defer(interaction, update=True)
        server = await features.leave_off(coach_of(interaction), as_manager(interaction))
        await self._turn(interaction, server)

    async def _turn(self, interaction: Interaction, server: Server) -> None:
        self.stop()
        screen = Switches(interaction, server)
        await show(interaction, _words(interaction, server), view=screen)


class _Switch(discord.ui.Button[Switches]):
    def __init__(self, screen: Switches, feature: Feature, *, on: bool) -> None:
        state = _("{feature}: on") if on else _("{feature}: off")
        super().__init__(
            label=fill(state, feature=_(NAMES[feature])),
            custom_id=feature.value,
            style=ButtonStyle.success if on else ButtonStyle.secondary,
            row=0,
        )
        self.screen = screen
        self.feature = feature
        self.is_on = on

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await self.screen.switch(interaction, self.feature, on=not self.is_on)


def _words(interaction: Interaction, server: Server) -> str:
    settings = server.settings
    lines = [_("**What I do here** – press to switch."), *_standing(interaction, server)]
    for feature in Feature:
        state = _("on") if settings.has(feature) else _("off")
        about = fill(_(_ABOUT[feature]), **_values(settings))
        lines.append(f"\n**{_(NAMES[feature])}: {state}**\n{about}")
        if feature is Feature.WINS and settings.has(feature) and settings.approve_wins:
            first = _("The team reads each of them first: {queue}.")
            lines[-1] += " " + fill(first, queue=mention("careers-team queue"))
    return "\n".join(lines)


def _standing(interaction: Interaction, server: Server) -> list[str]:
    """What counts for all of them."""
    settings, lines = server.settings, []
    if server.paused is not None:
        said = _("The team has stopped everything for now; {command} goes on again.")
        lines.append(fill(said, command=mention("careers-team pause")))
    if features.is_left_off(coach_of(interaction), settings) and settings.left_off_until:
        said = _("All stays off. I won't bring it up before {day}.")
        day = day_in_words(settings.left_off_until, current_language())
        lines.append(fill(said, day=day))
    return lines


def _values(settings: Careers) -> dict[str, object]:
    return {
        "channel": _("the careers channel")
        if settings.channel is None
        else f"<#{settings.channel}>",
        "prompt": weekly_in_words(settings.prompt),
        "digest": weekly_in_words(settings.digest),
        "minimum": settings.digest_minimum,
    }


def weekly_in_words(moment: Weekly) -> str:
    """A moment of every week, in the server's zone."""
    said = _("every {day} at {time}")
    return fill(said, day=day_name(moment.weekday), time=clock_in_words(moment.at))
