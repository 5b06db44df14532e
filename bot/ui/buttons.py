"""Buttons that survive restarts and work months later.

Everything such a button needs stands in its custom id, at most 100 characters:

    r:<answer>:<person>:<stage>.<cycle>:<nudge kind>.<n>.<nudge's cycle>:<delivery>
    r:<action>:<argument>:<argument>…

A nudge's answers (`bot.coaching.rules.Answer`) take the first form, with "-" where there is no
nudge or no delivery; everything else ("undo", "see_all", "open" …) takes the second, with
arguments of letters, digits, "-", "_" and ".". The custom id says whose person it was and how
things stood, not that the presser may do it: the use case checks the owner and the stage.

Cogs register what a press does, once, and call `listen` in `cog_load`:

    class Ask(commands.Cog):
        async def cog_load(self) -> None:
            listen(self)

        @answers(Answer.SENT, Answer.FOLLOWED_UP)
        async def sent(self, interaction: Interaction, pressed: Pressed) -> None: ...

        @actions("undo")
        async def undo(self, interaction: Interaction, arguments: tuple[str, int]) -> None: ...

`@answers` and `@actions` on a plain function register it at once. What an action takes stands
in its annotation (`bot.ui.arguments`). An error in one is answered by
`bot.ui.errors.answer_error`; a custom id that nobody can read is answered kindly.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self, TypeVar

import discord
from discord import ButtonStyle
from discord.ext import commands

from bot.coaching.rules import Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage, State
from bot.i18n import _
from bot.ui.arguments import Unreadable, number, reading, word
from bot.ui.errors import PERSISTENT, answer_error, custom_id
from bot.ui.text import cut
from bot.ui.views import begin, is_claimed

LONGEST_CUSTOM_ID = 100
LONGEST_LABEL = 80
MOST_IN_A_ROW = 5
MOST_IN_A_MESSAGE = 25

IN_BUNDLES = frozenset({"open", "see_all", "pause", "settings"})
"""The actions that a bundle offers."""

_TEMPLATE = re.compile(rf"{PERSISTENT}.*", re.DOTALL)
_PERSON = re.compile(r"[0-9A-Za-z]{12}")
_ACTION = re.compile(r"[a-z][a-z0-9_]*")
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_NOTHING = "-"
_ANSWERS = frozenset(Answer)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What an answer's button says. Nothing of it is checked against what is stored.

    `stage` and `cycle` are the person's as they were when the button was made: where they
    differ now, things have moved on. `nudge` and `delivery` are None for a button that stands
    in no nudge.
    """

    answer: Answer
    person_id: str
    stage: Stage
    cycle: int
    nudge: NudgeKey | None = None
    delivery: int | None = None


Handler = Callable[[discord.Interaction[Any], Pressed], Awaitable[None]]
ActionHandler = Callable[[discord.Interaction[Any], tuple[Any, ...]], Awaitable[None]]
_Function = TypeVar("_Function", bound=Callable[..., Awaitable[None]])
_Button = TypeVar("_Button")

handlers: dict[Answer, Handler] = {}
"""What pressing each answer does."""

action_handlers: dict[str, ActionHandler] = {}
"""What pressing every other persistent button does."""


def answers(*which: Answer) -> Callable[[_Function], _Function]:
    """Register a function for `which`, or mark a cog's method for `listen`."""

    def register_it(function: _Function) -> _Function:
        return _register_or_mark(function, which)

    return register_it


def actions(*which: str) -> Callable[[_Function], _Function]:
    """The same for actions, whose function is given the arguments in the custom id, as declared."""
    if not all(_ACTION.fullmatch(one) and one not in _ANSWERS for one in which):
        raise ValueError(f"an action is a word in lower case and none of the answers: {which}")

    def register_it(function: _Function) -> _Function:
        return _register_or_mark(function, which)

    return register_it


def listen(source: object) -> None:
    """Register the methods of `source` that `@answers` or `@actions` marked."""
    for _name, method in inspect.getmembers(source, inspect.ismethod):
        for which in getattr(method, "__persistent_buttons__", ()):
            _register(which, method)


def register(bot: commands.Bot) -> None:
    """Make the bot answer persistent buttons, those of earlier runs included."""
    bot.add_dynamic_items(PersistentButton)
    bot.add_listener(_press_unclaimed, "on_interaction")


class PersistentButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """A button whose custom id says everything; discord.py makes it anew for every press."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        begin(interaction)
        del item  # it may be disabled or of another kind by now; the custom id is what counts
        return cls(discord.ui.Button(label=_NOTHING, custom_id=match[0]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await press(interaction, self.custom_id)

    @property
    def style(self) -> ButtonStyle:
        return self.item.style

    @property
    def label(self) -> str | None:
        return self.item.label

    @classmethod
    def _made(cls, said: str, identifier: str, style: ButtonStyle, emoji: str | None) -> Self:
        if len(identifier) > LONGEST_CUSTOM_ID:
            raise ValueError(f"Discord takes custom ids of 100 characters, not {identifier!r}")
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=cut(said, LONGEST_LABEL), custom_id=identifier, style=style, emoji=emoji
        )
        return cls(button)


class AnswerButton(PersistentButton, template=_TEMPLATE):
    """A nudge's answer; its label is in the current language."""

    @classmethod
    def make(
        cls,
        answer: Answer,
        person_id: str,
        state: State,
        nudge: NudgeKey | None = None,
        delivery: int | None = None,
    ) -> Self:
        """The button for `answer` about a person who stands at `state`."""
        pressed = Pressed(answer, person_id, state.stage, state.cycle(), nudge, delivery)
        return cls._made(label(answer), custom_id_of(pressed), STYLES[answer], None)


