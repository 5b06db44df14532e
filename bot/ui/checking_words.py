"""What the coach says about a text: what is good, what to mend, why, who says so, and how.

All of it in one place, so that it can be read aloud: short, kind, and in plain words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coaching.checks.findings import Finding, FindingId
from bot.feedback import N_
from bot.i18n import _, fill, n_

if TYPE_CHECKING:
    from bot.coaching.checks.strengths import Good

Values = Mapping[str, str | int]

TO_A_FRIEND, THANKS = "friend", "thanks"
"""Where a finding means something a little different: an introduction request, a thank-you."""

_F = FindingId


@dataclass(frozen=True, slots=True)
class Words:
    """About one finding. `what` ends with a colon where the member's own words follow."""

    what: str
    why: str
    source: str
    how: str

    @property
    def reason(self) -> str:
        """What and why, where no words of the member stand between."""
        return f"{self.what[:-1]}. {self.why}"


def words_for(finding: Finding, where: str = "", **values: str | int) -> Words:
    """In the member's language. `values` are the names that the sentences use, made safe.

    `reader` is who gets the text, `target` the person that an introduction leads to.
    """
    one = _WORDS.get((finding.id, where)) or _WORDS[finding.id, ""]
    known = {"reader": _("them"), "target": _("them"), **_counts(finding.values), **values}
    how = _(one.how)
    if finding.id is _F.GENERIC_GREETING and not values.get("reader"):
        how = _("Begin with their name.")
    parts = (_what(finding) or _(one.what), _(one.why), _(one.source), how)
    return Words(*(fill(part, **known) for part in parts))


def _counts(values: Values) -> dict[str, str | int]:
    """The numbers of a finding by the names that the sentences use."""
    numbers = {name: one for name, one in values.items() if isinstance(one, int)}
    return {**numbers, **{_COUNTS[name]: one for name, one in numbers.items() if name in _COUNTS}}


_COUNTS = {"words": "count", "questions": "count", "most": "limit", "least": "limit"}
"""What some rules call their numbers → what the sentences call them."""


def _what(finding: Finding) -> str:
    """Where it depends on a number or a unit what is to be said."""
    if finding.id is _F.TOO_LONG and finding.values.get("unit") == "characters":
        return _("It has {count} characters, and {limit} fit.")
    if finding.id is _F.GENERIC_GREETING and finding.span is not None:
        return _("This greeting could be anybody's:")
    if finding.id is _F.TOO_FEW:
        count = int(finding.values.get("questions", 0))
        return n_("That is {count} question so far.", "That is {count} questions so far.", count)
    return ""


_METHOD = N_("the method")
_PUT_OFF = N_("SFU career services; jobjenny.com")

