"""The compiler as a list of calls: from the files of a folder to a story and what is wrong with it.

Every problem of every file is found in one run. A story with errors is not given out.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ulysse_game.compiler.build import build
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.declare import declare
from ulysse_game.compiler.desk import Desk, EnoughError
from ulysse_game.compiler.hold import hold_back
from ulysse_game.compiler.memory import Fresh
from ulysse_game.compiler.sources import Source, Texts, read_sources
from ulysse_game.compiler.story_files import sort_files
from ulysse_game.diagnostics import Diagnostic, Severity, has_errors

MOST_ERRORS = 2_000
"""After so many errors nothing more is read."""


def compile_files(folder: Path) -> Compiled:
    """Compile the story in ``folder``; never raises for anything the files hold."""
    with collector_off():
        return compile_sources(*read_sources(folder))


@contextmanager
def collector_off() -> Iterator[None]:
    """No garbage is looked for meanwhile: a compile makes a great many objects and drops few."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compile_sources(
    sources: list[Source], problems: list[Diagnostic], memory: Fresh | None = None
) -> Compiled:
    """Compile these files; with a ``memory``, read only those that have changed since."""
    memory = memory or Fresh()
    memory.begin(sources)
    desk = Desk(Declarations(), problems, MOST_ERRORS)
    desk.broken = {each.span.file: "" for each in problems if each.severity is Severity.ERROR}
    story = None
    try:
        files = sort_files(desk, sources, memory)
        declaring = declare(desk, files)
        story = build(desk, files, declaring, sources, memory)
    except EnoughError:
        pass  # so much is wrong that reading on would help nobody
    found = hold_back(desk.diagnostics, desk.broken, desk.lost)
    ordered = tuple(sorted(found, key=lambda each: each.span))
    story = None if has_errors(ordered) else story
    return Compiled(story, ordered, Texts(sources), desk.units, desk.declared)
