"""The charts on a screen of their own: the plan, the map, the light, one at a time.

The names of all stand above; the arrows, the figures and the mouse go from one to the next. What
a chart shows and says comes from the view: here it finds its size, its colours and its place.
With pictures off the words stand alone. A timer runs only while light is seen to travel.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, Row, column, lay
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.links import Link
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.tabs import tabs
from ulysse_game.view.charts import Chart, LightDrawing, drawn
from ulysse_game.view.typography import wide_spaces
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session

WIDEST = 132
"""Columns of a chart with its words, at most."""
_BROAD = 100
_LIST, _SLIM, _LEAST_LIST = 34, 28, 24
"""Columns of the words beside a drawing: in a broad column, in a slim one, and at least."""
_APART = 4  # between the two
_HIGHEST = 44
_LEAST_ROWS = 9
_ROOMY, _AIRY = 16, 24  # rows of a terminal from which on there is a menu above, and some air
_STEPS = 60
"""Steps of the light from one planet to the other: one takes about a quarter of a minute."""

ROLES = {
    "hull": "rule", "room": "faint", "here": "strong", "ring": "rule", "walk": "key",
    "way": "radio", "point": "prose", "scale": "faint", "sun": "key", "orbit": "rule",
    "planet": "strong", "ray": "radio", "light": "marker",
}  # fmt: skip


class ChartSheet(Sheet):
    """A sheet as wide as charts need it."""

    def _columns(self) -> int:
        """The width of a chart, which is no prose: as wide as there is room, within reason."""
        return column(self.size.width, WIDEST)


class ChartsScreen(Leaf):
    """The charts of a session, beginning with the one seen last."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "h")),
        *keys.CHARTS,
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (keys.CLOSE, *keys.CHARTS)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.sheet = ChartSheet(self.app.painter, id="sheet")
        self._charts: tuple[Chart, ...] = ()
        self._timer: Timer | None = None
        self.now = monotonic

    # What is shown

    @property
    def chart(self) -> Chart | None:
        """The chart that is up; nothing where there is none now."""
        known = {chart.id: chart for chart in self._charts}
        return known.get(self.app.chart) or next(iter(self._charts), None)

    def heading(self) -> str:
        """The names of the charts stand there."""
        return self.words("Charts")

    def fill(self, keep: bool = False) -> None:
        """The chart that is up."""
        self._charts = self.session.charts()
        chart = self.chart
        if chart is None:
            empty = self.words("There is nothing to draw here.")
            self.sheet.show([Block(((empty, "faint"),))])
            return
        blocks = [Block((), gap=0, drawn=self._rows)]
        self.sheet.show(blocks, at="keep" if keep else "top")
        self._set_off(chart)

    def _rows(self, width: int) -> list[Row]:
        """The chart with its words, in the middle of what is seen where it is smaller."""
        chart = self.chart
        assert chart is not None, "nothing asks for rows of no chart"
        height = max(1, self.sheet.size.height)
        rows = self._composed(chart, width, height)
        above = max(0, (height - len(rows)) // 3)
        return [()] * above + rows

    def _composed(self, chart: Chart, width: int, height: int) -> list[Row]:
        """The drawing and the words beside or below it."""
        if self.app.settings.pictures != "on":
            return self._told(chart.words, min(width, 72))
        aside = min(_LIST if width >= _BROAD else _SLIM, width - 36 - _APART)
        if aside < _LEAST_LIST:
            rows = self._sketch(chart, width, max(_LEAST_ROWS, min(height, width // 2)))
            return [*_centred(rows, width), (), *self._told(chart.beside, width)]
        told = self._told(chart.beside, aside)
        high = max(_LEAST_ROWS, min(height - 1, _HIGHEST))
        across = min(width - aside - _APART, round(2.3 * high))
        rows = self._sketch(chart, across, high)
        used = max((_size(row) for row in rows), default=0)
        before = max(0, (width - used - _APART - aside) // 2)
        down = max(0, (len(rows) - len(told)) // 3)
        found: list[Row] = []
        for at in range(max(len(rows), down + len(told))):
            left = rows[at] if at < len(rows) else ()
            right = told[at - down] if 0 <= at - down < len(told) else ()
            gap = " " * (used - _size(left) + _APART)
            found.append(((" " * before, "prose"), *left, (gap, "prose"), *right))
        return found

    def _sketch(self, chart: Chart, across: int, high: int) -> list[Row]:
        """The drawing in colours."""
        able = self.app.easel.terminal()
        rows = drawn(
            chart,
            across,
            high,
            braille=able.has_braille,
            letters=able.signs == "letters",
            mark=self.app.painter.mark if able.signs == "all" else None,
            phase=self._phase(chart),
        )
        return [tuple((words, _role(role)) for words, role in row) for row in rows]

    def _told(self, sentences: tuple[str, ...], width: int) -> list[Row]:
        """The words, a sentence to a paragraph."""
        rows: list[Row] = []
        for at, sentence in enumerate(sentences):
            words = sentence if self.app.settings.has_thin_spaces else wide_spaces(sentence)
            rows += lay(Block(((words, "prose"),), gap=int(at > 0)), width)
        return rows

    # The light

    def _phase(self, chart: Chart) -> float | None:
        """Where the light is between the planets, at the pace of the light: out and back."""
        if not isinstance(chart.drawing, LightDrawing) or self.app.settings.motion != "full":
            return None
        return self.now() / chart.drawing.seconds % 2

    def _set_off(self, chart: Chart) -> None:
        """Starts or stops the timer of the light."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._phase(chart) is not None and self.app.settings.pictures == "on":
            assert isinstance(chart.drawing, LightDrawing)
            self._timer = self.set_interval(chart.drawing.seconds / _STEPS, self._go_on)

    def _go_on(self) -> None:
        """The light has come a little further."""
        if self.app.screen is self:
            blocks = [Block((), gap=0, drawn=self._rows)]
            self.sheet.show(blocks, at="keep")

    # From one to another

    def head_rows(self, roomy: bool) -> list[Row]:
        """The names of the charts, even where there is little room."""
        row, _ = self._tabs()
        if not roomy:
            return [row]
        air: list[Row] = [()] if self.app.size.height >= _AIRY else []
        return [*self.air, *air, self.with_menu(row), ()]

    def _link(self) -> None:
        """The names can be clicked too."""
        super()._link()
        row, links = self._tabs()
        at = next((n for n, each in enumerate(self.head.rows) if each[: len(row)] == row), 0)
        own = (link._replace(row=at) for link in links)
        self.head.links = (*self.head.links, *own)

    def _tabs(self) -> tuple[Row, list[Link]]:
        """The names of all charts, that of the present one strong, and where each is clicked."""
        here = self.chart
        width = column(self.page_width, self.app.settings.columns)
        if here is None:
            return (((self.heading(), "faint"),), [])
        names = [chart.title for chart in self._charts]
        room = width - 4 if self.app.size.height >= _ROOMY else width
        return tabs(names, self._charts.index(here), room, "chart")

    def action_chart(self, way: int) -> None:
        """The next chart, or the one before; round again at the end."""
        here = self.chart
        if here is not None:
            at = self._charts.index(here) + way
            self._turn_to(at % len(self._charts))

    def action_number(self, number: int) -> None:
        """The chart of that number."""
        if 1 <= number <= len(self._charts):
            self._turn_to(number - 1)

    def _turn_to(self, at: int) -> None:
        self.app.chart = self._charts[at].id
        self.fill()
        self.frame()


def _role(role: str) -> str:
    """The role of the look for one of a chart's."""
    kind, _, who = role.partition(" ")
    if kind == "person":
        return f"voice {who}"
    return "strong" if kind == "you" else ROLES.get(kind, kind)


def _size(row: Row) -> int:
    return sum(cells(words) for words, _ in row)


def _centred(rows: list[Row], width: int) -> list[Row]:
    """Rows of a drawing in the middle of a column."""
    used = max((_size(row) for row in rows), default=0)
    before = " " * max(0, (width - used) // 2)
    return [((before, "prose"), *row) for row in rows]
