"""Where a variable is declared, set and read in the story's files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ulysse_game.authoring.index import Index, index_of
from ulysse_game.authoring.panel.rows import Row
from ulysse_game.compiler import compile_folder
from ulysse_game.view.words import Words

MOST_USES = 12
"""So many places of a kind are told; the count says how many more there are."""


class Use(NamedTuple):
    """One place: ``role`` is ``declared``, ``set`` or ``read``; ``within`` what it stands in."""

    role: str
    file: str
    line: int
    within: str


@lru_cache(maxsize=2)
def index_in(story: Path, digest: str) -> Index:
    """The index of the story in this folder, made once for each of its texts."""
    return index_of(compile_folder(story))


def uses(index: Index, name: str) -> tuple[Use, ...]:
    """Every place of a variable or an observation, in order of file and line, each line once."""
    found = {
        Use(
            each.role if each.role in ("declared", "set") else "read",
            each.span.file,
            each.span.line,
            each.within,
        ): None
        for kind in ("variable", "observation")
        for each in index.of(kind, name)
        if not each.span.file.startswith("languages/")  # the same places, in other words
    }
    return tuple(found)


def declared_at(index: Index, kind: str, name: str) -> str:
    """``file:line`` of where a name is declared; empty where that is not known."""
    found = index.declared(kind, name)
    return "" if found is None else f"{found.span.file}:{found.span.line}"


def use_rows(index: Index, name: str, say: Words) -> Iterator[Row]:
    """The places of a variable in words: where it is declared, what sets it, what reads it."""
    found = uses(index, name)
    for role, none, some in (
        ("declared", "", say("declared")),
        ("set", say("nothing sets it"), say("what sets it")),
        ("read", say("nothing reads it"), say("what reads it")),
    ):
        places = [each for each in found if each.role == role]
        if not places and none:
            yield Row(none, 1, "no")
        if places:
            yield Row(some, 1, "faint")
        for each in places[:MOST_USES]:
            where = f"{each.file}:{each.line}"
            words = f"{each.within}   {where}" if each.within else where
            yield Row(words, 2, item=f"edit {where}")
        if len(places) > MOST_USES:
            yield Row(say("And {count} more.", count=len(places) - MOST_USES), 2, "faint")


__all__ = ["Use", "declared_at", "index_in", "use_rows", "uses"]