class ActionButton(PersistentButton, template=_TEMPLATE):
    """Any other persistent button."""

    @classmethod
    def make(
        cls,
        action: str,
        *arguments: str | int | None,
        label: str,
        style: ButtonStyle = ButtonStyle.secondary,
        emoji: str | None = None,
    ) -> Self:
        """A button for `action`; an argument that is None is written "-".

        Raises `ValueError` for an argument that can't stand in a custom id.

        `label` is in the member's language already. Discord shows it as plain text, so a name
        goes into it as typed.
        """
        words = [_NOTHING if argument is None else str(argument) for argument in arguments]
        if not _ACTION.fullmatch(action) or action in _ANSWERS:
            raise ValueError(f"{action!r} is no action")
        identifier = PERSISTENT + ":".join([action, *map(word, words)])
        return cls._made(label, identifier, style, emoji)


def rows(*groups: Iterable[discord.ui.Item[Any]]) -> discord.ui.View:
    """A persistent view of buttons, at most one of them primary in each row.

    Every group begins a row of its own. Raises `ValueError` for more than a message holds.
    """
    packed = [row for group in groups for row in pack_rows(list(group))]
    if len(packed) > MOST_IN_A_ROW:
        raise ValueError(f"a message holds 5 rows, not {len(packed)}")
    view = discord.ui.View(timeout=None)
    for place, row in enumerate(packed):
        _keep_one_primary(row)
        for button in row:
            button.row = place
            view.add_item(button)
    return view


