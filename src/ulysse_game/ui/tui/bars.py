"""The lines above and below a sheet, and the sentence in place of all where there is no room.

They draw the rows they are given, in the column of the text, and say which command was clicked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ulysse_game.ui.tui.flow import Block, Row, column, lay
from ulysse_game.ui.tui.links import Link, found_at
from ulysse_game.ui.tui.paint import Painter
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp


class Bar(Widget, inherit_bindings=False):
    """A few rows above or below the sheet, in the same column."""

    DEFAULT_CSS = "Bar { height: 0; width: 1fr; }"

    app: UlysseApp

    class Asked(Message):
        """A command was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, painter: Painter, *, id: str) -> None:
        super().__init__(id=id)
        self.painter = painter
        self.rows: list[Row] = []
        self.left = -1  # where the rows begin, if not where a page would
        self.aside = 0  # cells at the right that belong to a panel beside the text
        self.links: tuple[Link, ...] = ()

    def show(self, rows: list[Row]) -> None:
        """Shows these rows, no rows at all taking no room."""
        if rows == self.rows:
            return
        if len(rows) != len(self.rows):
            self.styles.height = len(rows)
        self.rows = rows
        self.refresh()

    def stand_beside(self, cells_aside: int) -> None:
        """Leaves that many cells at the right to a panel."""
        if cells_aside != self.aside:
            self.aside = cells_aside
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = self.rows[y] if y < len(self.rows) else ()
        return self.painter.strip(row, self._left_of(row), self.size.width)

    def _left_of(self, row: Row) -> int:
        """The cells before a row."""
        if self.left >= 0:
            return self.left
        width = self.size.width
        beside = width - self.aside
        left = (beside - column(beside, self.app.settings.columns)) // 2
        size = sum(cells(words) for words, _ in row)
        if left + size > width:  # the status may be wider than the text
            left = max(0, (width - size) // 2)
        return left

    def on_click(self, event: events.Click) -> None:
        """A click on a command carries it out."""
        if 0 <= event.y < len(self.rows):
            action = found_at(self.links, event.y, event.x - self._left_of(self.rows[event.y]))
            if action:
                event.stop()
                self.post_message(self.Asked(action))


class TooSmall(Widget, inherit_bindings=False):
    """One sentence in place of everything, while the terminal has no room for a page."""

    DEFAULT_CSS = "TooSmall { display: none; width: 100%; height: 100%; }"

    def __init__(self, painter: Painter) -> None:
        super().__init__()
        self.painter = painter
        self.sentence = ""

    def render_line(self, y: int) -> Strip:
        """One row of the sentence."""
        width = max(1, self.size.width)
        rows = lay(Block(((self.sentence, "prose"),), gap=0), width)
        return self.painter.strip(rows[y] if y < len(rows) else (), 0, width)
