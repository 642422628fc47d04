"""All fixes over a story, in an order in which each may count on those before it.

First what needs no compiler, as YAML may not be able to read the file at all; then what the
compiler's diagnostics ask for; the words last. Whatever is asked for, a story that could be
played before can be played after, or nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from ulysse_game.authoring.edits import Edit, edited
from ulysse_game.authoring.fix import (
    bars,
    catalogue,
    guesses,
    ids,
    label_lines,
    line_ends,
    order,
    spaces,
    typography,
)
from ulysse_game.authoring.fix.sheet import CATALOGUE, Sheet
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.choices import PLACEHOLDER
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.sources import Source
from ulysse_game.compiler.translations import source_text
from ulysse_game.diagnostics import Diagnostic

Fixes = Callable[[Sheet], Iterable[Edit]]

KINDS: Mapping[str, str] = {
    "line-ends": "line ends and marks of other systems",
    "spaces": "spaces at line ends, and tabs",
    "bars": "prose put behind a bar",
    "label-lines": "empty lines after labels",
    "ids": "names for choices called `say`",
    "guess": "misspelt names",
    "order": "keys put in order",
    "typography": "quotes, spaces and dots",
    "catalogues": "sources that follow the story’s words",
}
"""What can be mended, in the order in which it is, and how a report calls it."""

ONLY_IF_ASKED = frozenset(("guess", "order"))
"""Kinds that are a matter of taste, or of luck."""

_ALONE: tuple[tuple[str, Fixes], ...] = (("spaces", spaces.fixes), ("bars", bars.fixes))
_COMPILED: tuple[tuple[str, Fixes], ...] = (
    ("label-lines", label_lines.fixes),
    ("guess", guesses.fixes),
    ("ids", ids.fixes),
    ("order", order.fixes),
    ("typography", typography.fixes),
)
_ROUNDS = 4
"""How often a kind is run over a file until it finds nothing more."""


class Done(NamedTuple):
    """How many things of one kind were mended in one file."""

    file: str
    kind: str
    times: int


class Mended(NamedTuple):
    """The files that change, whole, and what was done in them.

    ``broke`` is nothing, or what the compiler would say of a story that was sound before: then
    nothing may be written, and the mistake is ours.
    """

    files: Mapping[str, bytes]
    done: tuple[Done, ...]
    broke: tuple[Diagnostic, ...] = ()


def mend(
    sources: Iterable[Source],
    kinds: Collection[str] = frozenset(KINDS) - ONLY_IF_ASKED,
    files: Collection[str] | None = None,
) -> Mended:
    """Mend these kinds in these files of a story (all, if none are given).

    ``sources`` are all files of the story, as ``compiler.sources.read_sources`` gives them.
    Catalogues follow the words of the files that change, asked for or not.
    """
    return _Mending(list(sources), frozenset(kinds), files).run()


def fixes_for(diagnostic: Diagnostic, compiled: Compiled) -> tuple[Edit, ...]:
    """The edits that mend what one diagnostic is about; none if only the writer can.

    They are of the file as ``compiled.sources`` has it. Guesses are among them: an editor shows
    what it would do before it does it.
    """
    file = diagnostic.span.file
    if file not in compiled.sources:
        return ()
    text = compiled.sources[file]
    if line_ends.mended(text)[0].rstrip("\n") != text.rstrip("\n"):
        return ()  # places would be of other lines; such a file is mended whole
    sheet = _sheet(file, text, compiled.units.values(), (diagnostic,), _language_of(compiled))
    for codes, fixes in (
        (guesses.CODES, guesses.fixes),
        (label_lines.CODES, label_lines.fixes),
        (ids.CODES, ids.fixes),
        (spaces.CODES, spaces.fixes),
        (bars.CODES, bars.fixes),
        (typography.CODES, typography.fixes),
    ):
        if diagnostic.code in codes:
            found = tuple(each for each in fixes(sheet) if _is_about(each, diagnostic))
            if found:
                return found
    return ()


def _is_about(edit: Edit, diagnostic: Diagnostic) -> bool:
    """Whether an edit is on the line of a diagnostic; of a tab, every line that has one is."""
    if diagnostic.code == "tab-indent":
        return True
    return edit.line <= diagnostic.span.line <= max(edit.end_line, edit.line + 1)


class _Mending:
    """One run over a story: its texts as they stand, and what was done so far."""

    def __init__(
        self, sources: list[Source], kinds: frozenset[str], files: Collection[str] | None
    ) -> None:
        self.before = {source.file: source.data for source in sources}
        self.kinds = kinds
        self.texts: dict[str, str] = {}
        for source in sources:
            text = line_ends.text_of(source.data)
            if text is not None:
                self.texts[source.file] = text
        self.chosen = [file for file in self.texts if files is None or file in files]
        self.counts: dict[tuple[str, str], int] = {}

    def run(self) -> Mended:
        was = self._compiled(self.before)
        for file in self.chosen:
            self._alone(file)
        now = was if self._data() == self.before else self._compiled(self._data())
        old = now
        for kind, fixes in _COMPILED:
            for _ in range(_ROUNDS):
                if kind not in self.kinds or not self._over_all(kind, fixes, now):
                    break
                now = self._compiled(self._data())
        self._follow(old, now)
        data = self._data()
        changed = {file: each for file, each in data.items() if each != self.before[file]}
        broke: tuple[Diagnostic, ...] = ()
        if changed and was.story is not None:
            now = self._compiled(data)
            broke = now.diagnostics if now.story is None else ()
        done = (Done(*each, count) for each, count in sorted(self.counts.items()) if count)
        return Mended(changed, tuple(done), broke)

    def _data(self) -> dict[str, bytes]:
        return {**self.before, **{file: text.encode() for file, text in self.texts.items()}}

    def _compiled(self, data: Mapping[str, bytes]) -> Compiled:
        return compile_sources([Source(file, each) for file, each in data.items()], [])

    def _alone(self, file: str) -> None:
        """What needs no compiler."""
        if "line-ends" in self.kinds:
            text, count = line_ends.mended(self.texts[file])
            self._take(file, "line-ends", text, count)
        if "\r" in self.texts[file]:
            return  # lines that others end otherwise cannot be told apart here
        for kind, fixes in _ALONE:
            for _ in range(_ROUNDS if kind in self.kinds else 0):
                before = self.texts[file]
                if self._once(kind, fixes, Sheet(file, before)) == before:
                    break

    def _over_all(self, kind: str, fixes: Fixes, compiled: Compiled) -> bool:
        """Whether anything was to be mended of this kind in any file."""
        units: dict[str, list[Unit]] = {}
        for unit in compiled.units.values():
            units.setdefault(unit.at.file, []).append(unit)
        found: dict[str, list[Diagnostic]] = {}
        for each in compiled.diagnostics:
            found.setdefault(each.span.file, []).append(each)
        language = _language_of(compiled)
        changed = False
        for file in self.chosen:
            if "\r" in self.texts[file]:
                continue
            sheet = _sheet(
                file,
                self.texts[file],
                compiled.units.values() if CATALOGUE.fullmatch(file) else units.get(file, ()),
                found.get(file, ()),
                language,
            )
            changed |= self._once(kind, fixes, sheet) != sheet.text
        return changed

    def _once(self, kind: str, fixes: Fixes, sheet: Sheet) -> str:
        """Run a kind over a file; its text afterwards."""
        edits = list(fixes(sheet))
        text = edited(sheet.text, edits) if edits else sheet.text
        self._take(sheet.file, kind, text, len(edits))
        return text

    def _take(self, file: str, kind: str, text: str, count: int) -> None:
        if text != self.texts[file]:
            self.texts[file] = text
            self.counts[file, kind] = self.counts.get((file, kind), 0) + count

    def _follow(self, old: Compiled, now: Compiled) -> None:
        """Let the catalogues follow what was corrected in the story's own words."""
        renamed = _renamed(old, now)
        sources = {}
        for line_id, unit in old.units.items():
            found = now.units.get(renamed.get(line_id, line_id))
            if found is not None and found.text != unit.text and unit.note != "plain":
                sources[line_id] = source_text(unit), source_text(found)
            elif found is not None and found.text != unit.text:
                sources[line_id] = unit.text, found.text
        if not sources and not renamed:
            return
        for file in self.texts:
            if CATALOGUE.fullmatch(file) and "\r" not in self.texts[file]:
                sheet = Sheet(file, self.texts[file])
                edits = list(catalogue.followed(sheet, sources, renamed))
                self._take(file, "catalogues", edited(sheet.text, edits), len(edits))


