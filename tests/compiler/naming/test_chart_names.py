"""Names in charts: people, zones and rooms, those within a drawing at their row and column."""

from __future__ import annotations

from tests.compiler.small import WORLD
from tests.compiler.test_charts import MAP, PLAN
from ulysse_game.compiler.naming import occurrences_of
from ulysse_game.compiler.sources import Source


def names(text: str) -> list[tuple[str, str, int, int]]:
    files = {**WORLD, "world/charts.yaml": text}
    sources = [Source(file, words.encode()) for file, words in sorted(files.items())]
    return [
        (each.kind, each.name, each.span.line, each.span.column)
        for each in occurrences_of(sources)
        if each.span.file == "world/charts.yaml"
    ]


def test_of_a_plan() -> None:
    assert names(PLAN) == [
        ("person", "ann", 5, 10),
        ("zone", "ship", 6, 11),
        ("zone", "mars", 7, 14),
        ("room", "deck", 10, 10),
        ("room", "cabin", 10, 19),
    ]


def test_of_a_map() -> None:
    found = {(kind, name) for kind, name, _, _ in names(MAP)}
    assert found == {
        ("zone", "ship"), ("room", "dome"), ("zone", "mars"),
        ("variable", "n"), ("variable", "flag_one"),
    }  # fmt: skip
