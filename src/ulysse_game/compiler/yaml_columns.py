"""Keys and `-` that stand too far left or right: which line it is, and where it belongs.

YAML stumbles over the first line that does not fit what stands above it; as often as not that line
is right and the one above it is wrong. Here the columns of all of them are looked at. It reads
lines, never YAML, and knows no key of the story format.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ROW = re.compile(r"( *)(- +)?([A-Za-z_][A-Za-z0-9_]*):(?: +(\S.*?))? *")
_FARTHEST = 2_000  # lines looked at above and below
_WORDS = re.compile(r"[|\"“‘«…]|[^\W\d_a-z]")  # how what a player picks begins


class Row(NamedTuple):
    """A line with a key: its number, the column of its first sign, that of its key (from nought).

    ``value`` is what stands beside the key.
    """

    line: int
    indent: int
    column: int
    is_item: bool
    name: str
    value: str


class Misplaced(NamedTuple):
    """A line that stands wrong (its number), why, and what helps."""

    line: int
    why: str
    help: str


_UNFIT = "this line does not fit under those above it."


def misplaced(lines: list[str], line: int) -> Misplaced | None:
    """What stands wrong where YAML stumbled over ``line``; None where nobody can say."""
    above, here, below = _rows_around(lines, line)
    if here is None or not above:
        return None
    if here.is_item:
        return _item_above(above, here) or _slid_above(above, here) or _as_item(above, here)
    return (
        _item_off(above, here, below)
        or _without_dash(above, here, below)
        or _first_above(above, here, below)
        or _slid_above(above, here)
        or _beside(above, here, below)
    )


def _rows_around(lines: list[str], line: int) -> tuple[list[Row], Row | None, list[Row]]:
    """The rows above a line, the row it is, and those below it, without what stands in texts."""
    first = max(line - _FARTHEST, 0)
    while first and not (lines[first][:1].isalpha() and ROW.fullmatch(lines[first])):
        first -= 1
    rows: list[Row] = []
    text_from = -1  # a text of this indent is being passed; -1: none
    is_opened = False  # the next line says how far the text is indented
    for n in range(first, min(line + 50, len(lines))):
        bare = lines[n].strip()
        if not bare or (bare[0] == "#" and text_from < 0):
            continue
        indent = len(lines[n]) - len(lines[n].lstrip())
        if is_opened:
            text_from, is_opened = indent, False
            if indent > rows[-1].indent:
                continue
        if 0 <= text_from <= indent and n + 1 != line:
            continue
        text_from = -1
        if found := ROW.fullmatch(lines[n]):
            column = indent + len(found[2] or "")
            rows.append(Row(n + 1, indent, column, bool(found[2]), found[3], found[4] or ""))
            is_opened = rows[-1].value in ("|", "|-")
    above = [row for row in rows if row.line < line]
    below = [row for row in rows if row.line > line]
    return above, next((row for row in rows if row.line == line), None), below


def _item_above(above: list[Row], here: Row) -> Misplaced | None:
    """The first of a list, which has lost its `-`, above a second that has one."""
    head = len(above)
    while head and not above[head - 1].is_item and above[head - 1].indent > here.indent:
        head -= 1
    if not 0 < head < len(above) or not here.indent:
        return None
    opener, first = above[head - 1], above[head]
    if opener.value or opener.is_item or not first.value or here.indent == opener.indent + 1:
        return None
    told = f"`{first.name}:` has no `- ` before it."
    shown = "|" if first.value in ("|", "|-") else "…"
    help = f"write `- {first.name}: {shown}`, above `- {here.name}:`"
    return Misplaced(first.line, told, help)


def _as_item(above: list[Row], here: Row) -> Misplaced | None:
    """A `-` beside those of its list."""
    for row in reversed(above):
        if row.is_item and row.indent == here.indent:
            return None
        if row.is_item:
            help = f"put it in column {row.indent + 1}, under `- {row.name}:`"
            return Misplaced(here.line, _UNFIT, help)
        if not row.value:
            help = f"put it in column {row.indent + 3}, under `{row.name}:`"
            return Misplaced(here.line, _UNFIT, help)
    return None


def _item_off(above: list[Row], here: Row, below: list[Row]) -> Misplaced | None:
    """A first `-` of a list that stands otherwise than its own keys, and its sisters, want it."""
    item, after = above[-1], next((row for row in below if row.indent < here.indent), None)
    if not item.is_item or after is None or not after.is_item or after.indent != here.indent - 2:
        return None
    if item.indent == after.indent:
        return None
    help = f"put it in column {after.indent + 1}, above `- {after.name}:`"
    away = _too_far(item.indent, after.indent)
    return Misplaced(item.line, f"`- {item.name}:` stands {away}.", help)


def _without_dash(above: list[Row], here: Row, below: list[Row]) -> Misplaced | None:
    """A key in the column of a `-`: another item without its own, or a key of the item above."""
    for row in reversed(above):
        if row.is_item and row.indent == here.indent:
            under = _under_item(row, above, here, below)
            if not _WORDS.match(here.value):
                return Misplaced(here.line, _UNFIT, under)
            told = f"`{here.name}:` has no `- ` before it."
            shown = "|" if here.value in ("|", "|-") else "…"
            under = under.split(", or ")[0]
            help = f"write `- {here.name}: {shown}`; if it is a key of `{row.name}:`, {under}"
            return Misplaced(here.line, told, help)
        if row.indent <= here.indent:
            return None
    return None


def _under_item(item: Row, above: list[Row], here: Row, below: list[Row]) -> str:
    """Where a key belongs that is one of an item; at the end of a list it may be its holder's."""
    under = f"put it in column {item.column + 1}, under `{item.name}:`"
    holder = next((r for r in reversed(above) if not r.value and r.indent <= item.indent), None)
    if holder is None or (below and below[0].indent >= min(item.indent, here.indent)):
        return under
    return f"{under}, or in column {holder.column + 1}, under `{holder.name}:`"


