"""All about one value: its meaning, what sets and reads it, and what it may be by hand."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from ulysse_game import play
from ulysse_game.authoring.panel import Panel, Row, number_of, range_of, set_by_hand
from ulysse_game.ui.tui import desk_keys, keys
from ulysse_game.ui.tui.behind import open_line, play_aside
from ulysse_game.ui.tui.flow import text
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.views import blocks_of
from ulysse_game.view.words import marked, words

MOST_LISTED = 12
"""More values than that are not listed: one types which."""


class ValueScreen(Leaf):
    """All about one value: its meaning, what sets and reads it, and what it may be by hand."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *desk_keys.VALUE,
        keys.CLOSE,
        *(command for command in keys.READING if command.id in ("language", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (*desk_keys.VALUE, keys.CLOSE)

    def __init__(self, session: play.Session, name: str) -> None:
        super().__init__()
        self.session = session
        self.name_of_value = name

    def heading(self) -> str:
        """Its name."""
        return self.name_of_value

    def fill(self, keep: bool = False) -> None:
        """What is known of it, its places, and the values to choose from."""
        panel = Panel(self.session, words(self.app.language))
        blocks = blocks_of(panel.about_variable(self.name_of_value, self.app.options.story))
        blocks.append(text(self.words("Choose a value to go on with, made by hand:"), "faint"))
        values = blocks_of(panel.values(self.name_of_value))
        if len(values) > MOST_LISTED:
            values = blocks_of([Row(self.words("Type a value…"), 1, item="type")])
        blocks += values
        self.sheet.show(blocks, current=self.sheet.current, at="keep" if keep else "top")

    def chosen(self, item: str) -> None:
        """Opens a place, or goes on with another value."""
        kind, _, name = item.partition(" ")
        if kind == "edit":
            open_line(self, name)
        elif kind == "set":
            self._set(int(name))
        elif kind == "type":
            self.action_set_value()

    def action_set_value(self) -> None:
        """Asks for a value and goes on with it."""
        from ulysse_game.ui.tui.asking import Ask

        variables = self.session.library.machine.story.world.variables
        variable = next(each for each in variables if each.name == self.name_of_value)

        def asked(value: str | None) -> None:
            number = number_of(variable, value or "")
            if number is not None:
                self._set(number)
            elif value:
                may = range_of(variable)
                self.say(self.words("{name} may be {range}.", name=variable.name, range=may))

        self.app.push_screen(Ask(marked("Value:")), asked)

    def _set(self, number: int) -> None:
        play_aside(self.app, set_by_hand(self.session, self.name_of_value, number))


__all__ = ["ValueScreen"]
