"""Registering the commands: only when they changed, by one process, within Discord's limits."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from bot import mentions, sync
from bot.client import RapportBot
from bot.keys import Keyring
from bot.mentions import mention
from bot.services.coach import Coach
from bot.storage import installation
from bot.storage.engine import Database
from tests.clock import FakeClock

APPLICATION = 111111111111111111


class FakeDiscord:
    """The one request that registers commands."""

    def __init__(self) -> None:
        self.calls: list[list[dict[str, Any]]] = []
        self.fail = False
        self.called = asyncio.Event()
        self.hold: asyncio.Event | None = None

    async def bulk_upsert_global_commands(
        self, application: int, payload: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        self.calls.append(payload)
        self.called.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.fail:
            raise ConnectionResetError
        return [
            {**command, "id": str(500 + number), "application_id": str(application)}
            for number, command in enumerate(payload)
        ]


@pytest.fixture
def registry() -> FakeDiscord:
    return FakeDiscord()


@pytest.fixture
async def bots(
    database: Database, keyring: Keyring, clock: FakeClock, registry: FakeDiscord
) -> AsyncIterator[list[RapportBot]]:
    """Two processes' bots on one database."""
    mentions.remember({})  # of whatever ran before in this process
    made = [RapportBot(Coach(database, keyring, clock)) for _ in range(2)]
    for bot in made:
        bot._connection.application_id = APPLICATION
        bot.tree._http = registry  # type: ignore[assignment]
        bot.tree.command(name="coach", description="The front door")(answer)
        group = discord.app_commands.Group(name="people", description="People")
        group.command(name="add", description="Add somebody")(answer)
        bot.tree.add_command(group)
    yield made
    mentions.remember({})
    for bot in made:
        await bot.close()


async def answer(interaction: discord.Interaction) -> None: ...


async def test_only_what_changed_is_registered(
    bots: list[RapportBot], registry: FakeDiscord
) -> None:
    first, second = bots
    assert mention("people add") == "/people add"
    assert await sync.sync_if_changed(first)
    assert mention("people add") == "</people add:501>"
    assert mention("coach") == "</coach:500>"
    assert mention("unknown") == "/unknown"

    mentions.remember({})
    assert not await sync.sync_if_changed(second)
    assert mention("coach") == "</coach:500>", "known again without asking Discord"

    second.tree.command(name="new", description="Something new")(answer)
    assert await sync.sync_if_changed(second)
    assert [len(call) for call in registry.calls] == [2, 3]


async def test_another_application_registers_anew(
    bots: list[RapportBot], registry: FakeDiscord
) -> None:
    await sync.sync_if_changed(bots[0])
    bots[1]._connection.application_id = APPLICATION + 1
    mentions.remember({})
    assert await sync.recall(bots[1].coach.database, APPLICATION + 1) is None
    assert mention("coach") == "/coach", "another application's ids mean nothing here"
    assert await sync.sync_if_changed(bots[1])
    assert len(registry.calls) == 2


async def test_force(bots: list[RapportBot], registry: FakeDiscord) -> None:
    for _ in range(2):
        assert await sync.sync_if_changed(bots[0], force=True)
    assert len(registry.calls) == 2


async def test_of_two_processes_one_registers(
    bots: list[RapportBot], registry: FakeDiscord
) -> None:
    registry.hold = asyncio.Event()
    both = [asyncio.create_task(sync.sync_if_changed(bot)) for bot in bots]
    await registry.called.wait()
    registry.hold.set()
    assert sorted(await asyncio.gather(*both)) == [False, True]
    assert len(registry.calls) == 1
    async with bots[0].coach.database.read() as connection:
        assert await installation.get(connection, sync.CLAIM) is None


async def test_a_process_that_died_while_registering_is_not_waited_for(
    bots: list[RapportBot],
    registry: FakeDiscord,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sync, "WAIT_SECONDS", 0)
    database = bots[0].coach.database
    await sync._claim(database, clock.now())
    assert not await sync.sync_if_changed(bots[0])
    clock.advance(seconds=61)
    assert await sync.sync_if_changed(bots[0])


async def test_a_failure_is_tried_again(bots: list[RapportBot], registry: FakeDiscord) -> None:
    registry.fail = True
    with pytest.raises(ConnectionResetError):
        await sync.sync_if_changed(bots[0])
    registry.fail = False
    assert await sync.sync_if_changed(bots[1])


async def test_what_discord_would_refuse_is_not_sent(
    bots: list[RapportBot], registry: FakeDiscord
) -> None:
    bots[0].tree.get_command("coach").description = "x" * 101  # type: ignore[union-attr]
    with pytest.raises(sync.CommandsRefused, match="/coach: the description"):
        await sync.sync_if_changed(bots[0])
    assert registry.calls == []


FOR_MODERATORS = {"careers", "careers-team"}
IN_SERVERS = {*FOR_MODERATORS, "intro", "opendoor"}


