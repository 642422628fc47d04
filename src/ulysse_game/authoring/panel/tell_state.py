"""Variables, changes and rules in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ulysse_game.authoring.panel.asking import Reading
from ulysse_game.authoring.panel.changed import Changed
from ulysse_game.authoring.panel.rows import Row, listed, truth_rows, value_words
from ulysse_game.authoring.panel.rules import RuleTold
from ulysse_game.authoring.panel.variables import VariableTold
from ulysse_game.view.words import Words


def variable_row(variable: VariableTold, say: Words) -> Row:
    """One variable in a row: its name, its value, what it began as if it is another now."""
    now = value_words(variable.now, say)
    words = f"{variable.name}  {now}"
    if not variable.is_start:
        start = value_words(Reading("", variable.start), say)
        words = say("{name}  {now}, at first {start}", name=variable.name, now=now, start=start)
    role = "changed" if variable.is_changed else "faint" if variable.is_start else "plain"
    return Row(words, 0, role, item=f"variable {variable.name}")


def variable_rows(variable: VariableTold, say: Words) -> Iterator[Row]:
    """All about one variable but where it is used."""
    yield variable_row(variable, say)._replace(item="", role="head")
    if variable.meaning:
        yield Row(variable.meaning, 1)
    yield Row(say("it may be {range}", range=variable.range), 1, "faint")
    if variable.scope:
        kind, _, name = variable.scope.partition(":")
        sentence = say("it lives in the chapter {name}", name=name)
        if kind == "scene":
            sentence = say("it lives in the scene {name}", name=name)
        yield Row(sentence, 1, "faint")
    if not variable.is_alive:
        yield Row(say("it is not alive here"), 1, "no")


def changed_rows(changed: Changed, say: Words) -> Iterator[Row]:
    """What the last choice changed."""
    for name, before, after in changed.steps:
        old, new = value_words(before, say), value_words(after, say)
        yield Row(f"{name}  {old} → {new}", 0, "changed", item=f"variable {name}")
    if changed.room:
        old, new = (room or say("nowhere") for room in changed.room)
        yield Row(say("room: {before} → {after}", before=old, after=new))
    if changed.clock:
        old, new = changed.clock
        yield Row(say("clock: {before} → {after}", before=old, after=new))
    for sentence, names in (
        (say("may be written tonight: {names}", names=listed(changed.observed)), changed.observed),
        (say("echoes heard: {names}", names=listed(changed.heard)), changed.heard),
        (say("rules that acted: {names}", names=listed(changed.fired)), changed.fired),
        (say("scenes entered: {names}", names=listed(changed.entered)), changed.entered),
    ):
        if names:
            yield Row(sentence)


def rule_rows(rules: Sequence[RuleTold], say: Words) -> Iterator[Row]:
    """Every rule: those that acted, those that wait, the others in one row each."""
    for rule in rules:
        role = {"fired": "changed", "armed": "plain"}.get(rule.standing, "faint")
        yield Row(_rule(rule, say), 0, role, item=f"rule {rule.id}")
        if rule.when is not None and rule.standing in ("fired", "armed", "holds"):
            yield from truth_rows(rule.when, say, 1)


def _rule(rule: RuleTold, say: Words) -> str:
    match rule.standing:
        case "fired":
            return say("{name}: acted on this page", name=rule.id)
        case "armed":
            return say("{name}: acts as soon as this becomes true", name=rule.id)
        case "holds":
            return say("{name}: it is true; acts when it becomes so anew", name=rule.id)
        case "each sol":
            return say("{name}: acts at every new sol", name=rule.id)
        case "spent":
            return say("{name}: acted, and acts once", name=rule.id)
        case _:
            return say("{name}: of the chapter {chapter}", name=rule.id, chapter=rule.chapter)


__all__ = ["changed_rows", "rule_rows", "variable_row", "variable_rows"]
