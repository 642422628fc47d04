"""The window of rows: which blocks of a long column are laid out, and where each begins.

Only a window of the blocks is laid out in rows, around what is seen; it grows when the reader
nears its end and is laid out again after a resize. So a key press and a resize cost the same
after five thousand paragraphs as after ten. It knows no toolkit, and nothing of what is marked or
read: blocks go in, rows come out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ulysse_game.ui.tui.flow import Block, Row, gap_of, lay, rows_above

LOW = 14
"""A view of fewer rows has none to spare for air, edges and rules."""

CHUNK = 60
"""Blocks laid out at a time beyond what is seen."""


class Laid(NamedTuple):
    """One row: the block that it belongs to, its words, and is it that block's first with any."""

    block: int
    words: Row
    is_first: bool


class Window:
    """Blocks, and the rows of those from ``low`` up to but not including ``high``.

    ``width`` is that of the column, 0 while there is none; ``height`` how many rows are in sight.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.rows: list[Laid] = []
        self.low = self.high = 0
        self.width = 0
        self.height = 0
        self.dress: Callable[[Block], Block] = lambda block: block  # as each is laid out
        self._tops: list[int] = []  # the row where each laid block begins

    @property
    def is_whole_below(self) -> bool:
        """Whether nothing is left to be laid out below."""
        return self.high == len(self.blocks)

    def begin(self, block: int, width: int, height: int) -> None:
        """Forgets all rows; those of ``block`` are the first to come."""
        self.width, self.height = width, height
        self.rows, self._tops = [], []
        self.low = self.high = block

    @property
    def is_low(self) -> bool:
        """Whether there are no rows to spare."""
        return self.height < LOW

    def fits(self, width: int, height: int) -> bool:
        """Whether the rows are those of a column of that width in a view of that height.

        Those of a lower view may be too few to fill a higher one.
        """
        if width != self.width or height > self.height or (height < LOW) != self.is_low:
            return False
        laid = self.blocks[self.low : self.high]
        return height == self.height or not any(block.drawn for block in laid)

    def lay_around(self, block: int) -> None:
        """Lays out a block, what fills the view below it, and as much above it."""
        self.lay_to(block + 1)
        while not self.is_whole_below and len(self.rows) < self.height:
            self.lay_to(self.high + 8)
        above = self.height
        while self.low > 0 and above > 0:
            above -= self.lay_back(8)

    def lay_to(self, high: int) -> None:
        """Lays out blocks downwards, up to but not including ``high``."""
        high = min(len(self.blocks), high)
        for at in range(self.high, high):
            self._tops.append(len(self.rows))
            self.rows.extend(self._lay_one(at))
        self.high = max(self.high, high)

    def lay_on(self) -> None:
        """Lays out some more downwards."""
        self.lay_to(self.high + CHUNK)

    def lay_all_below(self) -> None:
        """Lays out everything downwards."""
        self.lay_to(len(self.blocks))

    def lay_back(self, count: int = CHUNK) -> int:
        """Lays out ``count`` blocks upwards; gives how many rows that added on top."""
        low = max(0, self.low - count)
        rows: list[Laid] = []
        tops: list[int] = []
        for at in range(low, self.low):
            tops.append(len(rows))
            rows.extend(self._lay_one(at))
        added = len(rows)
        self._tops = tops + [top + added for top in self._tops]
        self.rows = rows + self.rows
        self.low = low
        return added

    def put_before(self, blocks: Sequence[Block]) -> None:
        """Puts blocks before all others, without laying them out."""
        count = len(blocks)
        self.blocks[:0] = blocks
        self.low += count
        self.high += count
        self.rows = [row._replace(block=row.block + count) for row in self.rows]

    def drop(self, count: int) -> int:
        """Forgets the first ``count`` blocks; gives how many rows were theirs."""
        gone = max(0, min(count, self.high) - self.low)
        rows = self._tops[gone] if gone < len(self._tops) else len(self.rows)
        del self.blocks[:count]
        self.low, self.high = max(0, self.low - count), max(0, self.high - count)
        self._tops = [top - rows for top in self._tops[gone:]]
        self.rows = [row._replace(block=row.block - count) for row in self.rows[rows:]]
        return rows

    def renew(self, at: int, block: Block) -> None:
        """Puts a block in the place of one; if that is laid out, it must take as many rows."""
        self.blocks[at] = block
        if self.low <= at < self.high:
            rows = self._lay_one(at)
            top = self.top_of(at)
            assert len(rows) == self.top_of(at + 1) - top, "as many rows as before"
            self.rows[top : top + len(rows)] = rows

    def forget_from(self, block: int) -> None:
        """Takes back the rows of ``block`` and of everything below it."""
        if block < self.high:
            del self.rows[self._tops[block - self.low] :]
            del self._tops[block - self.low :]
            self.high = block

    def is_near(self, block: int) -> bool:
        """Whether rows can be added from ``block`` on without beginning anew."""
        return self.width > 0 and self.low <= block <= self.high and block - self.low < 4 * CHUNK

    def top_of(self, block: int) -> int:
        """The row where a laid block begins."""
        at = block - self.low
        return self._tops[at] if 0 <= at < len(self._tops) else len(self.rows)

    def words_of(self, block: int) -> int:
        """The row where a laid block's words begin, after empty ones and edges."""
        return self.top_of(block) + rows_above(self.blocks[block], self.width, self.is_low)

    def place_of(self, row: int) -> tuple[int, int]:
        """The block that a row belongs to, and which of its rows it is."""
        if not self._tops:
            return self.low, 0
        at = max(0, bisect_right(self._tops, row) - 1)
        return self.low + at, row - self._tops[at]

    def _lay_one(self, at: int) -> list[Laid]:
        """One block's rows."""
        block = self.dress(self.blocks[at])
        rows = lay(block, self.width, self.is_low)
        gap = gap_of(block, self.is_low)
        return [Laid(at, row, number == gap) for number, row in enumerate(rows)]