_WORDS: dict[tuple[FindingId, str], Words] = {
    (_F.JOB_ASK, ""): Words(
        N_("These words ask for a job, or for help in getting one:"),
        N_("A request for a job in disguise puts people off; a question about their work doesn't."),
        _PUT_OFF,
        N_("Leave them out, or ask how they found their own way in."),
    ),
    (_F.JOB_ASK, THANKS): Words(
        N_("These words ask for a job, or for help in getting one:"),
        N_("Thanks with a request inside reads like a request."),
        N_("Yale and Princeton career pages"),
        N_("Leave them out; today it is only thanks."),
    ),
    (_F.PLACEHOLDER, ""): Words(
        N_("Here a gap is still open:"),
        N_("It looks as if the same text went to many people."),
        N_("the method: written to one person"),
        N_("Fill it in, or take the sentence out."),
    ),
    (_F.ASK_MISSING, ""): Words(
        N_("It doesn't ask for a talk yet."),
        N_("With a clear question, they know what to answer."),
        N_("Berkeley, Pomona and SFU career pages"),
        N_("For example: “Would you have 20 minutes for a call next week?”"),
    ),
    (_F.ASK_MISSING, TO_A_FRIEND): Words(
        N_("It doesn't ask for the introduction yet."),
        N_("Your friend should see at once what you would like them to do."),
        N_("A. Wilson, 2009"),
        N_("For example: “Would you introduce me to {target}, if they are happy with that?”"),
    ),
    (_F.PRESSURE, ""): Words(
        N_("These words may feel like pressure:"),
        N_("People say yes more gladly where a no would be fine, too."),
        N_("the method: be patient"),
        N_("Leave them a way out, such as “No problem at all if it doesn't suit you.”"),
    ),
    (_F.LINK_MISSING, ""): Words(
        N_("Nothing in it is specific to {reader} yet."),
        N_("A line that fits nobody else shows that you chose them."),
        N_("Dalton, The 2-Hour Job Search: the connection first"),
        N_("Name one thing: a talk, a project, a school you share, a step they took."),
    ),
    (_F.LINK_MISSING, TO_A_FRIEND): Words(
        N_("It doesn't say yet why {target}."),
        N_("Your friend will be asked just that."),
        N_("A. Wilson, 2009: a text that can be passed on"),
        N_("Name one thing about {target}: a talk, a project, a step they took."),
    ),
    (_F.PURPOSE_MISSING, ""): Words(
        N_("It doesn't say yet what you hope to learn."),
        N_("People can help better once they know what with."),
        N_("Dalton: a real question"),
        N_("One line will do: “I would love to learn how …”"),
    ),
    (_F.BACKGROUND_MISSING, ""): Words(
        N_("It doesn't say yet who you are."),
        N_("Knowing where you come from, they can say what is of use to you."),
        N_("the method: spell everything out"),
        N_("Two sentences are plenty: what you do, and what you would like to do."),
    ),
    (_F.TIME_MISSING, ""): Words(
        N_("It doesn't say yet how long the talk would be, or when."),
        N_("It is easier to say yes to something small and clear."),
        N_("Berkeley, Pomona and SFU career pages"),
        N_("“20 minutes” or “next week” is enough."),
    ),
    (_F.ATTACHMENT, ""): Words(
        N_("You say that a CV or a portfolio comes with it:"),
        N_("It makes a talk look like an application."),
        N_("the method: two sentences, nothing attached"),
        N_("Leave it out; two sentences about you do its work. A link is fine."),
    ),
    (_F.TOO_LONG, ""): Words(
        N_("It has {count} words; over {limit} is long."),
        N_("A short one is read to its end."),
        N_("SFU career services: under 100 words"),
        N_("Keep who you are, why them, and what you ask; the rest can wait for the talk."),
    ),
    (_F.TOO_LONG, THANKS): Words(
        N_("It has {count} words; over {limit} is long."),
        N_("A few lines are read at once, and remembered."),
        N_("Yale and Princeton career pages"),
        N_("One point from the talk and what you do next: that is all it needs."),
    ),
    (_F.GENERIC_GREETING, ""): Words(
        N_("It doesn't greet anybody by name."),
        N_("A name shows that it was written for them."),
        N_("the method: written to one person"),
        N_("For example: “Dear {reader},”"),
    ),
    (_F.NO_THANKS, ""): Words(
        N_("There is no thank-you in it yet."),
        N_("You ask for their time; a word of thanks shows that you know."),
        N_("jobjenny.com"),
        N_("“Thank you for thinking about it” is enough."),
    ),
    (_F.JOB_SEEKING, ""): Words(
        N_("Here you ask about a job for yourself:"),
        N_("The talk is for learning; a request for a job in disguise puts people off."),
        _PUT_OFF,
        N_("Ask how people find their way in, or what a team looks for."),
    ),
    (_F.PERSONAL, ""): Words(
        N_("Here it may get too personal:"),
        N_("Their age, family and pay are theirs to bring up."),
        N_("the method: a talk, not an interrogation"),
        N_("Ask about people in the field, or leave it out."),
    ),
    (_F.ORDER, ""): Words(
        N_("This one comes early:"),
        N_("Advice is better once they have told you about their work."),
        N_("Dalton: trends and insights, then advice"),
        N_("Begin broadly, for example: “What does a typical week look like?”"),
    ),
    (_F.CLOSED, ""): Words(
        N_("Here a yes or a no would do as an answer:"),
        N_("An open question brings you a story."),
        N_("guides to interviewing: open, probe, sum up"),
        N_("Begin with “how” or “what”."),
    ),
    (_F.DOUBLE, ""): Words(
        N_("Here a second question hides in the first:"),
        N_("People tend to answer only the last."),
        N_("guides to interviewing"),
        N_("Ask one; keep the other for when they have answered."),
    ),
    (_F.GOOGLEABLE, ""): Words(
        N_("Here their website has the answer:"),
        N_("Their time is for what only they can tell you."),
        N_("jobjenny.com: come prepared"),
        N_("Look it up first, then ask what they make of it."),
    ),
    (_F.DUPLICATE, ""): Words(
        N_("Here you ask again what you ask further up:"),
        N_("Asked once, it leaves time for another one."),
        N_("guides to interviewing: 5 to 10 that matter"),
        N_("Keep the one that you like better."),
    ),
    (_F.TOO_FEW, ""): Words(
        N_("That is {count} so far."),
        N_("Five to ten carry a talk."),
        N_("guides to interviewing"),
        N_("/questions build suggests some more."),
    ),
    (_F.TOO_MANY, ""): Words(
        N_("{count} questions are many for {minutes} minutes."),
        N_("Each takes two minutes or so, answer included."),
        N_("The 20-Minute Networking Meeting"),
        N_("Choose your best {limit}; the others are for another day."),
    ),
    (_F.NO_SPECIFIC, ""): Words(
        N_("It doesn't say yet what in the talk helped you."),
        N_("One point shows that you listened."),
        N_("Yale and Princeton career pages"),
        N_("For example: “What you said about … stays with me.”"),
    ),
    (_F.GIFT, ""): Words(
        N_("You mention a gift:"),
        N_("A gift can make people feel that they owe you something."),
        _METHOD,
        N_("A simple thank-you is worth more. A card is fine, and so is paying for the coffee."),
    ),
    (_F.NO_NEXT_STEP, ""): Words(
        N_("It doesn't say yet what you will do now."),
        N_("People like to hear that their time led somewhere."),
        N_("Yale and Hampshire career pages"),
        N_("Something small is enough: “I'll go to the next meetup.”"),
    ),
}


