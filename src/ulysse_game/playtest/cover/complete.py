"""The walkthroughs that a suite lacks: written so that they show what it does not, few and short.

Routes come from whoever knows how to find them. Of those the fewest are kept, as far as a greedy
choice can tell (Chvátal, *A greedy heuristic for the set-covering problem*, 1979: within a factor
of ln n of the best), each cut off behind the last new thing it shows. A walkthrough is pinned: on
the way and at its end it says what must be seen there. Each has been replayed before it is given.
A route that breaks an invariant is told of and never written past that page: nothing that it shows
is as it should be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from heapq import heapify, heappop, heappush
from typing import NamedTuple, TypeAlias

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.walkthroughs import IsAt, Offered, Reads, Step, read_walkthrough
from ulysse_game.engine import Machine, offers
from ulysse_game.explore.content import GAP, NOTHING
from ulysse_game.explore.items import Key
from ulysse_game.explore.route import Route, check_lines, play_lines, sentence
from ulysse_game.playtest.cover.count import KINDS
from ulysse_game.playtest.cover.watch import Watch
from ulysse_game.playtest.cover.written import Excerpts
from ulysse_game.playtest.invariants import Invariants, invariants_of
from ulysse_game.playtest.replay import Moment, replay
from ulysse_game.playtest.sight import Sight
from ulysse_game.story import Invariant

Find: TypeAlias = Callable[[frozenset[Key]], Iterable[Route]]
"""Finds routes from the story's beginning that show, one with another, as many items as it can."""

_TELLING = ("ending", "rule", "scene", "closed", "choice", "place", "alternative", "text")
"""Kinds by how well one says what a walkthrough is about."""

_MOST_NAMED = 3
_MOST_READ = 3
_SHORTEST_READ = 8
"""Characters: fewer words would be found on many a page."""


class Page(NamedTuple):
    """One page of a route, and what is new on it: shown by nothing before, here or elsewhere."""

    moment: Moment
    new: frozenset[Key]


class Completion(NamedTuple):
    """A walkthrough to be written: its name, its text, and what it newly shows."""

    name: str
    text: str
    shows: frozenset[Key]


class Broken(NamedTuple):
    """An invariant that so many of the routes break, before any other."""

    invariant: Invariant
    routes: int


class Completed(NamedTuple):
    """The walkthroughs to be written, best first, and what keeps others from being written.

    ``behind`` is what was found only on the pages of a route from one that breaks an invariant on.
    ``routes`` is how many routes were looked at.
    """

    walkthroughs: tuple[Completion, ...]
    broken: tuple[Broken, ...]
    behind: frozenset[Key]
    routes: int


def complete(
    compiled: Compiled,
    machine: Machine,
    watch: Watch,
    missing: frozenset[Key],
    find: Find,
    taken: Iterable[str] = (),
    around: Find | None = None,
) -> Completed:
    """Walkthroughs that show of ``missing`` whatever the routes show that break nothing.

    None has a name that is ``taken``. ``around`` is asked for other ways to what was found only
    behind a broken invariant.
    """
    assert compiled.story is not None, "a story with errors has no walkthroughs"
    invariants = invariants_of(machine)
    parted = [_parted(watch, invariants, route) for route in dict.fromkeys(find(missing))]
    behind = _only_behind(parted, missing)
    if behind and around is not None:
        parted += [_parted(watch, invariants, route) for route in dict.fromkeys(around(behind))]
    shows: dict[Route, frozenset[Key]] = {}
    for each in parted:
        if each.sound is not None:
            shows[each.sound] = each.shown & missing
    made = tuple(_completions(compiled, machine, watch, missing, shows, set(taken)))
    counted = Counter(each.broken.id for each in parted if each.broken is not None)
    broken = (Broken(each, counted[each.id]) for each in machine.story.world.invariants)
    behind = _only_behind(parted, missing)
    return Completed(made, tuple(each for each in broken if each.routes), behind, len(parted))


def _only_behind(parted: Iterable[_Parted], missing: frozenset[Key]) -> frozenset[Key]:
    """What is missing and seen on no route before it has broken something."""
    every = list(parted)
    shown = frozenset(key for each in every for key in each.shown)
    return frozenset(key for each in every for key in each.behind) & missing - shown


def _completions(
    compiled: Compiled,
    machine: Machine,
    watch: Watch,
    missing: frozenset[Key],
    shows: dict[Route, frozenset[Key]],
    names: set[str],
) -> Iterator[Completion]:
    """A walkthrough for each of the fewest routes; their names are added to ``names``."""
    assert compiled.story is not None
    excerpts = Excerpts(compiled.story)
    for route in _fewest(shows):
        pages = _pages(watch, route, missing)
        new = frozenset(key for page in pages for key in page.new)
        missing -= new
        if not new:
            continue
        name = _name(new, names)
        names.add(name)
        text = _text(
            machine, excerpts, Route(route.seed, route.steps[: len(pages) - 1]), pages, name
        )
        _replays(compiled, machine, name, text)
        yield Completion(name, text, new)


# -- which routes --------------------------------------------------------------------------------


class _Parted(NamedTuple):
    """A route up to the first page that breaks an invariant, and what is seen from there on.

    ``sound`` is nothing where that is the first page of all.
    """

    sound: Route | None
    shown: frozenset[Key]
    broken: Invariant | None
    behind: frozenset[Key]


