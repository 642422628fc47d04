"""Misspelt names that have one near name: written as that, where the writer asked for guesses.

The near name is the one that the diagnostic itself offers; what stands in the file must be
exactly the name it calls unknown, or nothing is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix.sheet import Sheet

CODES = (
    "unknown-chapter", "unknown-deck", "unknown-echo", "unknown-ending", "unknown-function",
    "unknown-key", "unknown-name", "unknown-observation", "unknown-person", "unknown-room",
    "unknown-scene", "unknown-set", "unknown-speaker", "unknown-tag", "unknown-value",
)  # fmt: skip
_NEAR = re.compile(r"did you mean `([^`]+)`\?$")
_NAMES = re.compile("`([^`]+)`")


def fixes(sheet: Sheet) -> Iterator[Edit]:
    """The near name in place of each misspelt one."""
    lines = sheet.lines
    for each in sheet.diagnostics:
        near = _NEAR.search(each.help)
        if each.code not in CODES or near is None or each.span.line > len(lines):
            continue
        rest = lines[each.span.line - 1][each.span.column - 1 :]
        for name in _NAMES.findall(each.message):
            wrong, right = name, near[1]
            if wrong == right or not re.match(rf"{re.escape(wrong)}(?!\w)", rest):
                continue
            yield sheet.put(each.span.line, each.span.column, len(wrong), right)
            break
