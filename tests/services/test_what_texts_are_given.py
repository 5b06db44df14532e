"""What the code gives to the texts is what they may name, nothing more and nothing less."""

import ast
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import bot
import cogs
from bot import content
from bot.coaching.events import EventKind
from bot.coaching.rules import NudgeKind
from bot.coaching.stages import NudgeKey
from bot.services import drafting, history, people
from bot.services.coach import Caller, Coach
from bot.services.history import Report, Standing
from bot.services.outgoing import Item, Letter
from bot.ui import nudges
from tests.clock import MONDAY_MORNING

ALICE = 1_000_000_000_000_000_001
GIVEN_BY_CONTENT = {"sentences"}


@pytest.fixture
async def standing(coach: Coach) -> Standing:
    """A talk is planned."""
    added = await people.add(coach, Caller(ALICE, 1), name="Sam")
    starts = (MONDAY_MORNING + timedelta(days=3)).isoformat()
    report = Report(EventKind.SCHEDULED, facts={"starts": starts})
    outcome = await history.record(coach, Caller(ALICE, 2), added.standing.person.id, report)
    return outcome.standing


async def test_nudges_are_given_what_they_may_name(standing: Standing) -> None:
    item = Item(1, standing, NudgeKey(NudgeKind.MEETING_DAY, 1, 1), MONDAY_MORNING)
    assert nudges.values(item).keys() == content.NUDGE_VARIABLES


async def test_a_bundle_is_given_what_it_may_name(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Mapping[str, object]] = []

    def bundle(_language: str, values: Mapping[str, object]) -> str:
        given.append(values)
        return ""

    monkeypatch.setattr(content, "bundle", bundle)
    now: datetime = MONDAY_MORNING
    items = [Item(n, standing, NudgeKey(NudgeKind.MEETING_DAY, 1, n), now) for n in (1, 2)]
    nudges.compose(Letter(1, standing.member, items))
    assert [values.keys() for values in given] == [content.BUNDLE_VARIABLES]


async def test_drafts_are_given_what_they_may_name(standing: Standing) -> None:
    """What is known always, and what some use case adds; anything else is refused."""
    always = drafting.known(standing.member, standing.person).keys()
    added = set(_keys(Path(drafting.__file__).parent))
    assert always <= content.DRAFT_VARIABLES
    assert always | added | GIVEN_BY_CONTENT >= content.DRAFT_VARIABLES


def test_every_greeting_is_shown_by_something() -> None:
    shown = {
        word
        for package in (bot, cogs)
        for tree in _trees(Path(str(package.__file__)).parent)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "content.greeting"
        for word in _words(_first_argument(tree, call))
    }
    assert shown >= set(content.GREETINGS)


def _first_argument(tree: ast.Module, call: ast.Call) -> ast.AST:
    """What is asked for; where that is a variable, what it is set to."""
    first = call.args[0]
    if not isinstance(first, ast.Name):
        return first
    return next(
        one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == first.id
    )


def _words(tree: ast.AST) -> Iterator[str]:
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _keys(folder: Path) -> Iterator[str]:
    """Every text that stands as a key in a dictionary."""
    for tree in _trees(folder):
        for one in ast.walk(tree):
            if isinstance(one, ast.Dict):
                for key in one.keys:
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield key.value


def _trees(folder: Path) -> Iterator[ast.Module]:
    for path in folder.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))
