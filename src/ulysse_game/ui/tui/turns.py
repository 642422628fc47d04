"""The list of choices made, newest first: choose one to return to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, item, text
from ulysse_game.ui.tui.leaf import Leaf, bind

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session


class TurnsScreen(Leaf):
    """``picked`` is called with the turn that was chosen, the list closed."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE, *(command for command in keys.READING if command.id == "language")
    )

    def __init__(self, session: Session, picked: Callable[[int | None], None]) -> None:
        super().__init__()
        self.session = session
        self._picked = picked

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Back to an earlier choice")

    def fill(self, keep: bool = False) -> None:
        """One entry for each choice: its label, and where it was made."""
        sentence = self.words("You return to just before the choice. What you leave is kept.")
        blocks: list[Block] = [text(sentence, "faint")]
        for number, turn in enumerate(reversed(self.session.turns), 1):
            place = turn.place.replace(" ", "\xa0")  # whole in one row
            words = ((str(turn.label), "option"), (f"   {place}", "reason"))
            blocks.append(item(str(turn.turn), words, number, gap=1 if number == 1 else 0))
        current = self.sheet.current if keep else ""
        self.sheet.show(blocks, current=current, at="keep" if keep else "top")

    def chosen(self, item: str) -> None:
        """Closes the list and returns there."""
        self.app.pop_screen()
        self._picked(int(item))
