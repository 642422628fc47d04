"""The table: rows of ours beside a peer, run in turn and judged by the median of their ratios.

It knows nothing of stories, engines or processes: a measurement is a function that gives a number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Measurement = Callable[[], float]
HEADINGS = ("measure", "ours", "peer", "ratio", "bound", "")


@dataclass(frozen=True)
class Bound:
    """What ours divided by the peer's may be."""

    sign: Literal["≤", "≥"]
    limit: float

    def holds(self, ratio: float) -> bool:
        """Whether this ratio is within the bound; the limit itself is."""
        return ratio <= self.limit if self.sign == "≤" else ratio >= self.limit


@dataclass(frozen=True)
class Row:
    """Two measurements of one thing in one unit, and the bound of their ratio.

    The first `warm_ups` pairs are run and not counted.
    """

    name: str
    unit: str
    ours: Measurement
    peer: Measurement
    bound: Bound
    warm_ups: int = 0


@dataclass(frozen=True)
class Result:
    """A row that was measured: each figure is the median over the rounds."""

    name: str
    unit: str
    ours: float
    peer: float
    ratio: float
    bound: Bound

    @property
    def is_ok(self) -> bool:
        """Whether the bound is kept."""
        return self.bound.holds(self.ratio)


def measure(row: Row, rounds: int) -> Result:
    """Ours, the peer, ours, the peer…: so that a slow minute of the machine falls on both."""
    pairs = [(row.ours(), row.peer()) for _ in range(row.warm_ups + rounds)][row.warm_ups :]
    return Result(
        name=row.name,
        unit=row.unit,
        ours=median(ours for ours, _ in pairs),
        peer=median(peer for _, peer in pairs),
        ratio=median(ours / peer for ours, peer in pairs),
        bound=row.bound,
    )


def render(results: Sequence[Result]) -> str:
    """The results as plain aligned text: names to the left, figures to the right."""
    cells = [HEADINGS, *map(_cells, results)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_aligned(line, widths) for line in cells)


def _cells(result: Result) -> tuple[str, ...]:
    return (
        result.name,
        f"{_figure(result.ours)} {result.unit}",
        f"{_figure(result.peer)} {result.unit}",
        _figure(result.ratio),
        f"{result.bound.sign} {result.bound.limit:g}",
        "ok" if result.is_ok else "over",
    )


def _figure(number: float) -> str:
    """About three figures that count: 0.042, 12.3, 4,321."""
    decimals = 0 if number >= 100 else 1 if number >= 10 else 2 if number >= 1 else 3
    return f"{number:,.{decimals}f}"


def _aligned(cells: Iterable[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((first, *rest)).rstrip()


def exit_code(results: Iterable[Result]) -> int:
    """1 if any bound is missed, else 0."""
    return 0 if all(result.is_ok for result in results) else 1
