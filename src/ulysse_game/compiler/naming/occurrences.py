"""All the names of a story: what the keys say and what the expressions and texts say, as one list.

The story may have mistakes: whatever could be read is there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ulysse_game.compiler.build import build
from ulysse_game.compiler.compile import collector_off
from ulysse_game.compiler.declare import declare
from ulysse_game.compiler.desk import EnoughError
from ulysse_game.compiler.names_of_files import HOUSE_STYLE
from ulysse_game.compiler.naming.occurrence import Occurrence
from ulysse_game.compiler.naming.recording import RecordingDesk
from ulysse_game.compiler.naming.structure import (
    in_chapter,
    in_house_style,
    in_scenes,
    in_story,
    in_world,
)
from ulysse_game.compiler.naming.unfolded import Unfolding
from ulysse_game.compiler.po import PoEntry, plain_lines, read_po
from ulysse_game.compiler.sources import Source
from ulysse_game.compiler.story_files import Files, sort_files
from ulysse_game.diagnostics import Span


def occurrences_of(sources: list[Source]) -> tuple[Occurrence, ...]:
    """Every name in these files, sorted by file, line and column; never raises for what they hold.

    A story is read once more for it: about three times a compile.
    """
    desk, memory = RecordingDesk(), Unfolding()
    found: set[Occurrence] = set()
    with collector_off():
        memory.begin(sources)
        try:
            files = sort_files(desk, sources, memory)
            kept = files._replace(scenes=[*files.scenes])  # a compile lets go of each once read
            declaring = declare(desk, files)
            build(desk, files, declaring, sources, memory)
        except EnoughError:
            return ()
        found.update(placed(_under_keys(kept, desk), memory))
        for source in sources:
            if source.file == HOUSE_STYLE:
                node = memory.nodes(source, lambda _: None)
                entries = () if node is None else node.entries
                style = in_house_style(source.file, entries, desk.declared)
                found.update(placed(style, memory))
        owners = _Owners(found)
        catalogues = {each.file: each.text for each in sources if each.file.endswith(".po")}
        translated = {file: _entries(text) for file, text in catalogues.items()}
        for each in placed(desk.found, memory):
            if each.span.file in translated:
                there = _in_catalogue(each, translated[each.span.file])
                found.update(() if there is None else (owned(there, desk),))
            else:
                within = each.within or owners.of(each.span)
                found.add(owned(each._replace(within=within), desk))
    return tuple(sorted(found, key=lambda each: (each.span, each.kind, each.name)))


def placed(found: Iterable[Occurrence], memory: Unfolding) -> Iterable[Occurrence]:
    """These at their places in the files."""
    for each in found:
        span = memory.place(each.span)
        if span is not None:
            yield each if span is each.span else each._replace(span=span)


def _under_keys(files: Files, desk: RecordingDesk) -> Iterable[Occurrence]:
    declared = desk.declared
    if files.story is not None:
        yield from in_story(files.story.file, files.story.entries)
    for chapter in files.chapters:
        yield from in_chapter(chapter.file, chapter.id, chapter.fields.entries, declared)
    for part in files.world:
        yield from in_world(part.file, part.key.text, part.value, declared)
    for scenes in files.scenes:
        yield from in_scenes(scenes, declared)


def owned(found: Occurrence, desk: RecordingDesk) -> Occurrence:
    """A stat of everybody's under its person's name, or as ``*.stat`` where nobody is named.

    A value or a band is that of the variable that declares it.
    """
    if found.kind not in ("value", "band"):
        return found
    owner, _, value = found.name.rpartition(".")
    stat = owner.rpartition(".")[2]
    everybodys = desk.declared.person_stats.get(stat)
    hers = desk.declared.variables.get(owner)
    if everybodys is None or (hers is not None and "." not in owner):
        return found
    if hers is not None and (hers.values, hers.bands) != (everybodys.values, everybodys.bands):
        return found
    return found._replace(name=f"*.{stat}.{value}")


class _Owners:
    """What each line of a file belongs to: the scene, choice or rule that begins above it."""

    def __init__(self, found: Iterable[Occurrence]) -> None:
        heads: dict[str, dict[int, str]] = {}
        for each in sorted(found, key=lambda each: each.span):
            if each.role == "declared" and each.within and each.kind != "value":
                heads.setdefault(each.span.file, {}).setdefault(each.span.line, each.within)
        self._lines = {file: sorted(lines) for file, lines in heads.items()}
        self._heads = heads

    def of(self, span: Span) -> str:
        lines = self._lines.get(span.file, [])
        place = bisect_right(lines, span.line) - 1
        return self._heads[span.file][lines[place]] if place >= 0 else ""


def _entries(text: str) -> dict[str, PoEntry]:
    found = read_po(plain_lines(text)).entries
    return {each.context: each for each in found if each.context and not each.is_obsolete}


def _in_catalogue(found: Occurrence, entries: dict[str, PoEntry]) -> Occurrence | None:
    """A name of a translated text, where its file has it; nothing where the entry is renamed."""
    entry = entries.get(found.within)
    if entry is None:
        return None
    rows = entry.words.split("\n")
    row = found.span.line - entry.line
    if not 0 <= row < len(rows):
        return None
    offset = sum(len(each) + 1 for each in rows[:row]) + found.span.column - 1
    last = found.name.rpartition(".")[2]
    if entry.words[offset : offset + found.span.length].lower() not in (last, found.name):
        return None  # it is told in the names of today, and the file still has the old ones
    line, column = entry.place(offset)
    if entry.place(offset + found.span.length - 1) != (line, column + found.span.length - 1):
        return None  # cut by the end of a string, as no tool leaves a name
    return found._replace(span=Span(found.span.file, line, column, found.span.length))
