"""/privacy: what is stored, to see, to take along, to erase."""

import asyncio
import io

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot import content
from bot.i18n import _, current_language, fill, n_
from bot.mentions import mention
from bot.services import privacy
from bot.services.privacy import Counts, Holdings
from bot.ui import exports, own_messages, text
from bot.ui.dates import timestamp
from bot.ui.exports import Format
from bot.ui.in_servers import held_in_server
from bot.ui.own_messages import Removed
from bot.ui.schedule import settings_in_words
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.views import OwnedView, defer, replace, reply

FORMATS = [
    Choice(name=locale_str("Markdown, to read"), value=Format.MARKDOWN.value),
    Choice(name=locale_str("CSV, for spreadsheets"), value=Format.CSV.value),
    Choice(name=locale_str("JSON, for programs"), value=Format.JSON.value),
]

MOST_IN_SERVERS = 15


class Privacy(commands.Cog):
    """Everything that is stored about the member belongs to them."""

    group = app_commands.Group(
        name=locale_str("privacy"),
        description=locale_str("What is stored about you: see it, take it along, erase it"),
    )

    @group.command(
        name=locale_str("view"), description=locale_str("Everything that is stored about you")
    )
    async def view(self, interaction: Interaction) -> None:
        await defer(interaction)
        holdings = await privacy.view(coach_of(interaction), caller_of(interaction))
        await reply(interaction, _promise())
        await reply(interaction, "\n".join(_held(holdings)))

    @group.command(
        name=locale_str("export"), description=locale_str("Everything about you as files")
    )
    @app_commands.rename(wanted=locale_str("format"))
    @app_commands.describe(wanted=locale_str("Which kind of file; Markdown if left out"))
    @app_commands.choices(wanted=FORMATS)
    async def export(
        self,
        interaction: Interaction,
        wanted: str = Format.MARKDOWN.value,
    ) -> None:
        await defer(interaction)
        everything = await privacy.everything(coach_of(interaction), caller_of(interaction))
        files = await asyncio.to_thread(
            exports.export, everything, Format(wanted), interaction.filesize_limit
        )
        said = n_(
            "Here is everything that I hold about you, with {count} person.",
            "Here is everything that I hold about you, with {count} people.",
            len(everything.people),
        )
        care = _("It has names and notes in clear text: keep it where only you can read it.")
        attached = [discord.File(io.BytesIO(one.content), one.name) for one in files]
        await reply(interaction, f"{said} {care}", files=attached)

    @group.command(
        name=locale_str("erase"), description=locale_str("Erase everything about you, at once")
    )
    async def erase(self, interaction: Interaction) -> None:
        await defer(interaction)
        try:
            holdings = await privacy.view(coach_of(interaction), caller_of(interaction))
            lines = [fill(_("This erases everything: {what}."), what=_counted(holdings.counts))]
        except privacy.NothingStored:
            lines = [_("I have nothing stored about you. My messages to you can still go.")]
        lines += [
            _("My messages in our direct messages go as well."),
            _("It happens at once and can't be undone, not by me either."),
            fill(_("{export} first takes it all along."), export=mention("privacy export")),
        ]
        await reply(interaction, "\n".join(lines), view=ConfirmErasing(interaction.user.id))


class ConfirmErasing(OwnedView):
    """The one question before everything goes."""

    def __init__(self, owner_id: int) -> None:
        super().__init__(owner_id)
        self.erase.label = _("Erase everything")
        self.keep.label = _("Keep it")

    @discord.ui.button(custom_id="erase", style=discord.ButtonStyle.danger)
    async def erase(
        self, interaction: Interaction, _button: discord.ui.Button["ConfirmErasing"]
    ) -> None:
        """Erase what is stored, say so, and clear the direct messages after that."""
        self.stop()
        await defer(interaction, update=True)
        lines = [await _erase(interaction), _("Now I take my messages away; one moment.")]
        await replace(interaction, "\n".join(lines))
        removed = await own_messages.remove(interaction, spare=_this_message(interaction))
        lines[1:] = _cleared(removed)
        last = _("This can't be undone. If you come back one day, {coach} begins anew.")
        lines.append(fill(last, coach=mention("coach")))
        await replace(interaction, "\n".join(lines))

    @discord.ui.button(custom_id="keep", style=discord.ButtonStyle.secondary)
    async def keep(
        self, interaction: Interaction, _button: discord.ui.Button["ConfirmErasing"]
    ) -> None:
        self.stop()
        await defer(interaction, update=True)
        await replace(interaction, _("Nothing was erased; everything is as it was."))


