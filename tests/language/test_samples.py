"""The sample story: larger than the tiny ones, in two languages, with walkthroughs of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.language.twice import played_twice
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.diagnostics import Severity, render
from ulysse_game.engine import Machine
from ulysse_game.playtest import read

SAMPLES = Path(__file__).parent.parent / "samples"
WALKTHROUGHS = sorted((SAMPLES / "walkthroughs").glob("*.yaml"))


@cache
def compiled() -> Compiled:
    return compile_folder(SAMPLES / "story")


def test_it_compiles() -> None:
    found = [each for each in compiled().diagnostics if each.severity is not Severity.HINT]
    assert found == [], render(found, {}, "short")


@pytest.mark.parametrize("file", WALKTHROUGHS, ids=lambda file: file.stem)
def test_it_plays_the_same_twice(file: Path) -> None:
    story = compiled().story
    assert story is not None
    found = read(str(file), compiled())
    assert found.script is not None, render(found.diagnostics, {}, "short")
    played_twice(Machine(story), found.script, story.world.languages)
