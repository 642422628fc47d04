"""Two pages of a playthrough beside one another: where they part, what was chosen, what differs.

In two columns where there is room, else one after the other under the letters A and B.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, Row, Span, lay, literal, text
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.packing import DOT, packed
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.play.comparison import Comparison
    from ulysse_game.play.tree import Moment
    from ulysse_game.ui.tui.game import Session

NAMES = ("A", "B")
_BETWEEN = 4  # cells between two columns
_LEAST = 60  # cells of a column of text that are enough for two
_MOST = 8  # choices shown of a side at its beginning, and as many at its end


class CompareScreen(Leaf):
    """Reads two pages of ``session`` by their nodes."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE,
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )

    def __init__(self, session: Session, one: int, other: int) -> None:
        super().__init__()
        self.session = session
        self._pair = one, other

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Two moments")

    def fill(self, keep: bool = False) -> None:
        """Where they part, the choices since, and everything that is not the same."""
        found = self.session.compared(*self._pair)
        one, other = found.one, found.other
        blocks = [
            text(self.words("They part here: {page}", page=_told(found.parting)), "faint"),
            _beside([(_told(one.moment), "strong")], [(_told(other.moment), "strong")]),
            self._titled(self.words("Chosen since")),
            _beside(self._choices(one.choices), self._choices(other.choices)),
            *self._differences(found),
        ]
        self.sheet.show(blocks, at="keep" if keep else "top")

    def _titled(self, words: str) -> Block:
        return Block(((words, "second"),), gap=2)

    def _choices(self, choices: Sequence[str]) -> list[Span]:
        """Each choice a paragraph; of many, the first and the last."""
        if not choices:
            return [(self.words("nothing"), "faint")]
        if len(choices) <= 2 * _MOST:
            return [(label, "picked") for label in choices]
        left = self.words("… {count} more …", count=len(choices) - 2 * _MOST)
        first, last = choices[:_MOST], choices[-_MOST:]
        return [
            *((label, "picked") for label in first),
            (left, "faint"),
            *((label, "picked") for label in last),
        ]

    def _differences(self, found: Comparison) -> list[Block]:
        blocks: list[Block] = []
        for part in found.parts:
            blocks.append(self._titled(part.title))
            for each in part.differences:
                if each.what:
                    blocks.append(text(literal(each.what), "faint"))
                sides = [[(told or "–", "prose")] for told in (each.one, each.other)]
                blocks.append(_beside(sides[0], sides[1], gap=0 if each.what else 1))
        if not blocks:
            blocks.append(text(self.words("Nothing differs."), "faint", gap=2))
        return blocks


def _told(moment: Moment) -> str:
    """A page by chapter, place and time, and its ending if it is one."""
    return DOT.join(literal(part).replace(" ", "\xa0") for part in moment.where)


def _beside(one: Sequence[Span], other: Sequence[Span], gap: int = 1) -> Block:
    """Paragraphs of two sides in one block."""
    words = tuple((literal(told), role) for told, role in (*one, *other))
    return Block(words, gap=gap, drawn=partial(_drawn, one, other))


def _drawn(one: Sequence[Span], other: Sequence[Span], width: int) -> list[Row]:
    """The rows of two sides in a column of this width."""
    if width < _LEAST:
        return [*_side(NAMES[0], one, width), *_side(NAMES[1], other, width)]
    half = (width - _BETWEEN) // 2
    left, right = _side(NAMES[0], one, half), _side(NAMES[1], other, half)
    rows: list[Row] = []
    for a, b in zip_longest(left, right, fillvalue=()):
        used = sum(cells(words) for words, _ in a)
        rows.append((*a, (" " * (width - half - used), "prose"), *b) if b else a)
    return rows


def _side(name: str, paragraphs: Sequence[Span], width: int) -> list[Row]:
    """The rows of one side: its letter, then its paragraphs."""
    rows: list[Row] = []
    for told, role in paragraphs:
        lead = "   " if rows else f"{name}  "
        if role == "strong":  # the page itself, by its parts
            for row in packed(told.split(DOT), width - len(lead)):
                rows += lay(Block(((row, role),), (lead, "key"), "   ", gap=0), width)
                lead = "   "
            continue
        sign = "› " if role == "picked" else ""  # as the page shows a choice that was made
        block = Block(((told, role),), (lead + sign, "key"), "   " + " " * len(sign), gap=0)
        rows += lay(block, width)
    return rows


__all__ = ["NAMES", "CompareScreen"]
