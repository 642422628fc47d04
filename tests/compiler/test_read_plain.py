"""The short way through a plain file gives what libyaml gives, or hands the file back."""

from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ulysse_game.compiler.nodes import Mapping
from ulysse_game.compiler.read_plain import read_plain
from ulysse_game.diagnostics import Diagnostic

READER = import_module("ulysse_game.compiler.read_yaml")
ROOT = Path(__file__).parents[2]
FILES = sorted(file for place in ("story", "tests") for file in (ROOT / place).rglob("*.yaml"))

SCENE = """\
# a note
landing:
  at: porch
  text: |
    Dust: nobody moves.

    Then it settles. {simon.here: One|Two}
  do:
    - sol += 1

    - not landed
  choices:
    - wait: |
        Wait.

        You wait.
      if: sol >= 3
      clock: sol 4 21:40
    - go: Go.
      goto: crash
  next:
crash:
  note: none
"""
ROWS = [
    "a:",
    "b: words",
    "c: |",
    "d:  two",
    "- e: |",
    "- f: g",
    "- words",
    "-",
    "- ",
    "h: 'q'",
    "i: x # y",
    "# note",
    "",
    "text of a block",
    "j: k: l",
    "l:m",
    "m: -3",
    "---",
    "...",
    "n: x ",
    "  ",
    "? o",
    "p: a:",
    "q: |-",
    "r: >",
    "- - s",
    "t : u",
    "é: ü",
    "v: ~",
    "w: {x}",
    "y: [z]",
    "a: again",
    "x: é: b",
    "%z",
]
rows = st.tuples(st.integers(0, 7), st.sampled_from(ROWS)).map(lambda row: " " * row[0] + row[1])


def agrees(text: str) -> bool:
    """Whether the file is plain; if so, libyaml must see the same and nothing wrong in it."""
    found = read_plain(text) if READER.is_clean(text) else None
    if found is None:
        return False
    problems: list[Diagnostic] = []
    slow: Mapping | None = READER._Reader("a.yaml", text, problems.append).read()
    assert (found, problems) == (slow, [])
    return True


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_file_of_the_repository(file: Path) -> None:
    with suppress(UnicodeDecodeError):  # of a sample of what is no text
        agrees(file.read_text(encoding="utf-8").replace("\r\n", "\n"))


def test_a_plain_scene_takes_the_short_way() -> None:
    assert agrees(SCENE)


@settings(max_examples=1_500, deadline=None)
@given(st.lists(rows, max_size=9), st.booleans())
@example(["a: |", "   b", "  c"], True)
@example(["a: |", "", "  b"], True)
@example(["a: |", "  b", "    ", "  "], True)
@example(["a: |", "  b"], False)
@example(["a: b", " c: d"], True)
@example(["a:", "- b: c"], True)
def test_any_rows(lines: list[str], is_ended: bool) -> None:
    agrees("\n".join(lines) + "\n" * is_ended)


@settings(max_examples=1_500, deadline=None)
@given(st.data())
def test_a_scene_with_a_slip(data: st.DataObject) -> None:
    lines = SCENE.split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place : place + data.draw(st.integers(0, 1))] = data.draw(st.lists(rows, max_size=2))
    agrees("\n".join(lines))


@settings(max_examples=1_000, deadline=None)
@given(
    st.integers(0, len(SCENE)), st.integers(0, 3), st.text(" \n:#|-a'\"{&*!\t\u00a0", max_size=3)
)
def test_a_scene_with_other_signs(place: int, taken: int, put: str) -> None:
    agrees(SCENE[:place] + put + SCENE[place + taken :])
