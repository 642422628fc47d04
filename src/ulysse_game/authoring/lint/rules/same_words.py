"""Two choices of one scene that may be open at once and read the same.

Choices that never stand beside each other, one with a condition and one with its opposite, may
well share their words.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.exclusive import may_both_hold
from ulysse_game.authoring.lint.material import Material
from ulysse_game.diagnostics import Diagnostic, Label, Severity
from ulysse_game.story import Choice, Expression, Scene, conjunction, negate

CODES = ("same-words",)


def look(material: Material) -> Iterator[Diagnostic]:
    """Each choice that reads as one above it does."""
    units = material.compiled.units
    for scene in material.story.scenes.values():
        if len(scene.choices) < 2:
            continue
        alike: dict[str, list[Choice]] = {}
        for choice in scene.choices:
            if isinstance(choice, Choice):
                words = units[f"{scene.id}.{choice.id}"].text.strip(" \n")
                before = alike.setdefault(words, [])
                if before:
                    yield from _told(material, scene, choice, before)
                before.append(choice)


def _told(
    material: Material, scene: Scene, choice: Choice, before: list[Choice]
) -> Iterator[Diagnostic]:
    asked = _is_open(choice)
    for other in before:
        if not may_both_hold(asked, _is_open(other)):
            continue
        yield Diagnostic(
            "same-words",
            f"`{choice.id}` reads the same as `{other.id}`: nobody can tell them apart.",
            material.sources.word(scene.file, choice.line, choice.id),
            "give one of them other words, or an `if` that fails where the other’s holds.",
            Severity.WARNING,
            (Label(material.sources.word(scene.file, other.line, other.id), "the same words"),),
        )
        return


def _is_open(choice: Choice) -> Expression | None:
    """When a choice can be picked."""
    parts = [negate(lock.condition) for lock in choice.locks]
    own = [] if choice.condition is None else [choice.condition]
    return conjunction((*own, *parts)) if own or parts else None
