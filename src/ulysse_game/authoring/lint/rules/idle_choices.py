"""Choices of one scene that come to the same: whichever is picked, nothing of its own follows.

One choice may simply go on, beside others that do something: not to do it is a choice too. Of two
that give no words, do nothing and lead nowhere of their own, nobody will ever know which was taken,
unless something asks for it later.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.exclusive import may_both_hold
from ulysse_game.authoring.lint.material import Material
from ulysse_game.diagnostics import Diagnostic, Label, Severity
from ulysse_game.story import Choice, Scene

CODES = ("idle-choice",)


def look(material: Material) -> Iterator[Diagnostic]:
    """Each choice that makes no difference from one above it."""
    for scene in material.story.scenes.values():
        if len(scene.choices) < 2 or scene.pick:
            continue
        idle = [
            choice
            for choice in scene.choices
            if isinstance(choice, Choice) and not _does_something(choice)
        ]
        if len(idle) > 1:
            yield from _alike(material, scene, idle)


def _alike(material: Material, scene: Scene, idle: list[Choice]) -> Iterator[Diagnostic]:
    """The idle ones beside which another may stand open."""
    called = material.uses.found.called
    before: list[Choice] = []
    for choice in idle:
        if ("taken", f"{scene.id}.{choice.id}") in called:
            continue
        other = next((e for e in before if may_both_hold(choice.condition, e.condition)), None)
        before.append(choice)
        if other is None:
            continue
        yield Diagnostic(
            "idle-choice",
            f"nothing comes of `{choice.id}`, and nothing of `{other.id}`: it is the same which "
            "of them is picked.",
            material.sources.word(scene.file, choice.line, choice.id),
            "write what it gives after an empty line, or what it does, or where it leads.",
            Severity.WARNING,
            (Label(material.sources.word(scene.file, other.line, other.id), "the other"),),
        )


def _does_something(choice: Choice) -> bool:
    return bool(
        choice.gives
        or choice.goto
        or choice.effects
        or choice.detour
        or choice.clock
        or choice.observe
        or choice.once
        or choice.hears
        or choice.tags
    )
