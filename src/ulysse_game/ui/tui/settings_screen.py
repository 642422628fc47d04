"""The settings: each with its value, changed by an arrow, Enter or a click; it holds at once.

Below them stands a paragraph of the story's own, so that colours, width and spaces can be seen.
It keeps nothing: the application does.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.explained import Explained
from ulysse_game.ui.tui.flow import Block, item, story_blocks
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import bind
from ulysse_game.view.settings import SETTINGS
from ulysse_game.view.words import marked
from ulysse_game.view.wrap import cells

_LANGUAGE = "language"
_HIGH = 24  # rows from which on all settings are in sight at once
_BETWEEN = 3  # cells between the longest name and the values
_LEAD = 5  # cells of a number and the mark
_BY_ID = {setting.id: setting for setting in SETTINGS}


class SettingsScreen(Explained):
    """Every setting, the language first."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *keys.SETTINGS,
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "o")),
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (*keys.SETTINGS, keys.CLOSE)

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Settings")

    def fill(self, keep: bool = False) -> None:
        """The settings, and a paragraph to see them by."""
        rows = [(_LANGUAGE, self.words("Language"), self.words("English"))]
        for setting in SETTINGS:
            value = getattr(self.app.settings, setting.id)
            named = self.words(setting.named(value), number=value)
            rows.append((setting.id, self.words(setting.label), named))
        room = max(cells(label) for _, label, _ in rows) + _BETWEEN
        width = self.text_width - _LEAD
        is_narrow = any(room + cells(value) > width for _, _, value in rows)
        blocks = []
        for number, (id, label, value) in enumerate(rows, 1):
            # Where the column is narrow the values stand at its other end.
            gap = (width - cells(value) if is_narrow else room) - cells(label)
            if gap < 1:  # the value goes below, the name stays in one piece
                label, gap = label.replace(" ", "\xa0"), 1
            words = ((label + " " * gap, "option"), (value, "key"))
            blocks.append(item(id, words, number, gap=1 if number == 1 else 0))
        current = self.sheet.current if keep else _LANGUAGE
        blocks = self.explained(blocks, current, self._sample())
        self.sheet.show(blocks, current=current, at="keep" if keep else "top")

    @property
    def is_near(self) -> bool:
        """Where all of them are in sight."""
        return self.app.size.height >= _HIGH

    def on_resize(self, event: events.Resize) -> None:
        """The explanation where there is room for it."""
        if self.is_mounted:
            self.fill(keep=True)

    def _sample(self) -> list[Block]:
        """A paragraph of the story's own."""
        lines = self.app.game.title(self.app.language).about[:1]
        blocks = story_blocks(lines, self.app.language, self.app.settings.has_thin_spaces)
        return [block._replace(gap=2) for block in blocks]

    def about(self, item: str) -> str:
        """What a setting is for."""
        if item == _LANGUAGE:
            return self.words("The language of the story and of the game; it changes at once.")
        setting = _BY_ID.get(item)
        return self.words(setting.help) if setting is not None and setting.help else ""

    def chosen(self, item: str) -> None:
        """The next value."""
        self._change(item, 1)

    def action_change(self, way: int) -> None:
        """The next value of the marked setting, or the one before."""
        if self.sheet.current:
            self._change(self.sheet.current, way)

    def _change(self, id: str, way: int) -> None:
        """Has another value hold."""
        if id == _LANGUAGE:
            languages = self.app.options.languages
            at = languages.index(self.app.language) if self.app.language in languages else -1
            self.app.set_language(languages[(at + way) % len(languages)])
            self.redraw()
            return
        self.app.set(id, _BY_ID[id].after(getattr(self.app.settings, id), way))
        if id == "mouse":
            self.say(self.words(marked("This holds from the next start.")))
