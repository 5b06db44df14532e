"""Showing a thank-you: the draft alone in its message, what there is to say before it."""

import discord

from bot.coaching.rules import RULES, Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage
from bot.i18n import _, fill
from bot.services.thanks import Format, ThankYou
from bot.ui import text
from bot.ui.buttons import ActionButton, AnswerButton, rows
from bot.ui.check_button import check_button
from bot.ui.talk import Interaction
from bot.ui.views import reply, send_draft

AS_CARD, WITHOUT_NOTE, ANEW = "thanks_card", "thanks_bare", "thanks_anew"
NOTE_FORM = "note"
TO_CHECK = frozenset({Format.EMAIL, Format.CARD})


async def show(
    interaction: Interaction,
    thanks: ThankYou,
    how: Format = Format.EMAIL,
    nudge: NudgeKey | None = None,
) -> None:
    """The thank-you, or the question for the one thing that it needs.

    `nudge` is the reminder whose button asked for it. At most three messages.
    """
    if thanks.draft is None:
        await _ask_for_one_thing(interaction, thanks, how)
        return
    if thanks.gift:
        await reply(interaction, gift_warning())
    view = rows(buttons(thanks, how, nudge)) if thanks.state.stage is Stage.MET else None
    await send_draft(interaction, thanks.draft.subject, thanks.draft.body, view=view)


async def _ask_for_one_thing(interaction: Interaction, thanks: ThankYou, how: Format) -> None:
    words = fill(
        _("Tell me one thing {name} said that helped you, and I put it into four lines."),
        name=text.escape(thanks.person.name),
    )
    view = rows(
        [
            ActionButton.make(
                NOTE_FORM,
                thanks.person.id,
                label=_("One thing they said"),
                style=discord.ButtonStyle.primary,
            ),
            ActionButton.make(WITHOUT_NOTE, thanks.person.id, how, label=_("Write it without")),
        ]
    )
    await reply(interaction, words, view=view)


def buttons(
    thanks: ThankYou, how: Format, nudge: NudgeKey | None = None
) -> list[AnswerButton | ActionButton]:
    """The answers to a thank-you that is due; "Tomorrow" moves the next reminder."""
    person, state = thanks.person, thanks.state
    kind = NudgeKind.THANK_YOU
    key = nudge or NudgeKey(kind, state.cycle(), RULES[kind].first)
    answers = (Answer.THANKED, Answer.TOMORROW, Answer.SKIP)
    made: list[AnswerButton | ActionButton] = [
        AnswerButton.make(answer, person.id, state, key) for answer in answers
    ]
    if how is Format.EMAIL:
        made.append(ActionButton.make(AS_CARD, person.id, label=_("As a card")))
    if thanks.draft is not None and how in TO_CHECK:
        made.append(check_button(person.id, thanks.draft.kind))
    if thanks.is_own:
        made.append(ActionButton.make(ANEW, person.id, how, label=_("Write it anew")))
    return made


def gift_warning() -> str:
    """Kind words on gifts."""
    return _(
        "A thought before you send it: you mention a gift. A simple thank-you is worth more; a "
        "gift can make people feel that they owe you something. A card is fine, and so is paying "
        "for the coffee."
    )
