"""A page of the catalogue, to read in a terminal or in a pipe."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

from ulysse_game.diagnostics.catalogue import Example, Page, codes, page
from ulysse_game.diagnostics.nearest import nearest

WIDEST = 80
_STYLES = {"error": "1;31", "warning": "1;33", "hint": "1;36", "strong": "1"}

Paint = Callable[[str, str], str]


def meant(typed: str) -> str:
    """A code as the catalogue writes it, whatever it was copied from: `error[unknown-scene]: …`."""
    inside = re.search(r"\[([^\]]*)\]", typed)
    return "-".join((inside[1] if inside else typed).strip(" .:`[]").lower().split())


def nearest_code(typed: str) -> str:
    """The code that may have been meant, or nothing."""
    wanted = meant(typed)
    known = codes()
    found = nearest(wanted, known)
    if found or len(wanted) < 3:
        return found
    return next((code for code in known if wanted in code), "")


def explain(code: str, width: int = WIDEST, *, color: bool = False) -> str | None:
    """The page of ``code`` as text, its examples underlined; nothing if there is no such page.

    Paragraphs are filled to ``width``; examples are left as they are written.
    """
    found = page(meant(code))
    return _text(found, max(min(width, WIDEST), 20), _paint if color else _leave) if found else None


def _text(found: Page, width: int, paint: Paint) -> str:
    parts = [
        f"{paint(found.code, found.severity)} ({found.severity})",
        _filled(found.summary, width),
    ]
    parts += [_filled(part, width) for part in found.why.split("\n\n") if part]
    for title, examples in (("Wrong:", found.wrong), ("Right:", found.right)):
        parts.append(paint(title, "strong"))
        parts += [_shown(each, paint) for each in examples]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _filled(paragraph: str, width: int) -> str:
    return textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False)


def _shown(example: Example, paint: Paint) -> str:
    lines = [f"    {line}".rstrip() for line in example.text.rstrip("\n").split("\n")]
    if example.line:
        lines.insert(example.line, " " * (example.column + 3) + paint("^", "error"))
    return "\n".join(lines)


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def _leave(text: str, style: str) -> str:
    return text
