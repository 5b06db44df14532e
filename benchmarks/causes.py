"""Why a measure is not reached, as profiling found it; told in the document where it is not.

By what the measure begins with.
"""

CAUSES: dict[str, str] = {
    "`/coach`": (
        "By a profile of 200 commands a third is reading (half of it SQLAlchemy's part in each "
        "statement), a sixth the words of the due lines, a sixth the answer over HTTP, a twelfth "
        "noticing a sign of life; the rest is discord.py's, which `/ping` pays as well. Tried: "
        "a stored fold, SQLite without a thread, one request instead of two, statements built "
        "once. The ratio swings by a tenth from run to run."
    ),
    "memory at rest": (
        "It is what is imported: discord.py 34 MB over Python's own 8, SQLAlchemy 14 (without its "
        "object mapper, which would be 6 more), pydantic and its settings 9, cryptography 7, "
        "Rapport itself 11. Tried: everything that a resting coach doesn't need is imported late."
    ),
}


def cause_of(measure: str) -> str:
    """A sentence, or that nobody has looked yet."""
    for beginning, cause in CAUSES.items():
        if measure.startswith(beginning):
            return cause
    return "not looked into yet."
