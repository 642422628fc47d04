"""The pages of a playthrough's past in words: where and when each was, what was chosen there.

States of the past are made again by stepping from one that is known. All of them are gone through
once, for where they are; few are kept, so that a long past costs little room. It moves nothing.
"""

from __future__ import annotations

from collections import Counter

from ulysse_game import view
from ulysse_game.engine import CHAPTER, ROOM, Machine, State
from ulysse_game.play.card import clock_of
from ulysse_game.play.history import History, renamed, try_step
from ulysse_game.play.timeline import Nodes, nodes_of
from ulysse_game.play.tree import Moment, Stamp, Tree
from ulysse_game.view.names import ending_title
from ulysse_game.view.present import teller
from ulysse_game.view.words import words

KNOWN_EVERY = 16
"""So many steps lie at most between two states that are kept while the past is looked at."""

_NOWHERE = Stamp(0, 0)


class Past:
    """Knows every page of a playthrough, in the language it is asked in."""

    def __init__(self, machine: Machine, history: History) -> None:
        """The past of a history; it goes on with it, see :meth:`catch_up`."""
        self._machine = machine
        self._history = history
        self._nodes = Nodes()
        self._known: dict[int, State] = {}
        self._stamps: list[Stamp] = []
        self._words: dict[tuple[int, int], Moment] = {}
        self._language = ""

    def tree(self, language: str) -> Tree:
        """All lines of the playthrough as they are now; the words in ``language``."""
        self.catch_up()
        if language != self._language:
            self._language = language
            self._words.clear()
        return Tree(self._history.timeline, self)

    def catch_up(self) -> None:
        """Goes through the pages that are new since the last time."""
        nodes = nodes_of(self._history.timeline)
        if not nodes.begin_with(
            self._nodes
        ):  # what lay far back has been forgotten: all is renumbered
            self._known.clear()
            self._stamps.clear()
            self._words.clear()
        self._nodes = nodes
        self._walk(len(self._stamps))

    def stamp(self, node: int) -> Stamp:
        """Where a page is."""
        return self._stamps[node]

    def state(self, node: int) -> State | None:
        """The state of a page; nothing when the story has changed too much for it."""
        way: list[int] = []
        number = node
        while number >= 0 and number not in self._known:
            way.append(number)
            number = self._nodes[number].parent
        state = self._known.get(number)
        for step in reversed(way):
            state = self._after(state, step)
        return state

    def moment(self, node: int, after: int) -> Moment:
        """A page in words; ``after`` is the page that its line goes on with, -1 at its end."""
        key = (node, after)
        if key not in self._words:
            self._words[key] = self._told(node, after)
        return self._words[key]

    def _told(self, node: int, after: int) -> Moment:
        machine, language = self._machine, self._language
        tells, stamp = teller(machine, language), self._stamps[node]
        state = self.state(node)
        chosen = "" if after < 0 else self._label(state, self._nodes[after].choice)
        ending = clock = ""
        if state is not None:
            clock = clock_of(view.status(machine, state, language))
            if state.ending:
                ending = ending_title(machine, state.ending, state.location, language)
        return Moment(
            node,
            self._nodes[node].depth,
            tells.chapter(stamp.chapter),
            tells.room(stamp.room),
            clock,
            chosen,
            ending,
        )

    def _label(self, state: State | None, choice: str) -> str:
        """What a choice said where it was made."""
        if state is not None:
            found = view.options(self._machine, state, self._language)
            labels = {option.id: option.text or option.why for option in found}
            for name in (choice, renamed(self._machine, state.location, choice)):
                if name in labels:
                    return labels[name]
        return words(self._language)("A choice that the story no longer has")

    def _walk(self, first: int) -> None:
        """Goes through the pages from ``first`` on; keeps where they are, and a few states."""
        nodes = self._nodes
        waiting = Counter(node.parent for node in nodes[first:])
        passing: dict[int, State | None] = {}
        for number in range(first, len(nodes)):
            parent, depth = nodes[number].parent, nodes[number].depth
            before = passing.get(parent)
            if before is None and 0 <= parent < first:
                before = passing[parent] = self.state(parent)
            state = self._after(before, number)
            waiting[parent] -= 1
            if not waiting[parent]:
                passing.pop(parent, None)
            if waiting[number]:
                passing[number] = state
            if state is None:
                self._stamps.append(_NOWHERE)
                continue
            self._stamps.append(Stamp(state.values[CHAPTER], state.values[ROOM]))
            if depth % KNOWN_EVERY == 0 or waiting[number] > 1 or before is None:
                self._known[number] = state

    def _after(self, before: State | None, node: int) -> State | None:
        """The state of a page from that of the page before it."""
        found = try_step(self._machine, before, self._nodes[node].choice) if before else None
        return self._history.state_at(node) if found is None else found.after
