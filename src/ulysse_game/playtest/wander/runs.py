"""One run: from the story's beginning to its end, by one policy, and what was noted on the way.

The bare loop asks the engine for states alone; a run that is read page by page takes the same
choices and comes to the same states. Only what cannot be known from the last state is counted on
the way. Nothing here knows of other runs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ulysse_game.engine import (
    Event,
    Machine,
    Runaway,
    Shown,
    State,
    advance,
    begin,
    blank,
    open_ids,
    step,
)
from ulysse_game.explore.route import Route, Taken
from ulysse_game.playtest.invariants import Invariants
from ulysse_game.playtest.wander.content import content_of
from ulysse_game.playtest.wander.plan import Plan
from ulysse_game.playtest.wander.policy import Policy, chooser
from ulysse_game.story import conjunction
from ulysse_game.story.words import words_in
from ulysse_game.view import language_of, present
from ulysse_game.view.page import Page


class Trouble(NamedTuple):
    """Why a run failed.

    ``invariant`` NAME is broken; ``stuck`` or ``runaway`` at the place NAME; ``too-long``, NAME
    choices without an end; ``crash``, an error of ours, whose kind and place are in NAME.
    """

    kind: str
    name: str


class Outcome(NamedTuple):
    """How a run went: its last state, and its troubles in the order in which they came."""

    last: State
    troubles: tuple[Trouble, ...]


class Notes(NamedTuple):
    """What a run that was read had to show.

    ``words`` of its pages; ``seen``, the set of items shown; ``values``: the place, the number of
    the value and the value, each time.
    """

    words: int
    seen: int
    values: tuple[tuple[str, int, int], ...]


Made: TypeAlias = tuple[State, tuple[Event, ...]]
"""What the engine gives for a beginning or a step: the state reached, and what happened."""


class Ready:
    """A plan made ready for one machine."""

    def __init__(self, machine: Machine, plan: Plan) -> None:
        """The plan, its conditions as functions."""
        self.machine = machine
        self.longest = plan.longest
        self.language = language_of(machine.story, plan.language)
        self.invariants = Invariants(machine)
        declared = machine.story.world.invariants
        self.holds = machine.code.condition(
            conjunction(tuple(machine.grounded(each.holds) for each in declared))
        )
        self.show = tuple(
            machine.code.reader(machine.grounded(each.expression)) for each in plan.show
        )
        self.at = frozenset(plan.at)
        # Where a scene says nothing, its moment is the page it stands on.
        self.silent = frozenset(
            scene for scene in plan.at if "text" not in machine.story.scene(scene).blocks
        )
        self.content = content_of(machine) if plan.sample else None


@lru_cache(maxsize=4)
def ready_for(machine: Machine, plan: Plan) -> Ready:
    """The plan made ready, once; processes that are forked after that inherit it."""
    return Ready(machine, plan)


def run(ready: Ready, policy: Policy, seed: int) -> Outcome:
    """Play a run and note nothing on the way."""
    machine, longest, holds = ready.machine, ready.longest, ready.holds
    choose = chooser(machine, policy, seed)
    broken: tuple[Trouble, ...] = ()
    state: State | None = None
    try:
        state, _ = begin(machine, seed)
        while True:
            if holds is not None and not holds(state.values, state):
                broken = _with_broken(broken, ready, state)
            if state.ending:
                return Outcome(state, broken)
            ids = open_ids(machine, state)
            if not ids:
                return Outcome(state, (*broken, Trouble("stuck", state.location)))
            if state.turn >= longest:
                return Outcome(state, (*broken, Trouble("too-long", str(longest))))
            choice = ids[0] if len(ids) == 1 else choose(state, ids)
            state = advance(machine, state, choice)
    except Exception as error:
        return _fallen(machine, seed, state, broken, error)


class Walk:
    """A run that is watched page by page; what it makes of pages is another's business.

    ``taken`` are the choices made, the one among them that led nowhere too.
    """

    def __init__(self, ready: Ready) -> None:
        """Nothing made yet."""
        self.ready = ready
        self.taken: list[Taken] = []

    def begin(self, seed: int) -> State:
        """The first state."""
        return begin(self.ready.machine, seed)[0]

    def step(self, state: State, choice: str) -> State:
        """The state after ``choice``."""
        return step(self.ready.machine, state, choice)[0]


def walk(made: Walk, policy: Policy, seed: int, until: Trouble | None = None) -> Outcome:
    """Play the run of this seed as :func:`run` does, by ``made``; stop when ``until`` has come."""
    ready = made.ready
    machine, holds = ready.machine, ready.holds
    choose = chooser(machine, policy, seed)
    broken: tuple[Trouble, ...] = ()
    state: State | None = None
    try:
        state = made.begin(seed)
        while True:
            if holds is not None and not holds(state.values, state):
                broken = _with_broken(broken, ready, state)
            if state.ending or until in broken:
                return Outcome(state, broken)
            ids = open_ids(machine, state)
            if not ids:
                return Outcome(state, (*broken, Trouble("stuck", state.location)))
            if state.turn >= ready.longest:
                return Outcome(state, (*broken, Trouble("too-long", str(ready.longest))))
            choice = ids[0] if len(ids) == 1 else choose(state, ids)
            made.taken.append((state.location, choice))
            state = made.step(state, choice)
    except Exception as error:
        return _fallen(machine, seed, state, broken, error)


def read(ready: Ready, policy: Policy, seed: int, has_pages: bool) -> tuple[Outcome, Notes]:
    """Play the same run and note what is asked at ``at``; with ``has_pages``, read every page."""
    reading = _Reading(ready, has_pages)
    outcome = walk(reading, policy, seed)
    return outcome, reading.notes


def route_to(ready: Ready, policy: Policy, seed: int, trouble: Trouble) -> Route:
    """The choices of the run of this seed until ``trouble`` comes, the one that brings it too."""
    made = _Reading(ready, True) if trouble.kind == "crash" else Walk(ready)
    walk(made, policy, seed, trouble)
    return Route(seed, tuple(made.taken))


def _with_broken(broken: tuple[Trouble, ...], ready: Ready, state: State) -> tuple[Trouble, ...]:
    """``broken`` with the invariants that are broken here for the first time."""
    found = (Trouble("invariant", each.id) for each in ready.invariants.broken(state))
    return (*broken, *(each for each in found if each not in broken))


def _fallen(
    machine: Machine,
    seed: int,
    state: State | None,
    broken: tuple[Trouble, ...],
    error: Exception,
) -> Outcome:
    """How a run went that no step leads out of."""
    last = blank(machine, seed) if state is None else state
    if isinstance(error, Runaway):
        return Outcome(last, (*broken, Trouble("runaway", str(error))))
    place = last.location or machine.story.world.begins
    return Outcome(last, (*broken, Trouble("crash", f"{type(error).__name__} at {place}")))


class _Reading(Walk):
    """A run that is read: its values at the places asked for, and with pages its content."""

    def __init__(self, ready: Ready, has_pages: bool) -> None:
        super().__init__(ready)
        self.content = ready.content if has_pages else None
        self.words = 0
        self.seen = 0
        self.values: list[tuple[str, int, int]] = []

    @property
    def notes(self) -> Notes:
        """What was noted."""
        return Notes(self.words, self.seen, tuple(self.values))

    def begin(self, seed: int) -> State:
        if self.content is None:
            return self._see(None, "", begin(self.ready.machine, seed))
        state, events, seen = self.content.begin(seed)
        self.seen |= seen
        return self._see(None, "", (state, events))

    def step(self, state: State, choice: str) -> State:
        if self.content is None:
            return self._see(state, choice, step(self.ready.machine, state, choice))
        after, events, seen = self.content.step(state, choice)
        self.seen |= seen
        return self._see(state, choice, (after, events))

    def _see(self, before: State | None, choice: str, made: Made) -> State:
        ready, (after, events) = self.ready, made
        if ready.at:
            self._note(after, events)
        if self.content is not None:
            page = present(ready.machine, before, choice, after, events, ready.language)
            self.words += words_of(page)
        return after

    def _note(self, after: State, events: tuple[Event, ...]) -> None:
        ready = self.ready
        for event in events:
            if isinstance(event, Shown) and event.line_id in ready.at:
                self._values(event.line_id, event)
        scene = after.location.partition("/")[0]
        if scene in ready.silent:
            self._values(scene, after)

    def _values(self, place: str, moment: State | Shown) -> None:
        for number, reader in enumerate(self.ready.show):
            self.values.append((place, number, int(reader(moment.values, moment))))


def words_of(page: Page) -> int:
    """How many words a player reads on a page: its text, its choices, why one is closed.

    The label just picked was read among the choices; the status line is not read again and again.
    """
    told = sum(words_in(line.text) for line in page.lines if line.kind != "picked")
    titles = sum(words_in(line.manner) for line in page.lines if line.kind == "chapter")
    offered = sum(words_in(option.text) + words_in(option.why) for option in page.options)
    return told + titles + offered
