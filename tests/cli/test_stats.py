"""The command as it is typed."""

from __future__ import annotations

import json

import pytest

from tests.diagnostics.stories import FIXTURE
from ulysse_game.cli import main


def test_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(FIXTURE), "--runs", "3", "--cores", "1"]) == 0
    out = capsys.readouterr().out
    assert "(1 minute to read)" in out
    assert "in 3 random runs" in out
    assert "who has the words" in out


def test_json_without_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(FIXTURE), "--runs", "0", "--format", "json"]) == 0
    assert "runs" not in json.loads(capsys.readouterr().out)


def test_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["stats", str(FIXTURE), "--runs", "5", "--cores", "1"]) == 0
    out = capsys.readouterr().out
    assert out[: len(out) // 2] == out[len(out) // 2 :]


def test_a_chapter_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(FIXTURE), "--chapter", "prat"]) == 2
    assert "did you mean" in capsys.readouterr().err
