"""A ``Page`` as lines of plain text, to be read from top to bottom and never redrawn.

What the full screen says by place or colour is said here in words: what stands on a screen or a
paper is announced, a closed choice is called closed. Nothing here reads or writes a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ulysse_game.view.page import CrewEntry, Line, Option, Page, Run, Title
from ulysse_game.view.typography import speech
from ulysse_game.view.words import Words
from ulysse_game.view.wrap import cells, wrap

NARROWEST = 20
WIDEST = 10_000

# Nothing that could move a cursor, ring a bell or turn the reading direction reaches the
# terminal: C0 and C1 controls, DEL, line and paragraph separators, marks of direction.
_UNWANTED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, 0xFEFF)),
    **dict.fromkeys((*range(0x2028, 0x202F), *range(0x2066, 0x206A))),
    **dict.fromkeys(map(ord, "\t\n\u2028\u2029"), " "),
}


class Layout:
    """How text is set: ``width`` in cells, and the words of one language."""

    __slots__ = ("width", "words")

    def __init__(self, width: int, words: Words) -> None:
        """Lines of at most ``width`` cells, brought within 20 and 10,000."""
        self.width = min(max(width, NARROWEST), WIDEST)
        self.words = words

    def page(self, page: Page) -> Iterator[str]:
        """What the page tells, an empty line before every paragraph; without its choices."""
        yield from self.prose(page.lines)

    def prose(self, lines: Iterable[Line]) -> Iterator[str]:
        """Paragraphs; lines of one screen or paper in a row stay together under one label."""
        for kind, group in groupby(lines, lambda line: line.kind):
            if kind == "screen":
                yield from self._screen(list(group))
            else:
                for line in group:
                    yield from self._paragraph(line)

    def _screen(self, lines: Sequence[Line]) -> Iterator[str]:
        yield ""
        yield self.words("It reads:")
        for line in lines:
            yield from self.wrapped(line.runs, "    ", "    ")

    def _paragraph(self, line: Line) -> Iterator[str]:
        match line.kind:
            case "break":
                yield ""
            case "chapter":
                yield ""
                yield from self.wrapped(line.runs)
                if line.manner:
                    yield from self.text(line.manner)
            case "picked":
                yield ""
                yield from self.wrapped(line.runs, "> ", "  ")
            case "speech":
                yield ""
                yield from self.wrapped(speech(line, self.words.language))
            case _:
                yield ""
                yield from self.wrapped(line.runs)

    def choices(self, options: Sequence[Option]) -> Iterator[str]:
        """The open choices with the numbers that take them, the closed ones with their reason."""
        if options:
            yield ""
        number = 0
        for option in options:
            if option.is_open:
                number += 1
                lead = f"{number}) "
                yield from self.wrapped(option.label, lead, " " * len(lead))
            else:
                space = (Run(" "),) if option.label and option.reason else ()
                runs = (*option.label, *space, *option.reason)
                yield from self.wrapped(runs, self.words("Closed: "), "   ")

    def status(self, page: Page) -> Iterator[str]:
        """The status line, no gauge of it torn apart; nothing where the story has none."""
        line = ""
        for gauge in page.status:
            longer = f"{line} · {gauge.text}" if line else gauge.text
            if line and cells(clean(longer)) > self.width:
                yield from self.text(line)
                longer = gauge.text
            line = longer
        if line:
            yield from self.text(line)

    def crew(self, entries: Iterable[CrewEntry]) -> Iterator[str]:
        """What is known of each of the crew, one after the other."""
        for entry in entries:
            yield from self.prose(entry.lines)

    def title(self, title: Title) -> Iterator[str]:
        """The title, the content note and the disclaimer: what a new playthrough opens with."""
        yield from self.text(title.title)
        yield from self.prose((*title.about, *title.content_note, *title.disclaimer))

    def text(self, text: str) -> Iterator[str]:
        """One paragraph of our own words."""
        return self.wrapped((Run(text),))

    def wrapped(self, runs: Iterable[Run], first: str = "", rest: str = "") -> Iterator[str]:
        """Runs as lines of at most the width, with no mark but the words themselves."""
        cleaned = [Run(clean(run.text)) for run in runs]
        for line in wrap(cleaned, self.width, first, rest):
            yield "".join(run.text for run in line)


def clean(text: str) -> str:
    """The text without anything a terminal could obey; tabs and line ends become spaces."""
    return text.translate(_UNWANTED)
