"""One playthrough's past and present: the timeline, and the states along it.

States of the past are not kept. They are made again by stepping through the choices from the
nearest state that is known, which takes microseconds a step; where the story has changed since,
they are read from what the timeline remembers. Nothing here knows files or pages.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game import engine
from ulysse_game.engine import Event, Machine, State
from ulysse_game.play import shape
from ulysse_game.play.changes import Plain, changes
from ulysse_game.play.timeline import Timeline, cut, led_on, moved, path, plain_at

KNOWN_EVERY = 64
"""So many steps lie at most between two states that are kept while the game runs."""

LONGEST = 60_000
"""So many choices are remembered, branches included; then the older half is forgotten."""


class Moment(NamedTuple):
    """What a page is made of: the state before, the choice, the state after, what happened.

    ``before`` is nothing and ``choice`` empty where a playthrough begins, and where the choice
    no longer leads to this state because the story has changed.
    """

    before: State | None
    choice: str
    after: State
    events: tuple[Event, ...]


class History:
    """The past and present of one playthrough; ``state`` is the present.

    ``known`` are states that are certain, by node.
    """

    def __init__(
        self,
        machine: Machine,
        seed: int,
        timeline: Timeline,
        state: State,
        known: dict[int, State] | None = None,
    ) -> None:
        """The history whose head is in ``state``."""
        self.machine = machine
        self.seed = seed
        self.timeline = timeline
        self.state = state
        # Whether the timeline's plain form of the head is that of ``state`` for certain.
        self._is_exact = False
        self._known = known if known is not None else {timeline.head: state}
        # The page asked for last, with its state: its neighbour is often asked for next.
        self._near: tuple[int, State | None] = (-1, None)

    @property
    def head(self) -> int:
        """The node of the present."""
        return self.timeline.head

    def choose(self, choice: str) -> Moment:
        """Make a choice; raises ``engine.NotOpen`` when it cannot be made."""
        before = self.state
        after, events = engine.step(self.machine, before, choice)
        difference = self._difference(before, after)
        self.timeline = led_on(
            self.timeline, choice, difference, lambda: engine.to_plain(self.machine, after)
        )
        self.state, self._is_exact = after, True
        if self.timeline.depth % KNOWN_EVERY == 0:
            self._known[self.head] = after
        if len(self.timeline.nodes) > LONGEST:
            self._forget()
        return Moment(before, choice, after, events)

    def move(self, node: int) -> bool:
        """Go to another node, if its state can still be had."""
        state = self.state_at(node)
        if state is None:
            return False
        self.timeline = moved(self.timeline, node)
        self.state, self._is_exact = state, False
        return True

    def snapshot(self) -> Plain:
        """The present state by names; not to be changed."""
        return engine.to_plain(self.machine, self.state)

    def walkthrough(self) -> list[tuple[str, str]]:
        """Where each choice on the way here was made, and the choice."""
        found: list[tuple[str, str]] = []
        before: State | None = None
        for number in path(self.timeline):
            node = self.timeline.nodes[number]
            if node.parent >= 0:
                found.append((before.location if before else "", node.choice))
            stepped = try_step(self.machine, before, node.choice) if before else None
            before = stepped.after if stepped else self.state_at(number)
        return found

    def state_at(self, node: int) -> State | None:
        """The state at a node; nothing when the story has changed too much for it."""
        if node == self.head:
            return self.state
        way: list[int] = []
        number = node
        near, nearest = self._near
        while number >= 0 and number not in self._known and number != near:
            way.append(number)
            number = self.timeline.nodes[number].parent
        state = nearest if number == near else self._known.get(number)
        if state is not None:
            state = self._stepped(state, way)
        state = state or state_of(self.machine, plain_at(self.timeline, node))
        self._near = (node, state) if state is not None else (-1, None)
        return state

    def moment(self, node: int) -> Moment | None:
        """The moment at a node; nothing when its state cannot be had."""
        parent, choice, depth = self.timeline.nodes[node][:3]
        before = self.state_at(parent) if parent >= 0 else None
        after = self.state_at(node)
        if after is None:
            return None
        again: Moment | None = None
        if parent >= 0:
            again = try_step(self.machine, before, choice) if before else None
        elif depth == 0:
            again = try_begin(self.machine, self.seed)
        if again is None or again.after != after:
            return Moment(None, "", after, engine.look(self.machine, after))
        return again

    def _difference(self, before: State, after: State) -> Plain | None:
        """What the step changes in the timeline's plain form of the head; nothing if none is known.

        Where that form is the state's own, only what differs between the states is looked at.
        """
        if self._is_exact:
            return _changes(self.machine, before, after)
        recorded = plain_at(self.timeline, self.head)
        return None if recorded is None else changes(recorded, engine.to_plain(self.machine, after))

    def _stepped(self, state: State, way: list[int]) -> State | None:
        for number in reversed(way):
            node = self.timeline.nodes[number]
            found = try_step(self.machine, state, node.choice)
            if found is None:
                return None
            state = found.after
            if node.depth % KNOWN_EVERY == 0:
                self._known[number] = state
        return state

    def _forget(self) -> None:
        self.timeline, numbers = cut(self.timeline, LONGEST // 2, self._known_form)
        self._near = (-1, None)
        self._known = {
            numbers[node]: state for node, state in self._known.items() if node in numbers
        }

    def _known_form(self, node: int) -> Plain | None:
        """The plain form at a node, made anew where the timeline has dropped it."""
        found = plain_at(self.timeline, node)
        if found is None and (state := self.state_at(node)) is not None:
            found = engine.to_plain(self.machine, state)
        return found


def _changes(machine: Machine, before: State, after: State) -> Plain:
    """The changes between two states' plain forms, without making either whole."""
    then, now, left_out = engine.plain_forms(machine, before, after)
    found = changes(then, now)
    for name, count in left_out.items():
        if name in found:
            found[name][1] += count  # where in the whole list the change begins
    return found


