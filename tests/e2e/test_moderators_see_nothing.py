"""No moderator's answer, and nothing that is posted in a server, has a private word of anybody.

Every command of theirs is tried, with every button of its answers, in a server whose members
have people, notes, drafts, goals and messages.
"""

import json
from collections.abc import Iterator
from typing import Any

import discord
import pytest
import simcord

from bot.coaching.careers import Feature
from tests.e2e.community import Community
from tests.e2e.stage import Stage, labels, texts
from tests.e2e.test_commands import MODERATORS, registered
from tests.services.test_privacy import PRIVATE, seed

LAST = ("careers reset", "careers-team pause")
"""What stops the others comes last."""

LEAST = 25
"""So many answers at least have been read, or the walk has gone astray."""


@pytest.fixture
async def seeded(community: Community) -> Community:
    """A server with all features on, and two members with one of everything."""
    stage = community.stage
    await community.set_up(*Feature, approve_wins=True, min_days_in_server=0)
    for who in (stage.alice, community.carol):
        await seed(stage.app.coach, who.id, (stage.guild.id, "Careers"))
    return community


def leaves(commands: list[dict[str, Any]], path: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Each command by its whole name, with its options."""
    for command in commands:
        name, options = f"{path} {command['name']}".strip(), command.get("options", [])
        if any(one["type"] in {1, 2} for one in options):
            yield from leaves(options, name)
        else:
            yield name, options


def filled(community: Community, options: list[dict[str, Any]]) -> dict[str, Any]:
    """Something for each option that is needed."""
    stage = community.stage
    by_type = {6: stage.alice, 7: stage.careers, 8: community.team_role, 5: True}
    found = {}
    for option in (one for one in options if one.get("required")):
        if option.get("choices"):
            found[option["name"]] = option["choices"][0]["value"]
        elif option["type"] in {4, 10}:
            found[option["name"]] = option.get("min_value", 1)
        else:
            found[option["name"]] = by_type.get(option["type"], "a word")
    return found


class Reader:
    """Reads whatever the bot says to Discord, and remembers it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._from = len(stage.env.http_requests)
        self.read: list[str] = []

    async def take(self, what: str, result: Any) -> Any:
        """All that was said since the last time, with the files."""
        said = [
            json.dumps(one.json, ensure_ascii=False, default=str)
            for one in self._stage.env.http_requests[self._from :]
        ]
        self._from = len(self._stage.env.http_requests)
        for message in filter(None, [result.response, *result.followups]):
            said += [(await one.read()).decode("utf-8", "replace") for one in message.attachments]
        self.read.append("\n".join(said))
        require_nothing_private(what, self.read[-1])
        return result


def require_nothing_private(what: str, said: str) -> None:
    found = [word for word in PRIVATE if word in said]
    assert found == [], what


async def everything_tried(community: Community, who: Any, reader: Reader) -> None:
    """Every command for moderators, and every button of its answer."""
    stage = community.stage
    commands = [one for one in registered(stage) if one["name"] in MODERATORS]
    every = sorted(leaves(commands), key=lambda one: one[0] in LAST)
    for name, options in every:
        values = filled(community, options)
        try:
            answer = await reader.take(name, await who.slash(stage.careers, name, **values))
        except simcord.SetupError:  # Discord shows them no such command
            continue
        for label in labels(answer.response) if answer.response else ():
            again = await who.slash(stage.careers, name, **values)
            if again.response is None or label not in labels(again.response):
                continue
            try:
                pressed = await who.click(again.response, label=label)
            except simcord.SetupError:  # greyed out
                continue
            await reader.take(f"{name}, {label}", pressed)
    list(stage.env.errors)


def posted(community: Community) -> Iterator[discord.Message]:
    """Everything that stands in the server's channels, for all who may read it."""
    stage = community.stage
    for channel in (stage.careers, community.log, *stage.careers.threads):
        yield from stage.seen(community.owner, channel)


@pytest.mark.parametrize("whom", ["owner", "moderator", "helper"])
async def test_no_answer_to_moderators_has_a_private_word(seeded: Community, whom: str) -> None:
    stage = seeded.stage
    form = await stage.bob.slash(stage.careers, "share preview")
    shown = await stage.bob.submit_modal(form, {"words": "I asked, and they said yes."})
    await stage.bob.click(shown.followups[-1], label="Send it to the team")
    reader = Reader(stage)
    await everything_tried(seeded, getattr(seeded, whom), reader)
    assert len(reader.read) >= (LEAST if whom != "helper" else 5)
    for message in posted(seeded):
        embeds = [json.dumps(one.to_dict(), ensure_ascii=False) for one in message.embeds]
        require_nothing_private("posted", "\n".join([message.content, *embeds]))


async def test_no_post_has_a_private_word_in_three_weeks(seeded: Community) -> None:
    stage = seeded.stage
    asked = await stage.alice.slash(stage.careers, "share undo")
    assert texts(asked)
    await stage.pass_time(days=21)
    said = [message.content for message in posted(seeded)]
    assert said, "nothing was posted, so nothing was shown by this"
    require_nothing_private("posted", "\n".join(said))
