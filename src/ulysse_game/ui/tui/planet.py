"""Mars beside the title: a globe that turns, if the player likes motion, and costs nothing else.

It is drawn only after the first page has been painted. There is a timer only while it turns and is
in sight; at each step its own rows are drawn and no others. It knows the day it is told.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from ulysse_game.ui.tui.paint import Painter
from ulysse_game.ui.tui.picture import role

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp
    from ulysse_game.ui.tui.flow import Row
    from ulysse_game.view.globe import Globe
    from ulysse_game.view.picture import Manner

STEP = 0.4
"""Seconds between two steps of a disc of usual size; at each its middle moves on by a pixel."""

_USUAL = 40  # columns; a larger disc turns as much more slowly as it has more to draw
_SLOW_STEP = 1.0  # where every picture is dithered anew
_FAR_STEP = 4.0  # over a network: a step of a large disc is some 40 kB
_EAST = 341.0  # the longitude, in degrees east, that is in the middle at first: Samara Valles
_QUICK = ("half", "quadrant")
_APART = 10  # cells between two stretches that are not drawn together
_MOST_STYLES = 6000
_STARS = ((3, 2), (11, 94), (26, 5), (41, 97), (68, 1), (87, 93), (95, 8), (97, 71), (4, 88))
"""Stars around the disc, in hundredths of the height and of the width."""


class Planet(Widget, inherit_bindings=False):
    """A globe in the middle of its cells. ``day`` is the Julian day whose light falls on it."""

    DEFAULT_CSS = "Planet { height: 1fr; width: auto; }"

    app: UlysseApp

    def __init__(self, painter: Painter, day: float) -> None:
        super().__init__()
        self.painter = painter
        self.day = day
        self.columns = 0
        self._globe: Globe | None = None
        self._made: tuple[object, ...] = ()
        self._turn = 0
        self._lines: list[list[Segment]] = []
        self._styles: dict[tuple[str, str], Style] = {}
        self._clock: Timer | None = None

    # Size and look

    def stand(self, columns: int) -> None:
        """Takes so many columns for the disc, an even number; 0 hides it."""
        self.columns = columns
        self.display = columns > 0
        if columns:
            self.styles.width = columns
        if self.is_mounted:
            self.call_after_refresh(self.renew)

    def on_mount(self) -> None:
        """Draws it once the page is there."""
        self.call_after_refresh(self.renew)

    def renew(self) -> None:
        """Makes the globe anew if its size or the look has changed, and turns it or not."""
        manner = self.app.easel.terminal().manner
        wanted = (self.columns, manner, self.painter, self.app.settings.motion)
        if wanted == self._made:
            return
        self._made = wanted
        self._rest()
        self._styles = {}
        if not self.columns:
            self._globe, self._lines = None, []
            return
        from ulysse_game.view.globe import Globe
        from ulysse_game.view.sky import mars_seen

        ground = self._ground if manner in _QUICK else None
        before = self._turn / self._globe.turns if self._globe is not None else None
        self._globe = Globe(self.columns, mars_seen(self.day), ground)
        if before is None:
            self._turn = self._globe.turn_at(_EAST)
        else:
            self._turn = round(before * self._globe.turns)
        self._draw()
        self.go_on()

    def go_on(self) -> None:
        """Turns, if anything is to move here."""
        if self._clock is None and self._globe is not None and self.app.settings.motion == "full":
            step = STEP * max(1.0, (self.columns / _USUAL) ** 2)
            terminal = self.app.easel.terminal()
            if terminal.manner not in _QUICK:
                step = _SLOW_STEP
            if terminal.is_far:
                step = _FAR_STEP
            self._clock = self.set_interval(step, self.turn)

    def _rest(self) -> None:
        """Turns no more."""
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def pause(self) -> None:
        """Stands still while something lies over it."""
        self._rest()

    @property
    def is_turning(self) -> bool:
        """Whether a timer runs."""
        return self._clock is not None

    def turn(self) -> None:
        """One step on."""
        if self._globe is not None:
            self._turn = (self._turn + 1) % self._globe.turns
            self._draw()

    # Drawing

    @property
    def _ground(self) -> tuple[int, int, int] | None:
        """The colour behind everything, where it is known."""
        look = self.painter.look
        if look is None or not look.ground.startswith("#"):
            return None
        red, green, blue = bytes.fromhex(look.ground[1:])
        return red, green, blue

    def _draw(self) -> None:
        """Works out the rows of the present turn, and has what has changed drawn."""
        assert self._globe is not None
        manner = self.app.easel.terminal().manner
        before = self._lines
        if manner in _QUICK:
            self._lines = self._halves(self._globe.colours(self._turn))
        else:
            self._lines = self._dithered(self._globe, manner)
        if len(before) != len(self._lines):
            self.refresh()
        elif changed := self._changed(before):
            self.refresh(*changed)

    def _changed(self, before: list[list[Segment]]) -> list[Region]:
        """The cells that look otherwise than before, in stretches."""
        top = self._top
        found = []
        for y, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            at = [x for x, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
            start = 0
            for count, x in enumerate(at):
                if count + 1 == len(at) or at[count + 1] - x > _APART:
                    found.append(Region(at[start], top + y, x + 1 - at[start], 1))
                    start = count + 1
        return found

    def _halves(self, pixels: list[list[str]]) -> list[list[Segment]]:
        """Two rows of pixels in each row of cells."""
        if len(self._styles) > _MOST_STYLES:
            self._styles = {}
        behind = "" if self._ground is None else "#{:02x}{:02x}{:02x}".format(*self._ground)
        styles, lines = self._styles, []
        for y in range(0, len(pixels) - 1, 2):
            line: list[Segment] = []
            for pair in zip(pixels[y], pixels[y + 1], strict=True):
                style = styles.get(pair)
                if style is None:
                    style = styles[pair] = self._style(pair, behind)
                line.append(Segment(_SIGNS[bool(pair[0]), bool(pair[1])], style))
            lines.append(line)
        return lines

    def _style(self, pair: tuple[str, str], behind: str) -> Style:
        """The style of two pixels, either of which may be none."""
        upper, lower = pair
        if not upper and not lower:
            return self.painter.ground
        if not upper or not lower:
            ink, ground = upper or lower, behind
        else:
            ink, ground = upper, lower
        return Style.from_color(Color.parse(ink), Color.parse(ground) if ground else None)

    def _dithered(self, globe: Globe, manner: Manner) -> list[list[Segment]]:
        """The globe where colours are few or none; outside the disc nothing is drawn."""
        from ulysse_game.view.picture import drawn

        on_light = self.app.easel.on_light
        sky = (255, 255, 255) if on_light else (0, 0, 0)
        picture = globe.picture(self._turn, sky)
        if manner == "tones":
            manner = "halftones"  # square dots: those of quadrants stand on end
        cells = drawn(picture, self.columns, self.columns // 2, manner, on_light=on_light)
        lines = []
        for y, row in enumerate(cells):
            signs = ((sign, role(ink, ground)) for text, ink, ground in row for sign in text)
            lines.append(
                [
                    Segment(sign, self.painter.style(how))
                    if self._covers(x, y)
                    else Segment(" ", self.painter.ground)
                    for x, (sign, how) in enumerate(signs)
                ]
            )
        return lines

    @property
    def _top(self) -> int:
        """The row where the disc begins."""
        return (self.size.height - self.columns // 2) // 2

    def render_line(self, y: int) -> Strip:
        """One row: of the disc, or of the sky above and below it."""
        width = self.size.width
        row = y - self._top
        if not 0 <= row < len(self._lines):
            return self.painter.strip(self._stars(y), 0, width)
        line = self._lines[row]
        for x, star in self._stars_of(y):
            if not self._covers(x, row):
                line = [*line[:x], Segment(self.painter.shown("·"), star), *line[x + 1 :]]
        return Strip(line, self.columns).adjust_cell_length(width, self.painter.ground)

    def _covers(self, x: int, y: int) -> bool:
        """Whether the disc is in that cell of its square."""
        radius = self.columns / 2
        up = abs(2 * y + 1 - radius) - 1
        return math.hypot(x + 0.5 - radius, max(0.0, up - 0.5)) < radius + 0.5

    def _stars_of(self, y: int) -> list[tuple[int, Style]]:
        """The stars of a row that the disc leaves free, as places and styles."""
        look = self.painter.look
        if look is not None and not look.dark:
            return []
        width, height = self.size
        faint = self.painter.style("faint")
        return [(across * width // 100, faint) for down, across in _STARS
                if down * height // 100 == y]  # fmt: skip

    def _stars(self, y: int) -> Row:
        """A row of sky."""
        row: list[tuple[str, str]] = []
        at = 0
        for x, _ in sorted(self._stars_of(y), key=lambda star: star[0]):
            row += [(" " * (x - at), "prose"), ("·", "faint")]
            at = x + 1
        return tuple(row)


_SIGNS = {(True, True): "▀", (True, False): "▀", (False, True): "▄", (False, False): " "}
