"""Encryption: what is sealed opens with the right key only, and keys are never lost by us."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import keys as module
from bot.keys import (
    DataKey,
    Keyring,
    KeysInvalid,
    KeysMissing,
    WrongKey,
    create_key_file,
    is_private,
    load_keyring,
    new_key,
    read_key_file,
    replace_key_file,
)
from bot.settings import Settings

KEY = DataKey(bytes(32))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.alone(database_url=f"sqlite+aiosqlite:///{tmp_path}/var/rapport.db")


# Data keys


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    assert KEY.unseal(KEY.seal(text)) == text


def test_sealing_twice_differs() -> None:
    assert KEY.seal("Sam") != KEY.seal("Sam")
    assert b"Sam" not in KEY.seal("Sam")


def test_another_members_key_opens_nothing(keyring: Keyring) -> None:
    mine, theirs = keyring.open(keyring.new_data_key()), keyring.open(keyring.new_data_key())
    with pytest.raises(WrongKey):
        theirs.unseal(mine.seal("Sam"))


@given(st.binary(max_size=80))
def test_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(WrongKey):
        KEY.unseal(data)


@given(st.data())
def test_a_single_changed_bit_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(KEY.seal("Sam Example, nurse"))
    position = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[position // 8] ^= 1 << position % 8
    with pytest.raises(WrongKey):
        KEY.unseal(bytes(sealed))


def test_macs_find_doubles_of_one_member_only(keyring: Keyring) -> None:
    mine, theirs = keyring.open(keyring.new_data_key()), keyring.open(keyring.new_data_key())
    assert mine.mac("sam") == mine.mac("sam") != mine.mac("ada")
    assert mine.mac("sam") != theirs.mac("sam")
    assert len(mine.mac("")) == 32


def test_neither_shows_its_secret(keyring: Keyring, keys: list[str]) -> None:
    opened = keyring.open(keyring.new_data_key())
    assert repr(opened) == "<DataKey>"
    assert not hasattr(opened, "__dict__")
    assert keys[0] not in repr(keyring)


# The keyring


def test_opening_by_an_old_key_and_rotating() -> None:
    old, new = new_key(), new_key()
    wrapped = Keyring([old]).new_data_key()
    sealed = Keyring([old]).open(wrapped).seal("Sam")

    both = Keyring([new, old])
    assert not both.is_current(wrapped)
    rewrapped = both.rotate(wrapped)
    assert both.is_current(rewrapped)
    assert Keyring([new]).open(rewrapped).unseal(sealed) == "Sam"


def test_a_wrong_key_opens_nothing(keyring: Keyring) -> None:
    wrapped = Keyring([new_key()]).new_data_key()
    for attempt in (keyring.open, keyring.rotate, keyring.adopt):
        with pytest.raises(WrongKey):
            attempt(wrapped)
    with pytest.raises(WrongKey):
        keyring.open(b"nonsense")


def test_opened_keys_are_remembered_until_forgotten(keyring: Keyring) -> None:
    wrapped = keyring.new_data_key()
    first = keyring.open(wrapped)
    assert keyring.open(memoryview(wrapped)) is first  # type: ignore[arg-type]
    keyring.forget(wrapped)
    assert keyring.open(wrapped) is not first
    keyring.forget(b"never seen")


def test_only_so_many_are_remembered(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CACHED_KEYS", 3)
    wrapped = [keyring.new_data_key() for _ in range(5)]
    opened = [keyring.open(one) for one in wrapped]
    assert len(keyring._opened) == 3
    assert keyring.open(wrapped[-1]) is opened[-1]
    assert keyring.open(wrapped[0]) is not opened[0]


def test_pseudonyms(keyring: Keyring) -> None:
    name = keyring.pseudonym(123456789012345678)
    assert len(name) == 12
    assert int(name, 16) >= 0
    assert name != Keyring([new_key()]).pseudonym(123456789012345678)


# Where keys come from


def test_without_any_key() -> None:
    with pytest.raises(KeysMissing, match="rapport keys new"):
        Keyring([])


@pytest.mark.parametrize("text", ["short", "x" * 44, "ключ", "A" * 42])
def test_what_is_no_key_is_not_repeated(text: str) -> None:
    with pytest.raises(KeysInvalid) as caught:
        Keyring([text])
    assert text not in str(caught.value)
    assert caught.value.__cause__ is None


def test_from_the_environment(settings: Settings) -> None:
    first, second = new_key(), new_key()
    url = settings.database_url
    for text in (f"{first},{second}", f" {first} , {second} ", f"{first}\n{second}"):
        keyring = load_keyring(Settings.alone(database_url=url, rapport_keys=text))
        assert keyring.is_current(Keyring([first]).new_data_key())
        keyring.open(Keyring([second]).new_data_key())
    assert settings.key_file is not None
    assert not settings.key_file.exists()


def test_postgresql_needs_keys_from_the_environment() -> None:
    settings = Settings.alone(database_url="postgresql+asyncpg://h/d")
    with pytest.raises(KeysMissing) as caught:
        load_keyring(settings)
    assert "RAPPORT_KEYS" in str(caught.value)
    assert "rapport keys new" in str(caught.value)


def test_a_generated_file(settings: Settings) -> None:
    wrapped = load_keyring(settings).new_data_key()
    assert settings.key_file is not None
    assert settings.key_file.stat().st_mode & 0o777 == 0o600
    assert is_private(settings.key_file)
    load_keyring(settings).open(wrapped)
    assert [file.name for file in settings.key_file.parent.iterdir()] == ["keys"]


def test_nothing_is_generated_where_it_must_not_be(settings: Settings) -> None:
    with pytest.raises(KeysMissing):
        load_keyring(settings, create=False)
    assert settings.key_file is not None
    assert not settings.key_file.parent.exists()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    create_key_file(file, [new_key()])
    before = file.read_bytes()
    create_key_file(file, [new_key()])
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", ["", "# only a remark\n\n", "no key at all\n"])
def test_a_damaged_file_is_refused_and_left_alone(settings: Settings, content: str) -> None:
    file = settings.key_file
    assert file is not None
    file.parent.mkdir()
    file.write_text(content)
    with pytest.raises(KeysInvalid):
        load_keyring(settings)
    assert file.read_text() == content


def test_a_folder_in_the_files_place(settings: Settings) -> None:
    assert settings.key_file is not None
    settings.key_file.mkdir(parents=True)
    with pytest.raises(KeysInvalid):
        load_keyring(settings)


def test_many_that_create_at_once_agree(settings: Settings) -> None:
    rings: list[Keyring] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        rings.append(load_keyring(settings))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrapped = rings[0].new_data_key()
    assert all(ring.is_current(wrapped) for ring in rings)
    assert len(rings) == 8


def test_replacing_keeps_the_mode(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    old, new = new_key(), new_key()
    create_key_file(file, [old])
    replace_key_file(file, [new, old])
    assert read_key_file(file) == [new, old]
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_others_can_read_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    create_key_file(file, [new_key()])
    file.chmod(0o640)
    assert not is_private(file)
