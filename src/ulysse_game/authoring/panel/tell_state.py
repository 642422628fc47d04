"""Variables, changes and rules in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ulysse_game.authoring.panel.asking import Reading
from ulysse_game.authoring.panel.changed import Changed
from ulysse_game.authoring.panel.rows import Row, listed, truth_rows, value_words
from ulysse_game.authoring.panel.rules import RuleTold
from ulysse_game.authoring.panel.variables import Group, Section, VariableTold
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


def section_rows(
    sections: Sequence[Section], say: Words, find: str = "", is_whole: bool = False
) -> Iterator[Row]:
    """Values under headings, a person's under their name.

    Those that are as they began, or of another chapter, are only counted, unless the view
    ``is_whole`` or something is looked for; then each has its meaning below it.
    """
    for section in sections:
        count = sum(len(group.values) for group in section.groups)
        if section.kind in ("start", "elsewhere") and not (is_whole or find):
            yield Row(_counted(section.kind, count, say), 0, "faint")
            continue
        yield Row(_section(section.kind, say), 0, "head")
        for group in section.groups:
            yield from _group(group, say, bool(find))


def _group(group: Group, say: Words, has_meanings: bool) -> Iterator[Row]:
    if group.person:
        yield Row(group.person, 1, "strong")
    depth = 2 if group.person else 1
    for each in group.values:
        row = variable_row(each, say)
        name = each.name.removeprefix(f"{group.person}.") if group.person else each.name
        yield row._replace(words=name + row.words[len(each.name) :], depth=depth)
        if has_meanings and each.meaning:
            yield Row(each.meaning, depth + 1, "faint")


def _section(kind: str, say: Words) -> str:
    match kind:
        case "changed":
            return say("Changed by the last choice")
        case "other":
            return say("Not as they began")
        case "start":
            return say("As they began")
        case _:
            return say("Of other chapters and scenes")


def _counted(kind: str, count: int, say: Words) -> str:
    if kind == "start":
        return say("As they began: {count}", count=count)
    return say("variables that are not alive here: {count}", count=count)


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


__all__ = ["changed_rows", "rule_rows", "section_rows", "variable_row", "variable_rows"]
