"""The truth about a small story: every state it can be in, one after another, by the engine alone.

Breadth-first over whole states, chance taken every way. Nothing is abstracted but what cannot
matter: two states are one if they differ only in the turn, the seed, the draws, and in visits,
choices taken and echoes heard that no condition of the story asks for. Conditions compare visits
with at most ``MOST_ASKED``, so visits are told apart only up to one more. It shares no code with
the explorer that it judges.

The engine is watched through four names of its step: ``draw`` (each chance is taken every way),
``_play`` (the place of a loop that is played, which no event tells), ``pass_time`` and
``let_rules_act`` (rules that want to go two ways at once).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import NamedTuple

from tests.explore.phrases import MOST_ASKED
from ulysse_game.engine import (
    Ended,
    Entered,
    Event,
    Fired,
    Machine,
    Picked,
    Runaway,
    Shown,
    State,
    begin,
    offers,
    open_ids,
    step,
    visits_of,
)
from ulysse_game.engine.marks import STRIDE, TAKEN, bit
from ulysse_game.story import Call, Choice, Story

STEP = import_module("ulysse_game.engine.step")
ENOUGH = 20_000
"""States of a story; one with more is not small."""

Item = tuple[str, str]


class TooManyError(Exception):
    """The story has more states than anybody wants to count."""


class Truth(NamedTuple):
    """What can happen, each with the least number of choices it takes.

    ``stuck`` and ``lost`` are by location: pages without a choice, and pages from which no ending
    can be reached. ``broken`` is by invariant, ``runaways`` by the last place, ``torn`` by the
    rules that wanted to go two ways. ``pages`` are all pages, for finer questions.
    """

    states: int
    nearest: dict[Item, int]
    stuck: dict[str, int]
    lost: dict[str, int]
    broken: dict[str, int]
    runaways: dict[str, int]
    torn: dict[tuple[str, ...], int]
    pages: tuple[State, ...]


class Turn(NamedTuple):
    """One way a choice, or the beginning, can come out."""

    state: State | None
    items: frozenset[Item]
    torn: frozenset[tuple[str, ...]]
    runaway: str


def truth(story: Story, enough: int = ENOUGH) -> Truth:
    """Everything that can happen in this story; ``TooManyError`` beyond ``enough`` states."""
    with watched() as watch:
        return Search(Machine(story, is_quick=False), watch, enough).run()


# ── The search ──────────────────────────────────────────────────────────────────────────────────


class Search:
    """A breadth-first search under way."""

    def __init__(self, machine: Machine, watch: Watch, enough: int) -> None:
        self.machine = machine
        self.watch = watch
        self.enough = enough
        self.key = keys(machine)
        self.numbers: dict[object, int] = {}
        self.states: list[State] = []
        self.far: list[int] = []
        self.before: list[list[int]] = []
        self.waiting: deque[int] = deque()
        self.found = Truth(0, {}, {}, {}, {}, {}, {}, ())
        self.invariants = [
            (each.id, machine.code.reader(machine.grounded(each.holds)))
            for each in machine.story.world.invariants
        ]

    def run(self) -> Truth:
        """Search to the end."""
        machine = self.machine
        for turn in self.watch.turns(machine, lambda: begin(machine, 0)):
            self._note(turn, 0, None)
        while self.waiting:
            number = self.waiting.popleft()
            state, far = self.states[number], self.far[number]
            for item in (*shown_closed(machine, state), *offered(machine, state)):
                self.found.nearest.setdefault(item, far)
            ids = open_ids(machine, state)
            if not ids and not state.ending:
                self.found.stuck.setdefault(state.location, far)
            for choice in ids:
                self._take(state, choice, far + 1, number)
        self._find_lost()
        return self.found._replace(states=len(self.states), pages=tuple(self.states))

    def _take(self, state: State, choice: str, far: int, number: int) -> None:
        machine = self.machine
        for turn in self.watch.turns(machine, lambda: step(machine, state, choice)):
            self._note(turn, far, number)
            self.found.nearest.setdefault(("choice", f"{state.location}.{choice}"), far)

    def _note(self, turn: Turn, far: int, before: int | None) -> None:
        for item in turn.items:
            self.found.nearest.setdefault(item, far)
        for rules in turn.torn:
            self.found.torn.setdefault(rules, far)
        if turn.runaway:
            self.found.runaways.setdefault(turn.runaway, far)
        if turn.state is None:
            return
        key = self.key(turn.state)
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.states)
            if number >= self.enough:
                raise TooManyError(number)
            self.states.append(turn.state)
            self.far.append(far)
            self.before.append([])
            self.waiting.append(number)
            for id, holds in self.invariants:
                if not holds(turn.state.values, turn.state):
                    self.found.broken.setdefault(id, far)
        if before is not None:
            self.before[number].append(before)

    def _find_lost(self) -> None:
        work = [n for n, state in enumerate(self.states) if state.ending]
        saved = set(work)
        while work:
            for number in self.before[work.pop()]:
                if number not in saved:
                    saved.add(number)
                    work.append(number)
        for number, state in enumerate(self.states):
            if number not in saved:
                self.found.lost.setdefault(state.location, self.far[number])


def shown_closed(machine: Machine, state: State) -> Iterator[Item]:
    """The closed choices of a page by their written address, with the reason that is shown.

    Reasons are numbered from 1 as they are written, tags after the choice's own.
    """
    scene = machine.story.scene(state.location.partition("/")[0]) if state.location else None
    for offer in offers(machine, state):
        if offer.is_open:
            continue
        assert scene is not None
        written = offer.option.written
        (choice,) = [c for c in scene.choices if isinstance(c, Choice) and c.id == written]
        reasons = [lock.line_id for lock in choice.locks]
        yield ("closed", f"{scene.id}.{written}#{reasons.index(offer.lock) + 1}")


def offered(machine: Machine, state: State) -> Iterator[Item]:
    """The words of a page's choices: labels of open ones, and reasons of closed ones."""
    for offer in offers(machine, state):
        if offer.is_open or not offer.instead:
            yield ("text", offer.option.label)
        if not offer.is_open:
            yield ("text", offer.lock)