def _renamed(old: Compiled, now: Compiled) -> dict[str, str]:
    """Line ids of choices that had the placeholder and got a name, where a scene had only one."""
    placeholders = [
        unit for line_id, unit in old.units.items()
        if line_id.partition(".")[2].partition(".")[0] == PLACEHOLDER
    ]  # fmt: skip
    if not placeholders:
        return {}
    now_at = {_line_of(each): each.line_id for each in now.units.values()}
    found = {}
    for unit in placeholders:
        new = now_at.get(_line_of(unit), unit.line_id)
        if new != unit.line_id and new.partition(".")[0] == unit.line_id.partition(".")[0]:
            found[unit.line_id] = new
    return found


def _line_of(unit: Unit) -> tuple[str, int, int]:
    """The line a text begins on, and how deep its id is: a reason may stand on its label's line."""
    return unit.at.file, unit.at.line, unit.line_id.count(".")


def _sheet(
    file: str,
    text: str,
    units: Collection[Unit],
    diagnostics: Iterable[Diagnostic],
    language: str,
) -> Sheet:
    translated = CATALOGUE.fullmatch(file)
    return Sheet(
        file,
        text,
        translated[1] if translated else language,
        () if translated else tuple(unit for unit in units if unit.at.file == file),
        tuple(each for each in diagnostics if each.span.file == file),
        frozenset(unit.line_id for unit in units if unit.is_line) if translated else frozenset(),
    )


def _language_of(compiled: Compiled) -> str:
    """The language of the story's own words."""
    if compiled.story is not None:
        return compiled.story.world.language
    from ulysse_game.compiler.read_yaml import read_yaml

    node = read_yaml("story.yaml", compiled.sources.get("story.yaml", ""), lambda _: None)
    for key, value in node.entries if node is not None else ():
        if key.text == "language":
            return str(getattr(value, "text", "")) or "en"
    return "en"
