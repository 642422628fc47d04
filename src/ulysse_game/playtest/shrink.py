"""A way that fails, made short and plain: as few choices as still fail.

Delta debugging (Zeller and Hildebrandt, *Simplifying and isolating failure-inducing input*, IEEE
TSE 28(2), 2002), with a story's own repairs: where choices were cut out, those that follow are
made as soon as the story stands where they were made and they are open, and a bridge of a choice
or two is looked for where it does not. What comes out has been played: it fails, always. The same
way and the same question give the same answer; so many tries are made and no more. Nothing here
knows what a failure is: ``failing`` does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from ulysse_game import engine
from ulysse_game.engine import Event, Machine, State
from ulysse_game.explore.route import Route, Taken
from ulysse_game.play.evidence import mark_of

MOST_TRIES = 5_000
"""So many ways are tried unless more are asked for."""

_BRIDGE = 2
"""So many choices that the old way did not have may stand where others were cut out."""
_FAR = -1


class Arrival(NamedTuple):
    """What came of one choice; of none, with ``before`` nothing, where a way begins.

    ``trouble`` says that the choice led nowhere, because the story went round without end or by an
    error of ours; ``after`` is then the state before.
    """

    before: State | None
    choice: str
    after: State
    events: tuple[Event, ...]
    trouble: str = ""


Fails: TypeAlias = Callable[[Arrival], bool]
"""Whether this arrival is the failure that is to stay."""


class DoesNotFail(ValueError):  # noqa: N818 - a state of affairs
    """The way that was to be made shorter does not fail."""


class Tries:
    """How many ways may be tried, and how many were.

    ``watch`` is told after each how many were tried and how many choices the shortest has.
    """

    def __init__(
        self, limit: int = MOST_TRIES, watch: Callable[[int, int], None] | None = None
    ) -> None:
        """At most ``limit`` tries."""
        self.limit = limit
        self.made = 0
        self.watch = watch

    @property
    def are_spent(self) -> bool:
        """Whether there are none left."""
        return self.made >= self.limit


def shrink(
    machine: Machine,
    route: Route,
    fails: Fails,
    tries: Tries | None = None,
    first: Arrival | None = None,
) -> Route:
    """The shortest way found that still fails, the plainest among those.

    It ends at the first failure, and unless ``tries`` were spent, no single choice can be left out
    of it. ``first`` is where it begins, if not at the story's beginning. Raises ``DoesNotFail``.
    """
    work = _Shrinking(machine, fails, tries or Tries(), first)
    work.start(route)
    while work.has_improved():
        pass
    return work.route


def arrive(machine: Machine, state: State, choice: str) -> Arrival | None:
    """What comes of a choice; nothing where it is not open."""
    try:
        after, events = engine.step(machine, state, choice)
    except engine.NotOpen:
        return None
    except engine.Runaway as ring:
        return Arrival(state, choice, state, (), f"round and round at {ring}")
    except Exception as error:
        return Arrival(state, choice, state, (), mark_of(error))
    return Arrival(state, choice, after, events)


def begin(machine: Machine, seed: int) -> Arrival:
    """Where every way with this seed begins."""
    state, events = engine.begin(machine, seed)
    return Arrival(None, "", state, events)


class _Shrinking:
    """The work under way.

    ``steps`` fail at the last of them and not before; ``states`` are those before each of them,
    and after the last if it led anywhere.
    """

    def __init__(self, machine: Machine, fails: Fails, tries: Tries, first: Arrival | None) -> None:
        self.machine = machine
        self.fails = fails
        self.tries = tries
        self.first = first
        self.seed = 0
        self.steps: list[Taken] = []
        self.states: list[State] = []
        self._numbers: dict[str, list[int]] = {}

    @property
    def route(self) -> Route:
        """The way as it is now."""
        return Route(self.seed, tuple(self.steps))

    def start(self, route: Route) -> None:
        """Play the way that is given, up to its failure; raises ``DoesNotFail``."""
        played = self._exactly(route.seed, list(route.steps))
        if played is None:
            raise DoesNotFail("no failure on this way")
        self.seed = route.seed
        self._keep(*played)

    def has_improved(self) -> bool:
        """One round of everything that can make it shorter or plainer; whether anything did."""
        was = (self.steps, self.seed)
        self._cut_rings()
        self._drop()
        self._turn_off()
        self._take_first()
        self._take_seed_nought()
        return (self.steps, self.seed) != was

    # -- what is tried --------------------------------------------------------------------------

    def _cut_rings(self) -> None:
        """Leave out what lies between two visits of one place, the longest first."""
        done = False
        while not done:
            done = not any(self._try(first, (), after) for first, after in self._rings())

    def _rings(self) -> Iterator[tuple[int, int]]:
        """Every two visits of one place, by their numbers, the furthest apart first."""
        places = [location for location, _ in self.steps]
        for length in range(len(places) - 1, 0, -1):
            for first, place in enumerate(places[:-length]):
                if places[first + length] == place:
                    yield first, first + length

    def _drop(self) -> None:
        """Leave out halves, quarters and so on down to single choices."""
        size = max(1, len(self.steps) // 2)
        while True:
            first = 0
            while first < len(self.steps):
                if not self._try(first, (), first + size):
                    first += size
            if size == 1:
                return
            size = min(size // 2, max(1, len(self.steps) // 2))

    def _turn_off(self) -> None:
        """Choose otherwise somewhere, and come back to the way further on."""
        first = 0
        while first < len(self.steps):
            if not any(
                self._try(first, (other,), after)
                for other in self._others(first)
                for after in (first + 1, _FAR)
            ):
                first += 1

    def _take_first(self) -> None:
        """Take the first choice wherever it serves as well."""
        for number in range(len(self.steps)):
            if number >= len(self.steps):
                return
            options = engine.open_ids(self.machine, self.states[number])
            if options[0] != self.steps[number][1]:
                self._try(number, (options[0],), number + 1, most=len(self.steps))

    def _take_seed_nought(self) -> None:
        """The plainest seed, if chance has no part in it."""
        if self.seed and self.first is None and not self.tries.are_spent:
            self.tries.made += 1
            played = self._exactly(0, self.steps)
            if played is not None:
                self.seed = 0
                self._keep(*played)

    def _others(self, number: int) -> list[str]:
        taken = self.steps[number][1]
        return [
            each for each in engine.open_ids(self.machine, self.states[number]) if each != taken
        ]

    # -- trying ---------------------------------------------------------------------------------

    def _try(self, first: int, bridge: tuple[str, ...], after: int, most: int = 0) -> bool:
        """Keep the way that goes as now up to ``first``, over ``bridge``, then on from ``after``.

        Only if it fails within ``most`` choices; unless given, with fewer than now. Whether it
        was kept.
        """
        if self.tries.are_spent or first >= len(self.steps):
            return False
        self.tries.made += 1
        most = most or len(self.steps) - 1
        found = self._followed(first, bridge, after, most)
        if found is not None:
            self._keep(*found)
        if self.tries.watch is not None:
            self.tries.watch(self.tries.made, len(self.steps))
        return found is not None

    def _followed(
        self, first: int, bridge: tuple[str, ...], after: int, most: int
    ) -> tuple[list[Taken], list[State]] | None:
        """The choices and states of a way as :meth:`_try` has it; nothing if it does not fail."""
        steps, states = self.steps[:first], self.states[: first + 1]
        can_bridge = not bridge
        waiting = list(bridge)
        while len(steps) < most:
            state = states[-1]
            if waiting:
                came = arrive(self.machine, state, waiting.pop(0))
            else:
                came, after = self._next(state, after)
                if came is None and can_bridge:
                    can_bridge = False
                    waiting = list(self._bridge(state, after))
                    if waiting:
                        continue
            if came is None:
                return None
            steps.append((state.location, came.choice))
            if self.fails(came):
                return steps, states if came.trouble else [*states, came.after]
            if came.trouble:
                return None
            states.append(came.after)
        return None

    def _next(self, state: State, after: int) -> tuple[Arrival | None, int]:
        """The first choice of the way from ``after`` on that can be made in this state.

        Where that is far, the last that can. Also gives from where to go on.
        """
        numbers = self._numbers.get(state.location, [])
        due = numbers[::-1] if after == _FAR else numbers[bisect_left(numbers, after) :]
        for number in due:
            came = arrive(self.machine, state, self.steps[number][1])
            if came is not None:
                return came, number + 1
        return None, after

    def _bridge(self, state: State, after: int) -> tuple[str, ...]:
        """A choice or two that fail, or lead to where the way goes on and save the most.

        Nothing if there are none.
        """
        best: tuple[str, ...] = ()
        saved = 0
        layer: list[tuple[State, tuple[str, ...]]] = [(state, ())]
        for _ in range(_BRIDGE):
            following = []
            for at, made in layer:
                for choice in engine.open_ids(self.machine, at):
                    came = arrive(self.machine, at, choice)
                    if came is not None and self.fails(came):
                        return (*made, choice)
                    if came is None or came.trouble:
                        continue
                    numbers = self._numbers.get(came.after.location, [])
                    due = bisect_left(numbers, max(after, 0))
                    if due < len(numbers) and numbers[due] - len(made) > saved:
                        best, saved = (*made, choice), numbers[due] - len(made)
                    following.append((came.after, (*made, choice)))
            layer = following
        return best

    def _exactly(self, seed: int, steps: list[Taken]) -> tuple[list[Taken], list[State]] | None:
        """This very way up to its failure; nothing if it does not go there or does not fail."""
        came = self.first
        if came is None:
            try:
                came = begin(self.machine, seed)
            except Exception:  # whatever it is, this is no way
                return None
        if self.fails(came):
            return [], [came.after]
        states = [came.after]
        for number, (location, choice) in enumerate(steps, 1):
            here = states[-1]
            following = arrive(self.machine, here, choice) if here.location == location else None
            if following is None:
                return None
            if self.fails(following):
                ending = [] if following.trouble else [following.after]
                return steps[:number], [*states, *ending]
            if following.trouble:
                return None
            states.append(following.after)
        return None

    def _keep(self, steps: list[Taken], states: list[State]) -> None:
        self.steps, self.states = steps, states
        self._numbers = {}
        for number, (location, _) in enumerate(steps):
            self._numbers.setdefault(location, []).append(number)
