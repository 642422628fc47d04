"""Text that is one paragraph: a label, a reason, an offer, a title.

It is read as the lines of a block are, and refuses what needs a block.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.prose_lines import Lines, Speech
from ulysse_game.compiler.prose_tree import read_directive
from ulysse_game.diagnostics import Span
from ulysse_game.story.text import Item, Paragraph


class OneLine(Lines):
    """Reads a text that is one paragraph: no speech, screen, ``{if}`` or ``{page}``."""

    __slots__ = ()

    def read(self, text: str) -> tuple[Item, ...]:
        """The one paragraph; what follows it is reported and left out."""
        self.read_lines(text, self.at.line, self.at.column)
        return tuple(self.tree.items[:1])

    def refuse(self, what: str, span: Span) -> None:
        """Reports what one line cannot hold."""
        self.report(
            "not-in-one-line",
            span,
            f"{what} cannot stand here; this is one line.",
            "put it into the text that follows when it is picked, or in the scene’s text.",
        )

    def add(self, line: str, number: int, here: int) -> None:
        """One more line of words, of the first paragraph."""
        if self.tree.items and not self.lines:
            self.refuse("a second paragraph", self.span(line, number, here))
        super().add(line, number, here)

    def screen(self, line: str, number: int, here: int) -> None:
        """Refused."""
        self.refuse("a line of a screen", self.span(line, number, here))

    def begin(self, speech: Speech, rest: str, number: int, here: int) -> None:
        """Refused; in the middle of the line it is reported already."""
        if self.kind != "narration":
            self.refuse("a speech", speech.span)

    def unknown(self, name: str, head: re.Match[str], line: str, span: Span) -> bool:
        """Nobody bears it, so it is words."""
        return False

    def directive(self, line: str, number: int, here: int) -> bool:
        """Refused if it is one."""
        directive = read_directive(line)
        if directive is None or not directive.is_closed:
            return False
        self.refuse(f"`{{{directive.word}}}`", self.span(line, number, here))
        return True

    def narrate(self, lines: list[str], places: list[tuple[int, int]]) -> None:
        """The one paragraph: a text is never taken in whole here."""
        self.tree.items.append(Paragraph("narration", self.words(lines, places)))
