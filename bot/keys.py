"""Encryption at rest: a data key per member, wrapped by the installation's keys.

    installation's keys (RAPPORT_KEYS or a file)  wrap  a member's data key (in `member`)
    a member's data key                           seals names, notes, drafts

Erasing a member deletes the wrapped data key, and with it the way to read whatever copies of
the sealed text remain. Losing the installation's keys loses everything sealed.
"""

import binascii
import contextlib
import hashlib
import hmac
import os
import secrets
import stat
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.settings import KeySettings

CACHED_KEYS = 256
"""How many opened data keys a `Keyring` remembers."""

_DATA_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_VERSION: Final = b"\x01"

NEW_KEY_ADVICE = (
    "Make one with `rapport keys new`, put it into RAPPORT_KEYS, and keep a copy in a safe "
    "place: without it nothing can be read."
)


class KeysError(Exception):
    """Something is wrong with the keys. `str()` is a sentence without any secret in it."""

    sentence = "Something is wrong with the encryption keys."


class KeysMissing(KeysError):
    """There is no key, and none may be generated."""


class KeysInvalid(KeysError):
    """What is configured is no Fernet key, or the key file can't be read or written."""


class WrongKey(KeysError):
    """What was to be opened was sealed with another key, or is damaged."""


class DataKey:
    """A member's opened key. Holds two keys derived from it, and nothing else."""

    __slots__ = ("_cipher", "_mac_key")

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derive(key, b"rapport/seal"))
        self._mac_key = _derive(key, b"rapport/mac")

    def seal(self, text: str) -> bytes:
        """`text` encrypted (AES-256-GCM, a random nonce); 29 bytes longer than its UTF-8."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = text.encode("utf-8", "surrogatepass")
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, _VERSION)

    def unseal(self, data: bytes) -> str:
        """The text that `seal` was given. Raises `WrongKey`."""
        data = bytes(data)
        nonce, sealed = data[1 : 1 + _NONCE_BYTES], data[1 + _NONCE_BYTES :]
        try:
            if data[:1] != _VERSION:
                raise InvalidTag
            return self._cipher.decrypt(nonce, sealed, _VERSION).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            raise WrongKey("A stored text can't be read with its member's key.") from None

    def mac(self, text: str) -> bytes:
        """32 bytes that are equal for equal texts of one member, and say nothing else."""
        return hmac.digest(self._mac_key, text.encode("utf-8", "surrogatepass"), hashlib.sha256)

    def __repr__(self) -> str:
        return "<DataKey>"


class Keyring:
    """The installation's keys: the first encrypts, all decrypt."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Raises `KeysMissing` without any key, `KeysInvalid` where one is no Fernet key."""
        fernets = [_fernet(key) for key in keys]
        if not fernets:
            raise KeysMissing(f"There is no encryption key. {NEW_KEY_ADVICE}")
        self._first = fernets[0]
        self._all = MultiFernet(fernets)
        self._opened: OrderedDict[bytes, DataKey] = OrderedDict()
        self._pseudonym_key = secrets.token_bytes(_DATA_KEY_BYTES)

    def new_data_key(self) -> bytes:
        """A new data key, wrapped, as it is stored with a member."""
        return self._first.encrypt(os.urandom(_DATA_KEY_BYTES))

    def open(self, wrapped: bytes) -> DataKey:
        """The data key in `wrapped`. Raises `WrongKey`.

        The last `CACHED_KEYS` opened ones are remembered until `forget`.
        """
        wrapped = bytes(wrapped)
        known = self._opened.get(wrapped)
        if known is not None:
            self._opened.move_to_end(wrapped)
            return known
        opened = self._opened[wrapped] = DataKey(self._unwrap(wrapped))
        if len(self._opened) > CACHED_KEYS:
            self._opened.popitem(last=False)
        return opened

    def forget(self, wrapped: bytes) -> None:
        """Remember nothing about this data key any more (its member was erased)."""
        self._opened.pop(bytes(wrapped), None)

    def rotate(self, wrapped: bytes) -> bytes:
        """The same data key wrapped by the first key. Raises `WrongKey`."""
        try:
            return self._all.rotate(bytes(wrapped))
        except InvalidToken:
            raise WrongKey(_WRONG_KEY) from None

    def is_current(self, wrapped: bytes) -> bool:
        """Whether `wrapped` was wrapped by the first key, so that rotating changes nothing."""
        try:
            self._first.decrypt(bytes(wrapped))
        except InvalidToken:
            return False
        return True

    def adopt(self, installation_key: bytes) -> None:
        """Take the pseudonyms from the installation's own secret (a wrapped data key).

        It stands in the database as the key check. Raises `WrongKey` when it was wrapped by
        other keys, which is how a wrong key is noticed before anything is written with it.
        """
        self._pseudonym_key = _derive(self._unwrap(installation_key), b"rapport/pseudonym")

    def pseudonym(self, member_id: int) -> str:
        """12 hexadecimal digits instead of a Discord id, for logs.

        The same for the whole installation and of no use outside it. Before `adopt` it is
        another one in every process.
        """
        return hmac.digest(self._pseudonym_key, str(member_id).encode(), hashlib.sha256).hex()[:12]

    def _unwrap(self, wrapped: bytes) -> bytes:
        try:
            key = self._all.decrypt(bytes(wrapped))
        except InvalidToken:
            raise WrongKey(_WRONG_KEY) from None
        if len(key) != _DATA_KEY_BYTES:
            raise WrongKey(_WRONG_KEY)
        return key

    def __repr__(self) -> str:
        return "<Keyring>"


