"""docs/performance.md, from one run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks import picture
from benchmarks.causes import cause_of
from benchmarks.machine import Machine
from benchmarks.report import Design, Row

LIGHT, DARK = "performance.svg", "performance-dark.svg"


@dataclass(frozen=True)
class Run:
    """Everything that one run found."""

    began: datetime
    """UTC."""
    minutes: float
    machine: Machine
    rows: Sequence[Row]
    designs: Sequence[Design]


def write(run: Run, folder: Path) -> Path:
    """Write the document and its pictures into `folder`; the document's file."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    picture.draw(run.rows, run.designs, pictures / LIGHT, picture.LIGHT)
    picture.draw(run.rows, run.designs, pictures / DARK, picture.DARK)
    file = folder / "performance.md"
    file.write_text(_text(run), encoding="utf-8")
    return file


def table(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = (
        f"| {row.measure} | {row.target} | **{row.value}** | {_reached(row)} | {row.detail} |"
        for row in rows
    )
    head = "| measure | to reach | measured | reached | beside it |\n|---|---|---|---|---|"
    return "\n".join((head, *lines))


def compared(designs: Iterable[Design]) -> str:
    """The designs as a table in Markdown."""
    lines = (
        f"| {one.name} | {one.delivered:,} of {one.due:,} | {one.refused:,} | {one.seconds:.0f} | "
        f"{one.lost} | {one.doubled} |"
        for one in designs
    )
    head = (
        "| design | delivered | answers 429 | seconds | lost when killed | doubled when killed |\n"
        "|---|---|---|---|---|---|"
    )
    return "\n".join((head, *lines))


def _reached(row: Row) -> str:
    if row.reached is None:
        return "–"
    if row.stretch:
        return "yes, with the stretch"
    return "yes" if row.reached else "**no**"


def _text(run: Run) -> str:
    missed = [row for row in run.rows if row.reached is False]
    return _PAGE.format(
        began=f"{run.began:%Y-%m-%d %H:%M} UTC",
        minutes=f"{run.minutes:.0f}",
        commit=run.machine.commit,
        reached=f"{sum(row.reached is True for row in run.rows)} of {len(run.rows)}",
        light=LIGHT,
        dark=DARK,
        table=table(run.rows),
        missed=_missed(missed),
        compared=compared(run.designs),
        killed=f"{run.designs[0].killed_due:,}" if run.designs else "–",
        processor=run.machine.processor,
        cores=run.machine.cores,
        system=run.machine.system,
        load=f"{run.machine.load:.1f}",
        versions=", ".join(f"{name} {number}" for name, number in run.machine.versions.items()),
    )


def _missed(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    lines = (f"- **{row.measure}** ({row.value}): {cause_of(row.measure)}" for row in rows)
    return "\n".join(("## Not reached, and why", "", *lines, "", ""))


_PAGE = """\
# Performance

This page is written by `make bench`, all of it from one run: {began}, commit {commit}, {minutes}
minutes. Of what was to be reached, {reached} was. Run it again with

```console
make bench                              # everything; writes this page and its pictures
make bench ARGS="ticker lateness"       # some of it; writes nothing
```

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="pictures/{dark}">
  <img alt="Messages that have arrived by seconds, for each design; and how much of what is allowed
  each measure uses" src="pictures/{light}">
</picture>

## What was to be reached

{table}

{missed}## Other designs on the same work

{compared}

Killed: {killed} due, SIGKILL after a third of them had arrived, started again at once. *Lost* are
members who got nothing, *doubled* messages that came twice.

- **A loop of `user.send`**: reminders in a table; what is due is sent, 64 at a time, and deleted
  once it is sent. A reminder that discord.py gives up is logged.
- **An APScheduler job for each reminder**, kept by its SQLAlchemy job store; the job's coroutine
  sends. `misfire_grace_time` is None: by default what is late by more than a second is dropped.

Both open each member's channel anew after a start, as discord.py does. Rapport stores channels, so
its first line is the usual one and its second what the very first deliveries cost. The programs are
in `benchmarks/peer_bots.py`.

## How it is measured

- **Discord** is `tests/discord_server`, over sockets of the loopback, in a process of its own on
  another core: 50 requests in any second over everything, five messages in five seconds to a
  channel, an answer after 80 to 150 ms (a refusal after half of that), nonces, channels that have
  to be opened. Answers to commands come without that delay, since only the coach's part counts.
  Where openings are not limited, an answer's headers say so; without such headers discord.py sends
  one opening after the other.
- **The coach** is `rapport run` as everybody runs it, over a SQLite file on disk, alone on its
  core. CPU is that of its process only. Its clock is set to a Monday morning.
- **What is stored** was written by the use cases: one member's life, copied with a key for each
  member to whom something is due.
- **Opening limit on**: ten openings at once and one a second after that, then 40003. It runs beside
  the other designs, since it asks for two requests a second.
- **Claim and settle** drives the queue of `bot/delivery` without Discord; few and many take turns.
  PostgreSQL runs on the same machine, with `fsync` off.
- **The ticker** is a task in the coach's own event loop that sleeps for 5 ms; measured is how much
  later it is woken.
- **Lateness** is when Discord has the message, less when it is due.
- **A command's wait** is that of `/coach` and `/log` by members with twenty people, one command at
  a time, from the event to the first answer.

## The machine

- {processor}, {cores} cores, {system}
- {versions}
- load when the run began: {load}
"""
