"""Sharing a win: the form, the names in it, the preview, posting and taking back."""

import discord

from bot.coaching.careers import Feature
from bot.coaching.namesakes import Namesake
from bot.i18n import _, fill
from bot.mentions import mention
from bot.services.careers import servers, wins
from bot.services.careers.servers import require_open
from bot.services.careers.wins import BUTTON, LONGEST, Shown, State, Win
from bot.ui import text
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.careers.allowed import place_of
from bot.ui.careers.win_posts import content, marked, message, require_fitting
from bot.ui.dates import timestamp
from bot.ui.forms import Form
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.typed import given_back
from bot.ui.views import defer, reply

KEEP, OUT, NAMED, CHANGE = "share_keep", "share_out", "share_named", "share_change"
POST, UNDO = "share_post", "share_undo"
LONGEST_LINE = 80
MOST_LISTED = 20


# The form


async def open_form(interaction: Interaction) -> None:
    """A form for the member's own words, where wins are shared."""
    place = place_of(interaction)
    require_open(await servers.known(coach_of(interaction), place.guild_id), Feature.WINS)
    await interaction.response.send_modal(WinForm(interaction.user.id))


@actions(BUTTON)
async def share_own(interaction: Interaction, arguments: tuple[str]) -> None:
    """The button under a win: whoever presses shares one of theirs."""
    del arguments  # only marks the post
    await open_form(interaction)


@actions(CHANGE)
async def change_words(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "Change the words"."""
    known = await wins.look(coach_of(interaction), place_of(interaction), arguments[0])
    await interaction.response.send_modal(
        WinForm(interaction.user.id, known.words, named=known.named)
    )


class WinForm(Form):
    """What went well, in the member's own words."""

    def __init__(self, owner_id: int, known: str = "", *, named: bool = False) -> None:
        super().__init__(owner_id, _("Share a win"))
        self._named = named
        self.words = self.field("words", _("What went well, in your own words"), LONGEST, known)
        self.words.placeholder = _("I asked somebody for 20 minutes, and they said yes.")

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        place, typed = place_of(interaction), self.words.value
        with given_back(typed):
            words = text.within(typed, LONGEST, _("Your win"))
            shown = await wins.preview(
                coach_of(interaction),
                caller_of(interaction),
                place,
                _without_empty_lines(words),
                _author(interaction),
                named=self._named,
            )
            require_fitting(shown.win, shown.language)
        await show(interaction, shown)


def _without_empty_lines(words: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in words.splitlines())))


def _author(interaction: Interaction) -> str:
    return text.cut(text.clean(interaction.user.display_name), 80)


# The names in it, and the preview


async def show(interaction: Interaction, shown: Shown) -> None:
    """The next name to settle, or the preview, or where it is now; deferred already."""
    if not shown.is_preview:
        await _show_posted(interaction, shown)
    elif shown.open:
        await _ask_about_name(interaction, shown)
    else:
        await _show_preview(interaction, shown)


