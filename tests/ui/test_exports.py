"""The files of /privacy export."""

import io
import zipfile
from datetime import UTC, datetime, time

import pytest

from bot.coaching.events import Event, EventKind
from bot.coaching.live import Became, Press, Talk
from bot.coaching.stages import Stage
from bot.services.privacy import Everything
from bot.storage.belongings import Belonging, Step
from bot.storage.records import Details, Member, Person, Writing
from bot.ui.exports import Format, TooLarge, export, harmless

NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
ROOM = 10 * 1024 * 1024


def everything(people: int = 1, body: str = "Dear Sam") -> Everything:
    step = Step(Event(1, EventKind.ADDED, NOW), Stage.IDEA, "= a note\n# with lines")
    talk = Talk(NOW, 20, presses=(Press(Became.NOTED, None, "= a note of the talk"),))
    found = [
        Belonging(Person(f"p{index}", Details(f"Sam {index}")), NOW, (step,), talk)
        for index in range(people)
    ]
    drafts = {one.person.id: [(NOW, Writing("request_email", body, None))] for one in found}
    return Everything(
        made=NOW,
        member=Member(1, b"", NOW),
        people=tuple(found),
        drafts=drafts,
        questions={},
        nudges={},
        messages=(),
        kept_away=(),
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-x", "'-x"),
        ("@everyone", "'@everyone"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (-3, "-3"),
        (True, "True"),
        (NOW, "2026-01-05T10:00:00+00:00"),
        (time(9, 30), "09:30"),
    ],
)
def test_a_cell_is_no_formula(value: object, cell: str) -> None:
    assert harmless(value) == cell


@pytest.mark.parametrize("wanted", list(Format))
def test_what_is_too_large_is_zipped(wanted: Format) -> None:
    limit = 200_000
    (file,) = export(everything(100, "Dear Sam " * 220), wanted, limit)
    assert file.name == "rapport.zip"
    assert len(file.content) < limit
    names = zipfile.ZipFile(io.BytesIO(file.content)).namelist()
    assert all(name.startswith("rapport") for name in names)


def test_what_is_too_large_even_so_is_said() -> None:
    with pytest.raises(TooLarge):
        export(everything(), Format.JSON, 64 * 1024)


@pytest.mark.parametrize("wanted", list(Format))
def test_odd_texts_survive(wanted: Format) -> None:
    odd = "\u202e\U0001d54aam \U0001f469\u200d\U0001f680 @everyone {{ 7 * 7 }} \ud800"
    files = export(everything(body=odd), wanted, ROOM)
    content = b"".join(file.content for file in files).decode()
    assert "{{ 7 * 7 }}" in content.replace("\\", "")
    assert "\U0001f469\u200d\U0001f680" in content


def test_words_in_markdown_are_no_markup() -> None:
    (file,) = export(everything(), Format.MARKDOWN, ROOM)
    content = file.content.decode()
    assert "> = a note" in content
    assert "> = a note of the talk" in content
    assert "> \\# with lines" in content
