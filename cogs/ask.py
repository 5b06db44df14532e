"""Asking for a talk: the draft, what was sent, the one follow-up."""

from dataclasses import replace

from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.coaching.channels import Channel
from bot.coaching.rules import Answer
from bot.coaching.stages import Stage
from bot.i18n import _, fill
from bot.services import asking
from bot.services.asking import FollowUp, Sent
from bot.services.checking import What
from bot.ui import checking, dms, requests, text, when, zone
from bot.ui.buttons import ActionButton, Pressed, actions, answers, listen, rows
from bot.ui.dates import day_in_words
from bot.ui.showing import shows
from bot.ui.talk import (
    Interaction,
    answer_button,
    caller_of,
    chosen,
    coach_of,
    coming,
    expected_by,
    people_choices,
    tell,
)
from bot.ui.views import defer, reply, send_draft

FOLLOW_UP_ANYWAY = "follow_up_anyway"
CHANNELS = [
    app_commands.Choice(
        name=locale_str("A friend's introduction"), value=Channel.INTRODUCTION.value
    ),
    app_commands.Choice(name=locale_str("E-mail"), value=Channel.EMAIL.value),
    app_commands.Choice(
        name=locale_str("LinkedIn note, 200 characters"), value=Channel.LINKEDIN200.value
    ),
    app_commands.Choice(
        name=locale_str("LinkedIn Premium, 300 characters"), value=Channel.LINKEDIN300.value
    ),
    app_commands.Choice(name=locale_str("Phone call"), value=Channel.CALL.value),
]


