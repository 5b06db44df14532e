"""/careers: those who may manage a server set the coach up there."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.coaching.careers import FEWEST_CONTRIBUTORS
from bot.ui.careers import changes, features, leaving, limits, prompts, setting_up, weekly
from bot.ui.careers.allowed import BY_SERVERS, IN_SERVERS, as_manager
from bot.ui.talk import Interaction
from bot.ui.views import defer

_DAYS = [
    app_commands.Choice(name=name, value=number)
    for number, name in enumerate(
        (
            locale_str("Monday"),
            locale_str("Tuesday"),
            locale_str("Wednesday"),
            locale_str("Thursday"),
            locale_str("Friday"),
            locale_str("Saturday"),
            locale_str("Sunday"),
        )
    )
]


class CareersCog(commands.Cog):
    """What Manage Server allows. Discord hides it from others; every step is checked again."""

    careers = app_commands.Group(
        name=locale_str("careers"),
        description=locale_str("Set up this server's careers channel"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @careers.command(
        name=locale_str("setup"),
        description=locale_str("Channel, team and panel: see it before it is posted"),
    )
    async def set_up(self, interaction: Interaction) -> None:
        """Where, who, in which language; then the panel."""
        place = as_manager(interaction)
        await defer(interaction)
        await setting_up.begin(interaction, place)

    @careers.command(
        name=locale_str("features"),
        description=locale_str("What I post here: every switch, all of them off at first"),
    )
    async def features(self, interaction: Interaction) -> None:
        """One page of switches."""
        place = as_manager(interaction)
        await defer(interaction)
        await features.begin(interaction, place)

    @careers.command(
        name=locale_str("limits"),
        description=locale_str("How far reminders and introductions may go in this server"),
    )
    async def limits(self, interaction: Interaction) -> None:
        """Waits, quiet hours, holidays, requests."""
        place = as_manager(interaction)
        await defer(interaction)
        await limits.begin(interaction, place)

    @careers.command(
        name=locale_str("export"),
        description=locale_str("A file with all settings, prompts and the log"),
    )
    async def export(self, interaction: Interaction) -> None:
        """Everything that moderators set up."""
        place = as_manager(interaction)
        await defer(interaction)
        await leaving.export(interaction, place)

    @careers.command(
        name=locale_str("reset"),
        description=locale_str("Delete all settings of this server; asks for its name first"),
    )
    async def reset(self, interaction: Interaction) -> None:
        """Begin again from nothing."""
        place = as_manager(interaction)
        await defer(interaction)
        await leaving.ask_to_reset(interaction, place)

    @careers.command(
        name=locale_str("log"), description=locale_str("Who changed what in these settings")
    )
    async def log(self, interaction: Interaction) -> None:
        """The latest changes."""
        place = as_manager(interaction)
        await defer(interaction)
        await changes.show(interaction, place)

    @careers.command(
        name=locale_str("digest"),
        description=locale_str("Good habits of the week in numbers: when, and how it would look"),
    )
    @app_commands.describe(
        day=locale_str("The day of the week"),
        time=locale_str("The time by this server's clock, such as 16:00"),
        minimum=locale_str("Post it only when at least so many members contributed"),
    )
    @app_commands.choices(day=_DAYS)
    async def digest(
        self,
        interaction: Interaction,
        day: int | None = None,
        time: str | None = None,
        minimum: app_commands.Range[int, FEWEST_CONTRIBUTORS, weekly.MOST_MINIMUM] | None = None,
    ) -> None:
        """Day, time and minimum, with a preview."""
        await weekly.digest(interaction, day, time, minimum)

    prompt = app_commands.Group(
        name=locale_str("prompt"),
        description=locale_str("The question for everybody, once a week"),
        parent=careers,
    )

    @prompt.command(
        name=locale_str("list"), description=locale_str("All weekly questions, and which is next")
    )
    async def prompt_list(self, interaction: Interaction) -> None:
        """All prompts, a page at a time."""
        as_manager(interaction)
        await defer(interaction)
        await prompts.show_list(interaction)

    @prompt.command(name=locale_str("add"), description=locale_str("A question of your own"))
    @app_commands.describe(text=locale_str("A short, open question"))
    async def prompt_add(self, interaction: Interaction, text: str | None = None) -> None:
        """A prompt of their own, typed here or into a form."""
        if text is None:
            await prompts.open_adding(interaction)
            return
        await defer(interaction)
        await prompts.add(interaction, text)

    @prompt.command(name=locale_str("edit"), description=locale_str("Word a question anew"))
    @app_commands.describe(prompt=locale_str("Which one"))
    async def prompt_edit(self, interaction: Interaction, prompt: str) -> None:
        """Another wording, in a form."""
        await prompts.open_editing(interaction, prompt)

    @prompt.command(
        name=locale_str("remove"), description=locale_str("Don't ask a question any more")
    )
    @app_commands.describe(prompt=locale_str("Which one"))
    async def prompt_remove(self, interaction: Interaction, prompt: str) -> None:
        """A prompt is left out from now on."""
        as_manager(interaction)
        await defer(interaction)
        await prompts.remove(interaction, prompt)

    @prompt_edit.autocomplete("prompt")
    @prompt_remove.autocomplete("prompt")
    async def _prompts(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        return await prompts.choices(interaction, current)

    @prompt.command(
        name=locale_str("schedule"), description=locale_str("When the weekly question is asked")
    )
    @app_commands.describe(
        day=locale_str("The day of the week"),
        time=locale_str("The time by this server's clock, such as 10:00"),
    )
    @app_commands.choices(day=_DAYS)
    async def prompt_schedule(
        self, interaction: Interaction, day: int | None = None, time: str | None = None
    ) -> None:
        """Day and time."""
        await weekly.prompt_schedule(interaction, day, time)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CareersCog())
