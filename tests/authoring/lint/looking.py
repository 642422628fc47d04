"""Rules at work on tiny stories: what they find, as short lines."""

from __future__ import annotations

from tests.compiler.small import SCENES, compiled
from ulysse_game.authoring.lint import Material, material_of
from ulysse_game.authoring.lint.shop import look
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.diagnostics import Diagnostic, render


def material(files: dict[str, str] | str = "", **more: str) -> Material:
    """The material of the small world with these files in it, which must have no errors."""
    found: Compiled = compiled(files, **more)
    assert found.story is not None, render(found.diagnostics, found.sources, "human")
    return material_of(found, HouseStyle())


def found(rule: str, files: dict[str, str] | str = "", **more: str) -> list[Diagnostic]:
    """What a rule finds in it."""
    return sorted(look(rule)(material(files, **more)), key=lambda each: each.span)


def told(rule: str, files: dict[str, str] | str = "", **more: str) -> list[str]:
    """The same as ``LINE:COLUMN code words``, of the scenes alone; words are the underlined."""
    seen = material(files, **more)
    return [
        f"{span.line}:{span.column} {code} "
        + seen.sources.line(span.file, span.line)[span.column - 1 :][: span.length]
        for code, _, span, *_ in sorted(look(rule)(seen), key=lambda each: each.span)
        if span.file == SCENES
    ]
