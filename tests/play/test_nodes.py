"""Nodes are a tuple that shares what it holds: whoever has the older one sees nothing new."""

from __future__ import annotations

import pytest

from ulysse_game.play.timeline import (
    WHOLE_EVERY,
    Node,
    Nodes,
    Timeline,
    apart,
    begun,
    children,
    chosen,
    led_on,
    moved,
    nodes_of,
    plain_at,
)

FEW = tuple(Node(parent, name, len(name)) for parent, name in ((-1, ""), (0, "a"), (0, "b")))
MORE = Node(1, "c", 2)


def test_they_are_as_a_tuple_is() -> None:
    nodes = Nodes(FEW)
    assert len(nodes) == len(FEW)
    assert tuple(nodes) == FEW == nodes[:]
    for at in range(-3, 3):
        assert nodes[at] is FEW[at]
    for at in (-5, -4, 3, 4):
        with pytest.raises(IndexError):
            nodes[at]
    bounds = (None, -9, -2, -1, 0, 1, 2, 3, 9)
    for start in bounds:
        for stop in bounds:
            for step in (None, 1, 2, -1, -2):
                assert nodes[start:stop:step] == FEW[start:stop:step]
    assert nodes == FEW
    assert nodes == Nodes(FEW)
    assert nodes != FEW[:2]
    assert nodes != (*FEW, MORE)
    assert nodes != list(FEW)
    assert tuple(reversed(nodes)) == FEW[::-1]
    assert FEW[1] in nodes
    assert MORE not in nodes
    assert Nodes() == ()
    with pytest.raises(TypeError):
        hash(nodes)


def test_with_one_more_the_older_stay_as_they_are() -> None:
    nodes = Nodes(FEW)
    longer = nodes.with_one(MORE)
    assert (len(nodes), len(longer)) == (3, 4)
    assert tuple(longer) == (*FEW, MORE) == longer[:] == longer[-9:9]
    assert tuple(nodes) == FEW == nodes[:] == nodes[0:9] == nodes[::-1][::-1]
    assert (nodes[-1], longer[-1], longer[3]) == (FEW[2], MORE, MORE)
    with pytest.raises(IndexError):
        nodes[3]
    assert (nodes.below(1), longer.below(1)) == ([], [3])
    assert nodes.below(0) == longer.below(0) == [1, 2]
    assert nodes.below(-1) == [0]
    assert longer.below(3) == []
    assert longer != nodes


def test_two_that_go_on_from_one_do_not_see_each_other() -> None:
    nodes = Nodes(FEW)
    one, other = nodes.with_one(MORE), nodes.with_one(MORE._replace(choice="d", parent=0))
    third = other.with_one(MORE._replace(choice="e", parent=3))
    assert [node.choice for node in one] == ["", "a", "b", "c"]
    assert [node.choice for node in other] == ["", "a", "b", "d"]
    assert [node.choice for node in third] == ["", "a", "b", "d", "e"]
    assert (one.below(0), one.below(1)) == ([1, 2], [3])
    assert (other.below(0), other.below(1), other.below(3)) == ([1, 2, 3], [], [])
    assert third.below(3) == [4]


def test_which_they_begin_with() -> None:
    nodes = Nodes(FEW)
    longer = nodes.with_one(MORE)
    other = nodes.with_one(MORE._replace(choice="d"))
    for older in (nodes, Nodes(FEW), FEW, FEW[:1], (), longer, (*FEW, MORE)):
        assert longer.begin_with(older)
    for others in (other, other.with_one(MORE), (MORE,), (*FEW, MORE, MORE)):
        assert not longer.begin_with(others)
    assert not nodes.begin_with(longer)
    assert not nodes.begin_with((*FEW, MORE))
    assert not Nodes(FEW).begin_with(longer)
    assert nodes.begin_with(nodes)


def test_nodes_that_are_shared_are_shared_on() -> None:
    nodes = Nodes(FEW)
    assert nodes_of(Timeline(nodes)) is nodes
    assert nodes_of(Timeline(FEW)) == nodes
    assert children(Timeline(FEW), 0) == children(Timeline(nodes), 0) == [1, 2]
    assert children(Timeline(nodes), 2) == []


@pytest.mark.parametrize(
    ("depth", "turns"),
    [
        (0, WHOLE_EVERY),
        (1, WHOLE_EVERY),
        (4095, WHOLE_EVERY),
        (4096, 512),
        (8191, 512),
        (8192, 1024),
        (60_000, 4096),
    ],
)
def test_whole_forms_lie_an_eighth_or_a_sixteenth_of_the_way_apart(depth: int, turns: int) -> None:
    assert apart(depth) == turns


@pytest.mark.parametrize(("depth", "is_whole"), [(4351, False), (4352, False), (4608, True)])
def test_far_on_a_form_is_kept_less_often(depth: int, is_whole: bool) -> None:
    timeline = chosen(begun({"at": 0}, depth - 1), "on", {"at": 0}, {"at": 1})
    node = timeline.nodes[timeline.head]
    assert (node.depth, node.whole is not None) == (depth, is_whole)
    assert node.changes == {"at": 1}


def test_what_a_choice_changed_may_be_unknown() -> None:
    """Then the whole form after it stands there, and the same choice finds it again."""
    timeline = chosen(begun({"at": 0}), "on", None, {"at": 1})
    assert timeline.nodes[1] == Node(0, "on", 1, None, {"at": 1})
    assert chosen(moved(timeline, 0), "on", None, {"at": 1}) == timeline
    assert chosen(moved(timeline, 0), "on", {"at": 0}, {"at": 1}) == timeline
    other = chosen(moved(timeline, 0), "on", None, {"at": 2})
    assert (other.head, len(other.nodes)) == (2, 3)
    assert plain_at(other, 2) == {"at": 2}


def test_the_whole_form_is_made_only_where_it_is_needed() -> None:
    made: list[int] = []

    def whole() -> dict[str, object]:
        made.append(1)
        return {"at": 1}

    timeline = led_on(begun({"at": 0}), "on", {"at": 1}, whole)
    again = led_on(moved(timeline, 0), "on", {"at": 1}, whole)
    assert again == timeline
    assert made == []
    kept = led_on(begun({"at": 0}, WHOLE_EVERY - 1), "on", {"at": 1}, whole)
    assert kept.nodes[1].whole == {"at": 1}
    assert made == [1]


def test_what_was_dropped_and_is_chosen_again_keeps_what_follows() -> None:
    nodes = (
        Node(-1, "", 0, whole={"at": 0}),
        Node(0, "off", 1, {"at": 5}),
        Node(0, "on", 1),
        Node(2, "up", 2, {"at": 2}),
    )
    found = chosen(Timeline(nodes, 0), "on", {"at": 0}, {"at": 1})
    assert found.head == 2
    assert found.nodes == (*nodes[:2], Node(0, "on", 1, None, {"at": 1}), nodes[3])
    assert plain_at(found, 3) == {"at": 2}
    assert children(found, 0) == [1, 2]
    assert children(found, 2) == [3]
