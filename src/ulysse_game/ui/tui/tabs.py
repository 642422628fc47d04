"""The names of the parts of a screen, one after the other, the present one strong.

Where they do not all fit there is the present one with as many neighbours as there is room for,
and at the ends a sign that there are more. Pure: names go in, a row and what can be clicked in it
come out.
"""

from __future__ import annotations

from collections.abc import Sequence

from ulysse_game.ui.tui.flow import Row
from ulysse_game.ui.tui.links import Link
from ulysse_game.view.wrap import cells

_BEFORE, _AFTER = "‹ ", " ›"


def tabs(names: Sequence[str], here: int, width: int, turn: str) -> tuple[Row, list[Link]]:
    """The row, none wider than ``width`` cells if a name alone fits, and its links in row 0.

    A name carries out ``number(N)``, counted from 1; the signs at the ends ``TURN(-1)`` and
    ``TURN(1)``.
    """
    for apart in (3, 2):
        if sum(map(cells, names)) + apart * (len(names) - 1) <= width:
            return _row(names, 0, here, apart)
    low = high = here
    room = width - cells(_BEFORE + _AFTER) - cells(names[here])
    while True:
        # The next ones are more often wanted than those before.
        if high + 1 < len(names) and cells(names[high + 1]) + 2 <= room:
            high += 1
            room -= cells(names[high]) + 2
        elif low > 0 and cells(names[low - 1]) + 2 <= room:
            low -= 1
            room -= cells(names[low]) + 2
        else:
            break
    row, links = _row(names[low : high + 1], low, here, 2)
    if low > 0:
        size = cells(_BEFORE)
        row = ((_BEFORE, "key"), *row)
        links = [link._replace(start=link.start + size, end=link.end + size) for link in links]
        links.append(Link(0, 0, size, f"{turn}(-1)"))
    if high + 1 < len(names):
        end = sum(cells(words) for words, _ in row)
        row = (*row, (_AFTER, "key"))
        links.append(Link(0, end, end + cells(_AFTER), f"{turn}(1)"))
    return row, links


def _row(names: Sequence[str], first: int, here: int, apart: int) -> tuple[Row, list[Link]]:
    """These names, of which the first has the number ``first``, so many cells apart."""
    spans: list[tuple[str, str]] = []
    links: list[Link] = []
    at = 0
    for number, name in enumerate(names, first):
        if spans:
            spans.append((" " * apart, "faint"))
            at += apart
        spans.append((name, "strong" if number == here else "faint"))
        links.append(Link(0, at, at + cells(name), f"number({number + 1})"))
        at += cells(name)
    return tuple(spans), links
