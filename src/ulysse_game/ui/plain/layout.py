"""A ``Page`` as lines of plain text, to be read from top to bottom and never redrawn.

What the full screen says by place or colour is said here in words: what stands on a screen or a
paper is announced, a picture is told, a closed choice is called closed. For who listens, signs
that no voice can read are left out or said. Nothing here reads or writes a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from ulysse_game.view.page import CrewEntry, Gauge, Line, Option, Page, Run, Title
from ulysse_game.view.typography import NO_BREAK, in_signs, speech, spoken, wide_spaces
from ulysse_game.view.words import Words, marked
from ulysse_game.view.wrap import cells, wrap

NARROWEST = 20
WIDEST = 10_000

LABELS = {
    "screen": marked("It reads:"),
    "form": marked("On the form:"),
    "hand": marked("Written by hand:"),
}
"""What announces lines that stand together on something written."""

# Nothing that could move a cursor, ring a bell or turn the reading direction reaches the
# terminal: C0 and C1 controls, DEL, line and paragraph separators, marks of direction.
_UNWANTED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, 0xFEFF)),
    **dict.fromkeys((*range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC))),
    **dict.fromkeys(range(0xE0000, 0xE0080)),
    **dict.fromkeys(map(ord, "\t\n\u2028\u2029"), " "),
}
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2011": "-"})


class Manner(NamedTuple):
    """How lines are to be said.

    ``is_heard``: for a voice, without signs. ``has_pictures``: their words are told.
    ``has_thin_spaces``: the terminal's font has narrow ones. ``chapters`` are numbers by id.
    """

    is_heard: bool = False
    has_pictures: bool = True
    has_thin_spaces: bool = True
    chapters: Mapping[str, int] = MappingProxyType({})


class Layout:
    """How text is set: ``width`` in cells, the words of one language, the manner."""

    __slots__ = ("manner", "width", "words")

    def __init__(self, width: int, words: Words, manner: Manner | None = None) -> None:
        """Lines of at most ``width`` cells, brought within 20 and 10,000."""
        self.width = min(max(width, NARROWEST), WIDEST)
        self.words = words
        self.manner = manner or Manner()

    # What a page holds.

    def page(self, page: Page) -> Iterator[str]:
        """What the page tells, an empty line before every paragraph; without its choices."""
        yield from self.prose(page.lines)

    def prose(self, lines: Iterable[Line]) -> Iterator[str]:
        """Paragraphs; lines of one screen or paper in a row stay together under one label.

        Where the words before announce them there is none.
        """
        before = ""
        for kind, group in groupby(lines, lambda line: line.kind):
            found = list(group)
            if kind in LABELS:
                yield from self._paper("" if before.endswith(":") else LABELS[kind], found)
            else:
                for line in found:
                    yield from self._paragraph(line)
            before = found[-1].text.rstrip()

    def _paper(self, label: str, lines: Sequence[Line]) -> Iterator[str]:
        """Lines on something written; nothing where they have no words."""
        indent = "" if self.manner.is_heard else "    "
        rows = [row for line in lines for row in self.wrapped(line.runs, indent, indent)]
        written = [at for at, row in enumerate(rows) if row.strip()]
        if written:
            yield ""
            if label:
                yield from self.text(self.words(label))
            yield from (row if row.strip() else "" for row in rows[written[0] : written[-1] + 1])

    def _paragraph(self, line: Line) -> Iterator[str]:
        match line.kind:
            case "break":
                found: Iterable[str] = ()
            case "chapter":
                found = self._chapter(line)
            case "plate":
                found = self._picture(line)
            case "picked":
                found = self._picked(line)
            case "speech":
                found = self.wrapped(self._speech(line))
            case _:
                found = self.wrapped(line.runs)
        rows = list(found)
        if any(rows) or line.kind == "break":
            yield ""
            yield from rows

    def _chapter(self, line: Line) -> Iterator[str]:
        """A chapter in one sentence, *Chapter 2. Mars.*; its second title where it has words."""
        number = self.manner.chapters.get(line.line_id.removeprefix("chapter.").partition(".")[0])
        opening = line.text
        if number:
            opening = self.words("Chapter {number}. {title}", number=number, title=line.text)
        if not self.manner.is_heard:
            yield from self.text(sentence(opening) if number else opening)
            if line.manner:
                yield from self.text(line.manner)
            return
        parts = [opening, line.manner if _is_speakable(line.manner) else ""]
        yield from self.text(" ".join(sentence(part) for part in parts if part))

    def _picture(self, line: Line) -> Iterator[str]:
        if self.manner.has_pictures and line.text:
            told = self.words("[Picture: {words}]", words=line.text)
            yield from self.text(told[1:-1] if self.manner.is_heard else told)

    def _picked(self, line: Line) -> Iterator[str]:
        if self.manner.is_heard:
            lead = self.words("Chosen:")
            yield from self.wrapped((Run(lead + " "), *line.runs))
        else:
            yield from self.wrapped(line.runs, "> ", "  ")

    def _speech(self, line: Line) -> Sequence[Run]:
        """Who speaks and what; for a voice, the name as a name, and no dash."""
        language = self.words.language
        if not self.manner.is_heard or not line.name:
            return speech(line, language)
        manner = line.manner or (self.words("radio") if line.voice == "radio" else "")
        who = f"{line.name}, {manner}" if manner else line.name
        colon = NO_BREAK + ": " if language == "fr" else ": "
        said = [run for run in spoken(line, language) if run.text != "\u2014" + NO_BREAK]
        return (Run(who[:1].upper() + who[1:] + colon), *said)

    def choices(self, options: Sequence[Option]) -> Iterator[str]:
        """The open choices with the numbers that take them, the closed ones with their reason."""
        if options:
            yield ""
        number = 0
        for option in options:
            if option.is_open:
                number += 1
                yield from self.numbered(number, option.label)
            else:
                space = (Run(" "),) if option.label and option.reason else ()
                runs = (*option.label, *space, *option.reason)
                yield from self.wrapped(runs, self.words("Closed: "), "   ")

    def numbered(self, number: int, runs: Iterable[Run], indent: str = "") -> Iterator[str]:
        """Something that a number stands for."""
        lead = f"{number}. " if self.manner.is_heard else f"{indent}{number}) "
        yield from self.wrapped(runs, lead, " " * len(lead))

    def crew(self, entries: Iterable[CrewEntry]) -> Iterator[str]:
        """What is known of each of the crew, one after the other."""
        for entry in entries:
            yield from self.prose(entry.lines)

    def title(self, title: Title) -> Iterator[str]:
        """The title, the content note and the disclaimer: what a new playthrough opens with."""
        yield from self.text(title.title)
        yield from self.prose((*title.about, *title.content_note, *title.disclaimer))

    # Figures.

    def status(self, gauges: Sequence[Gauge]) -> Iterator[str]:
        """The status line, no gauge of it torn apart; nothing where the story has none."""
        if self.manner.is_heard:
            if gauges:
                yield from self.text(sentence(", ".join(self.figure(g.text) for g in gauges)))
            return
        line = ""
        for gauge in gauges:
            longer = f"{line} · {gauge.text}" if line else gauge.text
            if line and cells(clean(longer)) > self.width:
                yield from self.text(line)
                longer = gauge.text
            line = longer
        if line:
            yield from self.text(line)

    def figure(self, text: str) -> str:
        """One of our figures as it is to be read, its unit in words for a voice."""
        if not self.manner.is_heard:
            return text
        # Imported here: who reads has no need of it, and its patterns take their time.
        from ulysse_game.ui.plain.heard import measured

        return measured(text, self.words)

    # Lines.

    def text(self, text: str) -> Iterator[str]:
        """One paragraph of our own words."""
        return self.wrapped((Run(text),))

    def wrapped(self, runs: Iterable[Run], first: str = "", rest: str = "") -> Iterator[str]:
        """Runs as lines of at most the width; for a voice, with nothing but the words."""
        manner = self.manner
        if manner.is_heard:
            from ulysse_game.ui.plain.heard import heard

            told = heard(clean("".join(run.text for run in runs)))
            if not told:
                return
            rest = ""
        else:
            told = clean(in_signs(runs))
        for line in wrap((Run(told),), self.width, first, rest):
            row = "".join(run.text for run in line)
            if manner.is_heard:
                row = row.translate(_SPACES)
            yield row if manner.has_thin_spaces else wide_spaces(row)


def clean(text: str) -> str:
    """The text without anything a terminal could obey; tabs and line ends become spaces."""
    return text.translate(_UNWANTED)


def tidy(lines: Iterable[str]) -> Iterator[str]:
    """The lines, never two empty ones in a row, and none empty at the end."""
    is_apart = False
    for line in lines:
        if not line:
            is_apart = True
            continue
        if is_apart:
            yield ""
        is_apart = False
        yield line


def sentence(text: str) -> str:
    """The words with a full stop, unless they have an end of their own."""
    return text if text.endswith((".", "!", "?", "…", ":", "”", "»")) else f"{text}."


def _is_speakable(title: str) -> bool:
    """Whether a second title is made of Latin words alone; most are signs and figures."""
    return bool(title) and all(
        word.isalpha() and len(word) > 1 and not word.isupper() and max(word) < "\u0250"
        for word in title.split()
    )
