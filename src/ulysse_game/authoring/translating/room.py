"""Whether a translation has room on the screen, in every value it can take.

What is picked has four lines of a narrow terminal; headings and names have one; the gauges of the
status line have one together. Measured in the cells of a terminal, with the
names and the numbers that are widest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from ulysse_game.authoring.translating.values import Values
from ulysse_game.story import NO, YES, Not, Read, Story
from ulysse_game.view.page import Run
from ulysse_game.view.wrap import cells, wrap

WIDE, NARROW = 78, 38
"""Columns for words on terminals of 80 and 40."""
_LEAD = "  1  "
_MOST_LINES, _MOST_WIDE_LINES = 4, 2
_BETWEEN = " · "
_MOST_FLAGS = 6


def too_wide(values: Values, line_id: str, is_line: bool) -> Iterator[str]:
    """Sentences about one text that has no room; nothing of texts that may run on."""
    block = values.story.text(line_id, values.language)
    if block is None or not is_line:
        return
    parts = line_id.split(".")
    if parts[0] in values.story.scenes:
        text = values.widest(block)
        if parts[-1] == "title" and len(parts) == 2:
            yield from _in_one_line(text, NARROW)
        elif parts[-1] != "closed":
            yield from _picked(text)
    elif parts[0] == "room" or (parts[0] == "person" and parts[-1] == "called"):
        yield from _in_one_line(values.widest(block), NARROW)
    elif parts[0] in ("voice", "chapter", "ending", "person"):
        yield from _in_one_line(values.widest(block), WIDE)


def _in_one_line(text: str, width: int) -> Iterator[str]:
    size = cells(text)
    if size > width:
        yield f"“{text}” takes {size} columns; there are {width}."


def _picked(text: str) -> Iterator[str]:
    """What a narrow terminal has no room for; what a wide one has none for is `long-label`."""
    lines = len(wrap([Run(text)], NARROW, _LEAD, " " * len(_LEAD)))
    if lines > _MOST_LINES and len(wrap([Run(text)], WIDE)) <= _MOST_WIDE_LINES:
        yield f"at its longest it takes {lines} lines of {NARROW} columns; there are {_MOST_LINES}."


def widest_status(values: Values) -> tuple[int, Sequence[str]]:
    """The cells that the status line takes at its widest, and the gauges shown then."""
    story = values.story
    flags = _flags(story)
    widest: tuple[int, list[str]] = (0, [])
    for answers in product((YES, NO), repeat=len(flags)):
        known = dict(zip(flags, answers, strict=True))
        sizes = {}
        for item in story.world.status:
            block = story.text(f"status.{item.id}", values.language)
            asked = YES if item.condition is None else values.settled(item.condition, known)
            size = 0 if block is None or asked == NO else cells(values.widest(block, known))
            if size:
                sizes[item.id] = size
        total = sum(sizes.values()) + len(_BETWEEN) * max(len(sizes) - 1, 0)
        if total > widest[0]:
            widest = total, [*sizes]
    return widest


def _flags(story: Story) -> list[str]:
    """The flags that gauges ask; of very many the first few, the others may be either."""
    flags = {each.name for each in story.world.variables if each.kind == "flag"}
    found: dict[str, None] = {}
    for item in story.world.status:
        asked = item.condition.part if isinstance(item.condition, Not) else item.condition
        if isinstance(asked, Read) and asked.variable in flags:
            found[asked.variable] = None
    return [*found][:_MOST_FLAGS]
