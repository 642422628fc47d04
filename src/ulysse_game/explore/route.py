"""A way through the story: a seed and choices, from the story's beginning.

Whatever claims that something can be reached hands over a route, and ``replayed`` asks the engine
whether it is one. ``walkthrough_text`` writes one down as the file that ``ulysse replay`` runs.
A route holds no states: it is the evidence, the engine makes the states anew. Nothing here reads
or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from ulysse_game.engine import Machine, NotOpen, Runaway, State, begin, step

Taken: TypeAlias = tuple[str, str]
"""A choice made: the location (a scene, or an item such as ``lines/obs_01``), the choice's id."""

_PLAIN = re.compile(r"[\w“(](?:[^:#\n]|:(?! |$)|(?<! )#)*")


class Route(NamedTuple):
    """A seed and choices from the story's beginning, each with the location it is made at."""

    seed: int
    steps: tuple[Taken, ...]


def replayed(machine: Machine, route: Route) -> tuple[State, ...] | None:
    """The states along the route, the first of all included; nothing if it is no route.

    It is none where the story is elsewhere than a step says, where a choice is not open, or where
    the story goes round without end.
    """
    try:
        state, _ = begin(machine, route.seed)
        states = [state]
        for location, choice in route.steps:
            if state.location != location:
                return None
            state, _ = step(machine, state, choice)
            states.append(state)
    except (NotOpen, Runaway):
        return None
    return tuple(states)


def walkthrough_text(
    route: Route,
    name: str,
    means: str,
    checks: Sequence[str] = (),
    language: str = "",
) -> str:
    """A walkthrough file that takes this route and then looks at ``checks``.

    ``name`` is its id, ``means`` a sentence. Each of ``checks`` is a step as written behind its
    dash: ``ending: ulysse_lands``. ``language`` is that of their words, empty for the story's own.
    """
    lines = [f"walkthrough: {name}", *sentence("means", means), f"seed: {route.seed}"]
    if language:
        lines.append(f"language: {language}")
    return "\n".join((*lines, *play_part(route, checks))) + "\n"


def play_part(route: Route, checks: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a walkthrough from ``play:`` on."""
    lines = [*play_lines(route.steps), *check_lines(checks)]
    yield "play:" if lines else "play: []"
    yield from lines


def sentence(key: str, text: str) -> Iterator[str]:
    """``key: text`` as a story file takes it: behind a bar where YAML would read it otherwise."""
    plain = " ".join(text.split())
    if not plain or _PLAIN.fullmatch(plain):
        yield f"{key}: {plain}".rstrip()
    else:
        yield f"{key}: |"
        yield f"  {plain}"


def play_lines(steps: Iterable[Taken]) -> Iterator[str]:
    """The lines of ``play:`` for these choices; those of a loop's items as one map."""
    for scene, group in groupby(steps, lambda taken: _loop(taken[0])):
        made = list(group)
        if scene and len(made) > 1:
            yield from _forms(scene, made)
        else:
            for location, choice in made:
                yield f"  - {location}: {choice}"


def check_lines(checks: Iterable[str]) -> Iterator[str]:
    """The lines of ``play:`` for these steps, each as written behind its dash."""
    for check in checks:
        first, *rest = check.splitlines()
        yield f"  - {first}"
        yield from (f"    {line}" if line else "" for line in rest)


def _loop(location: str) -> str:
    """The scene of a loop's item; nothing elsewhere."""
    scene, slash, _ = location.partition("/")
    return scene if slash else ""


def _forms(scene: str, made: Sequence[Taken]) -> Iterator[str]:
    """A run of a loop's choices, each item once to a map."""
    seen: set[str] = set()
    for number, (location, choice) in enumerate(made):
        item = location.partition("/")[2]
        if number == 0 or item in seen:
            seen.clear()
            yield f"  - {scene}:"
        seen.add(item)
        yield f"      {item}: {choice}"
