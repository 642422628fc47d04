"""The writers' panel beside the page: it stays while one plays, and follows every page.

The page is painted first and the panel after it, so a key press costs what it costs without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget

from ulysse_game import play
from ulysse_game.ui.tui import desk_keys, keys
from ulysse_game.ui.tui.bars import Bar
from ulysse_game.ui.tui.behind import Behind, Finder
from ulysse_game.ui.tui.flow import Row, column
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.moving import Moving
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.views import BESIDE, beside_width, looking, tabs

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp
    from ulysse_game.ui.tui.reading import ReadingScreen


class Edge(Widget, inherit_bindings=False):
    """The line between the page and the panel, stronger while the keys go to the panel."""

    DEFAULT_CSS = "Edge { width: 1; height: 100%; dock: left; }"

    app: UlysseApp

    is_strong = False

    def render_line(self, y: int) -> Strip:
        """One sign of it."""
        row: Row = (("┃", "marker"),) if self.is_strong else (("│", "faint"),)
        return self.app.painter.strip(row, 0, self.size.width)


class Beside(Behind, Moving, Widget, can_focus=True, inherit_bindings=False):
    """The panel at the right of a reading screen. It has the keys while it has the focus."""

    DEFAULT_CSS = """
    Beside { dock: right; height: 100%; }
    Beside Vertical { height: 1fr; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(*keys.MOVES, *desk_keys.BESIDE)

    app: UlysseApp

    def __init__(self, screen: ReadingScreen) -> None:
        super().__init__(id="beside")
        self._screen = screen
        self._edge = Edge()
        self._head = Bar(self.app.painter, id="views")
        self.sheet = Sheet(self.app.painter, id="behind")
        self.sheet.is_active = False
        self._column = Vertical(self._head, self.sheet)
        self._is_awaited = False
        self._width = 0

    def compose(self) -> ComposeResult:
        """The line, then the names of the views over the view."""
        yield self._edge
        yield self._column

    @property
    def leaf(self) -> Leaf:
        """The screen that it stands on."""
        return self._screen

    @property
    def behind(self) -> play.Session:
        """The session that is played there."""
        session = self._screen.session
        assert isinstance(session, play.Session), "it stands beside no other"
        return session

    # What is shown

    def fill(self, keep: bool = False) -> None:
        """The view, under the names of all."""
        width = column(beside_width(self.app.size.width) - 1)
        self._head.show([(), tabs(self.looking.view, width, self.app.words), ()])
        current = self.sheet.current if keep else ""
        self.sheet.show(self.view_blocks(), current=current, at="keep" if keep else "top")

    def widen(self, width: int) -> None:
        """Stands in so many columns; to set a style costs, so only where it is another."""
        if width != self._width:
            self._width = width
            self.styles.width = width

    def fill_soon(self) -> None:
        """Fills it once the page has been painted; several wishes are one."""
        if not self._is_awaited:
            self._is_awaited = True
            self.call_after_refresh(self._fill_now)

    def _fill_now(self) -> None:
        self._is_awaited = False
        if self.is_mounted and self.display:
            self.fill()

    def set_finder(self, finder: Finder | None) -> None:
        """Between the names and the view."""
        if self.finder is not None:
            self.finder.remove()
        self.finder = finder
        if finder is None:
            self._screen.set_focus(self)
        else:
            self._column.mount(finder, before=self.sheet)
            self._screen.set_focus(finder)

    # The keys

    def on_descendant_focus(self) -> None:
        """The keys go to the line to type in."""
        self._mark(True)

    def on_focus(self) -> None:
        """The keys come here."""
        self._mark(True)

    def on_blur(self) -> None:
        """The keys go to the page, or to the line to type in."""
        self._mark(False)

    def _mark(self, is_active: bool) -> None:
        self._edge.is_strong = is_active
        self._edge.refresh()
        for sheet, is_here in ((self.sheet, is_active), (self._screen.sheet, not is_active)):
            sheet.is_active = is_here
            sheet.refresh()
        self._screen.frame()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Opens what was chosen."""
        message.stop()
        self.chosen(message.item)

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        """Nobody else need know."""
        message.stop()

    def action_to_page(self) -> None:
        """The keys go back to the page; what is looked for is taken back first."""
        if not self.forget_find():
            self._screen.set_focus(None)


def stand(screen: ReadingScreen) -> None:
    """Puts the panel beside a page, or away, as the writer and the terminal's width want it."""
    seen = looking(screen.app)
    panel = screen.beside
    is_real = isinstance(screen.session, play.Session)
    is_wanted = seen.is_beside and is_real and screen.app.size.width >= BESIDE
    if panel is None:
        if not is_wanted or not screen.is_mounted:
            return
        panel = screen.beside = Beside(screen)
        screen.mount(panel)
        panel.fill_soon()
    elif panel.display != is_wanted:
        panel.display = is_wanted
        panel.fill_soon()
    panel.widen(beside_width(screen.app.size.width))


def give_way(screen: ReadingScreen) -> None:
    """Where there is no room any more, whoever was in the panel finds it over the page."""
    from ulysse_game.ui.tui.panel import open_panel

    panel = screen.beside
    if panel is not None and panel.has_focus_within and screen.app.size.width < BESIDE:
        panel.stop_finding()
        screen.set_focus(None)
        open_panel(screen, keeps_find=True)


__all__ = ["Beside", "give_way", "stand"]