def _parted(watch: Watch, invariants: Invariants, route: Route) -> _Parted:
    shown: set[Key] = set()
    behind: set[Key] = set()
    broken: Invariant | None = None
    sound = 0
    for moment, keys in watch.along(route):
        broken = broken or next(iter(invariants.broken(moment.after)), None)
        if broken is None:
            shown |= keys
            sound += 1
        else:
            behind |= keys
    kept = Route(route.seed, route.steps[: sound - 1]) if sound else None
    return _Parted(kept, frozenset(shown), broken, frozenset(behind))


def _fewest(shows: dict[Route, frozenset[Key]]) -> Iterator[Route]:
    """Routes that together show all that any does: always the one with most that is new.

    What a route newly shows only ever grows less, so one that stays ahead of the next in the heap
    is the best without asking the others.
    """
    seen: set[Key] = set()
    routes = list(shows)
    heap = [(-len(shows[route]), len(route.steps), n) for n, route in enumerate(routes)]
    heapify(heap)
    while heap:
        _, length, number = heappop(heap)
        route = routes[number]
        gain = len(shows[route] - seen)
        if not gain:
            continue
        if heap and (-gain, length, number) > heap[0]:
            heappush(heap, (-gain, length, number))
            continue
        seen |= shows[route]
        yield route


def _pages(watch: Watch, route: Route, missing: frozenset[Key]) -> list[Page]:
    """The pages of a route with what is new on each, up to the last one with anything new."""
    found: list[Page] = []
    last = 0
    for moment, shown in watch.along(route):
        new = shown & missing
        missing -= new
        found.append(Page(moment, new))
        if new:
            last = len(found)
    return found[:last] or found[:1]


# -- what is written -----------------------------------------------------------------------------


def _text(machine: Machine, excerpts: Excerpts, route: Route, pages: list[Page], name: str) -> str:
    """The walkthrough file of a route, with what its pages must show behind each."""
    new = [key for page in pages for key in _by_kind(page.new)]
    lines = [
        f"walkthrough: {name}",
        *sentence("means", _means(new)),
        f"seed: {route.seed}",
        "play:",
    ]
    under_way: list[tuple[str, str]] = []
    for number, page in enumerate(pages):
        if number:
            under_way.append(route.steps[number - 1])
        checks = list(_checks(machine, excerpts, page))
        if number + 1 == len(pages):
            checks += _end(page, checks)
        if checks:
            lines += [*play_lines(under_way), *check_lines(checks)]
            under_way = []
    return "\n".join(lines) + "\n"


def _checks(machine: Machine, excerpts: Excerpts, page: Page) -> Iterator[str]:
    """What a page must show of what is new on it, as steps; none that would not hold."""
    sight = Sight(machine, page.moment, machine.story.world.language)
    state = page.moment.after
    read = 0
    for kind, name in _by_kind(page.new):
        if kind in ("scene", "place") and not sight.check(IsAt(0, name)):
            yield f"at: {name}"
        elif kind == "scene":
            yield f"expect: seen({name})"
        elif kind == "ending":
            yield f"ending: {name}"
        elif kind == "closed" and not state.ending:
            yield from _closed(machine, sight, page, name)
        elif kind in ("text", "alternative") and read < _MOST_READ:
            words = excerpts(name).strip(GAP).strip()
            if words == NOTHING or len(words) < _SHORTEST_READ:
                continue
            step: Step = Reads(0, words, False)
            if not sight.check(step):
                read += 1
                yield "\n".join(sentence("reads", words))


def _closed(machine: Machine, sight: Sight, page: Page, name: str) -> Iterator[str]:
    """That the choice of this closing reason stands there closed."""
    written = name.partition("#")[0].partition(".")[2]
    for offer in offers(machine, page.moment.after):
        if offer.option.written == written and not offer.is_open:
            if not sight.check(Offered(0, "closed", (offer.id,))):
                yield f"closed: {offer.id}"
            return


def _end(page: Page, checks: list[str]) -> list[str]:
    """Where it all ends, unless the last page has said so."""
    state = page.moment.after
    said = f"ending: {state.ending}" if state.ending else f"at: {state.location}"
    return [] if said in checks else [said]


def _means(new: list[Key]) -> str:
    """What it shows, in a sentence."""
    telling = sorted(new, key=lambda key: _rank(key[0]))
    named = [f"{kind} {name}" for kind, name in telling[:_MOST_NAMED]]
    more = len(telling) - len(named)
    rest = f" and {more} more" if more else ""
    return f"Shows what no other walkthrough does: {', '.join(named)}{rest}."


def _name(new: frozenset[Key], names: set[str]) -> str:
    """A name from the most telling of what is new, unlike those before."""
    kind, name = min(new, key=lambda key: (_rank(key[0]), key[1]))
    plain = re.sub(r"[^a-z0-9]+", "_", f"{'' if kind == 'scene' else kind + '_'}{name}").strip("_")
    found = plain
    number = 2
    while found in names:
        found = f"{plain}_{number}"
        number += 1
    return found


def _rank(kind: str) -> int:
    return _TELLING.index(kind) if kind in _TELLING else len(_TELLING)


def _by_kind(keys: frozenset[Key]) -> list[Key]:
    order = list(KINDS)
    return sorted(keys, key=lambda key: (order.index(key[0]), key[1]))


def _replays(compiled: Compiled, machine: Machine, name: str, text: str) -> None:
    """That what is about to be written down passes."""
    walkthrough, diagnostics = read_walkthrough(f"{name}.yaml", text.encode(), compiled)
    assert walkthrough is not None, (name, diagnostics)
    result = replay(machine, walkthrough)
    assert result.passed, (name, result.failures)
