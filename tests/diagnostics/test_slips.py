"""A hundred slips of writers, and what each is told: the right thing, once, at the right place.

``slips.txt`` lists them: after ``===`` a name, then the diagnostics as ``check --format short``
prints them, then what was written in place of a file of the fixture (``--- FILE``), or in place of
a few of its words (``--- in FILE``, the words, ``--- write``, the others).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.diagnostics.stories import FIXTURE
from ulysse_game.compiler import compile_folder
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
        elif head.startswith("in "):
            file = story / head.removeprefix("in ")
            written = next(parts).partition("\n")[2]
            before = file.read_text(encoding="utf-8")
            assert text in before
            file.write_text(before.replace(text, written, 1), encoding="utf-8")
        else:
            (story / head).write_text(text + "\n" if text else "", encoding="utf-8")


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.name)
def test_slip(slip: Slip, tmp_path: Path) -> None:
    lay(slip, tmp_path / "story")
    found = compile_folder(tmp_path / "story").diagnostics
    assert render(found, {}, "short").rstrip("\n") == slip.told


def test_there_are_a_hundred() -> None:
    assert len(slips()) >= 100


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.name)
def test_one_slip_is_one_complaint(slip: Slip) -> None:
    assert 1 <= len(slip.told.split("\n")) <= 3