# ── What tells two states apart ─────────────────────────────────────────────────────────────────


def keys(machine: Machine) -> Callable[[State], object]:
    """The key of a state: all of it that can still matter to anything that happens."""
    asked = asked_for(machine.story)
    scenes = machine.layout.scenes
    counted = sorted(scenes[name] for kind, name in asked if kind in ("visits", "seen"))
    cards = {card for deck in machine.story.world.decks for _, pile in deck.piles for card in pile}
    counted += sorted(scenes[card] for card in cards)
    kept = [~_all_taken(machine, id) for id in machine.story.scene_ids]
    for kind, name in asked:
        if kind == "taken":
            scene, _, choice = name.partition(".")
            for mark in machine.marks_of(scene, choice):
                kept[scenes[scene]] |= bit(TAKEN, mark)
    heard = sum(1 << machine.layout.echoes[name] for kind, name in asked if kind == "heard")

    def key(state: State) -> object:
        marks = [mark for chunk in state.marks for mark in chunk]
        return (
            state.location,
            state.values,
            tuple(min(visits_of(state.visits, n), MOST_ASKED + 1) for n in counted),
            tuple(mark & mask for mark, mask in zip(marks, kept, strict=False)),
            state.heard & heard,
            state.fired,
            state.stack,
            state.ending,
        )

    return key


def _all_taken(machine: Machine, scene: str) -> int:
    own = sum(len(place.choices) for place in machine.places_of(scene))
    most = own + len(machine.card_marks(scene)) + 1
    return sum(1 << (TAKEN + STRIDE * n) for n in range(most))


