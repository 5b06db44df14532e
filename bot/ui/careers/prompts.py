"""The weekly prompts: the list, its pages, and what can be done with each."""

from collections.abc import Sequence
from typing import Final

import discord
from discord import app_commands

from bot.i18n import _, fill
from bot.services.careers import prompts
from bot.services.careers.prompts import Collection, Prompt
from bot.ui import text
from bot.ui.careers.allowed import as_manager
from bot.ui.careers.screens import ManagerForm, Screen
from bot.ui.talk import CHOICE_LENGTH, Interaction, coach_of
from bot.ui.typed import given_back
from bot.ui.views import defer, reply
from bot.ui.views import replace as show_instead

ON_A_PAGE: Final = 6
"""As many as are read on a phone without scrolling for long."""

LONGEST_SHOWN: Final = 110
"""Characters of a prompt in the list, so that a page fits a message even where each is escaped;
the whole of it stands behind the choice."""

LONGEST_CHOICE: Final = 90
MOST_CHOICES: Final = 25


# The list


async def show_list(interaction: Interaction, page: int = 0) -> None:
    """A page of all prompts; deferred already."""
    place = as_manager(interaction)
    found = await prompts.collection(coach_of(interaction), place.guild_id)
    await _show_page(interaction, found, page)


async def _turn_to(interaction: Interaction, view: Screen, page: int) -> None:
    """A page of the list in the place of `view`."""
    await defer(interaction, update=True)
    place = as_manager(interaction)
    found = await prompts.collection(coach_of(interaction), place.guild_id)
    view.stop()
    await _show_page(interaction, found, page)


