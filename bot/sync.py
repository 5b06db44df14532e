"""Registering the commands with Discord: when they changed, and by one process.

What is registered is remembered in `installation` with its hash and the ids that Discord gave
the commands, so that texts can name them clickably without asking Discord again.
"""

import asyncio
import hashlib
import json
import logging
import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import discord
from discord import app_commands

from bot.client import RapportBot
from bot.mentions import remember
from bot.storage import installation
from bot.storage.engine import Database

log = logging.getLogger(__name__)

REGISTERED: Final = "commands"
CLAIM: Final = "commands_claim"
CLAIM_LASTS: Final = timedelta(seconds=60)
"""After that long a process that claimed the registration counts as dead."""
WAIT_SECONDS: Final = 10
"""How long the other processes wait for the one that registers."""

Payload = Sequence[Mapping[str, Any]]


class CommandsRefused(Exception):
    """Discord would refuse the commands. `problems` says why, a sentence each."""

    sentence = "Discord would refuse the commands."

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("Discord would refuse the commands:\n" + "\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Registered:
    """What this installation last registered: the hash, and the commands' ids by name."""

    fingerprint: str
    application: int
    ids: dict[str, int]


async def recall(database: Database, application: int | None = None) -> Registered | None:
    """Know the commands' ids again from what was stored; None where nothing was.

    With `application`, ids of another one are not taken.
    """
    async with database.read() as connection:
        stored = await installation.get(connection, REGISTERED)
    if stored is None:
        return None
    registered = Registered(**json.loads(stored))
    if application is not None and registered.application != application:
        return None
    remember(registered.ids)
    return registered


async def payload_of(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """The global commands as they are sent to Discord, translations included."""
    found = [*tree.get_commands()]
    for kind in (discord.AppCommandType.user, discord.AppCommandType.message):
        found += tree.get_commands(type=kind)
    if tree.translator is None:
        return [command.to_dict(tree) for command in found]
    return [await command.get_translated_payload(tree, tree.translator) for command in found]


def fingerprint(payload: Payload, application: int) -> str:
    """The same for the same commands of the same application, whatever their order."""
    ordered = sorted(payload, key=lambda command: (command.get("type", 1), command["name"]))
    text = json.dumps([application, ordered], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


async def sync_if_changed(bot: RapportBot, *, force: bool = False) -> bool:
    """Register the commands where they differ from what was registered last; whether it did.

    `bot` is logged in. Of several processes one registers, and the others wait a moment for
    the ids. Raises `CommandsRefused` before asking Discord, and discord.HTTPException.
    """
    application = bot.application_id
    if application is None:
        raise app_commands.MissingApplicationID
    payload = await payload_of(bot.tree)
    problems = command_problems(payload)
    if problems:
        raise CommandsRefused(problems)
    database, mark = bot.coach.database, fingerprint(payload, application)
    if not force and await _is_registered(database, application, mark):
        return False
    claim = await _claim(database, bot.coach.clock.now())
    if claim is None:
        await _wait_for_other(database, application, mark)
        return False
    try:
        if not force and await _is_registered(database, application, mark):
            return False  # by another process, just before the claim
        done = await bot.tree.sync()
        ids = {command.name: command.id for command in done}
        await _store(database, Registered(mark, application, ids))
    finally:
        async with database.write() as connection:
            await installation.remove(connection, CLAIM, claim)
    log.info("registered %d commands with Discord", len(ids))
    return True


async def _is_registered(database: Database, application: int, mark: str) -> bool:
    registered = await recall(database, application)
    return registered is not None and registered.fingerprint == mark


async def _claim(database: Database, now: datetime) -> str | None:
    """Take the right to register; None where another process has it."""
    claim = f"{(now + CLAIM_LASTS).isoformat()} {secrets.token_hex(8)}"
    async with database.write() as connection:
        held = await installation.get(connection, CLAIM)
        if held is not None and datetime.fromisoformat(held.partition(" ")[0]) > now:
            return None
        taken = await installation.put_if(connection, CLAIM, claim, held)
    return claim if taken else None


async def _wait_for_other(database: Database, application: int, mark: str) -> None:
    for _ in range(WAIT_SECONDS * 2):
        if await _is_registered(database, application, mark):
            return
        await asyncio.sleep(0.5)
    log.warning("another process has been registering the commands for %d s", WAIT_SECONDS)


async def _store(database: Database, registered: Registered) -> None:
    value = json.dumps(asdict(registered))
    async with database.write() as connection:
        await installation.put(connection, REGISTERED, value)
    remember(registered.ids)


# Discord's rules, which it enforces only when the commands are registered.
# https://discord.com/developers/docs/interactions/application-commands

_SUBCOMMAND, _GROUP, _STRING = 1, 2, 3
_SLASH = 1
_MOST = {_SLASH: 100, 2: 15, 3: 15}
_MOST_CHARACTERS = 8000
_SCRIPTS = ((0x0900, 0x097F), (0xA8E0, 0xA8FF), (0x11B00, 0x11B5F), (0x0E01, 0x0E5B))
"""Devanagari and Thai, whose vowel signs are no letters."""
_LOCALES = frozenset(locale.value for locale in discord.Locale)


def command_problems(payload: Payload) -> list[str]:
    """What Discord would refuse in the commands, a sentence each; empty where nothing is."""
    return list(_problems(payload))


def _problems(payload: Payload) -> Iterator[str]:
    for kind, most in _MOST.items():
        names = [command["name"] for command in payload if command.get("type", _SLASH) == kind]
        if len(names) > most:
            yield f"{len(names)} commands of type {kind}: Discord takes {most}."
        yield from (f"/{name} is there twice." for name in _doubles(names))
    for command in payload:
        yield from _command(command)


def _command(command: Mapping[str, Any]) -> Iterator[str]:
    place = f"/{command['name']}"
    if command.get("type", _SLASH) != _SLASH:
        for text in _texts(command, "name"):
            if not 1 <= len(text) <= 32:
                yield f"{place}: the name {text!r} has {len(text)} characters, 1 to 32 fit."
        return
    for field in ("contexts", "integration_types"):
        if command.get(field) == []:
            yield f"{place}: {field} is empty, so it would be nowhere."
    yield from _named(command, place)
    yield from _options(command.get("options") or [], place)
    length = _characters(command)
    if length > _MOST_CHARACTERS:
        yield f"{place} has {length} characters in all, {_MOST_CHARACTERS} fit."


def _options(options: Sequence[Mapping[str, Any]], place: str, depth: int = 0) -> Iterator[str]:
    if len(options) > 25:
        yield f"{place} has {len(options)} options or subcommands, 25 fit."
    yield from (
        f"{place}: {name} is there twice."
        for name in _doubles([option["name"] for option in options])
    )
    branches = [option for option in options if option["type"] in {_SUBCOMMAND, _GROUP}]
    if branches and len(branches) < len(options):
        yield f"{place} mixes subcommands with options."
    optional = False
    for option in options:
        here = f"{place} {option['name']}"
        yield from _named(option, here)
        if option["type"] in {_SUBCOMMAND, _GROUP}:
            yield from _branch(option, here, depth)
            continue
        if option.get("required") and optional:
            yield f"{here} is required but stands after an optional one."
        optional = optional or not option.get("required")
        yield from _choices(option, here)


def _branch(option: Mapping[str, Any], here: str, depth: int) -> Iterator[str]:
    if option["type"] == _GROUP and depth:
        yield f"{here}: groups stand directly below a command."
    below = option.get("options") or []
    if option["type"] == _GROUP and not below:
        yield f"{here} is a group without subcommands."
    yield from _options(below, here, depth + 1)


def _choices(option: Mapping[str, Any], here: str) -> Iterator[str]:
    choices = option.get("choices") or []
    if len(choices) > 25:
        yield f"{here} has {len(choices)} choices, 25 fit."
    if choices and option.get("autocomplete"):
        yield f"{here} has choices and completes by itself; one of them."
    yield from (
        f"{here}: the choice {name!r} is there twice."
        for name in _doubles([choice["name"] for choice in choices])
    )
    for choice in choices:
        for text in _texts(choice, "name"):
            if not 1 <= len(text) <= 100:
                yield f"{here}: the choice {text!r} has {len(text)} characters, 1 to 100 fit."
        value = choice["value"]
        if option["type"] == _STRING and not 1 <= len(str(value)) <= 100:
            yield f"{here}: the value {value!r} of a choice has no 1 to 100 characters."


def _named(thing: Mapping[str, Any], place: str) -> Iterator[str]:
    """The name and the description of a command or an option, with their translations."""
    for field in ("name_localizations", "description_localizations"):
        for locale in thing.get(field) or {}:
            if locale not in _LOCALES:
                yield f"{place}: Discord has no language {locale!r}."
    for text in _texts(thing, "name"):
        if not _is_name(text):
            yield (
                f"{place}: {text!r} is no name. It takes 1 to 32 letters, digits, - and _, "
                "in lower case and without spaces."
            )
    for text in _texts(thing, "description"):
        if not 1 <= len(text) <= 100:
            yield f"{place}: the description {text!r} has {len(text)} characters, 1 to 100 fit."


def _texts(thing: Mapping[str, Any], field: str) -> list[str]:
    """The original and its translations."""
    translations = thing.get(f"{field}_localizations") or {}
    return [str(thing.get(field, "")), *map(str, translations.values())]


def _is_name(text: str) -> bool:
    return 1 <= len(text) <= 32 and text == text.lower() and all(map(_fits_name, text))


def _fits_name(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return any(first <= ord(character) <= last for first, last in _SCRIPTS)


def _characters(thing: Mapping[str, Any]) -> int:
    """Names, descriptions and values of a command and all below it, each in its longest
    language."""
    total = sum(max(map(len, _texts(thing, field))) for field in ("name", "description"))
    total += sum(_characters(option) for option in thing.get("options") or [])
    for choice in thing.get("choices") or []:
        total += max(map(len, _texts(choice, "name"))) + len(str(choice["value"]))
    return total


def _doubles(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
