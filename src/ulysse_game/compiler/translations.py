"""Translations: PO catalogues read beside the story and checked against it.

One catalogue for each chapter and language, ``languages/fr/ulysse.po``, and ``world.po`` for what
belongs to no chapter. The unit is the text block; ``msgctxt`` is its line id, ``msgid`` the source
with each paragraph on one line. A translation may use other logic than its source, any reading
expression; it must have the same speakers, echoes and page breaks. A stale one (its source has
changed since) is still shown while these agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from ulysse_game.compiler.checks.walk import marks_of
from ulysse_game.compiler.desk import Desk, Unit
from ulysse_game.compiler.line_renames import renames_of
from ulysse_game.compiler.memory import Fresh
from ulysse_game.compiler.po import Places, PoEntry, plain_lines, read_po
from ulysse_game.compiler.prose import At
from ulysse_game.compiler.sources import Source
from ulysse_game.compiler.yaml_text import UNWELCOME
from ulysse_game.diagnostics import Diagnostic, Severity, Span, did_you_mean
from ulysse_game.diagnostics.plain_text import piles
from ulysse_game.story import Block, Paragraph, World

LANGUAGE = re.compile(r"languages/([a-z]{2,3}(?:_[A-Z]{2})?)/[^/]+\.po")
_STEERING_ESCAPE = re.compile(r"\\[bfrv]")
_SPEECH = re.compile(r"(?:[a-z][a-z0-9_]*\??(?: \([^)]*\))?): ")
_DIRECTIVE = re.compile(r"\{(?:if |else|end|page)")
_BALANCE = re.compile(r"\\.|[{}]").findall


class Entry(NamedTuple):
    """One entry of a catalogue; ``written`` is the entry as its file has it."""

    line_id: str
    source: str
    words: str
    is_fuzzy: bool
    file: str
    line: int
    written: PoEntry


class Catalogue(NamedTuple):
    """Everything translated into one language, by line id."""

    language: str
    entries: dict[str, Entry]

    def elides(self, person: str, otherwise: bool) -> bool:
        """Whether a word before this name elides (``d’Eva``); ``yes`` or ``no`` in the PO."""
        entry = self.entries.get(f"person.{person}.vowel")
        return entry.words == "yes" if entry is not None and entry.words else otherwise


def read_catalogues(
    desk: Desk, sources: list[Source], memory: Fresh, was: tuple[tuple[str, str, str], ...] = ()
) -> dict[str, Catalogue]:
    """The catalogues by language, in the names of today; what cannot be read is reported.

    ``was`` are the story's renames: an entry of an old name is that of the new one, unless the
    new one has words already.
    """
    found: dict[str, Catalogue] = {}
    renamed: list[tuple[Catalogue, Entry]] = []
    renames = renames_of(was, desk.declared.variables.values())
    for source in sources:
        if not source.file.endswith(".po"):
            continue
        match = LANGUAGE.fullmatch(source.file)
        if match is None:
            desk.warn(
                "catalogue-elsewhere",
                "a catalogue stands in `languages/LANGUAGE/`.",
                Span(source.file, 1, 1),
                "move it, for example to `languages/fr/`; nobody reads it here.",
            )
            continue
        catalogue = found.setdefault(match[1], Catalogue(match[1], {}))
        for entry in memory.entries(source, desk, partial(_entries, desk, source)):
            if was:
                today = renames.line_id(entry.line_id)
                words, before = renames.words(entry.words), renames.words(entry.source)
                if today != entry.line_id:
                    entry = entry._replace(line_id=today, words=words, source=before)
                    renamed.append((catalogue, entry))
                    continue
                if words != entry.words or before != entry.source:
                    entry = entry._replace(words=words, source=before)
            _add(desk, catalogue, entry)
    for catalogue, entry in renamed:
        known = catalogue.entries.get(entry.line_id)
        if known is None or not known.words:
            catalogue.entries[entry.line_id] = entry
    for catalogue in found.values():
        _note_genders(desk, catalogue)
    return found


def _add(desk: Desk, catalogue: Catalogue, entry: Entry) -> None:
    first = catalogue.entries.get(entry.line_id)
    if first is None:
        catalogue.entries[entry.line_id] = entry
        return
    desk.error(
        "duplicate-translation",
        f"`{entry.line_id}` is translated twice.",
        Span(entry.file, entry.line, 1),
        f"the first stands in {first.file}:{first.line}.",
    )


def _entries(desk: Desk, source: Source) -> list[Entry]:
    return [*_read_entries(desk, source)]


def _read_entries(desk: Desk, source: Source) -> Iterator[Entry]:
    try:
        text = plain_lines(source.data.decode("utf-8"))
    except UnicodeDecodeError:
        desk.error("not-utf8", "a catalogue is text in UTF-8.", Span(source.file, 1, 1))
        return
    odd = _unshown(text)
    if odd:
        line, column = text.count("\n", 0, odd[0]) + 1, odd[0] - text.rfind("\n", 0, odd[0])
        _refuse_sign(desk, odd[1], Span(source.file, line, column))
        return
    has_escapes = _STEERING_ESCAPE.search(text) is not None
    catalogue = read_po(text)
    if catalogue.bad_line:
        _refuse_line(desk, source.file, catalogue.bad_line, text.split("\n"))
        return
    for each in catalogue.entries:
        if each.is_obsolete or each.is_header:
            continue
        # What was written as an escape is a sign now.
        if has_escapes and (odd := _unshown(f"{each.context}{each.source}{each.words}")):
            _refuse_sign(desk, odd[1], Span(source.file, each.line, 1))
            continue
        if each.context is None:
            desk.warn(
                "unknown-line-id",
                "this entry has no `msgctxt`, so nobody knows what it translates.",
                Span(source.file, each.line, 1),
                'it names the text, such as `msgctxt "kitchen.wait"`.',
            )
            continue
        yield Entry(
            each.context, each.source, each.words, each.is_fuzzy, source.file, each.line, each
        )


def _unshown(text: str) -> tuple[int, str] | None:
    """The first sign, or pile of marks, that no text may hold: where it stands, and its code."""
    odd = (
        None if text.isascii() and text.replace("\n", "").isprintable() else UNWELCOME.search(text)
    )
    if odd is not None:
        return odd.start(), "control-character"
    start, _ = next(piles(text), (-1, 0))
    return None if start < 0 else (start, "too-many-marks")


def _refuse_sign(desk: Desk, code: str, span: Span) -> None:
    told = "this sign" if code == "control-character" else "this pile of marks"
    desk.error(code, f"{told} cannot be shown.", span, "delete it.")


def _refuse_line(desk: Desk, file: str, line: int, lines: list[str]) -> None:
    here = lines[line - 1] if line <= len(lines) else ""
    told, help = _why_refused(here.strip(" \t"))
    span = Span(file, line, len(here) - len(here.lstrip()) + 1, max(len(here.strip()), 1))
    desk.error("catalogue-syntax", told, span, help)


def _why_refused(line: str) -> tuple[str, str]:
    """What is wrong with a line of a catalogue, and what to write."""
    word = re.match(r"msg[a-z]*|(?=\")", line)
    quotes = len(re.findall(r'(?<!\\)(?:\\\\)*"', line))
    if word is None and not quotes:
        return "this line stands outside quotes.", f'write `"{line[:40]}"`.'
    if word and word[0] and word[0] not in _KEYWORDS:
        near = did_you_mean(word[0], _KEYWORDS)
        return f"`{word[0]}` is no word of a catalogue.", near or _PO_FORM
    if word and quotes == 1:
        return "a quote is opened here and not closed.", 'end the line with `"`.'
    if word and quotes > 2:
        told = "a quote within the words ends them."
        return told, 'write `\\"`, or the quotes of the language: “ ”, « ».'
    if word and not quotes:
        return "the words stand in straight quotes.", f'write `{word[0]} "…"`.'
    return "this is not the form of a PO catalogue.", _PO_FORM


_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
_PO_FORM = "an entry is `msgctxt`, `msgid`, `msgstr`, each with text in straight quotes."


def _note_genders(desk: Desk, catalogue: Catalogue) -> None:
    genders: dict[tuple[str, str], str] = {}
    for line_id, entry in catalogue.entries.items():
        parts = line_id.split(".")
        if len(parts) == 4 and parts[0] == "word" and parts[3] == "gender":
            genders[parts[1], parts[2]] = entry.words
    desk.declared.word_genders[catalogue.language] = genders


def translate(desk: Desk, catalogue: Catalogue, world: World, memory: Fresh) -> dict[str, Block]:
    """The blocks of one language; entries that do not fit are reported and left out."""
    blocks: dict[str, Block] = {}
    for line_id, entry in catalogue.entries.items():
        if not entry.words:
            continue
        unit = desk.units.get(line_id)
        if unit is None:
            _unknown(desk, entry, world)
            continue
        language = catalogue.language
        read = partial(_block, desk, language, unit, entry)
        block = memory.translated(language, entry, unit, desk, read)
        if block is not None:
            blocks[line_id] = block
    return blocks


def _unknown(desk: Desk, entry: Entry, world: World) -> None:
    head, _, last = entry.line_id.rpartition(".")
    kind, _, person = head.partition(".")
    if last == "gender" and kind == "word":
        return
    if last == "vowel" and kind == "person" and any(each.id == person for each in world.people):
        return
    desk.warn(
        "unknown-line-id",
        f"the story has no text `{entry.line_id}`.",
        Span(entry.file, entry.line, 1),
        desk.declared.near(entry.line_id, desk.units),
    )


def _block(desk: Desk, language: str, unit: Unit, entry: Entry) -> Block | None:
    if unit.note == "plain":
        words = desk.renamed(entry.words)
        return Block(unit.line_id, "", (Paragraph("narration", (words,)),))
    source = desk.blocks[unit.line_id]
    is_stale = entry.is_fuzzy or entry.source != source_text(unit)
    problems = _Aside(desk, entry)
    at = At(entry.file, entry.line, 1, 1)
    scope = unit.scope._replace(language=language)
    before = len(desk.diagnostics)
    kept = desk.blocks, desk.units, desk.spoken
    desk.blocks, desk.units, desk.spoken = {}, {}, {}
    (desk.line if unit.is_line else desk.block)(unit.line_id, entry.words, at, scope)
    block = desk.blocks[unit.line_id]._replace(scene=source.scene)
    desk.blocks, desk.units, desk.spoken = kept
    found = desk.diagnostics[before:]
    del desk.diagnostics[before:]
    differs = _difference(source, block)
    if is_stale and (differs or any(each.severity is Severity.ERROR for each in found)):
        problems.warn(
            "stale-translation",
            "the source has changed so much that it is shown instead.",
            "translate it anew.",
        )
        return None
    for each in found:
        problems.add(each)
    if differs and any(each.code in ("unknown-speaker", "speech-form") for each in found):
        return None  # the one that speaks was told already
    if differs:
        problems.error(
            "translation-differs", differs, "a translation keeps speakers, echoes and page breaks."
        )
        return None
    if is_stale:
        problems.hint(
            "stale-translation", "the source has changed since; this is still shown.", "review it."
        )
    return block


class _Aside:
    """Diagnostics about one entry: at its first line, or where exactly its words are wrong."""

    def __init__(self, desk: Desk, entry: Entry) -> None:
        self.desk, self.entry = desk, entry
        self._rows: list[str] = []
        self._starts: list[int] = []
        self._places: Places | None = None

    def _at(
        self, code: str, message: str, help: str, severity: Severity, span: Span | None = None
    ) -> None:
        span = span or Span(self.entry.file, self.entry.line, 1)
        text = f"`{self.entry.line_id}`: {message}"
        self.desk.report(Diagnostic(code, text, span, help, severity))

    def add(self, found: Diagnostic) -> None:
        """What was found in its words, which were read as if they began where the entry does."""
        if self._places is None:  # once for all that is wrong: a text may be long
            self._places = self.entry.written.places()
            self._rows = self.entry.words.split("\n")
            self._starts = [0, *accumulate(len(each) + 1 for each in self._rows)]
        rows = self._rows
        row = min(max(found.span.line - self.entry.line, 0), len(rows) - 1)
        column = min(found.span.column - 1, len(rows[row]))
        line, start = self._places.of(self._starts[row] + column)
        length = min(found.span.length, max(len(rows[row]) - column, 1))
        span = Span(self.entry.file, line, start, length)
        help = found.help
        if found.code in ("unknown-name", "unknown-speaker") and "did you mean" not in help:
            help = "speakers and what stands in braces keep their names in every language."
        self._at(found.code, found.message, help, found.severity, span)

    def error(self, code: str, message: str, help: str) -> None:
        self._at(code, message, help, Severity.ERROR)

    def warn(self, code: str, message: str, help: str) -> None:
        self._at(code, message, help, Severity.WARNING)

    def hint(self, code: str, message: str, help: str) -> None:
        self._at(code, message, help, Severity.HINT)


def _difference(source: Block, block: Block) -> str:
    """What a translation has otherwise than its source, or nothing."""
    theirs, ours = marks_of(source.items), marks_of(block.items)
    if theirs[0] != ours[0]:
        return f"the source has {_listed(theirs[0])} speak, this {_listed(ours[0])}."
    if sorted(set(theirs[1])) != sorted(set(ours[1])):
        return f"the source marks the echoes {_listed(theirs[1])}, this {_listed(ours[1])}."
    if theirs[2] != ours[2]:
        return "the page breaks are not the same."
    return ""


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "nobody"


def source_text(unit: Unit) -> str:
    """The ``msgid`` of a unit: each paragraph on one line, notes to colleagues left out."""
    return "\n".join(_lines(unit.text))


def _is_in_brace(above: str, line: str) -> bool:
    """Whether a line that looks like a speech is more of the brace that is open above it."""
    if "{" not in above or line[0] in "{>":
        return False
    signs = _BALANCE(above)
    return signs.count("{") > signs.count("}")


def _lines(text: str) -> list[str]:
    """The lines of a block as a catalogue has them."""
    found: list[str] = []
    goes_on = False
    for raw in text.split("\n"):
        line = raw.strip(" ")
        if line.startswith("//"):
            continue
        is_own = line.startswith(">") or bool(_DIRECTIVE.match(line)) or bool(_SPEECH.match(line))
        if line and goes_on and (not is_own or _is_in_brace(found[-1], line)):
            found[-1] += " " + line
            continue
        found.append(line)
        goes_on = bool(line) and not line.startswith(">") and not _DIRECTIVE.match(line)
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    return found
