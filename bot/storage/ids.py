"""Random identifiers: opaque, unguessable, safe in a custom id."""

import re
import secrets
import string

ALPHABET = string.digits + string.ascii_letters
NONCE_BITS = 128
_PERSON_ID = re.compile("[0-9][0-9A-Za-z]{11}")


def person_id() -> str:
    """A digit and eleven base62 characters, 68 bits: no first name reads like that."""
    rest = (secrets.choice(ALPHABET) for _ in range(11))
    return secrets.choice(string.digits) + "".join(rest)


def is_person_id(text: str) -> bool:
    """Whether `text` has the form of a person's id, whosever that may be."""
    return _PERSON_ID.fullmatch(text) is not None


def nonce() -> str:
    """128 random bits in base62: at most 22 characters, below Discord's 25."""
    number, digits = secrets.randbits(NONCE_BITS), ""
    while number or not digits:
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits
