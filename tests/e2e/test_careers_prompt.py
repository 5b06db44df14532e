"""/careers prompt and /careers digest: what moderators choose, and what others may not."""

from typing import Any

import pytest
import simcord

from bot import content
from bot.coaching.careers import Feature
from bot.services.careers import prompts, servers
from tests.e2e.community import Community
from tests.e2e.stage import labels, prefilled, texts
from tests.e2e.test_meet import acknowledge

FIRST = content.prompts("en")[0]


async def settings(community: Community) -> Any:
    stage = community.stage
    return (await servers.required(stage.app.coach, stage.guild.id)).settings


async def listed(community: Community) -> prompts.Collection:
    stage = community.stage
    return await prompts.collection(stage.app.coach, stage.guild.id)


# The list


async def test_the_list_pages_through(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    shown = await moderator.slash(careers, "careers prompt list")
    assert shown.ephemeral
    assert f"Next: “{FIRST.text}”" in shown.response.content
    assert "58 of 58" in shown.response.content
    assert labels(shown.response) == ["More", "Add your own"]
    seen = [shown.response.content]
    while "More" in labels(shown.response):
        shown = await moderator.click(shown.response, label="More")
        seen.append(shown.response.content)
        assert len(seen[-1]) <= 2000
    assert len(seen) == 10
    assert all(one.text[:40] in "\n".join(seen) for one in content.prompts("en"))
    shown = await moderator.click(shown.response, label="Back")
    assert "Page 9 of 10" in shown.response.content


async def test_a_page_of_the_longest_fits_a_message(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    for number in range(6):
        words = f"{number} " + "*_" * 149
        await moderator.slash(careers, "careers prompt add", text=words[:300])
    shown = await moderator.slash(careers, "careers prompt list")
    while "More" in labels(shown.response):
        shown = await moderator.click(shown.response, label="More")
        assert len(texts(shown)) == 1


async def test_one_of_the_list_is_removed_and_put_back(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    shown = await moderator.slash(careers, "careers prompt list")
    one = await moderator.select(shown.response, values=[FIRST.id])
    assert FIRST.text in one.response.content
    gone = await moderator.click(one.response, label="Remove")
    assert "I won't ask this any more" in gone.response.content
    assert (await settings(community)).removed_prompts == {FIRST.id}
    back = await moderator.click(gone.response, label="Put it back")
    assert "It is back" in back.response.content
    assert (await settings(community)).removed_prompts == frozenset()
    page = await moderator.click(back.response, label="All prompts")
    assert "Page 1 of 10" in page.response.content


async def test_one_of_the_list_is_worded_anew_and_as_it_was(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    shown = await moderator.slash(careers, "careers prompt list")
    one = await moderator.select(shown.response, values=[FIRST.id])
    form = await moderator.click(one.response, label="Edit")
    assert prefilled(form) == {"text": FIRST.text}
    saved = await moderator.submit_modal(form, {"text": "Whose day would you like to see?"})
    assert "Whose day would you like to see?" in saved.response.content
    assert (await listed(community)).prompts[0].is_reworded
    form = await moderator.click(saved.response, label="Edit")
    await moderator.submit_modal(form, {"text": FIRST.text})
    assert not (await listed(community)).prompts[0].is_reworded


# Adding, editing, removing


async def test_one_of_their_own_comes_in_its_turn(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    stage, moderator = community.stage, community.moderator
    form = await moderator.slash(stage.careers, "careers prompt add")
    added = await moderator.submit_modal(form, {"text": "Who taught you patience?"})
    assert "Added." in added.response.content
    own = (await listed(community)).prompts[-1]
    assert (own.text, own.is_own) == ("Who taught you patience?", True)
    for one in content.prompts("en"):
        await prompts.remove(
            stage.app.coach, servers.Place(stage.guild.id, "Careers", moderator.id), one.id
        )
    await stage.pass_time(days=7)
    assert "Who taught you patience?" in stage.seen(stage.alice.user, stage.careers)[-1].content


async def test_what_doesnt_fit_is_given_back(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    long = "Why? " * 80
    refused = await moderator.slash(careers, "careers prompt add", text=long)
    assert "300 fit" in texts(refused)[0]
    assert texts(refused)[1].strip() == long.strip()
    refused = await moderator.slash(careers, "careers prompt add", text=FIRST.text)
    assert "there already" in texts(refused)[0]
    refused = await moderator.slash(careers, "careers prompt add", text="  ")
    assert "needs a question" in texts(refused)[0]
    form = await moderator.slash(careers, "careers prompt edit", prompt="nervous")
    refused = await moderator.submit_modal(form, {"text": FIRST.text})
    assert "there already" in texts(refused)[0]
    assert texts(refused)[1] == FIRST.text
    acknowledge(community.stage)


async def test_there_are_not_endlessly_many(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    await community.set_up(Feature.PROMPT)
    monkeypatch.setattr(prompts, "MOST_OWN", 1)
    careers, moderator = community.stage.careers, community.moderator
    await moderator.slash(careers, "careers prompt add", text="One?")
    refused = await moderator.slash(careers, "careers prompt add", text="Two?")
    assert "Remove one first" in texts(refused)[0]
    assert texts(refused)[1] == "Two?"
    own = (await listed(community)).prompts[-1]
    await moderator.slash(careers, "careers prompt remove", prompt=own.id)
    await moderator.slash(careers, "careers prompt add", text="Two?")
    kept = [one.text for one in (await listed(community)).prompts if one.is_own]
    assert kept == ["Two?"]
    assert (await settings(community)).removed_prompts == frozenset()


async def test_commands_find_a_prompt_by_its_words(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    found = await moderator.autocomplete(careers, "careers prompt remove", "prompt", "nervous")
    assert found == []
    found = await moderator.autocomplete(careers, "careers prompt remove", "prompt", "press send")
    assert [one["value"] for one in found] == ["nervous"]
    gone = await moderator.slash(careers, "careers prompt remove", prompt="nervous")
    assert "I won't ask this" in gone.response.content
    found = await moderator.autocomplete(careers, "careers prompt edit", "prompt", "press send")
    assert found == []
    for name in ("remove", "edit"):
        refused = await moderator.slash(careers, f"careers prompt {name}", prompt="nothing")
        assert "can't find the prompt" in texts(refused)[0]


async def test_every_change_is_in_the_log(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    await moderator.slash(careers, "careers prompt add", text="Why?")
    gone = await moderator.slash(careers, "careers prompt remove", prompt="nervous")
    await moderator.click(gone.response, label="Put it back")
    await moderator.slash(careers, "careers prompt schedule", day=2)
    await moderator.slash(careers, "careers digest", minimum=7)
    logged = (await moderator.slash(careers, "careers log")).response.content
    assert "added a weekly prompt" in logged
    assert "removed a weekly prompt" in logged
    assert "put a weekly prompt back" in logged
    assert "changed when the weekly prompt goes" in logged
    assert "changed the digest (digest from so many members: 7)" in logged


# When


async def test_the_schedule_is_chosen_by_options_list_and_form(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    shown = await moderator.slash(careers, "careers prompt schedule")
    assert "Every **Monday** at **10:00** (Europe/Berlin)" in shown.response.content
    shown = await moderator.slash(careers, "careers prompt schedule", day=2, time="5pm")
    assert "Every **Wednesday** at **17:00**" in shown.response.content
    shown = await moderator.select(shown.response, values=["3"])
    assert "Every **Thursday** at **17:00**" in shown.response.content
    form = await moderator.click(shown.response, label="Time")
    assert prefilled(form) == {"time": "17:00"}
    refused = await moderator.submit_modal(form, {"time": "noonish"})
    assert "noonish" in "\n".join(texts(refused))
    form = await moderator.click(shown.response, label="Time")
    shown = await moderator.submit_modal(form, {"time": "8:30"})
    assert "Every **Thursday** at **08:30**" in shown.response.content
    chosen = (await settings(community)).prompt
    assert (chosen.weekday, chosen.at.isoformat("minutes")) == (3, "08:30")
    acknowledge(community.stage)


async def test_switched_off_or_paused_the_schedule_says_so(community: Community) -> None:
    await community.set_up()
    shown = await community.moderator.slash(community.stage.careers, "careers prompt schedule")
    assert "Switched off at the moment" in shown.response.content


async def test_the_digest_is_chosen_by_options_list_and_form(community: Community) -> None:
    await community.set_up(Feature.DIGEST)
    careers, moderator = community.stage.careers, community.moderator
    shown = await moderator.slash(careers, "careers digest", day=0, time="9:00", minimum=8)
    assert "Every **Monday** at **09:00**" in shown.response.content
    assert "at least **8**" in shown.response.content
    shown = await moderator.select(shown.response, values=["6"])
    assert "Every **Sunday**" in shown.response.content
    form = await moderator.click(shown.response, label="Time and minimum")
    assert prefilled(form) == {"time": "09:00", "minimum": "8"}
    for typed in ("4", "0", "-5", "101", "many"):
        refused = await moderator.submit_modal(form, {"time": "9:00", "minimum": typed[:3]})
        assert "from 5 to 100" in texts(refused)[0]
        form = await moderator.click(shown.response, label="Time and minimum")
    shown = await moderator.submit_modal(form, {"time": "18:00", "minimum": "5"})
    assert "at least **5**" in shown.response.content
    chosen = await settings(community)
    assert (chosen.digest.weekday, chosen.digest.at.hour, chosen.digest_minimum) == (6, 18, 5)
    logged = await moderator.slash(careers, "careers log")
    assert "digest" in logged.response.content
    acknowledge(community.stage)


# Who may


COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("careers digest", {}),
    ("careers digest", {"day": 1}),
    ("careers prompt list", {}),
    ("careers prompt add", {}),
    ("careers prompt add", {"text": "Why?"}),
    ("careers prompt edit", {"prompt": "nervous"}),
    ("careers prompt remove", {"prompt": "nervous"}),
    ("careers prompt schedule", {}),
    ("careers prompt schedule", {"time": "9:00"}),
)


@pytest.mark.parametrize(("name", "options"), COMMANDS)
async def test_for_managers_only(community: Community, name: str, options: dict[str, Any]) -> None:
    await community.set_up(Feature.PROMPT)
    careers = community.stage.careers
    for who in (community.owner, community.moderator):
        answered = await who.slash(careers, name, **options)
        assert answered.modal is not None or "may manage" not in texts(answered)[0]
    before = await settings(community), await listed(community)
    for who in (community.helper, community.carol):
        with pytest.raises(simcord.SetupError, match="default-member-permissions"):
            await who.slash(careers, name, **options)
    assert (await settings(community), await listed(community)) == before


async def test_a_moderator_who_was_demoted_meanwhile_changes_nothing(
    community: Community,
) -> None:
    await community.set_up(Feature.PROMPT, Feature.DIGEST)
    careers, moderator = community.stage.careers, community.moderator
    add = await moderator.slash(careers, "careers prompt add")
    edit = await moderator.slash(careers, "careers prompt edit", prompt="nervous")
    pages = await moderator.slash(careers, "careers prompt list")
    other = await moderator.slash(careers, "careers prompt list")
    one = await moderator.select(other.response, values=[FIRST.id])
    digest = await moderator.slash(careers, "careers digest")
    schedule = await moderator.slash(careers, "careers prompt schedule")
    time = await moderator.click(schedule.response, label="Time")
    before = await settings(community), await listed(community)
    await demote(community)
    tried = [
        await moderator.submit_modal(add, {"text": "A question that was typed for a while?"}),
        await moderator.submit_modal(edit, {"text": "Another wording?"}),
        await moderator.submit_modal(time, {"time": "7:00"}),
        await moderator.click(pages.response, label="More"),
        await moderator.click(pages.response, label="Add your own"),
        await moderator.select(pages.response, values=[FIRST.id]),
        await moderator.click(one.response, label="Edit"),
        await moderator.click(one.response, label="Remove"),
        await moderator.click(one.response, label="All prompts"),
        await moderator.select(digest.response, values=["1"]),
        await moderator.click(digest.response, label="Time and minimum"),
    ]
    assert all("may manage this server" in texts(each)[0] for each in tried)
    assert "A question that was typed for a while?" in texts(tried[0])
    acknowledge(community.stage)
    assert (await settings(community), await listed(community)) == before


async def demote(community: Community) -> None:
    """The moderator loses their role."""
    guild = community.stage.app.bot.get_guild(community.stage.guild.id)
    role = next(one for one in guild.roles if one.name == "Mods")
    await role.edit(permissions=role.permissions.none())


async def test_before_the_setup_everything_says_how_to_begin(community: Community) -> None:
    careers, moderator = community.stage.careers, community.moderator
    for name, options in COMMANDS:
        answered = await moderator.slash(careers, name, **options)
        if answered.modal is not None:
            answered = await moderator.submit_modal(answered, {"text": "Why?"})
        assert "/careers setup" in texts(answered)[0], name
    acknowledge(community.stage)


async def test_a_prompt_is_found_by_its_words(community: Community) -> None:
    await community.set_up(Feature.PROMPT)
    careers, moderator = community.stage.careers, community.moderator
    form = await moderator.slash(careers, "careers prompt edit", prompt=f" {FIRST.text.upper()}")
    assert prefilled(form)["text"] == FIRST.text
    gone = await moderator.slash(careers, "careers prompt remove", prompt=f"{FIRST.text[:25]}…")
    assert FIRST.text in gone.response.content
    assert (await settings(community)).removed_prompts == {FIRST.id}
    log = await moderator.slash(careers, "careers log")
    assert FIRST.text[:25] not in log.response.content
    many = await moderator.slash(careers, "careers prompt remove", prompt="a")
    assert "can't find the prompt" in many.response.content
    acknowledge(community.stage)
