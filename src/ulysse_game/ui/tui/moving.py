"""Moving about in a sheet: the actions of keys that every screen and the writers’ panel share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ulysse_game.ui.tui.sheet import Sheet


class Moving:
    """Moving about in a sheet."""

    sheet: Sheet

    def action_number(self, number: int) -> None:
        """Takes a choice by its number, or goes to it, unless figures are not to choose."""
        if self.sheet.app.settings.digits == "on":
            self.sheet.take_number(number)

    def action_down(self) -> None:
        """To the next item."""
        self.sheet.step(1)

    def action_up(self) -> None:
        """To the item before."""
        self.sheet.step(-1)

    def action_take(self) -> None:
        """Takes the marked item."""
        self.sheet.take()

    def action_page_down(self) -> None:
        """Reads on by a screen, two lines staying."""
        self.sheet.read_on()

    def action_page_up(self) -> None:
        """Reads back by a screen."""
        self.sheet.scroll_rows(-max(1, self.sheet.size.height - 2))

    def action_home(self) -> None:
        """To the first line."""
        self.sheet.to_start()

    def action_end(self) -> None:
        """To the last line."""
        self.sheet.to_end()
