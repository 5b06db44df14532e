"""`python -m benchmarks` measures everything, and writes docs/performance.md with its pictures.

With the names of groups it measures those, and writes nothing.
"""

import argparse
import asyncio
import importlib
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import document, processes, scenes
from benchmarks.machine import ROOT, Machine
from benchmarks.report import Design, Row
from tests import databases

GROUPS = (
    "deliveries",
    "openings",
    "claims",
    "ticker",
    "memory",
    "lateness",
    "answers",
    "commands",
    "checks",
)
"""Modules of this package with `rows()`, in the order of the table."""

PEERS = "peers"
STEPS = (
    ("deliveries",),
    ("openings", PEERS),  # five minutes of waiting, beside bots that don't mind
    *((one,) for one in GROUPS[2:]),
)
"""What is measured side by side, one step after the other."""


@dataclass
class Findings:
    """What was found so far, by group."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    designs: list[Design] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def in_order(self) -> list[Row]:
        return [row for group in GROUPS for row in self.rows.get(group, ())]


async def measure(groups: Sequence[str]) -> Findings:
    """Measure these groups. One that fails is told, and the others go on."""
    found = Findings()
    for step in STEPS:
        wanted = [one for one in step if one in groups]
        await asyncio.gather(*(_measure(one, found) for one in wanted))
    return found


async def _measure(group: str, found: Findings) -> None:
    began = asyncio.get_running_loop().time()
    try:
        module = importlib.import_module(f"benchmarks.{group}")
        if group == PEERS:
            found.designs = await module.designs()
        else:
            found.rows[group] = await module.rows()
    except Exception:
        traceback.print_exc()
        found.failed.append(group)
    taken = asyncio.get_running_loop().time() - began
    print(f"{group}: {taken:.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    """The process's exit code: 1 where something could not be measured."""
    given = _arguments()
    scenes.scale(given.scale)
    processes.stay_aside()
    databases.begin_run()
    try:
        return asyncio.run(_run(given))
    finally:
        databases.end_run()


async def _run(given: argparse.Namespace) -> int:
    ours = asyncio.current_task()
    assert ours is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ours.cancel)
    groups = given.groups or [*GROUPS, PEERS]
    began, machine = datetime.now(UTC), await Machine.here()
    found = await measure(groups)
    rows = found.in_order()
    print(document.table(rows))
    print(document.compared(found.designs))
    complete = not given.groups and given.scale == 1 and not found.failed
    if complete or given.into:
        minutes = (datetime.now(UTC) - began).total_seconds() / 60
        run = document.Run(began, minutes, machine, rows, found.designs)
        print(f"wrote {document.write(run, given.into or ROOT / 'docs')}", file=sys.stderr)
    if found.failed:
        print(f"could not be measured: {', '.join(found.failed)}", file=sys.stderr)
    return 1 if found.failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, PEERS, []], help="only these")
    parser.add_argument("--scale", type=float, default=1, help="a part of the work, to try it out")
    parser.add_argument("--into", type=Path, help="write the document there, whatever was measured")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
