"""Random identifiers: opaque, unguessable, safe in a custom id."""

import secrets
import string

ALPHABET = string.digits + string.ascii_letters
NONCE_BITS = 128


def person_id() -> str:
    """Twelve base62 characters, 71 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def nonce() -> str:
    """128 random bits in base62: at most 22 characters, below Discord's 25."""
    number, digits = secrets.randbits(NONCE_BITS), ""
    while number or not digits:
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits
