"""The menu: every command of the reading screen, made from the key map."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Row, column, item
from ulysse_game.ui.tui.keys import display
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.wrap import cells

_NAMES = 34  # cells for a command's name, before its keys
_NUMBER = 5  # cells for the number before it


class MenuScreen(Leaf):
    """``picked`` is called with the action of the command that was chosen, the menu closed."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE._replace(keys=("escape",)),
        *(command for command in keys.READING if command.id == "quit"),
    )

    def __init__(self, picked: Callable[[str], None]) -> None:
        super().__init__()
        self._picked = picked

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Menu")

    def with_menu(self, row: Row) -> Row:
        """A row as it is: this is the menu."""
        return row

    def fill(self, keep: bool = False) -> None:
        """Back to the story first, then the commands in the order of the key map."""
        blocks = [item("close", ((self.words("Back to the story"), "option"),), 1, gap=1)]
        known = (*keys.WRITING, *keys.READING) if self.app.options.write else keys.READING
        known = (*known, keys.PALETTE)
        commands = [command for command in known if command.menu and self.app.offers(command.id)]
        shown = {each.id: " ".join(display(each, self.words)) for each in commands if each.keys}
        widest = max(cells(each) for each in shown.values())
        room = min(_NAMES, column(self.app.size.width) - _NUMBER - widest)
        for number, command in enumerate(commands, 2):
            name = self.words(command.label)
            gap = " " * max(2, room - cells(name))
            words: tuple[tuple[str, str], ...] = ((name, "option"),)
            if command.keys:
                words += ((gap, "faint"), (shown[command.id], "faint"))
            blocks.append(item(command.action, words, number))
        self.sheet.show(blocks)

    def chosen(self, item: str) -> None:
        """Closes the menu, then carries out the command."""
        self.app.pop_screen()
        if item != "close":
            self._picked(item)
