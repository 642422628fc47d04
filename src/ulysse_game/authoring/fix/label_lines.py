"""The empty line that was forgotten between what the player picks and what it gives.

Where the second line plainly goes on with the first sentence the two are joined; where the first
plainly ends, the empty line is put in; where neither is plain it is left to the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix.sheet import Sheet

CODES = ("label-runs-on",)
_ENDS = re.compile(r"[.!?…][”’»*]*$")
_SPEAKS = re.compile(r"[a-z][a-z0-9_]*\??(?: \([^()]*\))?: ")


def fixes(sheet: Sheet) -> Iterator[Edit]:
    """An empty line after the label, or the label on one line."""
    lines = sheet.lines
    for each in sheet.diagnostics:
        line = each.span.line
        if each.code not in CODES or not 2 <= line <= len(lines):
            continue
        first, second = lines[line - 2].rstrip(" "), lines[line - 1].strip(" ")
        if _ENDS.search(first) or _SPEAKS.match(second):
            yield Edit(sheet.file, line, 1, line, 1, "\n")
        elif second[:1].islower() and not lines[line - 2].lstrip(" ").startswith("//"):
            indent = len(lines[line - 1]) - len(lines[line - 1].lstrip(" "))
            yield Edit(sheet.file, line - 1, len(first) + 1, line, indent + 1, " ")
