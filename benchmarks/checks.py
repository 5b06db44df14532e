"""How long the checks take for a text, and what the first of them adds to a resting bot's memory.

`python -m benchmarks.checks` prints the rows. The texts are those that the checks are measured by.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil

from benchmarks import processes
from benchmarks.report import Row, at_most, percentile
from bot.coaching.channels import Channel
from bot.coaching.checks.findings import Known
from bot.coaching.checks.questions import examine_questions
from bot.coaching.checks.requests import examine_request
from bot.coaching.checks.thanks import examine_thanks
from tests.corpus.figures import EVERYDAY
from training.labelled import letters, question_lists

MOST_MILLISECONDS = 20
MOST_MEGABYTES = 120
MEGABYTE = 2**20
ROUNDS = 5
TEXTS = 60

_FIRST_CHECK = """
import asyncio, sys
from bot.app import build
from bot.settings import Settings

async def main():
    app = build(Settings.alone(database_url=sys.argv[1]))
    await app.start_storage()
    await app.bot.load_everything()
    print("at rest", flush=True)
    input()
    from bot.coaching.checks.findings import Known
    from bot.coaching.checks.questions import examine_questions
    from bot.coaching.checks.requests import examine_request
    examine_request("Dear Jo, I teach maths. Could we talk for ten minutes?", Known())
    examine_questions("What does a week look like?\\nHow do you spend a usual week?", Known())
    print("checked", flush=True)
    input()
    await app.close()

asyncio.run(main())
"""


async def rows() -> list[Row]:
    """Milliseconds a text of each kind, and megabytes after the first check."""
    processes.stay_aside()
    rest, after = await _first_check()
    memory = at_most(
        "memory after the first check",
        MOST_MEGABYTES,
        after,
        "MB",
        f"{rest:.1f} MB before it, in a bot that is not connected",
    )
    return [*_times(), memory]


def _times() -> list[Row]:

    requests, thanks = (
        [one.text for one in letters(EVERYDAY, part)] for part in ("requests", "thanks")
    )
    lists = ["\n".join(one.text for one in listed.questions) for listed in question_lists(EVERYDAY)]
    known = Known(Channel.EMAIL)
    return [
        _row("a request", examine_request, requests, known),
        _row("a question list", examine_questions, lists, known),
        _row("a thank-you", examine_thanks, thanks, known),
    ]


def _row(
    name: str, examine: Callable[[str, Known], object], texts: Iterable[str], known: Known
) -> Row:
    some = list(texts)[:TEXTS]
    examine(some[0], known)
    taken = [_milliseconds(examine, one, known) for one in some]
    words = statistics.median(len(one.split()) for one in some)
    return at_most(
        f"{name} is read",
        MOST_MILLISECONDS,
        statistics.median(taken),
        "ms",
        f"median of {len(some)} texts of {words:.0f} words at the median; "
        f"p95 {percentile(taken, 0.95):.1f} ms",
    )


def _milliseconds(examine: Callable[[str, Known], object], text: str, known: Known) -> float:
    """The quickest of some: what else the machine does is none of the check's time."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        examine(text, known)
        taken.append(time.perf_counter() - begun)
    return 1_000 * min(taken)


async def _first_check() -> tuple[float, float]:
    """Megabytes of a bot that is not connected, before its first check and after it."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as made:
        url = await processes.new_sqlite(Path(made) / "rapport.db")
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _FIRST_CHECK, url),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        rest = await _once_it_speaks(program)
        after = await _once_it_speaks(program)
        await program.communicate()
    return rest, after


async def _once_it_speaks(program: asyncio.subprocess.Process) -> float:
    """Megabytes when it has said where it is; it goes on then."""
    assert program.stdout is not None
    assert program.stdin is not None
    await program.stdout.readline()
    found = psutil.Process(program.pid).memory_info().rss / MEGABYTE
    program.stdin.write(b"\n")
    await program.stdin.drain()
    return float(found)


if __name__ == "__main__":
    for row in asyncio.run(rows()):
        print(row.measure, row.target, row.value, row.detail, sep=" | ")
