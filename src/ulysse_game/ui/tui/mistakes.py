"""What is wrong with a story, as items of a sheet, and the writer's editor at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.authoring.watching import Watch
from ulysse_game.diagnostics import Severity
from ulysse_game.ui.tui.flow import Block, item
from ulysse_game.ui.tui.leaf import Leaf
from ulysse_game.ui.tui.panel import open_line

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Words


class Place(NamedTuple):
    """A line of a story file; line 0 is the file as a whole."""

    file: str
    line: int
    column: int = 1


def open_place(screen: Leaf, place: Place) -> None:
    """Opens the writer's editor there; a sentence says why, if that cannot be."""
    open_line(screen, f"{place.file}:{place.line}", place.column)


def mistake_blocks(watch: Watch) -> list[Block]:
    """What is wrong, errors first, each an item that can be opened."""
    return [_mistake(watch, number) for number in range(len(watch.diagnostics))]


def _mistake(watch: Watch, number: int) -> Block:
    code, message, (file, line, col, _), help, severity, _ = watch.diagnostics[number]
    kind = "seats" if severity is Severity.ERROR else "status"
    spans = [
        (f"{file}:{line}:{col}", "key"),
        (" ", "prose"),
        (f"{severity.value}[{code}]", kind),
        (f" {' '.join(message.split())}", "option"),
    ]
    if help:
        spans.append((f" {' '.join(help.split())}", "faint"))
    return item(f"mistake {number}", tuple(spans), 0)._replace(lead=("  ", "prose"), indent="    ")


def place_of(watch: Watch, item: str) -> Place:
    """Where the mistake of an item stands."""
    span = watch.diagnostics[int(item.partition(" ")[2])].span
    return Place(span.file, span.line, span.column)


def counted(watch: Watch, say: Words) -> str:
    """How many mistakes there are, in a few words."""
    errors = sum(each.severity is Severity.ERROR for each in watch.diagnostics)
    warnings = len(watch.diagnostics) - errors
    parts = []
    if errors:
        parts.append(say("one error") if errors == 1 else say("{count} errors", count=errors))
    if warnings:
        one = warnings == 1
        parts.append(say("one warning") if one else say("{count} warnings", count=warnings))
    return ", ".join(parts)
