"""The joined lines of one paragraph: where each sign stands in its file, and what is said of slips.

The lower floor of ``prose_inline.Words``, which reads the words. Every offset in the joined text
leads back to a line and a column; each mistake that a paragraph can hold has its sentence here or
where it is found, and none stops the reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from ulysse_game.compiler.prose_names import At, Names, Selected
from ulysse_game.compiler.prose_unmarked import asked_before, begins_large, with_colon
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.story.text import Inline

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

HEAD = re.compile(r"([a-z][a-z0-9_]*)(\?)?(?: \(([^()]*)\))?:(?: +|$)")
"""The head of a speech: `simon: `, `eva?: `, `martin (radio): `."""

BLOCK_WORD = re.compile(r" *(if|else if|else|end|page)(?= |:|$)")
"""The words that stand in braces alone on a line."""
_BRACE = re.compile(r"\\.|[{}]")
_ENDS_TEXT = re.compile(r"[{}|\\]")


class Counter:
    """Numbers the sequences of one block."""

    __slots__ = ("salt",)

    def __init__(self) -> None:
        self.salt = 0


class Joined:
    """The lines of one paragraph as one text.

    ``places`` holds line and column of each line's first character, in the same order; ``at`` is
    where the block starts.
    """

    __slots__ = (
        "counter",
        "file",
        "indent",
        "is_bold",
        "is_deep",
        "is_open",
        "is_quoted",
        "lines",
        "names",
        "places",
        "source",
        "starts",
    )

    def __init__(
        self,
        lines: list[str],
        places: list[tuple[int, int]],
        at: At,
        names: Names,
        counter: Counter,
    ) -> None:
        self.source = lines[0] if len(lines) == 1 else " ".join(lines)
        self.lines = lines
        self.places = places
        self.file = at.file
        self.indent = at.indent
        self.names = names
        self.counter = counter
        self.starts: list[int] = []
        self.is_bold = False
        self.is_deep = False
        self.is_open = False
        self.is_quoted = False

    def span(self, offset: int, length: int = 1) -> Span:
        """The place of an offset of the joined text, cut at the end of its line."""
        row = self._row(offset)
        line, column = self.places[row]
        start = self.starts[row]
        room = start + len(self.lines[row]) - offset
        return Span(self.file, line, column + offset - start, max(1, min(length, room)))

    def written(self, offset: int, source: str) -> str:
        """A source at an offset with the line ends that its file has, as :class:`Names` wants it.

        A note between two of its lines counts as a line.
        """
        if len(self.lines) == 1:
            return source
        end = offset + len(source)
        row = self._row(offset)
        found = source[: self.starts[row] + len(self.lines[row]) - offset]
        for below in range(row + 1, len(self.lines)):
            start = self.starts[below]
            if start >= end:
                break
            (above, _), (line, column) = self.places[below - 1], self.places[below]
            found += "\n" * (line - above) + " " * (column - self.indent)
            found += self.source[start : min(end, start + len(self.lines[below]))]
        return found

    def trouble(
        self,
        code: str,
        offset: int,
        length: int,
        message: str,
        help: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Reports what is wrong at an offset of the joined text."""
        self.names.report(Diagnostic(code, message, self.span(offset, length), help, severity))

    def _row(self, offset: int) -> int:
        if not self.starts:
            self.starts = [0, *accumulate(len(line) + 1 for line in self.lines[:-1])]
        return bisect_right(self.starts, offset) - 1

    def starts_at(self, offset: int) -> int:
        """The offset at which the line of an offset starts."""
        row = self._row(offset)
        return self.starts[row]

    def line_at(self, offset: int) -> str:
        """The line of an offset."""
        return self.lines[self._row(offset)]

    def _find_selector(self, text: int, texts: list[tuple[Inline, ...]]) -> None:
        """Reports a selector without its colon before the texts of a brace, the first at ``text``.

        Such a brace is no mistake of its signs: each text is read, the name with the first.
        """
        found = _ENDS_TEXT.search(self.source, text)
        written = self.source[text : found.start() if found else len(self.source)]
        source = written.lstrip(" ")
        others = [each[0] for each in texts[1:] if each and isinstance(each[0], str)]
        length = asked_before(source, others, self.names)
        if length:
            self._no_colon(text + len(written) - len(source), source, length, "|…")

    def _lacks_colon(self, offset: int, source: str, more: str = "") -> bool:
        """Whether a value or a selector is one with words behind it; reported.

        ``more`` is shown for what follows.
        """
        if " " not in source or source == source.lower():  # nothing that is asked has a capital
            return False
        length, _ = self.names.leading(source)
        if not 0 < length < len(source) or not begins_large(source[length:]):
            return False
        self._no_colon(offset, source, length, more)
        return True

    def _no_colon(self, offset: int, source: str, length: int, more: str) -> None:
        self.trouble(
            "selector-without-colon",
            offset,
            length,
            f"`{source[:length]}` has no colon behind it, and the player would read it.",
            f"write `{with_colon(source, length, more)}`.",
        )

    def _wrong_number(self, offset: int, source: str, selected: Selected, count: int) -> None:
        """Says which text is for which, so that the writer sees what is missing."""
        labels = selected.labels
        kind = "bands" if selected.cuts else "values" if selected.values else "answers"
        has = f"{_number(count)} text{'' if count == 1 else 's'}"
        message = (
            f"`{source}` has {_number(len(labels))} {kind} ({', '.join(labels)}) "
            f"and this has {has}."
        )
        if count > len(labels):
            help = (
                f"the last is for {labels[-1]}; take out what is more, and write `\\|` for a "
                "bar that is read."
            )
        else:
            help = (
                f"the {'last' if count > 1 else 'only'} one is for {labels[count - 1]}; "
                f"add {', '.join(labels[count:])}; leave a text empty with `||`."
            )
        self.trouble("bands-and-texts", offset, len(source), message, help)

    def _find_speech(self, start: int, stop: int) -> None:
        """Reports the lines between two offsets of a brace that begin as a speech does."""
        for row in range(self._row(start), len(self.lines)):
            offset = self.starts[row]
            if offset >= stop:
                break
            if offset >= start:
                self._no_speech(offset)

    def _no_speech(self, offset: int) -> None:
        """Reports a speech that begins at an offset inside a brace."""
        head = HEAD.match(self.source, offset)
        if head is None or self.names.speaker(head.group(1), self.span(offset)) is None:
            return
        length = head.end(1) - offset
        self.trouble(
            "speech-in-braces",
            offset,
            length,
            "a speech cannot stand inside `{…}`.",
            "use `{if …}` on a line of its own, the speech below it, and `{end}`.",
        )

    def _empty_echo(self, start: int, length: int) -> None:
        self.trouble(
            "empty-echo",
            start,
            length,
            "this echo marks no words.",
            "write `{echo heard_it: the words}`.",
        )

    def _not_alone(self, start: int, source: str, length: int) -> None:
        word = str(BLOCK_WORD.match(source)[1])  # type: ignore[index]  # it did match
        shown = f"{{{word} …}}" if word.endswith("if") else f"{{{word}}}"
        help = "put it on a line of its own"
        if word != "page":
            help += ", or within a sentence write `{simon.here: with him|without him}`"
        self.trouble(
            "not-alone-on-its-line",
            start,
            length,
            f"`{shown}` stands alone on its line, without a colon.",
            help + ".",
        )

    def _open_brace(self, start: int) -> None:
        if not self.is_open:  # the braces around it are open for the same reason
            self.is_open = True
            self.trouble(
                "open-brace",
                start,
                1,
                "this `{` is not closed in its paragraph.",
                "close it with `}` before the empty line; for the sign write `\\{`.",
            )

    def _behind(self, start: int) -> int:
        """Where reading goes on behind the brace at ``start``, whatever is in it."""
        depth = 0
        for found in _BRACE.finditer(self.source, start):
            sign = found.group()
            if sign == "{":
                depth += 1
            elif sign == "}":
                depth -= 1
                if not depth:
                    return found.end()
        return len(self.source)


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
