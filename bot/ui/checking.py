"""Checks as members see them: a form with their text, then what is good and what to mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.coaching.channels import ROOM, Channel, channel_of
from bot.coaching.checks.findings import Finding, FindingId
from bot.coaching.flow import budget, to_drop, tree
from bot.coaching.names import first_name
from bot.coaching.rules import Answer
from bot.i18n import _, fill
from bot.services import checking, thanks
from bot.services.checking import KINDS, Checked, ToCheck, What
from bot.services.thanks import Format
from bot.ui import courage, gifts, requests, text
from bot.ui import thanks as thank_yous
from bot.ui.arguments import Unreadable
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.check_button import CHECK, check_button
from bot.ui.checking_words import THANKS, TO_A_FRIEND, good_sentences, words_for
from bot.ui.forms import Form, TextField
from bot.ui.talk import Interaction, caller_of, coach_of, coming
from bot.ui.typed import given_back
from bot.ui.views import defer, reply

AS_IT_IS, USE_QUESTIONS = "check_as_it_is", "check_use_questions"

MOST_CHARACTERS = 4000
"""What one field of a form holds."""

MOST_FIELDS = 2
MOST_THINGS = 3
"""Things to mend at once; more would be a list of faults."""

ENOUGH_ROUNDS = 2
"""After so many the coach says that it is good enough."""

LONGEST_QUOTE = 120
MOST_QUOTES = 3

LEAST_FLOW = 2
"""A single question has no flow."""

LONGEST_IN_TREE = 60
"""Characters of a question in the tree, which is to be seen at a glance."""

DEEPEST = 3
INDENT = "\u2003"
"""A space that Discord keeps, wide enough to be seen on a phone."""

ORDER = (
    FindingId.PLACEHOLDER,
    FindingId.JOB_ASK,
    FindingId.ASK_MISSING,
    FindingId.PRESSURE,
    FindingId.LINK_MISSING,
    FindingId.PURPOSE_MISSING,
    FindingId.BACKGROUND_MISSING,
    FindingId.TIME_MISSING,
    FindingId.JOB_SEEKING,
    FindingId.PERSONAL,
    FindingId.GIFT,
    FindingId.NO_SPECIFIC,
    FindingId.ATTACHMENT,
    FindingId.TOO_LONG,
    FindingId.ORDER,
    FindingId.CLOSED,
    FindingId.DOUBLE,
    FindingId.GOOGLEABLE,
    FindingId.DUPLICATE,
    FindingId.TOO_FEW,
    FindingId.TOO_MANY,
    FindingId.NO_NEXT_STEP,
    FindingId.GENERIC_GREETING,
    FindingId.NO_THANKS,
)
"""What matters most comes first; what must be mended before all the rest."""


async def open_form(
    interaction: Interaction, person: str | None, what: What, channel: Channel | None = None
) -> None:
    """The form with the draft at hand. `person` is an id, or what was given to a command."""
    coach, caller = coach_of(interaction), caller_of(interaction)
    found = await checking.to_check(coach, caller, person, what, channel)
    await interaction.response.send_modal(CheckForm(interaction.user.id, found))


@actions(CHECK)
async def open_again(interaction: Interaction, arguments: tuple[str, str, int]) -> None:
    """ "Check it" and "Fix these": the form with the draft of that kind."""
    person_id, kind, rounds = arguments
    what = checking.what_is(_known_kind(kind))
    coach, caller = coach_of(interaction), caller_of(interaction)
    found = await checking.to_check(coach, caller, person_id, what, kind=kind)
    await interaction.response.send_modal(CheckForm(interaction.user.id, found, rounds))


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise Unreadable
    return kind


class CheckForm(Form):
    """The text to check, in one field, or in two where it is longer than one holds."""

    def __init__(self, owner_id: int, found: ToCheck, rounds: int = 0) -> None:
        what = checking.what_is(found.kind)
        super().__init__(owner_id, _title(what))
        self.person_id, self.kind, self.rounds = found.person.id, found.kind, rounds
        parts = text.pieces(found.text, MOST_CHARACTERS)[:MOST_FIELDS] or [""]
        self.parts = [
            self._part(number, part, _label(found.kind)) for number, part in enumerate(parts)
        ]

    def _part(self, number: int, part: str, label: str) -> TextField:
        if number:
            return self.field(f"text{number}", _("The rest"), MOST_CHARACTERS, part, needed=False)
        return self.field("text", label, MOST_CHARACTERS, part)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        typed = "\n".join(
            text.within(part.value, MOST_CHARACTERS, _("Your text")) for part in self.parts
        ).strip()
        coach, caller = coach_of(interaction), caller_of(interaction)
        with given_back(typed):
            found = await checking.check(coach, caller, self.person_id, self.kind, typed)
        await show(interaction, found, self.rounds + 1)


def _title(what: What) -> str:
    return {
        What.REQUEST: _("Your message"),
        What.QUESTIONS: _("Your questions"),
        What.THANKS: _("Your thank-you"),
    }[what]


def _label(kind: str) -> str:
    if kind == checking.QUESTIONS:
        return _("One question a line")
    if kind == "thanks_card":
        return _("What you would write on the card")
    channel = channel_of(kind)
    return {
        Channel.INTRODUCTION: _("What you would write to your friend"),
        Channel.CALL: _("What you would say on the phone"),
        Channel.LINKEDIN200: _("Your note, 200 characters"),
        Channel.LINKEDIN300: _("Your note, 300 characters"),
    }.get(channel or Channel.EMAIL, _("What you would write to them"))


async def show(interaction: Interaction, found: Checked, rounds: int) -> None:
    """What is good, then at most three things to mend; `rounds` is how many it has been through."""
    if found.is_empty:
        again = check_button(found.standing.person.id, found.kind, label=_("Open it again"))
        said = _("I see no words yet. Write a line or two, and I'll read them with you.")
        await reply(
            interaction, f"{said}\n{coming(interaction, found.standing)}", view=rows([again])
        )
        return
    if any(one.first.id is FindingId.GIFT for one in _things(found, rounds)):
        gifts.said(interaction)
    encouraging = [courage.with_a_draft()] if found.encourages else []
    lines = "\n\n".join([*lines_of(found, rounds), *encouraging, _kept(found)])
    await reply(
        interaction,
        f"{lines}\n{coming(interaction, found.standing)}",
        view=rows(_buttons(found, rounds)),
    )


def lines_of(found: Checked, rounds: int) -> list[str]:
    """What is good, the verdict, and what to mend, a paragraph each."""
    things = _things(found, rounds)
    parts = [_good(found), _verdict(found, rounds), *_sections(things, found), _flow(found)]
    return [*filter(None, parts)]


def _good(found: Checked) -> str:
    made_safe = [replace(one, words=_quote(one.words)) for one in found.good]
    in_characters = found.known.channel in ROOM
    sentences = good_sentences(made_safe, in_characters=in_characters)
    if not sentences:
        sentences = [_("You have made a start, and a start is the hard part.")]
    return "\n".join([_("**What is good**"), *(f"- {one}" for one in sentences)])


def _verdict(found: Checked, rounds: int) -> str:
    """In a few words; what there is to say on the language and on enough rounds goes with it."""
    said = []
    if found.is_ready:
        said.append(
            _("**Ready to use.**") if found.what is What.QUESTIONS else _("**Ready to send.**")
        )
    if not found.is_english:
        said.append(
            _(
                "My checks read English for now, so I looked only at the length and at gaps "
                "left open; the rest is yours to judge."
            )
        )
    if rounds >= ENOUGH_ROUNDS and found.findings:
        said.append(_enough(found))
    return " ".join(said)


def _enough(found: Checked) -> str:
    if found.is_ready:
        return _("You have been over it twice: it is good enough. Good enough opens doors.")
    return _("You have been over it twice, and the rest is good enough. Only this is left:")


@dataclass(frozen=True, slots=True)
class _Thing:
    """Findings of one sort, which are one thing to mend."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]


