"""The keys of one mapping, and where values stand: what every reader of nodes asks first.

``Fields`` takes a mapping apart by its keys and reports what is left over or of the wrong kind;
beside it the small questions that all readers have: the place of a node, the names of a list, the
names lost with what could not be read. It knows nodes and the desk that takes reports, no key of
the story format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from collections.abc import Mapping as Table
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.prose import (
    At,
)
from ulysse_game.diagnostics import Span

if TYPE_CHECKING:
    from ulysse_game.compiler.desk import Desk


def place(file: str, node: Scalar) -> At:
    """Where a value's text starts: behind the quote of a quoted one."""
    return At(file, node.first_line, node.indent + (node.style == "quoted"), node.indent)


def span_of(file: str, node: Node) -> Span:
    """The place of a node, underlined for its first line if it is a text."""
    if isinstance(node, Scalar):
        first = node.text.split("\n", 1)[0]
        length = 1 if node.style == "block" else len(first) + 2 * (node.style == "quoted")
        return Span(file, node.line, node.column, max(length, 1))
    return Span(file, node.line, node.column)


Meant: TypeAlias = Table[str, str]
"""For keys that belong elsewhere: what to write instead."""


class Fields:
    """The keys of one mapping, each read once; what is left over was misspelt."""

    __slots__ = ("column", "desk", "entries", "file", "key", "line", "nodes", "what")

    def __init__(
        self, desk: Desk, file: str, node: Mapping, what: str, key: Scalar | None = None
    ) -> None:
        """``what`` is how messages call the thing: ``a scene``, ``a choice``; ``key`` its name."""
        self.desk, self.file, self.what, self.key = desk, file, what, key
        self.line, self.column = node.line, node.column
        self.entries = node.entries
        self.nodes = {name.text: value for name, value in node.entries}

    @property
    def keys(self) -> dict[str, Scalar]:
        """The keys themselves, by their text."""
        return {entry.key.text: entry.key for entry in self.entries}

    def allow(self, allowed: Iterable[str], meant: Meant = MappingProxyType({})) -> None:
        """Report every key that is not one of these; ``meant`` says what to write for some."""
        known = tuple(allowed)
        for name, key in self.keys.items():
            if name not in known:
                self.desk.lost.update((name, *names_under(self.nodes[name])))
                self.desk.error(
                    "unknown-key",
                    f"{self.what} has no `{name}`.",
                    span_of(self.file, key),
                    meant.get(name)
                    or (f"did you mean `{name.lower()}`?" if name.lower() in known else "")
                    or self.desk.declared.near(name, known)
                    or f"it has: {', '.join(known)}.",
                )

    def scalar(self, name: str) -> Scalar | None:
        """The text under a key; a map or a list there is reported."""
        node = self.nodes.get(name)
        if node is None or isinstance(node, Scalar):
            return node
        told, help = f"`{name}` takes a text.", f"write one, beside its key: `{name}: …`."
        self.desk.error("wants-a-text", told, span_of(self.file, node), help)
        return None

    def mapping(self, name: str) -> Mapping | None:
        """The mapping under a key; anything else there is reported."""
        node = self.nodes.get(name)
        if node is None or isinstance(node, Mapping):
            return node
        if isinstance(node, Scalar) and not node.text:
            return None
        self.desk.error(
            "wants-names", f"`{name}` takes names, each with a colon.", span_of(self.file, node)
        )
        return None

    def text(self, name: str) -> str:
        """The text under a key, or nothing."""
        node = self.scalar(name)
        return "" if node is None else node.text

    def yes(self, name: str) -> bool:
        """``yes`` or ``no``; anything else is reported."""
        node = self.scalar(name)
        if node is None:
            return False
        if node.text not in ("yes", "no"):
            self.desk.error(
                "wants-yes-or-no",
                f"`{name}` is yes or no.",
                span_of(self.file, node),
                f"write `{name}: yes`, or leave the line out.",
            )
        return node.text == "yes"

    def number(self, name: str, least: int = -999_999) -> int:
        """A whole number, at least ``least``; anything else is reported."""
        node = self.scalar(name)
        if node is None:
            return 0
        if not re.fullmatch(r"-?[0-9]{1,6}", node.text) or int(node.text) < least:
            told = f"`{name}` is a whole number" + (f", {least} or more." if least >= 0 else ".")
            help = f"write it in figures: `{name}: {max(least, 1)}`."
            self.desk.error("wants-a-number", told, span_of(self.file, node), help)
            return max(least, 0)
        return int(node.text)

    def require(self, name: str) -> bool:
        """Whether the key is there; its absence is reported."""
        if name in self.nodes:
            return True
        self.desk.error(
            "missing-key",
            f"{self.what} needs `{name}`.",
            self.head,
            f"write `{name}: …`.",
        )
        return False

    @property
    def head(self) -> Span:
        """The name of the thing, or where it begins."""
        if self.key is not None:
            return span_of(self.file, self.key)
        return Span(self.file, self.line, self.column)

    def span(self, name: str) -> Span:
        """Where the value of a key stands."""
        return span_of(self.file, self.nodes[name])


def names_under(node: Node) -> Iterator[str]:
    """Every key under a node: the names that are lost when it cannot be read as what it is."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        yield entry.key.text
        yield from names_under(entry.value)


def list_of(node: Node | None, desk: Desk, file: str) -> list[Scalar]:
    """The names of `a, b, c` or of a list, each as a scalar with its own place.

    Whatever is no name is reported and left out.
    """
    if node is None:
        return []
    if not isinstance(node, Scalar):
        parts = node.items if isinstance(node, Items) else (node,)
        for each in parts:
            if not isinstance(each, Scalar):
                told = "names stand here, and nothing within them."
                desk.error("wants-a-list", told, span_of(file, each), "write `a, b`, or a list.")
        return [each for each in parts if isinstance(each, Scalar)]
    found = []
    first = place(file, node)
    starts = [0, *(each.end() for each in re.finditer("\n", node.text))]  # of its rows
    offset = 0
    for part in node.text.split(","):
        bare = part.strip(" \n")
        if bare:
            at = offset + len(part) - len(part.lstrip(" \n"))
            row = bisect_right(starts, at) - 1
            column = (node.indent if row else first.column) + at - starts[row]
            line = first.line + row
            found.append(Scalar(bare, line, column, "plain", line, column))
        offset += len(part) + 1
    return found


def with_commas(text: str, known: Container[str]) -> str:
    """The sentence that asks for commas, if ``text`` is several known names without."""
    words = text.split()
    if len(words) < 2 or not all(each.rstrip("?") in known for each in words):
        return ""
    return f"write `{', '.join(words)}`, with commas."
