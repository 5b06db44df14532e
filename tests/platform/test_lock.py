"""One process at a time on a SQLite file."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.lock import AlreadyRunning, RunLock
from bot.storage.errors import StorageReadOnly

HOLD = """
import sys
from pathlib import Path
from bot.lock import RunLock
lock = RunLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.readline()
"""


def test_within_one_process(tmp_path: Path) -> None:
    first, second = RunLock(tmp_path / "rapport.db"), RunLock(tmp_path / "rapport.db")
    first.acquire()
    first.acquire()
    with pytest.raises(AlreadyRunning, match="DATABASE_URL"):
        second.acquire()
    another = RunLock(tmp_path / "another.db")
    another.acquire()
    another.release()
    first.release()
    first.release()
    second.acquire()
    second.release()


def test_it_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "rapport.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning):
            RunLock(file).acquire()
        other.kill()
        other.wait()
    lock = RunLock(file)
    lock.acquire()
    lock.release()


def test_where_it_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(StorageReadOnly):
        RunLock(tmp_path / "none" / "rapport.db").acquire()