def pack_rows(buttons: Sequence[_Button]) -> list[list[_Button]]:
    """`buttons` in rows of at most five, as even as can be. Raises `ValueError` for over 25."""
    count = len(buttons)
    if count > MOST_IN_A_MESSAGE:
        raise ValueError(f"a message holds 25 buttons, not {count}")
    needed = -(-count // MOST_IN_A_ROW)
    ends = [-(-count * place // needed) for place in range(needed + 1)] if needed else []
    return [list(buttons[start:end]) for start, end in pairwise(ends)]


async def press(interaction: discord.Interaction[Any], identifier: str) -> None:
    """Do what the button with the custom id `identifier` is for. Never raises."""
    begin(interaction)
    try:
        await _dispatch(interaction, identifier)
    except Exception as error:
        await answer_error(interaction, error)


def custom_id_of(pressed: Pressed) -> str:
    """The custom id from which `read` gets `pressed` again."""
    nudge = _NOTHING
    if pressed.nudge is not None:
        nudge = f"{pressed.nudge.kind}.{pressed.nudge.n}.{pressed.nudge.cycle}"
    delivery = _NOTHING if pressed.delivery is None else to_base36(pressed.delivery)
    stage = f"{pressed.stage}.{pressed.cycle}"
    return PERSISTENT + ":".join([pressed.answer, pressed.person_id, stage, nudge, delivery])


def read(identifier: str) -> Pressed:
    """What a custom id of an answer says. Raises `ValueError` where it can't be read."""
    if len(identifier) > LONGEST_CUSTOM_ID:
        raise ValueError("too long for a custom id")
    answer, person_id, standing, nudge, delivery = identifier.removeprefix(PERSISTENT).split(":")
    if not _PERSON.fullmatch(person_id):
        raise ValueError("no person's id")
    stage, cycle = standing.split(".")
    return Pressed(
        Answer(answer),
        person_id,
        Stage(stage),
        number(cycle),
        _read_nudge(nudge),
        None if delivery == _NOTHING else from_base36(delivery),
    )


def delivery_of(identifier: str) -> int | None:
    """The delivery that a button came with; None for one that came with an answer.

    The buttons of a bundle name it in their last argument.
    """
    what, *arguments = identifier.removeprefix(PERSISTENT).split(":")
    try:
        if what in _ANSWERS:
            return read(identifier).delivery
        return number(arguments[-1]) if what in IN_BUNDLES else None
    except (ValueError, LookupError, Unreadable):
        return None


def to_base36(number: int) -> str:
    """`number`, not negative, in digits and small letters."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _BASE36[digit] + digits
    return digits or "0"


def from_base36(text: str) -> int:
    """The number that `to_base36` wrote. Raises `ValueError` for anything else."""
    if not re.fullmatch(r"[0-9a-z]{1,13}", text):
        raise ValueError("no number in base 36")
    return int(text, 36)


def label(answer: Answer) -> str:
    """What the button of `answer` says, in the current language."""
    return {
        Answer.DRAFT_IT: _("Draft it"),
        Answer.FIND_INTRODUCTION: _("Find an introduction"),
        Answer.PARK: _("Park"),
        Answer.LET_GO: _("Let it go"),
        Answer.SENT: _("I sent it"),
        Answer.SHORTER: _("Make it shorter"),
        Answer.SOMEONE_EASIER: _("Someone easier"),
        Answer.NOT_NOW: _("Not now"),
        Answer.INTRODUCED: _("Introduced"),
        Answer.INTRODUCTION_REFUSED: _("They said no"),
        Answer.GO_DIRECT: _("Go direct"),
        Answer.ADD_PERSON: _("Add a person"),
        Answer.SHOW_IT: _("Show it"),
        Answer.FOLLOWED_UP: _("Follow-up sent"),
        Answer.REPLIED: _("They replied"),
        Answer.NEVER_SENT: _("I never sent the first"),
        Answer.LATER: _("Later"),
        Answer.SOMEONE_ELSE: _("Someone else"),
        Answer.PLAN_IT: _("Plan it"),
        Answer.DECLINED: _("They declined"),
        Answer.QUESTIONS: _("Questions"),
        Answer.MOVED: _("Moved"),
        Answer.CANCELLED: _("Cancelled"),
        Answer.HAPPENED: _("It happened"),
        Answer.NO_SHOW: _("No-show"),
        Answer.THANKED: _("I sent it"),
        Answer.TOMORROW: _("Tomorrow"),
        Answer.SKIP: _("Skip it"),
        Answer.DONE: _("Done"),
        Answer.DROP: _("Drop"),
        Answer.LOGGED: _("Logged"),
        Answer.OFF: _("Off"),
        Answer.KEEP: _("Keep"),
        Answer.FORGET: _("Forget"),
    }[answer]


_PRIMARY = frozenset(
    {
        Answer.DRAFT_IT,
        Answer.SENT,
        Answer.INTRODUCED,
        Answer.ADD_PERSON,
        Answer.SHOW_IT,
        Answer.PLAN_IT,
        Answer.QUESTIONS,
        Answer.HAPPENED,
        Answer.DONE,
        Answer.LOGGED,
        Answer.KEEP,
    }
)
STYLES: dict[Answer, ButtonStyle] = {
    answer: ButtonStyle.primary if answer in _PRIMARY else ButtonStyle.secondary
    for answer in Answer
}
STYLES[Answer.FORGET] = ButtonStyle.danger


async def _press_unclaimed(interaction: discord.Interaction[Any]) -> None:
    """Catches a press that discord.py didn't bring here.

    It forgets the persistent buttons when a view that held some beside others ends
    (`ViewStore.remove_view`); they are made known again.
    """
    identifier = custom_id(interaction)
    is_ours = interaction.type is discord.InteractionType.component and identifier.startswith(
        PERSISTENT
    )
    if is_ours and not is_claimed(interaction):
        interaction.client.add_dynamic_items(PersistentButton)
        await press(interaction, identifier)


async def _dispatch(interaction: discord.Interaction[Any], identifier: str) -> None:
    action, *arguments = identifier.removeprefix(PERSISTENT).split(":")
    if action in _ANSWERS:
        try:
            pressed = read(identifier)
        except ValueError:
            raise Unreadable from None
        handler = handlers.get(pressed.answer)
        if handler is not None:
            await handler(interaction, pressed)
            return
    else:
        act = action_handlers.get(action)
        if act is not None:
            await act(interaction, reading(act)(tuple(arguments)))
            return
    raise Unreadable


def _register_or_mark(function: _Function, which: Iterable[Answer | str]) -> _Function:
    parameters = list(inspect.signature(function).parameters)
    if parameters[:1] == ["self"]:
        marked = (*getattr(function, "__persistent_buttons__", ()), *which)
        function.__persistent_buttons__ = marked  # type: ignore[attr-defined]
    else:
        for one in which:
            _register(one, function)
    return function


def _register(which: Answer | str, function: Callable[..., Awaitable[None]]) -> None:
    registry: dict[Any, Any] = handlers if isinstance(which, Answer) else action_handlers
    known = registry.get(which)
    if known is not None and _name_of(known) != _name_of(function):
        raise ValueError(f"{which!r} is answered by {_name_of(known)} already")
    registry[which] = function


def _name_of(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _keep_one_primary(row: Iterable[discord.ui.Item[Any]]) -> None:
    seen = False
    for item in row:
        button = item.item if isinstance(item, PersistentButton) else item
        if isinstance(button, discord.ui.Button) and button.style is ButtonStyle.primary:
            if seen:
                button.style = ButtonStyle.secondary
            seen = True


def _read_nudge(text: str) -> NudgeKey | None:
    if text == _NOTHING:
        return None
    kind, n, cycle = text.split(".")
    return NudgeKey(NudgeKind(kind), number(cycle), number(n))
