"""Cutting a paragraph into lines, measured in the cells of a terminal.

Every front end that sets prose uses this one function, so a line breaks at the same word in the
full screen and in line mode. French hangs its punctuation on spaces that must never break; the
standard library's ``textwrap`` counts characters and knows nothing of cells, so it is not used.

Nothing here knows a colour, a key or a story. Words are never changed, only parted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ulysse_game.view.page import Run

# Letters, digits, signs, rules, blocks and braille of one cell each: nearly every line of this
# story and its screens. A text made of these alone is as wide as it is long, and the tables of
# ``wcwidth`` need not be imported.
_NARROW = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0373\u0384-\u0386\u0388-\u038a\u038e-\u03a1"
    "\u03a3-\u03ff\u0400-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u202f-\u205e"
    "\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2190-\u21ff\u2212\u2248\u2260\u2261\u2264\u2265"
    "\u23af\u2500-\u25fc\u25ff\u2640\u2642\u2800-\u28ff]*"
)

# Spaces and joiners that hold what stands on both sides of them on one line.
GLUE = "\xa0\u2007\u202f\u2060\u2011"

# Where a line may end besides at a space: after a hyphen that joins two halves of a word, each
# long enough to read alone (``dit-il`` and ``-40`` stay whole), and after a dash set solid.
_PIECE = re.compile(
    r"(?<=[^\W\d_]{2}[-\u2010])(?=[^\W\d_]{4})|(?<=[^\s\u2013\u2014-][\u2013\u2014])(?=[^\W\d_])"
)
_WORD = re.compile(r"[ \t\n\r]*[^ \t\n\r]+")
_BLANKS = " \t\n\r"


def cells(text: str) -> int:
    """How many cells of a terminal ``text`` takes, without its marks; never below zero."""
    if _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth, wcwidth

    width: int = wcswidth(text)
    if width < 0:  # a control character: count what can be seen
        width = sum(max(0, wcwidth(sign)) for sign in text)
    return width


def wrap(
    runs: Sequence[Run], width: int, first_indent: str = "", indent: str = ""
) -> list[list[Run]]:
    """``runs`` as lines of at most ``width`` cells, each a list of runs.

    The first line begins with ``first_indent``, the others with ``indent``; both count towards
    the width, and are left out where they would leave less than two cells. Lines end at spaces,
    after a hyphen within a word or after a dash, never at a no-break space; a word is cut only
    if it is longer than a line. Spaces at the end of a line are dropped, others kept. Text
    without words gives one empty line. ``width`` below 1 is taken as 1; at that width a sign of
    two cells still stands, alone.
    """
    width = max(1, width)
    if cells(first_indent) > width - 2:
        first_indent = ""
    if cells(indent) > width - 2:
        indent = ""
    text = "".join(run.text for run in runs)
    lines: list[list[Run]] = []
    for start, end in spans(text, width - cells(first_indent), width - cells(indent)):
        lead = indent if lines else first_indent
        line = part(runs, start, end)
        if lead and line:
            line.insert(0, Run(lead))
        lines.append(line)
    return lines


def part(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs between two places of their joined text, empty ones left out."""
    parts: list[Run] = []
    at = 0
    for run in runs:
        after = at + len(run.text)
        if after > start and at < end:
            words = run.text[max(0, start - at) : end - at]
            if words:
                parts.append(run if words == run.text else run._replace(text=words))
        at = after
        if at >= end:
            break
    return parts


def spans(text: str, first_width: int, width: int) -> list[tuple[int, int]]:
    """Where the lines of ``text`` begin and end; the first may have a width of its own."""
    lines: list[tuple[int, int]] = []
    room = first_width
    start = end = 0  # of the line being filled
    used = 0  # its cells
    for blanks, at, after, size in _pieces(text):
        gap = at - blanks if end > start or not lines else 0
        if used + gap + size <= room:
            if end == start:
                start = at if lines else blanks
            end = after
            used += gap + size
            continue
        if end > start:
            lines.append((start, end))
            room = width
        while size > room:
            cut = _cut(text, at, after, room)
            if cut >= after:
                break
            lines.append((at, cut))
            room = width
            size -= cells(text[at:cut])
            at = cut
            if size <= 4 * room:  # only the end is measured whole: a word may have a million signs
                size = cells(text[at:after])
        start, end, used = at, after, size
    lines.append((start, end))
    return lines


def _pieces(text: str) -> list[tuple[int, int, int, int]]:
    """What cannot be broken: where the spaces before it begin, its start, end and cells."""
    pieces = []
    narrow = _NARROW.fullmatch(text) is not None
    breakable = "-" in text or "\u2014" in text or "\u2013" in text or "\u2010" in text
    for found in _WORD.finditer(text):
        blanks, after = found.span()
        at = after - len(found[0].lstrip(_BLANKS))
        if breakable:
            for cut in _PIECE.finditer(text, at, after):
                middle = cut.start()
                size = middle - at if narrow else cells(text[at:middle])
                pieces.append((blanks, at, middle, size))
                blanks = at = middle
        pieces.append((blanks, at, after, after - at if narrow else cells(text[at:after])))
    return pieces


def _cut(text: str, start: int, end: int, room: int) -> int:
    """The place within an overlong word where a line of ``room`` cells must end.

    At least one sign is taken. A sign keeps the accents that stand on it, and the place is moved
    back from a no-break space if there is another one to be had.
    """
    places: list[int] = []
    at = start
    while at < end:
        after = at + 1
        while after < end and cells(text[after]) == 0:
            after += 1
        if places and cells(text[start:after]) > room:
            break
        places.append(after)
        at = after
    for place in reversed(places):
        if place >= end or (text[place] not in GLUE and text[place - 1] not in GLUE):
            return place
    return places[-1]
