"""The engine's word: claimed ways are replayed, and only what was seen on them is reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ulysse_game.engine import NotOpen, Runaway, State
from ulysse_game.explore.items import Key
from ulysse_game.explore.route import Route, Taken
from ulysse_game.explore.site import Site
from ulysse_game.explore.watch import Seen, Watcher
from ulysse_game.story import evaluate

MOST_SEEDS = 500
"""So many seeds are tried for a way on which dice fall."""

Steps = tuple[Taken, ...]


class _Node(NamedTuple):
    """What claims share: the choices so far, the claims that end here, and how it goes on."""

    ending: list[Key]
    on: dict[Taken, _Node]


def verified(
    site: Site, claims: Mapping[Key, Steps], seeds: Iterable[int] = ()
) -> dict[Key, Route]:
    """The claims that the engine bears out, each with its whole route from the beginning.

    Claims of one beginning are replayed together. Where dice fall on the way, other seeds are
    tried, ``seeds`` first, unless the route's beginning has fixed the seed.
    """
    tried = tuple(dict.fromkeys((*seeds, *range(MOST_SEEDS))))
    root = _Node([], {})
    for key, steps in claims.items():
        node = root
        for step in steps:
            node = node.on.setdefault(step, _Node([], {}))
        node.ending.append(key)
    watcher = Watcher(site.machine, site.flow, site.items)
    try:
        first = _beginning(site, watcher)
    except Runaway:
        around = [key for key in root.ending if key[0] == "runaway"]
        return {key: _whole(site.prefix, (), site.prefix.seed) for key in around}
    shown: set[Key] = set()
    _replay(site, watcher, root, first, shown)
    found = {key: _whole(site.prefix, claims[key], site.prefix.seed) for key in shown}
    if not site.prefix.steps:
        for key in claims.keys() - shown:
            seed = _seed_for(site, watcher, key, claims[key], tried)
            if seed is not None:
                found[key] = _whole(site.prefix, claims[key], seed)
    return found


def _whole(prefix: Route, steps: Steps, seed: int) -> Route:
    return Route(seed, (*prefix.steps, *steps))


def _beginning(site: Site, watcher: Watcher) -> Seen:
    """Where the claims begin: with what the page there shows, and no more."""
    seen = watcher.begin(site.prefix.seed)
    if not site.prefix.steps:
        return seen
    for _, choice in site.prefix.steps:
        seen = watcher.step(seen.state, choice)
    shown = 0
    for key in site.begun:
        shown |= site.items.bit(*key)
    return seen._replace(items=shown)


def _replay(site: Site, watcher: Watcher, root: _Node, first: Seen, shown: set[Key]) -> None:
    stack: list[tuple[_Node, State, int]] = [(root, first.state, first.items)]
    while stack:
        node, state, items = stack.pop()
        for key in node.ending:
            if items & site.items.bit(*key) or _stands(site, state, key):
                shown.add(key)
        for (location, choice), then in node.on.items():
            if state.location != location or state.ending:
                continue
            try:
                seen = watcher.step(state, choice)
            except NotOpen:
                continue
            except Runaway:
                shown.update(key for key in then.ending if key[0] == "runaway")
                continue
            stack.append((then, seen.state, seen.items))


def _stands(site: Site, state: State, key: Key) -> bool:
    """Whether a state is an occasion of a question that is about no item."""
    if key in site.items.number:
        return False
    point = site.flow.point_of(state)
    known = None
    for occasion in site.questions[key].occasions:
        if occasion.point == point and occasion.way < 0:
            if known is None:
                values = site.flow.values_of(state)
                known = {cell.name: n for cell, n in zip(site.flow.cells, values, strict=True)}
            if evaluate(occasion.condition, known):
                return True
    return False


def _seed_for(
    site: Site, watcher: Watcher, key: Key, steps: Steps, seeds: Iterable[int]
) -> int | None:
    """A seed with which these choices can be made and show the item."""
    if not any(point.kind == "chance" for point in site.flow.points) and not site.flow.is_shuffled:
        return None
    node = _Node([key], {})
    for step in reversed(steps):
        node = _Node([], {step: node})
    shown: set[Key] = set()
    for seed in seeds:
        _replay(site, watcher, node, watcher.begin(seed), shown)
        if shown:
            return seed
    return None