def _things(found: Checked, rounds: int) -> list[_Thing]:
    """At most three; once it is good enough but for what must be mended, only that."""
    only_musts = rounds >= ENOUGH_ROUNDS and not found.is_ready
    findings = [one for one in found.findings if not _said_already(one, found.findings)]
    wanted = {one.id for one in findings if one.must_mend or not only_musts}
    ordered = sorted(wanted, key=ORDER.index)
    return [
        _Thing(tuple(one for one in found.findings if one.id is which))
        for which in ordered[:MOST_THINGS]
    ]


def _said_already(finding: Finding, findings: Sequence[Finding]) -> bool:
    """Whether a greeting is generic because of a gap in it, which is mended by filling the gap."""
    if finding.id is not FindingId.GENERIC_GREETING or finding.span is None:
        return False
    start, end = finding.span
    gaps = [one.span for one in findings if one.id is FindingId.PLACEHOLDER and one.span]
    return any(start <= gap[0] and gap[1] <= end for gap in gaps)


def _sections(things: Iterable[_Thing], found: Checked) -> list[str]:
    must = [_worded(one, found) for one in things if one.first.must_mend]
    could = [_worded(one, found) for one in things if not one.first.must_mend]
    sections = [(_("**Mend before it goes**"), must), (_("**Could mend, if you like**"), could)]
    return ["\n".join([head, *lines]) for head, lines in sections if lines]


