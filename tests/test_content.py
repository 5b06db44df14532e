"""The long texts: every one is there, fits its place and reads well whatever is missing."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import content
from bot.coaching.checks.findings import FindingId, Known
from bot.coaching.checks.questions import check_questions
from bot.coaching.flow import to_drop
from bot.coaching.questions import Aim, most_for, suggest, wish
from bot.coaching.rules import RULES, NudgeKind
from bot.content import DRAFTS, NUDGES, Draft
from bot.storage.records import StoredQuestion

NUDGE_VALUES: dict[str, object] = {
    "organisation": "Acme",
    "since": "Tue 3 Dec",
    "days": 9,
    "waited": "Two weeks",
    "next_on": "Fri 6 Dec",
    "waiting": False,
    "introducer": "Ana",
    "note": "start with the open-source meetup",
    "promise": "go to the meetup",
    "kept": True,
    "starts": "<t:1764750000:F>",
    "starts_relative": "<t:1764750000:R>",
    "place": "Café Luna",
    "minutes": 20,
    "thank_by": "Friday",
    "closes_on": "Tue 17 Dec",
    "erased_on": "Wed 3 Dec",
    "has_draft": True,
}
DRAFT_VALUES: dict[str, object] = {
    "name": "Sam Osei",
    "first_name": "Sam",
    "organisation": "Acme",
    "role": "data lead",
    "member_name": "Maya Lind",
    "goal": "how you moved from nursing to data",
    "two_sentences": "I am a nurse in Leeds who is retraining in data. "
    "In my spare time I build small tools for my ward.",
    "link": "your talk at PyCon on data quality",
    "minutes": 20,
    "times": "Tuesday or Thursday afternoon",
    "introducer": "Ana",
    "why": "she knows both worlds",
    "field_outside": True,
    "note": "start with the open-source meetup",
    "promise": "send you what I find there",
    "belated": True,
    "short": True,
}
NEVER = ("None", "overdue", "failed", "{{", "{%", "undefined", "[", "\x02", "\x03")
CASES = [(kind, n) for kind in NUDGES for n in range(RULES[kind].first, RULES[kind].most + 1)]


def numbered(kind: NudgeKind, n: int) -> dict[str, object]:
    most = RULES[kind].most
    return {"name": "Sam", "n": n, "most": most, "left": most - n}


def subsets(values: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """`values` with any of them missing or empty."""
    return st.fixed_dictionaries(
        {}, optional={key: st.sampled_from([value, None]) for key, value in values.items()}
    )


def assert_reads_well(text: str) -> None:
    assert text == text.strip()
    assert not any(word in text for word in NEVER), text
    assert not re.search(r"  |\n\n\n|[ \t]\n| [.,;:!?]|\.\.|,\.|:\.|\(\)|\"\"|, *$", text), text
    for paragraph in text.split("\n\n"):
        assert paragraph.endswith((*'.!?:,)"', "Maya Lind", "Ana")) or len(paragraph) < 80, (
            paragraph
        )


# Nudges


@pytest.mark.parametrize(("kind", "n"), CASES)
@given(values=subsets(NUDGE_VALUES))
def test_nudges_read_well_whatever_is_missing(
    kind: NudgeKind, n: int, values: dict[str, object]
) -> None:
    values |= numbered(kind, n)
    line = content.nudge_line(kind, "en", values)
    body = content.nudge_body(kind, "en", values)
    for text in (line, body):
        assert_reads_well(text)
        assert f"{n} of {RULES[kind].most}" in text
    assert "\n" not in line
    assert "\n\n" not in body
    assert body.splitlines()[-1].startswith(f"{n} of {RULES[kind].most}")
    assert line.startswith("**Sam**")
    assert len(line) <= 110
    assert len(body.split()) <= 65


@pytest.mark.parametrize(("kind", "n"), CASES)
def test_the_last_nudge_says_that_the_coach_stays_quiet(kind: NudgeKind, n: int) -> None:
    nothing_after = {"next_on": None} if n == RULES[kind].most else {}
    body = content.nudge_body(kind, "en", NUDGE_VALUES | numbered(kind, n) | nothing_after)
    ending = body.rpartition(f"{n} of {RULES[kind].most}")[2]
    promises = ("quiet", "once", "nothing more from me", "how it went", "switch")
    assert any(words in ending for words in promises)


def test_a_single_nudge_never_promises_quiet_where_another_kind_follows() -> None:
    kind = NudgeKind.SECOND_PERSON
    body = content.nudge_body(kind, "en", NUDGE_VALUES | numbered(kind, 1))
    assert body.endswith("1 of 1: the next about Sam comes on Fri 6 Dec.")
    body = content.nudge_body(kind, "en", NUDGE_VALUES | numbered(kind, 1) | {"waiting": True})
    assert body.endswith("1 of 1: there is more about Sam, with my next message.")


def test_a_follow_up_reads_as_the_model_does() -> None:
    values = NUDGE_VALUES | numbered(NudgeKind.FOLLOW_UP, 1)
    assert content.nudge_body(NudgeKind.FOLLOW_UP, "en", values) == (
        "Two weeks since you wrote to Sam. No answer is normal: 20 to 40 % reply (Dalton), so "
        "silence is not a no. One short follow-up is good manners. Mine is three lines, ready to "
        "copy. Letting it go is fine too.\n1 of 2: one more on Fri 6 Dec, then I stay quiet "
        "about Sam."
    )


def test_a_long_note_is_cut_after_a_word() -> None:
    values = numbered(NudgeKind.THANK_YOU, 2) | {"note": "word " * 200}
    body = content.nudge_body(NudgeKind.THANK_YOU, "en", values)
    assert 'word…"' in body
    assert len(body) < 400


def test_a_nudge_refuses_what_no_template_knows() -> None:
    values = numbered(NudgeKind.IDEA, 1)
    with pytest.raises(ValueError, match="organization"):
        content.nudge_body(NudgeKind.IDEA, "en", values | {"organization": "Acme"})
    with pytest.raises(ValueError, match="left"):
        content.nudge_body(NudgeKind.IDEA, "en", {"name": "Sam", "n": 1, "most": 1})


@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("skipped", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_bundle_holds_its_lines(count: int, skipped: int, last: bool) -> None:
    lines = [f"**Sam {number}**: hello." for number in range(count)]
    text = content.bundle("en", {"lines": lines, "count": count, "last": last, "skipped": skipped})
    assert_reads_well(text)
    assert "\n\n" + "\n".join(f"- {line}" for line in lines) + "\n\n" in text
    assert ("the last one for now" in text) is last
    assert ("can wait" in text) is bool(skipped)


def test_the_trial_message_reads_well() -> None:
    assert_reads_well(content.trial_message("en"))


# Drafts


@pytest.mark.parametrize("name", DRAFTS)
@given(values=subsets(DRAFT_VALUES))
def test_drafts_read_well_whatever_is_missing(name: str, values: dict[str, object]) -> None:
    draft = content.draft(name, "en", values)
    for text in filter(None, (draft.subject, draft.body)):
        assert_reads_well(text)
        assert not re.search(r"[*_`#]", text)
        assert not re.search(r"\b(job|vacancy|internship|attached|CV|résumé)\b", text)
    assert draft.subject is None or "\n" not in draft.subject
    assert len(draft.body) <= 2_000
    assert "thank" in draft.body.lower() or "grateful" in draft.body


@pytest.mark.parametrize("name", DRAFTS)
def test_no_draft_has_empty_words_for_an_empty_text(name: str) -> None:
    empty = dict.fromkeys(("goal", "link", "two_sentences", "times", "note", "promise"), "  ")
    assert content.draft(name, "en", empty) == content.draft(name, "en", {})


@pytest.mark.parametrize("short", [False, True])
def test_a_request_says_all_that_the_method_asks_for(short: bool) -> None:
    body = content.draft("request_email", "en", DRAFT_VALUES | {"short": short}).body
    order = ["Dear Sam", "Your talk at PyCon", "nurse in Leeds", "how you moved", "20 minutes"]
    places = [body.index(words) for words in [*order, "Tuesday", "Thank you", "Maya Lind"]]
    assert places == sorted(places)
    assert len(body.split()) < 100
    assert ("small tools" in body) is not short


@pytest.mark.parametrize("name", ["request", "followup"])
@pytest.mark.parametrize("limit", [200, 300])
def test_linkedin_notes_fit_with_usual_lengths(name: str, limit: int) -> None:
    for short in (False, True):
        body = content.draft(f"{name}_linkedin{limit}", "en", DRAFT_VALUES | {"short": short}).body
        assert len(body) <= limit
        assert "how you moved from nursing to data" in body
        assert "20 minutes" in body
        assert "hank" in body


@pytest.mark.parametrize("name", ["request_call", "introduction_request"])
def test_the_longest_requests_stay_within_150_words(name: str) -> None:
    values = DRAFT_VALUES | {"short": False, "belated": False}
    assert len(content.draft(name, "en", values).body.split()) <= 150


def test_shorter_is_shorter_and_never_longer() -> None:
    for name in DRAFTS:
        usual = content.draft(name, "en", DRAFT_VALUES | {"short": False}).body
        short = content.draft(name, "en", DRAFT_VALUES | {"short": True}).body
        assert len(short) <= len(usual), name


def test_a_thank_you_is_four_lines() -> None:
    values = DRAFT_VALUES | {"belated": False, "short": False}
    assert content.draft("thanks_email", "en", values) == Draft(
        "Thank you for our talk",
        "Dear Sam,\n\n"
        "Thank you for our talk and for giving me your time.\n"
        "I keep thinking of what you said: start with the open-source meetup.\n"
        "My next step: send you what I find there.\n"
        "I will let you know what comes of it.\n\n"
        "Warm wishes,\nMaya Lind",
    )


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("how you moved from nursing to data", "I would love to learn how you moved"),
        ("How you moved from nursing to data.", "I would love to learn how you moved"),
        ("about your week", "I would love to learn about your week."),
        ("Your path", "I would love to learn about your path."),
        ("to understand triage", "I would love to understand triage."),
        ("Understand triage", "I would love to understand triage."),
        ("I wonder how wards share data", "I wonder how wards share data."),
        ("What does your week look like?", "What I would most like to ask: What does your week"),
        ("Data engineering", "What I would love to learn about: Data engineering."),
        ("data engineering", "I would love to learn about data engineering."),
        ("UX research", "I would love to learn about UX research."),
        ("", "I would love to learn how you came to your work"),
    ],
)
def test_a_goal_reads_well_however_it_was_typed(goal: str, said: str) -> None:
    assert said in content.draft("request_email", "en", {"goal": goal}).body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("I am a nurse. I like maths.", "\n\nI am a nurse. I like maths."),
        ("nursing student. I like maths", "A little about me: nursing student. I like maths."),
        ("My work is nursing", "\n\nMy work is nursing."),
    ],
)
def test_two_sentences_read_well_however_they_were_typed(typed: str, said: str) -> None:
    assert said in content.draft("request_email", "en", {"two_sentences": typed}).body


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("your talk at PyCon", "Your talk at PyCon made me write to you."),
        ("your talk, the one on maps", "I am writing because of your talk, the one on maps."),
        ("Your talk helped me", "What made me write: your talk helped me."),
        ("We both studied at Leeds", "We both studied at Leeds."),
        ("both went to Leeds", "We both went to Leeds."),
        ("because you taught my cousin", "I am writing because you taught my cousin."),
        ("You’ve built Acme!", "You’ve built Acme!"),
        ("same school", "What made me write: same school."),
        ("Her talk at PyCon.", "Your talk at PyCon made me write to you."),
        ("she moved from nursing to data", "I am writing because you moved from nursing to data."),
        ("He works in data", "I am writing because you work in data."),
        ("she’s a data lead", "I am writing because you are a data lead."),
        ("they", "What made me write: they."),
        ("works at the lab", "I am writing because you work at the lab."),
        ("my uncle's colleague", "I am writing because you are my uncle's colleague."),
        ("My sister told me about you", "My sister told me about you."),
        ("saw her post", "I saw your post."),
        ("I met her at the fair", "I met you at the fair."),
        ("liked his article on triage", "I liked your article on triage."),
        ("I worked with Ana and her team", "I worked with Ana and her team."),
        ("I saw her talk on wind", "I saw your talk on wind."),
        ("I saw her speak at PyCon", "I saw you speak at PyCon."),
        ("I met her.", "I met you."),
        ("saw him present his work", "I saw you present your work."),
        ("I met them at their office", "I met you at your office."),
        ("she gave a talk about her work", "I am writing because you gave a talk about your work."),
        ("she helps people with their CVs", "I am writing because you help people with their CVs."),
        ("My friend knows her", "My friend knows you."),
        ("I love how he writes", "What made me write: I love how he writes."),
    ],
)
def test_a_link_reads_well_however_it_was_typed(link: str, said: str) -> None:
    assert said in content.draft("request_email", "en", {"link": link}).body


# What members typed is never template source


@pytest.mark.parametrize(
    "typed",
    ["{{ 7*7 }}", "{% raw %}", "{{ br }}", "{# hush #}", "{{ self }}", "${7*7}", "@everyone"],
)
def test_members_text_comes_out_as_typed(typed: str) -> None:
    kind = NudgeKind.THANK_YOU
    values = numbered(kind, 2) | {"name": typed, "note": typed}
    assert content.nudge_line(kind, "en", values).startswith(f"**{typed}**")
    assert f'"{typed}"' in content.nudge_body(kind, "en", values)
    for name in DRAFTS:
        everywhere = dict.fromkeys(("name", "goal", "link", "two_sentences", "note"), typed)
        draft = content.draft(name, "en", everywhere)
        assert "49" not in draft.body
        assert typed in f"{draft.subject} {draft.body}" or name in ("followup_call", "ask_where")


@given(typed=st.text(max_size=300))
def test_no_text_breaks_a_draft(typed: str) -> None:
    keys = (*DRAFT_VALUES.keys() - {"minutes", "field_outside", "belated", "short"},)
    for name in ("request_email", "request_linkedin200", "introduction_joint", "thanks_email"):
        draft = content.draft(name, "en", dict.fromkeys(keys, typed))
        assert "\n\n\n" not in draft.body


# Questions


def test_questions_hold_together() -> None:
    asked = content.questions("en")
    assert len(asked) >= 150
    assert len({question.text for question in asked}) == len(asked)
    places = {question.id: place for place, question in enumerate(asked)}
    assert len(places) == len(asked)
    for question in asked:
        if question.grows_from:
            assert places[question.grows_from] < places[question.id]
            parent = asked[places[question.grows_from]]
            assert content.PHASES.index(parent.phase) <= content.PHASES.index(question.phase)


def test_every_audience_finds_questions_in_every_phase() -> None:
    asked = content.questions("en")
    for phase in content.PHASES:
        audiences = Counter(name for one in asked if one.phase == phase for name in one.audience)
        assert set(audiences) == set(content.AUDIENCES), phase
        assert {one.field for one in asked if one.phase == phase} >= {"any"}


@pytest.mark.parametrize("question", content.questions("en"), ids=lambda one: one.id)
def test_questions_are_open_and_single(question: content.Question) -> None:
    text = question.text
    assert text.endswith("?")
    assert text.count("?") == 1
    assert len(text) <= 100
    assert re.match(r"(How|What|Which|Who|Whom|Whose|Where|If|From|In which|Think of)\b", text)
    doubled = r", and (why|how|what|which|who|where)\b|\band (why|how|what|which|who|where)\b"
    assert not re.search(doubled, text)
    assert not re.search(r"(?i)\b(vacanc|internship|referral|cv|salary|married|how old)", text)


OPENER = "How did you come to this work?"


@pytest.mark.parametrize("question", content.questions("en"), ids=lambda one: one.id)
def test_every_question_passes_the_check_of_questions(question: content.Question) -> None:
    """Behind a broad one: advice asked for before any is early wherever it comes from."""
    found = check_questions(f"{OPENER}\n{question.text}", Known(minutes=20))
    of_a_list = {FindingId.TOO_FEW, FindingId.DUPLICATE}
    assert [one.id for one in found if one.id not in of_a_list] == []


@pytest.mark.parametrize("minutes", [10, 15, 20, 30, 45, 60])
@pytest.mark.parametrize("outside", [False, True])
@pytest.mark.parametrize("aim", list(Aim))
def test_every_suggested_list_passes_the_check_and_fits_its_minutes(
    aim: Aim, outside: bool, minutes: int
) -> None:
    chosen = suggest(content.questions("en"), wish(aim, "", outside), {}, minutes=minutes)
    chosen.sort(key=lambda one: content.PHASES.index(one.phase))
    found = check_questions("\n".join(one.text for one in chosen), Known(minutes=minutes))
    assert [one.id for one in found] == []
    assert most_for(minutes) - 1 <= len(chosen) <= most_for(minutes)
    assert to_drop([_in_list(one) for one in chosen], minutes) == ()


def _in_list(one: content.Question) -> StoredQuestion:
    return StoredQuestion(one.id, one.phase, one.text, one.grows_from)


@pytest.mark.parametrize("field", ["own", "outside"])
@pytest.mark.parametrize("audience", [one for one in content.AUDIENCES if one != "any"])
def test_every_audience_has_questions_of_its_own_in_both_sorts_of_field(
    audience: str, field: str
) -> None:
    mine = [
        one.phase
        for one in content.questions("en")
        if audience in one.audience and one.field in {field, "any"}
    ]
    assert set(mine) == set(content.PHASES)


# Guides and greetings


COMMANDS = {
    "coach",
    *(f"people {name}" for name in ("add", "list", "show", "edit", "park", "close", "forget")),
    *(f"ask {name}" for name in ("draft", "check", "sent", "followup")),
    "reply",
    *(f"questions {name}" for name in ("build", "add", "show", "check", "move", "remove")),
    *(f"meet {name}" for name in ("where", "plan", "card", "notes", "done")),
    *(f"thanks {name}" for name in ("draft", "check", "sent")),
    "promises",
    "log",
    *(f"reminders {name}" for name in ("show", "settings", "cadence", "pause", "resume")),
    "learn",
    *(f"privacy {name}" for name in ("view", "export", "erase")),
    "undo",
}


IN_THE_DEMO = {"demo skip", "demo go"}
FOR_MODERATORS = {
    *(f"careers {name}" for name in ("setup", "features", "digest")),
    *(f"careers-team {name}" for name in ("status", "pause")),
    "intro ask",
}


def mentioned(text: str) -> set[str]:
    return set(re.findall(r"`/([a-z -]+)`", text))


@pytest.mark.parametrize("topic", [topic for topic, _ in content.guide_topics("en")])
def test_guides_are_short_sourced_and_plain(topic: str) -> None:
    text = content.guide(topic, "en")
    assert text.startswith("# ")
    assert len(text) <= content.GUIDE_LIMIT
    for part in ("**What.**", "**Why", "**How long", "**Common mistakes**", "**Example.**"):
        assert part in text or (topic == "gifts" and part == "**Why")
    assert re.fullmatch(r"\*Sources: .+\.\*", text.splitlines()[-1])
    assert mentioned(text) <= COMMANDS
    assert not any(word in text for word in ("overdue", "failed", "1 in 12", "5 %"))
    assert readability(text) <= 8


def readability(text: str) -> float:
    """The Automated Readability Index: about the school year a reader needs."""
    lines = [line.strip("#*-_ `0123456789.") for line in text.splitlines()[:-1]]
    sentences = [one for line in lines for one in re.split(r"(?<=[.!?:])\s", line) if one]
    words = " ".join(sentences).split()
    letters = sum(len(re.sub(r"\W", "", word)) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43


def test_guides_are_found_by_topic_only() -> None:
    topics = content.guide_topics("en")
    assert len(topics) == 20
    assert topics[0] == ("idea", "Whom to ask")
    with pytest.raises(KeyError):
        content.guide("../nudges/en/test", "en")


@pytest.mark.parametrize("name", sorted({*content.GREETINGS} - {"demo_message"}))
def test_greetings_fit_a_message_with_real_mentions(name: str) -> None:
    text = content.greeting(name, "en")
    assert not any(word in text for word in NEVER)
    assert not re.search(r"  |\n\n\n|[ \t]\n", text)
    assert mentioned(text) <= COMMANDS | IN_THE_DEMO | FOR_MODERATORS
    mention = {"command": lambda command: f"</{command}:1234567890123456789>"}
    assert len(content.greeting(name, "en", mention)) <= 2_000


def test_the_first_screen_is_short_and_the_list_complete() -> None:
    assert len(content.greeting("welcome", "en").split()) <= 80
    assert mentioned(content.greeting("everything", "en")) == COMMANDS


def test_the_follow_up_is_as_short_as_the_nudge_says() -> None:
    known = {"goal": "how you moved", "two_sentences": "I study maths. I like it.", "link": "both"}
    *_, said, _signed = content.draft("followup_email", "en", known).body.split("\n\n")
    assert len(content.split_sentences(said)) == 3


def test_no_text_hides_who_runs_the_coach() -> None:
    for name in ("welcome", "privacy"):
        said = content.greeting(name, "en")
        assert "hoever runs me" in said
        assert "obody else on Discord" in said


# Languages, and what the doctor says


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the texts that a test may spoil."""
    copied = tmp_path / "data"
    shutil.copytree(content.data_folder(), copied)
    monkeypatch.setattr(content, "data_folder", lambda: copied)
    forget()
    yield copied
    forget()


