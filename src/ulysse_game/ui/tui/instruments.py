"""The ship's figures: a name, a reading, a bar for what can run out, a line for a heart.

Things have bars, people never. The seats are the one figure that is highlighted. A line moves only
where somebody turns it on by the step; nothing here has a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, Row, literal
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.page import Instrument
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session

STEP = 0.2
"""Seconds from one step of a moving line to the next, and what a cell of it stands for."""

_EIGHTHS = " ▏▎▍▌▋▊▉"
_END = "▕"


def bar(share: float, width: int) -> tuple[str, str]:
    """A bar of ``width`` cells, ``share`` (0 to 1) of it full: the full part, the empty one."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    if share > 0:
        eighths = max(1, eighths)  # what is not gone can be seen
    full = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    return full, " " * (width - len(full))


def trace(rate: int, width: int, step: int = 0) -> str:
    """A heart's line of ``width`` cells, the newest at the right, after so many steps.

    ``rate`` is in beats a minute; a heart that does not beat leaves the line flat.
    """
    if rate <= 0:
        return "─" * width
    apart = 60 / rate / STEP  # cells from beat to beat
    first = step - width
    return "".join(
        "∧" if int(at / apart) != int((at + 1) / apart) else "─"
        for at in range(first + _LONG_AGO, first + width + _LONG_AGO)
    )


_LONG_AGO = 100_000  # cells; the line has always been there


def instrument_blocks(instruments: Sequence[Instrument], step: int = 0) -> list[Block]:
    """Every instrument as a block of one or two rows."""
    return [
        Block(
            ((f"{each.name}  {each.reading}", "prose"),),
            gap=1,
            drawn=partial(_rows, each, step),
        )
        for each in instruments
    ]


def _rows(instrument: Instrument, step: int, width: int) -> list[Row]:
    """Name and reading at both ends of a row, and under them what is drawn."""
    name, reading = literal(instrument.name), literal(instrument.reading)
    ink = "seats" if instrument.highlight else "prose"
    space = width - cells(name) - cells(reading)
    if space < 1:
        rows: list[Row] = [((name, "faint"),), ((reading, ink),)]
    else:
        rows = [((name, "faint"), (" " * space, "prose"), (reading, ink))]
    if instrument.form == "trace":
        rows.append(((trace(instrument.rate, width, step), "trace"),))
    elif instrument.share is not None and width > 1:
        full, empty = bar(instrument.share, width - 1)
        rows.append(((full, "gauge"), (empty, "track"), (_END, "gauge")))
    return [row for row in rows if sum(cells(words) for words, _ in row) <= width]


class InstrumentsScreen(Leaf):
    """The instruments, where there is no room for them beside the text."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "i")),
        *(command for command in keys.READING if command.id in ("language", "help")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Instruments")

    def fill(self, keep: bool = False) -> None:
        """All of them, one under the other."""
        blocks = instrument_blocks(self.session.instruments())
        self.sheet.show(blocks, at="keep" if keep else "top")
