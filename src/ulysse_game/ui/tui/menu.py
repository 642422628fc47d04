"""The menu: every command of the reading screen, made from the key map; each key does there what it
does on the page. Where rows are few, the commands come before the heading and the air around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Row, column, item
from ulysse_game.ui.tui.keys import Command, display
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.links import MORE
from ulysse_game.view.wrap import cells

_NAMES = 34  # cells for a command's name, before its keys
_NUMBER = 5  # cells for the number before it
_KNOWN = tuple(command for command in (*keys.WRITING, *keys.READING, keys.PALETTE) if command.menu)


class MenuScreen(Leaf):
    """``picked`` is called with the action of the command that was chosen, the menu closed."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE._replace(keys=("escape",)),
        *(command._replace(action=f"pick('{command.id}')") for command in _KNOWN),
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

    def head_rows(self, roomy: bool) -> list[Row]:
        """The heading with the air around it, the heading alone, or nothing, as there is room."""
        rows = super().head_rows(roomy)
        room = self.app.size.height - self._entries - len(self.foot_rows(self.text_width, roomy))
        if len(rows) <= room:
            return rows
        return [row for row in rows if row][: max(0, room)]

    def foot_rows(self, width: int, roomy: bool) -> list[Row]:
        """The rows below, with a sign at their end while there is more to see."""
        rows = super().foot_rows(width, roomy)
        if self._entries + len(rows) > self.app.size.height:
            rows = [row for row in rows if row]
        if self.sheet.is_at_end or self.is_saying:
            return rows
        row = rows[-1] if rows else ()
        gap = " " * max(1, width - 1 - sum(cells(words) for words, _ in row))
        return [*rows[:-1], (*row, (gap, "faint"), (MORE, "marker"))]

    def fill(self, keep: bool = False) -> None:
        """Back to the story first, then the commands in the order of the key map."""
        blocks = [item("close", ((self.words("Back to the story"), "option"),), 1)]
        commands = list(self._commands())
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

    @property
    def _entries(self) -> int:
        """How many there are, one row each."""
        return 1 + len(list(self._commands()))

    def _commands(self) -> Iterator[Command]:
        """The commands that mean something for this story and this player."""
        writes = self.app.options.write
        for command in _KNOWN:
            if self.app.offers(command.id) and (writes or command not in keys.WRITING):
                yield command

    def chosen(self, item: str) -> None:
        """Closes the menu, then carries out the command."""
        self.app.pop_screen()
        if item != "close":
            self._picked(item)

    def action_pick(self, command: str) -> None:
        """What a key does that stands beside its command."""
        for each in self._commands():
            if each.id == command:
                self.chosen(each.action)
