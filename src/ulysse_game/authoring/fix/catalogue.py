"""The texts of a PO catalogue with the place of each character, so that one can be changed.

A catalogue's words run over several lines in quotes, with signs escaped; an edit of the words
becomes an edit of those lines. Entries that are out of use, and what stood before, are passed
over: they are history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix.sheet import Sheet

_FIELD = re.compile(r'(msgctxt|msgid|msgstr)\s+(?=")')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*$')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_GRAMMAR = (".gender", ".vowel")


class Text(NamedTuple):
    """One field of an entry: ``msgctxt``, ``msgid`` or ``msgstr``, with its words unescaped.

    ``places`` holds line, column and written length of each character of ``words``.
    """

    file: str
    line_id: str
    field: str
    words: str
    places: tuple[tuple[int, int, int], ...]

    def put(self, start: int, end: int, new: str) -> Iterator[Edit]:
        """The edits that put ``new`` in the place of these characters; one for each line."""
        written = "".join(_escaped(sign) for sign in new)
        if start == end:
            line, column = self._place_before(start)
            yield Edit(self.file, line, column, line, column, written)
            return
        rows: dict[int, list[tuple[int, int, int]]] = {}
        for place in self.places[start:end]:
            rows.setdefault(place[0], []).append(place)
        for line, row in rows.items():
            last = row[-1]
            yield Edit(self.file, line, row[0][1], line, last[1] + last[2], written)
            written = ""

    def _place_before(self, at: int) -> tuple[int, int]:
        if at < len(self.places):
            return self.places[at][:2]
        line, column, length = self.places[-1]
        return line, column + length


def texts(sheet: Sheet) -> Iterator[Text]:
    """Every field with words of the entries in use, in the order of the file."""
    line_id = field = ""
    words: list[str] = []
    places: list[tuple[int, int, int]] = []
    for number, line in enumerate([*sheet.lines, ""], 1):
        found = _FIELD.match(line)
        quoted = _QUOTED.match(line, found.end() if found else 0)
        if field and (found or quoted is None):
            text = "".join(words)
            if field == "msgctxt":
                line_id = text
            if text and line_id and not line_id.endswith(_GRAMMAR):
                yield Text(sheet.file, line_id, field, text, tuple(places))
            if field == "msgstr":
                line_id = ""
            field, words, places = "", [], []
        if quoted is None:
            continue
        if found:
            field = found[1]
        if field:
            for sign, column, length in _characters(quoted[1], quoted.start(1) + 1):
                words.append(sign)
                places.append((number, column, length))


def followed(sheet: Sheet, sources: Mapping[str, tuple[str, str]], ids: Mapping[str, str]
             ) -> Iterator[Edit]:  # fmt: skip
    """A ``msgid`` after the story's own words were corrected, a ``msgctxt`` after it got a name.

    ``sources`` holds a text before and after, by line id; a ``msgid`` that was not that text is of
    an older story, and its translation has to be looked at anyway.
    """
    for each in texts(sheet):
        if each.field == "msgctxt" and each.words in ids:
            yield from each.put(0, len(each.words), ids[each.words])
        elif each.field == "msgid" and each.line_id in sources:
            before, after = sources[each.line_id]
            if each.words == before:
                yield from _turned(each, after)


def _turned(text: Text, after: str) -> Iterator[Edit]:
    """The few characters in which two texts differ."""
    from difflib import SequenceMatcher

    before = text.words
    compared = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, first, last in compared.get_opcodes():
        if what != "equal":
            yield from text.put(start, end, after[first:last])


def _characters(raw: str, column: int) -> Iterator[tuple[str, int, int]]:
    at = 0
    while at < len(raw):
        length = 2 if raw[at] == "\\" and at + 1 < len(raw) else 1
        sign = _ESCAPES.get(raw[at + 1], raw[at + 1]) if length == 2 else raw[at]
        yield sign, column + at, length
        at += length


def _escaped(sign: str) -> str:
    return {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}.get(sign, sign)
