"""Introductions among three members: to the thread, and to each way they can end."""

import pytest

from tests.e2e.community import Community
from tests.e2e.introductions import ABOUT, GOAL, TOPIC, Trio


@pytest.fixture
def trio(community: Community) -> Trio:
    return Trio(community)


async def test_two_yeses_open_a_private_thread(trio: Trio) -> None:
    await trio.prepare()
    thread = await trio.agreed("name", "goal")
    (message,) = [one for one in thread.history() if one.content]
    print(message.content)
    print(trio.told(trio.bob))
    print("---")
    print(trio.told(trio.carol))
    print("---")
    print(trio.told(trio.alice))
    assert GOAL in message.content and ABOUT not in message.content
