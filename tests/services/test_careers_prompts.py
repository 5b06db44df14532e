"""A server's prompts on both databases."""

import pytest

from bot import content
from bot.coaching.careers import Careers
from bot.services.careers import prompts, servers
from bot.services.careers.servers import NotSetUp, Place
from bot.services.coach import Coach
from bot.storage.engine import count_statements

HERE = Place(77, "Careers", 1)
ELSEWHERE = Place(78, "Elsewhere", 2)
FIRST, SECOND = content.prompts("en")[:2]


async def test_each_server_has_wordings_of_its_own(coach: Coach) -> None:
    for place in (HERE, ELSEWHERE):
        await servers.set_up(coach, place, Careers())
    own = await prompts.add(coach, HERE, "Who taught you patience?")
    await prompts.edit(coach, HERE, FIRST.id, "Worded anew?")
    await prompts.edit(coach, HERE, FIRST.id, "Worded once more?")
    found = await prompts.collection(coach, HERE.guild_id)
    assert found.prompts[0] == prompts.Prompt(FIRST.id, "Worded once more?", is_reworded=True)
    assert found.prompts[-1] == own
    assert found.following == FIRST.id
    plain = await prompts.collection(coach, ELSEWHERE.guild_id)
    assert [one.text for one in plain.prompts] == [one.text for one in content.prompts("en")]


async def test_what_was_removed_is_passed_over_until_it_is_put_back(coach: Coach) -> None:
    await servers.set_up(coach, HERE, Careers())
    await prompts.remove(coach, HERE, FIRST.id)
    assert (await prompts.collection(coach, 77)).following == SECOND.id
    await prompts.put_back(coach, HERE, FIRST.id)
    assert (await prompts.collection(coach, 77)).following == FIRST.id


async def test_the_words_for_a_form_take_one_statement(coach: Coach) -> None:
    await servers.set_up(coach, HERE, Careers())
    with count_statements(coach.database) as counted:
        assert (await prompts.named(coach, 77, FIRST.id)).text == FIRST.text
    assert counted.total == 1
    own = await prompts.add(coach, HERE, "Why?")
    assert (await prompts.named(coach, 77, own.id)).text == "Why?"
    with pytest.raises(prompts.NoSuchPrompt):
        await prompts.named(coach, 78, own.id)


async def test_without_a_setup_there_are_none(coach: Coach) -> None:
    with pytest.raises(NotSetUp):
        await prompts.collection(coach, 77)
    with pytest.raises(NotSetUp):
        await prompts.add(coach, HERE, "Why?")
