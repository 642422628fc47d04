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

from ulysse_game.ui.tui.paper import edges_above, on_paper, opening, room_on
from ulysse_game.view.page import Line, Option, Page, Run
from ulysse_game.view.typography import label, spoken, wide_spaces
from ulysse_game.view.wrap import cells, spans

Words = Callable[..., str]
Span = tuple[str, str]  # words, role
Row = tuple[Span, ...]
Drawing = Callable[[int], "list[Row] | None"]

# Prose is read best in lines of this length, in cells.
COLUMN = 72

MOST_NUMBERS = 9
"""So many entries can be chosen by their number."""
_ALONE = 5
"""Cells of a last word, its marks with it, up to which it does not stand alone in a row."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


class Block(NamedTuple):
    """Words that stand together.

    ``lead`` opens the first row, ``indent`` the others; ``gap`` rows stay empty before it.
    ``item`` is what choosing it means, empty for mere text; a closed item cannot be chosen.
    ``drawn`` gives the rows of a picture in a column of some width, or nothing where the words
    stand for it; with ``heads`` it stands above the words, not in their place. ``who`` says it:
    their sign stands in the margin, and ``is_far`` puts a rail under it. ``paper`` is what it is
    written on, which begins and ends where ``edges`` has a ``t`` and a ``b``. ``code`` makes of
    the words the title of a chapter: it stands at the other end.
    """

    words: tuple[Span, ...]
    lead: Span = ("", "")
    indent: str = ""
    gap: int = 1
    item: str = ""
    is_open: bool = True
    centred: bool = False
    drawn: Drawing | None = None
    heads: bool = False
    who: str = ""
    is_far: bool = False
    paper: str = ""
    edges: str = ""
    code: str | None = None

    @property
    def text(self) -> str:
        """Its words without roles."""
        return "".join(words for words, _ in self.words)


def literal(text: str) -> str:
    """``text`` without anything a terminal could take for a command."""
    return _UNSAFE.sub("", text) if _UNSAFE.search(text) else text


def column(width: int, most: int = COLUMN) -> int:
    """The width of the text in a view of ``width`` cells: margins first, then at most ``most``."""
    margin = 4 if width >= 76 else 2 if width >= 30 else 0
    return max(1, min(most, width - 2 * margin))


def lay(block: Block, width: int, is_low: bool = False) -> list[Row]:
    """The rows of a block, its empty rows first, none wider than ``width`` cells.

    Where the view is low no row is given to edges and rules.
    """
    gap: list[Row] = [()] * gap_of(block, is_low)
    if block.drawn is not None:
        picture = block.drawn(width)
        if picture and block.heads:
            below = lay(block._replace(drawn=None, gap=1), width, is_low)
            return [*gap, *picture, *below]
        if picture is not None and not block.heads:
            return [*gap, *picture] if picture else []
    if block.code is not None:
        head = opening(literal(block.text), literal(block.code), width, is_low)
        if all(sum(cells(words) for words, _ in row) <= width for row in head):
            return [*gap, *head]
    if not block.paper:
        return [*gap, *_lay_words(block, width)]
    rows = _lay_words(block, room_on(block.paper, width))
    if "t" not in block.edges:  # the paper goes on from what is above
        rows, gap = [*gap, *rows], []
    edges = "" if is_low else block.edges
    return [*gap, *on_paper(rows, block.paper, edges, width)]


def gap_of(block: Block, is_low: bool) -> int:
    """How many rows stay empty before a block: one at most where the view is low."""
    return min(block.gap, 1) if is_low else block.gap


def rows_above(block: Block, width: int, is_low: bool) -> int:
    """How many rows a block has above its first words."""
    return gap_of(block, is_low) + edges_above(block.paper, "" if is_low else block.edges, width)


def _lay_words(block: Block, width: int) -> list[Row]:
    """The rows of a block's words."""
    lead, lead_role = literal(block.lead[0]), block.lead[1]
    words = [(literal(text), role) for text, role in block.words]
    text = "".join(part for part, _ in words)
    indent = block.indent
    if cells(lead) > width - 8:
        lead = ""
    if cells(indent) > width - 8:
        indent = ""
    rows: list[Row] = []
    room = width - cells(indent)
    for start, end in _accompanied(text, spans(text, width - cells(lead), room), room):
        row = list(_part(words, start, end))
        if not rows and lead:
            row.insert(0, (lead, lead_role))
        elif rows and indent and row:
            row.insert(0, (indent, block.lead[1] if block.paper else "prose"))
        if block.centred:
            size = sum(cells(part) for part, _ in row)
            row.insert(0, (" " * ((width - size) // 2), "prose"))
        rows.append(tuple(row))
    return rows


def _accompanied(text: str, lines: list[tuple[int, int]], room: int) -> list[tuple[int, int]]:
    """The lines, one short word never alone in the last: it is given the word before it."""
    if len(lines) < 2:
        return lines
    (first, last), (start, end) = lines[-2:]
    cut = text.rfind(" ", first, last)
    stays = text[first:cut].strip(" ")
    if cells(text[start:end]) > _ALONE or " " in text[start:end] or " " not in stays:
        return lines
    if cells(text[cut + 1 : end]) > room // 2:
        return lines
    return [*lines[:-2], (first, first + len(text[first:cut].rstrip(" "))), (cut + 1, end)]


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


def story_blocks(
    lines: Sequence[Line],
    language: str,
    thin: bool = True,
    plates: Callable[[str], Drawing] | None = None,
) -> list[Block]:
    """The lines of a page as blocks, in order, one for one; ``plates`` draws their pictures.

    With ``thin`` false, thin no-break spaces are shown as ordinary ones, for fonts without them.
    """
    blocks = []
    for at, line in enumerate(lines):
        before = lines[at - 1].kind if at else ""
        after = lines[at + 1].kind if at + 1 < len(lines) else ""
        block = _block(line, language, before, after)
        if not thin:
            block = block._replace(words=tuple((wide_spaces(t), r) for t, r in block.words))
        if line.plate and plates is not None:
            block = block._replace(drawn=plates(line.plate), heads=line.kind == "chapter")
        blocks.append(block)
    return blocks


def _block(line: Line, language: str, before: str, after: str) -> Block:
    """One line of a page, between two others of these kinds."""
    match line.kind:
        case "speech":
            return _speech(line, language)
        case "screen" | "form" | "hand" as paper:
            edges = ("" if before == paper else "t") + ("" if after == paper else "b")
            words = _roles(line.runs, paper, f"{paper}_emphasis")
            lead = _BOXES.get(line.line_id.rpartition(".")[2], "") if paper == "form" else ""
            gap = 0 if before == paper else 1
            is_alone = paper not in (before, after)
            indent = "" if paper == "hand" and is_alone else "  "
            return Block(words, (lead, paper), indent, gap, paper=paper, edges=edges)
        case "title":
            return Block(_roles(line.runs, "title", "title"), gap=2)
        case "chapter":
            return Block(_roles(line.runs, "chapter", "chapter"), gap=2, code=line.manner)
        case "plate":
            return Block(_roles(line.runs, "faint", "faint"), gap=1)
        case "break":
            return Block((("·   ·   ·", "faint"),), gap=2, centred=True)
        case "picked":
            return Block(_roles(line.runs, "picked", "picked"), ("› ", "picked"), "  ", gap=2)
        case _:
            return Block(_roles(line.runs, "prose", "emphasis"))


# What became of a line of the notebook, by the end of its id, as a form shows it.
_BOXES = {"recorded": "■ ", "softened": "◧ "}


def _speech(line: Line, language: str) -> Block:
    """A paragraph of speech: who speaks, then the words, the rest set in by two cells."""
    inner = line.voice in ("inner", "repeats")
    who = label(line)
    is_far = who.startswith("[")
    kind = "radio" if is_far else "prose"
    words = _roles(spoken(line, language), kind, "radio_emphasis" if is_far else "emphasis")
    if who:
        role = f"{'inner' if inner else 'voice'} {line.speaker}"
        words = ((who, role), ("  ", "prose"), *words)
    return Block(words, indent="  " if who else "", who=line.speaker if who else "", is_far=is_far)


def _roles(runs: Iterable[Run], role: str, emphasis: str) -> tuple[Span, ...]:
    """Runs as spans."""
    return tuple((run.text, emphasis if run.emphasis else role) for run in runs)


def option_blocks(options: Sequence[Option], thin: bool = True, paper: str = "") -> list[Block]:
    """The choices of a page: open ones numbered, closed ones with their reason; on their paper."""
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
        if paper:
            edges = ("" if at else "t") + ("b" if at == len(options) - 1 else "")
            block = block._replace(paper=paper, edges=edges)
        blocks.append(block)
    return blocks


def paper_of(lines: Sequence[Line]) -> str:
    """What the choices under these lines are written on: a form, if one lies on the table."""
    for line in lines:
        if line.kind == "form" and not line.line_id.startswith("observation."):
            return "form"
    is_asked = bool(lines) and lines[-1].line_id.endswith(".notebook")
    return "form" if is_asked and lines[-1].kind == "hand" else ""


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
    """A numbered entry that can be chosen; a number without a key of its own is left out."""
    lead = f"{number:>3}  " if 1 <= number <= MOST_NUMBERS else "     "
    return Block(words, (lead, "number"), "     ", gap, item=name)


def text(words: str, role: str = "prose", gap: int = 1) -> Block:
    """A paragraph of the game's own words."""
    return Block(((words, role),), gap=gap)


def status_row(page: Page, width: int, *, highlights: bool = True) -> Row:
    """The gauges that fit in ``width`` cells, in order, the highlighted one always among them.

    Without ``highlights`` it is there and looks like the others: it stands out elsewhere.
    """
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
            stands_out = gauge.highlight and highlights
            row.append((literal(gauge.text), "seats" if stands_out else "status"))
    return tuple(row)
