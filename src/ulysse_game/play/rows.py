"""The timeline written down: one row of JSON for each node.

A row is ``[parent, choice]``, with the changes as a third part and the whole plain form as a
fourth where they are kept. Only the last thousand nodes keep them in a file; what is older is
made again by replaying the choices. So a file grows by some twenty bytes a choice, and writing
one costs the same after ten thousand choices as after one thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ulysse_game.play import shape
from ulysse_game.play.strict_json import unparse
from ulysse_game.play.timeline import Node, Timeline

RECENT = 1024
"""At least so many of the newest nodes keep their changes."""

_STRIDE = 256
_SEPARATOR = ",\n"


class Rows:
    """The rows of a timeline that grows; remembers those already written as text."""

    def __init__(self) -> None:
        """Nothing written yet."""
        self._nodes: tuple[Node, ...] = ()
        self._full: list[str] = []
        self._cut = 0
        self._short = ""

    def text(self, timeline: Timeline) -> str:
        """All rows of this timeline, joined by commas."""
        nodes = timeline.nodes
        known = len(self._nodes)
        if nodes[:known] != self._nodes:
            # Another timeline, or one that was cut: all its rows are new.
            known = self._cut = 0
            self._full.clear()
            self._short = ""
        self._full.extend(map(_row, nodes[known:]))
        self._nodes = nodes
        cut = max(0, (len(nodes) - RECENT) // _STRIDE * _STRIDE)
        if cut != self._cut:
            self._cut = cut
            short = (unparse([node.parent, node.choice]) for node in nodes[1:cut])
            self._short = "".join(row + _SEPARATOR for row in (self._full[0], *short))
        return self._short + _SEPARATOR.join(self._full[cut:])


def _row(node: Node) -> str:
    row: list[Any] = [node.parent, node.choice]
    if node.whole is not None:
        row += [node.changes, node.whole]
    elif node.changes is not None:
        row.append(node.changes)
    return unparse(row)


def timeline_of(rows: Iterable[Any], head: int, depth: int) -> Timeline:
    """The timeline that these rows tell, its root so deep; raises ``ValueError``."""
    nodes: list[Node] = []
    for row in rows:
        nodes.append(_node(shape.items(row), nodes, depth))
    if not nodes:
        raise ValueError("no root")
    return Timeline(tuple(nodes), shape.whole(head, 0, len(nodes)))


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
