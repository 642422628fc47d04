"""Read one YAML file into nodes with their places: the only module that knows YAML.

It takes libyaml's events in one pass and builds the nodes itself, so that nothing is ever
constructed, guessed (`no`, `12:30`) or expanded. It keeps the thin part of YAML that stories use
(maps, lists, plain words, `|`) and refuses the rest with a sentence that says what to write
instead. After a mistake YAML cannot read past, it goes on at the next top-level key.

Bounds: 2 MB a file, 32 levels, 100 reports; time and memory grow as the file does, at most some
150 bytes for each of its own. It must never raise for anything a file can hold, never recurse,
and never know a key of the story format. It is on the way of every start without a cache: work
per event is counted in tenths of a microsecond here, which is why the loop looks as it does.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ulysse_game.compiler.nodes import Entry, Items, Mapping, Scalar
from ulysse_game.compiler.read_plain import read_plain
from ulysse_game.compiler.yaml_mistakes import (
    NAMED,
    mistake,
    not_a_key,
    pile,
    shortened,
    unwelcome,
)
from ulysse_game.compiler.yaml_text import UNWELCOME, Report, as_text, is_clean, place_of
from ulysse_game.compiler.yaml_trouble import Explaining, trouble_of
from ulysse_game.diagnostics import Diagnostic, Label, Severity, Span
from ulysse_game.diagnostics.plain_text import piles, without_piles

DEEPEST = 32  # mappings and lists in one another
MOST_REPORTS = 100  # a file; whoever has more has one mistake a hundred times, or means harm
MOST_RESTARTS = 20  # a file, after mistakes that YAML cannot read past
TAB_AT_START = re.compile(r"^ *\t", re.MULTILINE)
TOP_KEY = re.compile(r"[a-z_]\w*:(?:\s|$)")
KEY = re.compile(r"[^\s(){}\[\]]+(?:\([\w, ]*\))?")  # one word, or a named expression: `errs(p)`
BLOCK = re.compile(r"\|-?\n(?: *\n)*( *)")
ODD_BLOCK = re.compile(r"([|>][-+0-9]*)[^\n]*\n?(?: *\n)*( *)")
COMMENT = re.compile(r" (#[^\n]*)")  # after two spaces a note is meant, and nobody is warned

_Parser: Any
try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML without libyaml: the same events, some twenty times slower
    _Parser = yaml.SafeLoader

_EXAMPLE = "`- ask: |`"
_LOST = Scalar("", 0, 0, "plain", 0, 0)
"""Stands where a key was refused: what it names is read, and dropped."""
_COMPLEX = Scalar("", -1, 0, "plain", 0, 0)
"""Stands while a list or a map is read that stands where a key should."""


class _EnoughError(Exception):
    """So much is wrong with a file that reading on would help nobody."""


def read_yaml(file: str, source: str | bytes, report: Report) -> Mapping | None:
    """Read the top-level mapping of one story file, and report all that is wrong with it.

    ``file`` is the path that the diagnostics name. An empty file is an empty mapping. Of a file
    with mistakes comes what could be read: a top-level entry that holds a mistake YAML cannot read
    past is left out. None where there is nothing to read: not text, too big, or not a mapping.
    """
    text = as_text(file, source, report)
    if text is None:
        return None
    is_on = gc.isenabled()
    gc.disable()  # thousands of small tuples, not one cycle: collecting doubles the time
    try:
        plain = read_plain(text) if is_clean(text) else None
        return plain or _Reader(file, text, report).read()
    finally:
        if is_on:
            gc.enable()


class _Reader:
    """Reads one file: what it gathers outlives a mistake that YAML cannot read past."""

    def __init__(self, file: str, text: str, report: Report) -> None:
        self._file = file
        self._text = text
        self._send = report
        self._sent = 0
        self._wanting: set[Span] = set()
        self._lines: list[str] = []
        self._tab_lines: frozenset[int] = frozenset()
        self._entries: list[Entry] = []
        self._names: dict[str, Scalar] = {}
        self._documents = 0
        self._is_mapping = True
        self._start = (1, 1)

    def read(self) -> Mapping | None:
        """All passes over the file: the first over the whole, each other after a mistake."""
        try:
            self._clean()
            rest, above = self._text, 0
            for _ in range(MOST_RESTARTS):
                stopped = self._pass(rest, above)
                above = self._next_entry(stopped) if stopped else 0
                if not above:
                    break
                rest = "\n".join(self._lines[above:])
        except _EnoughError:
            pass
        if not self._entries and not self._is_mapping:
            return None
        return Mapping(tuple(self._entries), *self._start)

    def _next_entry(self, stopped: int) -> int:
        """How many lines stand above the next top-level key; 0 if there is none.

        The entry that holds the line where YAML stopped is half read: it is left out.
        """
        lines = self._split()
        holder = min(stopped, len(lines))
        while holder > 1 and not TOP_KEY.match(lines[holder - 1]):
            holder -= 1
        while self._entries and self._entries[-1].key.line >= holder:
            self._entries.pop()
        return next((n for n in range(stopped, len(lines)) if TOP_KEY.match(lines[n])), 0)

    def _report(self, code: str, message: str, span: Span, help_: str = "", *labels: Label) -> None:
        self._hand_over(mistake(code, message, span, help_, *labels))

    def _hand_over(self, diagnostic: Diagnostic) -> None:
        if diagnostic.code == "prose-needs-a-bar":
            if diagnostic.span in self._wanting:  # each line of one text tells the same
                return
            self._wanting.add(diagnostic.span)
        self._send(self._with_own_key(diagnostic))
        self._sent += 1
        if self._sent == MOST_REPORTS:
            raise _EnoughError

    def _with_own_key(self, diagnostic: Diagnostic) -> Diagnostic:
        """A diagnostic whose help shows how a label has a bar, with the name that stands there."""
        if _EXAMPLE not in diagnostic.help:
            return diagnostic
        lines, row = self._split(), diagnostic.span.line - 1
        named = NAMED.match(lines[row]) if row < len(lines) else None
        if named is None or not named[1].startswith("-"):
            return diagnostic
        return diagnostic._replace(help=diagnostic.help.replace(_EXAMPLE, f"`{named[1]}: |`"))

    def _explaining(self) -> Explaining:
        return Explaining(self._file, self._split(), self._hand_over)

    def _split(self) -> list[str]:
        """The lines of the file, split only when something is wrong with it."""
        if not self._lines:
            self._lines = self._text.split("\n")
        return self._lines

    def _clean(self) -> None:
        r"""Report characters and tabs that no story may hold, and put `\ufffd` for the former."""
        text = self._text
        if UNWELCOME.search(text):
            for found in UNWELCOME.finditer(text):
                self._hand_over(unwelcome(found[0], place_of(self._file, text, found.start())))
            self._text = text = UNWELCOME.sub("\ufffd", text)
        for start, end in piles(text):
            self._hand_over(pile(text[start:end], place_of(self._file, text, start)))
        self._text = text = without_piles(text)
        if "\t" in text and TAB_AT_START.search(text):
            lines = [n for n, line in enumerate(self._split(), 1) if TAB_AT_START.match(line)]
            self._tab_lines = frozenset(lines)
            more = f", and so do {len(lines) - 1} more below" if len(lines) > 1 else ""
            span = Span(self._file, lines[0], self._lines[lines[0] - 1].index("\t") + 1)
            self._report("tab-indent", f"this line begins with a tab{more}.", span)

    def _pass(self, text: str, above: int) -> int:
        """Read ``text``, which has ``above`` lines above it, until its end or what stops YAML.

        Answers the line of what stopped it, after reporting it, or 0 at the end.
        """
        new: Callable[[type[Any], tuple[object, ...]], Any] = tuple.__new__
        first = above + 1
        has_hash = " #" in text
        block_at = BLOCK.match
        stack: list[tuple[list[Any], dict[str, Scalar] | None, Scalar | None, int, int]] = []
        held: list[Any] = []  # of the mapping or list being read; at the bottom, the documents
        append = held.append
        names: dict[str, Scalar] | None = None  # the keys so far; None in a list
        key: Scalar | None = None  # the key whose value comes next
        line = column = 1
        event: Any = None
        node: Any
        parser = _Parser(text)
        get_event = parser.get_event
        try:
            while True:
                event = get_event()
                kind = type(event)
                if kind is ScalarEvent:
                    value = event.value
                    style = event.style
                    mark = event.start_mark
                    at = mark.line + first
                    col = mark.column + 1
                    if not style:
                        node = new(Scalar, (value, at, col, "plain", at, col))
                        if has_hash and _is_read(value) and (key is not None or names is None):
                            self._check_hash(event, text, first)
                    elif style == "|" and (block := block_at(text, mark.index)):
                        indent = block.end() - block.start(1) + 1
                        node = new(Scalar, (value, at, col, "block", at + 1, indent))
                    else:
                        node = self._unusual(event, text, first)
                    if event.tag is not None or event.anchor is not None:
                        self._refuse_properties(event, first)
                    if names is not None and key is None:
                        if not style and value not in names and value.isidentifier():
                            names[value] = key = node
                        else:
                            key = self._unusual_key(node, names)
                        continue
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    if len(stack) >= DEEPEST:
                        return self._refuse_depth(event, first)
                    if event.tag is not None or event.anchor is not None:
                        self._refuse_properties(event, first)
                    if names is not None and key is None:
                        self._report("complex-key", "a key is one word.", self._span(event, first))
                        key = _COMPLEX
                    stack.append((held, names, key, line, column))
                    mark = event.start_mark
                    line, column, key = mark.line + first, mark.column + 1, None
                    held, names = ([], {}) if kind is MappingStartEvent else ([], None)
                    if len(stack) == 1:
                        if names is None:
                            self._refuse_top(line, column)
                        else:
                            held, names = self._entries, self._names
                            self._start = self._start if held else (line, column)
                    append = held.append
                    continue
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    shape = Mapping if kind is MappingEndEvent else Items
                    node = new(shape, (tuple(held), line, column))
                    held, names, key, line, column = stack.pop()
                    append = held.append
                    if key is _COMPLEX:
                        key = _LOST
                        continue
                elif kind is AliasEvent:
                    self._refuse_alias(event, first, key)
                    key = _LOST if names is not None and key is None else None
                    continue
                elif kind is StreamEndEvent:
                    if held and type(held[0]) is Scalar and held[0].text:
                        self._refuse_top(held[0].line, held[0].column)
                    return 0
                else:
                    if kind is DocumentStartEvent:
                        self._start_document(event, first)
                    continue
                if names is None:
                    append(node)
                else:
                    if key is not _LOST:
                        append(new(Entry, (key, node)))
                    key = None
        except (yaml.YAMLError, ValueError, OverflowError) as trouble:
            stop = trouble_of(trouble, parser, event, above)
            if min(stop.at[0], len(self._split())) in self._tab_lines:
                return stop.at[0]  # reported already
            return self._explaining().explain(stop, (line, column))

    # What YAML can read and a story may not hold

    def _span(self, event: Any, first: int) -> Span:
        """What an event covers of its first line."""
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Span(self._file, start.line + first, start.column + 1, max(length, 1))

    def _unusual(self, event: Any, text: str, first: int) -> Scalar:
        """A scalar that is neither plain nor a clean `|`: in quotes, folded, or with indicators."""
        value, mark = event.value, event.start_mark
        line, column = mark.line + first, mark.column + 1
        if event.style in "'\"":
            if found := UNWELCOME.search(value.replace("\0", "\1")):
                self._hand_over(unwelcome(found[0], self._span(event, first)))
                value = UNWELCOME.sub("\ufffd", value)
            for start, end in piles(value):
                self._hand_over(pile(value[start:end], self._span(event, first)))
            value = without_piles(value)
            return Scalar(value, line, column, "quoted", line, column)
        block = ODD_BLOCK.match(text, mark.index)
        sign, indent = (block[1], block.end() - block.start(2) + 1) if block else ("|", column)
        if sign not in ("|", "|-"):
            told = f"`{sign}` is not used here; a story has one sign for a text, `|`."
            self._report("folded-block", told, Span(self._file, line, column, len(sign)))
        return Scalar(value, line, column, "block", line + 1, indent)

    def _unusual_key(self, key: Scalar, names: dict[str, Scalar]) -> Scalar:
        """A key that is no identifier, or stands a second time; ``_LOST`` if it names nothing."""
        name = key.text
        span = self._explaining().whole(key.line, key.column, len(name))
        if key.style != "plain" or not KEY.fullmatch(name):
            self._hand_over(not_a_key(name, span, self._split()))
        elif name == "<<":
            told = "`<<` copies keys from elsewhere, and stories do not copy."
            self._report("merge-key", told, span)
        elif name in names:
            first = Span(self._file, names[name].line, names[name].column, len(name))
            label = Label(first, f"`{name}` stands here already")
            self._report("duplicate-key", f"`{name}` stands here a second time.", span, "", label)
        else:
            names[name] = key
            return key
        return _LOST

    def _refuse_properties(self, event: Any, first: int) -> None:
        """The `&name` and `!name` that YAML allows before a value."""
        line, column = event.start_mark.line + first, event.start_mark.column + 1
        if event.anchor is not None:
            told = f"`&{event.anchor}` marks a part to be copied, and stories do not copy."
            self._report(
                "anchor", told, self._explaining().whole(line, column, len(event.anchor) + 1)
            )
        if event.tag is not None:
            told = "`!` gives a value a type of YAML’s; here the key alone says what it is."
            self._report("tag", told, self._explaining().whole(line, column, 1))

    def _refuse_alias(self, event: Any, first: int, key: Scalar | None) -> None:
        if key is not _LOST:  # `<<: *name` is one mistake, and it was reported
            told = f"`*{event.anchor}` asks YAML to copy another part, and stories do not copy."
            self._report("alias", told, self._span(event, first))

    def _refuse_top(self, line: int, column: int) -> None:
        self._is_mapping = False
        told = "a story file is made of names with a colon, and this is none."
        self._report("top-level-not-a-mapping", told, Span(self._file, line, column))

    def _refuse_depth(self, event: Any, first: int) -> int:
        span = self._span(event, first)._replace(length=1)
        self._report("too-deep", f"this stands more than {DEEPEST} levels deep.", span)
        return span.line

    def _start_document(self, event: Any, first: int) -> None:
        line = event.start_mark.line + first
        if event.tags:
            told = "`%TAG` declares types of YAML’s, and stories have none."
            self._report("tag", told, Span(self._file, line, 1))
        if event.explicit and self._documents:
            self._explaining().several_documents(line)
        self._documents += 1

    def _check_hash(self, event: Any, text: str, first: int) -> None:
        """Warn of a text that YAML ends at ` #`, silently."""
        end = event.end_mark
        if found := COMMENT.match(text, end.index):
            column = end.column + 1 + found.start(1) - end.index
            span = Span(self._file, end.line + first, column, len(found[1]))
            told = f"YAML takes `{shortened(found[1])}` for a comment, and nobody will read it."
            diagnostic = mistake("hash-cuts-prose", told, span)
            self._hand_over(diagnostic._replace(severity=Severity.WARNING))


def _is_read(value: str) -> bool:
    """Whether a plain value is words that the player reads, and no name or number."""
    if " " in value:
        return True
    return value.lstrip("“‘«")[:1].isupper() or value.endswith((".", "!", "?", "…", "”", "’"))