async def _show_page(interaction: Interaction, found: Collection, page: int) -> None:
    pages = max(1, -(-len(found.prompts) // ON_A_PAGE))
    page = max(0, min(page, pages - 1))
    shown = found.prompts[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    view = Pages(interaction, found, shown, page, pages)
    await show_instead(interaction, "\n".join(_lines(found, shown, page, pages)), view=view)


def _lines(found: Collection, shown: Sequence[Prompt], page: int, pages: int) -> list[str]:
    able = sum(not one.removed for one in found.prompts)
    head = _("**Weekly prompts**: {able} of {all} are asked, none twice before all were.")
    lines = [fill(head, able=able, all=len(found.prompts))]
    coming = found.find(found.following) if found.following else None
    if coming is None:
        lines.append(_("All are removed, so nothing is posted. Put one back, or add your own."))
    else:
        lines.append(fill(_("Next: “{text}”"), text=_short(coming)))
    lines += ["", *(_line(number, one) for number, one in enumerate(shown, page * ON_A_PAGE + 1))]
    lines.append("-# " + fill(_("Page {page} of {pages}"), page=page + 1, pages=pages))
    return lines


def _line(number: int, prompt: Prompt) -> str:
    words = _short(prompt)
    mark = _mark(prompt)
    said = f"~~{words}~~" if prompt.removed else words
    return f"**{number}.** {said}" + (f" *({mark})*" if mark else "")


def _short(prompt: Prompt) -> str:
    return text.escape(text.cut(prompt.text, LONGEST_SHOWN))


def _mark(prompt: Prompt) -> str:
    """What is special about a prompt."""
    if prompt.removed:
        return _("removed")
    if prompt.is_own:
        return _("your own")
    return _("your wording") if prompt.is_reworded else ""


class Pages(Screen):
    """A page of the list: one of its prompts is chosen, or the page turned."""

    def __init__(
        self,
        interaction: Interaction,
        found: Collection,
        shown: Sequence[Prompt],
        page: int,
        pages: int,
    ) -> None:
        super().__init__(interaction)
        self.page = page
        self.shown = {one.id: one for one in shown}
        if shown:
            self.add_item(PromptSelect(shown, page * ON_A_PAGE + 1))
        if page > 0:
            self.button("back", _("Back"), 1, self.back)
        if page < pages - 1:
            self.button("more", _("More"), 1, self.more)
        self.button("add", _("Add your own"), 1, open_adding)

    async def back(self, interaction: Interaction) -> None:
        """The page before."""
        await self._turn(interaction, self.page - 1)

    async def more(self, interaction: Interaction) -> None:
        """The page after."""
        await self._turn(interaction, self.page + 1)

    async def _turn(self, interaction: Interaction, page: int) -> None:
        await _turn_to(interaction, self, page)


class PromptSelect(discord.ui.Select[Pages]):
    """The prompts of a page."""

    def __init__(self, shown: Sequence[Prompt], first: int) -> None:
        options = [
            discord.SelectOption(
                label=text.cut(f"{number}. {one.text}", CHOICE_LENGTH), value=one.id
            )
            for number, one in enumerate(shown, first)
        ]
        super().__init__(custom_id="prompt", placeholder=_("Edit or remove one"), options=options)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        if self.view is not None:
            prompt = self.view.shown[self.values[0]]
            self.view.stop()
            await _show_one(interaction, prompt, self.view.page)


# One prompt


async def _show_one(interaction: Interaction, prompt: Prompt, page: int, said: str = "") -> None:
    mark = _mark(prompt)
    words = [said, text.shown(prompt.text), f"-# {mark}" if mark else ""]
    await show_instead(
        interaction, "\n".join(filter(None, words)), view=One(interaction, prompt, page)
    )


class One(Screen):
    """A prompt, and what can be done with it."""

    def __init__(self, interaction: Interaction, prompt: Prompt, page: int) -> None:
        super().__init__(interaction)
        self.prompt = prompt
        self.page = page
        if prompt.removed:
            self.button("put_back", _("Put it back"), 0, self.put_back)
        else:
            self.button("edit", _("Edit"), 0, self.edit)
            self.button("remove", _("Remove"), 0, self.remove)
        self.button("all", _("All prompts"), 0, self.back)

    async def edit(self, interaction: Interaction) -> None:
        """Its words, in a form."""
        await interaction.response.send_modal(
            EditForm(interaction, self.prompt.id, self.prompt.text)
        )

    async def remove(self, interaction: Interaction) -> None:
        """It isn't asked any more."""
        await defer(interaction, update=True)
        place = as_manager(interaction)
        prompt = await prompts.remove(coach_of(interaction), place, self.prompt.id)
        self.stop()
        await _show_one(interaction, prompt, self.page, removed_words())

    async def put_back(self, interaction: Interaction) -> None:
        """It is asked again."""
        await defer(interaction, update=True)
        place = as_manager(interaction)
        prompt = await prompts.put_back(coach_of(interaction), place, self.prompt.id)
        self.stop()
        await _show_one(interaction, prompt, self.page, _("It is back."))

    async def back(self, interaction: Interaction) -> None:
        """The page that it stands on."""
        await _turn_to(interaction, self, self.page)


def removed_words() -> str:
    """What follows from removing a prompt."""
    return _("Removed: I won't ask this any more.")


# Adding, editing, removing


class AddForm(ManagerForm):
    """A prompt of the server's own."""

    def __init__(self, interaction: Interaction) -> None:
        super().__init__(interaction.user.id, _("A question of your own"))
        self.words = self.field("text", _("A short, open question"), prompts.LONGEST)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        await add(interaction, self.words.value)


class EditForm(ManagerForm):
    """Another wording of a prompt."""

    def __init__(self, interaction: Interaction, prompt_id: str, known: str) -> None:
        super().__init__(interaction.user.id, _("Edit the question"))
        self._prompt_id = prompt_id
        self.words = self.field("text", _("The question"), prompts.LONGEST, known)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        typed = self.words.value
        with given_back(typed):
            place = as_manager(interaction)
            words = _read(typed)
            prompt = await prompts.edit(coach_of(interaction), place, self._prompt_id, words)
        await _answer(interaction, prompt, _("Saved. I'll ask it like this:"))


async def open_adding(interaction: Interaction) -> None:
    """The form for a prompt of their own."""
    as_manager(interaction)
    await interaction.response.send_modal(AddForm(interaction))


async def add(interaction: Interaction, typed: str) -> None:
    """A prompt of the server's own; deferred already."""
    with given_back(typed):
        place = as_manager(interaction)
        prompt = await prompts.add(coach_of(interaction), place, _read(typed))
    await _answer(interaction, prompt, _("Added. Those that were never asked come first:"))


async def open_editing(interaction: Interaction, typed: str) -> None:
    """The form with the words of a prompt as they stand, after one statement."""
    place = as_manager(interaction)
    found = await prompts.named(coach_of(interaction), place.guild_id, typed)
    await interaction.response.send_modal(EditForm(interaction, found.id, found.text))


async def remove(interaction: Interaction, prompt_id: str) -> None:
    """Leave a prompt out from now on; deferred already."""
    place = as_manager(interaction)
    prompt = await prompts.remove(coach_of(interaction), place, prompt_id)
    await _answer(interaction, prompt, removed_words())


async def _answer(interaction: Interaction, prompt: Prompt, said: str) -> None:
    words = f"{said}\n{text.shown(prompt.text)}"
    await reply(interaction, words, view=One(interaction, prompt, 0))


def _read(typed: str) -> str:
    """A prompt on one line. Raises `TooLong`."""
    return " ".join(text.within(typed, prompts.LONGEST, _("The question")).split())


async def choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete over the prompts that are asked; any error gives an empty list."""
    try:
        place = as_manager(interaction)
        found = await prompts.collection(coach_of(interaction), place.guild_id)
    except Exception:
        return []
    wanted = typed.casefold().strip()
    fitting = [one for one in found.prompts if not one.removed and wanted in one.text.casefold()]
    return [
        app_commands.Choice(name=text.cut(one.text, LONGEST_CHOICE), value=one.id)
        for one in fitting[:MOST_CHOICES]
    ]