def forget() -> None:
    for name in (
        "languages",
        "_choices",
        "_environment",
        "_template",
        "_used",
        "_contents",
        "guide",
        "guide_topics",
    ):
        getattr(content, name).cache_clear()
    content.questions.cache_clear()
    content.prompts.cache_clear()


def test_nothing_is_wrong_with_the_texts() -> None:
    assert content.problems() == []


def test_a_language_is_a_folder_and_falls_back_file_by_file(texts: Path) -> None:
    (texts / "guides" / "de").mkdir()
    (texts / "guides" / "de" / "idea.md").write_text("# Wen fragen\n\nHallo.\n", encoding="utf-8")
    assert content.languages() == ("en", "de")
    assert content.guide("idea", "de-AT").startswith("# Wen fragen")
    assert content.guide("contact", "de") == content.guide("contact", "en")
    assert content.guide_topics("de")[:2] == [("idea", "Wen fragen"), ("contact", "Making contact")]
    assert content.draft("ask_where", "de", {}) == content.draft("ask_where", "en", {})
    assert content.guide("idea", "../../etc") == content.guide("idea", "en")
    assert content.problems() == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("nudges/en/idea.md.j2", None, "nudges/en/idea.md.j2 is missing"),
        ("nudges/en/idea.md.j2", "{% block line %}", "can't be read"),
        ("nudges/en/idea.md.j2", "{% block line %}x{% endblock %}", "lacks the block body"),
        ("nudges/en/test.md.j2", "{{ name }}", "names name, which the code doesn't give"),
        ("drafts/en/ask_where.txt.j2", "{% block body %}{{ nmae }}{% endblock %}", "names nmae"),
        ("drafts/en/stray.txt.j2", "{{ name }}", "stray.txt.j2 is used nowhere"),
        ("guides/contents.txt", None, "contents.txt is missing"),
        ("guides/en/stray.md", "# Stray", "stray.md is used nowhere"),
        ("guides/en/idea.md", "No title", "guide idea (en) needs a title"),
        ("questions/en/questions.toml", "[[question", "questions.toml (en) can't be read"),
        ("prompts/en/prompts.toml", "[[prompt", "prompts.toml (en) can't be read"),
    ],
)
def test_the_doctor_names_what_is_wrong(
    texts: Path, path: str, text: str | None, said: str
) -> None:
    if text is None:
        (texts / path).unlink()
    else:
        (texts / path).write_text(text, encoding="utf-8")
    assert any(said in problem for problem in content.problems()), content.problems()


