"""What the catalogues of one language hold for each text of the story as it is today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.line_renames import renames_of
from ulysse_game.compiler.po import PoEntry, plain_lines, previous_of, read_po
from ulysse_game.compiler.translations import source_text


class Held(NamedTuple):
    """One text and its translation.

    ``source`` is the source as it is, ``before`` what the words were made from: the same, or an
    older one, or nothing where nobody knows. ``is_stale`` is a translation that somebody should
    look at; ``is_shown`` one that players read all the same.
    """

    unit: Unit
    source: str
    before: str
    file: str
    entry: PoEntry
    is_stale: bool
    is_shown: bool

    @property
    def words(self) -> str:
        """The translation."""
        return self.entry.words


def languages_of(compiled: Compiled) -> tuple[str, ...]:
    """The languages that a story is translated into, by its catalogues."""
    story = compiled.story
    return () if story is None else story.world.languages[1:]


def catalogue_files(compiled: Compiled, language: str) -> list[str]:
    """The catalogues of a language, by their path in the story folder."""
    home = f"languages/{language}/"
    files = (file for file in compiled.sources if file.startswith(home) and file.endswith(".po"))
    return sorted(file for file in files if "/" not in file[len(home) :])


def held(compiled: Compiled, language: str) -> Iterator[Held]:
    """The texts of the story that have an entry with words, in the order of the catalogues."""
    story = compiled.story
    if story is None:
        return
    renames = renames_of(story.world.was, story.world.variables)
    seen: set[str] = set()
    for file in catalogue_files(compiled, language):
        for entry in read_po(plain_lines(compiled.sources[file])).entries:
            line_id = renames.line_id(entry.context or "")
            unit = compiled.units.get(line_id)
            if unit is None or entry.is_obsolete or not entry.words or line_id in seen:
                continue
            seen.add(line_id)
            source = source_text(unit)
            before = renames.words(entry.source)
            if entry.is_fuzzy and before == source:
                before = renames.words(previous_of(entry.notes)[1])
            is_stale = entry.is_fuzzy or before != source
            is_shown = story.is_translated(line_id, language)
            yield Held(unit, source, before, file, entry, is_stale, is_shown)
