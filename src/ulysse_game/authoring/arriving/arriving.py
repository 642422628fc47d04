"""The ways to a place: the shortest, and others that come there in a state that differs.

The explorer looks for them and the engine has gone every one before it is offered; a state that
no play leads to is never offered. A search ends when its time is over, or when the caller stops
asking for more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import NamedTuple

from ulysse_game.authoring.arriving.aim import Aim, has_arrived
from ulysse_game.authoring.arriving.dash import dash
from ulysse_game.authoring.arriving.differences import Difference, answers, differences
from ulysse_game.authoring.arriving.ground import Ground, ground_of, led
from ulysse_game.authoring.arriving.occasions import Wanted, entrances, occasions
from ulysse_game.engine import Event, Machine, NotOpen, Runaway, State, begin, step
from ulysse_game.explore import Impossible, Reached, Route, Site, site_of
from ulysse_game.explore.exploring import LIMITS
from ulysse_game.explore.finding import Target, find
from ulysse_game.explore.items import Key
from ulysse_game.explore.route import Taken
from ulysse_game.explore.search import Occasion
from ulysse_game.explore.why import whys
from ulysse_game.view.words import Words

MOST_SEEDS = 200
"""So many seeds are tried for a way on which dice must fall."""
A_TRY = (20_000, 1.0)
"""States and seconds at most in the search for one difference."""
MOST_TOLD = 3
"""So many differences name a way."""
A_DASH = 2.0
"""Seconds at most of random play towards the place, where no search has ended in time."""

NOT_BORNE_OUT = "the engine does not bear the way out"

Page = tuple[State, tuple[Event, ...]]


class Way(NamedTuple):
    """A way to the place, gone by the engine.

    ``differs`` are the answers that no way before it gave, the most telling first: that
    ``simon.stress is raw``, that a choice is not open. ``is_shortest`` says that no way takes
    fewer choices.
    """

    route: Route
    differs: tuple[tuple[Difference, bool], ...] = ()
    is_shortest: bool = False

    def told(self, say: Words) -> str:
        """In one line: how long it is, and what is different at its end."""
        length = len(self.route.steps)
        told = say("Choices: {count}", count=length)
        if self.is_shortest and not self.differs:
            told = say("Choices: {count}, the fewest there can be", count=length)
        return " · ".join((told, *(each.told(holds, say) for each, holds in self.differs)))


class Nowhere(NamedTuple):
    """No way was found: there is none (``is_impossible``), or there was not the time."""

    is_impossible: bool
    why: str


class Arriving:
    """One search for ways to a place, from the story's beginning."""

    def __init__(
        self,
        machine: Machine,
        aim: Aim,
        budget: float = 10.0,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> None:
        """``budget`` is in seconds, for all that is asked; ``goes_on`` may end it before."""
        self.machine = machine
        self.aim = aim
        self.is_complete = False
        """Whether every difference has been looked for, within its limits."""
        self._end = monotonic() + budget
        self._goes_on = goes_on
        self.asked = differences(machine, aim)
        """All in which ways may differ."""
        self._known: set[tuple[Difference, bool]] = set()

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._end - monotonic() if self._goes_on() else 0.0

    @property
    def ground(self) -> Ground:
        """What every search of this place stands on; made when first needed."""
        return ground_of(self.machine, () if self.aim.where is None else (self.aim.where,))

    def known(self, route: Route, is_shortest: bool = False, wanted: Wanted = None) -> Way | None:
        """A way from an earlier search, if the engine still comes to the place by it."""
        page = played(self.machine, route)
        if page is None or not has_arrived(self.machine, self.aim, *page):
            return None
        return Way(route, self._new(page, wanted), is_shortest)

    def first(self) -> Way | Nowhere:
        """A shortest way, as far as the time allows to prove that it is one."""
        aim, ground = self.aim, self.ground
        if aim.where is not None or aim.choice:
            return self._found(occasions(ground, aim)) or Nowhere(True, self._never())
        found = self._found(entrances(ground, aim), LIMITS[:1])
        if isinstance(found, Nowhere) and self.left > 0:
            return self._sought()
        return found or Nowhere(True, self._why_not())

    def others(self) -> Iterator[Way]:
        """Ways whose states differ from those of all ways given so far, until time is over."""
        for wanted in ((each, holds) for each in self.asked for holds in (True, False)):
            if wanted in self._known:
                continue
            if self.left <= 0:
                return
            moments = occasions(self.ground, self.aim, wanted)
            way = self._led(moments, A_TRY, wanted) if moments else None
            if isinstance(way, Way):
                yield way
        self.is_complete = True

    def _new(self, page: Page, wanted: Wanted) -> tuple[tuple[Difference, bool], ...]:
        """What this arrival has that none before it had; now it is known."""
        found = answers(self.machine, self.aim, self.asked, *page)
        new = [each for each in found.items() if each not in self._known]
        is_first = not self._known
        self._known.update(new)
        if is_first:
            return ()
        new.sort(key=lambda each: each != wanted)
        return _few(new)

    # -- what the explorer answers --------------------------------------------------------------

    def _found(
        self, moments: tuple[Occasion, ...], rounds: tuple[tuple[int, float], ...] = LIMITS
    ) -> Way | Nowhere | None:
        """A way to one of these moments, by one means after another; nothing if there is none."""
        if not moments:
            return None
        why = "there was no time for it"
        for number, (limit, seconds) in enumerate(rounds):
            for is_shortest in (True, False) if not number else (False,):
                if self.left <= 0:
                    return Nowhere(False, why)
                way = self._led(moments, (limit, seconds), None, is_shortest)
                if way is None or isinstance(way, Way):
                    return way
            why = f"a search of {limit:,} states or {seconds:g} s did not end"
            if not number and (way := self._dashed(moments)) is not None:
                return way
        return Nowhere(False, why)

    def _led(
        self,
        moments: tuple[Occasion, ...],
        limits: tuple[int, float],
        wanted: Wanted,
        is_shortest: bool = False,
    ) -> Way | Nowhere | None:
        """The way that one search gives, ``Nowhere`` if it is undecided, nothing if none exists."""
        limit, seconds = limits
        end = monotonic() + min(seconds, self.left)
        is_on = self._until(end)
        found = led(self.ground, moments, limit, is_on, is_shortest)
        if found.is_excluded:
            return None
        if found.steps is None:
            return Nowhere(False, "")
        way = self._borne_out(found.steps, found.at_least, self._seeds(), wanted)
        return way or Nowhere(False, NOT_BORNE_OUT)

    def _until(self, end: float) -> Callable[[], bool]:
        return lambda: monotonic() < end and self._goes_on()

    def _dashed(self, moments: Iterable[Occasion]) -> Way | None:
        """A way that random play comes upon when it makes for these points; not the shortest."""
        end = monotonic() + min(A_DASH, self.left / 2)
        points = [each.point for each in moments]
        steps = dash(self.ground, points, self._is_there, self._until(end))
        return None if steps is None else self._borne_out(steps, 0, range(1))

    def _is_there(self, state: State, events: tuple[Event, ...]) -> bool:
        return has_arrived(self.machine, self.aim, state, events)

    def _sought(self) -> Way | Nowhere:
        """A way by the means of a whole exploration, in the time that is left."""
        verdict = find(self.machine, Target(self._key), budget=max(self.left, 0.1)).verdict
        if isinstance(verdict, Reached):
            route = verdict.route
            seeds = range(route.seed, route.seed + 1)
            way = self._borne_out(route.steps, verdict.at_least, seeds)
            return way or Nowhere(False, NOT_BORNE_OUT)
        if isinstance(verdict, Impossible):
            return Nowhere(True, self._why_not())
        return Nowhere(False, verdict.why)

    @property
    def _key(self) -> Key:
        """What the explorer calls the place."""
        aim = self.aim
        return ("place", aim.location) if aim.location else ("scene", aim.scene)

    def _why_not(self) -> str:
        """Why nothing leads there, which takes the whole of what there is to be seen."""
        site = site_of(self.machine, Route(0, ()))
        if self._key not in site.items.number:
            return "nothing leads there"
        return why_not(site, self._key, Impossible("values"))

    def _never(self) -> str:
        if self.aim.choice and self.aim.where is None:
            return f"`{self.aim.choice}` is open on no page of it"
        return "that holds on no page of it, whatever was chosen before"

    def _seeds(self) -> range:
        has_dice = any(point.kind == "chance" for point in self.ground.flow.points)
        return range(MOST_SEEDS if has_dice else 1)

    def _borne_out(
        self,
        steps: tuple[Taken, ...],
        at_least: int,
        seeds: range,
        wanted: Wanted = None,
    ) -> Way | None:
        """The way as the engine goes it, with the first seed by which it comes there."""
        for seed in seeds:
            way = self.known(Route(seed, steps), at_least >= len(steps), wanted)
            if way is not None:
                return way
        return None


def _few(new: Iterable[tuple[Difference, bool]]) -> tuple[tuple[Difference, bool], ...]:
    """The first few, no variable or choice told of twice."""
    found: dict[str, tuple[Difference, bool]] = {}
    for each in new:
        found.setdefault(each[0].about, each)
    return tuple(found.values())[:MOST_TOLD]


def played(machine: Machine, route: Route) -> Page | None:
    """The last page of a route, with what happened in its last step; nothing if it is none."""
    try:
        state, events = begin(machine, route.seed)
        for location, choice in route.steps:
            if state.location != location or state.ending:
                return None
            state, events = step(machine, state, choice)
    except (NotOpen, Runaway):
        return None
    return state, events


def why_not(site: Site, key: Key, verdict: Impossible) -> str:
    """Why the explorer is certain that nothing leads to an item, in words."""
    known = {key: verdict}
    for item in site.items.every:  # what it follows from may be any of these
        excluded = site.excluded((item.kind, item.name))
        if excluded is not None:
            known.setdefault((item.kind, item.name), excluded)
    reason = whys(site, known)[key]
    after = ", ".join(f"{kind} {name}" for kind, name in reason.after)
    return reason.says or f"only {after} leads there"


__all__ = ["Arriving", "Nowhere", "Way", "played", "why_not"]
