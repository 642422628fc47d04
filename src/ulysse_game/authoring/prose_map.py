"""What in a written text is what: narration, speech, screen, label, note, and the marks between.

Tools that look at words as they are written must leave alone what is no word: selectors, names
before a colon, directives, notes. A map is made of one text as it stands in its file (with its
line breaks, or one line a paragraph, as catalogues have it). It never judges a text: what is
wrong in its marks the compiler has said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.compiler.prose_joined import HEAD
from ulysse_game.story.words import words_in

_MARKS = re.compile(r"""[{}\\:>/]""").search
_DIRECTIVE = re.compile(r"\{(?:if |else if |else *\}|end *\}|page *\})")
_SIGN = re.compile(r"\\.|[{}|]", re.DOTALL)
_HEADER = re.compile(r"\{(?:[&~!]|[^{}|:\\]*)")
_OPENING = {"“": "”", "«": "»"}


class Stretch(NamedTuple):
    """Words from ``start`` up to ``end`` that are one kind of thing.

    ``part`` is ``narration``, ``speech``, ``screens``, ``choices`` (a label, a reason, an offer)
    or ``notes``; ``speaker`` is whose speech it is. A paragraph of several lines is one stretch.
    """

    start: int
    end: int
    part: str
    speaker: str = ""


class ProseMap(NamedTuple):
    """The stretches of one text, and the margins in it that nobody reads, both in order."""

    words: str
    stretches: tuple[Stretch, ...]
    margins: tuple[tuple[int, int], ...] = ()

    def at(self, offset: int) -> Stretch | None:
        """The stretch that the character at ``offset`` belongs to; nothing within a margin."""
        if self.is_margin(offset):
            return None
        number = bisect_right(self.stretches, offset, key=lambda each: each.start) - 1
        if number < 0 or offset >= self.stretches[number].end:
            return None
        return self.stretches[number]

    def is_margin(self, offset: int) -> bool:
        """Whether the character there is a mark, a selector, a speaker’s name or a directive."""
        number = bisect_right(self.margins, (offset, len(self.words) + 1)) - 1
        return number >= 0 and offset < self.margins[number][1]

    def is_quoted(self, offset: int) -> bool:
        """Whether it stands between quotation marks, “ ” or « », of its own paragraph."""
        stretch = self.at(offset)
        before = self.words[stretch.start if stretch else 0 : offset]
        return any(before.rfind(left) > before.rfind(right) for left, right in _OPENING.items())


def map_of(words: str, is_line: bool = False) -> ProseMap:
    """The map of a text; ``is_line`` is set for labels, reasons, offers and titles."""
    part = "choices" if is_line else "narration"
    if not _MARKS(words):
        return ProseMap(words, tuple(_paragraphs(words, part)))
    return _Mapper(words, part).map()


def _paragraphs(words: str, part: str) -> list[Stretch]:
    """The paragraphs of a text without marks."""
    found, at = [], 0
    for stretch in words.split("\n\n"):
        found.append(Stretch(at, at + len(stretch), part))
        at += len(stretch) + 2
    return found


class _Mapper:
    """Goes through the lines of one text as the compiler does."""

    def __init__(self, words: str, part: str) -> None:
        self.words = words
        self.part = part
        self.stretches: list[Stretch] = []
        self.margins: list[tuple[int, int]] = []
        self.is_open = False  # whether a paragraph is under way
        self.depth = 0

    def map(self) -> ProseMap:
        at = 0
        for line in self.words.split("\n"):
            bare = line.strip(" ")
            start = at + len(line) - len(line.lstrip(" "))
            self.line(bare, start, start + len(bare))
            at += len(line) + 1
        self.margins.sort()
        return ProseMap(self.words, tuple(self.stretches), tuple(self.margins))

    def line(self, line: str, start: int, end: int) -> None:
        """One line without the spaces around it, from ``start`` to ``end``."""
        if not line:
            self.is_open = False
        elif line.startswith("//"):
            self.stretches.append(Stretch(start, end, "notes"))
            self.is_open = False
        elif _DIRECTIVE.match(line) and line.endswith("}"):
            self.margins.append((start, end))
            self.is_open = False
        elif line.startswith(">"):
            self.is_open = False
            head = 2 if line.startswith("> ") else 1
            self.margins.append((start, start + head))
            self.add(start + head, end, "screens")
            self.is_open = False
        else:
            self.prose(line, start, end)

    def prose(self, line: str, start: int, end: int) -> None:
        """A line of words, which may begin a speech."""
        is_start = not self.is_open or self.stretches[-1].part == "speech"
        head = HEAD.match(line) if is_start and not self.depth and self.part != "choices" else None
        if head is None:
            self.add(start, end, self.part)
            return
        self.is_open = False
        self.margins.append((start, start + head.end()))
        self.add(start + head.end(), end, "speech", head[1])

    def add(self, start: int, end: int, part: str, speaker: str = "") -> None:
        """More words: of the paragraph under way, or the first of one."""
        if self.is_open:
            self.stretches[-1] = self.stretches[-1]._replace(end=end)
        else:
            self.stretches.append(Stretch(start, end, part, speaker))
            self.is_open = True
        if "{" in self.words or "\\" in self.words:
            self.braces(start, end)

    def braces(self, start: int, end: int) -> None:
        """The marks of braces in a line; a brace may end in a later one."""
        words, at = self.words, start
        while found := _SIGN.search(words, at, end):
            sign, at = found[0], found.end()
            if sign[0] == "\\":
                self.margins.append((found.start(), found.start() + 1))
            elif sign == "{":
                at = self.brace(found.start())
            elif self.depth:
                self.margins.append((found.start(), at))
                self.depth -= sign == "}"

    def brace(self, start: int) -> int:
        """The mark or the selector with which a brace opens; where its words begin."""
        words = self.words
        header = _HEADER.match(words, start)
        stop = header.end() if header else start + 1
        sign = words[stop : stop + 1]
        if sign == "}":
            self.margins.append((start, stop + 1))
            return stop + 1
        self.depth += 1
        if sign == ":":
            stop += 2 if words.startswith((" ", "\n"), stop + 1) else 1
            self.margins.append((start, stop))
            return stop
        stop = start + 2 if words[start + 1 : start + 2] in ("&", "~", "!") else start + 1
        self.margins.append((start, stop))
        return stop


def counted(mapped: ProseMap) -> Iterator[tuple[Stretch, int]]:
    """Each stretch with its words, every margin in it a gap."""
    for stretch in mapped.stretches:
        pieces, at = [], stretch.start
        for start, end in mapped.margins:
            if at <= start and end <= stretch.end:
                pieces.append(mapped.words[at:start])
                at = end
        yield stretch, words_in(" ".join((*pieces, mapped.words[at : stretch.end])))


def word_count(words: str, is_line: bool = False) -> int:
    """Words of a text, every alternative counted; selectors, speakers' names and notes are none."""
    return sum(n for stretch, n in counted(map_of(words, is_line)) if stretch.part != "notes")
