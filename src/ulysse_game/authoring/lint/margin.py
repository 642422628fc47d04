"""Whether a name is written anywhere in a margin, or between the braces of a text.

Sets and named expressions are written out by the compiler wherever they are used, so the compiled
trees no longer know them. They are sought in the files as written, where prose is passed over: a
word in a sentence names nothing. When in doubt a name counts as used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from ulysse_game.authoring.lint.material import Text
from ulysse_game.authoring.lint.places import Sources
from ulysse_game.diagnostics import Span


class Margin:
    """The margins of a story's files, and the braces in its prose."""

    def __init__(self, sources: Sources, texts: Iterable[Text]) -> None:
        """The margins of these files, in which ``texts`` are the prose."""
        self._sources = sources
        self._texts = texts

    def names(self, name: str, declared: Span) -> bool:
        """Whether the name stands anywhere but where it is declared."""
        return any(span != declared for span in self._mentions(name))

    def _mentions(self, name: str) -> Iterator[Span]:
        """Where the name stands and means something."""
        for file in self._sources.files:
            text = self._sources.text(file)
            line, before = 1, 0
            for at in _words(text, name):
                line += text.count("\n", before, at)
                before = at
                if self._means_something(file, text, line, at):
                    yield Span(file, line, at - text.rfind("\n", 0, at), len(name))

    def _means_something(self, file: str, text: str, line: int, at: int) -> bool:
        if _is_read(text, at):
            return True
        before = text[text.rfind("\n", 0, at) + 1 : at]
        if before[:1] == "#" or " #" in before:
            return False
        return not self._is_prose(file, line)

    def _is_prose(self, file: str, line: int) -> bool:
        if file.endswith(".po"):
            return True
        stretches = self._prose.get(file, [])
        at = bisect_right(stretches, (line, 1 << 30)) - 1
        return at >= 0 and line <= stretches[at][1]

    @cached_property
    def _prose(self) -> dict[str, list[tuple[int, int]]]:
        """First and last lines of the blocks of prose of each file, in order.

        One-line texts are not among them: their keys stand on the same line.
        """
        found: dict[str, list[tuple[int, int]]] = {}
        for text in self._texts:
            if text.at.file.endswith(".po"):
                continue
            if text.at.column == 1 or not self._is_bar(text):
                continue
            # Words end with a line break; the line after it is margin again.
            last = text.at.line + text.words.rstrip("\n").count("\n")
            found.setdefault(text.at.file, []).append((text.at.line, last))
        return {file: sorted(stretches) for file, stretches in found.items()}

    def _is_bar(self, text: Text) -> bool:
        """Whether nothing but the text stands in its first line."""
        return not self._sources.line(text.at.file, text.at.line)[: text.at.column - 1].strip(" ")


def _words(text: str, name: str) -> Iterator[int]:
    """Each place of a name that is a word of its own; a pattern would take ten times as long."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not _is_part(text[at - 1 : at]) and not _is_part(text[end : end + 1]):
            yield at
        at = text.find(name, end)


def _is_part(sign: str) -> bool:
    """Whether a sign belongs to the word that stands beside it."""
    return sign.isalnum() or sign == "_"


def _is_read(text: str, at: int) -> bool:
    """Whether a character stands between braces: the nearest one before it opens."""
    return text.rfind("{", max(0, at - 2_000), at) > text.rfind("}", max(0, at - 2_000), at)
