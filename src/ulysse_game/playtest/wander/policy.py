"""How a random player chooses: at random, the least tried first, or by declared preferences.

A policy is data. What is chosen at a turn is a function of the run's own seed, of the policy and
of what this run chose before; never of another run, a clock or a core. Nothing here plays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ulysse_game.engine import Machine, State
from ulysse_game.engine.chance import draw
from ulysse_game.story import Choice, Draw, Story

Chooser: TypeAlias = Callable[[State, list[str]], str]
"""Gives one of the ids, which are those open in that state, at least one. Made anew for a run."""

_SALT = 0x57A4_DE12_0B5E_55ED
"""Keeps the player's chance apart from the story's own, which is drawn from the same seed."""

_WANT = re.compile(r"tag:[a-z][a-z0-9_]*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?(?:/[a-z0-9_]+)?")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


class Policy(NamedTuple):
    """How to choose, under a name.

    ``kind`` is ``uniform``: each open choice alike. ``least-seen``: one of those that this run
    took least at this place. ``first`` and ``last``: always that one. ``prefer``: one of those
    that the first fitting of ``prefers`` names, and where none fits, each alike. A preference is
    a choice's written id (``record``), an item's (``sign/eva``), either with its scene before
    (``roster.sign/eva``), or ``tag:NAME``.
    """

    name: str
    kind: str
    prefers: tuple[str, ...] = ()


UNIFORM = Policy("uniform", "uniform")
LEAST_SEEN = Policy("least-seen", "least-seen")
FIRST = Policy("first", "first")
LAST = Policy("last", "last")
BUILT_IN = (UNIFORM, LEAST_SEEN, FIRST, LAST)


class NoPolicy(ValueError):  # noqa: N818 - it is nobody’s error
    """What was asked for is no policy; the message says why."""


def preferring(name: str, wants: str) -> Policy:
    """The policy that prefers ``wants``, separated by commas, the dearest first.

    Raises ``NoPolicy`` for what is no preference.
    """
    prefers = tuple(want for want in (each.strip() for each in wants.split(",")) if want)
    for want in prefers:
        if not _WANT.fullmatch(want):
            raise NoPolicy(f"“{want}” is neither a choice's id nor tag:NAME")
    if not prefers:
        raise NoPolicy("it prefers nothing")
    return Policy(name, "prefer", prefers)


def named_policies(lines: Iterable[str]) -> tuple[Policy, ...]:
    """The policies of a file: lines of ``NAME: PREFERENCES``, and ``#`` before remarks.

    Raises ``NoPolicy`` for a line that is none, and for a name that stands twice.
    """
    found: dict[str, Policy] = {}
    for number, line in enumerate(lines, 1):
        written = line.partition("#")[0].strip()
        if not written:
            continue
        name, colon, wants = (part.strip() for part in written.partition(":"))
        if not (colon and _NAME.fullmatch(name)):
            raise NoPolicy(f"line {number}: a line is NAME: PREFERENCES")
        if name in found or name == "all" or name in (each.name for each in BUILT_IN):
            raise NoPolicy(f"line {number}: there is a policy {name} already")
        try:
            found[name] = preferring(name, wants)
        except NoPolicy as reason:
            raise NoPolicy(f"line {number}: {reason}") from None
    return tuple(found.values())


def unknown_wants(story: Story, policy: Policy) -> list[str]:
    """The preferences that no choice of the story can ever meet."""
    if not policy.prefers:
        return []
    known = set(_known(story))
    return [want for want in policy.prefers if want.partition("/")[0] not in known]


def _known(story: Story) -> Iterator[str]:
    """Everything a preference may name, items apart."""
    yield from (f"tag:{tag}" for tag in story.world.tags)
    for scene in story.scene_ids:
        for choice in story.scene(scene).choices:
            if isinstance(choice, Draw):
                cards = (
                    card
                    for deck in story.world.decks
                    if deck.id == choice.deck
                    for _, pile in deck.piles
                    for card in pile
                )
                for card in cards:
                    yield from (card, f"{scene}.{card}")
            else:
                yield from (choice.id, f"{scene}.{choice.id}")


def chooser(machine: Machine, policy: Policy, seed: int) -> Chooser:
    """How a run of this seed chooses."""
    match policy.kind:
        case "first":
            return lambda state, ids: ids[0]
        case "last":
            return lambda state, ids: ids[-1]
        case "least-seen":
            return _least_seen(seed)
        case "prefer":
            return _preferring(machine, policy, seed)
        case _:
            return _uniform(seed)


def _uniform(seed: int) -> Chooser:
    salted = seed ^ _SALT

    def choose(state: State, ids: list[str]) -> str:
        return ids[draw(salted, state.turn, len(ids))]

    return choose


def _least_seen(seed: int) -> Chooser:
    salted = seed ^ _SALT
    taken: dict[str, dict[str, int]] = {}

    def choose(state: State, ids: list[str]) -> str:
        here = taken.setdefault(state.location, {})
        times = [here.get(id, 0) for id in ids]
        fewest = min(times)
        if times.count(fewest) < len(ids):
            ids = [id for id, n in zip(ids, times, strict=True) if n == fewest]
        choice = ids[draw(salted, state.turn, len(ids))]
        here[choice] = fewest + 1
        return choice

    return choose


def _preferring(machine: Machine, policy: Policy, seed: int) -> Chooser:
    salted = seed ^ _SALT
    known = _met(machine, policy.prefers)

    def choose(state: State, ids: list[str]) -> str:
        for wanted in known(state.location):
            found = [id for id in ids if id in wanted]
            if found:
                ids = found
                break
        return ids[draw(salted, state.turn, len(ids))]

    return choose


@lru_cache(maxsize=16)
def _met(machine: Machine, prefers: tuple[str, ...]) -> Callable[[str], list[frozenset[str]]]:
    """For a place, the ids that meet each preference, without those that none there meets."""
    found: dict[str, list[frozenset[str]]] = {}

    def at(location: str) -> list[frozenset[str]]:
        known = found.get(location)
        if known is None:
            names = _names_at(machine, location)
            sets = (frozenset(id for id in names if want in names[id]) for want in prefers)
            known = found[location] = [ids for ids in sets if ids]
        return known

    return at


def _names_at(machine: Machine, location: str) -> dict[str, set[str]]:
    """What a preference may call each choice that can stand at a place."""
    spot = machine.spot(location)
    written = machine.story.scene(spot.scene).choices
    tags = {each.id: each.tags for each in written if isinstance(each, Choice)}
    return {
        id: {
            id,
            option.written,
            f"{spot.scene}.{id}",
            f"{spot.scene}.{option.written}",
            *(f"tag:{tag}" for tag in tags.get(option.written, ())),
        }
        for id, option in spot.by_id.items()
    }
