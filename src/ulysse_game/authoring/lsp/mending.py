"""What an editor can do at once about a diagnostic: the name that was meant, a ready fix.

Or a comment that allows it. Each remedy is a title and edits; nothing is changed here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix import fixes_for
from ulysse_game.authoring.lsp.outline import above, rows_of
from ulysse_game.authoring.lsp.positions import lines_of
from ulysse_game.compiler import Compiled
from ulysse_game.diagnostics import Diagnostic, Severity

_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_NAME = re.compile(r"[\w.]+")


class Remedy(NamedTuple):
    """One thing that can be done: what it is called, what it changes, whether it is the one."""

    title: str
    edits: tuple[Edit, ...]
    is_sure: bool


def remedies(diagnostic: Diagnostic, compiled: Compiled) -> list[Remedy]:
    """All that can be done about a diagnostic by itself."""
    meant = _name_meant(diagnostic, compiled)
    mended = () if meant else fixes_for(diagnostic, compiled)
    fixed = [Remedy(f"Mend this ({diagnostic.code})", mended, True)] if mended else []
    return [*meant, *fixed, *_allowed(diagnostic, compiled)]


def _allowed(diagnostic: Diagnostic, compiled: Compiled) -> list[Remedy]:
    """A comment above the line that allows a warning or a hint; the writer says why."""
    file, line = diagnostic.span.file, diagnostic.span.line
    lines = lines_of(compiled.sources.get(file, ""))
    if diagnostic.severity is Severity.ERROR or not file.endswith(".yaml") or line > len(lines):
        return []
    at = above(rows_of(lines), line)
    if at < 0:
        return []
    row = rows_of(lines)[at]  # a diagnostic in prose: above the key whose words they are
    written = lines[row.line - 1]
    space = written[: len(written) - len(written.lstrip(" "))]
    edit = Edit(file, row.line, 1, row.line, 1, f"{space}# allow: {diagnostic.code} — \n")
    return [Remedy(f"Allow {diagnostic.code} here", (edit,), False)]


def _name_meant(diagnostic: Diagnostic, compiled: Compiled) -> list[Remedy]:
    meant = _MEANT.search(diagnostic.help)
    file, line, column, length = diagnostic.span
    text = compiled.sources.get(file)
    if meant is None or text is None:
        return []
    lines = lines_of(text)
    written = lines[line - 1][column - 1 : column - 1 + length] if line <= len(lines) else ""
    if not _NAME.fullmatch(written):
        return []
    edit = Edit(file, line, column, line, column + length, meant[1])
    return [Remedy(f"Write `{meant[1]}`", (edit,), True)]
