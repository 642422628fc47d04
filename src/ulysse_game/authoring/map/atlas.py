"""A map laid out: a sheet for each chapter, one under another.

What leads from chapter to chapter leaves its sheet by a door at the bottom and enters the other
by a door at the top; between the sheets it runs where nothing stands. Both the plain picture and
the page are drawn from this. Nothing here writes SVG.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ulysse_game.authoring.map.graph import Cluster, Edge, Graph, Node
from ulysse_game.authoring.map.layout import Box, Line, Link, Picture, draw, width
from ulysse_game.authoring.map.lettering import is_large, on_edge, on_node
from ulysse_game.authoring.map.wording import shortened

NAME, SMALL = 13.0, 10.5
"""Sizes of the writing: the name of a node, all else."""
NAME_LINE, SMALL_LINE = 17.0, 13.0
"""How far its lines stand apart."""
PAD = 8.0
MARGIN = 16.0
"""Between a sheet's frame and what stands in it."""
HEAD = 34.0
"""The height of a sheet's title."""
BOLD = 1.14
"""How much wider the name is for being bold."""
MOST_DOORS = 24
"""At one side of a sheet; where there would be more, edges between sheets are cut."""
MOST_IN = 30
"""Edges drawn to one node; where there are more they are all cut, or they would hide the rest."""


