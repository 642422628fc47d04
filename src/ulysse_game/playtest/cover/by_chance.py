"""Routes found by playing: at every page the choice made least so far, ties by chance, or any.

The same story and seed give the same routes. It finds what is not rare; what it does not find may
still be there. Nothing here proves anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ulysse_game.engine import Machine, Runaway, advance, begin, open_ids
from ulysse_game.engine.chance import draw
from ulysse_game.explore.route import Route, Taken

LONGEST = 2_000
"""Choices in one play, for stories that go round."""


def routes_by_chance(machine: Machine, plays: int, first_seed: int = 1) -> Iterator[Route]:
    """``plays`` routes, from the seeds ``first_seed`` on, each as long as its play."""
    taken: Counter[Taken] = Counter()
    for seed in range(first_seed, first_seed + plays):
        yield _route(machine, seed, taken)


def routes_at_random(machine: Machine, plays: int, first_seed: int = 1) -> Iterator[Route]:
    """As many routes, with every open choice alike: what the least made so far keeps away from."""
    for seed in range(first_seed, first_seed + plays):
        yield _route(machine, seed, None)


def _route(machine: Machine, seed: int, taken: Counter[Taken] | None) -> Route:
    steps: list[Taken] = []
    try:
        state, _ = begin(machine, seed)
        while len(steps) < LONGEST and (choices := open_ids(machine, state)):
            rare = choices if taken is None else _rarest(state.location, choices, taken)
            choice = rare[draw(seed ^ 0xC07E, len(steps), len(rare))]
            after = advance(machine, state, choice)
            if taken is not None:
                taken[state.location, choice] += 1
            steps.append((state.location, choice))
            state = after
    except Runaway:
        pass
    return Route(seed, tuple(steps))


def _rarest(location: str, choices: Sequence[str], taken: Counter[Taken]) -> Sequence[str]:
    fewest = min(taken[location, choice] for choice in choices)
    return [choice for choice in choices if taken[location, choice] == fewest]
