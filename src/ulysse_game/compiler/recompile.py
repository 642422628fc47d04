"""Compiling a story again and again while somebody writes it.

What a file gave is given again while nothing that it depends on has changed, so an edit of a few
words costs little more than the file they stand in. What comes of it is what compiling afresh would
give: only the time is another.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path

from ulysse_game.compiler.compile import collector_off, compile_sources
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.memory import Remembering
from ulysse_game.compiler.names_of_files import is_story_file
from ulysse_game.compiler.sources import Source, read_sources


class Recompiler:
    """Compiles one folder whenever it is asked to, reading again only what changed."""

    def __init__(self, folder: Path, *, is_lasting: bool = False) -> None:
        """Nothing has been compiled yet.

        ``is_lasting`` is for a process that lives for this story: garbage is never looked for
        again in what the first compile has made. Each thorough search would go through all of it,
        which takes longer than compiling one file again.
        """
        self.folder = folder
        self._memory = Remembering()
        self._is_to_freeze = is_lasting

    def compile(self, unsaved: Mapping[str, str] = {}) -> Compiled:
        """The story as it stands; never raises for anything that files hold.

        ``unsaved`` are texts that an editor holds, by their file's name in the story, and count in
        the place of what is on the disk; also of a file that is not there yet.
        """
        with collector_off():
            sources, problems = read_sources(self.folder)
            if unsaved:
                kept = {source.file: source for source in sources}
                for file, text in unsaved.items():
                    if is_story_file(file.rpartition("/")[2]):
                        kept[file] = Source(file, text.encode("utf-8", "surrogatepass"))
                sources = [kept[file] for file in sorted(kept)]
                problems = [each for each in problems if each.span.file not in unsaved]
            compiled = compile_sources(sources, problems, self._memory)
            if self._is_to_freeze:
                self._is_to_freeze = False
                gc.freeze()
            return compiled
