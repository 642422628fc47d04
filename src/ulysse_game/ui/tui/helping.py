"""The help screen, made from the key map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import desk_keys, keys
from ulysse_game.ui.tui.flow import Block, text
from ulysse_game.ui.tui.keys import display
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.tour import SENTENCES, told
from ulysse_game.view.wrap import cells

_KEYS = 14  # cells for the keys, before what they do


class HelpScreen(Leaf):
    """Every key, group by group."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE._replace(keys=("escape", "q", "question_mark", "f1")),
        *(command for command in keys.READING if command.id in ("language", "theme")),
    )

    def __init__(self, groups: Sequence[keys.Group] = keys.GROUPS) -> None:
        super().__init__()
        self._groups = groups

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Help")

    def fill(self, keep: bool = False) -> None:
        """Headings, keys and sentences."""
        writers = desk_keys.WRITERS_GROUPS if self.app.options.write else ()
        tour = () if writers else range(len(SENTENCES))
        blocks = [text(told(number, self.words)) for number in tour]
        lacks = () if self.app.offers("charts") else (*keys.CHARTS, keys.CHART)
        for heading, known in (*writers, *self._groups):
            commands = [command for command in known if command not in lacks]
            if not commands:
                continue
            blocks.append(Block(((self.words(heading), "strong"),), gap=2))
            for command in commands:
                shown = " ".join(display(command, self.words))
                if not shown:
                    continue
                lead = "  " + shown + " " * max(2, _KEYS - 2 - cells(shown))
                words = (
                    (self.words(command.label) + ". ", "prose"),
                    (self.words(command.help), "faint"),
                )
                first = command is commands[0]
                blocks.append(Block(words, (lead, "key"), " " * _KEYS, gap=1 if first else 0))
        mouse = self.words(
            "The mouse chooses too, and its wheel scrolls. To mark text for copying, hold Shift "
            "(on a Mac, Option)."
        )
        if not self.has_mouse:
            mouse = self.words("The mouse is left to the terminal; the settings give it back.")
        plain = self.words("For a screen reader, or a terminal without a screen: ulysse --plain.")
        blocks += [text(mouse, gap=2), text(plain)]
        self.sheet.show(blocks, at="keep" if keep else "top")
