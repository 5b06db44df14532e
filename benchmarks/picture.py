"""The picture of a run: what arrived when, and how much of what is allowed each measure uses."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from benchmarks.report import Design, Row

POINTS = 200
"""Of a line; more would not be seen."""

MOST_SHOWN = 2.0
"""Bars of measures that use more than this end here."""


@dataclass(frozen=True)
class Colours:
    """For one background."""

    paper: str
    ink: str
    faint: str
    good: str
    bad: str
    lines: tuple[str, ...]


LIGHT = Colours(
    paper="#ffffff",
    ink="#1f2328",
    faint="#d1d9e0",
    good="#0072b2",
    bad="#d55e00",
    lines=("#0072b2", "#56a3d8", "#b07d00", "#b4469a"),
)
DARK = Colours(
    paper="#0d1117",
    ink="#e6edf3",
    faint="#30363d",
    good="#56b4e9",
    bad="#ff8c42",
    lines=("#56b4e9", "#9ad1f5", "#e6b422", "#e58bc9"),
)


def draw(rows: Sequence[Row], designs: Sequence[Design], file: Path, colours: Colours) -> None:
    """Write an SVG."""
    shown = [row for row in rows if row.used is not None]
    heights = (4.2, 1.0 + 0.42 * len(shown))
    with mpl.rc_context(_style(colours)):
        layout = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12)
        figure = Figure(figsize=(8.4, sum(heights)), layout=layout)
        above, below = figure.subfigures(2, 1, height_ratios=heights, hspace=0.04)
        _draw_arrivals(above.subplots(), designs, colours)
        _draw_used(below.subplots(), shown, colours)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})


def _style(colours: Colours) -> dict[str, object]:
    return {
        "figure.facecolor": colours.paper,
        "savefig.facecolor": colours.paper,
        "axes.facecolor": colours.paper,
        "axes.edgecolor": colours.faint,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titlesize": 12,
        "axes.titleweight": "bold",
        "axes.titlepad": 12,
        "font.size": 10,
        "text.color": colours.ink,
        "axes.labelcolor": colours.ink,
        "axes.titlecolor": colours.ink,
        "xtick.color": colours.ink,
        "ytick.color": colours.ink,
        "svg.hashsalt": "rapport",
    }


def _draw_arrivals(axes: Axes, designs: Sequence[Design], colours: Colours) -> None:
    due = max((one.due for one in designs), default=0)
    axes.set_title(f"{due:,} messages due at once: how many have arrived", pad=46)
    for one, colour in zip(designs, colours.lines, strict=False):
        step = max(len(one.arrivals) // POINTS, 1)
        instants = [0.0, *one.arrivals[::step], *one.arrivals[-1:]]
        counts = [0, *range(1, len(one.arrivals) + 1, step), len(one.arrivals)][: len(instants)]
        name = one.name.replace("`", "")
        label = f"{name}: {one.delivered:,} arrived, {one.refused:,} × 429"
        axes.plot(instants, counts, color=colour, linewidth=2.2, label=label)
        axes.plot(instants[-1:], counts[-1:], "o", color=colour, markersize=5)
    axes.set_xlabel("seconds")
    axes.set_xlim(left=0)
    axes.set_ylim(0, due * 1.06 or 1)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(color=colours.faint, linewidth=0.6)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 1.0),
        ncols=2,
        fontsize=8.5,
        frameon=False,
        borderaxespad=0.2,
    )


def _draw_used(axes: Axes, rows: Sequence[Row], colours: Colours) -> None:
    axes.set_title("How much of its limit each measure uses")
    for place, row in enumerate(rows):
        used = row.used or 0.0
        colour = colours.good if row.reached else colours.bad
        axes.barh(place, min(used, MOST_SHOWN), height=0.62, color=colour)
        axes.annotate(
            row.value,
            (max(min(used, MOST_SHOWN), 1.0), place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    names = [textwrap.fill(row.measure.replace("`", ""), 46) for row in rows]
    axes.set_yticks(range(len(rows)), names, fontsize=9)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.axvline(1, color=colours.ink, linewidth=1.2)
    axes.set_xlim(0, MOST_SHOWN * 1.25)
    axes.set_xticks([0, 1, 2], ["0", "limit", "twice and more"])
    axes.spines["left"].set_visible(False)
