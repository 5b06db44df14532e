"""Buttons that survive restarts and work months later."""

import inspect
from typing import Any

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.rules import RULES, Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage, State
from bot.ui import buttons
from bot.ui.buttons import (
    ActionButton,
    AnswerButton,
    PersistentButton,
    Pressed,
    actions,
    answers,
    custom_id_of,
    from_base36,
    label,
    pack_rows,
    read,
    rows,
    to_base36,
)
from bot.ui.views import OwnedView, reply
from tests.ui.test_views import behave
from tests.ui.tiny import ASKED, FOLLOW_UP, SAM, TinyBot, nudge_view

PERSON_IDS = st.from_regex(r"[0-9A-Za-z]{12}", fullmatch=True)
NUDGES = st.builds(NudgeKey, st.sampled_from(NudgeKind), st.integers(0, 999), st.integers(0, 9))
PRESSES = st.builds(
    Pressed,
    st.sampled_from(Answer),
    PERSON_IDS,
    st.sampled_from(Stage),
    st.integers(0, 999),
    st.none() | NUDGES,
    st.none() | st.integers(0, 2**63 - 1),
)


@given(PRESSES)
def test_a_custom_id_says_everything_and_fits(pressed: Pressed) -> None:
    identifier = custom_id_of(pressed)
    assert len(identifier) <= 100
    assert read(identifier) == pressed


@given(st.integers(0, 2**64 - 1))
def test_base_36(number: int) -> None:
    assert from_base36(to_base36(number)) == number


@given(st.text(max_size=110).map("r:".__add__) | st.text("r:sent.-1aZ_", max_size=110))
def test_any_custom_id_is_read_or_refused(identifier: str) -> None:
    try:
        pressed = read(identifier)
    except ValueError:
        return
    assert read(custom_id_of(pressed)) == pressed


def test_every_answer_of_every_nudge_has_a_button() -> None:
    for rule in RULES.values():
        made = [AnswerButton.make(one, SAM, ASKED, NudgeKey(rule.kind, 1, 1)) for one in Answer]
        assert all(1 <= len(one.label or "") <= 80 for one in made)
        view = rows([AnswerButton.make(one, SAM, ASKED) for one in rule.answers])
        assert len(view.children) == len(rule.answers)


def test_labels_follow_the_language(german: object) -> None:
    from bot.i18n import use_language

    assert label(Answer.REPLIED) == "They replied"
    with use_language("de"):
        assert AnswerButton.make(Answer.REPLIED, SAM, ASKED).label == "Sie haben geantwortet"
        assert label(Answer.NO_SHOW) == "Nicht {gekommen} {0} {name.__class__}"


def test_rows_hold_five_and_one_primary() -> None:
    view = rows([AnswerButton.make(Answer.SENT, SAM, ASKED) for _n in range(7)])
    assert [child.row for child in view.children] == [0] * 4 + [1] * 3
    styles = [child.style for child in view.children if isinstance(child, PersistentButton)]
    primary, secondary = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    assert styles == [primary, *[secondary] * 3, primary, *[secondary] * 2]
    assert view.is_persistent()
    assert pack_rows([1, 2, 3, 4, 5, 6]) == [[1, 2, 3], [4, 5, 6]]
    assert [len(row) for row in pack_rows([*range(23)])] == [5, 5, 4, 5, 4]
    assert pack_rows([]) == []
    one, two, three = [AnswerButton.make(Answer.SENT, SAM, ASKED) for _n in range(3)]
    assert [child.row for child in rows([one], [two, three], []).children] == [0, 1, 1]
    with pytest.raises(ValueError, match="5 rows"):
        rows(*[[one]] * 6)
    with pytest.raises(ValueError, match="25"):
        rows([AnswerButton.make(Answer.SENT, SAM, ASKED)] * 26)


