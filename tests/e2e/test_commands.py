"""All commands together, as Discord is told of them."""

from bot.sync import command_problems
from tests.e2e.stage import Stage


def registered(stage: Stage) -> list[dict]:
    put = [
        request
        for request in stage.env.http_requests
        if request.method == "PUT" and request.path.endswith("/commands")
    ]
    return put[-1].json


async def test_discord_would_take_every_command(stage: Stage):
    assert command_problems(registered(stage)) == []


async def test_members_commands_work_everywhere_and_are_global(stage: Stage):
    for command in registered(stage):
        assert sorted(command["integration_types"]) == [0, 1], command["name"]
        assert sorted(command["contexts"]) == [0, 1, 2], command["name"]


async def test_every_command_of_the_readme_is_there(stage: Stage):
    assert {command["name"] for command in registered(stage)} == {
        "ask",
        "coach",
        "learn",
        "log",
        "meet",
        "people",
        "privacy",
        "questions",
        "reminders",
        "reply",
        "thanks",
        "undo",
    }
