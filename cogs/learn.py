"""/learn: the guides, short, with their sources."""

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot import content
from bot.coaching.names import normalised
from bot.feedback import N_, BadInput
from bot.i18n import _, current_language
from bot.ui import text
from bot.ui.buttons import ActionButton, actions, listen, rows
from bot.ui.talk import Interaction
from bot.ui.views import defer, replace, reply

MOST_CHOICES = 25


class UnknownTopic(BadInput):
    """There is no guide of that name."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            N_(
                "I have no guide called “{topic}”. Please choose one from the suggestions; /learn "
                "alone shows them all."
            ),
            topic=typed[:80],
        )


class Learn(commands.Cog):
    """A guide to every stage, and to what is around it."""

    async def cog_load(self) -> None:
        listen(self)

    @app_commands.command(
        name=locale_str("learn"), description=locale_str("A short guide to a topic, with sources")
    )
    @app_commands.describe(topic=locale_str("What about; all topics if left out"))
    async def learn(self, interaction: Interaction, topic: str | None = None) -> None:
        await defer(interaction)
        if topic is None:
            await reply(interaction, _invitation(), view=everything())
            return
        found = find(topic)
        await reply(interaction, _guide(found), view=neighbours(found))

    @learn.autocomplete("topic")
    async def topics(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        wanted = normalised(typed)
        return [
            Choice(name=text.cut(title, 100), value=topic)
            for topic, title in content.guide_topics(current_language())
            if wanted in normalised(title) or wanted in topic
        ][:MOST_CHOICES]

    @actions("guide")
    async def turn(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        """To a neighbouring topic, in the same message."""
        await defer(interaction, update=True)
        found = find("".join(arguments[:1]))
        await replace(interaction, _guide(found), view=neighbours(found))

    @actions("guides")
    async def all_topics(self, interaction: Interaction, arguments: tuple[str, ...]) -> None:
        """Back to the list."""
        await defer(interaction, update=True)
        await replace(interaction, _invitation(), view=everything())


def find(typed: str) -> str:
    """The topic that was chosen, or whose title was typed. Raises `UnknownTopic`."""
    wanted = normalised(typed)
    for topic, title in content.guide_topics(current_language()):
        if wanted in {topic, normalised(title)}:
            return topic
    raise UnknownTopic(typed)


def neighbours(topic: str) -> discord.ui.View:
    """Buttons to the topics before and after, in the order of the method, and to all."""
    titles = dict(content.guide_topics(current_language()))
    order = list(titles)
    place = order.index(topic)
    around = [
        (order[index], mark)
        for index, mark in ((place - 1, "←"), (place + 1, "→"))
        if 0 <= index < len(order)
    ]
    buttons = [
        ActionButton.make("guide", one, label=f"{mark} {titles[one]}") for one, mark in around
    ]
    return rows([*buttons, ActionButton.make("guides", label=_("All topics"))])


def everything() -> discord.ui.View:
    """A button for every topic."""
    topics = content.guide_topics(current_language())
    return rows([ActionButton.make("guide", topic, label=title) for topic, title in topics])


def _invitation() -> str:
    return _("Short guides, each with its sources, in the order of a talk. Which one?")


def _guide(topic: str) -> str:
    return content.guide(topic, current_language())


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Learn())
