"""Routes to what is missing, as the explorer finds them: what plays at random do not show too.

What it does not find within the time may still be there; `ulysse explore` says which is which.
Nothing here writes a file.
"""

from __future__ import annotations

from ulysse_game.engine import Machine
from ulysse_game.explore import Key, Means, Reached, Route, explore
from ulysse_game.explore.cores import Cores


def routes_to(machine: Machine, wanted: frozenset[Key], budget: float) -> list[Route]:
    """A route to each of ``wanted`` that is found within ``budget`` seconds, each route once."""
    kinds = frozenset(kind for kind, _ in wanted)
    with Cores(machine) as cores:
        found = explore(machine, Means(budget, is_shortest=False, kinds=kinds), cores=cores)
    routes = (
        judged.verdict.route
        for judged in found.judged
        if (judged.item.kind, judged.item.name) in wanted and isinstance(judged.verdict, Reached)
    )
    return list(dict.fromkeys(routes))
