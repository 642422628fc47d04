"""Diagnostics as a JSON list, for editors and scripts.

One object for each, always with these keys, in this order; keys may be added, never renamed:

- ``code``: a word of the catalogue, ``severity``: ``error``, ``warning`` or ``hint``
- ``message``: what is wrong; ``help``: what to write instead, or ``""``
- ``file``: with ``/``; ``line`` and ``column``: from 1, columns in code points;
  ``length``: code points to underline, at least 1
- ``labels``: a list of further places: ``text``, ``file``, ``line``, ``column``, ``length``

The text is ASCII only, so that it passes any pipe and holds no control character.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ulysse_game.diagnostics.diagnostic import Diagnostic
from ulysse_game.diagnostics.span import Span


def render_json(diagnostics: Sequence[Diagnostic]) -> str:
    """The list, indented by two; ``[]`` when there are none."""
    import json

    return json.dumps([_plain(each) for each in diagnostics], indent=2) + "\n"


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        **_place(diagnostic.span),
        "labels": [{"text": each.text, **_place(each.span)} for each in diagnostic.labels],
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "length": span.length,
    }
