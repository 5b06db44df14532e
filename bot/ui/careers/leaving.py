"""`/careers export` and `/careers reset`."""

import json
from dataclasses import asdict
from typing import Any

from discord import ButtonStyle

from bot.feedback import N_, Feedback
from bot.i18n import _, fill
from bot.mentions import mention
from bot.services.careers import leaving, servers
from bot.services.careers.leaving import Belongings
from bot.services.careers.servers import Place
from bot.ui import text
from bot.ui.careers.allowed import as_manager
from bot.ui.careers.screens import ManagerForm, Screen
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import as_file, defer, reply
from bot.ui.views import replace as show

LONGEST_SERVER_NAME = 100


class OtherName(Feedback):
    """What was typed is not the server's name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("That isn't this server's name, {name}, so nothing was deleted."), name=name
        )


async def export(interaction: Interaction, place: Place) -> None:
    """Answer with everything that moderators set up, as a file. Raises `NotSetUp`."""
    everything = await leaving.export(coach_of(interaction), place.guild_id)
    said = _(
        "All that was set up here: settings, limits, your prompts, the log. No member's words."
    )
    file = as_file(_as_json(everything), f"rapport-{place.guild_id}.json")
    await reply(interaction, said, file=file)


def _as_json(everything: Belongings) -> str:
    server = everything.server
    log = [
        {"at": one.at, "by": str(one.actor_id), "what": one.what, **_facts(one.facts)}
        for one in everything.log
    ]
    content = {
        "server": str(server.id),
        "set_up": server.created,
        "paused": server.paused,
        "settings": _facts(everything.settings),
        "limits": everything.bounds,
        "prompts": everything.prompts,
        "panel": {
            name: str(value) if isinstance(value, int) else value
            for name, value in asdict(server.panel).items()
            if name in {"channel", "message", "error"}
        },
        "log": log,
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain)


def _facts(facts: Any) -> dict[str, Any]:
    """Ids of Discord as text: other programs would round such numbers."""
    return {name: str(one) if _is_id(one) else one for name, one in facts.items()}


def _is_id(value: object) -> bool:
    return isinstance(value, int) and value > 2**32


def _plain(value: Any) -> str:
    said: str = value.isoformat()
    return said


async def ask_to_reset(interaction: Interaction, place: Place) -> None:
    """Say what goes and what stays, before a name has to be typed. Raises `NotSetUp`."""
    await servers.required(coach_of(interaction), place.guild_id)
    said = _(
        "**Begin again from nothing**\n"
        "- Deleted at once: settings, limits, your prompts, the weekly numbers, blocks and "
        "reports. The panel goes, and all posts stop.\n"
        "- Stays: what members keep with me, their wins in the channel, and the log of changes "
        "with who did this.\n"
        "{export} gives you a copy first."
    )
    await reply(interaction, fill(said, export=mention("careers export")), view=_Reset(interaction))


class _Reset(Screen):
    def __init__(self, interaction: Interaction) -> None:
        super().__init__(interaction)
        self.button("reset", _("Delete it all …"), 0, self.ask_name, ButtonStyle.danger)

    async def ask_name(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(_NameForm(self))


class _NameForm(ManagerForm):
    """The server's name, typed, so that nobody deletes by a slip of a thumb."""

    def __init__(self, screen: _Reset) -> None:
        super().__init__(screen.owner_id, _("Delete all settings"))
        self.screen = screen
        self.name = self.field("name", _("Type the server's name"), LONGEST_SERVER_NAME)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        place = as_manager(interaction)
        if _folded(self.name.value) != _folded(place.name):
            raise OtherName(place.name)
        await defer(interaction, update=True)
        await leaving.reset(coach_of(interaction), place)
        self.screen.stop()
        await show(
            interaction,
            _("Everything that was set up here is deleted, and the panel goes. The log stays."),
        )


def _folded(name: str) -> str:
    return " ".join(text.clean(name).casefold().split())
