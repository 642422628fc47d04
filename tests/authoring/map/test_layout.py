"""The layout: boxes do not touch, lines do not run through boxes, few lines cross."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.authoring.map.crossing import (
    crossing_pairs,
    laid_out,
    needs_dot,
    of_line,
    of_spline,
)
from ulysse_game.authoring.map.layout import Box, Link, Picture, draw, width
from ulysse_game.authoring.map.layout.columns import columns
from ulysse_game.authoring.map.layout.layers import rows, turned
from ulysse_game.authoring.map.layout.ordering import crossings, ordered

Edges = list[tuple[int, int]]
SLACK = 0.01


@st.composite
def graphs(draw_: st.DrawFn) -> tuple[int, Edges]:
    count = draw_(st.integers(1, 14))
    vertex = st.integers(0, count - 1)
    return count, draw_(st.lists(st.tuples(vertex, vertex), max_size=30))


def picture(count: int, edges: Edges, most_bends: int = 1_000) -> tuple[list[Box], Picture]:
    boxes = [Box(40.0 + 17 * (n % 5), 20.0 + 9 * (n % 3)) for n in range(count)]
    links = [
        Link(a, b, *((60.0, 26.0) if (a + b) % 3 else (0.0, 0.0)), 70.0, 13.0) for a, b in edges
    ]
    return boxes, draw(boxes, links, most_bends)


# -- the four steps -----------------------------------------------------------------------------


@given(graphs())
def test_turned_edges_leave_no_ring_and_no_more_are_turned_than_must(
    graph: tuple[int, Edges],
) -> None:
    count, edges = graph
    edges = [edge for edge in edges if edge[0] != edge[1]]
    back = turned(count, edges)
    down = [(b, a) if n in back else (a, b) for n, (a, b) in enumerate(edges)]
    found = rows(count, down)  # asserts that there is no ring
    assert all(found[a] < found[b] for a, b in down)
    assert min(found) == 0
    if not back:
        return
    with pytest.raises(AssertionError):
        rows(count, [edge for n, edge in enumerate(edges) if n != min(back)] + [edges[min(back)]])


def test_nothing_is_turned_where_there_is_no_ring() -> None:
    assert turned(4, [(2, 3), (0, 2), (0, 1), (1, 3)]) == set()
    assert turned(3, [(0, 1), (1, 2), (2, 0)]) == {2}


def test_a_box_stands_near_what_it_leads_to() -> None:
    # 4 leads only to 3: it need not stand at the top
    assert rows(5, [(0, 1), (1, 2), (2, 3), (4, 3)]) == [0, 1, 2, 3, 2]


def test_crossings_are_counted() -> None:
    below = [[3, 4], [2], [], [], []]
    assert crossings([[0, 1], [2, 3, 4]], below) == 2
    assert crossings([[1, 0], [2, 3, 4]], below) == 0


@given(st.integers(0, 10_000))
@settings(max_examples=60)
def test_crossings_are_those_that_plain_counting_finds(seed: int) -> None:
    random = Random(seed)
    layers = [list(range(5)), list(range(5, 11)), list(range(11, 15))]
    below: list[list[int]] = [[] for _ in range(15)]
    edges = []
    for upper, lower in pairwise(layers):
        for _ in range(5):
            a, b = random.choice(upper), random.choice(lower)
            below[a].append(b)
            edges.append((upper, lower, a, b))
    plain = sum(
        (u.index(a) - u.index(c)) * (v.index(b) - v.index(d)) < 0
        for (u, v, a, b), (w, _, c, d) in combinations(edges, 2)
        if u is w
    )
    assert crossings(layers, below) == plain
    above: list[list[int]] = [[] for _ in range(15)]
    for _, _, a, b in edges:
        above[b].append(a)
    better = ordered(layers, above, below)
    assert crossings(better, below) <= plain
    assert [sorted(row) for row in better] == layers


def test_a_tangle_that_can_be_undone_is_undone() -> None:
    layers = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    below = [[5], [4], [3], [8], [7], [6], [], [], []]
    above: list[list[int]] = [[], [], [], [2], [1], [0], [5], [4], [3]]
    assert crossings(layers, below) > 0
    assert crossings(ordered(layers, above, below), below) == 0


def test_a_long_line_stands_straight() -> None:
    # 0 → 1 → 2 → 3 by bends, and 4, 5, 6 beside them
    layers = [[0, 4], [1, 5], [2, 6], [3]]
    above: list[list[int]] = [[], [0], [1], [2], [], [4], [5]]
    below: list[list[int]] = [[1], [2], [3], [], [5], [6], []]
    bends = [False, True, True, False, False, False, False]
    widths = [40.0, 4, 4, 60, 90, 30, 70]
    x = columns(layers, above, below, widths, bends, 10)
    assert x[1] == x[2] == x[0] == x[3]
    for row in layers:
        for left, right in pairwise(row):
            assert x[right] - x[left] >= (widths[left] + widths[right]) / 2 + 10


# -- the whole ----------------------------------------------------------------------------------


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_boxes_and_labels_stand_apart_and_lines_keep_out_of_boxes(graph: tuple[int, Edges]) -> None:
    boxes, found = picture(*graph)
    corners = [
        (x, y, x + box.width, y + box.height)
        for (x, y), box in zip(found.boxes, boxes, strict=True)
    ]
    for n, line in enumerate(found.lines):
        if line.label is not None:
            x, y = line.label
            corners.append((x - 30, y - 13, x + 30, y + 13))
        assert bool(line.knots) == (graph[1][n][0] != graph[1][n][1])
    for one, other in combinations(corners, 2):
        assert not _overlap(one, other)
    for left, top, right, bottom in corners:
        assert left >= -SLACK
        assert top >= -SLACK
        assert right <= found.width + SLACK
        assert bottom <= found.height + SLACK
    for line in found.lines:
        for x, y in of_line(line):
            for left, top, right, bottom in corners[: len(boxes)]:
                inside = left + SLACK < x < right - SLACK and top + SLACK < y < bottom - SLACK
                assert not inside


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] < other[2] - SLACK
        and other[0] < one[2] - SLACK
        and one[1] < other[3] - SLACK
        and other[1] < one[3] - SLACK
    )


@given(graphs())
@settings(deadline=None)
def test_a_line_begins_and_ends_at_its_boxes(graph: tuple[int, Edges]) -> None:
    boxes, found = picture(*graph)
    for (source, target), line in zip(graph[1], found.lines, strict=True):
        if source == target:
            continue
        upper, lower = (target, source) if line.is_up else (source, target)
        first, last = line.knots[0], line.knots[-1]
        (x, y), box = found.boxes[upper], boxes[upper]
        assert x - SLACK <= first.x <= x + box.width + SLACK
        assert first.top == pytest.approx(y + box.height)
        (x, y), box = found.boxes[lower], boxes[lower]
        assert x - SLACK <= last.x <= x + box.width + SLACK
        assert last.bottom == pytest.approx(y)


def test_the_same_graph_is_always_drawn_the_same() -> None:
    edges = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 0), (1, 4), (4, 2)]
    assert picture(5, edges) == picture(5, edges)


def test_nothing_and_a_single_box() -> None:
    assert draw([], []) == Picture(0.0, 0.0, (), ())
    assert draw([Box(50, 20)], []).boxes == ((0.0, 0.0),)


def test_sides() -> None:
    found = draw(
        [Box(50, 20), Box(50, 20), Box(9, 0, "top"), Box(9, 9, "bottom")],
        [Link(0, 1), Link(0, 3), Link(2, 1)],
    )
    heights = [y for _, y in found.boxes]
    assert heights[2] < heights[0] < heights[1] < heights[3]


def test_the_longest_links_are_cut_where_there_are_too_many() -> None:
    edges = [(n, n + 1) for n in range(12)] + [(0, 12), (1, 11), (5, 6)]
    _, whole = picture(13, edges)
    assert not any(line.is_cut for line in whole.lines)
    _, found = picture(13, edges, most_bends=26)
    cut = [edges[n] for n, line in enumerate(found.lines) if line.is_cut]
    assert cut == [(0, 12), (1, 11)]
    for line in found.lines:
        assert not line.is_cut or line.label is not None


def test_every_box_keeps_one_way_in_though_it_be_long() -> None:
    edges = [(n, n + 1) for n in range(12)] + [(0, 13), (13, 12)]
    _, found = picture(14, edges, most_bends=1)
    ends = {edges[n][1] for n, line in enumerate(found.lines) if not line.is_cut}
    assert ends == set(range(1, 14))


def test_a_link_to_what_is_not_in_the_picture_is_cut() -> None:
    found = draw([Box(50, 20)], [Link(0, -1, cut_width=80, cut_height=26)])
    assert found.lines[0].is_cut
    assert found.width >= 80


@needs_dot
def test_about_as_few_lines_cross_as_when_graphviz_draws() -> None:
    ours = theirs = 0
    for seed in range(5):
        random = Random(seed)
        count = 40
        edges = [(n, n + 1) for n in range(count - 1)]
        edges += [(random.randrange(count), random.randrange(count)) for _ in range(14)]
        edges = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1]]
        found = draw([Box(90, 36) for _ in range(count)], [Link(*edge) for edge in edges])
        lines = zip(edges, found.lines, strict=True)
        ours += crossing_pairs([(a, b, of_line(line)) for (a, b), line in lines])
        theirs += crossing_pairs(_graphviz(edges))
    assert ours <= 1.5 * theirs


def _graphviz(edges: Edges) -> list[tuple[int, int, tuple[tuple[float, float], ...]]]:
    text = "digraph { node [shape=box, width=1.25, height=0.5, fixedsize=true]\n"
    text += "".join(f"{a} -> {b};" for a, b in edges) + "}"
    found = []
    for line in laid_out(text, "plain").splitlines():
        words = line.split()
        if words[0] == "edge":
            numbers = [float(word) for word in words[4 : 4 + 2 * int(words[3])]]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            found.append((int(words[1]), int(words[2]), of_spline(points)))
    return found


def test_widths() -> None:
    assert width("", 10) == 0
    assert width("mmm", 10) > width("iii", 10)
    assert width("abc", 20) == pytest.approx(2 * width("abc", 10))
    assert width("e\u0301", 10) == width("e", 10)
    assert width("火", 10) > width("a", 10)


# -- pieces -------------------------------------------------------------------------------------


def test_what_does_not_hang_together_stands_in_shelves() -> None:
    count = 60
    edges = [(n, n + 1) for n in range(0, count, 2)]
    boxes, found = picture(count, edges)
    assert found.width < 2.5 * found.height
    assert found.boxes[0] == min(found.boxes, key=lambda corner: (corner[1], corner[0]))
    assert sum(box.width for box in boxes) > 2 * found.width


def test_doors_stay_at_the_top_and_the_bottom_beside_high_shelves() -> None:
    boxes = [Box(50, 20), Box(9, 0, "top"), Box(9, 9, "bottom"), *(Box(80, 30) for _ in range(50))]
    found = draw(boxes, [Link(1, 0), Link(0, 2), Link(7, 8)])
    assert found.boxes[1][1] == 0
    assert found.boxes[2][1] + 9 == pytest.approx(found.height)
    assert found.lines[1].knots[-1].bottom == pytest.approx(found.height - 9)
    assert all(x > found.boxes[0][0] + 50 for x, _ in found.boxes[3:])


@given(graphs(), st.lists(st.booleans(), min_size=14, max_size=14))
@settings(deadline=None)
def test_with_doors_too_every_line_begins_and_ends_at_its_boxes(
    graph: tuple[int, Edges], doors: list[bool]
) -> None:
    count, edges = graph
    boxes = [Box(40.0, 20.0) for _ in range(count)]
    links = [Link(*edge) for edge in edges]
    for box in range(count):
        if doors[box]:
            boxes.append(Box(9.0, 9.0, "bottom"))
            links.append(Link(box, len(boxes) - 1))
    found = draw(boxes, links)
    for link, line in zip(links, found.lines, strict=True):
        if link.source == link.target:
            continue
        upper, lower = (link.target, link.source) if line.is_up else (link.source, link.target)
        assert line.knots[0].top == pytest.approx(found.boxes[upper][1] + boxes[upper].height)
        assert line.knots[-1].bottom == pytest.approx(found.boxes[lower][1])
