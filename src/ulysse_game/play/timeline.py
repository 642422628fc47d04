"""The tree of everything chosen in one playthrough.

A node is a moment between two choices: the choice that led to it, from which node, and what that
changed in the state's plain form. Choosing adds a node, rewinding only moves the head, so an
abandoned line stays as a branch. Pure: every function gives a new timeline, and nothing here
knows a story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, overload

from ulysse_game.play.changes import Plain, Unfit, changed_by_all, changes

WHOLE_EVERY = 256
"""So many turns lie at most between two nodes that keep the whole plain form, in the first few
thousand. Further on a form is larger, and they lie further apart: all together then take room in
proportion to the turns, not to their square."""


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


class _Trunk:
    """What any number of :class:`Nodes` share: nodes, and the numbers of those below each."""

    __slots__ = ("below", "nodes")

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)
        self.below: dict[int, list[int]] = {}
        for number, node in enumerate(self.nodes):
            self.below.setdefault(node.parent, []).append(number)


class Nodes(Sequence[Node]):
    """Nodes in order. They never change; with one more they share what they hold.

    So a choice costs the same after fifty thousand as after fifty. A longer one may be made in
    one thread while another reads this.
    """

    __slots__ = ("_count", "_trunk")

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        """These nodes."""
        self._trunk = _Trunk(nodes)
        self._count = len(self._trunk.nodes)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Node: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Node, ...]: ...

    def __getitem__(self, index: int | slice) -> Node | tuple[Node, ...]:
        nodes, count = self._trunk.nodes, self._count
        if isinstance(index, slice):
            start, stop, step = index.indices(count)
            return tuple(nodes[start:stop]) if step == 1 else tuple(nodes[:count][index])
        if not -count <= index < count:
            raise IndexError(index)
        return nodes[index if index >= 0 else index + count]

    def __iter__(self) -> Iterator[Node]:
        return iter(self._trunk.nodes[: self._count])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Nodes | tuple):
            return NotImplemented
        return self[:] == other[:]

    __hash__ = None  # type: ignore[assignment]

    def with_one(self, node: Node) -> Nodes:
        """With one more at the end."""
        grown = object.__new__(Nodes)
        trunk, count = self._trunk, self._count
        if len(trunk.nodes) != count:  # another line of thought has gone on from here
            trunk = _Trunk(trunk.nodes[:count])
        trunk.nodes.append(node)
        trunk.below.setdefault(node.parent, []).append(count)
        grown._trunk, grown._count = trunk, count + 1
        return grown

    def below(self, parent: int) -> list[int]:
        """The numbers of the nodes whose parent is ``parent``, oldest first."""
        found = self._trunk.below.get(parent, ())
        return [number for number in found if number < self._count]

    def begin_with(self, older: Sequence[Node]) -> bool:
        """Whether the first of these are ``older``, all of them."""
        if isinstance(older, Nodes) and older._trunk is self._trunk:
            return len(older) <= self._count
        return self[: len(older)] == tuple(older)


class Timeline(NamedTuple):
    """The nodes, each after its parent, the root first; ``head`` is where the player is."""

    nodes: Sequence[Node]
    head: int = 0

    @property
    def depth(self) -> int:
        """The number of choices made on the way to the head."""
        return self.nodes[self.head].depth


def begun(whole: Plain, depth: int = 0) -> Timeline:
    """The timeline of a playthrough that begins in this plain form."""
    return Timeline(Nodes((Node(-1, "", depth, whole=whole),)))


def nodes_of(timeline: Timeline) -> Nodes:
    """The nodes as they are shared."""
    return timeline.nodes if isinstance(timeline.nodes, Nodes) else Nodes(timeline.nodes)


def chosen(timeline: Timeline, choice: str, before: Plain | None, after: Plain) -> Timeline:
    """With one more choice made at the head.

    ``before`` is the head's plain form as :func:`plain_at` gives it. The same choice made again
    where it was made before leads to the same node.
    """
    difference = None if before is None else changes(before, after)
    return led_on(timeline, choice, difference, lambda: after)


def led_on(
    timeline: Timeline, choice: str, difference: Plain | None, whole: Callable[[], Plain]
) -> Timeline:
    """The same, where what the choice changed is known, or is not and ``difference`` is nothing.

    ``whole`` makes the plain form after it, where that is needed.
    """
    nodes, head = nodes_of(timeline), timeline.head
    for number in nodes.below(head):
        node = nodes[number]
        if node.choice != choice:
            continue
        if node.changes is None and node.whole is None:
            # What it changed was dropped from the file: now it is known again.
            found = node._replace(whole=whole())
            return Timeline(Nodes((*nodes[:number], found, *nodes[number + 1 :])), number)
        if node.changes == difference if node.whole is None else node.whole == whole():
            return Timeline(nodes, number)
    depth = nodes[head].depth + 1
    is_whole = difference is None or depth % apart(depth) == 0
    node = Node(head, choice, depth, difference, whole() if is_whole else None)
    return Timeline(nodes.with_one(node), len(nodes))


def apart(depth: int) -> int:
    """How many turns lie between two whole forms so deep in a playthrough: some eighth of it."""
    return max(WHOLE_EVERY, 1 << depth.bit_length() >> 4)


def moved(timeline: Timeline, head: int) -> Timeline:
    """With the head at another node."""
    assert 0 <= head < len(timeline.nodes), head
    return Timeline(timeline.nodes, head)


def children(timeline: Timeline, parent: int) -> list[int]:
    """The nodes that follow ``parent``, oldest first."""
    return nodes_of(timeline).below(parent)


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
        return changed_by_all(whole, reversed(steps)) if steps else whole
    except Unfit:
        return None


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
    return Timeline(Nodes((*nodes, *timeline.nodes[len(nodes) :])), older.head)


def cut(
    timeline: Timeline, turns: int, known: Callable[[int], Plain | None] | None = None
) -> tuple[Timeline, dict[int, int]]:
    """What is left when all is forgotten that lies further back than ``turns``.

    The new root is the first node of the path, at least so far back, whose plain form is known
    (by ``known``, else as :func:`plain_at` has it); where there is none, all is kept. Also gives
    the new number of each node that is left.
    """
    nodes = timeline.nodes
    for root in reversed(path(timeline)[: -turns or None]):
        whole = plain_at(timeline, root) if known is None else known(root)
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
    return Timeline(Nodes(kept), numbers[timeline.head]), numbers
