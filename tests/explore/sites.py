"""Sites of the stories that are there and of tiny ones, and what they have by name."""

from __future__ import annotations

from functools import cache

from tests.compiler.small import machine
from tests.engine.plays import named
from ulysse_game.engine import Machine
from ulysse_game.explore import Key, Route, Site, Watcher, site_of

NOWHERE = Route(0, ())


@cache
def known(name: str) -> Site:
    """The site at the beginning of a story of ``tests.engine.plays``."""
    return site_of(Machine(named(name)), NOWHERE)


@cache
def tiny(scenes: str, rules: str = "", invariants: str = "") -> Site:
    """The site at the beginning of a story with these scenes and rules."""
    return site_of(made(scenes, rules, invariants), NOWHERE)


@cache
def made(scenes: str, rules: str = "", invariants: str = "") -> Machine:
    """The machine of a story with these scenes and rules."""
    return machine(scenes, world_rules=rules, world_invariants=invariants)


def watcher_of(site: Site) -> Watcher:
    """A watcher that knows what the site knows."""
    return Watcher(site.machine, site.flow, site.items)


def keys(site: Site, bits: int) -> set[Key]:
    """A set of items by kind and name."""
    return {(item.kind, item.name) for item in site.items.of(bits)}
