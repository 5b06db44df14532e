"""The weekly prompts of a server: those that ship, worded anew or left out, and its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import content
from bot.coaching.careers import Careers
from bot.coaching.posts import next_prompt
from bot.feedback import N_, BadInput
from bot.services.careers import servers
from bot.services.careers.servers import NotSetUp, Place, Server
from bot.services.coach import Coach
from bot.storage import careers, ids, posts, prompts

LONGEST = content.PROMPT_LIMIT
MOST_OWN = 100


class NoSuchPrompt(BadInput):
    """It was removed meanwhile, or never was there."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            N_("I can't find the prompt “{typed}”. /careers prompt list shows them all."),
            typed=typed[:100],
        )


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt in a server. `removed`: it is left out. `is_own`: it doesn't ship with the coach;
    `is_reworded`: it does, and is worded anew here."""

    id: str
    text: str
    is_own: bool = False
    is_reworded: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """All prompts of a server in their order; `following` is the id of the one that comes next."""

    server: Server
    prompts: tuple[Prompt, ...]
    following: str | None

    def find(self, prompt_id: str) -> Prompt | None:
        """The prompt of that id."""
        return next((one for one in self.prompts if one.id == prompt_id), None)


async def collection(coach: Coach, guild_id: int) -> Collection:
    """The prompts of a server. Raises `NotSetUp`."""
    async with coach.database.read() as connection:
        server = await careers.load(connection, guild_id)
        if server is None:
            raise NotSetUp
        return await collected(connection, server)


async def collected(connection: AsyncConnection, server: Server) -> Collection:
    """The prompts of `server`, in two statements."""
    found = _all(server.settings, await prompts.load(connection, server.id))
    able = [one.id for one in found if not one.removed]
    used = await posts.prompts_posted(connection, server.id, len(able)) if able else []
    return Collection(server, tuple(found), next_prompt(able, used))


def _all(settings: Careers, wordings: Mapping[str, str]) -> list[Prompt]:
    shipped = content.prompts(settings.language)
    known = {one.id for one in shipped}
    removed = settings.removed_prompts
    return [
        Prompt(
            one.id,
            wordings.get(one.id, one.text),
            is_reworded=one.id in wordings,
            removed=one.id in removed,
        )
        for one in shipped
    ] + [
        Prompt(own_id, text, is_own=True, removed=own_id in removed)
        for own_id, text in wordings.items()
        if own_id not in known
    ]


async def named(coach: Coach, guild_id: int, typed: str) -> Prompt:
    """A prompt by its id or by what was typed of it, in one statement. Raises `NoSuchPrompt`."""
    async with coach.database.read() as connection:
        wordings, settings = await prompts.load_with_settings(connection, guild_id)
    return _found(_all(settings, wordings), typed)


async def add(coach: Coach, place: Place, text: str) -> Prompt:
    """A prompt of the server's own. Raises `BadInput`, `NotSetUp`."""
    prompt = Prompt(ids.person_id(), _needed(text), is_own=True)

    async def added(connection: AsyncConnection, server: Server) -> Server:
        there = _all(server.settings, await prompts.load(connection, server.id))
        _refuse_twice(there, prompt)
        own = [one for one in there if one.is_own]
        if len(own) >= MOST_OWN:
            server = await _make_room(connection, server, own, text)
        await prompts.put(connection, server.id, prompt.id, prompt.text, coach.clock.now())
        return server

    await servers.change_server(coach, place, "prompt_add", added, {"prompt_id": prompt.id})
    return prompt


async def _make_room(
    connection: AsyncConnection, server: Server, own: Sequence[Prompt], typed: str
) -> Server:
    """Of the server's own prompts, the oldest that was removed goes for good."""
    oldest = next((one for one in own if one.removed), None)
    if oldest is None:
        raise BadInput(
            N_("{most} prompts of your own are there already. Remove one first."),
            most=MOST_OWN,
            give_back=typed,
        )
    await prompts.remove(connection, server.id, oldest.id)
    removed = server.settings.removed_prompts - {oldest.id}
    return replace(server, settings=replace(server.settings, removed_prompts=removed))


async def edit(coach: Coach, place: Place, prompt_id: str, text: str) -> Prompt:
    """Word a prompt anew; one that ships, worded as it ships, is as it was.

    Raises `NoSuchPrompt` and other `BadInput`, `NotSetUp`.
    """
    found: list[Prompt] = []

    async def edited(connection: AsyncConnection, server: Server) -> Server:
        there = _all(server.settings, await prompts.load(connection, server.id))
        before = _found(there, prompt_id, text)
        after = replace(before, text=_needed(text), is_reworded=not before.is_own)
        _refuse_twice([one for one in there if one.id != prompt_id], after)
        if after.text == _shipped(prompt_id, server.settings.language):
            after = replace(after, is_reworded=False)
            await prompts.remove(connection, server.id, prompt_id)
        else:
            await prompts.put(connection, server.id, prompt_id, after.text, coach.clock.now())
        found[:] = [after]
        return server

    await servers.change_server(coach, place, "prompt_edit", edited, {"prompt_id": prompt_id})
    return found[0]


async def remove(coach: Coach, place: Place, prompt_id: str) -> Prompt:
    """Leave a prompt out from now on, by its id or by what was typed of it. It can be put back.

    Raises `NoSuchPrompt`, `NotSetUp`.
    """
    return await _switch(coach, place, prompt_id, removed=True)


async def put_back(coach: Coach, place: Place, prompt_id: str) -> Prompt:
    """A prompt that was removed comes again. Raises `NoSuchPrompt`, `NotSetUp`."""
    return await _switch(coach, place, prompt_id, removed=False)


async def _switch(coach: Coach, place: Place, prompt_id: str, *, removed: bool) -> Prompt:
    found: list[Prompt] = []
    facts = {"prompt_id": prompt_id}

    async def switched(connection: AsyncConnection, server: Server) -> Server:
        there = _all(server.settings, await prompts.load(connection, server.id))
        one = replace(_found(there, prompt_id), removed=removed)
        found[:] = [one]
        facts["prompt_id"] = one.id
        others = server.settings.removed_prompts - {one.id}
        now_removed = others | {one.id} if removed else others
        return replace(server, settings=replace(server.settings, removed_prompts=now_removed))

    what = "prompt_remove" if removed else "prompt_back"
    await servers.change_server(coach, place, what, switched, facts)
    return found[0]


def _needed(text: str) -> str:
    if not text:
        raise BadInput(N_("A prompt needs a question. A short one is best."))
    return text


def _found(there: Sequence[Prompt], prompt_id: str, typed: str | None = None) -> Prompt:
    """By its id; else whose words these are, or the only one that begins with them."""
    for one in there:
        if one.id == prompt_id:
            return one
    words = " ".join(prompt_id.casefold().rstrip("….").split())
    begun = [one for one in there if words and one.text.casefold().startswith(words)]
    for few in ([one for one in begun if one.text.casefold() == words], begun):
        if len(few) == 1:
            return few[0]
    refusal = NoSuchPrompt(prompt_id)
    refusal.give_back = typed
    raise refusal


def _refuse_twice(there: Sequence[Prompt], new: Prompt) -> None:
    if any(one.text.casefold() == new.text.casefold() for one in there):
        raise BadInput(
            N_(
                "That prompt is there already; if it was removed, /careers prompt list puts it "
                "back."
            ),
            give_back=new.text,
        )


def _shipped(prompt_id: str, language: str) -> str | None:
    shipped = content.prompts(language)
    return next((one.text for one in shipped if one.id == prompt_id), None)
