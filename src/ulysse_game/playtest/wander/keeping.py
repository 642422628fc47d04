"""Runs that failed, kept as walkthroughs: each failure once, by the shortest way that was found.

A failure is kept by its first run: that of the first policy that has it, with the lowest number.
So the same command keeps the same files, on however many cores.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ulysse_game.engine import Machine
from ulysse_game.explore.route import Route, replayed, walkthrough_text
from ulysse_game.playtest.failing import breaks, has_trouble, is_stuck
from ulysse_game.playtest.shrink import (
    MOST_TRIES,
    Arrival,
    DoesNotFail,
    Fails,
    Tries,
    arrive,
    shrink,
)
from ulysse_game.playtest.wander.plan import Plan, run_seed
from ulysse_game.playtest.wander.runs import Trouble, ready_for, route_to
from ulysse_game.playtest.wander.tally import Tally

KINDS = ("crash", "runaway", "stuck", "invariant", "too-long")
"""The kinds of failures, the gravest first."""


class Failed(NamedTuple):
    """One failure.

    ``runs`` failed so, over all policies; the first is ``run`` by ``policy``, with ``seed``, and
    came to it after ``choices``. ``where`` in the story's files it is, if it is at a place.
    ``means`` says it in a sentence. ``file`` is its walkthrough, of ``steps`` choices, ``see``
    the command that shows it; all three say nothing where none was kept.
    """

    kind: str
    name: str
    runs: int
    policy: str
    run: int
    seed: int
    choices: int
    where: str
    means: str
    steps: int = 0
    file: str = ""
    see: str = ""


def failed(
    machine: Machine, plan: Plan, counts: tuple[Tally, ...], firsts: tuple[Tally, ...]
) -> tuple[Failed, ...]:
    """Every failure of these counts, the gravest first; none is kept yet."""
    ready = ready_for(machine, plan)
    found = []
    for trouble in _troubles(firsts):
        number, policy = next(
            (first[trouble.kind][trouble.name], n)
            for n, first in enumerate(firsts)
            if trouble.name in first.get(trouble.kind, {})
        )
        runs = sum(
            tally.get("failures", {}).get(trouble.kind, {}).get(trouble.name, 0) for tally in counts
        )
        seed = run_seed(plan.seed, number)
        route = route_to(ready, plan.policies[policy], seed, trouble)
        found.append(
            Failed(
                *trouble,
                runs,
                plan.policies[policy].name,
                number,
                seed,
                len(route.steps),
                _where(machine, trouble),
                _means(machine, trouble),
            )
        )
    return tuple(found)


def keep(
    machine: Machine,
    plan: Plan,
    failure: Failed,
    folder: Path,
    story: str = "",
    tries: int = MOST_TRIES,
) -> Failed:
    """Write a failure's walkthrough into ``folder``, shrunk in so many tries; 0 leaves it long.

    ``story`` is the story's folder for the command, if it is not the game's own. Raises
    ``OSError`` where the file cannot be written.
    """
    trouble = Trouble(failure.kind, failure.name)
    policy = next(each for each in plan.policies if each.name == failure.policy)
    route = route_to(ready_for(machine, plan), policy, failure.seed, trouble)
    fails = _fails(machine, route, trouble)
    if fails is not None and tries:
        # A page that cannot be told fails in the reading, not on the way: it stays long.
        with suppress(DoesNotFail):
            route = shrink(machine, route, fails, Tries(tries))
    words = re.findall(r"[a-z0-9]+", f"{trouble.kind} {trouble.name}".lower())
    name = "_".join(("wander", *words))
    means = f"Found by wandering ({failure.policy}, run {failure.run}): {failure.means}"
    leads_nowhere = failure.kind in ("crash", "runaway")
    states = None if leads_nowhere else replayed(machine, route)
    checks = () if states is None else (f"at: {states[-1].location}",)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.yaml"
    file.unlink(missing_ok=True)  # a link that lies there is not written through
    file.write_text(walkthrough_text(route, name, means, checks), encoding="utf-8", newline="\n")
    shows = "play --from" if failure.kind in ("stuck", "too-long") else "replay"
    more = f" --story {shlex.quote(story)}" if story else ""
    see = f"ulysse {shows} {shlex.quote(file.as_posix())}{more}"
    return failure._replace(steps=len(route.steps), file=file.as_posix(), see=see)


def _troubles(firsts: tuple[Tally, ...]) -> Iterator[Trouble]:
    for kind in KINDS:
        for name in sorted({name for first in firsts for name in first.get(kind, {})}):
            yield Trouble(kind, name)


def _fails(machine: Machine, route: Route, trouble: Trouble) -> Fails | None:
    """The question that finds the failure again on a shorter way, if one may be looked for."""
    match trouble.kind:
        case "invariant":
            return breaks(machine, trouble.name)
        case "stuck":
            stuck, place = is_stuck(machine), trouble.name
            return lambda came: came.after.location == place and stuck(came)
        case "runaway" | "crash":
            came = _last(machine, route)
            return has_trouble(came.trouble) if came is not None and came.trouble else None
        case _:
            return None


def _last(machine: Machine, route: Route) -> Arrival | None:
    """What comes of the last choice of a route."""
    if not route.steps:
        return None
    states = replayed(machine, Route(route.seed, route.steps[:-1]))
    return None if states is None else arrive(machine, states[-1], route.steps[-1][1])


def _where(machine: Machine, trouble: Trouble) -> str:
    if trouble.kind in ("invariant", "too-long"):
        return ""
    scene = trouble.name.rpartition(" ")[2].partition("/")[0]
    if scene not in machine.story.scenes:
        return ""
    written = machine.story.scene(scene)
    return f"{written.file}:{written.line}"


def _means(machine: Machine, trouble: Trouble) -> str:
    name = trouble.name
    match trouble.kind:
        case "invariant":
            found = (each.meaning for each in machine.story.world.invariants if each.id == name)
            meaning = next(found, "")
            return f"the invariant {name} is broken" + (f": {meaning}." if meaning else ".")
        case "stuck":
            return f"no choice is open at {name}, and the story has not ended."
        case "runaway":
            return f"the story goes round and round at {name}, and nobody is asked."
        case "too-long":
            return f"after {int(name):,} choices the story has not ended."
        case _:
            return f"an error of ours, {name}."
