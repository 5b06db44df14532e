"""`rapport check`, run as the real command: one line of JSON a file, for scripts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LIST = "How did you start?\r\n\r\n  Are you hiring?  \r\nDo you like it, and why?\r\n"
GOOD_THANKS = (
    "Dear Ms Rao,\n\nThank you for Tuesday. You said that the first year is for reading other "
    "people's bridges, and I have started with the one at my street. I'll write in June.\n\nAda\n"
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, no settings, no token, a database that can't be opened."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.db")
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)


def check(*arguments: str, given: str | bytes = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "check", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def findings(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found: list[dict[str, Any]] = json.loads(line)["findings"]
    return found


def test_a_question_list_from_standard_input() -> None:
    found = findings(check("questions", "--json", "-", given=LIST))
    assert {(one["id"], one["index"]) for one in found} == {
        ("closed", 1),
        ("job-seeking", 1),
        ("closed", 2),
        ("double", 2),
        ("too-few", None),
    }
    for one in found:
        assert set(one) == {"id", "span", "index", "why", "source", "fix"}
        assert one["why"]
        assert one["source"]
        assert one["fix"]


def test_spans_count_the_characters_of_the_original() -> None:
    text = (
        "\ufeff👩🏽‍💻 hi\u200b Sam,\r\n“We\u200bll” … I left a box of choco\u200blates for you.\r\n"
    )
    (gift,) = (
        one for one in findings(check("thanks", "--json", "-", given=text)) if one["id"] == "gift"
    )
    start, end = gift["span"]
    assert "choco\u200blates" in text[start:end]
    (hiring,) = (
        one
        for one in findings(check("questions", "--json", "-", given=LIST))
        if one["id"] == "job-seeking"
    )
    assert "hiring" in LIST[slice(*hiring["span"])]


def test_one_line_a_file_in_their_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(GOOD_THANKS, encoding="utf-8")
    done = check("thanks", "--json", "b.txt", "-", "a.txt", given="")
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == ["b.txt", "-", "a.txt"]
    assert lines[0]["findings"] == lines[2]["findings"] == []
    assert lines[1]["findings"], "an empty text is not well done"


def test_the_channel_decides_what_is_too_long() -> None:
    text = "Hello Sam, " + "word " * 50
    short = findings(check("request", "--json", "--channel", "linkedin200", "-", given=text))
    assert "too-long" in {one["id"] for one in short}
    assert "too-long" not in {
        one["id"] for one in findings(check("request", "--json", "-", given=text))
    }


def test_the_minutes_decide_what_is_too_many() -> None:
    text = "\n".join(f"What is the story of the {nth}th bridge?" for nth in range(4, 10))
    few = findings(check("questions", "--json", "--minutes", "10", "-", given=text))
    assert "too-many" in {one["id"] for one in few}
    assert "too-many" not in {
        one["id"] for one in findings(check("questions", "--json", "-", given=text))
    }


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (("questions", "--json", "--minutes", "9", "-"), ""),
        (("questions", "--json", "--minutes", "61", "-"), ""),
        (("questions", "--json", "--minutes", "many", "-"), ""),
        (("request", "--json", "--channel", "pigeon", "-"), ""),
        (("poem", "--json", "-"), ""),
        (("request", "--json"), ""),
        (("request", "--json", "not-there.txt"), ""),
        (("request", "--json", "-", "-"), ""),
        (("request", "--json", "-"), b"\xff\xfe"),
        (("request", "--json", "."), ""),
    ],
)
def test_bad_input_is_told_on_standard_error(
    arguments: tuple[str, ...], given: str | bytes
) -> None:
    done = check(*arguments, given=given)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_another_language_gets_only_what_any_language_shows() -> None:
    text = "Sehr geehrte Frau Rao, ich danke Ihnen für das Gespräch an der [ORT] und grüße Sie."
    done = check("thanks", "--json", "-", given=text)
    assert [one["id"] for one in findings(done)] == ["placeholder"]
    assert "English" in done.stderr


def test_without_json_it_speaks_to_people() -> None:
    done = check("questions", "-", given=LIST)
    assert done.returncode == 0
    assert "question 2: closed “Are you hiring?”" in done.stdout


@pytest.mark.parametrize("text", ["", " \n", "🎉🎉", "\u200b\u200d", "…"])
def test_a_text_without_a_word_is_told_kindly(text: str) -> None:
    for part in ("request", "questions", "thanks"):
        assert check(part, "-", given=text).stdout.startswith("-: no words yet.")


def test_it_gives_the_reasons_that_the_coach_gives_in_discord() -> None:
    from bot.coaching.checks.findings import Finding, FindingId
    from bot.ui.checking_words import THANKS, words_for

    text = "Dear Sam, " + "thank you " * 80
    (one,) = (
        found
        for found in findings(check("thanks", "--json", "-", given=text))
        if found["id"] == "too-long"
    )
    values = {"count": 162, "limit": 150, "unit": "words"}
    words = words_for(Finding(FindingId.TOO_LONG, values=values), THANKS)
    assert (one["why"], one["source"], one["fix"]) == (words.reason, words.source, words.how)


def test_a_terminal_without_curly_quotes_is_written_to_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    done = check("questions", "-", given=LIST)
    assert done.returncode == 0, done.stderr
    assert "closed" in done.stdout


def test_a_closed_standard_input_is_said_in_a_sentence() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m bot.cli check questions - <&-"],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Standard input (-) is closed.\n"
