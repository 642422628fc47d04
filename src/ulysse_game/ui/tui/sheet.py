"""A column of blocks with items to choose: every screen here is one of these.

It is given blocks and says which item was chosen; scrolling is below it (``scroll``), and it knows
nothing of a session. The cursor of the terminal stands on the marked item, for those who follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.timer import Timer

from ulysse_game.ui.tui.flow import Block, Row, Span
from ulysse_game.ui.tui.held import HELD
from ulysse_game.ui.tui.laying import Laid
from ulysse_game.ui.tui.paint import Painter
from ulysse_game.ui.tui.paper import SIDES
from ulysse_game.ui.tui.reveal import TICK, Pace, Telling, Told
from ulysse_game.ui.tui.scroll import Scroll


class Sheet(Scroll, inherit_bindings=False):
    """A column with items, one of them marked; a page may be told slowly."""

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
        super().__init__(painter, id=id)
        self.is_active = True  # do the keys come here
        self._current = -1  # the marked item, as a block
        self._is_list = False  # is all of it a list, with no page to read first
        self._ready = False  # have the choices been in sight, all of them below a page
        self._seen: set[int] = set()  # the items that have been in sight, as blocks
        self.doubt: Timer | None = None  # until it is known whether a key is held
        self._telling: Telling | None = None  # while the page is told slowly
        self._clock: Timer | None = None
        self._to_tell: tuple[Set[int], Pace] | None = None  # as soon as it is laid out

    # What is shown

    def show(self, blocks: Sequence[Block], *, current: str = "", at: str = "top") -> None:
        """Replaces everything. ``at`` is ``top``, ``end`` or ``keep`` (the same place)."""
        if at == "keep":
            block, offset = self.place
            self._wanted = ("place", min(block, len(blocks) - 1), offset)
        else:
            self._wanted = (at, 0, 0)
        self._window.blocks = list(blocks)
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
        self._window.blocks = [*past, *blocks]
        self._page = len(past)
        self._is_list = False
        self._mark_first(current if keep else "")
        self._wanted = ("place", *place) if keep and not settled else ("page", 0, 0)
        self._arrange()

    def turn(self, blocks: Sequence[Block], stays: int) -> None:
        """A new page: the first ``stays`` blocks of the present one stay above, as read."""
        self.barred = frozenset()
        keep = self._page + stays
        window = self._window
        del window.blocks[keep:]
        self._page = keep
        window.blocks.extend(blocks)
        self._mark_first("")
        self._wanted = ("page", 0, 0)
        if window.is_near(keep):
            window.forget_from(keep)
            window.lay_all_below()
            self._scroll_to_page()
            self._redraw()
        else:
            self._arrange()

    @property
    def current(self) -> str:
        """The marked item, or nothing."""
        return self.blocks[self._current].item if self._current >= 0 else ""

    def _mark_first(self, current: str) -> None:
        """Marks ``current`` if it is there, else the first open item."""
        self._ready = False
        self._seen = set()
        items = self._items()
        self._current = next(
            (at for at in items if self.blocks[at].item == current), items[0] if items else -1
        )

    def _items(self) -> list[int]:
        """The blocks of the present page that can be chosen."""
        return [
            at
            for at in range(self._page, len(self.blocks))
            if self.blocks[at].item and self.blocks[at].is_open
        ]

    # Where one is

    def skip(self, blocks: Iterable[int]) -> None:
        """Goes to the first of these blocks of the page that is not whole in sight, or the end."""
        self.tell_all()
        window = self._window
        for block in sorted(self._page + each for each in blocks):
            if window.top_of(block + 1) > self._top + self._height:
                first = window.words_of(block)
                self._go(first if first > self._top else self._top + max(1, self._height - 2))
                return
        self.to_end()

    # Telling slowly

    def tell(self, new: Set[int], pace: Pace) -> None:
        """Tells the page sign by sign, these of its blocks; the others and what is below at once.

        What does not fit in the view is not told: who scrolls reads. Anything that moves the
        view, and ``tell_all``, ends it.
        """
        self._to_tell = (new, pace)
        if self._settled:
            self._begin_to_tell()

    def tell_all(self) -> bool:
        """Shows the whole page; whether there was anything left to tell."""
        telling, self._telling = self._telling, None
        if telling is None:
            return False
        if self._clock is not None:
            self._clock.stop()
        self._redraw()
        return True

    def _begin_to_tell(self) -> None:
        """Begins with the first new row of the page."""
        asked, self._to_tell = self._to_tell, None
        if asked is None:
            return
        new, pace = asked
        rows = self._window.rows
        first = self._window.top_of(self._page)
        found = []
        for number in range(first, min(len(rows), self._top + self._height)):
            laid = rows[number]
            if self.blocks[laid.block].item:
                break
            ends = number + 1 == len(rows) or rows[number + 1].block != laid.block
            found.append(Told(number, laid.words, laid.block - self._page in new, ends))
        telling = Telling(found, pace)
        if not telling.is_done:
            self._telling = telling
            self._clock = self.set_interval(TICK, self._tell_on)

    def _tell_on(self) -> None:
        """Some more signs; only the rows that change are drawn again."""
        if self._telling is None:
            return
        for row in self._telling.step():
            self.refresh(Region(0, row - self._top, self.size.width, 1))
        if self._telling.is_done:
            self.tell_all()

    # Choosing

    def _look_for_choices(self) -> None:
        """Remembers which choices have been in sight, and puts the cursor on the marked one."""
        if self._current < 0:
            return
        self._seen.update(self._items_in_sight())
        if self._shows(self._current):
            self._ready = self._ready or self._is_list or self.is_at_end
            if not self.is_active:
                return
            row = self._window.words_of(self._current)
            x = self._left
            if self.blocks[self._current].paper:
                x += SIDES // 2
            self.app.cursor_position = self.region.offset + Offset(x, row - self._top)

    def _items_in_sight(self) -> Iterable[int]:
        """The items whose first row is in sight; of a list as long as a story none but the view."""
        rows = self._window.rows[self._top : self._top + self._height]
        for at in dict.fromkeys(row.block for row in rows):
            block = self.blocks[at]
            if at >= self._page and block.item and block.is_open and self._shows(at):
                yield at

    def step(self, way: int) -> None:
        """Marks the next or the previous item, or reads on while the marked one is out of sight."""
        items = self._items()
        if self._current < 0 or not items:
            self.scroll_rows(3 * way)
            return
        if not self._shows(self._current):
            below = self._window.top_of(self._current) > self._top
            if self._window.high <= self._current or below == (way > 0):
                self.scroll_rows(3 * way)
                return
        at = items.index(self._current) + way
        if 0 <= at < len(items):
            self._mark(items[at])
        else:
            self.scroll_rows(3 * way)

    def mark_in_sight(self) -> None:
        """Marks the first open item in sight, where the marked one is out of it."""
        if self._current >= 0 and not self._shows(self._current):
            shown = next((at for at in self._items() if self._shows(at)), -1)
            if shown >= 0:
                self._mark(shown)

    def mark(self, item: str) -> None:
        """Marks an open item and brings it into sight, if it is there."""
        for at in self._items():
            if self.blocks[at].item == item:
                self._mark(at)

    def _mark(self, block: int) -> None:
        """Marks an item and brings it into sight."""
        before, self._current = self._current, block
        self._ready = True
        window = self._window
        if block >= window.high:
            window.lay_to(block + 8)
        first, last = window.top_of(block), window.top_of(block + 1)
        top, height = self._top, self._height
        if first < top:
            self._go(first)
        elif last > top + height:
            self._go(min(first, last - height + 1))
        else:
            self._look_for_choices()
            self._redraw_block(before)
            self._redraw_block(block)

    def take(self) -> None:
        """Chooses the marked item; reads on as long as there are choices out of sight."""
        is_shown = self._current >= 0 and self._shows(self._current)
        if is_shown and self._ready:
            self._choose(self._current)
        elif self._current >= 0 and self.is_at_end:
            self._mark(self._current)
        else:
            self.read_on()

    def take_number(self, number: int) -> None:
        """Chooses the open item of that number once it has been in sight; else goes to it."""
        items = self._items()
        if not 1 <= number <= len(items):
            return
        block = items[number - 1]
        if self._ready and block in self._seen:
            self._choose(block)
        else:
            self._go_to_choice(block)

    def _choose(self, block: int) -> None:
        """Chooses an item, unless a key that is held down asks for it; in doubt a moment later."""
        keyboard, chosen = self.app.keyboard, self.blocks[block]
        press = keyboard.press
        if keyboard.is_held:
            return
        if self.doubt is not None:
            self.doubt.stop()
            self.doubt = None
        if press is None or not keyboard.is_doubtful:
            self.post_message(self.Chosen(self, chosen.item))
            return

        def choose() -> None:
            self.doubt = None
            if not keyboard.has_repeated(press) and any(each is chosen for each in self.blocks):
                self.post_message(self.Chosen(self, chosen.item))

        self.doubt = self.set_timer(HELD, choose)

    def _go_to_choice(self, block: int) -> None:
        """Marks an item; where the choices of a page fit in the view, all of them are in sight."""
        seen = set(self._seen)
        if not self._is_list:
            self.to_end()
        self._mark(block)
        self._seen = seen  # what was passed on the way has not been in sight
        self._look_for_choices()

    # Events

    def on_click(self, event: events.Click) -> None:
        """A click on an open item chooses it; while the page is told it shows the rest."""
        if self.tell_all():
            return
        row = self._top + event.y
        if not 0 <= row < len(self._window.rows):
            return
        at, words, _ = self._window.rows[row]
        block = self.blocks[at]
        if words and at >= self._page and block.item and block.is_open:
            self._current = at
            self._redraw()
            self.post_message(self.Chosen(self, block.item, is_by_mouse=True))

    # What happens to the view

    def _is_going(self) -> None:
        """Who moves the view has the whole page."""
        self.tell_all()

    def _has_gone(self) -> None:
        """The choices may be in sight now, and others want to know."""
        self._look_for_choices()
        self.post_message(self.Moved())

    def _has_laid(self) -> None:
        """What is to be told can be told now."""
        self._begin_to_tell()

    def _fit(self) -> None:
        """Where the end was in sight, the marked item stays so; what is being told comes first."""
        is_laid = self._window.width > 0 and self._current >= 0 and self._telling is None
        was_there = is_laid and self.is_at_end and self._shows(self._current)
        super()._fit()
        if was_there and not self._shows(self._current):
            self._go_to_choice(self._current)

    def _shift(self, count: int) -> None:
        """The marked item is the same as before."""
        super()._shift(count)
        self._current += count if self._current >= 0 else 0
        self._seen = {at + count for at in self._seen}

    def _shown(self, row: int, laid: Laid) -> Row:
        """As far as it has been told, and marked."""
        at, words, _ = laid
        if self._telling is not None:
            words = self._telling.shown(row, words)
        past = at < self._page
        if at == self._current and self.is_active and not past:
            words = _marked(words, row == self._window.words_of(at))
        return words


def _marked(words: Row, first: bool) -> Row:
    """A row of the marked item: a sign before it, its label stronger."""
    marked: list[Span] = []
    for at, (text, role) in enumerate(words):
        kind, on, ground = role.partition("@")
        if first and text.startswith(" ") and at == (words[0][1] == "edge"):
            marked.append(("▸", f"marker{on}{ground}"))
            text = text[1:]
        marked.append((text, f"current{on}{ground}" if kind in ("option", "prose") else role))
    return tuple(marked)
