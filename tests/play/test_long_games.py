"""A game too long for a file is written shorter: what replaying tells again goes first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.play import saves
from ulysse_game.play import Save, decoded, encoded, rows, save_format
from ulysse_game.play.rows import Rows, short, timeline_of
from ulysse_game.play.timeline import Node, Timeline, begun, chosen, moved, plain_at

SAVE = saves.example()
BEGUN = {**SAVE.snapshot, "turn": 0}


def played(turns: int, timeline: Timeline | None = None) -> Timeline:
    timeline = timeline or begun(BEGUN)
    for _ in range(turns):
        turn = timeline.depth
        before, after = {**BEGUN, "turn": turn}, {**BEGUN, "turn": turn + 1}
        timeline = chosen(timeline, f"choice_{len(timeline.nodes)}", before, after)
    return timeline


def lost(turns: int) -> Save:
    """A game of so many turns, some of them on a line that was left."""
    return SAVE._replace(timeline=played(turns // 2, moved(played(turns), turns // 2)))


def read(text: str) -> list[Any]:
    found = json.loads(f"[{text}]")
    assert isinstance(found, list)
    return found


def test_without_changes_every_choice_is_kept() -> None:
    timeline = lost(20).timeline
    found = read(short(timeline))
    assert found[0] == [-1, "", None, BEGUN]
    assert found[1:] == [[node.parent, node.choice] for node in timeline.nodes[1:]]
    assert read(short(begun(BEGUN))) == [[-1, "", None, BEGUN]]
    again = timeline_of(found, timeline.head, 0)
    assert [node[:3] for node in again.nodes] == [node[:3] for node in timeline.nodes]


def test_it_is_written_shorter_only_where_it_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    save = lost(40)
    data = encoded(save)
    full, nodes = len(data), save.timeline.nodes
    monkeypatch.setattr(save_format, "LIMIT", full)
    assert encoded(save) == data
    monkeypatch.setattr(save_format, "LIMIT", full - 1)
    shorter = encoded(save)
    timeline = decoded(shorter).timeline
    assert [node[:3] for node in timeline.nodes] == [node[:3] for node in nodes]
    assert [node.changes for node in timeline.nodes] == [None] * len(nodes)
    assert timeline.nodes[0].whole == BEGUN
    assert timeline.head == save.timeline.head
    monkeypatch.setattr(save_format, "LIMIT", len(shorter))
    assert encoded(save) == shorter


def test_then_the_older_half_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    save = lost(40)
    monkeypatch.setattr(save_format, "LIMIT", len(encoded(save)) - 1)
    size = len(encoded(save))
    seen = []
    for limit in range(size - 1, size // 2, -7):
        monkeypatch.setattr(save_format, "LIMIT", limit)
        data = encoded(save)
        if len(data) > limit:
            break
        timeline = decoded(data).timeline
        assert timeline.depth == save.timeline.depth
        turns = timeline.depth - timeline.nodes[0].depth
        root = timeline.nodes[0].whole
        assert root is not None
        assert root["turn"] == timeline.nodes[0].depth
        seen.append(turns)
        assert decoded(data).snapshot == save.snapshot
    assert list(dict.fromkeys(seen)) == [20, 10, 5, 3, 2, 1]


def test_what_fits_in_no_file_is_given_up_at_its_shortest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_format, "LIMIT", 10)
    data = encoded(lost(40))
    monkeypatch.undo()
    timeline = decoded(data).timeline
    assert len(timeline.nodes) == 2


def test_only_the_newest_keep_their_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "RECENT", 8)
    monkeypatch.setattr(rows, "_STRIDE", 4)
    remembered = Rows()
    timeline = begun(BEGUN)
    for turn in range(1, 40):
        timeline = played(1, timeline)
        text = remembered.text(timeline)
        assert text == Rows().text(timeline)
        found = read(text)
        cut = max(0, (turn + 1 - 8) // 4 * 4)
        lengths = [len(row) for row in found]
        assert lengths[0] == 4
        assert lengths[1:cut] == [2] * (cut - 1 if cut else 0)
        assert lengths[cut + 1 :] == ([3] * turn)[cut:] if cut else lengths[1:] == [3] * turn
        again = timeline_of(found, timeline.head, 0)
        for node in range(cut, turn + 1):
            assert plain_at(again, node) == plain_at(timeline, node)
        back = moved(timeline, turn // 2)
        assert remembered.text(back) == Rows().text(back)
        known = timeline_of(read(remembered.text(back)), back.head, 0)
        assert (plain_at(known, back.head) is None) is (0 < back.head < cut)


def large(size: int, changes: dict[str, Any] | None, end: str) -> Node:
    """A node whose row with its whole form has just so many signs."""
    empty = len(json.dumps([0, "on", changes, {"a": end}], separators=(",", ":")))
    return Node(0, "on", 1, changes, {"a": "x" * (size - empty) + end})


def test_a_large_form_is_written_only_where_nothing_leads_to_it() -> None:
    first = Node(-1, "", 0, whole={"a": ""})
    for size, changes, parts in (
        (rows.SMALL, {"a": "y"}, 4),
        (rows.SMALL + 1, {"a": "y"}, 3),
        (rows.SMALL + 1, None, 4),
        (rows.SMALL, None, 4),
    ):
        node = large(size, changes, "z")
        found = read(Rows().text(Timeline((first, node), 1)))
        assert len(found[1]) == parts, size
        assert found[1][2] == changes
        if parts == 4:
            assert found[1][3] == node.whole


def test_of_what_is_known_no_more_nothing_is_written() -> None:
    first = Node(-1, "", 0, whole={"a": ""})
    found = read(Rows().text(Timeline((first, Node(0, "on", 1), Node(1, "up", 2, {"a": "b"})), 2)))
    assert found == [[-1, "", None, {"a": ""}], [0, "on"], [1, "up", {"a": "b"}]]


def test_the_first_row_that_is_kept_whole_may_be_known_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "RECENT", 8)
    monkeypatch.setattr(rows, "_STRIDE", 4)
    timeline = played(20)
    nodes = [
        node._replace(changes=None, whole=None) if 0 < number < 6 else node
        for number, node in enumerate(timeline.nodes)
    ]
    found = read(Rows().text(Timeline(tuple(nodes), timeline.head)))
    assert [len(row) for row in found] == [4] + [2] * 11 + [3] * 9
    assert found[12] == [11, "choice_12", {"turn": 12}]