MOST_GOOD = 5
"""Good things said at once; with more, none would be heard."""

_TOGETHER = {
    frozenset({"background", "purpose"}): N_("It says who you are and what you hope to learn."),
    frozenset({"thanks", "name"}): N_("It thanks them, and greets them by name."),
    frozenset({"specific", "next-step"}): N_(
        "It names what helped you in the talk, and what you do next."
    ),
}
"""What is said in one sentence where both are there."""

_ALONE = {
    "purpose": N_("It says what you hope to learn."),
    "background": N_("It says who you are."),
    "link": N_("It says what led you to them and nobody else."),
    "ask": N_("It asks for something clear."),
    "time": N_("It says how long the talk would be, or when."),
    "thanks": N_("It thanks them."),
    "name": N_("It greets them by name."),
    "begins-broadly": N_("It begins broadly."),
    "specific": N_("It names what helped you in the talk."),
    "next-step": N_("It says what you do next."),
}
_WITH_WORDS = {
    "ask": N_("It asks clearly: “{words}”"),
    "begins-broadly": N_("It begins broadly and gives them room: “{words}”"),
}


def good_sentences(good: Sequence["Good"], *, in_characters: bool = False) -> list[str]:
    """What is good, in a few sentences; the words in it are made safe already."""
    there = {str(one.strength) for one in good}
    said: set[str] = set()
    sentences = []
    for one in good:
        name = str(one.strength)
        if name in said:
            continue
        pair = next((both for both in _TOGETHER if name in both and both <= there), None)
        said |= pair or {name}
        sentences.append(_(_TOGETHER[pair]) if pair else _good(one, in_characters=in_characters))
    return sentences[:MOST_GOOD]


def _good(one: "Good", *, in_characters: bool) -> str:
    name, count = str(one.strength), one.count
    if name == "short" and in_characters:
        return n_("It fits: {count} character.", "It fits: {count} characters.", count)
    if name == "short":
        return n_("It is short: {count} word.", "It is short: {count} words.", count)
    if name == "open":
        return n_("{count} question invites a story.", "{count} questions invite a story.", count)
    if name == "right-number":
        return n_(
            "{count} question: right for the time.", "{count} questions: right for the time.", count
        )
    said = _WITH_WORDS.get(name) if one.words else None
    return fill(_(said or _ALONE[name]), words=one.words)
