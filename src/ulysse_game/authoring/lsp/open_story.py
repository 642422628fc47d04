"""One story folder in an editor: its unsaved texts, and the last reading of it.

``read`` compiles the folder with the unsaved texts laid over it and gives a ``Reading``; the rest
answers from the last one. It is called in one thread at a time, never by the thread that talks
with the editor, which only lays texts here and takes readings. No protocol, no disk but the
compiler's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from ulysse_game.authoring.lint import RULES, check, codes_of
from ulysse_game.authoring.lsp.addresses import address
from ulysse_game.authoring.lsp.known import NO_NAMES, Names, joined, names_of
from ulysse_game.authoring.lsp.place import Sheet, sheet_of
from ulysse_game.authoring.lsp.positions import lines_of
from ulysse_game.compiler import Compiled, Recompiler
from ulysse_game.diagnostics import Diagnostic

if TYPE_CHECKING:
    from ulysse_game.authoring.index import Index

STORY_FILE = "story.yaml"


class Reading:
    """A story as it stood at one moment: what was compiled, what is wrong, its names and sheets.

    ``diagnostics`` are at first those of the compiler and, of files that have not changed, what the
    lint shop said before; ``OpenStory.look`` puts all that it says now in their place.
    ``versions`` are the editor's numbers of the texts that were read.
    """

    def __init__(
        self,
        compiled: Compiled,
        diagnostics: tuple[Diagnostic, ...],
        names: Names,
        sheets: Mapping[str, Sheet],
    ) -> None:
        """All of one compile."""
        self.compiled = compiled
        self.diagnostics = diagnostics
        self.names = names
        self.sheets = sheets
        self.versions: Mapping[str, int] = {}

    @cached_property
    def index(self) -> Index:
        """Where every name stands; made when somebody asks."""
        from ulysse_game.authoring.index import index_of

        return index_of(self.compiled)

    @property
    def is_indexed(self) -> bool:
        """Whether the index was made already, which takes as long as a compile."""
        return "index" in self.__dict__

    def lines(self, file: str) -> list[str]:
        """The lines of a file as they were read; none of a file that is not there."""
        text = self.compiled.sources.get(file)
        return [] if text is None else lines_of(text)


NOTHING_READ = Reading(Compiled(None), (), NO_NAMES, {})
"""What is known of a story that could not be read."""


class OpenStory:
    """A story folder and what an editor holds of it.

    ``unsaved`` are the texts of open files by their name in the story, ``versions`` the editor's
    numbers of these, ``addresses`` what it calls the files. ``reading`` is the last
    one, ``edition`` counts the changes, ``read_edition`` is that which was read.
    ``look_seconds`` is how long the lint shop took last.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing of it has been read yet."""
        self.folder = folder
        self.unsaved: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.addresses: dict[str, str] = {}
        self.reading: Reading | None = None
        self.edition = 0
        self.read_edition = -1
        self.look_seconds = 0.0
        self._recompiler = Recompiler(folder, is_lasting=True)
        self._sheets: dict[str, tuple[str, Sheet]] = {}
        self._sound = NO_NAMES
        self._looked: tuple[Mapping[str, str], tuple[Diagnostic, ...]] = {}, ()

    def address(self, file: str) -> str:
        """The address of a file, as the editor wrote it when it opened the file."""
        return self.addresses.get(file) or address(self.folder / file)

    def read(self, unsaved: Mapping[str, str]) -> Reading:
        """Compile the folder as it is with these texts; in a thread of its own."""
        compiled = self._recompiler.compile(unsaved)
        sheets = {
            file: self._sheet(file, compiled.sources[file])
            for file in compiled.sources
            if file.endswith(".yaml")
        }
        names = names_of(compiled, sheets)
        if compiled.story is not None:
            self._sound = names
        else:
            names = joined(names, self._sound)
        told = check(compiled, rules=()).told
        return Reading(compiled, (*told, *self._said_before(compiled)), names, sheets)

    def look(self, reading: Reading) -> None:
        """Let the lint shop look, too; in the same thread. A story with errors it cannot see."""
        compiled = reading.compiled
        if compiled.story is None:
            return
        began = monotonic()
        found = check(compiled).told
        self.look_seconds = monotonic() - began
        self._looked = dict(compiled.sources), found
        reading.diagnostics = found

    def _said_before(self, compiled: Compiled) -> list[Diagnostic]:
        """What the lint shop said of files that are the same."""
        texts, found = self._looked
        codes = lint_codes()
        return [
            each
            for each in found
            if each.code in codes and texts[each.span.file] == compiled.sources.get(each.span.file)
        ]

    def _sheet(self, file: str, text: str) -> Sheet:
        kept = self._sheets.get(file)
        if kept is None or kept[0] != text:
            kept = self._sheets[file] = text, sheet_of(file, lines_of(text))
        return kept[1]


@cache
def lint_codes() -> frozenset[str]:
    """The codes that the lint shop alone gives."""
    return frozenset(code for rule in RULES for code in codes_of(rule))


def folder_of(path: Path) -> Path | None:
    """The nearest folder upwards with a ``story.yaml``; nothing where there is none."""
    for folder in path.parents:
        if (folder / STORY_FILE).is_file():
            return folder
    return None
