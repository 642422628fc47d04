"""How many pairs of edges cross in a drawing, ours or Graphviz's, measured on the curves."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest

from ulysse_game.authoring.map.layout import Line

DOT = shutil.which("dot")
needs_dot = pytest.mark.skipif(DOT is None, reason="Graphviz's dot is not installed")
Point = tuple[float, float]
Polyline = tuple[Point, ...]
_STEPS = 6


def laid_out(text: str, form: str) -> str:
    """What dot makes of this; a warning fails the test."""
    assert DOT is not None
    found = subprocess.run(
        [DOT, f"-T{form}"], input=text, capture_output=True, encoding="utf-8", check=False
    )
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    return found.stdout


def of_line(line: Line) -> Polyline:
    """A line of ours as short straight pieces."""
    points: list[tuple[float, float]] = []
    for before, after in pairwise(line.knots):
        points.append((before.x, before.top))
        middle = (before.bottom + after.top) / 2
        start, end = (before.x, before.bottom), (after.x, after.top)
        points += _bezier((start, (before.x, middle), (after.x, middle), end))
    if line.knots:
        points.append((line.knots[-1].x, line.knots[-1].bottom))
    return tuple(points)


def of_spline(points: Sequence[tuple[float, float]]) -> Polyline:
    """A spline of Graphviz as short straight pieces."""
    found: list[tuple[float, float]] = []
    for n in range(0, len(points) - 1, 3):
        a, b, c, d = points[n : n + 4]
        found += _bezier((a, b, c, d))
    return tuple(found)


def crossing_pairs(edges: Sequence[tuple[object, object, Polyline]]) -> int:
    """How many pairs of edges cross that share no end."""
    heights = [y for _, _, line in edges for _, y in line]
    cell = (max(heights) - min(heights)) / 60
    cells: dict[int, list[tuple[int, Point, Point]]] = {}
    for number, (_, _, line) in enumerate(edges):
        for a, b in pairwise(line):
            low, high = sorted((a[1], b[1]))
            for place in range(int(low // cell), int(high // cell) + 1):
                cells.setdefault(place, []).append((number, a, b))
    found = {
        (min(one, other), max(one, other))
        for pieces in cells.values()
        for (one, a, b), (other, c, d) in combinations(pieces, 2)
        if one != other and _meet(a, b, c, d)
    }
    return sum(not {*edges[one][:2]} & {*edges[other][:2]} for one, other in found)


def _bezier(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    found = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        p, q, r, s = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy))
    return found


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
