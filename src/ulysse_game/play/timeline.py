"""The tree of everything chosen in one playthrough.

A node is a moment between two choices: the choice that led to it, from which node, and what that
changed in the state's plain form. Choosing adds a node, rewinding only moves the head, so an
abandoned line stays as a branch. Pure: every function gives a new timeline, and nothing here
knows a story.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.play.changes import Plain, Unfit, changed, changes

WHOLE_EVERY = 256
"""So many turns lie at most between two nodes that keep the whole plain form."""


class Node(NamedTuple):
    """One moment.

    ``depth`` is the number of choices before it. ``changes`` lead from the parent's plain form to
    this one's, unless they were dropped; ``whole`` is the plain form itself, in few nodes.
    """

    parent: int
    choice: str
    depth: int
    changes: Plain | None = None
    whole: Plain | None = None


class Timeline(NamedTuple):
    """The nodes, each after its parent, the root first; ``head`` is where the player is."""

    nodes: tuple[Node, ...]
    head: int = 0

    @property
    def depth(self) -> int:
        """The number of choices made on the way to the head."""
        return self.nodes[self.head].depth


def begun(whole: Plain, depth: int = 0) -> Timeline:
    """The timeline of a playthrough that begins in this plain form."""
    return Timeline((Node(-1, "", depth, whole=whole),))


def chosen(timeline: Timeline, choice: str, before: Plain | None, after: Plain) -> Timeline:
    """With one more choice made at the head.

    ``before`` is the head's plain form as :func:`plain_at` gives it. The same choice made again
    where it was made before leads to the same node.
    """
    nodes, head = timeline
    difference = None if before is None else changes(before, after)
    for number in children(timeline, head):
        node = nodes[number]
        if node.choice != choice:
            continue
        if node.changes is None and node.whole is None:
            # What it changed was dropped from the file: now it is known again.
            found = node._replace(whole=after)
            return Timeline((*nodes[:number], found, *nodes[number + 1 :]), number)
        if node.changes == difference if node.whole is None else node.whole == after:
            return Timeline(nodes, number)
    depth = nodes[head].depth + 1
    is_whole = difference is None or depth % WHOLE_EVERY == 0
    node = Node(head, choice, depth, difference, after if is_whole else None)
    return Timeline((*nodes, node), len(nodes))


def moved(timeline: Timeline, head: int) -> Timeline:
    """With the head at another node."""
    assert 0 <= head < len(timeline.nodes), head
    return Timeline(timeline.nodes, head)


def children(timeline: Timeline, parent: int) -> list[int]:
    """The nodes that follow ``parent``, oldest first."""
    nodes = timeline.nodes
    return [number for number in range(parent + 1, len(nodes)) if nodes[number].parent == parent]


def path(timeline: Timeline, node: int | None = None) -> list[int]:
    """The nodes from the root to ``node``, else to the head."""
    number = timeline.head if node is None else node
    found = []
    while number >= 0:
        found.append(number)
        number = timeline.nodes[number].parent
    found.reverse()
    return found


def leaves(timeline: Timeline) -> list[int]:
    """The last node of every line, oldest first: the branches of the tree."""
    inner = {node.parent for node in timeline.nodes}
    return [number for number in range(len(timeline.nodes)) if number not in inner]


def plain_at(timeline: Timeline, node: int) -> Plain | None:
    """The plain form at a node; nothing when too much of the way there was dropped."""
    steps: list[Plain] = []
    number = node
    while (whole := timeline.nodes[number].whole) is None:
        step = timeline.nodes[number].changes
        if step is None:
            return None
        steps.append(step)
        number = timeline.nodes[number].parent
    try:
        for step in reversed(steps):
            whole = changed(whole, step)
    except Unfit:
        return None
    return whole


def is_grown_from(timeline: Timeline, older: Timeline) -> bool:
    """Whether ``timeline`` has every node of ``older`` in the same place."""
    if len(timeline.nodes) < len(older.nodes):
        return False
    return all(now[:3] == then[:3] for now, then in zip(timeline.nodes, older.nodes, strict=False))


def grafted(timeline: Timeline, older: Timeline) -> Timeline:
    """``timeline`` with the head of ``older``, from which it has grown.

    What either still knows of a node's changes is kept.
    """
    nodes = tuple(
        now._replace(changes=now.changes or then.changes, whole=now.whole or then.whole)
        for now, then in zip(timeline.nodes, older.nodes, strict=False)
    )
    return Timeline((*nodes, *timeline.nodes[len(nodes) :]), older.head)


def cut(timeline: Timeline, turns: int) -> tuple[Timeline, dict[int, int]]:
    """What is left when all is forgotten that lies further back than ``turns``.

    The new root is the first node of the path, at least so far back, whose plain form is known;
    where there is none, all is kept. Also gives the new number of each node that is left.
    """
    nodes = timeline.nodes
    for root in reversed(path(timeline)[: -turns or None]):
        whole = plain_at(timeline, root)
        if whole is not None:
            break
    else:
        return timeline, {number: number for number in range(len(nodes))}
    kept = [Node(-1, "", nodes[root].depth, whole=whole)]
    numbers = {root: 0}
    for number in range(root + 1, len(nodes)):
        parent = numbers.get(nodes[number].parent)
        if parent is not None:
            numbers[number] = len(kept)
            kept.append(nodes[number]._replace(parent=parent))
    return Timeline(tuple(kept), numbers[timeline.head]), numbers