def _first_above(above: list[Row], here: Row, below: list[Row]) -> Misplaced | None:
    """The first key of its group in another column than all that follow."""
    if len(above) < 2:
        return None
    opener, first = above[-2:]
    is_first = not opener.value and not opener.is_item and opener.indent < here.indent
    if not is_first or first.is_item or not first.value or first.indent == here.indent:
        return None
    after = next((row for row in below if row.indent <= max(here.indent, first.indent)), None)
    is_right = here.indent == opener.indent + 2
    if not is_right and (after is None or after.indent != here.indent):
        return None
    return Misplaced(
        first.line,
        f"`{first.name}:` stands {_too_far(first.indent, here.indent)}.",
        f"put it in column {here.indent + 1}, above `{here.name}:`",
    )


def _slid_above(above: list[Row], here: Row) -> Misplaced | None:
    """A key left of its sisters, which stand above it and, where YAML stumbles, below."""
    place = next((n for n in range(len(above) - 1, 0, -1) if above[n].indent < here.indent), 0)
    if not place:
        return None
    slid = above[place]
    has_list = not slid.value and place + 1 < len(above) and above[place + 1].is_item
    if slid.is_item or not (slid.value or has_list):
        return None
    beside = False  # those in the column where it stands
    found: Row | None = None
    for sister in reversed(above[:place]):
        beside = beside or (sister.column == slid.indent != 0)
        if sister.indent <= slid.indent:
            break
        if not found and (sister.indent if here.is_item else sister.column) == here.indent:
            found = sister if sister.is_item or not here.is_item else None
    if found is None:
        return None
    where = f"put it in column {found.column + 1}, under `{found.name}:`"
    if beside:
        told = f"`{slid.name}:` ends what stands above it, and line {here.line} goes on with that."
        return Misplaced(slid.line, told, f"{where}; or move it below all of that")
    away = _too_far(slid.indent, found.column)
    return Misplaced(slid.line, f"`{slid.name}:` stands {away}.", where)


def _beside(above: list[Row], here: Row, below: list[Row]) -> Misplaced | None:
    """A key that is a few columns off: beside its nearest sister above."""
    item = next((r for r in reversed(above) if r.is_item or r.indent < here.indent), None)
    after = below[0] if below else None
    if (
        item
        and item.is_item
        and after
        and after.indent >= item.indent
        and here.indent < item.column
    ):
        under = _under_item(item, above, here, below)
        return Misplaced(here.line, _UNFIT, under)
    for row in reversed(above):
        if row.column != here.indent and abs(row.column - here.indent) == 1:
            under = f"put it in column {row.column + 1}, under `{row.name}:`"
            if row.is_item or (item and item.is_item and row.indent > item.indent):
                under = _under_item(item or row, above, here, below)
            return Misplaced(here.line, _UNFIT, under)
        if row.indent < here.indent - 1:
            return None
    return None


def _too_far(indent: int, right: int) -> str:
    columns = abs(indent - right)
    many = "one column" if columns == 1 else f"{columns} columns"
    return f"{many} too far {'left' if indent < right else 'right'}"
