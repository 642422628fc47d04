"""A line in a wrong column: whoever does what the help says has a file that can be read."""

from __future__ import annotations

import re

import pytest

from ulysse_game.compiler.nodes import Mapping
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.diagnostics import Diagnostic

TEXT = """\
kitchen:
  at: galley
  with: simon
  text: |
    The table is set.

    simon: Go on.
  choices:
    - burn: |
        Burn it.

        It burns.
      if: door_open
      goto: night
    - keep: Keep it.
      do: cohesion += 1
    - leave: Leave it.
  next: supper

supper:
  at: galley
  text: |
    Soup.
  next: night
"""
LINES = TEXT.split("\n")
KEYS = [n for n, line in enumerate(LINES) if re.match(r" +(- )?[a-z]+:", line) and n != 6]
LAST = LINES.index("  next: supper")
FIRST_ITEM = LINES.index("    - burn: |")


def read(lines: list[str]) -> tuple[Mapping | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return read_yaml("a.yaml", "\n".join(lines), found.append), found


def moved(number: int, indent: int) -> list[str]:
    line = " " * indent + LINES[number].lstrip()
    return [*LINES[:number], line, *LINES[number + 1 :]]


def wrong_ones() -> list[tuple[int, int]]:
    """Each key in each column that makes YAML stumble; elsewhere it only means something else."""
    return [
        (number, indent)
        for number in KEYS
        for indent in range(12)
        if moved(number, indent) != LINES and read(moved(number, indent))[1]
        if number != FIRST_ITEM or indent < 6  # else it is the text that stands too far left
    ]


def test_there_are_many() -> None:
    assert len(wrong_ones()) > 100


@pytest.mark.parametrize(("number", "indent"), wrong_ones())
def test_obeying_mends_it(number: int, indent: int) -> None:
    lines = moved(number, indent)
    found = read(lines)[1]
    assert [each.code for each in found] == ["yaml-syntax"]
    columns = [int(each) for each in re.findall(r"in column (\d+)", found[0].help)]
    mended = []
    for column in columns:
        told = found[0].span.line - 1
        mended.append(
            [*lines[:told], " " * (column - 1) + lines[told].lstrip(), *lines[told + 1 :]]
        )
        assert not read(mended[-1])[1], found
    if number != LAST or indent < 8:  # under the last choice it may be meant as that choice's
        assert LINES in mended, found


@pytest.mark.parametrize(
    ("wrong", "line", "told"),
    [
        # A choice without its `-`, by what stands beside its name.
        (("    - keep:", "    keep:"), 15, "write `- keep: …`"),
        (("    - burn: |", "      burn: |"), 9, "write `- burn: |`"),
        (("      goto: night", "    goto: night"), 14, "put it in column 7, under `burn:`"),
    ],
)
def test_a_dash_that_is_missing(wrong: tuple[str, str], line: int, told: str) -> None:
    found = read(TEXT.replace(*wrong).split("\n"))[1]
    assert [(each.code, each.span.line) for each in found] == [("yaml-syntax", line)]
    assert found[0].help.startswith(told)
