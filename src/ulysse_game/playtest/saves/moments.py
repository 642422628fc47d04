"""Moments worth keeping as saves: found by playing at random, chosen so that few hold much.

A saved game can only lose what it mentions. So a moment is worth what it mentions (variables off
their start, scenes, choices, echoes, rules) and what kinds of place it is (in each chapter: its
opening, a detour, a loop, a pick, a deck, a page taken back; each ending). Of the moments seen a
greedy cover is kept (Johnson, *Approximation algorithms for combinatorial problems*, 1974),
found lazily (Minoux, 1978). The same story and count of runs give the same moments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heapreplace
from typing import Any, NamedTuple

from ulysse_game import engine
from ulysse_game.engine import CHAPTER, Machine, State
from ulysse_game.engine.chance import draw

LONGEST = 20_000
"""Choices after which a run is broken off: nothing makes a wanderer come to an end."""

_RUN = 0xC011EC7
_MOST_TAKEN_BACK = 4


class Way(NamedTuple):
    """The way to a moment: a seed, choices, and maybe some taken back for another one.

    After ``choices``, ``back`` of them are taken back and ``then`` is chosen, if it is given.
    """

    seed: int
    language: str
    choices: tuple[str, ...]
    back: int = 0
    then: str = ""


class Keep(NamedTuple):
    """A moment worth keeping. ``tag`` says in letters what it is.

    ``places`` and ``names`` are sets as bits: the kinds of place it is, the names it mentions.
    """

    way: Way
    tag: str
    places: int
    names: int


def moments(machine: Machine, runs: int) -> list[Keep]:
    """The moments of so many runs that hold something that none before them held."""
    numbers: dict[str, int] = {}
    places = names = 0
    found: list[Keep] = []
    for run in range(runs):
        for way, state, kinds in _run(machine, run):
            keep = _keep(machine, way, state, kinds, numbers, places)
            if keep.places & ~places or keep.names & ~names:
                places |= keep.places
                names |= keep.names
                found.append(keep)
    return found


def cover(found: list[Keep], most: int) -> list[Keep]:
    """At most so many of these that together hold the most: kinds of place first, then names."""
    chosen: list[Keep] = []
    places = names = 0

    def gain(number: int) -> tuple[int, int, int]:
        each = found[number]
        new = (each.places & ~places).bit_count(), (each.names & ~names).bit_count()
        return -new[0], -new[1], len(each.way.choices)

    # A gain only shrinks as others are chosen: one that is still the best when it is reckoned
    # anew is the best of all.
    waiting = [(gain(number), number) for number in range(len(found))]
    heapify(waiting)
    while waiting and len(chosen) < most:
        known, number = waiting[0]
        now = gain(number)
        if now != known:
            heapreplace(waiting, (now, number))
            continue
        heappop(waiting)
        if now[:2] == (0, 0):
            break
        chosen.append(found[number])
        places |= found[number].places
        names |= found[number].names
    return chosen


Seen = tuple[Way, State, list[str]]
"""A moment as it is come to: the way there, the state, the kinds of place it is."""


def _run(machine: Machine, run: int) -> Iterator[Seen]:
    """One run at random: its places of a kind new to it, its end, and a page taken back."""
    languages = machine.story.world.languages
    language = languages[run % len(languages)]
    state, _ = engine.begin(machine, run)
    states: list[State] = [state]
    choices: list[str] = []
    kinds: set[str] = set()
    while len(choices) < LONGEST:
        here = _kinds(machine, state)
        if not kinds.issuperset(here):
            kinds.update(here)
            yield Way(run, language, tuple(choices)), state, here
        open_ids = engine.open_ids(machine, state)
        if not open_ids:
            break
        choices.append(open_ids[draw(run ^ _RUN, len(choices), len(open_ids))])
        state = engine.advance(machine, state, choices[-1])
        states.append(state)
    yield Way(run, language, tuple(choices)), state, [*_kinds(machine, state), "end"]
    if choices:
        yield _taken_back(machine, Way(run, language, tuple(choices)), states)


def _taken_back(machine: Machine, way: Way, states: list[State]) -> Seen:
    """Somewhere in this run, a few choices taken back and, if there is one, another made."""
    chance = way.seed ^ _RUN
    length = len(way.choices)
    turn = 1 + draw(chance, length + 1, length)
    back = min(1 + draw(chance, length + 2, _MOST_TAKEN_BACK), turn)
    state, then = states[turn - back], ""
    others = [id for id in engine.open_ids(machine, state) if id != way.choices[turn - back]]
    if others:
        then = others[draw(chance, length + 3, len(others))]
        state = engine.advance(machine, state, then)
    way = way._replace(choices=way.choices[:turn], back=back, then=then)
    return way, state, ["rewound", *_kinds(machine, state)]


def _keep(
    machine: Machine, way: Way, state: State, kinds: list[str], numbers: dict[str, int], seen: int
) -> Keep:
    """The moment with what it holds, numbered; its tag is the first kind not ``seen`` before."""
    chapter = machine.chapter_ids[state.values[CHAPTER]]
    here = [f"{chapter}: {kind}" for kind in (*kinds, f"in {way.language}")]
    new = [
        kind for kind, name in zip(kinds, here, strict=False) if not seen & _bits([name], numbers)
    ]
    tag = re.sub("[^0-9a-z]", "", (new or kinds)[0].lower())
    names = _mentions(engine.to_plain(machine, state))
    return Keep(way, tag, _bits(here, numbers), _bits(names, numbers))


def _bits(names: Iterable[str], numbers: dict[str, int]) -> int:
    bits = 0
    for name in names:
        bits |= 1 << numbers.setdefault(name, len(numbers))
    return bits


def _kinds(machine: Machine, state: State) -> list[str]:
    """What kinds of place this is, the rarest first."""
    spot = machine.spot(state.location)
    offers = engine.offers(machine, state)
    asked = {
        state.ending: bool(state.ending),
        "detour": bool(state.stack),
        "loop": "/" in state.location,
        "pick": bool(spot.pick),
        "form": any("/" in offer.id for offer in offers),
        "closed": not all(offer.is_open for offer in offers),
        "deck": spot.draws,
        "open": True,
    }
    return [kind for kind, holds in asked.items() if holds]


def _mentions(plain: dict[str, Any]) -> Iterator[str]:
    """Every name in a plain form that an edit of the story could take away."""
    yield f"at {plain['location']}"
    for name, value in plain["variables"].items():
        yield f"variable {name}"
        if isinstance(value, str):
            yield f"value {name} {value}"
    for what in ("visits", "taken", "spent", "picked", "heard", "fired"):
        yield from (f"{what} {name}" for name in plain[what])
    yield from (f"back to {place}" for place, _ in plain["stack"])
