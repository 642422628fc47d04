"""Keys in the order in which they are carried out, where the writer asked for it.

A key moves with everything under it and with the notes directly above it. Lines change places,
and no line changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix.sheet import Sheet
from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.nodes import Items, Mapping
from ulysse_game.compiler.scenes import SCENE_KEYS

CODES: tuple[str, ...] = ()


def fixes(sheet: Sheet) -> Iterator[Edit]:
    """One edit for each scene, or else each choice, whose keys stand in another order.

    A scene whose own keys move is done with in this run; its choices follow in the next.
    """
    if not sheet.holds_scenes:
        return
    lines = sheet.lines
    entries = sheet.nodes().entries
    for n, scene in enumerate(entries):
        if not isinstance(scene.value, Mapping):
            continue
        end = entries[n + 1].key.line - 1 if n + 1 < len(entries) else len(lines)
        moved = _ordered(sheet, scene.value, SCENE_KEYS, end, lines)
        if moved is not None:
            yield moved
            continue
        yield from _choices(sheet, scene.value, end, lines)


def _choices(sheet: Sheet, scene: Mapping, end: int, lines: list[str]) -> Iterator[Edit]:
    for n, (key, value) in enumerate(scene.entries):
        if key.text != "choices" or not isinstance(value, Items):
            continue
        below = scene.entries[n + 1].key.line - 1 if n + 1 < len(scene.entries) else end
        for m, item in enumerate(value.items):
            last = value.items[m + 1].line - 1 if m + 1 < len(value.items) else below
            if not isinstance(item, Mapping) or not item.entries:
                continue
            if item.entries[0].key.text not in CHOICE_KEYS:
                rest = item._replace(entries=item.entries[1:])
                moved = _ordered(sheet, rest, CHOICE_KEYS, last, lines)
                if moved is not None:
                    yield moved


def _ordered(
    sheet: Sheet, node: Mapping, order: Sequence[str], end: int, lines: list[str]
) -> Edit | None:
    """The lines of these keys in another order, or nothing if they stand in it, or cannot move."""
    keys = [entry.key for entry in node.entries]
    ranks = [order.index(key.text) if key.text in order else -1 for key in keys]
    if -1 in ranks or ranks == sorted(ranks) or not keys:
        return None
    column = keys[0].column
    for key in keys:
        if key.column != column or lines[key.line - 1][: column - 1].strip(" "):
            return None  # not each on a line of its own
    starts = [_with_notes(lines, key.line, column) for key in keys]
    while end > keys[-1].line and _is_apart(lines[end - 1], column):
        end -= 1
    chunks = [
        lines[start - 1 : (starts[n + 1] - 1 if n + 1 < len(starts) else end)]
        for n, start in enumerate(starts)
    ]
    in_order = [chunk for _, chunk in sorted(zip(ranks, chunks, strict=True), key=lambda p: p[0])]
    text = "\n".join(line for chunk in in_order for line in chunk)
    return Edit(sheet.file, starts[0], 1, end, len(lines[end - 1]) + 1, text)


def _with_notes(lines: list[str], line: int, column: int) -> int:
    """The first of the notes that stand directly above a line, in its column."""
    while line > 1 and lines[line - 2].startswith(" " * (column - 1) + "#"):
        line -= 1
    return line


def _is_apart(line: str, column: int) -> bool:
    """Whether a line at the end of a scene belongs to nothing above it."""
    bare = line.lstrip(" ")
    return not bare or (bare.startswith("#") and len(line) - len(bare) < column - 1)