def _worded(thing: _Thing, found: Checked) -> str:
    """One thing: what, with the words it is about, why, who says so, and how to mend it."""
    finding = thing.first
    words = words_for(finding, _where(found), **_names(found))
    quotes = _quotes(thing, found.text)
    how = words.how
    if finding.fix:
        mended = text.escape(text.cut(finding.fix, LONGEST_QUOTE * 2))
        how = fill(_("For example: “{words}”"), words=mended)
    said = f"{words.what} {_listed(quotes)}".rstrip()
    return f"- {said} {words.why} *({words.source})* → {how}"


def _where(found: Checked) -> str:
    if found.what is What.THANKS:
        return THANKS
    return TO_A_FRIEND if found.known.channel is Channel.INTRODUCTION else ""


def _names(found: Checked) -> dict[str, str]:
    names = {"reader": found.known.reader, "target": found.known.target}
    return {one: text.escape(first_name(name)) for one, name in names.items() if name}


def _quotes(thing: _Thing, whole: str) -> list[str]:
    """The member's own words; of a question list the whole question, with its number."""
    quoted = []
    for one in thing.findings:
        if one.span is None:
            continue
        start, end = one.span if one.index is None else _line_around(whole, *one.span)
        number = "" if one.index is None else f"{one.index + 1}. "
        words = _quote(whole[start:end])
        if words:
            quoted.append(f"{number}“{words}”")
    return list(dict.fromkeys(quoted))


def _line_around(whole: str, start: int, end: int) -> tuple[int, int]:
    after = whole.find("\n", end)
    return whole.rfind("\n", 0, start) + 1, len(whole) if after < 0 else after


def _listed(quotes: Sequence[str]) -> str:
    """A few of them, with a full stop where the last has no mark of its own."""
    if not quotes:
        return ""
    shown = ", ".join(quotes[:MOST_QUOTES])
    if len(quotes) > MOST_QUOTES:
        return shown + " …"
    return shown if shown[-2] in ".?!…" else shown + "."


def _quote(words: str) -> str:
    return text.escape(text.cut(" ".join(words.split()), LONGEST_QUOTE))


def _flow(found: Checked) -> str:
    """The list as a small tree, with what to drop first where it is too long for its talk."""
    if len(found.flow) < LEAST_FLOW:
        return ""
    items, minutes = found.flow, found.known.minutes
    dropped = to_drop(items, minutes)
    shares = budget(minutes)
    head = fill(
        _(
            "**How it flows** ({minutes} minutes: {opening} to open, {middle} to talk, "
            "{end} to close)"
        ),
        minutes=minutes,
        opening=shares.opening,
        middle=shares.discussion,
        end=shares.end,
    )
    lines = [head]
    for at, depth in tree(items):
        sign = INDENT * min(depth, DEEPEST) + "↳ " if depth else ""
        words = text.escape(text.cut(items[at].text, LONGEST_IN_TREE))
        mark = " ✂" if at in dropped else ""
        lines.append(f"{sign}**{at + 1}** {words}{mark}")
    if dropped:
        lines.append(_("✂ Drop these first: the talk has no room for all."))
    return "\n".join(lines)


def _kept(found: Checked) -> str:
    if found.what is What.QUESTIONS:
        return _("Your text is kept.")
    name = text.escape(found.standing.person.name)
    return fill(_("I keep it as your draft for {name}."), name=name)


def _buttons(found: Checked, rounds: int) -> list[discord.ui.Item[Any]]:
    person_id, primary = found.standing.person.id, discord.ButtonStyle.primary
    quiet = discord.ButtonStyle.secondary
    fix = check_button(
        person_id,
        found.kind,
        min(rounds, ENOUGH_ROUNDS),
        label=_("Fix these") if found.findings else _("Change it"),
        style=quiet if found.is_ready else primary,
    )
    as_it_is = ActionButton.make(
        USE_QUESTIONS if found.what is What.QUESTIONS else AS_IT_IS,
        person_id,
        *(() if found.what is What.QUESTIONS else (found.kind,)),
        label=_("Use them as they are") if found.what is What.QUESTIONS else _("Send it as it is"),
        style=primary if found.is_ready else quiet,
    )
    buttons: list[discord.ui.Item[Any]] = [as_it_is, fix] if found.is_ready else [fix, as_it_is]
    if found.encourages:
        buttons.append(requests.button_for(found.standing, Answer.SOMEONE_EASIER))
    return buttons


@actions(AS_IT_IS)
async def as_it_is(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """ "Send it as it is": the text to copy, and the buttons that say that it went out."""
    await defer(interaction)
    person_id, kind = arguments
    if checking.what_is(_known_kind(kind)) is What.REQUEST:
        await requests.draft(interaction, person_id, channel_of(kind), as_it_is=True)
        return
    how = Format.CARD if kind == "thanks_card" else Format.EMAIL
    coach, caller = coach_of(interaction), caller_of(interaction)
    found = await thanks.draft(coach, caller, person_id, how, as_it_is=True)
    await thank_yous.show(interaction, found, how)
