"""The rows of a file are its keys, as the compiler sees them, and of a broken file what is left."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.authoring.lsp.outline import above, chain, rows_of, siblings, value_of
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.read_yaml import read_yaml

REPOSITORY = Path(__file__).parents[3]
FILES = sorted(
    path
    for folder in ("story", "tests/samples/story")
    for path in (REPOSITORY / folder).rglob("*.yaml")
    if not any(part.startswith((".", "_")) for part in path.relative_to(REPOSITORY).parts)
)


def keys_of(node: Node) -> list[tuple[int, int, str]]:
    if isinstance(node, Mapping):
        found = []
        for key, value in node.entries:
            found += [(key.line, key.column, key.text), *keys_of(value)]
        return found
    return [key for item in node.items for key in keys_of(item)] if isinstance(node, Items) else []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_the_rows_are_the_keys_the_compiler_reads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    node = read_yaml(path.name, text, lambda _: None)
    assert node is not None
    lines = text.split("\n")
    written = [
        key for key in keys_of(node)
        if not lines[key[0] - 1][: key[1] - 1].strip(" -") and " " not in key[2]
    ]  # fmt: skip
    rows = rows_of(lines)
    assert [(row.line, row.column, row.key) for row in rows if row.key] == written


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_a_row_ends_before_the_next_beside_it(path: Path) -> None:
    rows = rows_of(path.read_text(encoding="utf-8").split("\n"))
    for before, after in pairwise(rows):
        assert before.line <= before.end
        if after.indent <= before.indent:
            assert before.end < after.line


def test_items_and_their_keys_belong_together() -> None:
    text = """\
a:
  choices:
    - go: |
        Go: now.
      goto: b
    - on: On.
"""
    rows = rows_of(text.split("\n"))
    assert [(row.key, row.item, row.parent) for row in rows] == [
        ("a", -1, -1), ("choices", -1, 0), ("go", 0, 1), ("goto", 0, 1), ("on", 1, 1),
    ]  # fmt: skip
    assert rows[2].is_block
    assert rows[2].end == 4
    assert [row.key for row in siblings(rows, 1, 0)] == ["go", "goto"]
    assert chain(rows, 3) == [0, 1, 3]
    assert above(rows, 4) == 2
    assert above(rows, 1) == 0


def test_values_without_quotes_and_comments() -> None:
    rows = rows_of(['a: "x # y"', "b: plain  # why", "c: 'it'"])
    assert [value_of(row) for row in rows[1:]] == ["plain", "it"]


@given(st.text(alphabet="ab:-|># \n'\"{}é🚀\t", max_size=200))
def test_anything_has_rows(text: str) -> None:
    lines = text.split("\n")
    rows = rows_of(lines)
    for number, row in enumerate(rows):
        assert row.parent < number
        assert row.line <= row.end <= len(lines)


def test_a_scalar_has_no_keys() -> None:
    assert keys_of(Scalar("x", 1, 1, "plain", 1, 1)) == []