def try_begin(machine: Machine, seed: int) -> Moment | None:
    """How a playthrough begins; nothing if the story does not let it."""
    try:
        state, events = engine.begin(machine, seed)
    except engine.Runaway:
        return None
    return Moment(None, "", state, events)


def try_step(machine: Machine, state: State, choice: str) -> Moment | None:
    """One recorded choice made again, under its name of today; nothing if it is not open."""
    for name in (choice, renamed(machine, state.location, choice)):
        try:
            after, events = engine.step(machine, state, name)
        except engine.NotOpen:
            continue
        except engine.Runaway:
            return None
        return Moment(state, name, after, events)
    return None


def renamed(machine: Machine, location: str, choice: str) -> str:
    """What a choice recorded at this place is called today, as far as the story tells."""
    scene = location.partition("/")[0]
    name, slash, item = choice.partition("/")
    for kind in ("person", "observation"):
        item = machine.renames.get((kind, item), item)
    name = machine.renames.get(("scene", name), name)
    for (kind, old), now in machine.renames.items():
        new_scene, _, new_name = now.partition(".")
        if kind == "choice" and new_scene == scene and old.partition(".")[2] == name:
            name = new_name
            break
    return f"{name}{slash}{item}"


def state_of(machine: Machine, plain: Plain | None) -> State | None:
    """The state of a plain form of the past, if the story can still go on from there.

    Nothing, too, for a form that was put together from recorded changes and is none.
    """
    if plain is None:
        return None
    try:
        state, _ = engine.from_plain(machine, shape.snapshot(plain))
    except (engine.SceneGone, shape.Misshapen):
        return None
    return state if goes_on(machine, state) else None


def goes_on(machine: Machine, state: State) -> bool:
    """Whether the player has anything to do there, or the story has ended."""
    return bool(state.ending) or bool(engine.open_ids(machine, state))
