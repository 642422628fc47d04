"""The saves of released versions: each still loads, and what becomes of it has been reviewed.

After an edit of the story that is meant to change a verdict:
``ulysse saves check tests/saves --expected tests/saves/expected.txt --update``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.plays import named
from ulysse_game.engine import Machine
from ulysse_game.playtest.saves import (
    ADJUSTED,
    FALLEN_BACK,
    WHOLE,
    Checked,
    check_folder,
    compared,
    expected_text,
)

CORPUS = Path(__file__).parent.parent.parent / "saves"
EXPECTED = CORPUS / "expected.txt"


@pytest.fixture(scope="module")
def checks() -> list[Checked]:
    return list(check_folder(Machine(named("shipped")), CORPUS))


def test_there_is_a_corpus(checks: list[Checked]) -> None:
    files = list(CORPUS.rglob("*.json"))
    assert len(checks) == len(files) >= 20
    for version in CORPUS.iterdir():
        if version.is_dir():
            kept = list(version.glob("*.json"))
            assert len(kept) <= 30
            assert sum(path.stat().st_size for path in kept) <= 300_000


def test_the_verdicts_are_as_reviewed(checks: list[Checked]) -> None:
    expected = EXPECTED.read_text(encoding="utf-8")
    differences = list(compared(expected, expected_text(checks)))
    assert not differences, "\n".join(differences)


ONCE_AN_ENDING = "sol_zero"
"""Here the story stopped once. Who stopped with it is put before the last choice, and goes on."""


def test_nothing_worse_than_adjusted_but_where_the_story_once_stopped(
    checks: list[Checked],
) -> None:
    worse = [each for each in checks if each.verdict not in (WHOLE, ADJUSTED)]
    assert {(each.verdict, each.at, each.now) for each in worse} == {
        (FALLEN_BACK, ONCE_AN_ENDING, "two")
    }
