"""What a member typed is never lost: a refusal gives it back."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.feedback import Feedback


@contextmanager
def given_back(*typed: str | None) -> Iterator[None]:
    """A refusal raised inside gives `typed` back, unless it gives something back already."""
    try:
        yield
    except Feedback as refused:
        if refused.give_back is None:
            refused.give_back = "\n".join(filter(None, typed)) or None
        raise
