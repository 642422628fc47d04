"""Catalogues brought in step with the story.

New texts come in empty; changed ones keep their words, marked fuzzy with the source they were made
from; vanished ones are commented out, and come back when they do. An entry whose text has another
name today follows ``was:``, its braces too. Entries stand in the order of the story. Doing it twice
changes nothing, and what a translator's tool wrote stays as it wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ulysse_game.authoring.files import keep_within
from ulysse_game.authoring.translating.files import written_all
from ulysse_game.authoring.translating.header import header_lines, wanted_fields
from ulysse_game.authoring.translating.notes import Notes
from ulysse_game.authoring.translating.units import Wanted, wanted
from ulysse_game.authoring.translating.write import Kept, entry_lines, obsolete_lines
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.compiler.line_renames import Renames, renames_of
from ulysse_game.compiler.po import PoEntry, PoFile, notes_of, plain_lines, read_po


class Written(NamedTuple):
    """What was done to one catalogue: its file, and how many of its texts are in which case.

    ``new`` came in with this update, ``stale`` were marked by it, ``gone`` commented out by it,
    ``back`` revived. ``fuzzy`` and ``missing`` are what a translator has to do now.
    """

    file: str
    texts: int
    missing: int
    fuzzy: int
    new: int
    stale: int
    gone: int
    back: int
    is_changed: bool


class Unreadable(Exception):  # noqa: N818 - a state of affairs
    """A catalogue that is no catalogue: its file and the line; nothing was written."""

    def __init__(self, file: str, line: int) -> None:
        """``line`` of ``file``, from 1, cannot stand there."""
        super().__init__(f"{file}:{line}")
        self.file, self.line = file, line


def update(
    folder: Path,
    compiled: Compiled,
    style: HouseStyle,
    language: str,
    now: str,
    is_asked: bool = False,
) -> list[Written]:
    """Write the catalogues of ``language`` below ``folder``; what was done to each.

    ``now`` is the date for new headers. With ``is_asked`` nothing is written, only told. Raises
    ``Unreadable`` and ``StorageTrouble``, before anything is written, and ``OSError``.
    """
    story = compiled.story
    if story is None:
        raise ValueError("a story with errors has no catalogues")
    home = folder / "languages" / language
    keep_within(folder, (home, *home.glob("*.po")))
    old = {path.stem: _read(path, folder) for path in sorted(home.glob("*.po"))}
    renames = renames_of(story.world.was, story.world.variables)
    known = _known(old.values(), renames)
    catalogues = wanted(Notes(story, compiled.units, style, language), compiled.units)
    for name in old:
        catalogues.setdefault(name, [])  # of a chapter that is gone
    used = {each.line_id for entries in catalogues.values() for each in entries}
    fields = wanted_fields(f"{story.world.id} {story.world.version}", language, now)
    done = [
        _catalogue(name, entries, old.get(name), known, used, renames, fields)
        for name, entries in catalogues.items()
    ]
    # All at once: words that go from one catalogue to another are never in neither.
    changed = written_all({home / told.file: text for text, told in done if text}, is_asked)
    for text, told in done:
        if not text and not is_asked:  # of a chapter that is gone, and nothing was translated in it
            (home / told.file).unlink(missing_ok=True)
    return [
        told._replace(is_changed=not text or home / told.file in changed) for text, told in done
    ]


def templates(compiled: Compiled, style: HouseStyle) -> dict[str, str]:
    """The catalogues without any words, by file name: for tools that merge such templates."""
    story = compiled.story
    if story is None:
        raise ValueError("a story with errors has no catalogues")
    fields = wanted_fields(f"{story.world.id} {story.world.version}", "", "")
    fields |= {"PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE"}
    nothing: dict[str, PoEntry] = {}
    plain = renames_of(())
    found = wanted(Notes(story, compiled.units, style, ""), compiled.units)
    return {
        f"{name}.pot": _catalogue(name, entries, None, nothing, set(), plain, fields)[0]
        for name, entries in found.items()
    }


def _read(path: Path, folder: Path) -> PoFile:
    file = path.relative_to(folder).as_posix()
    try:
        found = read_po(plain_lines(path.read_bytes().decode("utf-8")))
    except UnicodeDecodeError as trouble:
        raise Unreadable(file, trouble.object[: trouble.start].count(b"\n") + 1) from None
    if found.bad_line:
        raise Unreadable(file, found.bad_line)
    return found


def _known(files: Iterable[PoFile], renames: Renames) -> dict[str, PoEntry]:
    """The best entry there is for each line id of today.

    One with words goes before one without, one in use before one commented out, one that has the
    name of today before one of an old name.
    """
    found: dict[str, tuple[tuple[bool, bool, bool], PoEntry]] = {}
    for file in files:
        for entry in file.entries:
            if entry.context:
                today = renames.line_id(entry.context)
                worth = (bool(entry.words), not entry.is_obsolete, today == entry.context)
                if today not in found or found[today][0] < worth:
                    found[today] = worth, entry
    return {line_id: entry for line_id, (_, entry) in found.items()}


def _catalogue(
    name: str,
    entries: list[Wanted],
    old: PoFile | None,
    known: Mapping[str, PoEntry],
    used: set[str],
    renames: Renames,
    fields: dict[str, str],
) -> tuple[str, Written]:
    """The text of one catalogue, nothing if nothing is left in it, and what was done."""
    header = next((each for each in old.entries if each.is_header), None) if old else None
    told = Written(f"{name}.po", len(entries), 0, 0, 0, 0, 0, 0, False)
    parts = [header_lines(header, fields)]
    for each in entries:
        lines, told = _entry(each, known.get(each.line_id), renames, told)
        parts.append(lines)
    for entry in old.entries if old else ():
        today = renames.line_id(entry.context) if entry.context else ""
        if not entry.is_header and today not in used and (entry.words or _own(entry)):
            parts.append(obsolete_lines(entry))
            told = told._replace(gone=told.gone + (not entry.is_obsolete))
    tail = old.tail.strip("\n") if old else ""
    if tail:
        parts.append(tail + "\n")
    return ("\n".join(parts) if len(parts) > 1 else ""), told


def _own(entry: PoEntry) -> bool:
    return any(notes_of(entry.notes, ""))


def _entry(
    each: Wanted, before: PoEntry | None, renames: Renames, told: Written
) -> tuple[str, Written]:
    """The lines of one entry, and the count with it."""
    kept = Kept(before)
    words = "" if before is None else renames.words(before.words)
    previous: tuple[str, str] | None = None
    is_stale = False
    if before is not None and words:
        source = renames.words(before.source)
        if source != each.source:
            is_stale = True
            is_older = kept.is_fuzzy and kept.previous[1]
            previous = kept.previous if is_older else (each.line_id, before.source)
            if renames.words(previous[1]) == each.source:
                previous, is_stale = None, False  # it has become again what was translated
        elif kept.is_fuzzy:
            previous = kept.previous
    lines = entry_lines(kept, each.line_id, each.source, words, each.notes, each.place, previous)
    told = told._replace(
        missing=told.missing + (not words and not each.is_grammar),
        fuzzy=told.fuzzy + (previous is not None),
        new=told.new + (before is None),
        stale=told.stale + is_stale,
        back=told.back + (before is not None and before.is_obsolete and bool(words)),
    )
    return lines, told
