"""The long texts: every one is there, fits its place and reads well whatever is missing."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import content
from bot.coaching.rules import RULES, NudgeKind
from bot.content import DRAFTS, NUDGES, Draft

NUDGE_VALUES: dict[str, object] = {
    "organisation": "Acme",
    "since": "Tue 3 Dec",
    "days": 9,
    "waited": "Two weeks",
    "next_on": "Fri 6 Dec",
    "introducer": "Ana",
    "note": "start with the open-source meetup",
    "promise": "go to the meetup",
    "promised_on": "Tue 3 Dec",
    "starts": "<t:1764750000:F>",
    "starts_relative": "<t:1764750000:R>",
    "place": "Café Luna",
    "minutes": 20,
    "thank_by": "Friday",
    "closes_on": "Tue 17 Dec",
    "courage": True,
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
    "will_do": "go to the meetup on Thursday",
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
        assert "\n" not in text
        assert f"{n} of {RULES[kind].most}" in text
    assert line.startswith("**Sam**")
    assert len(line) <= 110
    assert len(body.split()) <= 65


@pytest.mark.parametrize(("kind", "n"), CASES)
def test_the_last_nudge_says_that_the_coach_stays_quiet(kind: NudgeKind, n: int) -> None:
    body = content.nudge_body(kind, "en", NUDGE_VALUES | numbered(kind, n))
    ending = body.rpartition(f"{n} of {RULES[kind].most}")[2]
    promises = ("quiet", "once", "nothing more from me", "how it went", "switch")
    assert any(words in ending for words in promises)


@pytest.mark.parametrize("kind", NUDGES)
def test_courage_names_its_source(kind: NudgeKind) -> None:
    values = NUDGE_VALUES | numbered(kind, RULES[kind].most)
    later = {answer.value for answer in RULES[kind].answers} & {"later", "tomorrow"}
    with_courage = content.nudge_body(kind, "en", values)
    assert not later or re.search(r"\((Flynn & Lake 2008|Kumar & Epley 2018)\)", with_courage)


def test_a_follow_up_reads_as_the_model_does() -> None:
    values = NUDGE_VALUES | numbered(NudgeKind.FOLLOW_UP, 1) | {"courage": False}
    assert content.nudge_body(NudgeKind.FOLLOW_UP, "en", values) == (
        "Two weeks since you wrote to Sam. No answer is normal: 20 to 40 % reply (Dalton), so "
        "silence is not a no. One short follow-up is good manners. Mine is three lines, ready to "
        "copy. Letting it go is fine too. 1 of 2: one more on Fri 6 Dec, then I stay quiet about "
        "Sam."
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
    order = ["Dear Sam", "your talk at PyCon", "nurse in Leeds", "how you moved", "20 minutes"]
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
        "What stays with me most: start with the open-source meetup.\n"
        "My next step: go to the meetup on Thursday.\n"
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
    ("link", "said"),
    [
        ("your talk at PyCon", "I am writing because of your talk at PyCon."),
        ("Your talk helped me", "What made me write: your talk helped me."),
        ("We both studied at Leeds", "We both studied at Leeds."),
        ("both went to Leeds", "We both went to Leeds."),
        ("because you taught my cousin", "I am writing because you taught my cousin."),
        ("You’ve built Acme!", "You’ve built Acme!"),
        ("same school", "What made me write: same school."),
        ("Her talk at PyCon", "I am writing because of your talk at PyCon."),
        ("she moved from nursing to data", "I am writing because you moved from nursing to data."),
        ("He works in data", "I am writing because you work in data."),
        ("she’s a data lead", "I am writing because you are a data lead."),
        ("they", "What made me write: they."),
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
