"""The timeline written down: one row of JSON for each node.

A row is ``[parent, choice]``, with the changes as a third part and the whole plain form as a
fourth where they are kept. Only the last thousand nodes keep them in a file; what is older is
made again by replaying the choices. So a file grows by some twenty bytes a choice, and writing
one costs the same after ten thousand choices as after one thousand. A long game's whole form is
large: only the first that the player's own line needs is written then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ulysse_game.play import shape
from ulysse_game.play.strict_json import unparse
from ulysse_game.play.timeline import Node, Nodes, Timeline, nodes_of, plain_at

RECENT = 1024
"""At least so many of the newest nodes keep their changes."""

SMALL = 20_000
"""A whole form of at most so many signs is written wherever it is kept."""

_STRIDE = 256
_SEPARATOR = ",\n"


class Rows:
    """The rows of a timeline that grows; remembers those already written as text."""

    def __init__(self) -> None:
        """Nothing written yet."""
        self._nodes = Nodes()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._known = 0
        self._cut = 0
        self._short = ""  # the rows before the cut, each with its separator
        self._full: list[str] = []  # those from the cut on
        self._entry = (-1, "")

    def text(self, timeline: Timeline) -> str:
        """All rows of this timeline, joined by commas."""
        nodes = nodes_of(timeline)
        if not nodes.begin_with(self._nodes):
            self._begin_anew()  # another timeline, or one of which the older half was forgotten
        self._full.extend(map(_row, nodes[self._known :]))
        self._nodes, self._known = nodes, len(nodes)
        cut = max(0, (len(nodes) - RECENT) // _STRIDE * _STRIDE)
        if cut != self._cut:
            root = f"{self._full[0]}{_SEPARATOR}" if not self._cut else ""
            self._short += root + _short(nodes[max(1, self._cut) : cut])
            del self._full[: cut - self._cut]
            self._cut = cut
        full = self._full
        entry = _entry(timeline, cut)
        if entry >= 0:
            if entry != self._entry[0]:
                node = nodes[entry]._replace(whole=plain_at(timeline, entry))
                self._entry = (entry, unparse(_whole_row(node)))
            at = entry - cut
            full = [*full[:at], self._entry[1], *full[at + 1 :]]
        return self._short + _SEPARATOR.join(full)


def _row(node: Node) -> str:
    """A node's row; a large whole form that follows from what was before is left out."""
    if node.whole is not None:
        row = unparse(_whole_row(node))
        if len(row) <= SMALL or node.changes is None:
            return row
    return unparse(
        [node.parent, node.choice, *([node.changes] if node.changes is not None else [])]
    )


def _whole_row(node: Node) -> list[Any]:
    return [node.parent, node.choice, node.changes, node.whole][: 3 if node.whole is None else 4]


def _short(nodes: Sequence[Node]) -> str:
    return "".join(f"{unparse([node.parent, node.choice])}{_SEPARATOR}" for node in nodes)


def _entry(timeline: Timeline, cut: int) -> int:
    """The first node from ``cut`` on, on the way to the head; -1 for none, or where it is all."""
    number, found = timeline.head, -1
    while cut and number >= cut:
        found = number
        number = timeline.nodes[number].parent
    return found


def short(timeline: Timeline) -> str:
    """The rows without what the choices changed, for a game that would else not fit."""
    nodes = timeline.nodes
    return (_row(nodes[0]) + _SEPARATOR + _short(nodes[1:])).removesuffix(_SEPARATOR)


def timeline_of(rows: Iterable[Any], head: int, depth: int) -> Timeline:
    """The timeline that these rows tell, its root so deep; raises ``ValueError``."""
    nodes: list[Node] = []
    for row in rows:
        nodes.append(_node(shape.items(row), nodes, depth))
    if not nodes:
        raise ValueError("no root")
    return Timeline(Nodes(nodes), shape.whole(head, 0, len(nodes)))


def _node(row: list[Any], before: list[Node], depth: int) -> Node:
    if not 2 <= len(row) <= 4:
        raise ValueError("not a row")
    parent, choice = shape.whole(row[0], -1, max(len(before), 1)), shape.text(row[1])
    changes = None if len(row) < 3 or row[2] is None else shape.by_name(row[2])
    whole = shape.snapshot(row[3]) if len(row) > 3 else None
    if not before:
        if parent != -1 or choice or changes is not None or whole is None:
            raise ValueError("not a root")
        return Node(-1, "", depth, None, whole)
    if parent < 0 or not choice:
        raise ValueError("not a row")
    return Node(parent, choice, before[parent].depth + 1, changes, whole)
