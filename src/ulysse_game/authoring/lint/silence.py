"""What the writer allows: comments that silence a warning or a hint, each with its reason.

``# allow: code, code — why`` stands in the line it is about, in the lines of comment above it, or
in or above the line of a key that the place lies under: of its choice, its scene, its table. At
the head of a file ``# allow-file: code — why`` holds for all of it. In a catalogue the comment is
the translator's, of the entry. Only comments are read: a ``#`` in prose is prose. Errors are never
silenced, and a comment that silences nothing is itself told of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ulysse_game.authoring.lint.places import Sources
from ulysse_game.diagnostics import Allowed, Diagnostic, Severity, Span, did_you_mean

CODES = ("nothing-to-allow", "unknown-code")

_ALLOW = re.compile(
    r"# *allow(?P<file>-file)? *:(?P<codes>(?:(?! -)[^—–])*)(?:(?:[—–]| --?)(?P<why>.*))?"
)
_CODE = re.compile(r"[^\s,]+")
_QUOTED = re.compile(r"(?<=[:\-\[{,] )(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')")
_BAR = re.compile(r"( *)((?:- +)*)(?:[^#]*?: +)?(?:[|>][-+0-9]*)(?: +#.*)?$")


class Comment(NamedTuple):
    """One ``allow``: what it allows and why. ``is_whole`` if it holds for all of its file."""

    span: Span
    codes: tuple[tuple[str, Span], ...]
    why: str
    is_whole: bool


class Heard(NamedTuple):
    """What is left to be told, and what is allowed."""

    told: tuple[Diagnostic, ...]
    allowed: tuple[Allowed, ...]


def hear(
    found: Iterable[Diagnostic], sources: Sources, judged: Collection[str], known: Collection[str]
) -> Heard:
    """``found`` without what comments allow, and with what is wrong with those comments.

    ``judged`` are the codes that may have been given in this run: only a comment that allows one
    of them can have had something to silence. ``known`` are all codes there are.
    """
    ears = {
        file: _File(file, sources)
        for file in sources.files
        if "allow" in sources.text(file) and _ALLOW.search(sources.text(file))
    }
    told: list[Diagnostic] = []
    allowed: list[Allowed] = []
    refused: set[str] = set()
    for each in found:
        ear = ears.get(each.span.file)
        why = None if ear is None else ear.why(each)
        if why is None or each.severity is Severity.ERROR:
            told.append(each)
            refused.update([each.code] if why is not None else [])
        else:
            allowed.append(Allowed(each, why))
    for ear in ears.values():
        told += ear.idle(judged, known, refused)
    return Heard(tuple(sorted(told, key=lambda each: each.span)), tuple(allowed))


class _File:
    """One file that has such comments."""

    def __init__(self, file: str, sources: Sources) -> None:
        self._file, self._sources = file, sources
        self._lines = sources.lines(file)
        self._is_catalogue = file.endswith(".po")
        self._comments = {each.span.line: each for each in comments(file, self._lines)}
        self._used: set[tuple[int, str]] = set()

    def why(self, found: Diagnostic) -> str | None:
        """Why this is allowed, if it is; an empty reason is one too."""
        for line in self._places(found.span.line):
            comment = self._comments.get(line)
            if comment is not None and any(code == found.code for code, _ in comment.codes):
                if found.severity is not Severity.ERROR:
                    self._used.add((line, found.code))
                return comment.why
        return None

    def _places(self, line: int) -> Iterator[int]:
        """The lines in which a comment about a line may stand, the nearest first."""
        if self._is_catalogue:
            yield from self._above_entry(line)
        else:
            for each in (line, *_keys_above(self._lines, line)):
                yield each
                yield from _comments_above(self._lines, each)
        yield from (each.span.line for each in self._comments.values() if each.is_whole)

    def _above_entry(self, line: int) -> Iterator[int]:
        """The lines above the entry that a line belongs to, where its translator's notes are."""
        at = bisect_right(self._entries, (line, 1 << 30, 0)) - 1
        if at >= 0:
            first, keyword, end = self._entries[at]
            if line < end:
                yield from range(first, keyword)

    @cached_property
    def _entries(self) -> list[tuple[int, int, int]]:
        """Of each entry of a catalogue its first line, that of its keyword, and the one after."""
        return sorted(
            (
                each.line - each.notes.count("\n"),
                each.line,
                max(each.line + each.head.count("\n") + each.rest.count("\n"), each.line + 1),
            )
            for each in self._sources.entries(self._file).values()
        )

    def idle(
        self, judged: Collection[str], known: Collection[str], refused: Collection[str]
    ) -> Iterator[Diagnostic]:
        """What is wrong with the comments: codes there are not, and those that silence nothing."""
        for comment in self._comments.values():
            for code, span in comment.codes:
                if code not in known:
                    told = f"there is no code `{code}`."
                    help = did_you_mean(code, known) or "`ulysse check --rules` lists them."
                    yield Diagnostic("unknown-code", told, span, help, Severity.WARNING)
                elif code in refused and (comment.span.line, code) not in self._used:
                    told = f"`{code}` is an error, and errors cannot be allowed."
                    help = "mend it; `ulysse explain` says how."
                    yield Diagnostic("nothing-to-allow", told, span, help, Severity.HINT)
                elif code in judged and (comment.span.line, code) not in self._used:
                    told = f"there is no `{code}` here to allow."
                    help = "take the comment out, or put it where the warning is."
                    yield Diagnostic("nothing-to-allow", told, span, help, Severity.HINT)


