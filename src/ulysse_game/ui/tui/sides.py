"""What stands at the sides of the page: the ship's instruments and the crew.

In a narrow terminal each has a screen of its own; from 100 columns on one of them stands at the
right; where there is room on both sides of a page in the middle, one stands on each. What a player
has opened is a setting. A heart's line moves while it is in sight and the player wants motion:
only then is there a timer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from ulysse_game.ui.tui.asked import Asked
from ulysse_game.ui.tui.flow import Block, Row, lay, literal
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.views import beside_width
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.ui.tui.beside import Beside
    from ulysse_game.ui.tui.paint import Painter
    from ulysse_game.view.page import Instrument

ASIDE = 100
"""Columns of a terminal from which on a panel stands beside the text."""
PANEL = 36
"""Columns of the one panel at the right."""
_AROUND = 34  # columns that a panel needs where there is one on either side
_AIR = 10  # columns between the text and two panels, both sides together
_WORDS = 30  # columns of a panel's words at most
_IN_HEAD = 14  # cells of a heart's line above the text


class Sides(NamedTuple):
    """What stands at the left and at the right, and how many columns are left to each.

    A side may be left free for nothing, so that the page stays in the middle.
    """

    left: str = ""
    right: str = ""
    left_width: int = 0
    right_width: int = 0

    def has(self, name: str) -> bool:
        """Whether that panel is to be seen."""
        return name in (self.left, self.right)


def sides(wanted: str, width: int, columns: int) -> Sides:
    """The panels of a terminal of ``width``, with a text of ``columns``.

    ``wanted`` are their names, the one opened last at the end.
    """
    names = wanted.split()
    if not names or width < ASIDE:
        return Sides()
    around = (width - columns - _AIR) // 2
    if around < _AROUND:
        return Sides("", names[-1], 0, PANEL)
    left = "instruments" if "instruments" in names else ""
    return Sides(left, "crew" if "crew" in names else "", around, around)


def toggled(wanted: str, name: str, width: int, columns: int) -> str:
    """What is wanted after a panel was asked for or sent away."""
    shown = sides(wanted, width, columns)
    names = [each for each in wanted.split() if each != name]
    if shown.left_width:
        return " ".join(names if shown.has(name) else [*names, name])
    if shown.has(name):
        return ""
    both = sides(name, width, columns).left_width > 0
    return " ".join([*names, name]) if both else name


class Panel(Sheet):
    """A sheet beside the page: the keys never go there."""

    def __init__(self, painter: Painter, *, id: str, side: str) -> None:
        super().__init__(painter, id=id)
        self.side = side
        self.most = _WORDS
        self.is_active = False
        self.display = False
        self._stands = 0
        self._all: list[Block] = []
        self._is_close = False

    def show(self, blocks: Sequence[Block], *, current: str = "", at: str = "top") -> None:
        """Shows entries, with no empty rows between them where not all would be in sight.

        No key scrolls a panel: what is out of sight would stay there.
        """
        self._all = list(blocks)
        rows = sum(len(lay(block, self._columns())) for block in blocks)
        self._is_close = 0 < self.size.height < rows
        close = [block._replace(gap=0) for block in blocks]
        super().show(close if self._is_close else blocks, current=current, at=at)

    def renew(self, at: int, block: Block) -> None:
        """Puts another block in the place of one, as close to the others as that."""
        super().renew(at, block._replace(gap=0) if self._is_close else block)

    def on_resize(self, event: events.Resize) -> None:
        """Closer together or further apart, as there is room."""
        self.show(self._all)

    def stand(self, width: int) -> bool:
        """Takes so many columns, or goes; says whether that is another width."""
        if width == self._stands:
            return False
        self._stands = width
        if width:
            self.styles.width = width
        self.display = width > 0
        return True

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        """Nobody else need know."""
        message.stop()


class Flanked(Asked):
    """A screen on which a session is played, with its panels."""

    DEFAULT_CSS = "Flanked Horizontal { height: 1fr; }"

    beside: Beside | None

    def __init__(self) -> None:
        super().__init__()
        self._left = Panel(self.app.painter, id="left", side="right")
        self._right = Panel(self.app.painter, id="right", side="left")
        self._sides = Sides()
        self._heart: Instrument | None = None
        self._beat: Timer | None = None
        self._beats = 0

    def compose(self) -> ComposeResult:
        """The panels stand to the left and right of the text."""
        for widget in super().compose():
            if widget is self.sheet:
                yield Horizontal(self._left, self.sheet, self._right)
            else:
                yield widget

    # Where they stand

    @property
    def has_beside(self) -> bool:
        """Whether the writers' panel stands there; there is no room for others then."""
        return self.beside is not None and self.beside.display

    @property
    def page_width(self) -> int:
        """Without the columns of what stands beside the page at one side alone."""
        width = self.app.size.width
        if self.has_beside:
            return width - beside_width(width)
        return width - (self._sides.right_width - self._sides.left_width)

    def stand_sides(self) -> None:
        """Puts the panels where the player and the terminal's width want them."""
        wanted = "" if self.has_beside else self.app.settings.panel
        found = sides(wanted, self.app.size.width, self.app.settings.columns)
        is_other = found != self._sides
        self._sides = found
        self._left.stand(found.left_width)
        self._right.stand(found.right_width)
        for bar in (self.head, self.foot):
            bar.stand_beside(found.right_width - found.left_width)
        if is_other:
            self._fill_panels()

    def fill_sides(self) -> None:
        """After every page: the figures as they stand now."""
        instruments = self.session.instruments()
        self._heart = next((each for each in instruments if each.form == "trace"), None)
        self._fill_panels()

    def _fill_panels(self) -> None:
        """Fills the panels that are to be seen."""
        for panel, name in ((self._left, self._sides.left), (self._right, self._sides.right)):
            if panel.display:
                panel.show(self._blocks_of(name))
        self._beat_or_rest()

    def _blocks_of(self, name: str) -> list[Block]:
        """What a panel shows."""
        if name == "crew":
            from ulysse_game.ui.tui.crew import crew_blocks

            blocks = crew_blocks(self.session, self.app.language)
        elif name == "instruments":
            from ulysse_game.ui.tui.instruments import instrument_blocks

            blocks = instrument_blocks(self.session.instruments(), self._beats)
        else:
            return []
        return [block._replace(gap=0) for block in blocks[:1]] + blocks[1:]

    # Commands

    def action_crew(self) -> None:
        """The crew: beside the text where there is room, else on a screen of its own."""
        if not self._toggle("crew"):
            from ulysse_game.ui.tui.crew import CrewScreen

            self.app.push_screen(CrewScreen(self.session, self.page))

    @property
    def has_instruments(self) -> bool:
        """Whether the instruments stand beside the page."""
        return self._sides.has("instruments")

    def action_instruments(self) -> None:
        """The instruments, in the same way."""
        if not self._toggle("instruments"):
            from ulysse_game.ui.tui.instruments import InstrumentsScreen

            self.app.push_screen(InstrumentsScreen(self.session))

    def _toggle(self, name: str) -> bool:
        """Opens a panel or closes it; says whether there was room for it."""
        width, settings = self.app.size.width, self.app.settings
        if width < ASIDE or self.has_beside:
            return False
        if not self._sides.has(name) and not self._is_room_for(name):
            return False
        self.app.set("panel", toggled(settings.panel, name, width, settings.columns))
        return True

    def _is_room_for(self, name: str) -> bool:
        """Whether all that a panel shows would be in sight: no key scrolls there."""
        blocks = [block._replace(gap=0) for block in self._blocks_of(name)]
        return sum(len(lay(block, _WORDS)) for block in blocks) <= self.sheet.size.height

    # The heart

    def _beat_or_rest(self) -> None:
        """Has a heart's line move while there is one in sight, and only then."""
        is_moving = self._heart is not None and self.app.settings.motion == "full"
        if is_moving and self._beat is None and self.is_current:
            from ulysse_game.ui.tui.instruments import STEP

            self._beat = self.set_interval(STEP, self._beat_once)
        elif not is_moving and self._beat is not None:
            self._rest()

    def _rest(self) -> None:
        """Stands still."""
        if self._beat is not None:
            self._beat.stop()
            self._beat = None

    def _beat_once(self) -> None:
        """Moves the line by one cell, wherever it is drawn."""
        if self.has_class("-small"):
            return
        self._beats += 1
        if not self._sides.has("instruments"):
            self.frame_head()
            return
        panel = self._left if self._sides.left == "instruments" else self._right
        blocks = self._blocks_of("instruments")
        for at, instrument in enumerate(self.session.instruments()):
            if instrument.form == "trace" and at < len(panel.blocks):
                panel.renew(at, blocks[at])

    def head_row(self, heading: str) -> Row:
        """The heading, and at the other end a heart that no panel shows."""
        row = super().head_row(heading)
        heart = self._heart
        if heart is None or self._sides.has("instruments"):
            return row
        from ulysse_game.ui.tui.instruments import trace

        words = f"{literal(heart.name)} {literal(heart.reading)}  "
        used = cells(literal(heading)) + cells(words) + _IN_HEAD
        space = self.text_width - used - (4 if self.has_mouse else 0)
        if space < 3:
            return row
        line = trace(heart.rate, _IN_HEAD, self._beats)
        return (*row, (" " * space, "faint"), (words, "faint"), (line, "trace@ground"))

    def on_mount(self) -> None:
        """What is at the sides comes after the first paint."""
        self.call_after_refresh(self._fill_first)

    def _fill_first(self) -> None:
        if self.is_mounted:
            self.fill_sides()
            self.frame_head()

    def on_screen_suspend(self) -> None:
        """Out of sight: nothing moves."""
        self._rest()
