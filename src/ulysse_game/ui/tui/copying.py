"""The words of a page for the clipboard.

The terminal is asked by a control sequence (OSC 52) that many answer and some refuse without a
word; so nothing here promises anything.
"""

from __future__ import annotations

from itertools import groupby

from ulysse_game.ui.tui.flow import literal
from ulysse_game.view.export import PAPERS, plain
from ulysse_game.view.page import Page
from ulysse_game.view.typography import in_signs


def words_of(page: Page, language: str) -> str:
    """The lines of a page as plain text, an empty line between paragraphs."""
    parts = []
    for kind, group in groupby(page.lines, lambda line: line.kind):
        found = []
        for line in group:
            lead, _, runs = plain(line, language)
            found.append(lead + literal(in_signs(runs)))
        parts += ["\n".join(found)] if kind in PAPERS else found
    return "\n\n".join(part for part in parts if part.strip(" ")) + "\n"
