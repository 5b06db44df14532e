"""Names for autocomplete, kept open for a minute so that typing stays quick."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.coaching.stages import Stage

KEPT_SECONDS = 60.0
KEPT_SECONDS_AMONG_OTHERS = 5.0
"""Where other processes may change a name or forget it: as long as it takes to type one."""

KEPT_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class Label:
    """One person as autocomplete shows them: "name · organisation"."""

    person_id: str
    name: str
    organisation: str
    stage: Stage

    def __str__(self) -> str:
        return f"{self.name} · {self.organisation}" if self.organisation else self.name


class LabelCache:
    """A short-lived, bounded cache per member; emptied by every change and by erasing here."""

    def __init__(
        self, seconds: float = KEPT_SECONDS, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._monotonic = monotonic
        self._kept: OrderedDict[int, tuple[float, list[Label]]] = OrderedDict()

    def get(self, member_id: int) -> list[Label] | None:
        kept = self._kept.get(member_id)
        if kept is None or self._monotonic() - kept[0] > self._seconds:
            return None
        return kept[1]

    def put(self, member_id: int, labels: list[Label]) -> None:
        self._kept[member_id] = (self._monotonic(), labels)
        self._kept.move_to_end(member_id)
        while len(self._kept) > KEPT_MEMBERS:
            self._kept.popitem(last=False)

    def forget(self, member_id: int) -> None:
        self._kept.pop(member_id, None)
