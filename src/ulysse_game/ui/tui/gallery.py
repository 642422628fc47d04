"""The endings and chapters that have been reached, over all playthroughs.

Titles only; what has not been reached is counted, and says nothing of itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, Span, literal
from ulysse_game.ui.tui.leaf import Leaf, bind

if TYPE_CHECKING:
    from ulysse_game.play.reached import Goal

_UNKNOWN = "·  ·  ·"


class GalleryScreen(Leaf):
    """Nothing is chosen here."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "a")),
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Endings and chapters")

    def fill(self, keep: bool = False) -> None:
        """Endings, those that come early, chapters."""
        found = self.app.game.reached(self.app.language)
        blocks = [
            *self._group(self.words("Endings"), found.endings, first=True),
            *self._group(self.words("Ends that come early"), found.early),
            *self._group(self.words("Chapters"), found.chapters, is_counted=True),
        ]
        self.sheet.show(blocks, at="keep" if keep else "top")

    def _group(
        self, title: str, goals: Sequence[Goal], *, first: bool = False, is_counted: bool = False
    ) -> list[Block]:
        """A heading with how many were reached, and a row for each."""
        if not goals:
            return []
        reached = sum(goal.is_reached for goal in goals)
        count = self.words("{number} of {count}", number=reached, count=len(goals))
        blocks = [Block(((title, "strong"), (f"   {count}", "faint")), gap=1 if first else 2)]
        for number, goal in enumerate(goals, 1):
            lead = f"{number:>4}  " if is_counted else "      "
            blocks.append(Block(_words(goal), (lead, "faint"), "      ", int(number == 1)))
        return blocks


def _words(goal: Goal) -> tuple[Span, ...]:
    if not goal.is_reached:
        return ((_UNKNOWN, "faint"),)
    second = ((f"   {literal(goal.second)}", "second"),) if goal.second else ()
    return ((literal(goal.title), "prose"), *second)
