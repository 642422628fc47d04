"""Every question about a story, each by the means that fit it.

In this order: what no variable's values allow is impossible; witnesses of earlier runs are
replayed; a small story is gone through at a glance; random play finds what is easy; a sweep goes
through all states that decisions tell apart, as far as that leads; one question at a time,
localization finds the rest or proves that it is not there; what is left of the time goes into
proving routes shortest. Nothing is called reached that the engine has not replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import NamedTuple

from ulysse_game.engine import Machine
from ulysse_game.explore.behind import Behind
from ulysse_game.explore.cores import Cores
from ulysse_game.explore.items import ALLOWED, MISTAKES, Item, Key
from ulysse_game.explore.route import Route
from ulysse_game.explore.site import site_of
from ulysse_game.explore.tasks import (
    Answer,
    Steps,
    Swept,
    Task,
    answer_one,
    play_some,
    shown_on,
    stretches,
    sweep_all,
)
from ulysse_game.explore.verdict import Impossible, Judged, Reached, Undecided, Verdict
from ulysse_game.explore.verify import verified
from ulysse_game.explore.watch import Watcher

LIMITS = ((20_000, 1.0), (300_000, 10.0), (3_000_000, 120.0))
"""States and seconds of one search, round by round: the easy questions are answered first."""
SHORT_LIMITS = ((20_000, 1.0), (200_000, 4.0))
"""The same where a way is known and it is only asked whether there is a shorter one."""
PLAY_SHARE = 0.3
"""Of the whole time, at most so much goes into random play."""
QUIET = 2.0
"""Seconds of random play in which nothing new is seen, after which it ends."""
MOSTLY = 10
"""Where witnesses leave open less than one question in so many, these are searched for at once,
and one slice of play is enough: what is still open is not easy."""
SWEPT = (
    (("scene", "place", "choice", "closed", "text", "rule", "ending", *MISTAKES), 1_000_000),
    (("alternative", "yes", "no"), 500_000),
)
"""What is looked for in one sweep through all states, and how many states it may take. Conditions
that text alone asks tell more states apart, so they are swept for by themselves."""
DETAILS = ("alternative", "yes", "no")
"""Kinds that are searched for after all others: words within texts, outcomes of conditions."""
GLANCED = tuple((kinds, 20_000) for kinds, _ in SWEPT)
"""The same at the beginning: a small story is decided by it."""
FEW_POINTS = 2_000
"""A story of more points is not small."""
SWEEP_SHARE = 0.15
"""Of the whole time, at most so much goes into each sweep."""


class Progress(NamedTuple):
    """How far it has come: questions ``reached``, ``impossible`` and ``left``; ``work`` done."""

    stage: str
    reached: int
    impossible: int
    left: int
    work: int
    seconds: float


class Means(NamedTuple):
    """How an exploration is to be done.

    ``budget`` is in seconds; ``seed`` that of the random play. ``is_shortest`` wants routes proved
    shortest as far as the budget goes. Of ``shards`` parts only number ``shard`` (from 0) of the
    questions is searched. Only items of ``kinds`` are asked for, of all kinds if it is empty.
    """

    budget: float = 600.0
    seed: int = 1
    is_shortest: bool = True
    shard: int = 0
    shards: int = 1
    kinds: frozenset[str] = frozenset()


class Explored(NamedTuple):
    """What came of it.

    ``played`` are the choices of random play, ``states`` those of all searches, ``stages`` the
    seconds by name. ``is_stopped`` says that it was interrupted.
    """

    judged: tuple[Judged, ...]
    played: int
    states: int
    stages: tuple[tuple[str, float], ...]
    is_stopped: bool


def explore(
    machine: Machine,
    means: Means | None = None,
    prefix: Route | None = None,
    witnesses: Iterable[Route] = (),
    cores: Cores | None = None,
    tell: Callable[[Progress], None] | None = None,
) -> Explored:
    """What can happen in a story, from its beginning or from where ``prefix`` ends.

    ``witnesses`` are routes that may show something. ``cores`` says where the work is done, in
    this process unless given. ``tell`` is called now and then. Raises ``NoRoute`` when ``prefix``
    is no route.
    """
    exploration = _Exploration(
        machine, means or Means(), prefix or Route(0, ()), cores or Cores(machine, 1), tell
    )
    return exploration.run(witnesses)


class _Exploration:
    """One exploration under way."""

    def __init__(
        self,
        machine: Machine,
        means: Means,
        prefix: Route,
        cores: Cores,
        tell: Callable[[Progress], None] | None,
    ) -> None:
        self.began = monotonic()
        self.machine, self.means, self.prefix, self.cores = machine, means, prefix, cores
        self.tell = tell
        self.stages: list[tuple[str, float]] = []
        with cores.alone():  # some seconds, and before it nothing is known
            self.site = site_of(machine, prefix)
        self.impossible: dict[Key, Impossible] = {}
        self.ways: dict[Key, Steps] = {}
        self.by: dict[Key, str] = {}
        self.at_least = dict(self.site.at_least)
        self.why: dict[Key, str] = {}
        self.seeds: dict[int, None] = {}
        self.played = self.states = 0
        for item in self.site.items.every:
            key = (item.kind, item.name)
            excluded = self.site.excluded(key)
            if excluded is not None:
                self.impossible[key] = excluded
        for key in self.site.begun:
            self._claim(key, (), "witness")
            self.at_least[key] = 0
        self.behind = Behind(self.site.terrain, self.site.start.point, self.site.questions)
        self.watcher = Watcher(machine, self.site.flow, self.site.items)
        self._ended("values")

    def run(self, witnesses: Iterable[Route]) -> Explored:
        """Stage after stage."""
        self._replay(witnesses)
        self._ended("witnesses")
        if len(self.site.flow.points) <= FEW_POINTS:
            self._sweep(GLANCED, "glance")
            self._ended("glance")
        if self._is_mostly_known():
            self._answer(self._own(self.open_keys()), *LIMITS[0])
            self._ended("first")
        self._play()
        self._ended("play")
        self._sweep(SWEPT, "states")
        self._ended("states")
        self._search()
        self._ended("search")
        if self.means.is_shortest:
            self._shorten()
        self._ended("shortest")
        reached = verified(self.site, self.ways, self.seeds)
        self._ended("replay")
        judged = tuple(
            Judged(item, self._verdict((item.kind, item.name), reached))
            for item in self._every()
            if self._is_asked((item.kind, item.name))
        )
        stages = tuple(self.stages)
        return Explored(judged, self.played, self.states, stages, self.cores.is_stopped)

    def _every(self) -> Iterator[Item]:
        """The items, and what else was asked."""
        items = self.site.items
        yield from items.every
        for key in self.site.questions:
            if key not in items.number:
                yield items.item(*key)

    def left(self) -> float:
        """Seconds left of the budget."""
        return self.means.budget - (monotonic() - self.began)

    def open_keys(self) -> list[Key]:
        """What is neither found nor excluded: what matters first, of that the nearest first.

        What is near leads to what is far, so its answer often settles that too.
        """
        keys = [key for key in self.site.questions if not self._is_settled(key)]
        keys = list(filter(self._is_asked, keys))
        near = self.site.at_least
        return sorted(
            keys,
            key=lambda key: (
                key in self.site.unsure,
                key[0] in ALLOWED,
                key[0] in DETAILS,
                near[key],
            ),
        )

    def _is_any_open(self) -> bool:
        """Whether a question has no answer yet that needs one."""
        return any(key[0] not in ALLOWED for key in self.open_keys())

    def _is_asked(self, key: Key) -> bool:
        return not self.means.kinds or key[0] in self.means.kinds

    def _is_settled(self, key: Key) -> bool:
        return key in self.ways or key in self.impossible

    def _ended(self, stage: str) -> None:
        passed = sum(seconds for _, seconds in self.stages)
        self.stages.append((stage, monotonic() - self.began - passed))
        self._told(stage, self.states or self.played)

    def _told(self, stage: str, work: int) -> None:
        if self.tell is not None:
            left = len(self.open_keys())
            seconds = monotonic() - self.began
            self.tell(Progress(stage, len(self.ways), len(self.impossible), left, work, seconds))

    def _verdict(self, key: Key, reached: dict[Key, Route]) -> Verdict:
        if key in reached:
            begun = key in self.site.begun
            bound = (0 if begun else self.at_least.get(key, 0)) + len(self.prefix.steps)
            return Reached(reached[key], bound, self.by[key])
        if key in self.impossible:
            return self.impossible[key]
        why = "the engine does not bear the way out" if key in self.ways else self.why.get(key, "")
        return Undecided(why or "not searched for", self.at_least.get(key, 0))

    def _claim(self, key: Key, steps: Steps, by: str) -> bool:
        """Note a way to an item if it is the first or a shorter one."""
        known = self.ways.get(key)
        if known is not None and len(known) <= len(steps):
            return False
        self.ways[key] = steps
        self.by.setdefault(key, by)
        return True

    # -- witnesses ------------------------------------------------------------------------------

    def _replay(self, witnesses: Iterable[Route]) -> None:
        """What earlier routes still show; those that no longer run show what they come to."""
        begins = len(self.prefix.steps)
        for route in witnesses:
            if begins and (route.seed, route.steps[:begins]) != self.prefix:
                continue
            self.seeds[route.seed] = None
            for key, steps in shown_on(self.site, self.watcher, route):
                self._claim(key, steps[begins:], "witness")

    def _is_mostly_known(self) -> bool:
        asked = sum(self._is_asked(key) for key in self.site.questions)
        return len(self.open_keys()) * MOSTLY < asked

    # -- random play ----------------------------------------------------------------------------

    def _play(self) -> None:
        """Random play on all cores until it is quiet or its share of the time is over."""
        until = monotonic() + min(self.means.budget * PLAY_SHARE, self.left())
        quiet_since = monotonic()
        quiet = 0.0 if self._is_mostly_known() else QUIET
        if not self._is_any_open():
            return
        seed = self.means.seed + 1_000_003 * self.means.shard
        tasks = stretches(self.prefix, seed, lambda: monotonic() < until)
        for _, played in self.cores.each(play_some, tasks):
            self.played += played.choices
            is_new = False
            for key, steps in played.ways:
                is_new |= key not in self.ways
                self._claim(key, steps, "play")
            now = monotonic()
            if is_new:
                quiet_since = now
            self._told("play", self.played)
            if now - quiet_since > quiet or now > until or not self._is_any_open():
                break

    # -- all states -----------------------------------------------------------------------------

    def _sweep(self, swept: tuple[tuple[tuple[str, ...], int], ...], stage: str) -> None:
        """Go through all states that decisions tell apart, as far as that leads."""
        until = self.means.budget * SWEEP_SHARE
        asked = [
            Swept(self.prefix, kinds, limit, min(until, self.left()))
            for kinds, limit in swept
            if self.left() > 0 and self._is_worth_sweeping(kinds)
        ]
        for _, found in self.cores.each(sweep_all, asked):
            self.states += found.states
            for key, steps in found.ways:
                self._claim(key, steps, "states")
                self.at_least[key] = len(steps)
            for key in found.missing:
                if found.is_complete and key not in self.ways:
                    self.impossible[key] = Impossible("states", "", (), found.states)
                else:
                    self.at_least[key] = max(self.at_least[key], found.depth)
            self._told(stage, self.states)

    def _is_worth_sweeping(self, kinds: tuple[str, ...]) -> bool:
        """Whether anything of these kinds is open, or could be shorter."""
        if self.means.is_shortest:
            return any(map(self._is_asked, ((kind, "") for kind in kinds)))
        return any(key[0] in kinds for key in self.open_keys())

    # -- search ---------------------------------------------------------------------------------

    def _search(self) -> None:
        """Every open question by itself, all within a small limit first.

        What lies only behind one that stays open within the limit is not asked until it is found.
        """
        for limit, seconds in LIMITS:
            asked: set[Key] = set()
            while self.left() > 0 and not self.cores.is_stopped:
                keys = self._fronts(asked)
                if not keys:
                    break
                self._answer(keys, limit, seconds)
                asked.update(keys)

    def _fronts(self, asked: set[Key]) -> list[Key]:
        """Open questions to ask next: none of them only behind another or one ``asked`` already."""
        keys = self._own(self.open_keys())
        behind = {other for key in keys if key in asked for other in self.behind.only(key)}
        fronts: list[Key] = []
        for key in keys:
            if key not in asked and key not in behind:
                fronts.append(key)
                for other in self.behind.only(key):
                    behind.add(other)
                    self.why.setdefault(other, f"only behind {key[0]} {key[1]}, not decided")
        return fronts

    def _shorten(self) -> None:
        """Shorter ways, or the proof that there is none, for what was found by chance."""
        for limit, seconds in SHORT_LIMITS:
            loose = [key for key, steps in self.ways.items() if len(steps) > self.at_least[key]]
            loose = [key for key in loose if key[0] not in ALLOWED and self._is_asked(key)]
            if self.left() <= 0 or self.cores.is_stopped or not loose:
                return
            self._answer(self._own(loose), limit, seconds, is_known=True)

    def _own(self, keys: list[Key]) -> list[Key]:
        """The part of the questions that falls to this shard."""
        order = {key: n for n, key in enumerate(self.site.questions)}
        return [key for key in keys if order[key] % self.means.shards == self.means.shard]

    def _answer(self, keys: list[Key], limit: int, seconds: float, is_known: bool = False) -> None:
        """Search for these, which are all known by a way or not; what one settles is left out."""
        tasks = (
            Task(self.prefix, key, limit, min(seconds, self.left()), key in self.ways)
            for key in keys
            if self.left() > 0 and key not in self.impossible and (key in self.ways) is is_known
        )
        for _, answer in self.cores.each(answer_one, tasks):
            self.states += answer.states
            key = answer.key
            if answer.kind == "excluded":
                self._exclude(key, answer)
            else:
                self.at_least[key] = max(self.at_least[key], answer.at_least)
                if answer.kind == "found" and key in self.site.unsure:
                    self.why[key] = "whether an ending can be reached from there is not known"
                elif answer.kind == "found":
                    self._claim(key, answer.steps, "search")
                    self._claim_shown(answer.steps)
                else:
                    self.why[key] = f"a search of {limit:,} states or {seconds:g} s did not end"
            self._told("search", self.states)

    def _exclude(self, key: Key, answer: Answer) -> None:
        """Note that something cannot happen, and all that lies only behind it."""
        self.impossible[key] = Impossible("search", "", answer.cells, answer.states)
        for other in self.behind.without(key):
            if not self._is_settled(other):
                why = f"only behind {key[0]} {key[1]}"
                self.impossible[other] = Impossible("search", why, answer.cells, answer.states)

    def _claim_shown(self, steps: Steps) -> None:
        """Note all that a way shows, not only what it was searched for."""
        route = Route(self.prefix.seed, (*self.prefix.steps, *steps))
        begins = len(self.prefix.steps)
        for key, shown in shown_on(self.site, self.watcher, route):
            if len(shown) >= begins:
                self._claim(key, shown[begins:], "search")
