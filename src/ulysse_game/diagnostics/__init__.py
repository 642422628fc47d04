"""What is wrong in a story, and where: spans, diagnostics, their catalogue and their renderings.

The lowest floor: it imports nothing of the project and never reads a story.
"""

from ulysse_game.diagnostics.diagnostic import Allowed, Diagnostic, Label, Severity, has_errors
from ulysse_game.diagnostics.nearest import did_you_mean, nearest
from ulysse_game.diagnostics.render import FORMATS, render
from ulysse_game.diagnostics.span import Span

__all__ = [
    "FORMATS",
    "Allowed",
    "Diagnostic",
    "Label",
    "Severity",
    "Span",
    "did_you_mean",
    "has_errors",
    "nearest",
    "render",
]
