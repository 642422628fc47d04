"""Pieces of a graph that do not hang together, put beside one another.

What has a door at the top or the bottom is drawn as one picture; every other piece is drawn for
itself, and the pieces stand to the right of it in shelves, in the order in which they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from ulysse_game.authoring.map.layout.drawing import GAP, Box, Line, Link, Picture, drawn

MOST_BENDS = 6_000
"""Points of long links in one picture; beyond that the longest are cut."""
_ASPECT = 1.6
"""How much wider than high the shelves are to be."""
_APART = 2 * GAP


def draw(boxes: Sequence[Box], links: Sequence[Link], most_bends: int = MOST_BENDS) -> Picture:
    """The picture of these boxes; those given first stand above, where links leave it open.

    The first pieces come first where there are several. Beyond ``most_bends`` points of long
    links in one piece, the longest links are cut.
    """
    pieces = _pieces(boxes, links)
    if len(pieces) == 1:
        return drawn(boxes, links, most_bends)
    found = [_drawn(piece, boxes, links, most_bends) for piece in pieces]
    return _together(boxes, links, pieces, found, _shelved(pieces, boxes, found))


def _pieces(boxes: Sequence[Box], links: Sequence[Link]) -> list[list[int]]:
    """The boxes that hang together; all that have doors are one piece, which is the first."""
    leader = list(range(len(boxes)))

    def first(box: int) -> int:
        while leader[box] != box:
            leader[box] = box = leader[leader[box]]
        return box

    def join(one: int, other: int) -> None:
        a, b = first(one), first(other)
        leader[max(a, b)] = min(a, b)

    doors = [n for n, box in enumerate(boxes) if box.side]
    for link in links:
        if link.target != -1:
            join(link.source, link.target)
    for door in doors:
        join(doors[0], door)
    found: dict[int, list[int]] = {}
    for box in range(len(boxes)):
        found.setdefault(first(box), []).append(box)
    main = first(doors[0]) if doors else -1
    return sorted(found.values(), key=lambda piece: (piece[0] != main, piece[0]))


def _drawn(
    piece: Sequence[int], boxes: Sequence[Box], links: Sequence[Link], most_bends: int
) -> Picture:
    place = {box: n for n, box in enumerate(piece)} | {-1: -1}
    own = [
        link._replace(source=place[link.source], target=place[link.target])
        for link in links
        if link.source in place
    ]
    return drawn([boxes[n] for n in piece], own, most_bends)


def _shelved(
    pieces: Sequence[Sequence[int]], boxes: Sequence[Box], found: Sequence[Picture]
) -> list[tuple[float, float]]:
    """The upper left corner of each piece."""
    has_doors = any(boxes[n].side for n in pieces[0]) if pieces else False
    loose = found[1:] if has_doors else found
    left = found[0].width + _APART if has_doors else 0.0
    area = sum((each.width + _APART) * (each.height + _APART) for each in loose)
    room = max(sqrt(area * _ASPECT), *(each.width for each in loose)) if loose else 0.0
    corners = [(0.0, 0.0)] if has_doors else []
    x = y = high = 0.0
    for each in loose:
        if x and x + each.width > room:
            x, y, high = 0.0, y + high + _APART, 0.0
        corners.append((left + x, y))
        x += each.width + _APART
        high = max(high, each.height)
    return corners


def _together(
    boxes: Sequence[Box],
    links: Sequence[Link],
    pieces: Sequence[Sequence[int]],
    found: Sequence[Picture],
    corners: Sequence[tuple[float, float]],
) -> Picture:
    """One picture of all pieces, each at its corner; doors at the bottom stay at the bottom."""
    width = height = 0.0
    places: dict[int, tuple[float, float]] = {}
    piece_of: dict[int, int] = {}
    for number, (piece, picture, (x, y)) in enumerate(zip(pieces, found, corners, strict=True)):
        width, height = max(width, x + picture.width), max(height, y + picture.height)
        for box, (own_x, own_y) in zip(piece, picture.boxes, strict=True):
            places[box] = (x + own_x, y + own_y)
            piece_of[box] = number
    lines = [iter(picture.lines) for picture in found]
    drawn_lines = []
    for link in links:
        number = piece_of[link.source]
        line = _moved(next(lines[number]), *corners[number])
        if link.target != -1 and boxes[link.target].side == "bottom" and not line.is_cut:
            last = line.knots[-1]._replace(bottom=height - boxes[link.target].height)
            line = line._replace(knots=(*line.knots[:-1], last))
        drawn_lines.append(line)
    for box, size in enumerate(boxes):
        if size.side == "bottom":
            places[box] = (places[box][0], height - size.height)
    ordered = tuple(places[box] for box in range(len(boxes)))
    return Picture(width, height, ordered, tuple(drawn_lines))


def _moved(line: Line, x: float, y: float) -> Line:
    knots = tuple(
        each._replace(x=each.x + x, top=each.top + y, bottom=each.bottom + y) for each in line.knots
    )
    label = None if line.label is None else (line.label[0] + x, line.label[1] + y)
    return line._replace(knots=knots, label=label)
