"""The title page: what this is, what it is not, and where to begin; Mars beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, Row, column, item, lay, story_blocks
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.lettering import lettered
from ulysse_game.ui.tui.planet import Planet
from ulysse_game.view.page import Line
from ulysse_game.view.sky import julian
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.play import SaveCard

_FOOT = 2  # rows below the text
_NOTE = 6  # a heading with its air, and two rows under it

_BESIDE = (76, 20)  # columns and rows from which on there is room for Mars beside the words
_LARGE = (112, 30)  # and from which on for large letters
_LEAST_DISC, _MOST_DISC = 26, 72
_MARGIN = 2  # columns at either side of words that stand beside something
_WORDS = 40  # columns of the menu beside Mars, its margins among them
_CALM = 0.75  # of the rows beside Mars may be taken by words
_LETTERS = 50  # columns of the large letters
_LANDING = (2027, 10, 4)
"""The day whose light falls on Mars where nobody says which day it is: that of the story."""


class Plan(NamedTuple):
    """How the page is laid out, in columns: what is before the words, they, and then Mars.

    ``disc`` is 0 where there is no room for it; ``large`` where there is some for large letters.
    """

    words: int
    before: int = 0
    between: int = 0
    disc: int = 0
    large: bool = False


def planned(width: int, height: int) -> Plan:
    """The layout for a terminal of that size."""
    if width < _BESIDE[0] or height < _BESIDE[1]:
        return Plan(width)
    large = width >= _LARGE[0] and height >= _LARGE[1]
    words = _LETTERS + 2 * _MARGIN if large else _WORDS
    air = 12 if large else 4  # at the left, between and at the right
    disc = min(2 * (height - (9 if large else 6)), width - words - air, _MOST_DISC) // 2 * 2
    if disc < _LEAST_DISC:
        return Plan(width)
    between = min(12, (width - words - disc) // 4) if large else 0
    return Plan(words, (width - words - between - disc) // 2, between, disc, large)


class TitleScreen(Leaf):
    """The title and the menu, the small print below them."""

    DEFAULT_CSS = """
    TitleScreen Horizontal { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(*keys.TITLE)
    HINTS: ClassVar[tuple[Command, ...]] = keys.TITLE

    def __init__(self) -> None:
        super().__init__()
        self._plan = Plan(0)
        self._cards: Sequence[SaveCard] = ()
        self._planet = Planet(self.app.painter, julian(*(self.app.options.today or _LANDING)))

    def compose(self) -> ComposeResult:
        """Mars stands at the right of the words."""
        for widget in super().compose():
            if widget is self.sheet:
                yield Horizontal(self.sheet, self._planet)
            else:
                yield widget

    @property
    def air(self) -> list[Row]:
        """None: the page has its own way of standing in the middle."""
        return []

    # What is shown

    def fill(self, keep: bool = False) -> None:
        """Title, about, menu, content note, disclaimer, licence; the menu always in sight."""
        self._cards = self.app.game.saves()
        self._show(keep)

    def _show(self, keep: bool) -> None:
        """The same, without looking again for saves."""
        self._stand()
        title = self.app.game.title(self.app.language)
        head, about, menu = self._head(title.title), self._prose(title.about, "prose"), self._menu()
        rest = self._small(self.words("Content note"), title.content_note)
        rest += self._small(self.words("About this game"), title.disclaimer)
        if title.licence:
            rest.append(Block(((title.licence, "faint"),)))
        if self._fit([*head, *about, *menu]):
            first = [*head, *about, *menu]
        else:
            first, rest = [*head, *menu], [*about, *rest]
        self._place(first, rest)
        self.sheet.show([*first, *rest], current=self.sheet.current if keep else "")

    def _place(self, first: list[Block], rest: list[Block]) -> None:
        """Puts air above what comes first, and the rest below it, or out of sight if it must."""
        height = self.app.size.height - _FOOT
        used, more = self._rows(first) - first[0].gap, self._rows(rest)
        if used + more < (height if not self._plan.disc else _CALM * height):
            first[0] = first[0]._replace(gap=(height - used - more) // 2)
            return
        if self._plan.disc:
            first[0] = first[0]._replace(gap=max(1, (height - used) // 2))
        left = height - self._rows(first)
        if rest and left > _FOOT and (self._plan.disc or left < _NOTE):
            rest[0] = rest[0]._replace(gap=left)  # a heading alone at the foot says nothing

    def _stand(self) -> None:
        """Lays the page out for the terminal's size."""
        plan = planned(*self.app.size)
        if plan == self._plan:
            return
        self._plan = plan
        self.sheet.styles.width = plan.words if plan.disc else "1fr"
        self.sheet.styles.margin = (0, plan.between, 0, plan.before)
        self.foot.left = plan.before + _MARGIN if plan.disc else -1
        self._planet.stand(plan.disc)

    def _fit(self, blocks: list[Block]) -> bool:
        """Whether all of these are in sight at once, above the hint."""
        return self._rows(blocks) <= self.app.size.height - _FOOT - 1

    @property
    def _column(self) -> int:
        """The columns of the text."""
        return column(self._plan.words, self.app.settings.columns)

    def _rows(self, blocks: list[Block]) -> int:
        """How many rows these take."""
        return sum(len(lay(block, self._column)) for block in blocks)

    def _head(self, title: str) -> list[Block]:
        """The title, and under it the same in the other languages."""
        air = 3 if self.app.size.height >= 24 else 1
        name = spaced(title)
        if cells(name) > self._column:
            name = title
        is_large = self._plan.large and self.app.easel.terminal().signs != "letters"
        large = lettered(title, self._column) if is_large else None
        drawn = None if large is None else partial(_drawn, large)
        blocks = [Block(((name, "chapter"),), gap=air, drawn=drawn)]
        if self.app.size.height >= _BESIDE[1]:
            others = [self.app.game.title(each).title for each in self.app.options.languages]
            told = " · ".join(other for other in dict.fromkeys(others) if other != title)
            if told:
                blocks.append(Block(((told, "second"),), gap=1 if large else 0))
        return blocks

    def _menu(self) -> list[Block]:
        """What can be done here; to continue comes first where there is something."""
        newest = self._newest()
        entries = [("new", self.words("New game"))]
        if newest is not None:
            entries.insert(0, ("continue", self.words("Continue")))
        if self._cards:
            entries.append(("load", self.words("Load")))
        entries.append(("endings", self.words("Endings and chapters")))
        entries.append(("settings", self.words("Settings")))
        entries.append(("language", self.words("Language: {name}", name=self.words("English"))))
        entries.append(("help", self.words("Help")))
        entries.append(("quit", self.words("Quit")))
        air = 2 if self.app.size.height >= 16 else 1
        blocks = [
            item(name, ((label, "option"),), number, gap=air if number == 1 else 0)
            for number, (name, label) in enumerate(entries, 1)
        ]
        if newest is not None and (chapter := self._chapter(newest)):
            told = (f"  {chapter}", "faint")
            if sum(cells(words) for words, _ in (blocks[0].lead, *blocks[0].words, told)) <= (
                self._column
            ):
                blocks[0] = blocks[0]._replace(words=(*blocks[0].words, told))
        return blocks

    def _chapter(self, card: SaveCard) -> str:
        """The chapter that a save goes on with, in the present language."""
        if card.language == self.app.language:
            return card.chapter
        # Telling cards in another language takes longer than reading them.
        told = self.app.game.saves(self.app.language)
        return next((each.chapter for each in told if each.id == card.id), "")

    def _prose(self, lines: tuple[Line, ...], role: str) -> list[Block]:
        """Paragraphs of the story's own, in one role."""
        blocks = story_blocks(lines, self.app.language, self.app.settings.has_thin_spaces)
        return [
            block._replace(words=tuple((text, role) for text, _ in block.words), gap=1)
            for block in blocks
        ]

    def _small(self, heading: str, lines: tuple[Line, ...]) -> list[Block]:
        """Small print under its heading."""
        if not lines:
            return []
        return [Block(((heading, "second"),), gap=2), *self._prose(lines, "faint")]

    def _newest(self) -> SaveCard | None:
        """The save to continue, or nothing."""
        return next((card for card in self._cards if not card.damaged), None)

    # What is done

    def chosen(self, item: str) -> None:
        """Begins, continues, or goes elsewhere."""
        match item:
            case "continue":
                newest = self._newest()
                if newest is not None:
                    self._resume(newest.id)
            case "new":
                self.app.begin_anew()
            case "load":
                from ulysse_game.ui.tui.saves import SavesScreen

                self.app.push_screen(SavesScreen())
            case "endings":
                self.action_endings()
            case "settings":
                self.action_settings()
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

    # Another size, look or screen

    def on_resize(self, event: events.Resize) -> None:
        """Another layout, if need be."""
        if self.is_mounted:
            self._show(keep=True)

    def redraw(self) -> None:
        """Mars in the present look as well."""
        super().redraw()
        self._planet.painter = self.app.painter
        self._planet.renew()

    def on_screen_suspend(self) -> None:
        """Nothing turns out of sight."""
        self._planet.pause()

    def on_screen_resume(self) -> None:
        """Saves may have gone or come meanwhile."""
        if self._drawn[0]:
            self.fill(keep=True)
            self._planet.go_on()


def _drawn(rows: list[str], width: int) -> list[Row]:
    """Large letters as rows."""
    return [((row, "chapter"),) if row else () for row in rows]


def spaced(title: str) -> str:
    """A title in capitals set wide, as on a title page."""
    return "\xa0".join(title.upper())
