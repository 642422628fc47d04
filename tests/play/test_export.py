"""A transcript in a file: a new one every time, in the form that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from ulysse_game.play.export import write_transcript
from ulysse_game.view.page import Line, Page, Run

PAGE = Page(0, "x", "", "", (Line("narration", (Run("Où\u202f?"),)),), (), ())


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    paths = [write_transcript([PAGE], "text", "Small", "fr", folder) for _ in range(3)]
    assert [path.name for path in paths] == [
        "ulysse-transcript.txt", "ulysse-transcript-2.txt", "ulysse-transcript-3.txt",
    ]  # fmt: skip
    assert "Où\u202f?" in paths[0].read_text(encoding="utf-8")
    (other,) = [write_transcript([PAGE], "html", "Small", "fr", folder)]
    assert other.name == "ulysse-transcript.html"


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        write_transcript([PAGE], "text", "Small", "en", tmp_path / "file")
