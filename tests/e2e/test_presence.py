"""Every command and press counts as being here, and opens what waited for it."""

from bot.storage import members
from tests.e2e.stage import Stage, raw_slash


async def member_of(stage: Stage) -> members.Member:
    async with stage.app.database.read() as connection:
        found = await members.load(connection, stage.app.keyring, stage.alice.id)
    assert found is not None
    return found


async def test_after_three_bundles_without_an_answer_any_command_brings_the_next(
    stage: Stage,
) -> None:
    for number in range(16):
        await stage.alice.user.slash("people add", name=f"Person {number}")
    before = len(stage.seen())
    await stage.pass_time(days=60)
    assert len(stage.seen()) == before + 3
    quiet_since = len(stage.seen())

    await stage.alice.slash(stage.careers, "learn", topic="waiting")
    await stage.pass_time(days=5)
    assert len(stage.seen()) > quiet_since
    assert (await member_of(stage)).unanswered == 1


async def test_an_interaction_in_the_coachs_own_dm_shows_that_messages_arrive_again(
    stage: Stage,
) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    stage.close_dms()
    await stage.pass_time(days=8)
    assert (await member_of(stage)).dm_closed is not None
    stage.open_dms()

    await stage.alice.slash(stage.careers, "learn", topic="waiting")
    assert (await member_of(stage)).dm_closed is not None
    await stage.alice.user.slash("learn", topic="waiting")
    assert (await member_of(stage)).dm_closed is None
    before = len(stage.seen())
    await stage.pass_time(days=1)
    assert len(stage.seen()) == before + 1


async def test_the_language_of_the_last_command_is_kept_for_what_comes_later(
    stage: Stage,
) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    raw_slash(stage, stage.alice.user, "people list", locale="en-GB")
    await stage.env.settle()
    assert (await member_of(stage)).locale == "en"
