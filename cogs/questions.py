"""/questions: the list for one talk, each question growing from one before it."""

from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.coaching.checks.findings import LEAST_MINUTES, MOST_MINUTES
from bot.coaching.questions import Aim, most_for
from bot.coaching.rules import Answer
from bot.i18n import _, fill, n_
from bot.mentions import mention
from bot.services import questions
from bot.services.checking import QUESTIONS, What, use_questions
from bot.services.questions import QUESTION_LIMIT, QuestionList
from bot.ui import advice, checking, text
from bot.ui.buttons import ActionButton, Pressed, actions, answers, listen, rows
from bot.ui.check_button import check_button
from bot.ui.checking import USE_QUESTIONS
from bot.ui.people import FIELDS
from bot.ui.talk import (
    Interaction,
    caller_of,
    chosen,
    coach_of,
    coming,
    expected_by,
    people_choices,
)
from bot.ui.typed import given_back
from bot.ui.views import defer, reply

AFRESH = "questions_afresh"
AIMS = [
    Choice(name=locale_str("What the work is like"), value=Aim.THE_WORK.value),
    Choice(name=locale_str("How to get in"), value=Aim.WAY_IN.value),
    Choice(name=locale_str("Changing what I do"), value=Aim.CHANGE.value),
    Choice(name=locale_str("Being new here"), value=Aim.NEW_HERE.value),
    Choice(name=locale_str("Coming back after a break"), value=Aim.RETURN.value),
]
PHASES = [
    Choice(name=locale_str("Opening: their path"), value="opening"),
    Choice(name=locale_str("Trends: what is changing"), value="trends"),
    Choice(name=locale_str("Insights: how they see their work"), value="insights"),
    Choice(name=locale_str("Advice: what they would do"), value="advice"),
    Choice(name=locale_str("Resources: what to read or try"), value="resources"),
    Choice(name=locale_str("Next steps: who else to talk to"), value="next_steps"),
]
Minutes = app_commands.Range[int, LEAST_MINUTES, MOST_MINUTES]
Number = app_commands.Range[int, 1, questions.MOST_KEPT]


