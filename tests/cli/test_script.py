"""The command as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diagnostics.stories import FIXTURE
from ulysse_game.cli import main


def test_one_chapter_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", str(FIXTURE), "--chapter", "part"]) == 0
    assert capsys.readouterr().out.startswith("# ")


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_folder(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", str(FIXTURE), "--format", form, "-o", str(tmp_path / "out")]) == 0
    index = (tmp_path / "out" / f"index.{form}").read_text(encoding="utf-8")
    files = {each.name for each in (tmp_path / "out").iterdir()}
    assert len(files) >= 3
    assert all(name in index for name in files if not name.startswith("index"))


@pytest.mark.parametrize(
    "wrong", [["--chapter", "prat"], ["--languages", "xx"], ["--format", "html"]]
)
def test_what_cannot_be_done(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", str(FIXTURE), *wrong]) == 2
    assert capsys.readouterr().err
