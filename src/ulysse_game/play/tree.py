"""A playthrough's past as a tree to be looked at: the line one is on, and those left beside it.

A page is named by its node in the timeline, a line by the choice that began it. Lines and folds
come from numbers alone; the words of a row are made when it is read, so that a tree of thousands
of pages opens at once. Nothing here moves the playthrough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, Protocol

from ulysse_game.play.timeline import Timeline, path

FEWEST = 4
"""So many pages in a row, or more, that nothing parts from, are folded into one row."""

MOST = 60
"""A fold holds so many pages at most."""

RECENT = 3
"""So many of the last pages before the present stand unfolded."""


class Moment(NamedTuple):
    """One page of the playthrough, in words.

    ``turn`` counts the choices before it; ``stamp`` is the story's time there, such as a sol and
    a clock. ``chosen`` is the label of the choice made there by the line it is told for, empty at
    the line's end. ``ending`` is the title of the ending that the page is.
    """

    node: int
    turn: int
    chapter: str
    place: str
    stamp: str
    chosen: str
    ending: str = ""

    @property
    def where(self) -> tuple[str, ...]:
        """Chapter, place, time and ending, as far as there are any."""
        parts = (self.chapter, self.place, self.stamp, self.ending)
        return tuple(part for part in parts if part)


class Branch(NamedTuple):
    """A line of pages, first to last. ``leaves`` is the page it parts from, -1 for the first."""

    nodes: tuple[int, ...]
    leaves: int = -1


class Stamp(NamedTuple):
    """Where and when a page is, by number: equal numbers mean the same place."""

    chapter: int
    room: int


class Telling(Protocol):
    """Who knows the pages of a timeline."""

    def stamp(self, node: int) -> Stamp:
        """Where a page is."""

    def moment(self, node: int, after: int) -> Moment:
        """A page in words; ``after`` is the page that its line goes on with, -1 at its end."""


class Row(NamedTuple):
    """One row of the tree, as far as numbers go.

    ``kind`` is ``chapter`` (``node`` is its first page on this line), ``page``, ``now`` (the
    present page), ``stretch`` (``nodes`` are folded into it) or ``branch`` (a line begins that
    left the page above). ``key`` names what can be opened and is empty for the rest; ``after`` is
    the page that follows on its line, -1 for none. ``depth`` is 0 on the line one is on.
    ``nodes`` of a branch are all pages of its line.
    """

    kind: str
    depth: int
    node: int
    after: int = -1
    key: str = ""
    nodes: tuple[int, ...] = ()
    is_open: bool = False
    is_last: bool = False


class Told(NamedTuple):
    """A row in words: what it is called, and aside of that how many, where and when."""

    name: str
    aside: tuple[str, ...] = ()


class Tree:
    """All pages of a playthrough in lines."""

    def __init__(self, timeline: Timeline, telling: Telling) -> None:
        """The tree of a timeline; ``telling`` has the words."""
        self.timeline = timeline
        self.head = timeline.head
        self._telling = telling
        self.branches, self.beside = _lines(timeline)
        self._beginning = {branch.nodes[0]: branch for branch in self.branches}

    @property
    def line(self) -> Branch:
        """The line one is on, from the first page to the present one."""
        return self.branches[0]

    def moment(self, node: int, after: int = -1) -> Moment:
        """A page in words."""
        return self._telling.moment(node, after)

    def stamp(self, node: int) -> Stamp:
        """Where a page is, by number."""
        return self._telling.stamp(node)

    def branch(self, node: int) -> Branch:
        """The line that begins with a page."""
        return self._beginning[node]

    def label(self, branch: Branch) -> str:
        """The choice with which a line parts from another, in words."""
        return self._telling.moment(branch.leaves, branch.nodes[0]).chosen

    def rows(self, opened: Set[str] = frozenset()) -> list[Row]:
        """The rows to be shown, what ``opened`` names unfolded."""
        return list(self._line_rows(0, 0, opened))

    def told(self, row: Row, say: Callable[..., str]) -> Told:
        """A row in words; ``say`` has those of the language that the tree is told in."""
        moment = self.moment(row.node, row.after)
        where = tuple(part for part in (moment.place, moment.stamp) if part)
        ending = say("Ending: {title}", title=moment.ending) if moment.ending else ""
        count = say("1 choice")
        if len(row.nodes) > 1:
            count = say("{count} choices", count=len(row.nodes))
        match row.kind:
            case "chapter":
                return Told(moment.chapter)
            case "now":
                return Told(ending or say("You are here"), where)
            case "stretch":
                first = self.moment(row.nodes[0], -1).place
                places = " … ".join(dict.fromkeys(filter(None, (first, moment.place))))
                return Told(places, (count,)) if places else Told(count)
            case "branch":
                label = self.label(self.branch(row.nodes[0]))
                return Told(label, (count, ending) if ending else (count, *where))
            case _:
                return Told(moment.chosen or ending or say("You left it here"), where)

    def _line_rows(self, number: int, depth: int, opened: Set[str]) -> Iterator[Row]:
        nodes = self.branches[number].nodes
        last = len(nodes) - 1
        chapter = -1 if depth == 0 else self.stamp(nodes[0]).chapter
        at = 0
        while at <= last:
            node = nodes[at]
            stamp = self.stamp(node)
            if stamp.chapter != chapter:
                chapter = stamp.chapter
                if chapter:
                    yield Row("chapter", depth, node)
            size = self._fold(nodes, at, last)
            if size:
                folded = nodes[at : at + size]
                key = f"s{node}"
                is_open = key in opened
                yield Row("stretch", depth, folded[-1], nodes[at + size], key, folded, is_open)
                if is_open:
                    for here, after in zip(folded, nodes[at + 1 : at + size + 1], strict=True):
                        yield Row("page", depth, here, after)
                at += size
                continue
            kind = "now" if node == self.head else "page"
            after = nodes[at + 1] if at < last else -1
            yield Row(kind, depth, node, after, is_last=at == last)
            yield from self._parting(node, depth + 1, opened)
            at += 1

    def _parting(self, node: int, depth: int, opened: Set[str]) -> Iterator[Row]:
        """The lines that part from a page, oldest first."""
        for number in self.beside.get(node, ()):
            nodes = self.branches[number].nodes
            is_alone = len(nodes) == 1 and nodes[0] not in self.beside
            key = "" if is_alone else f"b{nodes[0]}"
            is_open = key in opened
            yield Row("branch", depth, nodes[-1], -1, key, nodes, is_open)
            if is_open:
                yield from self._line_rows(number, depth, opened)

    def _fold(self, nodes: Sequence[int], start: int, last: int) -> int:
        """How many pages from ``start`` on are folded: alike in chapter, none with a parting."""
        on_the_line = nodes[last] == self.head
        end = last - RECENT if on_the_line else last
        chapter = self.stamp(nodes[start]).chapter
        at = start
        while (
            at < min(end, start + MOST)
            and nodes[at] not in self.beside
            and self.stamp(nodes[at]).chapter == chapter
        ):
            at += 1
        return at - start if at - start >= FEWEST else 0


def _lines(timeline: Timeline) -> tuple[list[Branch], Mapping[int, tuple[int, ...]]]:
    """The lines of a timeline, and which of them part from a page.

    The first is the one the head is on. Another goes on, wherever it parts, with what was played
    last.
    """
    nodes = timeline.nodes
    last = list(range(len(nodes)))  # the newest page that a page leads to
    for number in range(len(nodes) - 1, 0, -1):
        parent = nodes[number].parent
        last[parent] = max(last[parent], last[number])
    following: dict[int, int] = {}
    trunk = path(timeline)
    here = set(trunk)
    for number in range(1, len(nodes)):
        parent = nodes[number].parent
        goes_on = last[number] == last[parent] if parent not in here else number in here
        if goes_on:
            following[parent] = number
    branches = [Branch(tuple(trunk))]
    beside: dict[int, tuple[int, ...]] = {}
    for number in range(1, len(nodes)):
        parent = nodes[number].parent
        if following.get(parent) == number:
            continue
        line = [number]
        while line[-1] in following:
            line.append(following[line[-1]])
        beside[parent] = (*beside.get(parent, ()), len(branches))
        branches.append(Branch(tuple(line), parent))
    return branches, beside
