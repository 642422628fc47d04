"""Where a character of a text stands in its file: behind a bar, in quotes, in a catalogue.

The places of a text's lines are known to the compiler; here they are brought together with the
files as they are written. Files are cut into lines, and catalogues scanned, when something in them
is asked for: mostly nothing is.
"""

from __future__ import annotations

from collections.abc import Mapping

from ulysse_game.compiler.po import PoEntry, plain_lines, read_po
from ulysse_game.compiler.prose import At
from ulysse_game.diagnostics import Span

_FARTHEST = 40  # lines that a text without a bar may run on


class Sources:
    """The files of a story, line by line, and their catalogues entry by entry."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """The files of these names."""
        self._given = texts
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}
        self._entries: dict[str, dict[str, PoEntry]] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """The files, in their order."""
        return tuple(self._given)

    def text(self, file: str) -> str:
        """The whole of a file, every line ending alike; nothing if there is no such file."""
        found = self._texts.get(file)
        if found is None:
            found = self._texts[file] = plain_lines(self._given.get(file, ""))
        return found

    def lines(self, file: str) -> list[str]:
        """The lines of a file, without their ends; one empty line if there is no such file."""
        found = self._lines.get(file)
        if found is None:
            found = self._lines[file] = self.text(file).split("\n")
        return found

    def line(self, file: str, number: int) -> str:
        """One line, counted from 1; nothing beyond the end."""
        lines = self.lines(file)
        return lines[number - 1] if 1 <= number <= len(lines) else ""

    def entries(self, file: str) -> Mapping[str, PoEntry]:
        """The entries of a catalogue by line id; the first, where one stands twice."""
        found = self._entries.get(file)
        if found is None:
            found = {}
            for each in read_po(self.text(file)).entries:
                if each.context is not None and not each.is_obsolete:
                    found.setdefault(each.context, each)
            self._entries[file] = found
        return found

    def word(self, file: str, line: int, word: str) -> Span:
        """The first place of a name in a line; the line's first words where it is not there."""
        import re

        written = self.line(file, line)
        found = re.search(rf"(?<![a-z0-9_]){re.escape(word)}(?![a-z0-9_])", written)
        if found is None:
            column = len(written) - len(written.lstrip(" -"))
            return Span(file, line, column + 1, max(1, len(written) - column))
        return Span(file, line, found.start() + 1, len(word))

    def in_yaml(self, at: At, words: str, offset: int, length: int) -> Span:
        """The place of ``words[offset:offset + length]`` of a text that starts at ``at``.

        A stretch that runs over a line break ends with its first line.
        """
        before = words[:offset]
        row = before.count("\n")
        start = before.rfind("\n") + 1
        end = words.find("\n", offset)
        shown = words[offset : min(offset + length, len(words) if end < 0 else end)]
        line = at.line + row
        column = (at.indent if row else at.column) + offset - start
        span = Span(at.file, line, column, max(1, len(shown)))
        if not shown or self.line(at.file, line).startswith(shown, column - 1):
            return span
        return self._sought(span, shown)

    def _sought(self, span: Span, shown: str) -> Span:
        """Where the words stand that are not where they should be, or the place as it was.

        The text is in quotes, or folded by YAML, or a name in it is shown otherwise.
        """
        lines = self.lines(span.file)
        for row in range(span.line, min(span.line + _FARTHEST, len(lines) + 1)):
            from_ = max(0, span.column - 1) if row == span.line else 0
            column = lines[row - 1].find(shown, from_)
            if column < 0 and row == span.line:
                column = lines[row - 1].rfind(shown)
            if column >= 0:
                return span._replace(line=row, column=column + 1)
        end = len(self.line(span.file, span.line)) + 1
        column = min(span.column, end)
        return span._replace(column=column, length=max(1, min(span.length, end - column)))

    def in_catalogue(self, file: str, line_id: str, offset: int, length: int) -> Span:
        """The place of a stretch of a translation; it ends with the string it begins in."""
        entry = self.entries(file).get(line_id)
        if entry is None:
            return Span(file, 1, 1)
        offset = min(offset, max(0, len(entry.words) - 1))
        length = min(length, len(entry.words) - offset)
        line, column = entry.place(offset)
        if length > 1:
            last_line, last = entry.place(offset + length - 1)
            if last_line == line:
                sign = 2 if self.line(file, line)[last - 1 : last] == "\\" else 1
                return Span(file, line, column, last + sign - column)
        end = len(self.line(file, line).rstrip(" \t")) - 1  # the closing quote
        return Span(file, line, column, max(1, end - column + 1 if length > 1 else 1))
