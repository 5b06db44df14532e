"""Who may do what in a server: one table, and every cell of it tried.

Everything is sent as only a forged client could send it, past what Discord hides or greys out.
A command or a button that has no row fails the test that compares the table with what is there.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from simcord import interactions as hand_made
from simcord.backend import serializers
from simcord.components import walk_components
from simcord.results import InteractionResult

from bot.coaching.careers import Careers, Feature
from bot.feedback import Feedback
from bot.services.careers import servers
from bot.services.careers.servers import Place
from bot.storage import tables
from bot.ui import buttons, errors
from tests.e2e.community import Community
from tests.e2e.introductions import Trio
from tests.e2e.stage import Stage
from tests.e2e.test_careers_prompt import FIRST
from tests.e2e.test_careers_setup import chosen
from tests.e2e.test_commands import registered
from tests.e2e.test_moderators_see_nothing import leaves
from tests.e2e.test_opendoor import set_door
from tests.e2e.test_share import written

GROUPS = {"careers", "careers-team", "intro", "opendoor", "share"}
COLUMNS = ("owner", "manager", "team", "member", "outsider", "blocked")
MAY, FAULT = "", "fault"

Row = tuple[str, str, str, str, str, str]
"""For each of the columns the refusal that they get, nothing where they may."""

MANAGE: Row = (MAY, MAY, "ManagersOnly", "ManagersOnly", "ManagersOnly", "ManagersOnly")
TEAM: Row = (MAY, MAY, MAY, "TeamOnly", "TeamOnly", "TeamOnly")


def members(outsider: str = MAY, blocked: str = MAY) -> Row:
    """For every member of the server."""
    return (MAY, MAY, MAY, MAY, outsider, blocked)


def nobody(said: str, outsider: str | None = None) -> Row:
    """For nobody but whose it is."""
    return (said, said, said, said, said if outsider is None else outsider, said)


COMMANDS: dict[str, Row] = {
    "careers setup": MANAGE,
    "careers features": MANAGE,
    "careers limits": MANAGE,
    "careers export": MANAGE,
    "careers reset": MANAGE,
    "careers log": MANAGE,
    "careers digest": MANAGE,
    "careers prompt list": MANAGE,
    "careers prompt add": MANAGE,
    "careers prompt edit": MANAGE,
    "careers prompt remove": MANAGE,
    "careers prompt schedule": MANAGE,
    "careers-team status": TEAM,
    "careers-team queue": TEAM,
    "careers-team block": TEAM,
    "careers-team unblock": TEAM,
    "careers-team stats": TEAM,
    "careers-team pause": TEAM,
    "intro ask": members(outsider="NotHere", blocked="Blocked"),
    "intro settings": members(),
    "opendoor set": members(outsider="NotSetUp", blocked="Blocked"),
    "opendoor find": members(outsider="NotSetUp", blocked="Blocked"),
    "opendoor close": members(),
    "share preview": members(outsider="NotSetUp"),
    "share post": members(outsider="NotSetUp"),
    "share undo": members(),
}
"""The outsider acts in their own server, where nothing is set up, and has no rights there."""

BUTTONS: dict[str, Row] = {
    "panel_start": members(),
    "panel_how": members(),
    "reach": members(),
    "reach_on": members(outsider="SwitchedOff", blocked="Blocked"),
    "reach_off": members(),
    "door_ask": members(outsider="ClosedByNow", blocked="Blocked"),
    "share_own": members(outsider="NotSetUp"),
    "share_change": nobody("NoPreview"),
    "share_keep": nobody("NoPreview", outsider="NotSetUp"),
    "share_out": nobody("NoPreview", outsider="NotSetUp"),
    "share_named": nobody("NoPreview", outsider="NotSetUp"),
    "share_post": nobody("NoPreview", outsider="NotSetUp"),
    "share_undo": nobody("NothingShared"),
    "queue_post": TEAM,
    "queue_leave_out": TEAM,
    "queue_next": TEAM,
    "team_go_on": TEAM,
    "report_read": TEAM,
    "report_pause": TEAM,
    "report_block": TEAM,
    "report_close": TEAM,
    "intro_forward": nobody("NotYours"),
    "intro_no": nobody("NotYours"),
    "intro_later": nobody("NotYours"),
    "intro_yes": nobody("NotYours"),
    "intro_never": nobody("NotYours"),
    "intro_withdraw": nobody("NotYours"),
    "intro_times": nobody("NotYours"),
    "intro_report": nobody("NotYours"),
}
"""Of a win and an introduction in which none of the columns has a part; the outsider presses a copy
of the button in their own server."""

SCREEN = {"NotYours", "ManagersOnly"}

FIXED = (
    tables.careers,
    tables.careers_block,
    tables.careers_change,
    tables.careers_member,
    tables.careers_prompt,
    tables.introduction,
    tables.notice,
    tables.open_door,
    tables.report,
    tables.win,
)
"""Where nothing may change when somebody is refused."""


@dataclass
class World:
    """A server with everything switched on, and everybody who tries."""

    community: Community
    refusals: list[str]
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        return self.community.stage

    def place(self, column: str) -> tuple[Any, Any]:
        """The server in which somebody acts, and the channel."""
        if column == "outsider":
            return self.community.elsewhere, self.known["elsewhere"]
        return self.stage.guild, self.stage.careers

    async def tried(self, sent: Callable[[], InteractionResult], gates: set[str]) -> str:
        """Which of these refusals it was answered with; others say only that there is nothing."""
        self.refusals.clear()
        result = sent()
        await self.stage.env.settle()
        list(self.stage.env.errors)
        assert result.response is not None or result.modal is not None, "nobody answered"
        found = [one for one in self.refusals if one in gates]
        assert len(self.refusals) <= 1
        assert FAULT not in self.refusals
        return found[0] if found else MAY

    async def held(self) -> list[Any]:
        """All that is stored and nobody may change who is refused."""
        async with self.stage.app.database.read() as connection:
            return [
                [dict(row) for row in (await connection.execute(sa.select(one))).mappings()]
                for one in FIXED
            ]


def gates(table: dict[str, Row]) -> set[str]:
    """All refusals in a table."""
    return {one for row in table.values() for one in row if one}


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the errors that were answered, in their order."""
    found: list[str] = []
    sentence = errors._sentence

    def noted(error: BaseException, interaction: Any) -> str:
        found.append(type(error).__name__ if isinstance(error, Feedback) else FAULT)
        return sentence(error, interaction)

    monkeypatch.setattr(errors, "_sentence", noted)
    return found


