"""What comes of compiling a folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.story.story import Story

if TYPE_CHECKING:
    from ulysse_game.compiler.declarations import Declarations
    from ulysse_game.compiler.desk import Unit
    from ulysse_game.diagnostics import Diagnostic


class Compiled(NamedTuple):
    """The story, or nothing when there are errors; and all that is wrong.

    ``sources`` holds each file's text, for underlining. ``units`` holds every text as its source
    has it, by line id, for translators' tools. ``declared`` is what names mean, for walkthroughs.
    All three are missing when the story came from the cache.
    """

    story: Story | None
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = {}
    units: Mapping[str, Unit] = {}
    declared: Declarations | None = None
