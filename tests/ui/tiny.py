"""A tiny bot with one command for each way of answering, and hand-made payloads for it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
import simcord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands
from simcord import interactions as si
from simcord.results import InteractionResult

from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage, State
from bot.feedback import N_, Feedback
from bot.i18n import _
from bot.ui import errors, views
from bot.ui.buttons import (
    ActionButton,
    AnswerButton,
    Pressed,
    actions,
    answers,
    listen,
    register,
    rows,
)
from bot.ui.text import within
from bot.ui.translator import Translator

SAM = "SamSamSamSam"
ASKED = State(stage=Stage.ASKED, cycles={Stage.ASKED: 2})
FOLLOW_UP = NudgeKey(NudgeKind.FOLLOW_UP, 2, 1)
PRIVATE = "Sam from Acme"

Behaviour = Callable[[discord.Interaction], Awaitable[None]]


class StorageGone(Exception):
    """Looks like an error of the storage."""

    sentence = "The file /srv/rapport.db is gone. Check DATABASE_URL."


class Panel(views.OwnedView):
    """A view for one member: one button that works, one that breaks."""

    @discord.ui.button(label="Next", custom_id="next")
    async def next(self, interaction: discord.Interaction, _button: Any) -> None:
        await views.replace(interaction, "Second screen", view=Panel(self.owner_id))

    @discord.ui.button(label="Break", custom_id="break")
    async def break_it(self, _interaction: discord.Interaction, _button: Any) -> None:
        raise LookupError(PRIVATE)

    @discord.ui.button(label="Ask", custom_id="ask")
    async def ask(self, interaction: discord.Interaction, _button: Any) -> None:
        await interaction.response.send_modal(Form(self.owner_id, "Who is it?" * 20))


class Form(views.OwnedModal):
    """A form with two fields; "boom" breaks it."""

    name: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Name", custom_id="name")
    why: discord.ui.TextInput[Any] = discord.ui.TextInput(
        label="Why", custom_id="why", required=False
    )

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        if self.name.value == "boom":
            raise LookupError(PRIVATE)
        within(self.name.value, 40, "Name")
        await views.replace(interaction, f"Hello {self.name.value}")


class Buttons(commands.Cog):
    """Answers two of a nudge's buttons and one action."""

    def __init__(self) -> None:
        self.pressed: list[Pressed | tuple[str, ...]] = []

    async def cog_load(self) -> None:
        listen(self)

    @answers(Answer.REPLIED, Answer.LET_GO)
    async def answered(self, interaction: discord.Interaction, pressed: Pressed) -> None:
        self.pressed.append(pressed)
        if pressed.answer is Answer.LET_GO:
            raise Feedback(N_("There is nobody called {name}."), name="*Sam*")
        await views.defer(interaction)
        await views.reply(interaction, _("They replied"))

    @actions("undo")
    async def undo(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        self.pressed.append(arguments)
        await views.reply(interaction, "Taken back")


class TinyBot(commands.Bot):
    """`behaviour` is what /do does; a test sets it."""

    def __init__(self) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.behaviour: Behaviour = _nothing
        self.buttons = Buttons()

    async def setup_hook(self) -> None:
        errors.install(self)
        register(self)
        await self.tree.set_translator(Translator())
        await self.add_cog(self.buttons)

        async def do(interaction: discord.Interaction) -> None:
            await self.behaviour(interaction)

        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name=locale_str("do"), description=locale_str("Do what the test says"), callback=do
        )
        self.tree.add_command(command)
        await self.tree.sync()


async def _nothing(interaction: discord.Interaction) -> None:
    await views.reply(interaction, "Nothing")


def nudge_view() -> discord.ui.View:
    """The buttons of a nudge."""
    return rows(
        [
            AnswerButton.make(Answer.REPLIED, SAM, ASKED, FOLLOW_UP, 42),
            AnswerButton.make(Answer.LET_GO, SAM, ASKED, FOLLOW_UP, 42),
            AnswerButton.make(Answer.SENT, SAM, ASKED),
            ActionButton.make("undo", SAM, 7, label="Undo"),
            ActionButton.make("unheard_of", label="Unheard of"),
        ]
    )


def raw_slash(
    env: simcord.Env,
    user: Any,
    name: str,
    *,
    locale: str = "en-US",
    context: int = 1,
    guild: Any = None,
    channel: Any = None,
) -> InteractionResult:
    """A command as Discord would send it. `context`: 0 a server, 1 the coach's DM, 2 others."""
    root = env.backend.find_command(name, guild.id if guild else None)
    data = {"id": root["id"], "name": root["name"], "type": 1, "options": []}
    record, payload = si.base_payload(
        env.backend,
        type=2,
        channel_id=(channel or user.dm_channel).id,
        guild_id=guild.id if guild else None,
        user_id=user.id,
        data=data,
    )
    payload.update(locale=locale, context=context, authorizing_integration_owners={})
    env.backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(env, record)


def raw_form(env: simcord.Env, user: Any, values: Mapping[str, str]) -> InteractionResult:
    """A form sent off that the bot no longer knows."""
    fields = [
        {"type": 1, "id": 1, "components": [{"type": 4, "id": 2, "custom_id": k, "value": v}]}
        for k, v in values.items()
    ]
    record, payload = si.base_payload(
        env.backend,
        type=5,
        channel_id=user.dm_channel.id,
        guild_id=None,
        user_id=user.id,
        data={"custom_id": "forgotten", "components": fields},
    )
    env.backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(env, record)
