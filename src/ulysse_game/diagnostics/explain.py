"""A page of the catalogue, to read in a terminal."""

from __future__ import annotations

from ulysse_game.diagnostics.catalogue import Example, Page, page


def explain(code: str) -> str | None:
    """The page of ``code`` as text, its examples underlined; nothing if there is no such page."""
    found = page(code)
    return _text(found) if found else None


def _text(found: Page) -> str:
    parts = [f"{found.code} ({found.severity})", found.summary]
    if found.why:
        parts.append(found.why)
    parts += ["Wrong:", *map(_shown, found.wrong), "Right:", *map(_shown, found.right)]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _shown(example: Example) -> str:
    lines = [f"    {line}".rstrip() for line in example.text.rstrip("\n").split("\n")]
    if example.line:
        lines.insert(example.line, " " * (example.column + 3) + "^")
    return "\n".join(lines)
