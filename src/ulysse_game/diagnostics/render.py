"""Diagnostics as text, in the form asked for.

The order is by file, line and column, whatever the order they were found in. Each form is a module
of its own, imported when it is asked for: a game that starts well renders none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ulysse_game.diagnostics.diagnostic import Allowed, Diagnostic, Label
from ulysse_game.diagnostics.span import Span

FORMATS = ("human", "short", "json", "github", "sarif")


def render(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    format: str,
    color: bool = False,
    folder: str = "",
    allowed: Iterable[Allowed] = (),
) -> str:
    """The diagnostics as text that ends in a line break, or nothing at all.

    ``sources`` holds the text of every file read, by the name that spans give it; the ``human``
    form shows its lines and counts its files, and does without a file that is missing. ``color``
    matters to ``human`` only. ``folder`` is put before every file name: where the story stands,
    seen from where the reader does; GitHub needs it. ``allowed`` is what the writer allows:
    ``human`` counts it, ``sarif`` has it in it. Raises ``ValueError`` for a form that is not one
    of ``FORMATS``.
    """
    placed = _placed(folder, diagnostics)
    match format:
        case "human":
            from ulysse_game.diagnostics.render_human import render_human

            named = {_join(folder, file): text for file, text in sources.items()}
            return render_human(placed, named, color, sum(1 for _ in allowed))
        case "short":
            from ulysse_game.diagnostics.render_short import render_short

            return render_short(placed)
        case "json":
            from ulysse_game.diagnostics.render_json import render_json

            return render_json(placed)
        case "github":
            from ulysse_game.diagnostics.render_github import render_github

            return render_github(placed)
        case "sarif":
            from ulysse_game.diagnostics.render_sarif import render_sarif

            kept = [Allowed(_within(folder, each.diagnostic), each.why) for each in allowed]
            return render_sarif(placed, sorted(kept, key=lambda each: each.diagnostic.span))
    raise ValueError(f"no such form: {format}; there are {', '.join(FORMATS)}")


def _placed(folder: str, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    placed = [_within(folder, each) for each in diagnostics]
    placed.sort(key=lambda each: (each.span.file, each.span.line, each.span.column))
    return placed


def _within(folder: str, diagnostic: Diagnostic) -> Diagnostic:
    if not folder:
        return diagnostic
    return diagnostic._replace(
        span=_moved(folder, diagnostic.span),
        labels=tuple(Label(_moved(folder, each.span), each.text) for each in diagnostic.labels),
    )


def _moved(folder: str, span: Span) -> Span:
    return span._replace(file=_join(folder, span.file))


def _join(folder: str, file: str) -> str:
    return f"{folder.rstrip('/')}/{file}" if folder else file
