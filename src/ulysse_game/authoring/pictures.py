"""The pictures of a story: whether each plate that is declared can be drawn.

A picture is a PNG file ``plates/NAME.png`` in the story's folder. Words stand for it wherever none
is drawn, so a missing one is a warning and never an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ulysse_game.authoring.lint.declared import key_span, world_files
from ulysse_game.authoring.lint.places import Sources
from ulysse_game.compiler import Compiled
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.storage import read_plate
from ulysse_game.view.picture import BadPicture, read_png


def missing_pictures(compiled: Compiled, folder: Path) -> tuple[Diagnostic, ...]:
    """A warning for each plate without a picture, where the story itself has no errors."""
    return tuple(_missing(compiled, folder)) if compiled.story is not None else ()


def _missing(compiled: Compiled, folder: Path) -> Iterator[Diagnostic]:
    assert compiled.story is not None
    sources = Sources(compiled.sources)
    for plate in compiled.story.world.plates:
        trouble = _trouble(read_plate(folder, plate))
        if trouble:
            files = world_files(sources)
            span = key_span(sources, files, ("plates", plate)) or Span("world/plates.yaml", 1, 1)
            yield Diagnostic(
                "plate-without-picture",
                f"the plate `{plate}` has no picture: {trouble}",
                span,
                f"put a PNG file there, `plates/{plate}.png`; until then its words are read.",
                Severity.WARNING,
            )


def _trouble(data: bytes | None) -> str:
    """Why this cannot be drawn, or nothing."""
    if data is None:
        return "its file cannot be read."
    try:
        read_png(data)
    except BadPicture as bad:
        return str(bad)
    return ""
