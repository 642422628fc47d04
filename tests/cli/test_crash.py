import os
from pathlib import Path

import pytest

from ulysse_game.cli import crash
from ulysse_game.view.words import words


def crashed() -> Exception:
    secret = "a value of a variable"
    try:
        raise RuntimeError(f"{len(secret)} signs")
    except RuntimeError as error:
        error.add_note("seed: 7\ndoor: knock")
        return error


def test_the_report_tells_versions_walkthrough_and_where_but_no_values() -> None:
    text = crash.report(crashed())
    assert "Versions\n\n    ulysse " in text
    assert "Walkthrough\n\n    seed: 7\n    door: knock\n" in text
    assert "RuntimeError: 21 signs" in text
    assert "in crashed" in text
    assert "'a value of a variable'" not in text


def test_reports_stand_beside_the_saves_and_never_replace_one_another(tmp_path: Path) -> None:
    folder = tmp_path / "saves"
    paths = [crash.write(f"report {n}", str(folder)) for n in range(3)]
    assert len(set(paths)) == 3
    for n, path in enumerate(paths):
        assert path is not None
        assert path.parent == folder
        assert path.read_text(encoding="utf-8") == f"report {n}"
        if os.name == "posix":
            assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert crash.write("report", str(file)) is None
    assert crash.sentences(crashed(), None, words("en"), True)[-1] == "No report could be written."


@pytest.mark.parametrize("language", ["en", "fr"])
def test_three_lines(language: str, tmp_path: Path) -> None:
    lines = crash.sentences(crashed(), tmp_path / "crash.txt", words(language), playing=True)
    assert len(lines) == 3
    assert "RuntimeError" in lines[0]
    assert str(tmp_path / "crash.txt") in lines[2]


def test_who_does_not_play_is_told_nothing_of_choices(tmp_path: Path) -> None:
    assert len(crash.sentences(crashed(), tmp_path, words("en"), playing=False)) == 2