def asked_for(story: Story) -> set[tuple[str, str]]:
    """What conditions and effects ask of the past: ``visits`` of a scene, ``taken``, ``heard``…"""
    found: set[tuple[str, str]] = set()
    work: list[object] = [story.world, *(story.scene(id) for id in story.scene_ids)]
    while work:
        each = work.pop()
        if isinstance(each, Call):
            found.add((each.function, each.name))
        if isinstance(each, tuple):
            work.extend(each)
    return found


# ── Watching the engine ─────────────────────────────────────────────────────────────────────────


class Watch:
    """What the engine did in one step, and which way its next chances are to fall."""

    def __init__(self) -> None:
        self.script: tuple[int, ...] = ()
        self.sides: list[int] = []
        self.places: list[str] = []
        self.torn: set[tuple[str, ...]] = set()
        self.leading: list[tuple[str, str]] = []

    def note_ways(self, machine: Machine, events: Iterable[Event]) -> None:
        """Note where rules want to go that acted together: those of new sols, then the others."""
        leads = {rule.id: rule.goto for rule in machine.story.world.rules if rule.goto}
        fired = [event.rule for event in events if isinstance(event, Fired)]
        self.leading += [(rule, leads[rule]) for rule in fired if rule in leads]
        if len({goto for _, goto in self.leading}) > 1:
            self.torn.add(tuple(rule for rule, _ in self.leading))

    def draw(self, _seed: int, _count: int, sides: int) -> int:
        """The scripted number; nought when the script is at its end."""
        self.sides.append(sides)
        at = len(self.sides) - 1
        return self.script[at] if at < len(self.script) else 0

    def turns(
        self, machine: Machine, act: Callable[[], tuple[State, tuple[Event, ...]]]
    ) -> Iterator[Turn]:
        """Every way ``act`` can come out."""
        scripts: list[tuple[int, ...]] = [()]
        while scripts:
            self.script = scripts.pop()
            self.sides, self.places, self.torn, self.leading = [], [], set(), []
            state: State | None = None
            events: tuple[Event, ...] = ()
            runaway = ""
            try:
                state, events = act()
            except Runaway as stopped:
                runaway = str(stopped)
                self.sides = self.sides[:8]
            for at in range(len(self.script), len(self.sides)):
                before = self.script + (0,) * (at - len(self.script))
                scripts += [(*before, number) for number in range(1, self.sides[at])]
            places = {("place", place) for place in self.places if "/" in place}
            items = places.union(items_of(events))
            yield Turn(state, frozenset(items), frozenset(self.torn), runaway)


def items_of(events: tuple[Event, ...]) -> Iterator[Item]:
    """What the events say has been seen; choices are named by their place, which events are not."""
    for event in events:
        match event:
            case Entered(location):
                yield ("scene", location.partition("/")[0])
            case Shown(line_id):
                yield ("text", line_id)
            case Fired(rule):
                yield ("rule", rule)
            case Ended(ending):
                yield ("ending", ending)
            case Picked():
                pass


@contextmanager
def watched() -> Iterator[Watch]:
    """The engine's step with its chances scripted and its places noted; put back at the end."""
    watch = Watch()
    kept = {name: getattr(STEP, name) for name in ("draw", "_play", "let_rules_act", "pass_time")}

    def play(run, spot):  # type: ignore[no-untyped-def]
        watch.places.append(spot.location)
        watch.leading = []
        return kept["_play"](run, spot)

    def act(run, watch_, was):  # type: ignore[no-untyped-def]
        first = len(run.events)
        goto = kept["let_rules_act"](run, watch_, was)
        watch.note_ways(run.machine, run.events[first:])
        return goto

    def pass_time(run, clock):  # type: ignore[no-untyped-def]
        first = len(run.events)
        goto = kept["pass_time"](run, clock)
        watch.note_ways(run.machine, run.events[first:])
        return goto

    STEP.draw, STEP._play = watch.draw, play  # type: ignore[attr-defined]
    STEP.let_rules_act, STEP.pass_time = act, pass_time  # type: ignore[attr-defined]
    try:
        yield watch
    finally:
        for name, value in kept.items():
            setattr(STEP, name, value)
