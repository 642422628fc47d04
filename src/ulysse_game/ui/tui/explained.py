"""A list in which the marked entry is explained: the settings and the list of commands.

The explanation stands at the foot, or right under a list that says so where there is room. The room
for it is that of the longest one, so that nothing moves as the mark does.
"""

from __future__ import annotations

from ulysse_game.ui.tui.flow import Block, Row, lay
from ulysse_game.ui.tui.leaf import Leaf

_INDENT = " " * 5  # where the names begin
_SCARCE = 2  # rows of an explanation where there are few for the list


class Explained(Leaf):
    """A list; ``about`` gives the sentence on an item."""

    def about(self, item: str) -> str:
        """What is to be known of an item, or nothing."""
        return ""

    @property
    def is_near(self) -> bool:
        """Whether the explanation stands under the list itself."""
        return False

    def explained(self, items: list[Block], current: str, after: list[Block]) -> list[Block]:
        """A list, under it what is to be known of ``current``, and what comes ``after`` it."""
        if not self.is_near:
            return [*items, *after]
        width = self.text_width - len(_INDENT)
        deep = max(len(self._told(block.item, width)) for block in items)
        own = len(self._told(current, width)) or 1
        words = ((self.about(current), "faint"),)
        told = Block(words, (_INDENT, "prose"), _INDENT, gap=1)
        return [*items, told, *(block._replace(gap=block.gap + deep - own) for block in after[:1])]

    def foot_rows(self, width: int, roomy: bool) -> list[Row]:
        """The sentence on the marked item, above what is there on every screen."""
        rows = super().foot_rows(width, roomy)
        if self._said or self.is_near:
            return rows
        told = self._told(self.sheet.current, width)
        items = {block.item for block in self.sheet.blocks if block.item}
        deep = max((len(self._told(each, width)) for each in items), default=0)
        if not roomy:
            deep = min(deep, _SCARCE)
        told = [*told, *[()] * deep][:deep]
        return [(), *told, *rows] if roomy and deep else [*told, *rows]

    def _told(self, item: str, width: int) -> list[Row]:
        """A sentence as rows."""
        sentence = self.about(item)
        return lay(Block(((sentence, "faint"),), gap=0), width) if sentence else []

    def action_down(self) -> None:
        """To the next item, and what is to be known of it."""
        super().action_down()
        self._moved()

    def action_up(self) -> None:
        """To the item before, and what is to be known of it."""
        super().action_up()
        self._moved()

    def _moved(self) -> None:
        """Explains what is marked now."""
        if self.is_near:
            self.fill(keep=True)
        self.frame()
