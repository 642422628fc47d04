"""The writers' panel over the page, where a terminal has no room for it beside.

It is there with ``--write`` alone. It only shows: what its commands do is in ``behind``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Center

from ulysse_game import play
from ulysse_game.ui.tui import desk_keys, keys
from ulysse_game.ui.tui.behind import Behind, Finder, come_back, open_line, play_aside
from ulysse_game.ui.tui.flow import text
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.ui.tui.value import ValueScreen
from ulysse_game.ui.tui.views import BESIDE, VIEWS, looking
from ulysse_game.ui.tui.ways import WaysScreen

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp


def open_panel(below: Leaf, keeps_find: bool = False) -> None:
    """Shows the panel over a reading screen, with what was looked for if that is to be kept."""
    session = below.app.session
    if isinstance(session, play.Session):
        if not keeps_find:
            looking(below.app).find = ""
        below.app.push_screen(PanelScreen(session))


class PanelScreen(Behind, Leaf):
    """Views of what stands behind a session's page."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *desk_keys.PANEL,
        keys.CLOSE._replace(keys=("escape", "q", "f4", "w")),
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (*desk_keys.PANEL, keys.CLOSE)
    AUTO_FOCUS = ""

    app: UlysseApp

    def __init__(self, session: play.Session) -> None:
        super().__init__()
        self.session = session

    @property
    def leaf(self) -> Leaf:
        """Itself."""
        return self

    @property
    def behind(self) -> play.Session:
        """The session it was opened over."""
        return self.session

    def heading(self) -> str:
        """Which view of which scene."""
        name = self.words(VIEWS[self.looking.view][1])
        aside = [self.words("played aside")] if self.app.waiting is not None else []
        return " · ".join((self.words("Behind the page"), name, self.panel.scene, *aside))

    def fill(self, keep: bool = False) -> None:
        """The rows of the view, under its name."""
        name = text(self.words(VIEWS[self.looking.view][1]), "strong", gap=0)
        found = self.view_blocks()
        current = self.sheet.current if keep else ""
        at = "keep" if keep else "top"
        self.sheet.show([name, found[0]._replace(gap=1), *found[1:]], current=current, at=at)

    def set_finder(self, finder: Finder | None) -> None:
        """Above the sheet, in the same column."""
        self.query(Center).remove()
        self.finder = finder
        self.set_focus(None)
        if finder is not None:
            self.mount(Center(finder), before=self.sheet)
            self.set_focus(finder)

    def action_close(self) -> None:
        """Takes back what is looked for, then closes."""
        if not self.forget_find():
            super().action_close()

    def on_resize(self, event: events.Resize) -> None:
        """Where there is room now, it stands beside the page instead."""
        self._make_room()

    def on_screen_resume(self) -> None:
        """The terminal may have grown under another screen."""
        self._make_room()

    def _make_room(self) -> None:
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        is_up = self.app.screen is self and self.is_mounted
        if is_up and self.app.size.width >= BESIDE and isinstance(below, ReadingScreen):
            self.stop_finding()
            self.looking.is_beside = True
            self.app.pop_screen()
            below.frame()
            below.action_to_panel()


__all__ = [
    "PanelScreen",
    "ValueScreen",
    "WaysScreen",
    "come_back",
    "open_line",
    "open_panel",
    "play_aside",
]
