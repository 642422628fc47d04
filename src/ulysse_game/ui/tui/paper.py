"""What words stand on: the ship's screens, paper forms, the notebook; and how a chapter opens.

Rows go in and rows come out, as wide as the column. It knows no story and no colour: a paper is a
few signs and the role of its ground, and without grounds the signs alone must do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ulysse_game.view.wrap import cells

Span = tuple[str, str]
Row = tuple[Span, ...]

NO_BREAK = "\xa0"


class Paper(NamedTuple):
    """``left`` and ``right`` stand beside every row; ``corners`` are those of its edges, if any.

    ``fill`` is the role of all that is not words, ``ground`` what is behind it.
    """

    left: str
    right: str
    fill: str
    ground: str
    corners: str = ""


PAPERS = {
    "screen": Paper("▏ ", "  ", "glass", "glass"),
    "form": Paper("│ ", " │", "edge", "paper", "┌┐└┘"),
    "hand": Paper("┊ ", "  ", "edge", "paper"),
}
SIDES = 4
"""Cells that a paper takes from the column, left and right together."""
_LEAST = 12  # cells that must be left for words; a narrower column has no paper


def room_on(paper: str, width: int) -> int:
    """How many cells words have on a paper in a column of ``width``."""
    return width - SIDES if paper and width >= _LEAST + SIDES else width


def edges_above(paper: str, edges: str, width: int) -> int:
    """How many rows a paper has above its first words."""
    has = "t" in edges and PAPERS[paper].corners if paper else ""
    return 1 if has and width >= _LEAST + SIDES else 0


def on_paper(rows: Sequence[Row], paper: str, edges: str, width: int) -> list[Row]:
    """Rows of at most ``room_on`` cells, on their paper; ``edges`` of ``t`` and ``b`` are drawn."""
    if width < _LEAST + SIDES:
        return list(rows)
    left, right, fill, ground, corners = PAPERS[paper]
    own = (paper, f"{paper}_emphasis")
    made: list[Row] = []
    for row in rows:
        used = sum(cells(words) for words, _ in row)
        rest = " " * (width - SIDES - used) + right
        inked = tuple((words, role if role in own else f"{role}@{ground}") for words, role in row)
        made.append(((left, fill), *inked, (rest, fill)))
    if corners:
        line = "─" * (width - 2)
        if "t" in edges:
            made.insert(0, ((corners[0] + line + corners[1], fill),))
        if "b" in edges:
            made.append(((corners[2] + line + corners[3], fill),))
    return made


def opening(title: str, code: str, width: int, is_low: bool) -> list[Row]:
    """The head of a chapter: its title set wide, its second code at the other end, a rule."""
    wide = spaced(title)
    shown = wide if cells(wide) <= width and not is_low else title
    size, size_of_code = cells(shown), cells(code)
    if not code:
        rows: list[Row] = [((shown, "chapter"),)]
    elif size + 3 + size_of_code <= width:
        gap = " " * (width - size - size_of_code)
        rows = [((shown, "chapter"), (gap, "prose"), (code, "code"))]
    else:
        rows = [((shown, "chapter"),), ((code, "code"),)]
    rule: Row = (("─" * width, "rule"),)
    return rows if is_low else [*rows, rule, ()]


def spaced(title: str) -> str:
    """A title in capitals set wide, as on a title page: never broken."""
    return NO_BREAK.join(title.upper().replace(" ", NO_BREAK))
