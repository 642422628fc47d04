"""From a page to blocks of words, and from a block to the rows of a column.

A block is a paragraph, a choice or an entry of a list: words with roles, an indent, an empty row
or more before it, and perhaps the item that it stands for. Laying out knows widths and no
toolkit. Every word that comes from a story or a save is made literal here: control characters
and signs that turn the writing direction never get further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ulysse_game.view.page import Line, Option, Page, Run
from ulysse_game.view.typography import label, spoken, wide_spaces
from ulysse_game.view.wrap import cells, spans

Words = Callable[..., str]
Span = tuple[str, str]  # words, role
Row = tuple[Span, ...]

# Prose is read best in lines of this length, in cells.
COLUMN = 72

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Block(NamedTuple):
    """Words that stand together.

    ``lead`` opens the first row, ``indent`` the others; ``gap`` rows stay empty before it.
    ``item`` is what choosing it means, empty for mere text; a closed item cannot be chosen.
    """

    words: tuple[Span, ...]
    lead: Span = ("", "")
    indent: str = ""
    gap: int = 1
    item: str = ""
    is_open: bool = True
    centred: bool = False

    @property
    def text(self) -> str:
        """Its words without roles."""
        return "".join(words for words, _ in self.words)


def literal(text: str) -> str:
    """``text`` without anything a terminal could take for a command."""
    return _UNSAFE.sub("", text) if _UNSAFE.search(text) else text


def column(width: int) -> int:
    """The width of the text in a view of ``width`` cells: margins first, then at most 72."""
    margin = 4 if width >= 76 else 2 if width >= 30 else 0
    return max(1, min(COLUMN, width - 2 * margin))


def lay(block: Block, width: int) -> list[Row]:
    """The rows of a block, its empty rows first, none wider than ``width`` cells."""
    lead, lead_role = literal(block.lead[0]), block.lead[1]
    words = [(literal(text), role) for text, role in block.words]
    text = "".join(part for part, _ in words)
    indent = block.indent
    if cells(lead) > width - 8:
        lead = ""
    if cells(indent) > width - 8:
        indent = ""
    rows: list[Row] = [()] * block.gap
    first = True
    for start, end in spans(text, width - cells(lead), width - cells(indent)):
        row = list(_part(words, start, end))
        if first and lead:
            row.insert(0, (lead, lead_role))
        elif not first and indent and row:
            row.insert(0, (indent, "prose"))
        if block.centred:
            size = sum(cells(part) for part, _ in row)
            row.insert(0, (" " * ((width - size) // 2), "prose"))
        rows.append(tuple(row))
        first = False
    return rows


def _part(words: Sequence[Span], start: int, end: int) -> Iterable[Span]:
    """The spans between two places of their joined words."""
    at = 0
    for text, role in words:
        after = at + len(text)
        if after > start and at < end:
            yield text[max(0, start - at) : end - at], role
        at = after
        if at >= end:
            return


def story_blocks(lines: Sequence[Line], language: str, thin: bool = True) -> list[Block]:
    """The lines of a page as blocks, in order, one for one.

    With ``thin`` false, thin no-break spaces are shown as ordinary ones, for fonts without them.
    """
    blocks = []
    before = ""
    for line in lines:
        block = _block(line, language, before)
        if not thin:
            block = block._replace(words=tuple((wide_spaces(t), r) for t, r in block.words))
        blocks.append(block)
        before = line.kind
    return blocks


def _block(line: Line, language: str, before: str) -> Block:
    """One line of a page; ``before`` is the kind of the line above."""
    match line.kind:
        case "speech":
            return _speech(line, language)
        case "screen":
            words = _roles(line.runs, "screen", "screen")
            return Block(words, ("    ", "prose"), "      ", gap=0 if before == "screen" else 1)
        case "title":
            return Block(_roles(line.runs, "title", "title"), gap=2)
        case "chapter":
            title = _roles(line.runs, "chapter", "chapter")
            second = (("   " + line.manner, "second"),) if line.manner else ()
            return Block((*title, *second), gap=2)
        case "break":
            return Block((("·   ·   ·", "faint"),), gap=2, centred=True)
        case "picked":
            return Block(_roles(line.runs, "picked", "picked"), ("› ", "picked"), "  ", gap=2)
        case _:
            return Block(_roles(line.runs, "prose", "emphasis"))


def _speech(line: Line, language: str) -> Block:
    """A paragraph of speech: who speaks, then the words, the rest set in by two cells."""
    inner = line.voice in ("inner", "repeats")
    words = _roles(spoken(line, language), "prose", "emphasis")
    who = label(line)
    if who:
        role = "inner" if inner else f"voice {line.speaker}"
        words = ((who, role), ("  ", "prose"), *words)
    return Block(words, indent="  " if who else "")


def _roles(runs: Iterable[Run], role: str, emphasis: str) -> tuple[Span, ...]:
    """Runs as spans."""
    return tuple((run.text, emphasis if run.emphasis else role) for run in runs)


def option_blocks(options: Sequence[Option], thin: bool = True) -> list[Block]:
    """The choices of a page: open ones numbered, closed ones with their reason."""
    blocks = []
    number = 0
    for at, option in enumerate(options):
        gap = 2 if at == 0 else 0
        if option.is_open:
            number += 1
            block = item(option.id, _roles(option.label, "option", "emphasis"), number, gap)
        else:
            block = _closed(option, gap)
        if not thin:
            block = block._replace(words=tuple((wide_spaces(t), r) for t, r in block.words))
        blocks.append(block)
    return blocks


def _closed(option: Option, gap: int) -> Block:
    """A choice that cannot be taken: its label and, in brackets, why; or why alone."""
    label_words = _roles(option.label, "closed", "closed")
    reason = _roles(option.reason, "reason", "reason")
    if label_words and reason:
        words = (*label_words, ("  (", "closed"), *reason, (")", "closed"))
    else:
        words = label_words or reason
    return Block(words, ("  –  ", "closed"), "     ", gap, item=option.id, is_open=False)


def item(name: str, words: tuple[Span, ...], number: int, gap: int = 0) -> Block:
    """A numbered entry that can be chosen; ``number`` 0 leaves the number out."""
    lead = f"{number:>3}  " if number else "     "
    return Block(words, (lead, "number"), "     ", gap, item=name)


def text(words: str, role: str = "prose", gap: int = 1) -> Block:
    """A paragraph of the game's own words."""
    return Block(((words, role),), gap=gap)


def status_row(page: Page, width: int) -> Row:
    """The gauges that fit in ``width`` cells, in order, the highlighted one always among them."""
    between = " · "
    gauges = [gauge for gauge in page.status if gauge.text]
    room = width
    kept: set[str] = set()
    for gauge in sorted(gauges, key=lambda gauge: not gauge.highlight):
        size = cells(literal(gauge.text)) + (len(between) if kept else 0)
        if size <= room:
            kept.add(gauge.id)
            room -= size
        elif not gauge.highlight:
            break
    row: list[Span] = []
    for gauge in gauges:
        if gauge.id in kept:
            if row:
                row.append((between, "status"))
            row.append((literal(gauge.text), "seats" if gauge.highlight else "status"))
    return tuple(row)
