"""The views of the writers' panel, and how a writer looks at them.

One ``Looking`` is shared by the panel beside the page and the one over it, so that both show the
same when a terminal changes its size. It draws nothing and reads no session.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ulysse_game.ui.tui.flow import Block, Row, item
from ulysse_game.view.words import marked
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.authoring.panel import Row as PanelRow
    from ulysse_game.ui.tui.app import UlysseApp
    from ulysse_game.ui.tui.game import Words

VIEWS = (
    ("overview", marked("This page"), marked("Nothing of that name.")),
    ("why", marked("Choices"), marked("No choice is written here.")),
    ("cards", marked("Cards"), marked("No deck is drawn here.")),
    ("grouped", marked("Values"), marked("Nothing of that name.")),
    ("changes", marked("Changes"), marked("Nothing changed.")),
    ("rules", marked("Rules"), marked("The story has no rules.")),
)
"""The method of ``Panel`` that gives a view, its name, and what is said where it is empty."""

VALUES = next(number for number, view in enumerate(VIEWS) if view[0] == "grouped")

BESIDE = 110
"""Columns of a terminal from which on there is room beside the page."""
NARROWEST, WIDEST, PAGE = 44, 60, 80
"""Columns of the panel beside the page, at least and at most, and those that it leaves the page
where it can: the text stands in its widest column then."""

ROLES = {
    "head": "strong", "strong": "strong", "yes": "prose", "no": "closed", "changed": "key",
    "faint": "faint",
}  # fmt: skip


class Looking:
    """``view`` is a number in ``VIEWS``; ``find`` a part of names and meanings of values.

    ``is_whole`` shows also the values that are as they began; ``is_beside`` that the panel is open
    beside the page, wherever there is room for it.
    """

    def __init__(self) -> None:
        self.view = 0
        self.find = ""
        self.is_whole = False
        self.is_beside = False

    def turn(self, way: int) -> None:
        """To the next view, or the one before; what was looked for is forgotten."""
        self.view = (self.view + way) % len(VIEWS)
        self.find = ""


def looking(app: UlysseApp) -> Looking:
    """How the writer looks at the panel in this application."""
    if app.looking is None:
        app.looking = Looking()
    return app.looking


def beside_width(width: int) -> int:
    """How wide the panel is beside the page, in a terminal of ``width`` columns."""
    return max(NARROWEST, min(WIDEST, width - PAGE))


def tabs(view: int, width: int, say: Words) -> Row:
    """The names of all views, the present one strong; it alone, counted, where they do not fit."""
    names = [say(name) for _, name, _ in VIEWS]
    if cells("  ".join(names)) > width:
        return ((names[view], "strong"), (f"  ←  {view + 1}/{len(VIEWS)}  →", "faint"))
    return tuple(
        (("  " if number else "") + name, "strong" if number == view else "faint")
        for number, name in enumerate(names)
    )


def blocks_of(rows: Iterable[PanelRow], is_airy: bool = False) -> list[Block]:
    """Rows as blocks: those that lead somewhere can be chosen, a dot is before what changed."""
    found: list[Block] = []
    for row in rows:
        lead = "   " + ("  " * row.depth or " ")  # room for the mark, and for a dot beside it
        role = ROLES.get(row.role, "option" if row.item else "prose")
        gap = 1 if found and (row.role == "head" or (is_airy and not row.depth)) else 0
        first = lead[:-2] + "• " if row.role == "changed" else lead
        block = item(row.item, ((row.words, role),), 0, gap)
        found.append(block._replace(lead=(first, "key"), indent=lead + "  "))
    return found


__all__ = [
    "BESIDE",
    "VALUES",
    "VIEWS",
    "Looking",
    "beside_width",
    "blocks_of",
    "looking",
    "tabs",
]
