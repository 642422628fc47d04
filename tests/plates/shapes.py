"""Shapes as signed distances: how far a place lies outside (or, below 0, inside) an outline.

A shape knows the box it can reach, so that only its own pixels are visited. Distances are in
pixels of the plate. The formulas are the well-known exact ones for the plane (Inigo Quilez,
"2D distance functions"); an ellipse is approximated, which is enough for an edge one pixel soft.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]
Distance = Callable[[float, float], float]


class Shape(NamedTuple):
    """An outline, and the box (left, top, right, bottom) outside which there is nothing of it."""

    box: tuple[float, float, float, float]
    distance: Distance


def disc(x: float, y: float, radius: float) -> Shape:
    """A full circle."""

    def distance(px: float, py: float) -> float:
        return math.hypot(px - x, py - y) - radius

    return Shape((x - radius, y - radius, x + radius, y + radius), distance)


def oval(x: float, y: float, across: float, up: float, turn: float = 0) -> Shape:
    """An ellipse with half axes `across` and `up`, turned clockwise by `turn` degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def distance(px: float, py: float) -> float:
        dx, dy = px - x, py - y
        u, v = (dx * cos + dy * sin) / across, (dy * cos - dx * sin) / up
        far = math.hypot(u, v)
        slope = math.hypot(u / across, v / up)
        return far * (far - 1) / slope if slope else -min(across, up)

    reach = max(across, up)
    return Shape((x - reach, y - reach, x + reach, y + reach), distance)


def bar(
    left: float, top: float, right: float, bottom: float, rounded: float = 0, turn: float = 0
) -> Shape:
    """A rectangle with rounded corners, turned clockwise about its middle by `turn` degrees."""
    x, y = (left + right) / 2, (top + bottom) / 2
    half, tall = (right - left) / 2 - rounded, (bottom - top) / 2 - rounded
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def distance(px: float, py: float) -> float:
        dx, dy = px - x, py - y
        u = abs(dx * cos + dy * sin) - half
        v = abs(dy * cos - dx * sin) - tall
        outside = math.hypot(max(u, 0.0), max(v, 0.0))
        return outside + min(max(u, v), 0.0) - rounded

    if turn:
        reach = math.hypot(right - left, bottom - top) / 2
        return Shape((x - reach, y - reach, x + reach, y + reach), distance)
    return Shape((left, top, right, bottom), distance)


def rod(start: Point, end: Point, radius: float, taper: float | None = None) -> Shape:
    """A line with round ends; `taper` is its radius at the end, where it differs."""
    (ax, ay), (bx, by) = start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy or 1.0
    last = radius if taper is None else taper

    def distance(px: float, py: float) -> float:
        along = ((px - ax) * dx + (py - ay) * dy) / length
        along = 0.0 if along < 0 else 1.0 if along > 1 else along
        width = radius + (last - radius) * along
        return math.hypot(px - ax - dx * along, py - ay - dy * along) - width

    reach = max(radius, last)
    box = (min(ax, bx) - reach, min(ay, by) - reach, max(ax, bx) + reach, max(ay, by) + reach)
    return Shape(box, distance)


def outline(*points: Point) -> Shape:
    """A closed polygon through the points."""
    edges = list(zip(points, (*points[1:], points[0]), strict=True))

    def distance(px: float, py: float) -> float:
        nearest, inside = 1e9, False
        for (ax, ay), (bx, by) in edges:
            dx, dy = bx - ax, by - ay
            along = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy or 1.0)
            along = 0.0 if along < 0 else 1.0 if along > 1 else along
            far = (px - ax - dx * along) ** 2 + (py - ay - dy * along) ** 2
            nearest = min(nearest, far)
            if (ay > py) != (by > py) and px < ax + (py - ay) * dx / dy:
                inside = not inside
        return -math.sqrt(nearest) if inside else math.sqrt(nearest)

    across, down = [x for x, _ in points], [y for _, y in points]
    return Shape((min(across), min(down), max(across), max(down)), distance)


def thread(points: Sequence[Point], radius: float) -> Shape:
    """An open line through the points, as wide as a pen."""
    parts = [rod(a, b, radius) for a, b in pairwise(points)]
    return joined(*parts)


def joined(*shapes: Shape) -> Shape:
    """Whatever lies in any of them."""
    box = (
        min(s.box[0] for s in shapes),
        min(s.box[1] for s in shapes),
        max(s.box[2] for s in shapes),
        max(s.box[3] for s in shapes),
    )
    distances = [s.distance for s in shapes]
    return Shape(box, lambda x, y: min(distance(x, y) for distance in distances))


def common(first: Shape, second: Shape) -> Shape:
    """What lies in both."""
    box = (
        max(first.box[0], second.box[0]),
        max(first.box[1], second.box[1]),
        min(first.box[2], second.box[2]),
        min(first.box[3], second.box[3]),
    )
    return Shape(box, lambda x, y: max(first.distance(x, y), second.distance(x, y)))


def without(whole: Shape, hole: Shape) -> Shape:
    """What lies in the first and not in the second."""
    return Shape(whole.box, lambda x, y: max(whole.distance(x, y), -hole.distance(x, y)))


def hoop(shape: Shape, width: float) -> Shape:
    """The outline of a shape, drawn `width` pixels wide."""
    half = width / 2
    left, top, right, bottom = shape.box
    return Shape(
        (left - half, top - half, right + half, bottom + half),
        lambda x, y: abs(shape.distance(x, y)) - half,
    )


def below(edge: Callable[[float], float], width: float, height: float) -> Shape:
    """Everything under a skyline: `edge` gives its height on the plate for each x."""
    return Shape((0, 0, width, height), lambda x, y: edge(x) - y)


class Turn(NamedTuple):
    """A drawing's own axes, laid on the sheet at `at`, turned clockwise by `degrees`."""

    at: Point
    degrees: float

    def inward(self, x: float, y: float) -> Point:
        """A place of the sheet, in the drawing's own axes."""
        cos, sin = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        dx, dy = x - self.at[0], y - self.at[1]
        return dx * cos + dy * sin, dy * cos - dx * sin

    def outward(self, x: float, y: float) -> Point:
        """A place in the drawing's own axes, on the sheet."""
        cos, sin = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        return self.at[0] + x * cos - y * sin, self.at[1] + x * sin + y * cos

    def __call__(self, shape: Shape) -> Shape:
        """A shape of the drawing, on the sheet."""
        left, top, right, bottom = shape.box
        corners = [self.outward(x, y) for x in (left, right) for y in (top, bottom)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        cos, sin = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        ax, ay = self.at
        inner = shape.distance

        def distance(x: float, y: float) -> float:
            dx, dy = x - ax, y - ay
            return inner(dx * cos + dy * sin, dy * cos - dx * sin)

        return Shape((min(across), min(down), max(across), max(down)), distance)


class Scale(NamedTuple):
    """A drawing laid on the sheet at `at`, `size` times as large as it was drawn."""

    at: Point
    size: float

    def __call__(self, shape: Shape) -> Shape:
        """A shape of the drawing, on the sheet."""
        (x, y), size = self
        left, top, right, bottom = shape.box
        box = (x + left * size, y + top * size, x + right * size, y + bottom * size)
        return Shape(box, lambda px, py: shape.distance((px - x) / size, (py - y) / size) * size)