def test_a_year_of_weekly_prompts_ships_over_all_stages() -> None:
    shipped = content.prompts("en")
    assert len(shipped) >= 52
    assert len({one.text for one in shipped}) == len(shipped)
    stages = [one.stage for one in shipped]
    assert set(stages) == set(content.PROMPT_STAGES)
    in_a_row = zip(stages, stages[1:], stages[2:], strict=False)
    assert all(len(set(three)) > 1 for three in in_a_row)
    assert all("?" in one.text or "ask me" in one.text or one.text[-1] == "." for one in shipped)


def test_the_doctor_checks_the_prompts(texts: Path) -> None:
    rows = [
        '[[prompt]]\nid = "a"\nstage = "talk"\ntext = "How?"\n',
        '[[prompt]]\nid = "a"\nstage = "when"\ntext = ""\n',
        '[[prompt]]\nid = "1-and-so-on"\nstage = "talk"\ntext = "How?"\n',
    ]
    (texts / "prompts" / "en" / "prompts.toml").write_text("\n".join(rows), encoding="utf-8")
    assert content.problems() == [
        "prompt a is there twice (en)",
        "prompt a has an unknown stage (en)",
        "prompt a needs a text of at most 300 characters (en)",
        "prompt 1-and-so-on needs an id of at most 12 small letters, digits and hyphens (en)",
    ]


def test_the_doctor_checks_the_questions(texts: Path) -> None:
    def row(name: str, phase: str, grows_from: str, field: str = "any") -> str:
        return (
            f'[[question]]\nid = "{name}"\nphase = "{phase}"\ntheme = "week"\n'
            f'audience = ["any"]\nfield = "{field}"\ntext = "How?"\ngrows_from = "{grows_from}"\n'
        )

    rows = [
        row("a", "trends", ""),
        row("b", "opening", "a"),
        row("c", "when", ""),
        row("a", "trends", "z"),
        row("own", "trends", "", "own"),
        row("all", "trends", "own"),
    ]
    (texts / "questions" / "en" / "questions.toml").write_text("\n".join(rows), encoding="utf-8")
    assert content.problems() == [
        "question b grows from a later phase (en)",
        "question c has an unknown phase or field (en)",
        "question a is there twice (en)",
        "question a grows from z, which does not stand before it (en)",
        "question all grows from own, which is for fewer people (en)",
    ]