@pytest.mark.parametrize(
    ("action", "arguments"),
    [("Sent", ()), ("sent", ()), ("a:b", ()), ("undo", ("a:b",)), ("undo", ("",)), ("x" * 99, ())],
)
def test_actions_that_no_custom_id_can_say(action: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        ActionButton.make(action, *arguments, label="x")


def test_an_action_button() -> None:
    button = ActionButton.make("open", SAM, None, 7, label="Open Sam" * 20)
    assert button.custom_id == f"r:open:{SAM}:-:7"
    assert len(button.label or "") == 80


def test_two_functions_for_one_answer_are_a_mistake(registries: None) -> None:
    @answers(Answer.SENT)
    async def one(_interaction: Any, _pressed: Pressed) -> None: ...

    with pytest.raises(ValueError, match="answered by"):

        @answers(Answer.SENT)
        async def two(_interaction: Any, _pressed: Pressed) -> None: ...

    assert buttons.handlers == {Answer.SENT: one}
    with pytest.raises(ValueError, match="lower case"):
        actions("sent")


async def show_nudge(interaction: discord.Interaction) -> None:
    await reply(interaction, "A nudge", view=nudge_view())


def seen_by(env: simcord.Env) -> list[Any]:
    bot: Any = env.bot
    seen: list[Any] = bot.buttons.pressed
    return seen


async def test_a_press_after_a_restart(env: simcord.Env) -> None:
    behave(env, show_nudge)
    bob = env.create_user("bob")
    await bob.slash("do")
    old = env.bot
    await env.restart_bot(TinyBot())
    await old.close()
    message = bob.dm_channel.history(viewer=bob)[-1]
    result = await bob.click(message, label="They replied")
    assert result.response.content == "They replied"
    assert seen_by(env) == [
        Pressed(Answer.REPLIED, SAM, Stage.ASKED, 2, FOLLOW_UP, 42),
    ]
    undone = await bob.click(message, label="Undo")
    assert undone.response.content == "Taken back"
    assert seen_by(env)[-1] == (SAM, "7")


async def test_a_handler_that_refuses_is_answered_kindly(env: simcord.Env) -> None:
    behave(env, show_nudge)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    result = await bob.click(shown.response, label="Let it go")
    assert result.response.content == r"There is nobody called \*Sam\*."


@pytest.mark.parametrize("text", ["I sent it", "Unheard of"])
async def test_a_button_without_a_handler_is_answered_kindly(env: simcord.Env, text: str) -> None:
    behave(env, show_nudge)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    result = await bob.click(shown.response, label=text)
    assert result.response.content.startswith("I no longer know what that button was for")


@pytest.mark.parametrize(
    "identifier", ["r:", "r:replied", "r:replied:x:y:z:-", "r:replied:::::::", "r:❤️", "r:\n"]
)
async def test_an_unreadable_custom_id_is_answered_kindly(
    env: simcord.Env, identifier: str
) -> None:
    async def show(interaction: discord.Interaction) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="Old", custom_id=identifier))
        await interaction.response.send_message("Old", view=view)
        view.stop()

    behave(env, show)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    result = await bob.click(shown.response, label="Old")
    assert result.response.content.startswith("I no longer know what that button was for")


async def test_a_view_that_ends_does_not_take_persistent_buttons_with_it(
    env: simcord.Env,
) -> None:
    """discord.py forgets them for every message when a view that mixes both sorts ends."""

    class Mixed(OwnedView):
        @discord.ui.button(label="Plain")
        async def plain(self, interaction: discord.Interaction, _button: Any) -> None:
            self.stop()
            await reply(interaction, "Stopped")

    async def show(interaction: discord.Interaction) -> None:
        view = Mixed(interaction.user.id)
        view.add_item(AnswerButton.make(Answer.REPLIED, SAM, ASKED))
        await reply(interaction, "Mixed", view=view)

    behave(env, show)
    bob = env.create_user("bob")
    shown = await bob.slash("do")
    await bob.click(shown.response, label="Plain")
    for _n in range(2):
        result = await bob.click(shown.response, label="They replied")
        assert result.response.content == "They replied"
    assert len(seen_by(env)) == 2


def test_the_signature_that_talk_uses() -> None:
    parameters = list(inspect.signature(AnswerButton.make).parameters)
    assert parameters == ["answer", "person_id", "state", "nudge", "delivery"]
    assert AnswerButton.make(Answer.SENT, SAM, State()).custom_id == f"r:sent:{SAM}:removed.0:-:-"
