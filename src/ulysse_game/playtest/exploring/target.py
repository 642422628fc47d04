"""One thing asked for: what a tester's words mean, and the answer as a walkthrough or a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.compiler import Compiled
from ulysse_game.diagnostics import Diagnostic, Span, did_you_mean
from ulysse_game.engine import Machine
from ulysse_game.explore.finding import Sought, Target
from ulysse_game.explore.items import Key
from ulysse_game.explore.route import replayed, walkthrough_text
from ulysse_game.explore.site import Site
from ulysse_game.explore.verdict import Impossible, Reached
from ulysse_game.explore.why import whys
from ulysse_game.playtest.asked import asked

KINDS = ("scene", "place", "choice", "ending", "text", "alternative", "rule", "closed")
"""Kinds of things that can be asked for by name alone, in the order of looking for them."""
OPTION = "--to"
CONDITION = "condition"
_NAME = re.compile(r"[\w./#]+")


class Meant(NamedTuple):
    """What a tester asks for: a target, or what is wrong with the condition that it may be."""

    target: Target | None
    diagnostics: tuple[Diagnostic, ...] = ()


def meant(machine: Machine, compiled: Compiled, site: Site, words: str) -> Meant:
    """The target of these words: an item by its name, ``KIND NAME``, or else a condition."""
    kind, _, name = words.partition(" ")
    for key in ((kind, name.strip()), *((each, words) for each in KINDS)):
        if key in site.items.number:
            return Meant(Target(key))
    condition, diagnostics = asked(compiled, words, OPTION)
    if condition is None:
        return Meant(None, _misnamed(site, words, diagnostics))
    return Meant(Target((CONDITION, words), machine.grounded(condition)))


def _misnamed(
    site: Site, words: str, diagnostics: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """What is wrong, where the words are no condition but the misspelt name of something."""
    kind, _, name = words.strip().partition(" ")
    if kind in KINDS and _NAME.fullmatch(name.strip()):
        return (_unknown(site, kind, name.strip(), words),)
    name = words.strip()
    if not _NAME.fullmatch(name) or any(each.code != "unknown-name" for each in diagnostics):
        return diagnostics
    if ("scene", name.partition(".")[0]) in site.items.number and "." in name:
        return (_unknown(site, "choice", name, words),)
    if any(each.help for each in diagnostics):
        return diagnostics
    near = did_you_mean(name, [key[1] for each in KINDS for key in _of_kind(site, each)])
    return tuple(each._replace(help=near) for each in diagnostics) if near else diagnostics


def _unknown(site: Site, kind: str, name: str, words: str) -> Diagnostic:
    near = did_you_mean(name, [other for _, other in _of_kind(site, kind)])
    code = f"unknown-{kind}" if kind in ("scene", "choice", "ending") else "unknown-name"
    return Diagnostic(code, f"there is no {kind} `{name}`.", Span(OPTION, 1, 1, len(words)), near)


def _of_kind(site: Site, kind: str) -> Iterator[Key]:
    return (key for key in site.items.number if key[0] == kind)


def answer(machine: Machine, target: Target, sought: Sought) -> Iterator[str]:
    """The answer in lines: a walkthrough there, or why there is none as comments."""
    kind, name = target.key
    told = f"`{name}`" if kind == CONDITION else f"{kind} {name}"
    match sought.verdict:
        case Reached() as reached:
            yield from _walkthrough(machine, target, told, reached)
        case Impossible() as impossible:
            yield f"# {told} is impossible: {_why(target, sought, impossible)}."
        case undecided:
            yield f"# {told} is not decided: {undecided.why}."
            choices = undecided.at_least
            yield f"# If it can happen, it takes at least {choices:,} choice{'s'[: choices != 1]}."


def _walkthrough(machine: Machine, target: Target, told: str, reached: Reached) -> Iterator[str]:
    route = reached.route
    count = len(route.steps)
    choices = f"{count:,} choice{'s'[: count != 1]}"
    if reached.is_shortest:
        yield f"# {choices}: proved shortest, no way takes fewer."
    else:
        yield f"# {choices}: not proved shortest; no way takes fewer than {reached.at_least:,}."
    states = replayed(machine, route)
    assert states is not None, "what is reached has been replayed"
    last = states[-1]
    checks = [f"ending: {last.ending}" if last.ending else f"at: {last.location}"]
    if target.condition is not None:
        checks.append(f"expect: {target.key[1]}")
    name = "to_" + "_".join("".join(c if c.isalnum() else " " for c in told.lower()).split())
    yield from walkthrough_text(route, name, f"Leads to {told}.", checks).splitlines()


def _why(target: Target, sought: Sought, verdict: Impossible) -> str:
    if target.condition is not None and verdict.by == "values":
        return "it holds on no page, whatever the variables may be there"
    site = sought.site
    known = {target.key: verdict}
    for item in site.items.every:  # what it follows from may be any of these
        key = (item.kind, item.name)
        excluded = site.excluded(key)
        if excluded is not None and target.condition is None:
            known.setdefault(key, excluded)
    reason = whys(site, known)[target.key]
    after = ", ".join(f"{kind} {name}" for kind, name in reason.after)
    return reason.says or f"only {after} leads there"


__all__ = ["CONDITION", "Meant", "answer", "meant"]
