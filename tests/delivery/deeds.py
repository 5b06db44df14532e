"""What a member may do about one person, through the use cases."""

import random

from bot.coaching.channels import Channel
from bot.coaching.events import EventKind
from bot.coaching.stages import NudgeKey
from bot.services import (
    asking,
    contact,
    history,
    meetings,
    people,
    promises,
    questions,
    replies,
    snoozing,
    thanks,
    undoing,
)
from bot.services.history import Expected, Report
from bot.services.moments import PickDay, PickInstant, in_days
from bot.services.parts import Told
from bot.services.replies import Answered
from tests.delivery.oracle import HOUR, MINUTE
from tests.delivery.world import World

LATERS = {"follow_up", "replied", "thank_you", "thank_introducer", "report_back"}
LATERS |= {"keep_in_touch", "come_back"}
"""The nudges that have a button "Later" or "Tomorrow"."""


TOLD = Told(
    goal="how you moved into data",
    two_sentences="I teach maths. I code at night.",
    link="your talk at PyCon on rotas",
    via="Kim",
)


class Deeds:
    """What a member may do about one person, through the use cases."""

    def __init__(self, world: World, member_id: int, whom: str, luck: random.Random) -> None:
        self.world, self.member_id, self.luck = world, member_id, luck
        self.now = world.clock.now()
        self.call = (world.coach, world.caller(member_id), whom)

    def earlier(self) -> PickInstant | None:
        if self.luck.random() < 0.7:
            return None
        ago = self.luck.randint(1, 12 * 24) * HOUR
        return lambda now, _zone: now - ago

    def day(self) -> PickDay:
        return in_days(self.luck.choice([1, 2, 5, 21, 80]))

    async def draft(self) -> None:
        await asking.draft(*self.call, told=TOLD, as_it_is=True)

    async def ask_introduction(self) -> None:
        await asking.sent(*self.call, Channel.INTRODUCTION, self.earlier())

    async def introduced(self) -> None:
        await asking.introduced(*self.call)

    async def introduction_made(self) -> None:
        """Introduced, without a draft of their own yet."""
        await history.record(*self.call, Report(EventKind.INTRODUCED))

    async def no_introduction(self) -> None:
        await asking.introduction_refused(*self.call)

    async def go_direct(self) -> None:
        await asking.go_direct(*self.call)

    async def sent(self) -> None:
        await asking.sent(*self.call, Channel.EMAIL, self.earlier())

    async def never_sent(self) -> None:
        await asking.never_sent(*self.call)

    async def followed_up(self) -> None:
        await asking.followed_up(*self.call)

    async def replied(self) -> None:
        await replies.reply(*self.call, Answered.YES, at=self.earlier())

    async def answered_otherwise(self) -> None:
        answered = self.luck.choice([one for one in Answered if one is not Answered.YES])
        until = self.day() if answered is Answered.LATER and self.luck.random() < 0.5 else None
        await replies.reply(*self.call, answered, until=until)

    async def plan(self) -> None:
        minutes = self.luck.choice([20, 90, 26 * 60, 49 * 60, 9 * 1440, 30 * 1440])
        starts = self.now + self.luck.random() * minutes * MINUTE + 10 * MINUTE
        starts = starts.replace(second=0, microsecond=0)
        await meetings.agree(*self.call, meetings.Agreed(starts, self.luck.choice([20, 60])))

    async def moved(self) -> None:
        await meetings.moved(*self.call)

    async def cancelled(self) -> None:
        await meetings.cancelled(*self.call)

    async def no_show(self) -> None:
        await meetings.no_show(*self.call)

    async def met(self) -> None:
        await thanks.happened(*self.call)

    async def thanked(self) -> None:
        await thanks.sent(*self.call)

    async def skip_thanks(self) -> None:
        state = (await history.look(*self.call)).state
        await thanks.skipped(*self.call, Expected(state.stage, state.cycle()))

    async def introducer_thanked(self) -> None:
        await thanks.introducer_thanked(*self.call)

    async def promise(self) -> None:
        due = self.day() if self.luck.random() < 0.5 else None
        await promises.make(*self.call, "a word", due)

    async def kept(self) -> None:
        await promises.kept(*self.call, await self.promised())

    async def put_off(self) -> None:
        await promises.put_off(*self.call, await self.promised(), self.day())

    async def no_longer(self) -> None:
        await promises.drop(*self.call, await self.promised())

    async def reported_back(self) -> None:
        await promises.told(*self.call, await self.promised())

    async def promised(self) -> int:
        """One of the promises there were, open or not."""
        state = (await history.look(*self.call)).state
        return self.luck.randint(1, max(1, state.promised))

    async def in_touch(self) -> None:
        await contact.log(*self.call)

    async def every(self) -> None:
        await snoozing.keep_in_touch_every(*self.call, self.luck.choice([0, 30, 90]))

    async def park(self) -> None:
        await people.park(*self.call, self.day())

    async def let_go(self) -> None:
        await people.let_go(*self.call)

    async def questions(self) -> None:
        await questions.build(*self.call)

    async def no_questions(self) -> None:
        while True:
            await questions.remove(*self.call, 1)

    async def forget(self) -> None:
        if self.luck.random() < 0.3:
            await people.forget(*self.call)

    async def undo(self) -> None:
        """The latest step, whomever it was about."""
        coach, caller, _whom = self.call
        offer = await undoing.offer(coach, caller)
        await undoing.take_back(coach, caller, offer.step.person_id, offer.step.seqs[-1])

    async def later(self) -> None:
        """ "Later" or "Tomorrow", on whatever is due about them."""
        due = [one for one in await self.due() if one.kind.value in LATERS]
        if due:
            await snoozing.snooze(*self.call, self.luck.choice(due), self.day())

    async def drop(self) -> None:
        due = await self.due()
        if due:
            await snoozing.drop(*self.call, self.luck.choice(due))

    async def due(self) -> tuple[NudgeKey, ...]:
        return (await history.look(*self.call)).due


LIKELY = {
    "idea": ("draft", "ask_introduction", "sent", "sent"),
    "drafted": ("sent", "sent", "sent", "ask_introduction", "draft"),
    "introduction_asked": ("introduced", "introduction_made", "no_introduction", "go_direct"),
    "introduced": ("draft", "sent"),
    "asked": ("followed_up", "followed_up", "replied", "never_sent", "later"),
    "followed_up": ("replied",),
    "replied": ("plan", "plan", "plan"),
    "scheduled": ("plan", "met", "met", "met", "moved", "cancelled", "no_show", "questions"),
    "met": ("thanked", "thanked", "promise", "later"),
    "thanked": ("introducer_thanked", "promise", "promise", "in_touch", "later"),
    "keeping": ("promise", "in_touch", "kept", "reported_back", "put_off", "no_longer", "later"),
    "parked": ("draft", "plan", "replied", "reported_back", "put_off"),
    "closed": ("replied", "in_touch"),
}
ALWAYS = (
    "undo",
    "undo",
    "undo",
    "later",
    "later",
    "park",
    "let_go",
    "drop",
    "every",
    "forget",
    "answered_otherwise",
    "no_questions",
    "skip_thanks",
    "met",
)
