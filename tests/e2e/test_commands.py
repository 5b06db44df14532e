"""All commands together, as Discord is told of them."""

from collections.abc import Iterator
from typing import Any

from bot.sync import command_problems
from tests.e2e.stage import Stage, texts

MOMENTS = {"when", "until"}
"""Typed again in no time, and quoted by a refusal."""


def registered(stage: Stage) -> list[dict]:
    put = [
        request
        for request in stage.env.http_requests
        if request.method == "PUT" and request.path.endswith("/commands")
    ]
    return put[-1].json


async def test_discord_would_take_every_command(stage: Stage):
    assert command_problems(registered(stage)) == []


MODERATORS = {"careers": 1 << 5, "careers-team": 1 << 13}
"""Manage Server and Manage Messages: whom Discord shows the command, unless a server says else."""

AMONG_MEMBERS = {"intro", "opendoor"}
"""/share isn't among them: what was shared can be taken back from anywhere."""


async def test_moderators_commands_are_in_servers_only(stage: Stage):
    found = {one["name"]: one for one in registered(stage) if one["name"] in MODERATORS}
    assert found.keys() == MODERATORS.keys()
    for name, command in found.items():
        assert command["integration_types"] == [0]
        assert command["contexts"] == [0]
        assert int(command["default_member_permissions"]) == MODERATORS[name]


async def test_what_members_do_with_each_other_is_in_servers_only(stage: Stage):
    found = {one["name"]: one for one in registered(stage) if one["name"] in AMONG_MEMBERS}
    assert found.keys() == AMONG_MEMBERS
    for command in found.values():
        assert command["integration_types"] == [0]
        assert command["contexts"] == [0]
        assert command["default_member_permissions"] is None


async def test_members_commands_work_everywhere_and_are_global(stage: Stage):
    for command in registered(stage):
        if command["name"] in {*MODERATORS, *AMONG_MEMBERS}:
            continue
        assert sorted(command["integration_types"]) == [0, 1], command["name"]
        assert sorted(command["contexts"]) == [0, 1, 2], command["name"]


async def test_every_command_of_the_readme_is_there(stage: Stage):
    assert {command["name"] for command in registered(stage)} == {
        "ask",
        "careers",
        "careers-team",
        "coach",
        "intro",
        "learn",
        "log",
        "meet",
        "opendoor",
        "people",
        "privacy",
        "promises",
        "questions",
        "reminders",
        "reply",
        "share",
        "thanks",
        "undo",
    }


def written_in(commands: list[dict[str, Any]], path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each command about a person with what is written in words of one's own."""
    for command in commands:
        name, options = f"{path} {command['name']}".strip(), command.get("options", [])
        if any(one["type"] in {1, 2} for one in options):
            yield from written_in(options, name)
        elif ("person", 3) in {(one["name"], one["type"]) for one in options}:
            free = [
                one["name"]
                for one in options
                if one["type"] == 3 and not one.get("choices") and not one.get("autocomplete")
            ]
            yield name, [one for one in free if one not in MOMENTS]


async def test_what_was_written_is_given_back_where_the_person_is_unknown(stage: Stage):
    await stage.alice.user.slash("people add", name="Sam")
    found = {name: written for name, written in written_in(registered(stage)) if written}
    assert found.keys() >= {"log", "people edit", "questions add", "reply"}
    for name, written in found.items():
        words = {one: f"words for {one}" for one in written}
        more = {"outcome": "yes"} if name == "reply" else {}
        refused = await stage.alice.user.slash(name, person="Nobody", **words, **more)
        assert "can't find that person" in texts(refused)[0], name
        assert sorted("\n".join(texts(refused)[1:]).splitlines()) == sorted(words.values()), name
