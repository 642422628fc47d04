"""What stopped YAML, told in a writer's words: the line, why it stops there, what to write.

YAML's own messages say what its grammar expected; here the lines themselves are looked at for
what was meant. It never reads YAML, and never knows a key of the story format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from yaml.events import ScalarEvent

from ulysse_game.compiler.foreign_choices import as_choice, is_ink
from ulysse_game.compiler.yaml_columns import ROW, misplaced
from ulysse_game.compiler.yaml_mistakes import (
    CALM,
    NAMED,
    SIGNS,
    WRITE_A_BAR,
    bar_wanted,
    chosen_with_marks,
    meant_as_key,
    mistake,
    shortened,
    text_opener,
    unwelcome,
    why_a_bar,
)
from ulysse_game.compiler.yaml_text import LARGEST
from ulysse_game.diagnostics import Diagnostic, Span

HALF = re.compile(r"\\(?:u|U0000)([dD][89a-fA-F][0-9a-fA-F]{2})")
NOTE = re.compile(r" *(//|--|/\*|<!--)")
SETS = re.compile(r"([a-z][a-z0-9_.]*): *(-?[a-z0-9_]+) *$")
VALUE = re.compile(r" *(?:- +)*(?P<key>[^\s:]+: +)?")


class Trouble(NamedTuple):
    """What stopped YAML; places are (line, column) in the file, (0, 0) where it does not say."""

    words: str
    context: str
    at: tuple[int, int]
    context_at: tuple[int, int]
    quote_at: tuple[int, int]  # where a text in quotes began that ran over line ends up to here
    plain_line: int  # where a plain text began that runs into this line


def trouble_of(trouble: Exception, parser: Any, event: Any, above: int) -> Trouble:
    """Bring together what libyaml's and PyYAML's own errors say, and the event before."""

    def place(mark: Any) -> tuple[int, int]:
        return (mark.line + 1 + above, mark.column + 1) if mark else (0, 0)

    words = str(getattr(trouble, "problem", None) or "something is not as it expects")
    at = place(getattr(trouble, "problem_mark", None))
    if isinstance(trouble, (ValueError, OverflowError)):  # of an escape, in PyYAML's own scanner
        words, at = "found invalid Unicode character escape code", place(parser.get_mark())
    quote_at, plain_line = (0, 0), 0
    if type(event) is ScalarEvent:
        begin, end = place(event.start_mark), place(event.end_mark)
        if not event.style and begin[0] < at[0]:
            plain_line = begin[0]
        elif event.style in ("'", '"') and begin[0] < end[0] == at[0]:
            quote_at = begin
    context = str(getattr(trouble, "context", None) or "")
    there = place(getattr(trouble, "context_mark", None))
    return Trouble(words, context, at if at[0] else (above + 1, 1), there, quote_at, plain_line)


class Explaining:
    """Tells of one file with these lines what stops YAML; each report is handed to ``send``."""

    def __init__(self, file: str, lines: list[str], send: Callable[[Diagnostic], None]) -> None:
        self._file = file
        self._lines = lines
        self._send = send

    def _report(self, code: str, message: str, span: Span, help_: str = "") -> None:
        self._send(mistake(code, message, span, help_))

    def several_documents(self, line: int) -> None:
        """A second document begins on this line."""
        told = "a second document begins here, and a story file is only one."
        self._report("several-documents", told, self.whole(line, 1, 3))

    def explain(self, trouble: Trouble, inside: tuple[int, int]) -> int:
        """Report what stopped YAML in a writer's words; answers the line to read on after.

        ``inside`` is where the mapping or list begins that was being read.
        """
        lines = self._lines
        last = len(lines), len(lines[-1]) + 1
        line, column = min(trouble.at, last)
        words, context = trouble.words, trouble.context
        if "Unicode character escape" in words:
            return self._explain_escape(trouble)
        if "quoted scalar" in context:
            return self._want_bar(*trouble.context_at, SIGNS['"'])
        if trouble.quote_at[0]:
            told = f"this quote is closed only in line {line}, and the text goes on after it."
            return self._want_bar(*trouble.quote_at, told)
        if "document start" in words and any(each.startswith("...") for each in lines[:line]):
            self.several_documents(line)
            return line
        if is_ink(lines[line - 1]):
            return self._explain_ink(line)
        if "simple key" in context:
            return self._explain_lost_line(trouble.context_at[0])
        if "flow" in context and lines[inside[0] - 1][inside[1] - 1 : inside[1]] in ("[", "{"):
            return self._explain_bracket(*inside)
        if trouble.context_at[0] and ("block scalar" in context or "tag" in context):
            line, column = trouble.context_at
        here = lines[line - 1]
        found = VALUE.match(here)
        start = found.end() if found else 0
        if 0 < start < min(len(here), column):
            told = why_a_bar(here[start:], words, bool(found and found["key"]))
            if told:
                return self._want_bar(line, start + 1, told)
        return self._explain_layout(trouble)

    def _want_bar(self, line: int, column: int, told: str) -> int:
        """Text that needs a bar; marks what stands of it on its first line."""
        named = NAMED.match(self._lines[line - 1])
        help_ = f"write `{named[1]}: |` and the text under it, indented" if named else ""
        if named and (sets := SETS.match(self._lines[line - 1], column - 1)):
            told_set = f"if something is set here, write `{sets[1]} = {sets[2]}`"
            help_ = f"{told_set}; if it is a text, {help_}"
        is_label = named is None or named[1].startswith("-")
        if not is_label and (chosen := chosen_with_marks(self._lines[line - 1][column - 1 :])):
            help_ = f"write {chosen}; if it is a text, {help_}"
        self._report("prose-needs-a-bar", told, self.whole(line, column), help_)
        return line

    def _explain_escape(self, trouble: Trouble) -> int:
        r"""An escape in quotes that is no character: half of one (`\ud83d`), or beyond the last."""
        line, column = trouble.at
        here = self._lines[line - 1]
        start = max(here.rfind("\\", 0, column), 0)
        half = HALF.match(here, start)
        if half is None:
            return self._want_bar(
                line, start + 1, "YAML reads `\\` in quotes as a sign of its own."
            )
        span = Span(self._file, line, start + 1, len(half[0]))
        self._send(unwelcome(chr(int(half[1], 16)), span))
        return line

    def _explain_lost_line(self, line: int) -> int:
        """A line that is neither a key nor part of a text: mostly prose too far left."""
        here = self._lines[line - 1].strip()
        if is_ink(self._lines[line - 1]):
            return self._explain_ink(line)
        if note := NOTE.match(self._lines[line - 1]):
            return self._explain_note(line, note)
        if head := text_opener(self._lines, line):
            return self._want_bar_above(head, line)
        told = f"`{shortened(here)}` is no key, and belongs to no text."
        help_ = "if it belongs to the text above, indent it as that text is"
        meant = meant_as_key(here)
        if meant is None and not self._is_under_text(line):
            help_ = "if it is a text, write `text: |` above it, and indent it under that"
        if meant is not None and ":" in here:
            told, help_ = meant
        elif meant is not None:
            help_ += f"; if it is a key, {meant.help}"
        self._report("yaml-syntax", told, self.whole(line), help_)
        return line

    def _is_under_text(self, line: int) -> bool:
        """Whether the nearest key above holds words, to which the line may belong."""
        for above in reversed(self._lines[: line - 1]):
            if key := ROW.fullmatch(above):
                return key[4] is None or key[4][0] == "|" or " " in key[4]
        return False

    def _explain_ink(self, line: int) -> int:
        """A choice as ink writes it."""
        here = self._lines[line - 1].strip()
        told = f"`{here[0]}` begins no choice; a choice is an item of a list, and has a name."
        self._report("yaml-syntax", told, self.whole(line), as_choice(here))
        return line

    def _explain_note(self, line: int, note: re.Match[str]) -> int:
        """A note for colleagues as the prose has it, or as other languages do."""
        told = f"`{note[1]}` begins no note here, in the margin."
        words = shortened(self._lines[line - 1][note.end() :].strip())
        self._report("yaml-syntax", told, self.whole(line), f"write `# {words}`")
        return line

    def _explain_bracket(self, line: int, column: int) -> int:
        sign = self._lines[line - 1][column - 1]
        self._report(
            "yaml-syntax",
            f"YAML cannot read what stands after this `{sign}` up to its end.",
            Span(self._file, line, column),
            f"put commas between, and close it on the same line; if it is a text, {WRITE_A_BAR}",
        )
        return line

    def _explain_layout(self, trouble: Trouble) -> int:
        """What is left is nearly always a line that stands too far left or right."""
        line, help_ = trouble.at[0], ""
        told = next((calm for word, calm in CALM.items() if word in trouble.words), "")
        if "mapping values" in trouble.words and trouble.plain_line:
            return self._explain_runs_on(line, trouble.plain_line)
        lines = self._lines
        if line <= len(lines):
            if line > 1 and (meant := meant_as_key(lines[line - 2], may_be_prose=True)):
                self._report("yaml-syntax", meant.why, self.whole(line - 1), meant.help)
                return line
            if meant := meant_as_key(lines[line - 1], may_be_prose=True):
                told, help_ = meant
            elif wrong := misplaced(lines, line):
                self._report("yaml-syntax", wrong.why, self.whole(wrong.line), wrong.help)
                return line
            elif head := text_opener(lines, line):
                return self._want_bar_above(head, line)
        told = told or f"YAML cannot read on here: {trouble.words}."
        self._report("yaml-syntax", told, self.whole(line), help_)
        return line

    def _explain_runs_on(self, line: int, above: int) -> int:
        """A text without a bar that runs into a line with a colon; it begins in line ``above``."""
        lines = self._lines
        if is_ink(lines[above - 1]):
            return self._explain_ink(above)
        if note := NOTE.match(lines[above - 1]):
            return self._explain_note(above, note)
        words = lines[above - 1].strip()
        if not words[0].islower() and words[0] != "-" and (head := text_opener(lines, above)):
            return self._want_bar_above(head, line)
        meant = meant_as_key(lines[above - 1])
        if meant is not None:
            self._report("yaml-syntax", meant.why, self.whole(above), meant.help)
            return line
        if wrong := misplaced(lines, line):
            self._report("yaml-syntax", wrong.why, self.whole(wrong.line), wrong.help)
            return line
        told = f"YAML reads this line as part of the text in line {above}."
        help_ = "put it under the first letter of the key it belongs beside"
        if above == line - 1 and (key := ROW.fullmatch(lines[above - 1])):
            help_ = f"put it in column {key.start(3) + 1}, under `{key[3]}:`"
        self._report("yaml-syntax", told, self.whole(line), help_)
        return line

    def _want_bar_above(self, head: int, line: int) -> int:
        """A text under a key that has no bar; the key stands in line ``head``."""
        self._send(bar_wanted(self._file, head, self._lines[head - 1]))
        return line

    def whole(self, line: int, column: int = 0, most: int = LARGEST) -> Span:
        """All that is written on a line, from ``column`` on if that is given.

        YAML may see trouble on the line after the last; it is shown at the end of the last.
        """
        lines = self._lines
        if line > len(lines):
            line, column = len(lines), len(lines[-1]) + 1
        here = lines[line - 1]
        begin = column - 1 if column else len(here) - len(here.lstrip())
        length = min(len(here.rstrip()) - begin, most)
        return Span(self._file, line, begin + 1, max(length, 1))
