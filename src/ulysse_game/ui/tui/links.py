"""What can be clicked in the rows above and below the text: hints, and the signs of menu and more.

Rows go in, and the places in them that carry out a command. It knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ulysse_game.ui.tui.flow import Row
from ulysse_game.ui.tui.keys import Command, display
from ulysse_game.view.wrap import cells

MENU = "≡"
MORE = "↓"


class Link(NamedTuple):
    """Cells of a row, from ``start`` up to ``end``, that carry out ``action``."""

    row: int
    start: int
    end: int
    action: str


def hinted(commands: Iterable[Command], width: int, say: Callable[[str], str]) -> list[Command]:
    """As many of these, in order, as can be named in ``width`` cells."""
    found: list[Command] = []
    used = 0
    for command in commands:
        used += sum(cells(words) for words, _ in _hint(command, bool(found), say))
        if used > width:
            break
        found.append(command)
    return found


def hint_row(commands: Sequence[Command], say: Callable[[str], str]) -> Row:
    """The keys and names of commands, one after the other."""
    return tuple(
        span for at, command in enumerate(commands) for span in _hint(command, at > 0, say)
    )


def hint_links(commands: Sequence[Command], row: int, say: Callable[[str], str]) -> list[Link]:
    """Where in their row the commands can be clicked."""
    found: list[Link] = []
    at = 0
    for command in commands:
        (key, _), (name, _) = _hint(command, bool(found), say)
        gap = len(key) - len(key.lstrip(" "))
        end = at + cells(key) + cells(name)
        found.append(Link(row, at + gap, end, command.action))
        at = end
    return found


def _hint(command: Command, is_after: bool, say: Callable[[str], str]) -> Row:
    """One command's key and name, apart from the one before it."""
    # Of the keys that read on, the last is the one that every keyboard has.
    key = display(command, say)[-1 if command.id == "page_down" else 0]
    return ((("   " if is_after else "") + key, "key"), (f" {say(command.label)}", "faint"))


def with_menu(row: Row, width: int) -> Row:
    """A row with the sign of the menu at its right end."""
    used = sum(cells(words) for words, _ in row)
    if used + 2 > width:
        return row
    return (*row, (" " * (width - used - 1), "faint"), (MENU, "key"))


def menu_link(row: int, words: Row) -> Link | None:
    """Where the sign of the menu is, made wide enough for a mouse."""
    if not words or words[-1][0] != MENU:
        return None
    end = sum(cells(part) for part, _ in words)
    return Link(row, end - 2, end + 1, "menu")


def more_link(row: int, words: Row) -> Link | None:
    """Where the sign stands that there is more to read, made wide enough for a mouse."""
    at = 0
    for text, _ in words:
        if text == MORE:
            return Link(row, at - 1, at + 2, "page_down")
        at += cells(text)
    return None


def found_at(links: Iterable[Link], row: int, cell: int) -> str:
    """The action of the link at a cell, or nothing."""
    return next((x.action for x in links if x.row == row and x.start <= cell < x.end), "")