async def _ask_about_name(interaction: Interaction, shown: Shown) -> None:
    win, (mark, name) = shown.win, shown.open[0]
    lines = [
        _(
            "Nobody should find themself named here without wanting it. These words are like "
            "names that I know from you; each one goes, or you say that it may stay."
        ),
        marked(win, [one.words for _mark, one in shown.open]),
        _about(name, win),
    ]
    said = text.cut(name.words, LONGEST_LINE // 2)
    buttons = [
        ActionButton.make(
            OUT,
            win.id,
            mark,
            label=fill(_("Take out “{word}”"), word=said),
            style=discord.ButtonStyle.primary,
        ),
        ActionButton.make(KEEP, win.id, mark, label=fill(_("“{word}” may stay"), word=said)),
        _change_button(win),
        _discard_button(win),
    ]
    await reply(interaction, "\n".join(lines), view=rows(buttons))


def _about(name: Namesake, win: Win) -> str:
    word = text.escape(name.words)
    if not name.name:
        return fill(_("**{word}** points to somebody on Discord."), word=word)
    if name.name == win.author and not win.named:
        return fill(_("**{word}** is like your own name, and this one is anonymous."), word=word)
    like = text.escape(name.name)
    return fill(_("**{word}** is like {like}, whom you told me of."), word=word, like=like)


async def _show_preview(interaction: Interaction, shown: Shown) -> None:
    """The post as it will stand in the channel, and nothing else in that message; then what can
    be done with it."""
    win = shown.win
    await reply(interaction, content(win, shown.language), view=_post_view(win, shown.language))
    lines = [_("That is how it will stand in the careers channel, for everybody there to read.")]
    if shown.asks_team:
        lines.append(_("The team sees it first, exactly as it stands here."))
    lines.append(
        fill(
            _(
                "{post} posts it as well; until tomorrow it waits for you. "
                "You can take it back at any time."
            ),
            post=mention("share post"),
        )
    )
    post = _("Send it to the team") if shown.asks_team else _("Post it")
    name = _("Without my name") if win.named else _("With my name")
    buttons = [
        ActionButton.make(POST, win.id, label=post, style=discord.ButtonStyle.primary),
        ActionButton.make(NAMED, win.id, 0 if win.named else 1, label=name),
        _change_button(win),
        _discard_button(win),
    ]
    await reply(interaction, "\n".join(lines), view=rows(buttons))


def _post_view(win: Win, language: str) -> discord.ui.View:
    """The buttons of the post."""
    view = discord.ui.View(timeout=None)
    for row in message(win, language).rows:
        for button in row:
            view.add_item(ActionButton.make(BUTTON, win.id, label=button.label))
    return view


def _change_button(win: Win) -> ActionButton:
    return ActionButton.make(CHANGE, win.id, label=_("Change the words"))


def _discard_button(win: Win) -> ActionButton:
    return ActionButton.make(UNDO, win.id, label=_("Don't share it"))


@actions(KEEP)
async def keep_name(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """It may stay."""
    await _settle(interaction, *arguments, instead=None)


@actions(OUT)
async def take_name_out(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """It goes."""
    await _settle(interaction, *arguments, instead=_("someone"))


async def _settle(interaction: Interaction, win_id: str, mark: str, instead: str | None) -> None:
    await defer(interaction)
    place = place_of(interaction)
    coach = coach_of(interaction)
    await show(interaction, await wins.settle_name(coach, place, win_id, mark, instead))


@actions(NAMED)
async def set_named(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """With the author's name, or without."""
    await defer(interaction)
    win_id, named = arguments
    shown = await wins.set_named(
        coach_of(interaction),
        place_of(interaction),
        win_id,
        _author(interaction),
        named=named == 1,
    )
    require_fitting(shown.win, shown.language)
    await show(interaction, shown)


# Posting


@actions(POST)
async def press_post(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "Post it"."""
    await defer(interaction)
    await post(interaction, arguments[0])


async def post(interaction: Interaction, win_id: str | None = None) -> None:
    """Post the preview; deferred already."""
    await show(interaction, await wins.post(coach_of(interaction), place_of(interaction), win_id))


async def _show_posted(interaction: Interaction, shown: Shown) -> None:
    said = {
        State.QUEUED: _("The team has it now, and I post it as soon as they have read it."),
        State.POSTING: _("Thank you for sharing. It stands in the careers channel in a moment."),
        State.POSTED: _("It stands in the careers channel."),
    }.get(shown.win.state, _("It wasn't posted."))
    undo = fill(_("{undo} takes it back whenever you like."), undo=mention("share undo"))
    view = rows([ActionButton.make(UNDO, shown.win.id, label=_("Take it back"))])
    await reply(interaction, f"{said} {undo}", view=view)


# Taking back


async def offer_undo(interaction: Interaction) -> None:
    """Take back the only one at once, or ask which; deferred already."""
    found = await wins.mine(coach_of(interaction), interaction.user.id)
    if not found:
        raise wins.NothingShared
    if len(found) == 1:
        await _undo(interaction, found[0].id)
        return
    listed = found[:MOST_LISTED]
    lines = [_("Which one shall I take back?")]
    lines += [_line(number, one) for number, one in enumerate(listed, 1)]
    buttons = [
        ActionButton.make(UNDO, one.id, label=fill(_("Take back {number}"), number=number))
        for number, one in enumerate(listed, 1)
    ]
    await reply(interaction, "\n".join(lines), view=rows(buttons))


def _line(number: int, one: Win) -> str:
    values = {
        "number": number,
        "day": timestamp(one.created, "D"),
        "words": text.escape(text.cut(" ".join(one.words.split()), LONGEST_LINE)),
    }
    if one.state in wins.NOT_POSTED:
        return fill(_("{number}. {day}, not posted: “{words}”"), **values)
    return fill(_("{number}. {day}: “{words}”"), **values)


@actions(UNDO)
async def press_undo(interaction: Interaction, arguments: tuple[str]) -> None:
    """ "Take it back"."""
    await defer(interaction)
    await _undo(interaction, arguments[0])


async def _undo(interaction: Interaction, win_id: str) -> None:
    taken = await wins.undo(coach_of(interaction), interaction.user.id, win_id)
    said = {
        State.PREVIEW: _("It is gone; nobody saw it."),
        State.QUEUED: _("It is out of the team's queue."),
        State.POSTING: _("It is on its way out of the channel, should it have come that far."),
        State.POSTED: _("It goes from the careers channel in a moment."),
    }.get(taken.state, _("It is gone."))
    await reply(interaction, said)
