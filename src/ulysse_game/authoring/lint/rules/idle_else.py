"""An ``else`` that the story can never take, as nothing keeps the scene from being entered.

Where ``when`` fails, or somebody whom ``with`` names plainly is not there, ``else`` says what
happens instead. Where neither can be, nobody will ever come by that way.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.declared import key_span
from ulysse_game.authoring.lint.material import Material
from ulysse_game.diagnostics import Diagnostic, Severity

CODES = ("idle-else",)


def look(material: Material) -> Iterator[Diagnostic]:
    """Each ``else`` without anything that could fail."""
    for id, scene in material.story.scenes.items():
        if not scene.otherwise or scene.when is not None:
            continue
        if any(not each.maybe for each in scene.cast):
            continue
        name = material.sources.word(scene.file, scene.line, id)
        yield Diagnostic(
            "idle-else",
            f"`{id}` has an `else` and nothing that could keep one out.",
            key_span(material.sources, (scene.file,), (id, "else")) or name,
            "write the `when`, or name in `with` who has to be there; or take the `else` out.",
            Severity.WARNING,
        )