@pytest.fixture
async def world(community: Community, refusals: list[str]) -> World:
    made = World(community, refusals)
    stage = made.stage
    await stage.pass_time(hours=6)  # to an hour that is quiet for nobody
    join = stage.env.create_user
    people = {
        "owner": community.owner,
        "manager": community.moderator,
        "team": community.helper,
        "outsider": community.outsider,
        "member": stage.guild.add_member(join("dora", global_name="Dora")),
        "blocked": stage.guild.add_member(join("bert", global_name="Bert")),
    }
    made.known = {"elsewhere": community.elsewhere.create_text_channel("careers"), **people}
    await open_up(community)
    helper, bert = people["team"], people["blocked"]
    await helper.slash(stage.careers, "careers-team block", member=bert, reason="a word")
    return made


async def open_up(community: Community) -> None:
    """Everything is on; members may ask from their first day on."""
    await community.set_up(*Feature, approve_wins=True, min_days_in_server=0)


# Commands


def command(world: World, column: str, name: str, values: dict[str, Any]) -> InteractionResult:
    """A command, sent past whatever Discord would hide."""
    stage, backend = world.stage, world.stage.env.backend
    guild, channel = world.place(column)
    root = backend.find_command(name.split(maxsplit=1)[0], guild.id)
    leaf, nesting = hand_made.walk_to_subcommand(root, name.split()[1:])
    types = {one["name"]: one["type"] for one in leaf.get("options", [])}
    people = [one.id for option, one in values.items() if types[option] == 6]
    users = {str(one): dict(serializers.user_payload(backend.get_user(one))) for one in people}
    options = [
        {"name": option, "type": types[option], "value": str(one.id) if types[option] == 6 else one}
        for option, one in values.items()
    ]
    data = {
        "id": root["id"],
        "name": root["name"],
        "type": 1,
        "options": hand_made.nest_options(root, nesting, options),
        "resolved": {"users": users},
    }
    record, payload = hand_made.base_payload(
        backend,
        type=2,
        channel_id=channel.id,
        guild_id=guild.id,
        user_id=world.known[column].id,
        data=data,
    )
    backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(stage.env, record)


