"""Names as people type them on a phone."""

import unicodedata


def normalised(name: str) -> str:
    """`name` for comparing: compatibility form, case and white space folded, no marks around."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.split()).strip(".,;:!?\"'")


def first_name(name: str) -> str:
    """How to greet somebody: the first word, or the whole after a title such as "Dr"."""
    words = name.split()
    if not words or words[0].rstrip(".").casefold() in _TITLES:
        return name
    return words[0]


_TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "dame"}
