"""Hundreds of slips of writers, and what each is told: the right thing, once, at its place.

``slips.txt`` lists them: after ``===`` a name, then the diagnostics as ``check --format short``
prints them, then what was written in place of a file of the fixture (``--- FILE``), or in place of
a few of its words (``--- in FILE``, the words, ``--- write``, the others). What stands after
``--- walkthrough FILE`` is no part of the story: it is read as a walkthrough of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.diagnostics.stories import FIXTURE
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.diagnostics import render

SLIPS = Path(__file__).parent / "slips.txt"


class Slip(NamedTuple):
    name: str
    told: str
    parts: list[str]


def slips() -> list[Slip]:
    found = []
    for section in ("\n" + SLIPS.read_text(encoding="utf-8")).split("\n=== ")[1:]:
        head, *parts = section.rstrip("\n").split("\n--- ")
        name, _, told = head.partition("\n")
        found.append(Slip(name, told, parts))
    return found


def lay(slip: Slip, story: Path) -> None:
    shutil.copytree(FIXTURE, story)
    parts = iter(slip.parts)
    for part in parts:
        head, _, text = part.partition("\n")
        if head.startswith("without "):
            (story / head.removeprefix("without ")).unlink()
        elif head.startswith("walkthrough "):
            pass  # of `told_of`
        elif head.startswith("in "):
            file = story / head.removeprefix("in ")
            written = next(parts).partition("\n")[2]
            before = file.read_text(encoding="utf-8")
            assert text in before
            file.write_text(before.replace(text, written, 1), encoding="utf-8")
        else:
            (story / head).parent.mkdir(parents=True, exist_ok=True)
            (story / head).write_text(text + "\n" if text else "", encoding="utf-8")


def told_of(slip: Slip, story: Path) -> str:
    """What is told of a slip in the story where it was laid, or of its walkthrough."""
    compiled = compile_folder(story)
    found = list(compiled.diagnostics)
    for part in slip.parts:
        head, _, text = part.partition("\n")
        if head.startswith("walkthrough "):
            file = head.removeprefix("walkthrough ")
            found += read_walkthrough(file, f"{text}\n".encode(), compiled).diagnostics
    return render(tuple(found), {}, "short").rstrip("\n")


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.name)
def test_slip(slip: Slip, tmp_path: Path) -> None:
    lay(slip, tmp_path / "story")
    assert told_of(slip, tmp_path / "story") == slip.told


def test_there_are_three_hundred() -> None:
    assert len(slips()) >= 300
    names = [slip.name for slip in slips()]
    assert len(set(names)) == len(names)


TWO_MISTAKES = {"odds as per cent", "po if left out"}
"""Slips made twice in one text: each is told at its own place."""


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.name)
def test_one_slip_is_one_complaint(slip: Slip) -> None:
    told = slip.told.split("\n")
    assert len(told) == 1 + (slip.name in TWO_MISTAKES)
    assert all(": " in line for line in told)


def test_most_are_told_what_to_write() -> None:
    """A complaint without help is one whose message says all; there are few."""
    bare = [slip.name for slip in slips() if " · " not in slip.told]
    assert len(bare) <= len(slips()) // 20, bare