class Ask(
    commands.GroupCog,
    group_name=locale_str("ask"),
    group_description=locale_str("Ask somebody for a talk"),
):
    """From an idea to a request, and to the one follow-up."""

    async def cog_load(self) -> None:
        listen(self)
        shows(Stage.ASKED, self.show_follow_up)

    @app_commands.command(
        name=locale_str("draft"), description=locale_str("The words to ask with, ready to copy")
    )
    @app_commands.describe(
        person=locale_str("Whom to ask"), channel=locale_str("How your request travels")
    )
    @app_commands.choices(channel=CHANNELS)
    @app_commands.autocomplete(person=people_choices)
    async def draft(
        self, interaction: Interaction, person: str | None = None, channel: str | None = None
    ) -> None:
        await defer(interaction)
        person_id = await chosen(interaction, person)
        await requests.draft(interaction, person_id, Channel(channel) if channel else None)

    @app_commands.command(
        name=locale_str("check"),
        description=locale_str("Read your message with me before it goes"),
    )
    @app_commands.describe(
        person=locale_str("Whom to ask"), channel=locale_str("How your request travels")
    )
    @app_commands.choices(channel=CHANNELS)
    @app_commands.autocomplete(person=people_choices)
    async def check(
        self, interaction: Interaction, person: str | None = None, channel: str | None = None
    ) -> None:
        by = Channel(channel) if channel else None
        await checking.open_form(interaction, person, What.REQUEST, by)

    @app_commands.command(
        name=locale_str("sent"), description=locale_str("Your request is out: I remember the dates")
    )
    @app_commands.describe(
        person=locale_str("Whom you asked"),
        channel=locale_str("How your request travelled"),
        at=locale_str("When it went out, for example “yesterday”; now if left empty"),
    )
    @app_commands.rename(at=locale_str("when"))
    @app_commands.choices(channel=CHANNELS)
    @app_commands.autocomplete(person=people_choices)
    async def sent(
        self,
        interaction: Interaction,
        person: str | None = None,
        channel: str | None = None,
        at: str | None = None,
    ) -> None:
        await defer(interaction)
        person_id = await chosen(interaction, person)
        coach, caller = coach_of(interaction), caller_of(interaction)
        by = Channel(channel) if channel else None
        sent = await asking.sent(coach, caller, person_id, by, when.past(interaction, at))
        await _tell_sent(interaction, sent)

    @app_commands.command(
        name=locale_str("followup"),
        description=locale_str("The one follow-up, when no answer came"),
    )
    @app_commands.describe(person=locale_str("Who has not answered yet"))
    @app_commands.autocomplete(person=people_choices)
    async def followup(self, interaction: Interaction, person: str | None = None) -> None:
        await defer(interaction)
        person_id = await chosen(interaction, person)
        coach, caller = coach_of(interaction), caller_of(interaction)
        await _tell_follow_up(interaction, await asking.follow_up(coach, caller, person_id))

    @actions(FOLLOW_UP_ANYWAY)
    async def follow_up_anyway(self, interaction: Interaction, arguments: tuple[str]) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        followed = await asking.follow_up(coach, caller, arguments[0], insist=True)
        await _tell_follow_up(interaction, followed)

    async def show_follow_up(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        followed = await asking.follow_up(
            coach, caller, pressed.person_id, insist=True, expected=expected_by(pressed)
        )
        await _tell_follow_up(interaction, followed)

    @answers(Answer.DRAFT_IT)
    async def draft_it(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        await requests.draft(interaction, pressed.person_id, expected=expected_by(pressed))

    @answers(Answer.FIND_INTRODUCTION)
    async def find_introduction(self, interaction: Interaction, pressed: Pressed) -> None:
        await requests.ask_for_introducer(interaction, pressed.person_id, expected_by(pressed))

    @answers(Answer.SENT)
    async def sent_it(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        sent = await asking.sent(coach, caller, pressed.person_id, expected=expected_by(pressed))
        await _tell_sent(interaction, sent)

    @answers(Answer.SHORTER)
    async def shorter(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        drafted = await asking.shorten(coach, caller, pressed.person_id, expected_by(pressed))
        await requests.show(interaction, drafted)

    @answers(Answer.INTRODUCED)
    async def introduced(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        drafted = await asking.introduced(coach, caller, pressed.person_id, expected_by(pressed))
        await requests.show(interaction, drafted, _("How good! Now it is your turn to write."))

    @answers(Answer.INTRODUCTION_REFUSED)
    async def introduction_refused(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        outcome = await asking.introduction_refused(
            coach, caller, pressed.person_id, expected_by(pressed)
        )
        said = _(
            "Noted. A friend's no says little about {name}: writing to them directly is fine, "
            "and many answer."
        )
        direct = answer_button(outcome.standing, Answer.GO_DIRECT)
        name = text.escape(outcome.standing.person.name)
        await tell(interaction, outcome, fill(said, name=name), buttons=[direct])

    @answers(Answer.GO_DIRECT)
    async def go_direct(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        drafted = await asking.go_direct(coach, caller, pressed.person_id, expected_by(pressed))
        await requests.show(interaction, drafted)

    @answers(Answer.FOLLOWED_UP)
    async def followed_up(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        outcome = await asking.followed_up(
            coach, caller, pressed.person_id, expected=expected_by(pressed)
        )
        said = _("Noted: your follow-up to {name} is out. That was the last message they need.")
        name = text.escape(outcome.standing.person.name)
        await tell(interaction, outcome, fill(said, name=name))

    @answers(Answer.NEVER_SENT)
    async def never_sent(self, interaction: Interaction, pressed: Pressed) -> None:
        await defer(interaction)
        coach, caller = coach_of(interaction), caller_of(interaction)
        outcome = await asking.never_sent(coach, caller, pressed.person_id, expected_by(pressed))
        said = _("That happens. The draft for {name} is still here: send it when it suits you.")
        buttons = [answer_button(outcome.standing, one) for one in (Answer.DRAFT_IT, Answer.SENT)]
        name = text.escape(outcome.standing.person.name)
        await tell(interaction, outcome, fill(said, name=name), buttons=buttons)


async def _tell_sent(interaction: Interaction, sent: Sent) -> None:
    standing, closed = await dms.tried(interaction, sent.outcome.standing)
    name = text.escape(standing.person.name)
    if standing.state.stage is Stage.INTRODUCTION_ASKED:
        said = _("Noted: you asked for an introduction to {name}.")
    else:
        said = _("Noted: your message to {name} is out. The hardest part is done.")
    lines = [fill(said, name=name)]
    if sent.busy_week:
        lines.append(
            _(
                "That is more than five new people in seven days. It counts all the same; a "
                "few at a time leave you room for those who answer."
            )
        )
    await tell(interaction, replace(sent.outcome, standing=standing), "\n".join(lines))
    await zone.ask_if_unknown(interaction, standing)
    await dms.say_closed(interaction, closed)


async def _tell_follow_up(interaction: Interaction, followed: FollowUp) -> None:
    standing = followed.outcome.standing
    language = caller_of(interaction).language
    values = {
        "name": text.escape(standing.person.name),
        "asked_on": day_in_words(followed.asked_on, language),
        "due_on": day_in_words(followed.due_on, language) if followed.due_on else "",
    }
    if followed.draft is None:
        said = _(
            "You wrote to {name} on {asked_on}. One to two weeks is a usual wait, so there is "
            "nothing to do until {due_on}: then the follow-up is due."
        )
        anyway = ActionButton.make(
            FOLLOW_UP_ANYWAY, standing.person.id, label=_("Show it now anyway")
        )
        await reply(interaction, fill(said, **values), view=rows([anyway]))
        return
    await send_draft(interaction, followed.draft.subject, followed.draft.body)
    said = _("Your follow-up to {name}, the only one. You wrote on {asked_on}.")
    lines = [fill(said, **values), coming(interaction, standing)]
    answers_ = (Answer.FOLLOWED_UP, Answer.REPLIED, Answer.NEVER_SENT, Answer.LET_GO)
    buttons = [answer_button(standing, one) for one in answers_]
    await reply(interaction, "\n".join(lines), view=rows(buttons))


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Ask())
