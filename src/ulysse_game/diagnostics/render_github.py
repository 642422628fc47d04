"""Diagnostics as GitHub's workflow commands: they then stand beside the lines of a pull request.

``::error file=…,line=…,col=…,endColumn=…,title=…::…``; a hint is a ``notice``. ``endColumn`` is
the last column underlined, as GitHub's own default for it is ``col``. In the text ``%`` and line
breaks are escaped, in the properties ``:`` and ``,`` as well: an unescaped one would start another
command or property.
"""

from __future__ import annotations

from collections.abc import Sequence

from ulysse_game.diagnostics.diagnostic import Diagnostic, Severity
from ulysse_game.diagnostics.plain_text import clean

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render_github(diagnostics: Sequence[Diagnostic]) -> str:
    """One command for each, in the order given."""
    return "".join(_command(each) + "\n" for each in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {
        "file": span.file,
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(span.column + max(1, span.length) - 1),
        "title": diagnostic.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(_text(diagnostic))}"


def _text(diagnostic: Diagnostic) -> str:
    lines = [diagnostic.message]
    lines += [
        f"{each.span.file}:{each.span.line}:{each.span.column}: {each.text}"
        for each in diagnostic.labels
    ]
    if diagnostic.help:
        lines.append(f"help: {diagnostic.help}")
    return "\n".join(lines)


def _data(text: str) -> str:
    cleaned = "\n".join(clean(line) for line in text.split("\n"))
    return cleaned.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return clean(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
