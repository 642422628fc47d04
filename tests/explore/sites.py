"""Sites of the stories that are there and of tiny ones, and what they have by name."""

from __future__ import annotations

from functools import cache

from tests.compiler.small import machine
from tests.engine.plays import SHIPPED, named
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import read_sources
from ulysse_game.engine import Machine
from ulysse_game.explore import Key, Route, Site, Watcher, site_of
from ulysse_game.story import Story

NOWHERE = Route(0, ())


@cache
def known(name: str) -> Site:
    """The site at the beginning of a story of ``tests.engine.plays``; the shipped one cut short."""
    return site_of(Machine(first_chapter() if name == "shipped" else named(name)), NOWHERE)


def first_chapter() -> Story:
    """The shipped story as it ends with its first chapter: what follows is explored by itself.

    Whole, it takes a quarter of a minute to make ready, in every process that asks for it.
    """
    old, new = "  next: sounds\n", "  next: endings\n"
    sources, _ = read_sources(SHIPPED)
    cut = [each._replace(data=each.data.replace(old.encode(), new.encode(), 1)) for each in sources]
    assert cut != sources
    found = compile_sources(cut, []).story
    assert found is not None
    return found


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
