"""Sheets: what passes from one to another, what is cut, and where the lines between them run."""

from __future__ import annotations

import pytest

from tests.authoring.map.maps import graph
from ulysse_game.authoring.map import Cluster, Edge, Graph, Node, Way
from ulysse_game.authoring.map.atlas import MOST_DOORS, MOST_IN, atlas
from ulysse_game.authoring.map.layout import Knot, Line
from ulysse_game.authoring.map.stack import GAP, Point, stack
from ulysse_game.authoring.map.strokes import curve, loop, route


def made(pairs: list[tuple[str, str]]) -> Graph:
    """A map of scenes called by their chapter and a number: ``a1``, ``b2``."""
    ids = sorted({id for pair in pairs for id in pair}, key=lambda id: (id[0], int(id[1:])))
    nodes = tuple(Node(id, id, "scene", id[0], file="a.yaml", line=1) for id in ids)
    edges = tuple(Edge(a, b, "choice", (Way(f"to_{b}", "Go."),)) for a, b in pairs)
    chapters = sorted({id[0] for id in ids})
    clusters = tuple(
        Cluster(each, each, tuple(id for id in ids if id[0] == each)) for each in chapters
    )
    return Graph("Made", nodes, edges, clusters)


def test_what_passes_has_a_door_at_both_sheets() -> None:
    a, b, c = atlas(made([("a1", "b1"), ("a2", "b1"), ("a1", "a2"), ("b1", "c1"), ("c1", "a1")]))
    assert [(door.target, door.edges, door.label) for door in a.outs] == [("b1", (0, 1), "→ b1")]
    assert [door.target for door in b.ins] == ["b1"]
    assert [door.target for door in a.ins] == ["a1"]
    assert len(b.entries) == 1
    assert len(a.edges) == 3
    assert not any(drawn.line.is_cut for sheet in (a, b, c) for drawn in sheet.edges)


def test_too_many_doors_are_none() -> None:
    pairs = [("a1", f"b{n}") for n in range(MOST_DOORS + 1)]
    a, b = atlas(made(pairs))
    assert (a.outs, b.ins) == ((), ())
    assert all(drawn.line.is_cut for drawn in a.edges)
    assert a.edges[3].label == ("to_b3: Go.", "⇢ b3")
    a, b = atlas(made(pairs[1:]))
    assert len(a.outs) == len(b.ins) == MOST_DOORS


def test_what_everybody_leads_to_is_named_and_not_drawn_to() -> None:
    pairs = [(f"a{n}", "a99") for n in range(MOST_IN + 1)]
    (sheet,) = atlas(made(pairs))
    assert all(drawn.line.is_cut for drawn in sheet.edges)
    (sheet,) = atlas(made(pairs[1:]))
    assert not any(drawn.line.is_cut for drawn in sheet.edges)


def test_lines_between_sheets_run_where_nothing_stands() -> None:
    sheets = atlas(made([("a1", "b1"), ("b1", "c1"), ("c1", "a1"), ("a1", "c1")]))
    whole = stack(sheets)
    boxes = [
        (20.0, top, 20.0 + sheet.width, top + sheet.height)
        for sheet, top in zip(sheets, whole.tops, strict=True)
    ]
    assert len(whole.routes) == 4
    for line in whole.routes:
        for point in line.points:
            assert 0 < point.x < whole.width
            assert 0 < point.y < whole.height
            inside = [
                box for box in boxes if box[0] < point.x < box[2] and box[1] < point.y < box[3]
            ]
            assert inside == []
        if len(line.points) > 2:
            assert line.points[2].x > max(box[2] for box in boxes)
    straight = [line for line in whole.routes if len(line.points) == 2]
    assert {(line.source, line.chapter) for line in straight} == {("a", "b"), ("b", "c")}
    assert all(line.points[1].y - line.points[0].y == GAP for line in straight)


def test_every_node_of_a_map_is_on_one_sheet() -> None:
    sheets = atlas(graph())
    ids = [placed.node.id for sheet in sheets for placed in sheet.nodes]
    assert sorted(ids) == sorted(node.id for node in graph().nodes)
    numbers = sorted(drawn.number for sheet in sheets for drawn in sheet.edges)
    assert numbers == list(range(len(graph().edges)))


def test_strokes() -> None:
    down = Line((Knot(10, 0, 5), Knot(30, 25, 40)))
    assert curve(down) == "M10 0V5C10 15 30 15 30 25V40"
    assert curve(down._replace(is_up=True)) == "M30 40V25C30 15 10 15 10 5V0"
    assert curve(down._replace(is_cut=True)) == "M10 0V5C10 15 30 15 30 25"
    assert curve(down, 1, 2).startswith("M11 2")
    assert curve(Line((Knot(10, 0, 5), Knot(10, 25, 40)))) == "M10 0V5V40"
    assert loop(10, 0, 100, 20) == "M10 30C30 30 30 70 10 70"
    assert route((Point(0, 0), Point(10, 20))) == "M0 0C0 10 10 10 10 20"
    turning = route((Point(0, 0), Point(0, 20), Point(40, 20)))
    assert turning == "M0 0L0 12Q0 20 8 20L40 20"


@pytest.mark.parametrize("has_notes", [True, False])
def test_a_note_has_its_room(has_notes: bool) -> None:
    sheet = atlas(graph(), has_notes)[0]
    heights = {placed.node.id: placed.height for placed in sheet.nodes}
    assert heights["last"] == (17 + 13 * has_notes + 14)
    assert heights["start"] == heights["last"] + 2 * 13
