"""One thing that is wrong in a story, as data.

A diagnostic never prints itself: each rendering is a module of its own. It never stops the
compiler either: they are gathered, so that one run shows all of them.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ulysse_game.diagnostics.span import Span


class Severity(Enum):
    """How much it matters: an error stops the story from being played, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Label(NamedTuple):
    """A second place that belongs to the trouble, such as the first of two equal names."""

    span: Span
    text: str


class Diagnostic(NamedTuple):
    """What is wrong, where, and what to write instead.

    ``code`` is a word of the catalogue such as ``unknown-scene``; every code has a page there.
    ``message`` says what is wrong in one sentence; ``help`` what to write instead, or nothing.
    """

    code: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = Severity.ERROR
    labels: tuple[Label, ...] = ()


class Allowed(NamedTuple):
    """A warning or a hint that the writer allows, and why; nothing if nobody said why."""

    diagnostic: Diagnostic
    why: str


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Whether any of them stops the story from being played."""
    return any(each.severity is Severity.ERROR for each in diagnostics)
