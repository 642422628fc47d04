"""The title page: what this is, what it is not, and where to begin."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, column, item, lay, story_blocks
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.page import Line
from ulysse_game.view.wrap import cells

_FOOT = 2  # rows below the text
_NOTE = 6  # a heading with its air, and two rows under it


class TitleScreen(Leaf):
    """The menu first, the small print below it."""

    BINDINGS: ClassVar[list[BindingType]] = bind(*keys.TITLE)
    HINTS: ClassVar[tuple[Command, ...]] = keys.TITLE

    def fill(self, keep: bool = False) -> None:
        """Title, about, menu, content note, disclaimer, licence; the menu always in sight."""
        title = self.app.game.title(self.app.language)
        name = spaced(title.title)
        if cells(name) > column(self.app.size.width):
            name = title.title
        air = 3 if self.app.size.height >= 24 else 1
        blocks = [Block(((name, "chapter"),), gap=air)]
        about, menu = self._prose(title.about, "prose"), self._menu()
        blocks += [*about, *menu] if self._fit([*blocks, *about, *menu]) else [*menu, *about]
        left = self.app.size.height - _FOOT - self._rows(blocks)
        note = self._small(self.words("Content note"), title.content_note)
        if note and _FOOT < left < _NOTE:  # a heading alone at the foot says nothing
            note[0] = note[0]._replace(gap=left)
        blocks += note
        blocks += self._small(self.words("About this game"), title.disclaimer)
        if title.licence:
            blocks.append(Block(((title.licence, "faint"),)))
        self.sheet.show(blocks, current=self.sheet.current if keep else "")

    def _fit(self, blocks: list[Block]) -> bool:
        """Whether all of these are in sight at once, above the hint."""
        return self._rows(blocks) <= self.app.size.height - _FOOT - 1

    def _rows(self, blocks: list[Block]) -> int:
        """How many rows these take."""
        width = column(self.app.size.width)
        return sum(len(lay(block, width)) for block in blocks)

    def _menu(self) -> list[Block]:
        """What can be done here; to continue comes first where there is something."""
        entries = [("new", self.words("New game"))]
        if self._newest():
            entries.insert(0, ("continue", self.words("Continue")))
        if self.app.game.saves():
            entries.append(("load", self.words("Load")))
        entries.append(("language", self.words("Language: {name}", name=self.words("English"))))
        entries.append(("help", self.words("Help")))
        entries.append(("quit", self.words("Quit")))
        return [
            item(name, ((label, "option"),), number, gap=2 if number == 1 else 0)
            for number, (name, label) in enumerate(entries, 1)
        ]

    def _prose(self, lines: tuple[Line, ...], role: str) -> list[Block]:
        """Paragraphs of the story's own, in one role."""
        blocks = story_blocks(lines, self.app.language, self.app.options.thin_spaces)
        return [
            block._replace(words=tuple((text, role) for text, _ in block.words), gap=1)
            for block in blocks
        ]

    def _small(self, heading: str, lines: tuple[Line, ...]) -> list[Block]:
        """Small print under its heading."""
        if not lines:
            return []
        return [Block(((heading, "second"),), gap=2), *self._prose(lines, "faint")]

    def _newest(self) -> str:
        """The save to continue, or nothing."""
        return next((card.id for card in self.app.game.saves() if not card.damaged), "")

    def chosen(self, item: str) -> None:
        """Begins, continues, or goes elsewhere."""
        match item:
            case "continue":
                self._resume(self._newest())
            case "new":
                self.app.play_on(self.app.game.start(self.app.language, self.app.options.seed))
            case "load":
                from ulysse_game.ui.tui.saves import SavesScreen

                self.app.push_screen(SavesScreen())
            case "language":
                self.action_language()
            case "help":
                self.action_help()
            case "quit":
                self.app.exit()

    def _resume(self, save: str) -> None:
        """Takes up a save; says so calmly if it cannot be read."""
        try:
            session = self.app.game.resume(save, self.app.language)
        except self.app.game.troubles as trouble:
            self.say_trouble(trouble)
        else:
            self.app.play_on(session)

    def on_screen_resume(self) -> None:
        """Saves may have gone or come meanwhile."""
        if self._drawn[0]:
            self.fill(keep=True)
        super().on_screen_resume()


def spaced(title: str) -> str:
    """A title in capitals set wide, as on a title page."""
    return "\xa0".join(title.upper())
