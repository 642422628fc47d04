"""Lines as SVG has them: the ``d`` of a path."""

from __future__ import annotations

from collections.abc import Sequence

from ulysse_game.authoring.map.layout import Line
from ulysse_game.authoring.map.stack import Point

_ROUND = 8.0


def curve(line: Line, dx: float = 0.0, dy: float = 0.0) -> str:
    """A line of a layout, drawn in the direction in which it leads, moved by ``dx`` and ``dy``."""
    runs = [(knot.x + dx, knot.top + dy, knot.bottom + dy) for knot in line.knots]
    if line.is_up:
        runs = [(x, bottom, top) for x, top, bottom in reversed(runs)]
    if line.is_cut:
        runs = [*runs[:-1], (runs[-1][0], runs[-1][1], runs[-1][1])]
    x, start, end = runs[0]
    parts = [f"M{_n(x)} {_n(start)}", _down(start, end)]
    for nx, top, bottom in runs[1:]:
        if abs(nx - x) < 0.5:
            parts.append(f"V{_n(bottom)}")
        else:
            middle = (end + top) / 2
            parts.append(f"C{_n(x)} {_n(middle)} {_n(nx)} {_n(middle)} {_n(nx)} {_n(top)}")
            parts.append(_down(top, bottom))
        x, end = nx, bottom
    return "".join(parts)


def loop(x: float, y: float, height: float, out: float) -> str:
    """From a box to itself: at its right side ``x``, the box beginning at ``y``."""
    top, bottom = _n(y + height * 0.3), _n(y + height * 0.7)
    return f"M{_n(x)} {top}C{_n(x + out)} {top} {_n(x + out)} {bottom} {_n(x)} {bottom}"


def route(points: Sequence[Point]) -> str:
    """A line between sheets: a curve between two points, else round corners."""
    first, last = points[0], points[-1]
    if len(points) == 2:
        middle = _n((first.y + last.y) / 2)
        return (
            f"M{_n(first.x)} {_n(first.y)}C{_n(first.x)} {middle} {_n(last.x)} {middle} "
            f"{_n(last.x)} {_n(last.y)}"
        )
    parts = [f"M{_n(first.x)} {_n(first.y)}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        a, b = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{_n(a.x)} {_n(a.y)}Q{_n(corner.x)} {_n(corner.y)} {_n(b.x)} {_n(b.y)}")
    return "".join((*parts, f"L{_n(last.x)} {_n(last.y)}"))


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other.x - corner.x, other.y - corner.y
    length = max(abs(dx), abs(dy), 1e-6)
    by = min(_ROUND, length / 2) / length
    return Point(corner.x + dx * by, corner.y + dy * by)


def _down(start: float, end: float) -> str:
    return "" if abs(end - start) < 0.05 else f"V{_n(end)}"


def _n(number: float) -> str:
    """A number as short as may be: a tenth of a point is enough."""
    return f"{number:.1f}".removesuffix(".0")
