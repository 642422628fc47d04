"""One thing looked for by itself: a shortest way there, or the proof that there is none.

What is looked for is an item, or a condition that a tester has thought of. The means are those of
a whole exploration, one after another until one answers: values, localization within a small
limit, random play, localization within greater limits. As everywhere, a way counts only when the
engine has gone it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import NamedTuple

from ulysse_game.engine import Machine, Runaway, State, advance, begin, open_ids
from ulysse_game.engine.chance import draw
from ulysse_game.explore.exploring import LIMITS, Progress
from ulysse_game.explore.items import Key
from ulysse_game.explore.route import Route, Taken, replayed
from ulysse_game.explore.search import ever
from ulysse_game.explore.site import Site, site_of
from ulysse_game.explore.tasks import Stretch, Task, answered, play_some
from ulysse_game.explore.verdict import Impossible, Reached, Undecided, Verdict
from ulysse_game.explore.verify import verified
from ulysse_game.story import NO, Expression

PLAY_SHARE = 0.1
"""Of the whole time, at most so much goes into random play, and never more than MOST_PLAY."""
MOST_PLAY = 5.0
"""Seconds."""
LONGEST = 2_000
"""Choices after which a play is given up."""


class Target(NamedTuple):
    """What is looked for: an item, or with ``condition`` (ground) a page where it holds."""

    key: Key
    condition: Expression | None = None


class Sought(NamedTuple):
    """What came of it: the verdict, and the site at which it was looked for."""

    verdict: Verdict
    site: Site


def find(
    machine: Machine,
    target: Target,
    prefix: Route | None = None,
    budget: float = 600.0,
    seed: int = 1,
    tell: Callable[[Progress], None] | None = None,
) -> Sought:
    """Look for a target, from the story's beginning or from where ``prefix`` ends.

    ``budget`` is in seconds. Ctrl+C ends it, undecided. Raises ``NoRoute`` when ``prefix`` is no
    route, and ``KeyError`` where there is no such item.
    """
    site = _site(machine, target, prefix or Route(0, ()))
    key = target.key
    if key in site.begun:
        return Sought(Reached(site.prefix, len(site.prefix.steps), "witness"), site)
    excluded = site.excluded(key)
    if excluded is not None:
        return Sought(excluded, site)
    search = _Finding(machine, target, site, budget, seed, tell)
    try:
        return Sought(search.verdict(), site)
    except KeyboardInterrupt:
        return Sought(Undecided("it was interrupted", search.at_least), site)


def _site(machine: Machine, target: Target, prefix: Route) -> Site:
    """The site with the question in it."""
    key, condition = target
    if condition is None:
        site = site_of(machine, prefix)
        if key not in site.items.number:
            raise KeyError(key)
        return site
    site = site_of(machine, prefix, also=(condition,))
    points = site.flow.points

    def at(point: int) -> Expression:
        return site.flow.lower(condition, points[point].room, points[point].ending)

    question = ever(site.terrain, *key, at)
    possible = tuple(each for each in question.occasions if each.condition != NO)
    if not possible:
        return site
    asked = {key: question._replace(occasions=possible)}
    return site._replace(questions=asked, at_least={key: 0})


class _Finding:
    """One search under way."""

    def __init__(
        self,
        machine: Machine,
        target: Target,
        site: Site,
        budget: float,
        seed: int,
        tell: Callable[[Progress], None] | None,
    ) -> None:
        self.machine, self.target, self.site, self.seed = machine, target, site, seed
        self.began = monotonic()
        self.budget = budget
        self.tell = tell
        self.at_least = site.at_least[target.key]
        self.states = 0

    def verdict(self) -> Verdict:
        """The first answer that any of the means gives."""
        by_play: Route | None = None
        why = "there was no time for it"
        for number, (limit, seconds) in enumerate(LIMITS):
            left = self.budget - (monotonic() - self.began)
            if left <= 0:
                break
            self._told("search", self.states)
            task = Task(self.site.prefix, self.target.key, limit, min(seconds, left))
            answer = answered(self.site, task)
            self.states += answer.states
            self.at_least = max(self.at_least, answer.at_least)
            if answer.kind == "excluded":
                return Impossible("search", "", answer.cells, answer.states)
            if answer.kind == "found":
                route = self._verified(answer.steps)
                if route is not None:
                    return self._reached(route, "search")
                why = "the engine does not bear the way out"
                break
            why = f"a search of {limit:,} states or {seconds:g} s did not end"
            if not number:
                by_play = self._play()
            if by_play is not None and len(by_play.steps) <= self._bound():
                break
        if by_play is not None:
            return self._reached(by_play, "play")
        return Undecided(why, self._bound())

    def _bound(self) -> int:
        return self.at_least + len(self.site.prefix.steps)

    def _reached(self, route: Route, by: str) -> Reached:
        return Reached(route, min(self._bound(), len(route.steps)), by)

    def _verified(self, steps: tuple[Taken, ...]) -> Route | None:
        return verified(self.site, {self.target.key: steps}).get(self.target.key)

    def _told(self, stage: str, work: int) -> None:
        if self.tell is not None:
            self.tell(Progress(stage, 0, 0, 1, work, monotonic() - self.began))

    def _play(self) -> Route | None:
        """The shortest way that random play of some seconds comes upon."""
        seconds = min(MOST_PLAY, self.budget * PLAY_SHARE)
        self._told("play", 0)
        if self.target.condition is None:
            stretch = Stretch(self.site.prefix, self.seed, seconds)
            ways = dict(play_some(self.machine, stretch).ways)
            steps = ways.get(self.target.key)
            return None if steps is None else self._verified(steps)
        return self._play_for(self.target.condition, seconds)

    def _play_for(self, condition: Expression, seconds: float) -> Route | None:
        """Play in the engine itself, since the graph does not watch a tester's condition."""
        holds = self.machine.code.reader(self.machine.grounded(condition))
        end = monotonic() + seconds
        best: Route | None = None
        number = 0
        while monotonic() < end:
            number += 1
            longest = LONGEST if best is None else len(best.steps) - 1
            for state, route in _played(self.machine, self.site.prefix, self.seed, number):
                if len(route) > longest:
                    break
                if holds(state.values, state):
                    best = Route(state.seed, tuple(route))
                    break
        return best


def _played(
    machine: Machine, prefix: Route, seed: int, number: int
) -> Iterator[tuple[State, list[Taken]]]:
    """The pages of one play at random, from the end of ``prefix``, each with the way there."""
    if prefix.steps:
        states = replayed(machine, prefix)
        assert states is not None, "the site has begun there"
        state = states[-1]
    else:
        state, _ = begin(machine, prefix.seed + number)
    steps = list(prefix.steps)
    yield state, steps
    while choices := open_ids(machine, state):
        choice = choices[draw(seed ^ 0xF1D0, number * LONGEST + len(steps), len(choices))]
        steps.append((state.location, choice))
        try:
            state = advance(machine, state, choice)
        except Runaway:
            return
        yield state, steps


__all__ = ["Sought", "Target", "find"]
