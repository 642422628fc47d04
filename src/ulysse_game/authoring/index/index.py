"""All places of a story's names, to be asked by place and by name."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.naming import Occurrence, occurrences_of
from ulysse_game.compiler.sources import Source


class Index:
    """The places of the names of one story.

    A stat that everybody has is declared once, as ``*.trust``: whoever asks for ``ann.trust`` gets
    the places that mean hers or anybody's, whoever asks for ``*.trust`` gets all of them.
    """

    def __init__(self, occurrences: tuple[Occurrence, ...]) -> None:
        """An index of these, which are sorted by file, line and column."""
        self._all = occurrences

    def all(self) -> tuple[Occurrence, ...]:
        """Every place, in order of file, line and column."""
        return self._all

    def at(self, file: str, line: int, column: int) -> Occurrence | None:
        """The name at a place, or one that ends just before it, as a cursor stands.

        Where one place has several names, such as a stat and its person's, the shortest is given.
        """
        wanted = (file, line, column)
        last = bisect_right(self._all, wanted, key=lambda each: each.span[:3])
        found = []
        for each in reversed(self._all[max(0, last - 8) : last]):
            span = each.span
            if span[:2] == wanted[:2] and span.column <= column <= span.column + span.length:
                found.append(each)
        return min(found, key=lambda each: (each.span.length, -each.span.column), default=None)

    def of(self, kind: str, name: str) -> tuple[Occurrence, ...]:
        """Every place of one name, in order of file, line and column."""
        owner, dot, stat = name.partition(".")
        if kind != "variable" or not dot:
            return self._by_name.get((kind, name), ())
        names = (name, f"*.{stat}") if owner != "*" else self._stats.get(stat, ())
        found = [each for one in names for each in self._by_name.get((kind, one), ())]
        return tuple(sorted(found, key=lambda each: each.span))

    def declared(self, kind: str, name: str) -> Occurrence | None:
        """Where a name is declared, or nothing."""
        return next((each for each in self.of(kind, name) if each.role == "declared"), None)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], tuple[Occurrence, ...]]:
        found: dict[tuple[str, str], list[Occurrence]] = {}
        for each in self._all:
            found.setdefault((each.kind, each.name), []).append(each)
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def _stats(self) -> dict[str, list[str]]:
        """The full names of each stat of everybody's, that of nobody in particular among them."""
        shared = {name[2:] for kind, name in self._by_name if kind == "variable" and name[0] == "*"}
        found: dict[str, list[str]] = {stat: [] for stat in shared}
        for kind, name in self._by_name:
            stat = name.partition(".")[2]
            if kind == "variable" and stat in shared:
                found[stat].append(name)
        return found


def index_of(compiled: Compiled) -> Index:
    """The index of what was compiled; also of a story with errors, as far as it could be read.

    A story from the cache has no sources, and so an empty index.
    """
    sources = [
        Source(file, text.encode("utf-8", "surrogatepass"))
        for file, text in sorted(compiled.sources.items())
    ]
    return Index(occurrences_of(sources))
