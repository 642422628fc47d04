"""``was: old_name`` where things are written in braces: ``ann: { name: Ann, gender: f }``.

The same as ``old_names`` does for what stands in lines; a declaration of a few words gets braces of
its own. Layout and every other sign stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.rename.nodes import Reading
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Node, Scalar
from ulysse_game.diagnostics import Span

_BEGIN = re.compile(r"[{\[] *")


class _Found(NamedTuple):
    """An entry and the mapping it stands in."""

    entry: Entry
    within: Mapping


def was_in_braces(kind: str, old: str, new: str, at: Span, text: str) -> list[Edit] | None:
    """The edits that keep ``old`` in braces; None where what is declared stands in lines.

    ``at`` is where it is declared, in the file of this ``text``. Nothing is in the list where a
    text goes over a line end, so that it cannot be told where it stands.
    """
    page = _Page(at.file, text)
    if kind == "value":
        return page.value(old, new, at)
    found = next((each for each in page.entries() if page.is_key(each.entry.key, at)), None)
    if found is None:
        return None
    if kind == "choice":
        return page.kept(found.within, old, new)
    return page.thing(found, old, new)


def echo_in_braces(old: str, new: str, file: str, text: str) -> list[Edit] | None:
    """The edits under ``echoes`` of a file of the world; None where that is not in braces."""
    page = _Page(file, text)
    under = {key.text: value for key, value in page.reading.node.entries}.get("echoes")
    if not isinstance(under, Mapping):
        return None
    for key, value in under.entries:
        kept = page.kept(value, old, new) if isinstance(value, Mapping) else None
        if key.text == old and kept is not None:
            return [page.key(key, new), *kept]
    return [page.first(under, f"{new}: {{was: {old}}}")] if page.is_braced(under) else None


class _Page:
    """One file: its lines, and its nodes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.replace("\r\n", "\n").split("\n")
        self.reading = Reading(file, text)

    def entries(self) -> Iterator[_Found]:
        """Every entry of every mapping."""
        return _entries(self.reading.node)

    def is_braced(self, node: Mapping | Items) -> bool:
        """Whether a mapping or a list is written in braces."""
        return self.lines[node.line - 1][node.column - 1 : node.column] in ("{", "[")

    def is_key(self, key: Scalar, at: Span) -> bool:
        """Whether a name's place is this key."""
        return self.reading.place(key, 0, len(key.text)) == at

    def value(self, old: str, new: str, at: Span) -> list[Edit] | None:
        """Under ``values`` of the variable whose declaration holds this place."""
        for (key, declared), within in self.entries():
            if not isinstance(declared, Scalar) or not self._holds(declared, at):
                continue
            beside = {each.text: value for each, value in within.entries}
            values = beside.get("values") if key.text == "is" else None
            if isinstance(values, Mapping) and self.is_braced(values):
                for name, names in values.entries:
                    if name.text == old:
                        return [self.key(name, new), *self._listed(names, old, new)]
                return [self.first(values, f"{new}: {old}")]
            if not self.is_braced(within):
                return None
            told = f"values: {{{new}: {old}}}"
            return [self.first(within, told)] if key.text == "is" else self._braced(declared, told)
        return None

    def thing(self, found: _Found, old: str, new: str) -> list[Edit] | None:
        """In the braces of a thing, or around a declaration that stands in braces."""
        value = found.entry.value
        if isinstance(value, Mapping):
            return self.kept(value, old, new)
        if isinstance(value, Scalar) and self.is_braced(found.within):
            return self._braced(value, f"was: {old}")
        return None

    def kept(self, node: Mapping, old: str, new: str) -> list[Edit] | None:
        """One more old name in a mapping; None where both it and its `was` stand in lines."""
        names = {key.text: value for key, value in node.entries}.get("was")
        if isinstance(names, Items) and self.is_braced(names):
            return self._listed(names, old, new)
        if not self.is_braced(node):
            return None
        return [self.first(node, f"was: {old}")] if names is None else self._listed(names, old, new)

    def key(self, key: Scalar, new: str) -> Edit:
        """The edit of a name."""
        span = self.reading.place(key, 0, len(key.text))
        assert span is not None, "a key stands on one line"
        return Edit(self.file, span.line, span.column, span.line, span.column + span.length, new)

    def first(self, node: Mapping, text: str) -> Edit:
        """The edit that writes something before all else in braces."""
        found = _BEGIN.match(self.lines[node.line - 1], node.column - 1)
        column = (found.end() if found else node.column) + 1
        return Edit(self.file, node.line, column, node.line, column, text + ", ")

    def _braced(self, node: Scalar, more: str) -> list[Edit]:
        """Braces around a declaration, with something beside it."""
        span = self._whole(node)
        if span is None:
            return []
        end = span.column + span.length
        return [
            Edit(self.file, span.line, span.column, span.line, span.column, "{is: "),
            Edit(self.file, span.line, end, span.line, end, f", {more}}}"),
        ]

    def _listed(self, names: Node, old: str, new: str) -> list[Edit]:
        """One more name in a list; the new one, if it was an old one, goes."""
        if isinstance(names, Items):
            kept = [each.text for each in names.items if isinstance(each, Scalar)]
            line = self.lines[names.line - 1]
            end = line.find("]", names.column - 1) + 1
            span = (
                Span(self.file, names.line, names.column, end - names.column + 1) if end else None
            )
        elif isinstance(names, Scalar):
            kept = [each.strip(" ") for each in names.text.split(",") if each.strip(" ")]
            span = self._whole(names)
        else:
            return []
        if span is None:
            return []
        told = [*(each for each in kept if each not in (new, old)), old]
        text = f"[{', '.join(told)}]" if len(told) > 1 else old
        start, end = span.column, span.column + span.length
        return [Edit(self.file, span.line, start, span.line, end, text)]

    def _whole(self, node: Scalar) -> Span | None:
        """A text with its quotes, where it stands on one line."""
        span = self.reading.place(node, 0, len(node.text)) if node.text else None
        if span is None:
            return None
        quote = node.style == "quoted"
        return Span(self.file, span.line, span.column - quote, span.length + 2 * quote)

    def _holds(self, node: Scalar, at: Span) -> bool:
        span = self._whole(node) if node.style != "block" else None
        if span is None or span.line != at.line:
            return False
        return span.column <= at.column < span.column + span.length


def _entries(node: Node) -> Iterator[_Found]:
    match node:
        case Mapping():
            for entry in node.entries:
                yield _Found(entry, node)
                yield from _entries(entry.value)
        case Items():
            for item in node.items:
                yield from _entries(item)
        case Scalar():
            pass
