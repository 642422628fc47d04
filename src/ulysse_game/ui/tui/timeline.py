"""The past as a tree: the line one is on straight down, the lines that were left beside it.

What nothing parts from is folded. One goes to a page by choosing it, and is told which way that
was; two pages that are marked are compared. The tree itself is ``play``'s; here it is drawn, row by
row as it comes into sight.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from ulysse_game.play.timeline import path
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, Span, lay, literal, text
from ulysse_game.ui.tui.flow import Row as Drawn
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.words import marked
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.play.tree import Row, Tree
    from ulysse_game.ui.tui.game import Session

SIGNS = {"page": "○", "now": "●", "stretch": "┊"}
_LEAST = 24  # cells for the words of a row; lines nested deeper are not all drawn
_BRIEF = 46  # cells below which a row says when, and no more where

# What Enter does on a row, said below the tree.
_GO = keys.TAKE._replace(label=marked("Go there"))
_STAY = keys.TAKE._replace(label=marked("Stay here"))
_UNFOLD = keys.TAKE._replace(label=marked("Unfold"))
_FOLD = keys.TAKE._replace(label=marked("Fold"))
_OFFERED = tuple(command for command in keys.TIMELINE if command.id != "unfold")


class TimelineScreen(Leaf):
    """``picked`` is called with the node of the page to go to, the screen closed."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *keys.TIMELINE,
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "r")),
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (*_OFFERED, keys.CLOSE)

    def __init__(self, session: Session, picked: Callable[[int], None]) -> None:
        super().__init__()
        self.session = session
        self._picked = picked
        self._opened: set[str] = set()
        self._rows: dict[str, Row] = {}
        self._here: frozenset[int] = frozenset()  # the pages of the line one is on
        self._marked = -1  # the page to compare another with

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Timeline")

    # What is shown

    def fill(self, keep: bool = False) -> None:
        """The tree, as far as it is unfolded."""
        tree = self.session.tree()
        rows = tree.rows(self._opened)
        self._rows = {key_of(row): row for row in rows if row.kind != "chapter"}
        self._here = frozenset(tree.line.nodes)
        sentence = self.words(
            "A page is named by the choice made there. Choose one to go there; what you leave is "
            "kept."
        )
        blocks: list[Block] = [text(sentence, "faint")]
        for number, (row, rails) in enumerate(zip(rows, rails_of(rows), strict=True)):
            gap = 1 if number == 0 else 0
            drawn = partial(self._drawn_row, tree, row, rails)
            name = "" if row.kind == "chapter" else key_of(row)
            blocks.append(Block((), gap=gap, item=name, drawn=drawn))
        if keep:
            self.sheet.show(blocks, current=self.sheet.current, at="keep")
            return
        line = tree.line.nodes
        current = f"p{line[max(0, len(line) - 2)]}"
        self.sheet.show(blocks, current=current)
        names = [block.item for block in blocks]
        if current in names:
            self.sheet.to_block(names.index(current))

    def _drawn_row(self, tree: Tree, row: Row, rails: tuple[str, str], width: int) -> list[Drawn]:
        """A row laid out, its rails before it."""
        room = max(_LEAST, width // 2)
        first, rest = (_shortened(rail, width - room) for rail in rails)
        words = self._words(tree, row, width - cells(first))
        if row.node == self._marked and row.kind != "chapter":
            words = (("= ", "marker"), *words)
        laid = lay(Block(words, gap=0), width - cells(first))
        sign = "key" if row.kind == "now" else "faint"
        # The first cell is where the sheet puts its mark.
        drawn: list[Drawn] = [((" ", "number"), (first[1:], sign), *laid[0])]
        drawn += [((rest, "faint"), *spans) for spans in laid[1:]]
        if row.kind == "chapter" and "│" in first and row.depth == 0:
            drawn.insert(0, ((first, "faint"),))
        return drawn

    def _words(self, tree: Tree, row: Row, room: int) -> tuple[Span, ...]:
        """What a row says; where there is little room, how many and when, and no more where."""
        told = tree.told(row, self.words)
        role = {"chapter": "chapter", "now": "strong"}.get(row.kind, "option")
        aside = told.aside
        if room < _BRIEF and len(aside) > 1:
            aside = (*aside[:-2], aside[-1])
        # On one row where it has room there, else broken between its parts.
        dot = "\xa0·\xa0" if cells(" · ".join(aside)) <= room else " · "
        parts = [literal(part).replace(" ", "\xa0") for part in aside]
        if row.kind == "branch" and len(parts) > 1:  # the place is that to which it led
            parts[:2] = [f"{parts[0]}{dot.replace('·', '→')}{parts[1]}"]
        words = dot.join(parts)
        name = (literal(told.name), role)
        return (name, (f"   {words}", "reason")) if words else (name,)

    # What is done

    def hints(self) -> tuple[Command, ...]:
        """First what Enter does on the marked row."""
        row = self._rows.get(self.sheet.current)
        if row is None:
            return self.HINTS
        if row.key:
            does = _FOLD if row.is_open else _UNFOLD
        elif row.kind == "now":
            does = _STAY
        else:
            does = keys.GO_BACK if row.node in self._here else _GO
        return (does, *self.HINTS)

    def _worth_knowing(self) -> list[Command]:
        """What Enter does comes before reading on: it is another thing on another row."""
        first = ("close", "take")
        return sorted(super()._worth_knowing(), key=lambda command: command.id not in first)

    def action_down(self) -> None:
        """To the next row, and what Enter does there."""
        super().action_down()
        self.frame()

    def action_up(self) -> None:
        """To the row before, and what Enter does there."""
        super().action_up()
        self.frame()

    def chosen(self, item: str) -> None:
        """Unfolds or folds, or closes the tree and returns to a page."""
        if item in self._rows and self._rows[item].key:
            self._opened ^= {item}
            self.fill(keep=True)
            return
        self.app.pop_screen()
        self._picked(int(item[1:]))

    def on_resize(self, event: events.Resize) -> None:
        """What is marked stays in sight."""
        super().on_resize(event)
        self.call_after_refresh(lambda: self.sheet.mark(self.sheet.current))

    def action_home(self) -> None:
        """To the first page."""
        self.sheet.mark(next(iter(self._rows)))
        super().action_home()
        self.frame()

    def action_end(self) -> None:
        """To the last row."""
        super().action_end()
        self.sheet.mark(next(reversed(self._rows)))
        self.frame()

    def action_page_down(self) -> None:
        """A screen further down; what is marked comes along."""
        super().action_page_down()
        self.sheet.mark_in_sight()
        self.frame()

    def action_page_up(self) -> None:
        """A screen up."""
        super().action_page_up()
        self.sheet.mark_in_sight()
        self.frame()

    def action_number(self, number: int) -> None:
        """Nothing here has a number."""

    def action_unfold(self) -> None:
        """Shows what is folded into the marked row."""
        row = self._rows.get(self.sheet.current)
        if row is not None and row.key and not row.is_open:
            self.chosen(row.key)

    def action_fold(self) -> None:
        """Folds the marked row; from within what was unfolded, goes to the row that holds it."""
        row = self._rows.get(self.sheet.current)
        if row is not None and row.key and row.is_open:
            self.chosen(row.key)
            return
        for key in self._holding(self.sheet.current):
            self.sheet.mark(key)
            self.frame()
            return

    def _holding(self, item: str) -> list[str]:
        """The unfolded rows that hold a page, the nearest first."""
        row = self._rows.get(item)
        if row is None:
            return []
        names = list(self._rows)
        above = names[: names.index(item)]
        return [
            name
            for name in reversed(above)
            if self._rows[name].is_open and row.node in self._rows[name].nodes
        ]

    def action_compare(self) -> None:
        """Marks a page; with a second one, shows both beside one another."""
        row = self._rows.get(self.sheet.current)
        if row is None:
            return
        if self._marked in (-1, row.node):
            self._marked = -1 if self._marked == row.node else row.node
            self.fill(keep=True)
            if self._marked >= 0:
                self.say(self.words("Marked. Go to another page and press = to compare them."))
            return
        from ulysse_game.ui.tui.compare import CompareScreen

        one, self._marked = self._marked, -1
        self.fill(keep=True)
        self.app.push_screen(CompareScreen(self.session, one, row.node))


def way_to(tree: Tree, node: int) -> str:
    """What is to be said on going from the present page of a tree to another."""
    if node == tree.head:
        return marked("You are here already.")
    if node in tree.line.nodes:
        return marked("Back at an earlier choice. What you left is kept.")
    if tree.head in path(tree.timeline, node):
        return marked("On at a later page, which you had left.")
    return marked("On another way that you had taken. What you left is kept.")


def key_of(row: Row) -> str:
    """What a row is called among the items: what it unfolds, else the page it stands for."""
    return row.key or f"p{row.node}"


def rails_of(rows: list[Row]) -> list[tuple[str, str]]:
    """What is drawn before each row: before its first line, and before those below it.

    A line is drawn on through a row where something of it is still to come below.
    """
    found: list[tuple[str, str]] = []
    coming: dict[int, bool] = {}  # does a line, by its depth, go on below
    for number in range(len(rows) - 1, -1, -1):
        row = rows[number]
        depth = row.depth
        if row.kind == "branch":
            outer = "".join("│ " if coming.get(d) else "  " for d in range(depth - 1))
            goes_on = coming.get(depth - 1, False)
            corner = "├─" if goes_on else "└─"
            head = "┐ " if row.is_open else f"{SIGNS['page']} "
            down = ("│ " if goes_on else "  ") + ("│ " if row.is_open else "  ")
            found.append((f" {outer}{corner}{head}", f" {outer}{down}"))
            coming[depth - 1] = True
        else:
            outer = "".join("│ " if coming.get(d) else "  " for d in range(depth))
            goes_on = coming.get(depth, False)
            begins = row.kind == "chapter" and number == 0
            sign = "  " if begins else "│ " if row.kind == "chapter" else f"{SIGNS[row.kind]} "
            below = "│ " if goes_on and not begins else "  "
            found.append((f" {outer}{sign}", f" {outer}{below}"))
            coming[depth] = True
        inner = depth if row.kind == "branch" else depth + 1
        for deeper in [d for d in coming if d >= inner]:
            coming[deeper] = False
    found.reverse()
    return found


def _shortened(rails: str, room: int) -> str:
    """Rails in so many cells: the outermost of a deep one are left out."""
    return rails if len(rails) <= room else f" …{rails[len(rails) - room + 2 :]}"