_WRONG_KEY = (
    "The encryption key is not the one that this database was written with. "
    "Put the right one into RAPPORT_KEYS, or its file back in place."
)


def new_key() -> str:
    """A new Fernet key, as RAPPORT_KEYS takes it."""
    return Fernet.generate_key().decode()


def load_keyring(settings: KeySettings, *, create: bool = True) -> Keyring:
    """The keys of this installation: RAPPORT_KEYS, else the key file.

    Without either, a key file is generated beside a SQLite database (unless `create` is
    false); on PostgreSQL, where processes on several machines share the keys, raises
    `KeysMissing`. Raises `KeysInvalid` for what is no key.
    """
    configured = keys_from_environment(settings)
    if configured:
        return Keyring(configured)
    file = settings.key_file
    if file is None:
        raise KeysMissing(f"RAPPORT_KEYS is missing; PostgreSQL needs it. {NEW_KEY_ADVICE}")
    try:
        return Keyring(read_key_file(file))
    except FileNotFoundError:
        if not create:
            raise KeysMissing("There is no key file yet.") from None
    create_key_file(file, [new_key()])
    return Keyring(read_key_file(file))


def keys_from_environment(settings: KeySettings) -> list[str]:
    """The keys in RAPPORT_KEYS, the current one first."""
    if settings.rapport_keys is None:
        return []
    return settings.rapport_keys.get_secret_value().replace(",", " ").split()


def read_key_file(file: Path) -> list[str]:
    """The keys in `file`, the current one first; empty lines and `#` lines are left out.

    Raises FileNotFoundError; `KeysInvalid` when it can't be read or holds no key.
    """
    try:
        lines = file.read_text("ascii").splitlines()
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError):
        raise KeysInvalid("The key file can't be read (RAPPORT_KEY_FILE).") from None
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not keys:
        raise KeysInvalid("The key file holds no key (RAPPORT_KEY_FILE). Restore it.")
    return keys


def create_key_file(file: Path, keys: Sequence[str]) -> None:
    """Write `keys` into a new file that only its owner can read, complete or not at all.

    An existing file is left alone: it may be the only copy of a key. Of two processes one
    wins, and both read the winner's. Raises `KeysInvalid` when it can't be written.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = _write_draft(file, keys)
        try:
            with contextlib.suppress(FileExistsError):
                os.link(draft, file)
        finally:
            draft.unlink()
    except OSError as error:
        raise KeysInvalid(
            f"The key file can't be written (RAPPORT_KEY_FILE): {error.strerror}."
        ) from error


def replace_key_file(file: Path, keys: Sequence[str]) -> None:
    """Put `keys` in the place of those in `file`, all at once (for rotation only).

    Raises `KeysInvalid` when it can't be written.
    """
    try:
        _write_draft(file, keys).replace(file)
    except OSError as error:
        raise KeysInvalid(
            f"The key file can't be written (RAPPORT_KEY_FILE): {error.strerror}."
        ) from error


def is_private(file: Path) -> bool:
    """Whether only its owner can read `file`. Always true on Windows."""
    return os.name == "nt" or not stat.S_IMODE(file.stat().st_mode) & 0o077


def _write_draft(file: Path, keys: Sequence[str]) -> Path:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    text = "# The keys of this Rapport. Losing them loses the data; keep a copy in a safe place.\n"
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(descriptor, "w", encoding="ascii") as stream:  # noqa: PTH123
        stream.write(text + "".join(f"{key}\n" for key in keys))
        stream.flush()
        os.fsync(stream.fileno())
    return draft


def _fernet(key: str) -> Fernet:
    try:
        return Fernet(key)
    except (ValueError, binascii.Error):
        raise KeysInvalid(
            "RAPPORT_KEYS or the key file holds something that is no key "
            f"(44 characters that end in =). {NEW_KEY_ADVICE}"
        ) from None


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)
