"""Showing a thank-you: the draft alone in its message, what there is to say before it."""

from collections.abc import Iterable, Sequence

import discord

from bot.coaching.checks.findings import Finding, FindingId
from bot.coaching.names import first_name
from bot.coaching.rules import RULES, Answer, NudgeKind
from bot.coaching.stages import NudgeKey, Stage
from bot.i18n import _, fill
from bot.services.thanks import CHECKED, Format, ThankYou
from bot.ui import gifts, text
from bot.ui.buttons import ActionButton, AnswerButton, rows
from bot.ui.check_button import check_button
from bot.ui.checking_words import THANKS, words_for
from bot.ui.talk import Interaction
from bot.ui.views import reply, send_draft

LONGEST_QUOTE = 120
"""Characters of the member's own words that are shown."""

AS_CARD, AS_EMAIL = "thanks_card", "thanks_email"
AS_IT_IS, ANEW, TOLD = "thanks_bare", "thanks_anew", "promise_told"
NOTE_FORM, NOTE_FOR = "note", "note_for"


async def show(
    interaction: Interaction,
    thanks: ThankYou,
    how: Format = Format.EMAIL,
    nudge: NudgeKey | None = None,
) -> None:
    """The thank-you, or what it needs from the member first.

    `nudge` is the reminder whose button asked for it. At most three messages.
    """
    if any(one.id is FindingId.GIFT for one in thanks.lacking):
        gifts.said(interaction)
    elif thanks.gift and how in CHECKED:
        await gifts.answer(interaction)
    if thanks.draft is None:
        await _ask_for_one_thing(interaction, thanks, how)
    elif thanks.lacking:
        await _ask_for_what_lacks(interaction, thanks, how, thanks.draft.body)
    else:
        made = buttons(thanks, how, nudge)
        view = rows(made) if made else None
        await send_draft(interaction, thanks.draft.subject, thanks.draft.body, view=view)


async def _ask_for_one_thing(interaction: Interaction, thanks: ThankYou, how: Format) -> None:
    words = fill(
        _("Tell me one thing {name} said that helped you, and I put it into four lines."),
        name=text.escape(thanks.person.name),
    )
    without = ActionButton.make(AS_IT_IS, thanks.person.id, how, label=_("Write it without"))
    await reply(interaction, words, view=rows([_note_button(thanks, how), without]))


def _note_button(thanks: ThankYou, how: Format) -> ActionButton:
    return ActionButton.make(
        NOTE_FOR,
        thanks.person.id,
        how,
        label=_("One thing they said"),
        style=discord.ButtonStyle.primary,
    )


async def _ask_for_what_lacks(
    interaction: Interaction, thanks: ThankYou, how: Format, body: str
) -> None:
    """What the check finds in what was composed, and where to mend it; never a dead end."""
    name = text.escape(thanks.person.name)
    lines = [fill(_("Your thank-you to {name} is nearly there."), name=name)]
    lines += [_lacking(one, thanks, body) for one in _first_of_each(thanks.lacking)]
    person_id, kind = thanks.person.id, thanks.draft.kind if thanks.draft else ""
    made = [
        _note_button(thanks, how),
        check_button(person_id, kind, label=_("Change the words")),
        ActionButton.make(AS_IT_IS, person_id, how, label=_("Show it as it is")),
    ]
    await reply(interaction, "\n".join(lines), view=rows(made))


def _first_of_each(findings: Sequence[Finding]) -> Iterable[Finding]:
    first: dict[FindingId, Finding] = {}
    for one in findings:
        first.setdefault(one.id, one)
    return first.values()


def _lacking(finding: Finding, thanks: ThankYou, body: str) -> str:
    if finding.id is FindingId.NO_SPECIFIC:
        said = _(
            "- Your note could be about any talk. What did {name} say, as you would retell it to "
            "a friend? One sentence is enough."
        )
        return fill(said, name=text.escape(thanks.person.name))
    reader = text.escape(first_name(thanks.person.name))
    words = words_for(finding, THANKS, reader=reader)
    quoted = ""
    if finding.span is not None:
        start, end = finding.span
        quoted = text.escape(text.cut(" ".join(body[start:end].split()), LONGEST_QUOTE))
        quoted = f" “{quoted}”."
    return f"- {words.what}{quoted} {words.how}"


def buttons(
    thanks: ThankYou, how: Format, nudge: NudgeKey | None = None
) -> list[AnswerButton | ActionButton]:
    """What can be done with a text: tell that it went, put it off, have it otherwise."""
    person = thanks.person
    if thanks.promise is not None:
        told = ActionButton.make(
            TOLD,
            person.id,
            thanks.promise,
            label=_("I told them"),
            style=discord.ButtonStyle.primary,
        )
        return [told]
    return _answers(thanks, nudge) + _forms(thanks, how) if thanks.state.stage is Stage.MET else []


def _answers(thanks: ThankYou, nudge: NudgeKey | None) -> list[AnswerButton | ActionButton]:
    """The answers to a thank-you that is due; "Tomorrow" moves the next reminder."""
    state, kind = thanks.state, NudgeKind.THANK_YOU
    key = nudge or NudgeKey(kind, state.cycle(), RULES[kind].first)
    answers = (Answer.THANKED, Answer.TOMORROW, Answer.SKIP)
    return [AnswerButton.make(answer, thanks.person.id, state, key) for answer in answers]


def _forms(thanks: ThankYou, how: Format) -> list[AnswerButton | ActionButton]:
    person_id = thanks.person.id
    made: list[AnswerButton | ActionButton] = []
    if how is Format.EMAIL:
        made.append(ActionButton.make(AS_CARD, person_id, label=_("As a card")))
    if how is Format.CARD:
        made.append(ActionButton.make(AS_EMAIL, person_id, label=_("As an e-mail")))
    if thanks.draft is not None and how in CHECKED:
        made.append(check_button(person_id, thanks.draft.kind))
    if thanks.is_own:
        made.append(ActionButton.make(ANEW, person_id, how, label=_("Write it anew")))
    return made