def values_for(world: World, options: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Something for each option that is needed."""
    people = {"via": world.stage.bob, "person": world.stage.alice, "member": world.stage.alice}
    found: dict[str, Any] = {}
    for one in (each for each in options if each.get("required")):
        is_number = one["type"] in {4, 10}
        found[one["name"]] = people.get(one["name"], 1 if is_number else "a word")
    return found


def test_every_command_has_a_row(stage: Stage) -> None:
    every = [one for one in registered(stage) if one["name"] in GROUPS]
    assert {name for name, _options in leaves(every)} == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
async def test_commands(world: World, name: str) -> None:
    every = dict(leaves(registered(world.stage)))
    found = {}
    for column in COLUMNS:
        await open_up(world.community)
        before = await world.held()
        values = values_for(world, every[name])
        sent = partial(command, world, column, name, values)
        found[column] = await world.tried(sent, gates(COMMANDS))
        if found[column]:
            assert await world.held() == before, column
    assert found == dict(zip(COLUMNS, COMMANDS[name], strict=True))


# Buttons that work for months


def press(world: World, column: str, custom_id: str, who: Any = None) -> InteractionResult:
    """A press on a button with that custom id, wherever somebody is."""
    guild, channel = world.place(column)
    member = who or world.known[column]
    return pressed(world.stage, member, channel.id, guild.id, custom_id)


def pressed(
    stage: Stage,
    who: Any,
    channel_id: int,
    guild_id: int | None,
    custom_id: str,
    *,
    message: Any = None,
    kind: int = 2,
    values: Sequence[str] = (),
) -> InteractionResult:
    """A press on a button, or a choice from a list, of any message there is."""
    backend = stage.env.backend
    stored = message or backend.create_message(channel_id, backend.bot_user.id, "Press here.")
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind}
    if kind != 2:
        data |= {"values": list(values)} | ({} if kind == 3 else {"resolved": {}})
    record, payload = hand_made.base_payload(
        backend, type=3, channel_id=channel_id, guild_id=guild_id, user_id=who.id, data=data
    )
    payload["message"] = dict(serializers.message_payload(backend, stored))
    if message is None:
        button = {"type": 2, "id": 2, "style": 1, "label": "x", "custom_id": custom_id}
        payload["message"]["components"] = [{"type": 1, "id": 1, "components": [button]}]
    record.source_message_id = stored.id
    backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(stage.env, record)


@dataclass
class Theirs:
    """A button, and whose it is: who presses it where Discord brought it."""

    custom_id: str
    who: Any = None
    in_dm: bool = True


async def _anybodys(action: str, _world: World) -> Theirs:
    return Theirs(f"r:{action}")


async def _door(action: str, world: World) -> Theirs:
    stage = world.stage
    await Trio(world.community).reach(stage.bob)
    await set_door(stage, stage.bob, "boats")
    return Theirs(f"r:{action}:{stage.bob.id}")


async def _win(action: str, world: World) -> Theirs:
    """Alice's preview, with a name in it."""
    stage = world.stage
    await written(stage, stage.alice, "I met @Samira, and it went well.")
    found = await _id(stage, tables.win)
    more = {"share_named": ":1", "share_keep": ":abcd1234", "share_out": ":abcd1234"}
    return Theirs(f"r:{action}:{found}{more.get(action, '')}", stage.alice, in_dm=False)


async def _queued(action: str, world: World) -> Theirs:
    stage = world.stage
    shown = await written(stage, stage.alice)
    await stage.alice.click(shown.followups[-1], label="Send it to the team")
    return Theirs(f"r:{action}:{0 if action == 'queue_next' else await _id(stage, tables.win)}")


async def _introduction(action: str, world: World) -> Theirs:
    """Alice asks Bob to introduce her to Carol; it has come as far as the button needs."""
    trio = Trio(world.community)
    for one in (trio.bob, trio.carol):
        await trio.reach(one)
    await trio.ask("goal")
    who = {"intro_withdraw": trio.alice, "intro_yes": trio.carol, "intro_never": trio.carol}
    if action in {"intro_yes", "intro_never", "intro_times"}:
        await trio.press(trio.bob, "Pass it on")
    if action == "intro_times":
        await trio.press(trio.carol, "Yes")
    more = ":ask_friend" if action == "intro_report" else ""
    found = await _id(world.stage, tables.introduction)
    return Theirs(f"r:{action}:{found}{more}", who.get(action, trio.bob))


async def _report(action: str, world: World) -> Theirs:
    """Bob reports that Alice asked him."""
    trio = Trio(world.community)
    await _introduction("intro_no", world)
    opened = await trio.bob.user.click(trio.stage.last(trio.bob.user), label="Report")
    await trio.bob.user.select(opened.response, custom_id="reason", values=["rude"])
    await trio.bob.user.click(opened.response, label="Attach what I received")
    await trio.bob.user.click(opened.response, label="Send the report")
    more = ":7" if action == "report_block" else ""
    return Theirs(f"r:{action}:{await _id(world.stage, tables.report)}{more}")


async def _id(stage: Stage, table: sa.Table) -> str:
    async with stage.app.database.read() as connection:
        return str((await connection.execute(sa.select(table.c.id))).scalar_one())


Made = Callable[[str, World], Awaitable[Theirs]]
MADE: dict[str, Made] = {
    "door": _door,
    "share": _win,
    "queue": _queued,
    "intro": _introduction,
    "report": _report,
}


def maker(action: str) -> Made:
    return (
        _anybodys
        if action == "share_own"
        else MADE.get(action.split("_", maxsplit=1)[0], _anybodys)
    )


def test_every_button_has_a_row(stage: Stage) -> None:
    """Those of issue 5 are the ones that its screens register."""
    assert stage.app
    ours = {
        name
        for name, handler in buttons.action_handlers.items()
        if handler.__module__.startswith("bot.ui.careers.")
    }
    assert ours == BUTTONS.keys()


@pytest.mark.parametrize("action", BUTTONS)
async def test_buttons(world: World, action: str) -> None:
    made = await maker(action)(action, world)
    custom_id = made.custom_id + ":1" * (action == "share_own")
    found = {}
    for column in sorted(COLUMNS, key=lambda one: not BUTTONS[action][COLUMNS.index(one)]):
        before = await world.held()
        sent = partial(press, world, column, custom_id)
        found[column] = await world.tried(sent, gates(BUTTONS))
        if found[column]:
            assert await world.held() == before, column
    assert found == dict(zip(COLUMNS, BUTTONS[action], strict=True))
    if made.who is not None:
        channel = made.who.user.dm_channel if made.in_dm else world.stage.careers
        guild_id = None if made.in_dm else world.stage.guild.id
        sent = partial(pressed, world.stage, made.who, channel.id, guild_id, custom_id)
        assert await world.tried(sent, gates(BUTTONS)) == MAY


@pytest.mark.parametrize("action", [one for one, row in BUTTONS.items() if row is TEAM])
async def test_who_manages_another_server_decides_nothing_here(world: World, action: str) -> None:
    """They press a copy of the button where they may do everything."""
    made = await maker(action)(action, world)
    elsewhere = world.community.elsewhere
    chief = elsewhere.add_member(elsewhere.owner)
    coach = world.stage.app.coach
    await servers.set_up(coach, Place(elsewhere.id, "Elsewhere", chief.id), Careers())
    before = await world.held()
    await world.tried(partial(press, world, "outsider", made.custom_id, chief), set())
    assert await world.held() == before


# Screens that last a quarter of an hour: whoever opened one, while they may


SCREENS = (
    "careers setup",
    "careers features",
    "careers limits",
    "careers digest",
    "careers prompt list",
    "careers prompt schedule",
    "careers reset",
)
"""The commands of moderators that answer with a screen of their own."""


def components(message: Any) -> Iterator[dict[str, Any]]:
    for one in walk_components(message.components):
        if one.get("custom_id"):
            yield one


def choice(one: dict[str, Any]) -> list[str]:
    """Something that can be chosen in a list."""
    return [option["value"] for option in one.get("options", [])[:1]]


async def try_all(world: World, screen: Any, who: Any) -> dict[str, str]:
    """By custom id, the refusal that somebody gets at each button and list of a screen."""
    stage, found = world.stage, {}
    stored = stage.env.backend.get_message(screen.channel_id, screen.id)
    for one in components(screen):
        if one["custom_id"].startswith("r:") or one.get("disabled"):
            continue
        sent = partial(
            pressed,
            stage,
            who,
            stored.channel_id,
            stage.guild.id,
            one["custom_id"],
            message=stored,
            kind=one["type"],
            values=choice(one),
        )
        found[one["custom_id"]] = await world.tried(sent, SCREEN)
    return found


async def opened(world: World, name: str) -> Any:
    """The screen, as the moderator sees it."""
    stage, moderator = world.stage, world.community.moderator
    match name:
        case "the question whether to post":
            return (await chosen(world.community)).followups[-1]
        case "one prompt":
            listed = await moderator.slash(stage.careers, "careers prompt list")
            one = await moderator.select(listed.response, [FIRST.id], custom_id="prompt")
            return one.response
    return (await moderator.slash(stage.careers, name)).response


@pytest.mark.parametrize("name", [*SCREENS, "the question whether to post", "one prompt"])
async def test_moderators_screens(world: World, name: str) -> None:
    stage, moderator = world.stage, world.community.moderator
    screen = await opened(world, name)
    before = await world.held()
    for column in ("owner", "team", "member", "blocked"):
        found = await try_all(world, screen, world.known[column])
        assert found
        assert set(found.values()) == {"NotYours"}, column
    stage.guild.remove_member(moderator)
    demoted = stage.guild.add_member(moderator.user)
    found = await try_all(world, screen, demoted)
    assert found == dict.fromkeys(found, "ManagersOnly")
    assert await world.held() == before


async def test_the_consent_screen_is_the_askers(world: World) -> None:
    trio = Trio(world.community)
    await trio.reach(trio.bob)
    shown = await trio.command()
    for column in ("owner", "team", "member", "blocked"):
        found = await try_all(world, shown.response, world.known[column])
        assert set(found.values()) == {"NotYours"}, column