async def _erase(interaction: Interaction) -> str:
    try:
        erased = await privacy.erase(coach_of(interaction), caller_of(interaction))
    except privacy.NothingStored:
        return _("There was nothing stored about you.")
    said = _("Erased: {what}, and the key that alone could read it.")
    return fill(said, what=_counted(erased.counts))


def _this_message(interaction: Interaction) -> set[int]:
    return {interaction.message.id} if interaction.message else set()


def _cleared(removed: Removed) -> list[str]:
    """What became of the messages."""
    lines = []
    if removed.gone:
        lines.append(
            n_(
                "{count} message of mine is gone from our direct messages.",
                "{count} messages of mine are gone from our direct messages.",
                removed.gone,
            )
        )
    if removed.kept or not removed.complete:
        left = _(
            "Discord didn't let me take all my messages away. {erase} tries again whenever you "
            "like."
        )
        lines.append(fill(left, erase=mention("privacy erase")))
    return lines


def _promise() -> str:
    """What is kept, who sees it and for how long."""
    return content.greeting("privacy", current_language(), {"command": mention})


def _held(holdings: Holdings) -> list[str]:
    """What there is right now, about the member and about their people."""
    member = holdings.member
    about, since = member.about, member.created
    known = _("Your Discord id: {id}, language: {language}, here since {since}")
    told = {
        _("Your name"): about.name,
        _("What you hope to learn"): about.goal,
        _("You in two sentences"): about.two_sentences,
    }
    return [
        _("**Right now that is**"),
        *(f"- {what}: {text.escape(words)}" for what, words in told.items() if words),
        f"- {_counted(holdings.counts)}",
        "- " + fill(known, id=member.id, language=member.locale, since=timestamp(since, "D")),
        *settings_in_words(member),
        *_in_servers(holdings),
        "",
        _where(holdings),
        fill(_("{export} has every word of it."), export=mention("privacy export")),
    ]


def _in_servers(holdings: Holdings) -> list[str]:
    """What there is about the member in servers; what is much of it stands in the export."""
    every = [
        "- " + held_in_server(one, lambda instant: timestamp(instant, "D"))
        for one in holdings.in_servers
    ]
    if not every:
        return []
    more = len(every) - MOST_IN_SERVERS
    rest = [n_("- and {count} more", "- and {count} more", more)] if more > 0 else []
    return ["", _("**In servers**"), *every[:MOST_IN_SERVERS], *rest]


def _counted(counts: Counts) -> str:
    """How much there is, in words; what there is none of is left out."""
    parts = [
        (counts.people, n_("{count} person", "{count} people", counts.people)),
        (counts.steps, n_("{count} step", "{count} steps", counts.steps)),
        (counts.noted, n_("{count} note with a step", "{count} notes with steps", counts.noted)),
        (counts.drafts, n_("{count} draft or note", "{count} drafts and notes", counts.drafts)),
        (counts.questions, n_("{count} question", "{count} questions", counts.questions)),
        (
            counts.talks,
            n_("{count} talk followed live", "{count} talks followed live", counts.talks),
        ),
        (counts.nudges, n_("{count} reminder", "{count} reminders", counts.nudges)),
        (counts.messages, n_("{count} message", "{count} messages", counts.messages)),
        (
            counts.off_limits,
            n_(
                "{count} name not to be contacted (only a fingerprint of it)",
                "{count} names not to be contacted (only fingerprints of them)",
                counts.off_limits,
            ),
        ),
    ]
    return ", ".join([*(words for number, words in parts if number), _("your settings")])


def _where(holdings: Holdings) -> str:
    if holdings.database == "sqlite":
        place = _("It lies in one file on the computer of whoever runs me.")
    else:
        place = _("It lies in a PostgreSQL database of whoever runs me.")
    sealed = _(
        "Names, notes, drafts and questions are encrypted with a key of your own. Whoever runs "
        "me holds it too, and could read them."
    )
    return f"{place} {sealed}"


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Privacy())
