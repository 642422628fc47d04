"""Diagnostics one to a line: ``file:line:column: error[code] message · help``.

For editors' problem matchers, for `grep`, and for a player whose story will not start. A line is
always one line: line breaks within a message are shown as spaces.
"""

from __future__ import annotations

from collections.abc import Sequence

from ulysse_game.diagnostics.diagnostic import Diagnostic
from ulysse_game.diagnostics.plain_text import clean


def render_short(diagnostics: Sequence[Diagnostic]) -> str:
    """One line for each, in the order given."""
    return "".join(_line(each) + "\n" for each in diagnostics)


def _line(diagnostic: Diagnostic) -> str:
    code, message, (file, line, column, _), help, severity, _ = diagnostic
    said = f"{file}:{line}:{column}: {severity.value}[{code}] {message}"
    return clean((f"{said} · {help}" if help else said).replace("\n", " "))
