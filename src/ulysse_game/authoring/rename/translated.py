"""A rename in the translators' catalogues: line ids, and sources that are written otherwise now.

The names within translations have their places in the index, like all others. An entry keeps its
form where the new words fit into its strings one by one; else its source is written anew, a string
for each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ulysse_game.authoring.edits import Edit
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.line_renames import Renames, renames_of
from ulysse_game.compiler.po import PoEntry, read_po
from ulysse_game.compiler.translations import source_text
from ulysse_game.story import Variable

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FIELD = re.compile(r"[ \t]*(msgctxt|msgid|msgstr)\b")
_OWNERS = frozenset(
    ("person", "observation", "word", "rule", "ending", "room", "voice", "tag", "plate")
)
"""Kinds whose texts have line ids that begin with the kind."""


class _String(NamedTuple):
    """One quoted string of an entry: its line, the columns of what is quoted, as written."""

    line: int
    start: int
    end: int
    written: str


def renames(kind: str, old: str, new: str, variables: Iterable[Variable] = ()) -> Renames:
    """What a rename means for line ids and for words; ``old`` and ``new`` are full names.

    ``variables`` are the story's: what is a value of one of them is no other name.
    """
    if kind == "value":
        variable, _, value = old.rpartition(".")
        return renames_of([(f"value:{variable}", value, new.rpartition(".")[2])])
    if kind == "variable" and "." in old:
        return renames_of([("stat", old.rpartition(".")[2], new.rpartition(".")[2])])
    found = renames_of([(kind, old, new)], variables)
    owned = {f"{kind}.{old}": f"{kind}.{new}"} if kind in _OWNERS else {}
    return found._replace(ids={**found.ids, **owned})


def catalogue_edits(
    file: str, text: str, meant: Renames, before: Mapping[str, Unit], after: Mapping[str, Unit]
) -> Iterator[Edit]:
    """The edits of one catalogue; the units are the story's texts without and with the rename."""
    for entry in read_po(text).entries:
        if entry.context is None or entry.is_obsolete:
            continue
        now = meant.line_id(entry.context)
        strings = _strings(entry)
        if now != entry.context:
            yield from _written(file, strings.get("msgctxt", ()), [now])
        old, new = before.get(entry.context), after.get(now)
        if old is None or new is None or entry.source != source_text(old):
            continue  # it was another text already
        if (wanted := source_text(new)) != entry.source:
            yield from _source(file, strings.get("msgid", ()), wanted, meant)


def _source(file: str, strings: tuple[_String, ...], wanted: str, meant: Renames) -> Iterator[Edit]:
    one_by_one = [meant.words(each.written) for each in strings]
    if _unescaped("".join(one_by_one)) == wanted:
        yield from _written(file, strings, one_by_one)
    elif strings:
        first, last = strings[0], strings[-1]
        yield Edit(file, first.line, first.start - 1, last.line, last.end + 1, _quoted(wanted))


def _written(file: str, strings: tuple[_String, ...], now: list[str]) -> Iterator[Edit]:
    for each, text in zip(strings, now, strict=False):
        if text != each.written:
            yield Edit(file, each.line, each.start, each.line, each.end, text)


def _strings(entry: PoEntry) -> dict[str, tuple[_String, ...]]:
    """The quoted strings of an entry by field."""
    found: dict[str, tuple[_String, ...]] = {}
    field = ""
    for number, line in enumerate((entry.head + entry.rest).split("\n"), entry.line):
        if begun := _FIELD.match(line):
            field = begun[1]
        if field and (string := _STRING.search(line)):
            start, end = string.span(1)
            each = _String(number, start + 1, end + 1, string[1])
            found[field] = (*found.get(field, ()), each)
    return found


def _unescaped(written: str) -> str:
    meant = {"n": "\n", "t": "\t"}
    return re.sub(r"\\(.)", lambda found: meant.get(found[1], found[1]), written)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    rows = escaped.split("\n")
    if len(rows) == 1:
        return f'"{escaped}"'
    strings = [f'"{row}\\n"' for row in rows[:-1]] + ([f'"{rows[-1]}"'] if rows[-1] else [])
    return "\n".join(['""', *strings])
