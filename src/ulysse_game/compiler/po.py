"""PO catalogues as they are written: entry by entry, each with its own lines.

A reader that forgets nothing: what it gives knows where its parts stand in the file, so that
whoever writes a catalogue anew can leave alone what has not changed. It is also the quick one, a
pattern for a whole entry; its patterns never go back over what they have read, so that time and
memory grow as the file does. It never decides what an entry means, and it never writes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from sys import maxsize
from typing import NamedTuple

_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_NEXT = r"\n(?:[ \t]*\n)*+@[ \t]*"
_STRINGS = rf"[ \t]*{_STRING}[ \t]*+(?:{_NEXT}{_STRING}[ \t]*+)*+"
_BODY = (
    rf"@[ \t]*(?:msgctxt(?P<context>{_STRINGS}){_NEXT})?"
    rf"msgid(?P<source>{_STRINGS})"
    rf"(?P<plural>{_NEXT}msgid_plural{_STRINGS})?\n(?:[ \t]*\n)*+"
    rf"(?P<rest>@[ \t]*msgstr(?:(?P<words>{_STRINGS})|\[[0-9]\]{_STRINGS})"
    rf"(?:{_NEXT}msgstr\[[0-9]\]{_STRINGS})*(?:\n|\Z))"
)
_LIVE = re.compile(_BODY.replace("@", ""))
_NOTES = re.compile(r"(?:[ \t]*\n|[ \t]*\#(?!~[ \t]*(?:msg|\"))[^\n]*(?:\n|\Z))*+[ \t]*")
_BREAK = re.compile(r'"[ \t]*\n(?:[ \t]*\n)*(?:#~)?[ \t]*"')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ROW = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)')
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f"}
_LINE = re.compile(
    rf"\s*|\s*#.*|\s*(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\])[ \t]*)?{_STRING}[ \t]*"
)
_AFTER = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[",),
    "msgstr": ("msgctxt", "msgid", "msgstr["),
}


class Places(NamedTuple):
    """Where the characters of a text stand in its catalogue: made in one pass, asked quickly.

    ``rows`` are the strings it is written in: the offset of the first character of each, its line
    and column. ``escapes`` are the offsets of characters that take two signs.
    """

    line: int
    rows: tuple[tuple[int, int, int], ...]
    escapes: tuple[int, ...]
    length: int

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of the character at an offset."""
        row = bisect_right(self.rows, (offset, maxsize, 0)) - 1
        if row < 0 or offset >= self.length:
            return self.line, 1
        begin, line, column = self.rows[row]
        doubled = bisect_left(self.escapes, offset) - bisect_left(self.escapes, begin)
        return line, column + offset - begin + doubled


class PoEntry(NamedTuple):
    """One entry.

    ``context`` is its ``msgctxt``, nothing where it has none; ``source`` and ``words`` are
    ``msgid`` and ``msgstr`` with their escapes resolved. ``line`` is that of its first keyword,
    from 1. ``notes`` are the lines above it, empty ones too, ``head`` those of ``msgctxt`` and
    ``msgid``, ``rest`` those of ``msgstr``: together they are the file.
    """

    context: str | None
    source: str
    words: str
    is_obsolete: bool
    line: int
    notes: str
    head: str
    rest: str

    @property
    def is_fuzzy(self) -> bool:
        """Whether a translator should look at it again."""
        return "fuzzy" in self.notes and "fuzzy" in flags_of(self.notes)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, at which a character of ``words`` stands in the file."""
        return self.places().of(offset)

    def places(self) -> Places:
        """Where all characters of ``words`` stand, for whoever asks for many."""
        begun = self.line + self.head.count("\n")
        rows: list[tuple[int, int, int]] = []
        escapes: list[int] = []
        offset = 0
        for line, row in enumerate(self.rest.split("\n"), begun):
            found = _ROW.search(row)
            if found is None or not found[1]:
                continue
            rows.append((offset, line, found.start(1) + 1))
            starts = [each.start() for each in _ESCAPE.finditer(found[1])]
            escapes += [offset + start - number for number, start in enumerate(starts)]
            offset += len(found[1]) - len(starts)
        return Places(begun, tuple(rows), tuple(escapes), offset)

    @property
    def is_header(self) -> bool:
        """Whether it is the entry that describes the catalogue."""
        return self.context is None and not self.source and not self.is_obsolete


class PoFile(NamedTuple):
    """A catalogue: its entries, what follows the last one, and the first bad line, or 0."""

    entries: tuple[PoEntry, ...]
    tail: str
    bad_line: int


@cache
def _obsolete() -> re.Pattern[str]:
    """An entry commented out; made when there is one, as it takes as long as reading a file."""
    return re.compile(_BODY.replace("@", r"\#~[ \t]*"))


def plain_lines(text: str) -> str:
    """``text`` with the line ends of Unix and no byte-order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def read_po(text: str) -> PoFile:
    """The catalogue in ``text``, up to its first bad line."""
    entries: list[PoEntry] = []
    at, line = 0, 1
    while True:
        notes = _NOTES.match(text, at)
        assert notes is not None  # it may be empty
        start = notes.end()
        if start == len(text):
            return PoFile(tuple(entries), text[at:], 0)
        is_obsolete = text.startswith("#~", start)
        body = (_obsolete() if is_obsolete else _LIVE).match(text, start)
        if body is None:
            return PoFile(tuple(entries), text[at:], _bad_line(text, at, line))
        line += notes[0].count("\n")
        context, words = body["context"], body["words"]
        entries.append(
            PoEntry(
                None if context is None else _meant(context),
                _meant(body["source"]),
                "" if words is None or body["plural"] else _meant(words),
                is_obsolete,
                line,
                notes[0],
                text[start : body.start("rest")],
                body["rest"],
            )
        )
        line += text.count("\n", start, body.end())
        at = body.end()


