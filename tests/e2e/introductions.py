"""Three members of a server, and what they do to be introduced."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.coaching.careers import Feature
from bot.storage.tables import introduction
from tests.e2e.community import Community
from tests.e2e.stage import Stage, labels

TOPIC = "moving into data from teaching"
GOAL = "how you moved into data"
ABOUT = "I teach maths. I code at night."


@dataclass
class Trio:
    """Alice would like to meet Carol, and Bob knows both."""

    community: Community

    @property
    def stage(self) -> Stage:
        return self.community.stage

    @property
    def alice(self) -> Any:
        return self.stage.alice

    @property
    def bob(self) -> Any:
        return self.stage.bob

    @property
    def carol(self) -> Any:
        return self.community.carol

    async def prepare(self, *features: Feature, reachable: Any = None, **settings: Any) -> None:
        """The server has introductions, and these are reachable (by default Bob and Carol)."""
        await self.stage.pass_time(hours=6)  # to an hour that is quiet for nobody
        chosen = {"min_days_in_server": 0} | settings
        await self.community.set_up(*(features or (Feature.INTRODUCTIONS,)), **chosen)
        for one in (self.bob, self.carol) if reachable is None else reachable:
            await self.reach(one)

    async def reach(self, who: Any) -> Any:
        """Somebody switches on that introductions may reach them."""
        shown = await who.slash(self.stage.careers, "intro settings")
        return await who.click(shown.response, label="I'm 18 or over: switch it on")

    async def reach_again(self, who: Any) -> Any:
        """Somebody whom the team keeps away tries to switch it off and on."""
        shown = await who.slash(self.stage.careers, "intro settings")
        off = await who.click(shown.response, label="Switch it off")
        return await who.click(off.response, label="I'm 18 or over: switch it on")

    async def command(self, asker: Any = None, person: Any = None, via: Any = None) -> Any:
        """/intro ask, to the consent screen."""
        asker = asker or self.alice
        options = {"person": person or self.carol, "via": via or self.bob, "for": TOPIC}
        return await asker.slash(self.stage.careers, "intro ask", **options)

    async def ask(
        self,
        *ticks: str,
        asker: Any = None,
        person: Any = None,
        via: Any = None,
        about: bool = True,
    ) -> Any:
        """Ask, with these ticked, and let the coach send it."""
        asker = asker or self.alice
        asked = await self.command(asker, person, via)
        screen = asked.response
        if about:
            form = await asker.click(screen, label="Goal and two sentences")
            await asker.submit_modal(form, {"goal": GOAL, "two_sentences": ABOUT})
        if ticks:
            await asker.select(screen, custom_id="shows", values=list(ticks))
        if "I'm 18 or over" in labels(screen):
            await asker.click(screen, label="I'm 18 or over")
        label = next(one for one in labels(screen) if one.startswith("Ask "))
        sent = await asker.click(screen, label=label)
        await self.stage.sweep()
        return sent

    async def press(self, who: Any, label: str) -> Any:
        """Press a button on the last message with one in somebody's direct messages."""
        message = next(one for one in reversed(self.stage.seen(who.user)) if label in labels(one))
        pressed = await who.user.click(message, label=label)
        await self.stage.sweep()
        return pressed

    async def agreed(self, *ticks: str) -> Any:
        """All the way to the thread, which comes back."""
        await self.ask(*ticks)
        await self.press(self.bob, "Pass it on")
        await self.press(self.carol, "Yes")
        return self.thread()

    def thread(self) -> Any:
        """The only thread of the careers channel."""
        (found,) = self.stage.careers.threads
        return found

    def told(self, who: Any) -> str:
        """All that somebody reads in their direct messages."""
        return "\n".join(one.content for one in self.stage.seen(who.user))

    async def states(self) -> list[str]:
        """The states of all requests, the oldest first."""
        query = sa.select(introduction.c.state).order_by(introduction.c.created)
        async with self.stage.app.database.read() as connection:
            return list((await connection.execute(query)).scalars())
