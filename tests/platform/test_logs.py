"""The log: no secrets, no Discord ids, no words of an error, in either form."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator

import pytest

from bot import logs
from bot.storage.errors import StorageBusy

TOKEN = "MTE0NTE0MTkxOTgxMDg5MzExNA.GabcDE.abcdefghijklmnopqrstuvwxyzABCDEFGHIJ012"
MEMBER = 123456789012345678

Set_up = Callable[..., io.StringIO]


@pytest.fixture
def set_up() -> Iterator[Set_up]:
    root = logging.getLogger()
    before = root.level

    def begin(**options: object) -> io.StringIO:
        for handler in root.handlers[:]:  # pytest's own are stricter
            root.removeHandler(handler)
        stream = io.StringIO()
        cleaner = logs.set_up(stream=stream, **options)  # type: ignore[arg-type]
        cleaner.pseudonym = "{:x}".format
        return stream

    yield begin
    logging.captureWarnings(False)
    root.handlers.clear()
    root.setLevel(before)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        (f"logging in with {TOKEN}", ()),
        ("logging in with %s", (TOKEN,)),
        ("POST /webhooks/%s/%s", (MEMBER, "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4")),
        ("to postgresql+asyncpg://rapport:secret-password@host/rapport", ()),
        ("member %d of <@%d>, channel-%s", (MEMBER, MEMBER, MEMBER)),
        ("guild_id=%s.", (MEMBER,)),
        ("the key is my-own-secret", ()),
    ],
)
def test_secrets_and_ids_are_removed(
    set_up: Set_up, form: str, message: str, arguments: tuple[object, ...]
) -> None:
    stream = set_up(form=form, hide=["my-own-secret"])
    logging.getLogger("discord.http").warning(message, *arguments)
    written = stream.getvalue()
    assert written.count("\n") == 1
    for secret in (TOKEN, "aW50ZXJ", "secret-password", str(MEMBER), "my-own-secret"):
        assert secret not in written
    if str(MEMBER) in message % arguments and "webhooks" not in message:
        assert f"#{MEMBER:x}" in written


def test_other_numbers_stay(set_up: Set_up) -> None:
    stream = set_up()
    logging.getLogger("bot").info("%d rows, %.17f s, port 65535, 1700000000000 ms", 12, 1 / 3)
    assert "12 rows, 0.33333333333333331 s, port 65535, 1700000000000 ms" in stream.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_exception_shows_its_place_not_its_words(set_up: Set_up, form: str) -> None:
    stream = set_up(form=form)
    try:
        try:
            raise ValueError("what Sam wrote")
        except ValueError as error:
            raise StorageBusy from error
    except StorageBusy:
        logging.getLogger("bot").exception("It went wrong")
    written = stream.getvalue()
    assert "what Sam wrote" not in written.replace(
        'raise ValueError("what Sam wrote")', ""
    ).replace('raise ValueError(\\"what Sam wrote\\")', "")
    assert "ValueError" in written
    assert "test_logs.py" in written
    assert StorageBusy.sentence in written


def test_json_lines(set_up: Set_up) -> None:
    stream = set_up(form="json")
    extra = {"kind": "idea", "late": 0.5, "member": MEMBER, "tries": 1}
    logging.getLogger("bot.delivery").info("sent\nin two lines", extra=extra)
    (line,) = stream.getvalue().splitlines()
    read = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", read.pop("at"))
    assert read == {
        "level": "INFO",
        "logger": "bot.delivery",
        "message": "sent\nin two lines",
        "kind": "idea",
        "late": 0.5,
        "member": f"#{MEMBER:x}",
        "tries": 1,
    }


def test_text_lines(set_up: Set_up) -> None:
    stream = set_up()
    logging.getLogger("bot.delivery").info("sent", extra={"kind": "idea"})
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO bot\.delivery: sent kind=idea\n", stream.getvalue()
    )


def test_a_line_cannot_pretend_to_be_another(set_up: Set_up) -> None:
    stream = set_up()
    logging.getLogger("bot").info("one\n2026-01-01 00:00:00 ERROR bot: forged")
    assert stream.getvalue().splitlines()[1].startswith("    ")


def test_arguments_that_do_not_fit_lose_no_line(set_up: Set_up) -> None:
    stream = set_up()
    logging.getLogger("bot").info("%d people", "some")
    assert "%d people" in stream.getvalue()


def test_levels(set_up: Set_up) -> None:
    stream = set_up(level="DEBUG")
    logging.getLogger("bot").debug("ours")
    logging.getLogger("discord.http").debug("every request, with what it holds")
    assert "ours" in stream.getvalue()
    assert "every request" not in stream.getvalue()


def test_setting_up_twice_writes_once(set_up: Set_up) -> None:
    first, second = set_up(), set_up()
    logging.getLogger("bot").info("once")
    assert first.getvalue() == ""
    assert second.getvalue().count("once") == 1


def test_pseudonyms_of_the_keyring(set_up: Set_up) -> None:
    stream = set_up()
    logs.use_pseudonyms(lambda _id: "0123456789ab")
    logging.getLogger("bot").info("member %d", MEMBER)
    assert "member #0123456789ab" in stream.getvalue()


def test_references_are_short_and_hard_to_misread() -> None:
    seen = {logs.error_reference() for _ in range(500)}
    assert len(seen) > 490
    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{3}", one) for one in seen)


DELIVERY = {
    "id": 7,
    "kind": "bundle",
    "member": "0a1b2c",
    "late": 0.4,
    "tries": 1,
    "outcome": "put off",
    "why": 'HTTP 500, code 0: "x"\nERROR forged',
}


def test_a_line_a_delivery_for_people(set_up: Set_up) -> None:
    stream = set_up(form="text")
    logging.getLogger("bot.delivery.courier").info("delivery", extra=DELIVERY)
    written = stream.getvalue()
    assert written.count("\n") == 1
    assert written.partition("bot.delivery.courier: ")[2] == (
        'delivery id=7 kind=bundle member=0a1b2c late=0.4 tries=1 outcome="put off" '
        'why="HTTP 500, code 0: \\"x\\"\\nERROR forged"\n'
    )


def test_a_line_a_delivery_for_machines(set_up: Set_up) -> None:
    stream = set_up(form="json")
    logging.getLogger("bot.delivery.courier").info("delivery", extra=DELIVERY)
    assert DELIVERY.items() <= json.loads(stream.getvalue()).items()
