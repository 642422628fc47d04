"""A column of blocks that scrolls, with items to choose: every screen here is one of these.

It draws by Textual's line API and scrolls by a number of its own: Textual's scrolling would lay
out the whole screen again at every page. Only a window of the blocks is laid out in rows, around
what is seen; it grows when the reader nears its end and is laid out again after a resize. So a
key press and a resize cost the same after five thousand paragraphs as after ten.

It knows nothing of a session: it is given blocks and says which item was chosen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ulysse_game.ui.tui.flow import Block, Row, column, lay
from ulysse_game.ui.tui.paint import Painter

_CHUNK = 60  # blocks laid out at a time beyond what is seen
_LOW = 14  # a view of fewer rows has none to spare for air


class Sheet(Widget, inherit_bindings=False):
    """Blocks in a column. ``older`` is asked once for what came before, at the very top."""

    DEFAULT_CSS = "Sheet { height: 1fr; width: 1fr; }"

    class Chosen(Message):
        """An open item was chosen."""

        def __init__(self, sheet: Sheet, item: str, is_by_mouse: bool = False) -> None:
            super().__init__()
            self.sheet = sheet
            self.item = item
            self.is_by_mouse = is_by_mouse

    class Moved(Message):
        """The sheet shows another part of itself."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.painter = painter
        self.older: Callable[[], Sequence[Block]] | None = None
        self.found = -1  # the block that a search marks
        self.barred: frozenset[int] = frozenset()  # blocks of the page with a bar in the margin
        self.is_active = True  # do the keys come here
        self._blocks: list[Block] = []
        self._current = -1  # the marked item, as a block
        self._page = 0  # the block where the present page begins
        self._low = self._high = 0  # the blocks that are laid out
        self._rows: list[tuple[int, Row, bool]] = []  # block, row, is it its first with words
        self._tops: list[int] = []  # the row where each laid block begins
        self._top = 0  # the row at the top of the view
        self._room = 0  # how deep a new page may stand, though rows do not fill the view
        self._size_laid = Size(0, 0)
        self._is_drawing = False
        self._column = 0
        self._is_list = False  # is all of it a list, with no page to read first
        self._seen = False  # have the choices been in sight, all of them below a page
        self._settled = False  # is the view where a new page puts it
        self._wanted: tuple[str, int, int] = ("page", 0, 0)

    # What is shown

    def show(self, blocks: Sequence[Block], *, current: str = "", at: str = "top") -> None:
        """Replaces everything. ``at`` is ``top``, ``end`` or ``keep`` (the same place)."""
        if at == "keep":
            block, offset = self.place
            self._wanted = ("place", min(block, len(blocks) - 1), offset)
        else:
            self._wanted = (at, 0, 0)
        self._blocks = list(blocks)
        self._page = 0
        self._is_list = True
        self._mark_first(current)
        self._arrange()

    def show_page(
        self, blocks: Sequence[Block], past: Sequence[Block] = (), *, keep: bool = False
    ) -> None:
        """A page with what was read before it; with ``keep`` at the place where the view was."""
        self.barred = frozenset()
        settled = self._settled
        place, current = self.place, self.current
        self._blocks = [*past, *blocks]
        self._page = len(past)
        self._is_list = False
        self._mark_first(current if keep else "")
        self._wanted = ("place", *place) if keep and not settled else ("page", 0, 0)
        self._arrange()

    def turn(self, blocks: Sequence[Block], stays: int) -> None:
        """A new page: the first ``stays`` blocks of the present one stay above, as read."""
        self.barred = frozenset()
        keep = self._page + stays
        del self._blocks[keep:]
        self._page = keep
        self._blocks.extend(blocks)
        self._mark_first("")
        if self._column and self._low <= keep <= self._high and keep - self._low < 4 * _CHUNK:
            self._forget_from(keep)
            self._lay_to(len(self._blocks))
            self._scroll_to_page()
            self._redraw()
        else:
            self._wanted = ("page", 0, 0)
            self._arrange()

    def bar(self, blocks: frozenset[int]) -> None:
        """Puts a bar beside these blocks of the page, and brings one of them into sight."""
        self.barred = blocks
        if blocks and not any(self._shows(self._page + block) for block in blocks):
            self.to_block(self._page + min(blocks))
        self._redraw()

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks, also those out of sight."""
        return self._blocks

    @property
    def current(self) -> str:
        """The marked item, or nothing."""
        return self._blocks[self._current].item if self._current >= 0 else ""

    @property
    def has_past(self) -> bool:
        """Whether earlier pages stand above the present one."""
        return self._page > 0

    @property
    def place(self) -> tuple[int, int]:
        """What is at the top: a block, counted from the present page, and a row within it."""
        if not self._tops:
            return 0, 0
        top = self._top
        at = max(0, bisect_right(self._tops, top) - 1)
        return self._low + at - self._page, top - self._tops[at]

    @property
    def is_at_end(self) -> bool:
        """Whether the last row is in sight."""
        if not self._column:
            return True
        return self._high == len(self._blocks) and self._top + self._height >= len(self._rows)

    def _mark_first(self, current: str) -> None:
        """Marks ``current`` if it is there, else the first open item."""
        self._seen = False
        self.found = -1
        items = self._items()
        self._current = next(
            (at for at in items if self._blocks[at].item == current), items[0] if items else -1
        )

    def _items(self) -> list[int]:
        """The blocks of the present page that can be chosen."""
        return [
            at
            for at in range(self._page, len(self._blocks))
            if self._blocks[at].item and self._blocks[at].is_open
        ]

    # Laying out

    def _arrange(self) -> None:
        """Lays out the window around the place that is wanted, and goes there."""
        self._size_laid = size = self.size
        self._column = column(size.width) if size.width and size.height else 0
        if not self._column:
            return
        how, block, offset = self._wanted
        start = {"top": 0, "end": len(self._blocks) - 1, "page": self._page}.get(
            how, self._page + block
        )
        start = max(0, min(start, len(self._blocks) - 1))
        self._rows, self._tops, self._room = [], [], 0
        self._low = self._high = start
        self._lay_to(min(len(self._blocks), start + 1))
        while self._high < len(self._blocks) and len(self._rows) < self._height:
            self._lay_to(min(len(self._blocks), self._high + 8))
        above = self._height
        while self._low > 0 and above > 0:
            above -= self._lay_back(8)
        if how in ("page", "end"):
            self._lay_to(len(self._blocks))
        if how == "page":
            self._scroll_to_page()
        elif how == "place":
            self._go(self._top_of(start) + offset)
        else:
            self._go(self._first_words if how == "top" else len(self._rows))
        self._redraw()

    def _lay_to(self, high: int) -> None:
        """Lays out blocks downwards, up to but not including ``high``."""
        for at in range(self._high, high):
            self._tops.append(len(self._rows))
            self._rows.extend(self._lay_one(at))
        self._high = max(self._high, high)

    def _lay_back(self, count: int) -> int:
        """Lays out ``count`` blocks upwards; gives how many rows that added on top."""
        low = max(0, self._low - count)
        rows: list[tuple[int, Row, bool]] = []
        tops: list[int] = []
        for at in range(low, self._low):
            tops.append(len(rows))
            rows.extend(self._lay_one(at))
        added = len(rows)
        self._tops = tops + [top + added for top in self._tops]
        self._rows = rows + self._rows
        self._low = low
        self._room += added if self._room else 0
        return added

    def _lay_one(self, at: int) -> list[tuple[int, Row, bool]]:
        """One block's rows."""
        block = self._blocks[at]
        rows = lay(block, self._column)
        return [(at, row, number == block.gap) for number, row in enumerate(rows)]

    def _forget_from(self, block: int) -> None:
        """Takes back the rows of ``block`` and of everything below it."""
        if block < self._high:
            del self._rows[self._tops[block - self._low] :]
            del self._tops[block - self._low :]
            self._high = block

    def _top_of(self, block: int) -> int:
        """The row where a laid block begins."""
        at = block - self._low
        return self._tops[at] if 0 <= at < len(self._tops) else len(self._rows)

    @property
    def _height(self) -> int:
        """How many rows are in sight."""
        return self._size_laid.height

    @property
    def _first_words(self) -> int:
        """The row to begin with: where few are in sight, none is left empty at the top."""
        if self._height >= _LOW:
            return 0
        return next((at for at, (_, words, _) in enumerate(self._rows) if words), 0)

    def _scroll_to_page(self) -> None:
        """Shows the present page whole if it fits, else from its beginning.

        What was read before takes about the upper third, in whole paragraphs.
        """
        if not self._rows:  # nothing has been put here yet
            self._go(0)
            return
        top = self._top_of(self._page)
        if self._page < len(self._blocks):
            top += self._blocks[self._page].gap
        height = self._height
        size = len(self._rows) + 1 - top
        space = max(0, height - size)
        target = self._first_row(max(0, top - min(height // 3, space)), max(0, top - space), top)
        self._room = target
        self._go(target)
        self._settled = True

    def _first_row(self, wanted: int, highest: int, lowest: int) -> int:
        """A row near ``wanted`` where a paragraph begins: above it if there is room, else below."""
        above = range(wanted, highest - 1, -1)
        below = range(wanted, lowest)
        return next((row for row in (*above, *below) if self._rows[row][2]), lowest)

    # Scrolling

    def _go(self, row: int) -> None:
        """Puts a row at the top, as far as there are rows to fill the view."""
        deepest = max(len(self._rows) + 1 - self._height, self._room, 0)
        self._top = max(0, min(row, deepest))
        self._settled = False
        self._look_for_choices()
        self._redraw()
        self.post_message(self.Moved())

    def scroll_rows(self, rows: int) -> None:
        """Moves the view by ``rows``, laying out more where that is needed."""
        height = self._height
        if rows < 0:
            while self._top + rows < 0 and self._more_above():
                pass
        else:
            while self._top + rows + height > len(self._rows) and self._high < len(self._blocks):
                self._lay_to(min(len(self._blocks), self._high + _CHUNK))
        self._go(self._top + rows)

    def _more_above(self) -> bool:
        """Lays out earlier blocks, asking for them if need be; says whether there were any."""
        if not self._low:
            if self.older is None:
                return False
            ask, self.older = self.older, None
            blocks = list(ask())
            if not blocks:
                return False
            self._blocks[:0] = blocks
            count = len(blocks)
            self._page += count
            self._current += count if self._current >= 0 else 0
            self._low += count
            self._high += count
            self._rows = [(at + count, row, first) for at, row, first in self._rows]
        added = self._lay_back(_CHUNK)
        if added:
            self._go(self._top + added)
        return added > 0

    def to_start(self) -> None:
        """Goes to the very first line."""
        self._more_above()
        self._wanted = ("top", 0, 0)
        self._arrange()

    def to_end(self) -> None:
        """Goes to the last line."""
        if self._high < len(self._blocks):
            self._wanted = ("end", 0, 0)
            self._arrange()
        self._go(len(self._rows))

    def to_block(self, block: int) -> None:
        """Brings a block near the top of the view."""
        self._wanted = ("place", block - self._page, 0)
        self._arrange()
        self._go(self._top_of(block) - self._height // 4)

    # Choosing

    def _shows(self, block: int) -> bool:
        """Whether the first row of a block's words is in sight."""
        if not self._low <= block < self._high:
            return False
        row = self._top_of(block) + self._blocks[block].gap
        top = self._top
        return top <= row < top + self._height

    def _look_for_choices(self) -> None:
        """Remembers that the choices have been in sight, and puts the cursor on the marked one."""
        if self._current < 0:
            return
        if self._shows(self._current):
            self._seen = self._seen or self._is_list or self.is_at_end
            if not self.is_active:
                return
            row = self._top_of(self._current) + self._blocks[self._current].gap
            x = (self.size.width - self._column) // 2
            self.app.cursor_position = self.region.offset + Offset(x, row - self._top)

    def step(self, way: int) -> None:
        """Marks the next or the previous item, or reads on while the marked one is out of sight."""
        items = self._items()
        if self._current < 0 or not items:
            self.scroll_rows(3 * way)
            return
        if not self._shows(self._current):
            below = self._top_of(self._current) > self._top
            if self._high <= self._current or below == (way > 0):
                self.scroll_rows(3 * way)
                return
        at = items.index(self._current) + way
        if 0 <= at < len(items):
            self._mark(items[at])
        else:
            self.scroll_rows(3 * way)

    def mark(self, item: str) -> None:
        """Marks an open item and brings it into sight, if it is there."""
        for at in self._items():
            if self._blocks[at].item == item:
                self._mark(at)

    def _mark(self, block: int) -> None:
        """Marks an item and brings it into sight."""
        before, self._current = self._current, block
        self._seen = True
        if block >= self._high:
            self._lay_to(min(len(self._blocks), block + 8))
        first = self._top_of(block)
        last = self._top_of(block + 1) if block + 1 < self._high else len(self._rows)
        top, height = self._top, self._height
        if first < top:
            self._go(first)
        elif last > top + height:
            self._go(min(first, last - height + 1))
        else:
            self._look_for_choices()
            self._redraw_block(before)
            self._redraw_block(block)

    def _redraw_block(self, block: int) -> None:
        """Draws the rows of one block again, and no others."""
        first, last = self._top_of(block), self._top_of(block + 1)
        if last > first:
            self.refresh(Region(0, first - self._top, self.size.width, last - first))

    def take(self) -> None:
        """Chooses the marked item; reads on as long as there are choices out of sight."""
        is_shown = self._current >= 0 and self._shows(self._current)
        if is_shown and self._seen:
            self.post_message(self.Chosen(self, self.current))
        elif self._current >= 0 and self.is_at_end:
            self._mark(self._current)
        else:
            self.scroll_rows(self._height - 2)

    def take_number(self, number: int) -> None:
        """Chooses the open item of that number, once the choices have been in sight."""
        items = self._items()
        if not 1 <= number <= len(items):
            return
        if self._seen:
            self.post_message(self.Chosen(self, self._blocks[items[number - 1]].item))
        else:
            self._mark(items[number - 1])

    # Events

    def _fit(self) -> None:
        """Lays out for another size, at the same place in the text."""
        if not self._rows:
            self._arrange()
        elif self._settled:
            self._wanted = ("page", 0, 0)
            self._arrange()
        elif column(self.size.width) != self._column:
            self._wanted = ("place", *self.place)
            self._arrange()
        else:
            self._size_laid = self.size
            self._go(self._top)

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

    def on_click(self, event: events.Click) -> None:
        """A click on an open item chooses it."""
        row = self._top + event.y
        if not 0 <= row < len(self._rows):
            return
        at, words, _ = self._rows[row]
        block = self._blocks[at]
        if words and at >= self._page and block.item and block.is_open:
            self._current = at
            self._redraw()
            self.post_message(self.Chosen(self, block.item, is_by_mouse=True))

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

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        width = self.size.width
        row = self._top + y
        if not 0 <= row < len(self._rows):
            return self.painter.strip((), 0, width)
        at, words, first = self._rows[row]
        past = at < self._page
        if at == self._current and self.is_active and not past:
            words = _marked(words, first)
        elif at == self.found:
            words = tuple((text, "found") for text, _ in words)
        left = (width - self._column) // 2
        if words and left >= 2 and at - self._page in self.barred:
            return self.painter.strip((("▎ ", "marker"), *words), left - 2, width, past)
        return self.painter.strip(words, left, width, past)


def _marked(words: Row, first: bool) -> Row:
    """A row of the marked item: a sign before it, its label stronger."""
    marked = tuple(
        (text, "current" if role in ("option", "prose") else role) for text, role in words
    )
    if first and marked:
        text, role = marked[0]
        if text.startswith(" "):
            return (("▸", "marker"), (text[1:], role), *marked[1:])
    return marked