def _meant(strings: str) -> str:
    """What one or more quoted strings say."""
    said = _BREAK.sub("", strings.strip(" \t"))[1:-1]
    return _ESCAPE.sub(_unescaped, said) if "\\" in said else said


def _unescaped(found: re.Match[str]) -> str:
    return _MEANT.get(found[1], found[1])


def _bad_line(text: str, at: int, line: int) -> int:
    """The first line from ``at`` on, itself line number ``line``, that cannot stand there."""
    before = ""
    for number, each in enumerate(text[at:].split("\n"), start=line):
        written = re.sub(r"^#~[ \t]*(?=msg|\")", "", each)
        found = _LINE.fullmatch(written)
        if found is None:
            return number
        keyword = found[1]
        if keyword is not None:
            if not keyword.startswith(_AFTER[before]):
                return number
            before = keyword.partition("[")[0]
        elif written.lstrip(" \t").startswith('"'):
            if not before:
                return number
        elif before == "msgstr":
            before = ""
        elif before and written.strip(" \t"):
            return number  # a note within an entry
    return line + text.count("\n", at)


# -- notes ----------------------------------------------------------------------------------------


def notes_of(notes: str, mark: str) -> list[str]:
    """The lines above an entry that begin with ``mark`` and a space, without both.

    ``""`` gives the translator's own, ``"."`` the tool's, ``":"`` the places, ``"|"`` the source
    before.
    """
    found = []
    for line in notes.split("\n"):
        line = line.strip(" \t")
        if mark == "|" and line.startswith("#~|"):
            line = "#" + line[2:]
        rest = line[1 + len(mark) :]
        if line.startswith("#" + mark) and (mark or rest[:1] not in (".", ":", ",", "|", "~")):
            found.append(rest.removeprefix(" "))
    return found


def flags_of(notes: str) -> list[str]:
    """The flags above an entry, such as ``fuzzy``, in order."""
    return [
        flag.strip(" \t")
        for line in notes_of(notes, ",")
        for flag in line.split(",")
        if flag.strip(" \t")
    ]


def previous_of(notes: str) -> tuple[str, str]:
    """The ``msgctxt`` and ``msgid`` that a fuzzy entry was made from; empty where unknown."""
    said = "\n".join(notes_of(notes, "|"))
    context, source = (
        re.search(rf"^{name}({_STRINGS.replace('@', '')})", said, re.MULTILINE)
        for name in ("msgctxt", "msgid")
    )
    return (
        "" if context is None else _meant(context[1]),
        "" if source is None else _meant(source[1]),
    )


def fields_of(header: PoEntry) -> Iterator[tuple[str, str]]:
    """The fields of a catalogue's header, in order."""
    for line in header.words.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name, value.strip(" ")