def comments(file: str, lines: list[str]) -> Iterator[Comment]:
    """The comments of a file that allow something, in order."""
    in_prose = frozenset() if file.endswith(".po") else _prose_lines(lines)
    head = _head(lines)
    for number, line in enumerate(lines, start=1):
        if "allow" not in line or "#" not in line or number in in_prose:
            continue
        found = _ALLOW.search(line, _comment_at(line, file))
        if found is None or (found["file"] and number > head):
            continue
        codes = tuple(
            (each[0], Span(file, number, each.start() + 1, len(each[0])))
            for each in _CODE.finditer(line, found.start("codes"), found.end("codes"))
        )
        span = Span(file, number, found.start() + 1, len(found[0].rstrip()))
        yield Comment(span, codes, (found["why"] or "").strip(), bool(found["file"]))


def _head(lines: list[str]) -> int:
    """The last line of the comments that a file begins with."""
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            return number - 1
    return len(lines)


def _comment_at(line: str, file: str) -> int:
    """Where the comment of a line begins; its end if it has none."""
    if line.lstrip(" ").startswith("#"):
        return line.index("#")
    if file.endswith(".po"):
        return len(line)
    bare = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), line)
    at = bare.find(" #")
    return len(line) if at < 0 else at


def _prose_lines(lines: list[str]) -> frozenset[int]:
    """The lines that stand behind a bar, counted from 1."""
    found: set[int] = set()
    above = -1
    for number, line in enumerate(lines, start=1):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if above >= 0 and (not bare or indent > above):
            found.add(number)
            continue
        above = -1
        if line.rstrip()[-1:] in ("|", "-", "+", ">") or "#" in line:
            bar = _BAR.match(line)
            if bar is not None:
                above = len(bar[1]) + len(bar[2])
    return frozenset(found)


def _keys_above(lines: list[str], line: int) -> Iterator[int]:
    """The lines of the keys that a line stands under, the innermost first."""
    if not 1 <= line <= len(lines):
        return
    indent = _indent(lines[line - 1])
    for number in range(line - 1, 0, -1):
        text = lines[number - 1]
        bare = text.lstrip(" ")
        if not bare or bare[0] == "#":
            continue
        own = len(text) - len(bare)
        if own < indent:
            indent = own
            yield number
        if not indent:
            return


def _indent(line: str) -> int:
    bare = line.lstrip(" ")
    return len(line) - len(bare)


def _comments_above(lines: list[str], line: int) -> Iterator[int]:
    """The lines of comment right above a line, from below."""
    for number in range(line - 1, 0, -1):
        if not lines[number - 1].lstrip(" ").startswith("#"):
            return
        yield number
