"""Values and bands of a variable that nothing sets and nothing asks for.

A value that is asked for and can never come is another matter, and worse: what asks for it never
holds. Of a variable that nothing sets at all, that alone is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.material import Material
from ulysse_game.authoring.lint.rules.variables import Declared, declared, place
from ulysse_game.authoring.lint.uses import ANYTHING
from ulysse_game.diagnostics import Diagnostic, Severity, Span

CODES = ("unused-value", "never-this-value")


def look(material: Material) -> Iterator[Diagnostic]:
    """Each value of a word and each band of a number that is of no use."""
    found = material.uses.found
    for each in declared(material):
        is_known = not (found.asked.isdisjoint(each.names) or found.set.isdisjoint(each.names))
        if not is_known or (each.variable.kind != "word" and not each.variable.bands):
            continue
        asked: set[str | int] = set()
        given: set[str | int] = set()
        for name in each.names:
            asked |= found.asked_values.get(name, set())
            given |= found.set_values.get(name, set())
        is_chosen = not found.chosen_by.isdisjoint(each.names)
        if each.variable.kind == "word":
            yield from _values(material, each, asked, given, is_chosen)
        elif not is_chosen and ANYTHING not in asked:
            yield from _bands(material, each, asked)


def _values(
    material: Material,
    each: Declared,
    asked: set[str | int],
    given: set[str | int],
    is_chosen: bool,
) -> Iterator[Diagnostic]:
    if ANYTHING in given:
        return
    starts = _starts(material, each)
    for value in each.variable.values:
        if value in given or value in starts:
            continue
        if value in asked:
            yield Diagnostic(
                "never-this-value",
                f"`{each.name}` is asked for `{value}`, and nothing ever sets it so.",
                _within(material, each, value),
                "set it somewhere with `do`, or take out what asks for it.",
                Severity.WARNING,
            )
        elif not is_chosen and ANYTHING not in asked:
            yield _unused(material, each, value, f"nothing sets `{each.name}` to `{value}`")


def _starts(material: Material, each: Declared) -> set[str]:
    """What it may be at the start; people may each have a start of their own."""
    names = set(each.names)
    return {
        variable.values[variable.start]
        for variable in (each.variable, *material.story.world.variables)
        if variable.values and (variable.name in names or variable is each.variable)
    }


def _bands(material: Material, each: Declared, asked: set[str | int]) -> Iterator[Diagnostic]:
    bands = each.variable.bands
    ends = (*(low for _, low in bands[1:]), each.variable.high + 1)
    for (name, low), end in zip(bands, ends, strict=True):
        # `is raw` asks from its lowest number up to the last before the next band's.
        edges = {low, low - 1, end, end - 1} - {each.variable.low, each.variable.low - 1}
        if asked.isdisjoint(edges):
            yield _unused(material, each, name, f"nothing asks whether `{each.name}` is `{name}`")


def _unused(material: Material, each: Declared, value: str, told: str) -> Diagnostic:
    return Diagnostic(
        "unused-value",
        f"{told}, or asks for it." if each.variable.kind == "word" else f"{told}.",
        _within(material, each, value),
        "take it out, or use it.",
        Severity.HINT,
    )


def _within(material: Material, each: Declared, value: str) -> Span:
    """The value in the declaration: in its line, or in one of those below it."""
    at = place(material, each)
    for line in range(at.line, at.line + 4):
        found = material.sources.word(at.file, line, value)
        written = material.sources.line(at.file, line)[found.column - 1 :]
        if written.startswith(value) and found.column != at.column:
            return found
    return at
