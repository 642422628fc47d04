"""A column of blocks that scrolls, drawn by rows.

It draws by Textual's line API and scrolls by a number of its own: Textual's scrolling would lay
out the whole screen again at every page. Only a window of its blocks is laid out in rows
(``laying``), so a key press and a resize cost the same after five thousand paragraphs as after ten.

It knows nothing of items and of choosing (``sheet``), and never a session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from ulysse_game.ui.tui.flow import Block, Row, Span, column, gap_of
from ulysse_game.ui.tui.laying import Laid, Window
from ulysse_game.ui.tui.paint import Painter

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp


class Scroll(Widget, inherit_bindings=False):
    """Blocks in a column.

    At the very top ``older`` is asked for what came before, again and again until that is nothing.
    """

    app: UlysseApp

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.painter = painter
        self.older: Callable[[], Sequence[Block]] | None = None
        self.barred: frozenset[int] = frozenset()  # blocks of the page with a bar in the margin
        self.side = ""  # the side at which the column stands, else in the middle
        self.most = 0  # cells of a row at most, if they are fewer than the player's wish
        self._window = Window()
        self._page = 0  # the block where the present page begins
        self._top = 0  # the row at the top of the view
        self._room = 0  # how deep a new page may stand, though rows do not fill the view
        self._size_laid = Size(0, 0)
        self._is_drawing = False
        self._settled = False  # is the view where a new page puts it, or at an end asked for
        self._wanted: tuple[str, int, int] = ("page", 0, 0)

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks, also those out of sight."""
        return self._window.blocks

    @property
    def has_past(self) -> bool:
        """Whether earlier pages stand above the present one."""
        return self._page > 0

    @property
    def is_above_the_page(self) -> bool:
        """Whether nothing of the present page is in sight, but only what was read before it."""
        window = self._window
        if not self._page or not window.width:
            return False
        return window.top_of(self._page) >= self._top + self._height

    @property
    def place(self) -> tuple[int, int]:
        """What is at the top: a block, counted from the present page, and a row within it."""
        block, row = self._window.place_of(self._top)
        return block - self._page, row

    @property
    def is_at_end(self) -> bool:
        """Whether the last row is in sight."""
        window = self._window
        if not window.width:
            return True
        return window.is_whole_below and self._top + self._height >= len(window.rows)

    def renew(self, at: int, block: Block) -> None:
        """Puts another block of as many rows in the place of one, and draws it alone."""
        self._window.renew(at, block)
        self._redraw_block(at)

    def dress(self, how: Callable[[Block], Block]) -> None:
        """Has this done to each block that comes near the view from now on; its words stay."""
        self._window.dress = how

    def bar(self, blocks: frozenset[int]) -> None:
        """Puts a bar beside these blocks of the page, and brings one of them into sight."""
        self.barred = blocks
        if blocks and not any(self._shows(self._page + block) for block in blocks):
            self.to_block(self._page + min(blocks))
        self._redraw()

    # What happens to who stands on it

    def _is_going(self) -> None:
        """The view is about to move."""

    def _has_gone(self) -> None:
        """The view has moved."""

    def _has_laid(self) -> None:
        """All that is in sight has been laid out anew."""

    def _shift(self, count: int) -> None:
        """So many blocks were put before all others, or taken away there if it is less than 0."""
        self._page += count

    def _shown(self, row: int, laid: Laid) -> Row:
        """The words of a row as they are shown now."""
        return laid.words

    # Laying out

    def _arrange(self) -> None:
        """Lays out the window around the place that is wanted, and goes there."""
        self._size_laid = size = self.size
        window = self._window
        width = self._columns() if size.width and size.height else 0
        window.width = width
        if not width:
            return
        how, block, offset = self._wanted
        start = {"top": 0, "end": len(self.blocks) - 1, "page": self._page}.get(
            how, self._page + block
        )
        start = max(0, min(start, len(self.blocks) - 1))
        self._room = 0
        window.begin(start, width, size.height)
        window.lay_around(start)
        if how in ("page", "end"):
            window.lay_all_below()
        if how == "page":
            self._scroll_to_page()
        elif how == "place":
            self._go(window.top_of(start) + offset)
        else:
            self._go(self._first_words if how == "top" else len(window.rows))
            self._settled = how == "end"
        self._has_laid()
        self._redraw()

    @property
    def _height(self) -> int:
        """How many rows are in sight."""
        return self._size_laid.height

    @property
    def _first_words(self) -> int:
        """The row to begin with: where few are in sight, none is left empty at the top."""
        if not self._window.is_low:
            return 0
        return next((at for at, row in enumerate(self._window.rows) if row.words), 0)

    def _scroll_to_page(self) -> None:
        """Shows the present page whole if it fits, else from its beginning.

        What was read before takes about the upper third, in whole paragraphs.
        """
        window = self._window
        if not window.rows:  # nothing has been put here yet
            self._go(0)
            return
        top = window.top_of(self._page)
        if self._page < len(window.blocks):
            top += gap_of(window.blocks[self._page], window.is_low)
        height = self._height
        size = len(window.rows) + 1 - top
        space = max(0, height - size)
        target = self._first_row(max(0, top - min(height // 3, space)), max(0, top - space), top)
        self._room = target
        self._go(target)
        self._settled = True

    def _first_row(self, wanted: int, highest: int, lowest: int) -> int:
        """A row near ``wanted`` where a paragraph begins: above it if there is room, else below."""
        above = range(wanted, highest - 1, -1)
        below = range(wanted, lowest)
        rows = self._window.rows
        return next((row for row in (*above, *below) if rows[row].is_first), lowest)

    def _fit(self) -> None:
        """Lays out for another size, at the same place in the text."""
        if not self._window.rows:
            self._arrange()
        elif self._settled:
            self._wanted = ("end" if self._wanted[0] == "end" else "page", 0, 0)
            self._arrange()
        elif not self._window.fits(self._columns(), self.size.height):
            self._wanted = ("place", *self.place)
            self._arrange()
        else:
            self._size_laid = self.size
            self._window.height = self.size.height
            self._go(self._top)

    def _columns(self) -> int:
        """The width of the column, as the player wants it and as there is room."""
        wish = self.app.settings.columns
        return column(self.size.width, min(wish, self.most or wish))

    @property
    def _left(self) -> int:
        """The cells before the column."""
        spare = self._size_laid.width - self._window.width
        if not self.side:
            return spare // 2
        return min(2, spare) if self.side == "left" else max(0, spare - 2)

    # Scrolling

    def _go(self, row: int) -> None:
        """Puts a row at the top, as far as there are rows to fill the view."""
        self._is_going()
        deepest = max(len(self._window.rows) + 1 - self._height, self._room, 0)
        self._top = max(0, min(row, deepest))
        self._settled = False
        self._redraw()
        self._has_gone()

    def scroll_rows(self, rows: int) -> None:
        """Moves the view by ``rows``, laying out more where that is needed."""
        height = self._height
        if rows < 0:
            while self._top + rows < 0 and self._more_above():
                pass
        else:
            window = self._window
            while self._top + rows + height > len(window.rows) and not window.is_whole_below:
                window.lay_on()
        self._go(self._top + rows)

    def read_on(self) -> None:
        """A screen further down, two rows staying; to a picture that is cut off, if there is one.

        A chapter's opening and the picture below it stay together.
        """
        rows = max(1, self._height - 2)
        bottom = self._top + self._height
        window, blocks = self._window, self.blocks
        for block in range(window.place_of(self._top)[0], window.high):
            first = window.words_of(block)
            if first >= bottom:
                break
            is_head = blocks[block].code is not None
            if first <= self._top or not (is_head or blocks[block].drawn):
                continue
            has_picture = is_head and any(each.drawn for each in blocks[block + 1 : block + 2])
            last = window.top_of(block + 1 + has_picture)
            if last > bottom and last - first <= self._height:
                rows = min(rows, first - self._top)
                break
        self.scroll_rows(rows)

    def _more_above(self) -> bool:
        """Lays out earlier blocks, asking for them if need be; says whether there were any."""
        window = self._window
        if not window.low and not self._fetch():
            return False
        added = window.lay_back()
        self._room += added if self._room else 0
        if added:
            self._go(self._top + added)
        return added > 0

    def _fetch(self) -> bool:
        """Asks for what came before, without laying it out; says whether there was anything."""
        blocks = self.older() if self.older is not None else ()
        if not blocks:
            self.older = None
            return False
        self._window.put_before(blocks)
        self._shift(len(blocks))
        return True

    def let_go(self, count: int, older: Callable[[], Sequence[Block]]) -> None:
        """Forgets the first ``count`` blocks, above the page; ``older`` gives them again."""
        rows = self._window.drop(count)
        self._top = max(0, self._top - rows)
        self._room = max(0, self._room - rows)
        self._shift(-count)
        self.older = older

    def to_start(self) -> None:
        """Goes to the very first line."""
        while self._fetch():
            pass
        self._wanted = ("top", 0, 0)
        self._arrange()

    def to_end(self) -> None:
        """Goes to the last line."""
        if not self._window.is_whole_below:
            self._wanted = ("end", 0, 0)
            self._arrange()
        self._go(len(self._window.rows))

    def to_block(self, block: int) -> None:
        """Brings a block near the top of the view."""
        self._wanted = ("place", block - self._page, 0)
        self._arrange()
        self._go(self._window.top_of(block) - self._height // 4)

    def _shows(self, block: int) -> bool:
        """Whether the first row of a block's words is in sight."""
        window = self._window
        if not window.low <= block < window.high:
            return False
        return self._top <= window.words_of(block) < self._top + self._height

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Another size, even where nothing is drawn at once."""
        if self._size_laid != self.size:
            self._fit()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel reads on."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel reads back."""
        event.stop()
        self.scroll_rows(-3)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of the view; laid out first if the size is new, so none is drawn twice."""
        if self._size_laid != self.size:
            self._is_drawing = True
            self._fit()
            self._is_drawing = False
        return super().render_lines(crop)

    def _redraw(self) -> None:
        """Asks to be drawn, unless that is being done."""
        if not self._is_drawing:
            self.refresh()

    def _redraw_block(self, block: int) -> None:
        """Draws the rows of one block again, and no others."""
        first, last = self._window.top_of(block), self._window.top_of(block + 1)
        if last > first:
            self.refresh(Region(0, first - self._top, self.size.width, last - first))

    def render_line(self, y: int) -> Strip:
        """One row of the view, of the size that was laid out: to ask for the size is dear."""
        width = self._size_laid.width
        row = self._top + y
        if not 0 <= row < len(self._window.rows):
            return self.painter.strip((), 0, width)
        laid = self._window.rows[row]
        words = self._shown(row, laid)
        past = laid.block < self._page
        left = self._left
        if words and left >= 2:
            sign = self._beside(laid)
            if sign[0]:
                return self.painter.strip((sign, (" ", "prose"), *words), left - 2, width, past)
        return self.painter.strip(words, left, width, past)

    def _beside(self, laid: Laid) -> Span:
        """What stands in the margin: a writer's bar, a speaker's sign, the rail under it."""
        block = self.blocks[laid.block]
        if laid.block - self._page in self.barred:
            return "▌", "marker"
        if not block.who:
            return "", ""
        if laid.is_first:
            return self.painter.mark(block.who), f"mark {block.who}"
        return ("┊", "rule") if block.is_far else ("", "")