class Questions(commands.Cog):
    """The list of questions."""

    questions = app_commands.Group(
        name=locale_str("questions"), description=locale_str("The questions for your talk")
    )

    async def cog_load(self) -> None:
        listen(self)

    @questions.command(
        name=locale_str("build"), description=locale_str("Suggest a list with a good flow")
    )
    @app_commands.describe(
        person=locale_str("Who you will talk to"),
        goal=locale_str("What you want from the talk"),
        phase=locale_str("Only more of one part of the talk"),
        minutes=locale_str("How long; 20 is usual"),
        field=locale_str("Whether they work in your field"),
    )
    @app_commands.choices(goal=AIMS, phase=PHASES, field=FIELDS)
    @app_commands.autocomplete(person=people_choices)
    async def build(
        self,
        interaction: Interaction,
        person: str | None = None,
        goal: str | None = None,
        phase: str | None = None,
        minutes: Minutes | None = None,
        field: str | None = None,
    ) -> None:
        """Fill the list up from the library."""
        await defer(interaction)
        person_id = await chosen(interaction, person)
        aim = Aim(goal) if goal else None
        coach, caller = coach_of(interaction), caller_of(interaction)
        found = await questions.build(
            coach, caller, person_id, aim, phase, minutes=minutes, field=field
        )
        await _tell_built(interaction, found)

    @questions.command(name=locale_str("add"), description=locale_str("Add a question of your own"))
    @app_commands.describe(
        question=locale_str("What you would like to ask"),
        person=locale_str("Who you will talk to"),
        after=locale_str("The number of the question it grows from"),
        phase=locale_str("The part of the talk it belongs to"),
    )
    @app_commands.choices(phase=PHASES)
    @app_commands.autocomplete(person=people_choices)
    async def add(
        self,
        interaction: Interaction,
        question: str,
        person: str | None = None,
        after: Number | None = None,
        phase: str | None = None,
    ) -> None:
        """Add one; questions of the member's own count like the others."""
        await defer(interaction)
        with given_back(question):
            words = " ".join(text.within(question, QUESTION_LIMIT, _("Question")).split())
            found = await questions.add(
                coach_of(interaction),
                caller_of(interaction),
                await chosen(interaction, person),
                words,
                phase=phase,
                after=after,
            )
        said = _("Added.")
        if words.count("?") > 1:
            said += " " + _(
                "That is two questions in one; people tend to answer only the last. "
                "Asked one by one, you hear both."
            )
        await _show(interaction, found, said)

    @questions.command(name=locale_str("show"), description=locale_str("Show the list"))
    @app_commands.describe(person=locale_str("Who you will talk to"))
    @app_commands.autocomplete(person=people_choices)
    async def show(self, interaction: Interaction, person: str | None = None) -> None:
        """The list as it stands."""
        await defer(interaction)
        person_id = await chosen(interaction, person)
        found = await questions.show(coach_of(interaction), caller_of(interaction), person_id)
        await _show(interaction, found)

    @questions.command(
        name=locale_str("check"),
        description=locale_str("Read your list with me before the talk"),
    )
    @app_commands.describe(person=locale_str("Who you will talk to"))
    @app_commands.autocomplete(person=people_choices)
    async def check(self, interaction: Interaction, person: str | None = None) -> None:
        """The list in a form, one question a line."""
        await checking.open_form(interaction, person, What.QUESTIONS)

    @questions.command(name=locale_str("move"), description=locale_str("Change the order"))
    @app_commands.describe(
        number=locale_str("The question's number"),
        to=locale_str("The number it should have"),
        person=locale_str("Who you will talk to"),
    )
    @app_commands.autocomplete(person=people_choices)
    async def move(
        self, interaction: Interaction, number: Number, to: Number, person: str | None = None
    ) -> None:
        """Put a question in another place."""
        await defer(interaction)
        person_id = await chosen(interaction, person)
        found = await questions.move(
            coach_of(interaction), caller_of(interaction), person_id, number, to
        )
        await _show(interaction, found, _("Moved."))

    @questions.command(name=locale_str("remove"), description=locale_str("Take one out"))
    @app_commands.describe(
        number=locale_str("The question's number"), person=locale_str("Who you will talk to")
    )
    @app_commands.autocomplete(person=people_choices)
    async def remove(
        self, interaction: Interaction, number: Number, person: str | None = None
    ) -> None:
        """Take a question out."""
        await defer(interaction)
        person_id = await chosen(interaction, person)
        found = await questions.remove(
            coach_of(interaction), caller_of(interaction), person_id, number
        )
        await _show(interaction, found, _("Taken out."))

    @answers(Answer.QUESTIONS)
    async def questions_button(self, interaction: Interaction, pressed: Pressed) -> None:
        """Show the list; where there is none, suggest one."""
        await defer(interaction)
        found = await questions.show_or_build(
            coach_of(interaction), caller_of(interaction), pressed.person_id, expected_by(pressed)
        )
        if found.added:
            await _tell_built(interaction, found)
        else:
            await _show(interaction, found)

    @actions(USE_QUESTIONS)
    async def use(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """ "Use them as they are", under a check."""
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        used = await use_questions(coach, caller, arguments[0])
        said = [_("That is your list now.")]
        if used.left:
            said.append(fill(_("It holds {most}; these did not fit in:"), most=questions.MOST_KEPT))
            said += [f"- {text.escape(one)}" for one in used.left]
        await _show(interaction, used.list, "\n".join(said))

    @actions(AFRESH)
    async def afresh(self, interaction: Interaction, arguments: tuple[str]) -> None:
        """ "Start afresh"."""
        await defer(interaction)
        found = await questions.build(
            coach_of(interaction), caller_of(interaction), arguments[0], afresh=True
        )
        await _show(interaction, found, _("A new list:"))


async def _tell_built(interaction: Interaction, found: QuestionList) -> None:
    """What was suggested; what stood in the list before is still there."""
    before = len(found.items) - found.added
    if found.added:
        said = n_("I added {count} question.", "I added {count} questions.", found.added)
        said += " " + fill(_("The list fits {minutes} minutes."), minutes=found.minutes)
    else:
        full = _("Your list is full enough for {minutes} minutes; {most} is plenty.")
        said = fill(full, minutes=found.minutes, most=most_for(found.minutes))
    await _show(interaction, found, said, afresh=before > 0)


async def _show(
    interaction: Interaction, found: QuestionList, said: str = "", *, afresh: bool = False
) -> None:
    name = text.escape(found.person.name)
    if not found.items:
        none = _("No questions for {name} yet: {command} suggests some.")
        words = fill(none, name=name, command=mention("questions build"))
        next_date = coming(interaction, found.standing)
        await reply(interaction, "\n".join(filter(None, [said, words, next_date])))
        return
    head = fill(_("**Questions for {name}**"), name=name)
    hint = fill(
        _("{add}, {move} and {remove} change it; {card} takes it along."),
        add=mention("questions add"),
        move=mention("questions move"),
        remove=mention("questions remove"),
        card=mention("meet card"),
    )
    advised = advice.in_words(found.advice) if found.advice else ""
    next_date = coming(interaction, found.standing)
    lines = filter(None, [said, head, *_numbered(found), hint, advised, next_date])
    buttons = [check_button(found.person.id, QUESTIONS)]
    if found.advice is not None:
        buttons.append(advice.button(found.advice))
    if afresh:
        buttons.append(ActionButton.make(AFRESH, found.person.id, label=_("Start afresh")))
    await reply(interaction, "\n".join(lines), view=rows(buttons))


def _numbered(found: QuestionList) -> list[str]:
    """A line each; what grows from the lines just above is marked so, else its root is named."""
    lines: list[str] = []
    family: set[str | None] = set()
    for number, one in enumerate(found.items, 1):
        root = found.number_of(one.grows_from)
        follows = root is not None and one.grows_from in family
        far = fill(_("(grows from {number})"), number=root) if root and not follows else ""
        sign = "↳ " if follows else ""
        lines.append(f"{number}. {sign}{text.escape(one.text)} {far}".rstrip())
        family = {*(family if follows else ()), one.id}
    return lines


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Questions())