class Placed(NamedTuple):
    """A node on its sheet, by its upper left corner; ``lines`` are its writing."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


class Drawn(NamedTuple):
    """An edge on its sheet. ``number`` is its place among the edges of the map.

    ``label`` is its writing. An edge that leaves the sheet ends at a door.
    """

    number: int
    edge: Edge
    line: Line
    label: tuple[str, ...]


class Door(NamedTuple):
    """Where edges pass the border of a sheet to one ``target``, at ``x``; ``label`` says where to
    (none for doors at the top). ``edges`` are their numbers.
    """

    target: str
    x: float
    label: str
    edges: tuple[int, ...]


class Sheet(NamedTuple):
    """A chapter laid out, its own upper left corner being 0, 0.

    ``entries`` are lines from a door at the top to a node, a line for each of ``ins``.
    """

    cluster: Cluster
    width: float
    height: float
    nodes: tuple[Placed, ...]
    edges: tuple[Drawn, ...]
    ins: tuple[Door, ...]
    outs: tuple[Door, ...]
    entries: tuple[Line, ...]


def atlas(graph: Graph, has_notes: bool = True) -> tuple[Sheet, ...]:
    """The sheets of a map. ``has_notes`` leaves a line on each node for the note of its shade."""
    nodes = {node.id: node for node in graph.nodes}
    in_short, doors = is_large(graph), _passing(graph)
    return tuple(
        _Making(each, graph, nodes, doors, has_notes, in_short).sheet() for each in graph.clusters
    )


def _passing(graph: Graph) -> list[tuple[int, str, str]]:
    """The edges that pass from sheet to sheet, each with its two chapters, but for those cut."""
    chapters = {node.id: node.chapter for node in graph.nodes}
    found = [
        (number, chapters[edge.source], chapters[edge.target])
        for number, edge in enumerate(graph.edges)
        if chapters[edge.source] != chapters[edge.target]
    ]
    outs: dict[str, set[str]] = {}
    ins: dict[str, set[str]] = {}
    for number, source, target in found:
        outs.setdefault(source, set()).add(graph.edges[number].target)
        ins.setdefault(target, set()).add(graph.edges[number].target)
    return [
        each
        for each in found
        if len(outs[each[1]]) <= MOST_DOORS and len(ins[each[2]]) <= MOST_DOORS
    ]


class _Making:
    """A sheet in the making: boxes are the nodes, then the doors at the top, then the others."""

    def __init__(
        self,
        cluster: Cluster,
        graph: Graph,
        nodes: Mapping[str, Node],
        doors: Sequence[tuple[int, str, str]],
        has_notes: bool,
        in_short: bool,
    ) -> None:
        self.cluster, self.graph, self.in_short = cluster, graph, in_short
        self.nodes = [nodes[id] for id in cluster.nodes]
        self.lines = [on_node(node) for node in self.nodes]
        self.boxes = [_box(lines, has_notes) for lines in self.lines]
        self.place = {id: n for n, id in enumerate(cluster.nodes)}
        leading = Counter(edge.target for edge in graph.edges)
        self.crowded = {target for target, count in leading.items() if count > MOST_IN}
        self.ins: dict[str, list[int]] = {}
        self.outs: dict[str, list[int]] = {}
        for number, source, target in doors:
            if target == cluster.id:
                self.ins.setdefault(graph.edges[number].target, []).append(number)
            elif source == cluster.id:
                self.outs.setdefault(graph.edges[number].target, []).append(number)

    def sheet(self) -> Sheet:
        """The sheet, laid out."""
        own = [
            (number, edge)
            for number, edge in enumerate(self.graph.edges)
            if edge.source in self.place
        ]
        labels = [on_edge(edge, self.in_short) for _, edge in own]
        boxes = list(self.boxes)
        first_in = len(boxes)
        boxes += [Box(8.0, 0.0, "top") for _ in self.ins]
        first_out = len(boxes)
        names = {target: f"→ {shortened(target, 30)}" for target in self.outs}
        boxes += [Box(width(name, SMALL), SMALL_LINE, "bottom") for name in names.values()]
        doors = {target: first_out + n for n, target in enumerate(self.outs)}
        links = [
            self._link(edge, label, doors.get(edge.target, self._inside(edge.target)))
            for (_, edge), label in zip(own, labels, strict=True)
        ]
        links += [Link(first_in + n, self.place[target]) for n, target in enumerate(self.ins)]
        picture = draw(boxes, links)
        drawn = tuple(
            Drawn(number, edge, line, self._label(edge, label, line))
            for (number, edge), label, line in zip(own, labels, picture.lines, strict=False)
        )
        return Sheet(
            self.cluster,
            max(picture.width, width(self.cluster.title, 16) * BOLD) + 2 * MARGIN,
            picture.height + HEAD + 2 * MARGIN,
            tuple(self._placed(n, picture) for n in range(first_in)),
            tuple(each._replace(line=_moved(each.line)) for each in drawn),
            self._doors(self.ins, {}, first_in, boxes, picture),
            self._doors(self.outs, names, first_out, boxes, picture),
            tuple(_moved(line) for line in picture.lines[len(own) :]),
        )

    def _inside(self, target: str) -> int:
        """The box of a node; none where it is on another sheet, or so many lead to it."""
        return -1 if target in self.crowded else self.place.get(target, -1)

    def _link(self, edge: Edge, label: tuple[str, ...], target: int) -> Link:
        source = self.place[edge.source]
        wide = max((width(line, SMALL) for line in label), default=0.0)
        wide += 4 if label else 0
        cut = max(width(line, SMALL) for line in self._cut(edge, label)) + 4
        high = SMALL_LINE * len(label)
        return Link(source, target, wide, high, cut, high + SMALL_LINE)

    def _cut(self, edge: Edge, label: tuple[str, ...]) -> tuple[str, ...]:
        return (*label, f"⇢ {shortened(edge.target, 30)}")

    def _label(self, edge: Edge, label: tuple[str, ...], line: Line) -> tuple[str, ...]:
        return self._cut(edge, label) if line.is_cut else label

    def _placed(self, number: int, picture: Picture) -> Placed:
        x, y = picture.boxes[number]
        box = self.boxes[number]
        lines = self.lines[number]
        node = self.nodes[number]
        return Placed(node, x + MARGIN, y + MARGIN + HEAD, box.width, box.height, lines)

    def _doors(
        self,
        found: Mapping[str, list[int]],
        names: Mapping[str, str],
        first: int,
        boxes: list[Box],
        picture: Picture,
    ) -> tuple[Door, ...]:
        return tuple(
            Door(
                target,
                picture.boxes[first + n][0] + boxes[first + n].width / 2 + MARGIN,
                names.get(target, ""),
                tuple(numbers),
            )
            for n, (target, numbers) in enumerate(found.items())
        )


def _box(lines: tuple[str, ...], has_notes: bool) -> Box:
    wide = max(
        width(lines[0], NAME) * BOLD,
        90.0 if has_notes else 40.0,
        *(width(line, SMALL) for line in lines[1:]),
    )
    small = len(lines) - 1 + has_notes
    return Box(wide + 2 * PAD, NAME_LINE + small * SMALL_LINE + 2 * PAD - 2)


def _moved(line: Line) -> Line:
    """From the picture to the sheet, which has a margin and a title."""
    knots = tuple(
        each._replace(
            x=each.x + MARGIN, top=each.top + MARGIN + HEAD, bottom=each.bottom + MARGIN + HEAD
        )
        for each in line.knots
    )
    label = None if line.label is None else (line.label[0] + MARGIN, line.label[1] + MARGIN + HEAD)
    return line._replace(knots=knots, label=label)