async def test_the_real_commands(bots: list[RapportBot]) -> None:
    bot = bots[0]
    bot.tree.clear_commands(guild=None)
    await bot.load_everything()
    payload = await sync.payload_of(bot.tree)
    assert len(payload) >= 9
    assert sync.command_problems(payload) == []
    assert sync.fingerprint(payload, 1) == sync.fingerprint(payload[::-1], 1)
    assert sync.fingerprint(payload, 1) != sync.fingerprint(payload, 2)
    for command in payload:
        servers_only = command["name"] in IN_SERVERS
        assert command["contexts"] == ([0] if servers_only else [0, 1, 2]), command["name"]
        assert command["integration_types"] == ([0] if servers_only else [0, 1]), command["name"]
        for_some = command["default_member_permissions"] is not None
        assert for_some is (command["name"] in FOR_MODERATORS), command["name"]


# Discord's rules


def command(**changes: Any) -> dict[str, Any]:
    return {"type": 1, "name": "meet", "description": "Plan a talk", "options": [], **changes}


def option(**changes: Any) -> dict[str, Any]:
    return {"type": 3, "name": "person", "description": "Who", "required": False, **changes}


def choices(number: int, name: str = "c{}") -> list[dict[str, Any]]:
    return [{"name": name.format(n), "value": f"v{n}"} for n in range(number)]


def subcommand(**changes: Any) -> dict[str, Any]:
    return option(**{"type": 1, "name": "plan", "options": [], **changes})


@pytest.mark.parametrize(
    "good",
    [
        command(),
        command(name="nombre-1_x'y"),
        command(name="नमस्ते"),
        command(name="สวัสดี"),
        command(name="日本語"),
        command(name="x" * 32, description="x" * 100),
        command(options=[option(name=f"o{n}") for n in range(25)]),
        command(options=[option(choices=choices(25, "x" * 98 + "{:02}"))]),
        command(options=[option(required=True), option(name="when")]),
        command(options=[option(type=4, choices=[{"name": "One", "value": 10**12}])]),
        command(options=[subcommand(options=[option()])]),
        command(options=[option(type=2, options=[subcommand(options=[option()])])]),
        command(name_localizations={"de": "treffen"}, description_localizations={"de": "Plan"}),
        {"type": 2, "name": "Add This Person", "description": ""},
    ],
)
def test_what_discord_takes(good: dict[str, Any]) -> None:
    assert sync.command_problems([good]) == []


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (command(name="Meet"), "no name"),
        (command(name="meet up"), "no name"),
        (command(name="x" * 33), "no name"),
        (command(name=""), "no name"),
        (command(name="kaffee☕"), "no name"),
        (command(description=""), "0 characters"),
        (command(description="x" * 101), "101 characters"),
        (command(name_localizations={"de": "Treffen"}), "no name"),
        (command(description_localizations={"de": "x" * 101}), "101 characters"),
        (command(description_localizations={"xx": "Plan"}), "no language 'xx'"),
        (command(contexts=[]), "nowhere"),
        (command(options=[option(name=f"o{n}") for n in range(26)]), "26 options"),
        (command(options=[option(), option()]), "twice"),
        (command(options=[option(name="Who")]), "no name"),
        (command(options=[option(description="")]), "0 characters"),
        (command(options=[option(), option(name="when", required=True)]), "after an optional"),
        (command(options=[option(choices=choices(26))]), "26 choices"),
        (command(options=[option(choices=choices(2, "same"))]), "twice"),
        (command(options=[option(choices=[{"name": "x" * 101, "value": "v"}])]), "101"),
        (command(options=[option(choices=[{"name": "", "value": "v"}])]), "0 characters"),
        (command(options=[option(choices=[{"name": "n", "value": "x" * 101}])]), "value"),
        (command(options=[option(choices=choices(1), autocomplete=True)]), "completes"),
        (command(options=[subcommand(), option()]), "mixes"),
        (command(options=[subcommand(options=[option(name="X")])]), "/meet plan X"),
        (command(options=[option(type=2, options=[])]), "without subcommands"),
        (
            command(options=[option(type=2, options=[option(type=2, options=[subcommand()])])]),
            "directly below",
        ),
        ({"type": 2, "name": "x" * 33, "description": ""}, "33 characters"),
    ],
)
def test_what_discord_refuses(bad: dict[str, Any], word: str) -> None:
    problems = sync.command_problems([bad])
    assert any(word in problem for problem in problems), problems


def test_too_many_and_doubles() -> None:
    many = [command(name=f"c{n}") for n in range(101)]
    assert sync.command_problems(many[:100]) == []
    assert "101 commands" in sync.command_problems(many)[0]
    assert sync.command_problems([command(), command()]) == ["/meet is there twice."]


def test_8000_characters_each_text_in_its_longest_language() -> None:
    def with_choices(number: int) -> dict[str, Any]:
        options = [
            option(name=f"o{n}", choices=choices(25, "x" * 97 + "{:03}")) for n in range(number)
        ]
        return command(options=options)

    assert sync.command_problems([with_choices(3)]) == []
    long = with_choices(4)
    assert any("8000 fit" in problem for problem in sync.command_problems([long]))
    for choice in itertools.chain.from_iterable(one["choices"] for one in long["options"]):
        choice["name"] = choice["value"]
    assert sync.command_problems([long]) == []
    for choice in itertools.chain.from_iterable(one["choices"] for one in long["options"]):
        choice["name_localizations"] = {"de": f"{choice['value']:x<100}"}
    assert any("8000 fit" in problem for problem in sync.command_problems([long]))
