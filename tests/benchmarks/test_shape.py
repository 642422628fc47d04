"""The synthetic story of the game's shape: a story without errors, and the explorer decides it."""

from pathlib import Path

import pytest

from tests.benchmarks.shape import Measured, files, measured, write
from ulysse_game.compiler import compile_folder
from ulysse_game.diagnostics import Severity

DECIDED = ("scene", "place", "choice", "closed", "text", "rule", "ending")


@pytest.mark.parametrize("chapters", [1, 3, 10])
def test_the_files_are_a_story(tmp_path: Path, chapters: int) -> None:
    write(tmp_path, chapters)
    compiled = compile_folder(tmp_path)
    assert [each for each in compiled.diagnostics if each.severity is Severity.ERROR] == []
    assert compiled.story is not None
    assert len(compiled.story.world.chapters) == chapters


def test_a_seed_gives_the_same_files_and_another_gives_others() -> None:
    assert files(5, seed=3) == files(5, seed=3)
    assert files(5, seed=3) != files(5, seed=4)


def test_of_one_chapter_nothing_is_left_undecided() -> None:
    found: Measured = measured(1, budget=60, cores=1, is_shortest=False)
    assert found.reached > 300
    assert not {kind: left for kind, left in found.open.items() if kind in DECIDED}
