"""Why a measure is not reached, as profiling found it; told in the document where it is not.

By what the measure begins with.
"""

CAUSES: dict[str, str] = {}


def cause_of(measure: str) -> str:
    """A sentence, or that nobody has looked yet."""
    for beginning, cause in CAUSES.items():
        if measure.startswith(beginning):
            return cause
    return "not looked into yet."
