"""What interactions cost is counted, every one; and where a use case could cost the most."""

from tests.e2e.stage import ANSWERS, Stage, answer_all, labels, texts
from tests.e2e.statements import MOST, Ledger, Spent

WHY = ANSWERS["link"]


def cost(ledger: Ledger, name: str) -> int:
    """What the last interaction of that name cost."""
    return len([one for one in ledger.spent if one.name == name][-1].statements)


def test_what_costs_too_much_is_named() -> None:
    reads = ["SELECT 1"] * 7
    assert not list(Spent("/coach", reads[1:]).problems())
    assert "/coach: 7 statements, not 6" in next(Spent("/coach", reads).problems())
    late = Spent("/meet notes", reads[:3], forms={"WritingForm": 2})
    assert "before WritingForm: 2 statements, not 1" in next(late.problems())
    assert not list(Spent("/people add", ["INSERT INTO member (id)", *reads[1:]]).problems())


async def test_commands_presses_forms_and_suggestions_are_counted(
    stage: Stage, ledger: Ledger
) -> None:
    question = await stage.alice.user.slash("coach")
    form = await stage.alice.user.click(question.response, label="Yes")
    await stage.alice.user.submit_modal(form, {"name": "Sam", "why": "a talk"})
    await stage.alice.user.autocomplete("people show", "person", "s")
    names = [one.name for one in ledger.spent]
    assert names[:3] == ["/coach", "the button r:start_yes", "the form PersonForm"]
    assert names[3:] == ["/people show, suggesting"]
    assert [len(one.statements) > 0 for one in ledger.spent] == [True, False, True, True]
    assert list(ledger.spent[1].forms.values()) == [0]
    assert all(one.noticing for one in ledger.spent[:3])


async def test_a_form_of_whoever_is_meant_costs_one_read(stage: Stage, ledger: Ledger) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    for person in (None, "Sam"):
        given = {} if person is None else {"person": person}
        stage.app.bot.coach.labels.forget(stage.alice.id)
        assert (await stage.alice.user.slash("meet notes", **given)).modal
        stage.app.bot.coach.labels.forget(stage.alice.id)
        assert (await stage.alice.user.slash("meet done", outcome="moved", **given)).modal
        assert cost(ledger, "/meet notes") == cost(ledger, "/meet done") == 1


async def test_a_name_and_a_day_cost_no_more_than_the_report(stage: Stage, ledger: Ledger) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    stage.app.bot.coach.labels.forget(stage.alice.id)
    await stage.alice.user.slash("ask sent", person="Sam", channel="email", when="today")
    assert cost(ledger, "/ask sent") <= MOST - 1
    stage.app.bot.coach.labels.forget(stage.alice.id)
    await stage.alice.user.slash("reply", outcome="later", person="Sam", when="in 3 weeks")
    assert cost(ledger, "/reply") <= MOST - 1


async def test_the_one_that_is_due_is_not_read_twice(stage: Stage, ledger: Ledger) -> None:
    await stage.alice.user.slash("people add", name="Sam")
    await stage.pass_time(days=8)
    shown = await stage.alice.user.slash("coach")
    assert "Sam" in texts(shown)[0]
    assert cost(ledger, "/coach") == 4


async def test_whoever_has_told_all_before_gets_the_draft_at_once(
    stage: Stage, ledger: Ledger
) -> None:
    """An answer and the draft that it completes are one transaction."""
    await stage.alice.user.slash("people add", name="Kim")
    asked = await stage.alice.user.slash("ask draft", channel="email")
    await answer_all(stage.alice.user, asked)
    sure = await stage.alice.user.slash("people forget", person="Kim")
    await stage.alice.user.click(sure.response, label="Yes, forget Kim")
    question = await stage.alice.user.slash("coach")
    form = await stage.alice.user.click(question.response, label="Yes")
    route = await stage.alice.user.submit_modal(form, {"name": "Sam", "why": WHY})
    asked = await stage.alice.user.click(route.response, label="No, nobody")
    assert len(ledger.spent[-1].statements) <= MOST
    drafted = await stage.alice.user.click(asked.response, label="20 minutes, any time")
    assert "Dear Sam" in texts(drafted)[1]
    assert len(ledger.spent[-1].statements) <= MOST


async def test_a_draft_taken_back_is_offered_not_written_by_looking(
    stage: Stage, ledger: Ledger
) -> None:
    question = await stage.alice.user.slash("coach")
    form = await stage.alice.user.click(question.response, label="Yes")
    route = await stage.alice.user.submit_modal(form, {"name": "Sam"})
    about = await stage.alice.user.click(route.response, label="No, nobody")
    drafted = await answer_all(stage.alice.user, about)
    assert "Dear Sam" in texts(drafted)[1]
    assert cost(ledger, "the form TimeForm") <= MOST
    asked = await stage.alice.user.slash("undo")
    await stage.alice.user.click(asked.response, label="Take it back")
    again = await stage.alice.user.slash("coach")
    assert cost(ledger, "/coach") <= MOST
    assert "Draft it" in labels(again.response)
