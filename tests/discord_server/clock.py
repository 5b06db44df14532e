"""One clock for a test, the server and the bot's process: the machine's, moved by an offset.

The offset stands in a file of eight bytes that all of them map into memory. Nothing else is
imported here, since the bot's process pays for it.
"""

import mmap
import struct
import time
from datetime import UTC, datetime
from pathlib import Path

_OFFSET = struct.Struct("d")


class SharedClock:
    """Runs at the machine's pace; `set` and `advance` move it for everybody at once."""

    def __init__(self, file: Path, start: datetime | None = None) -> None:
        self.file = file
        if start is not None or not file.exists():
            file.write_bytes(_OFFSET.pack(0.0))
        with file.open("r+b") as stream:
            self._map = mmap.mmap(stream.fileno(), _OFFSET.size)
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self._offset, UTC)

    def set(self, instant: datetime) -> None:
        """It is `instant` (aware) now."""
        _OFFSET.pack_into(self._map, 0, instant.timestamp() - time.time())

    def advance(self, seconds: float) -> None:
        _OFFSET.pack_into(self._map, 0, self._offset + seconds)

    @property
    def _offset(self) -> float:
        offset: float = _OFFSET.unpack_from(self._map)[0]
        return offset


class MachineClock:
    """The machine's clock as it is."""

    def now(self) -> datetime:
        return datetime.now(UTC)
