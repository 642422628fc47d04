from pathlib import Path

import pytest

from ulysse_game.cli.settings import all_remembered, remember, remembered


def test_a_setting_is_there_the_next_time(tmp_path: Path) -> None:
    folder = str(tmp_path / "saves")
    assert remembered(folder, "language") == ""
    remember(folder, "language", "fr")
    remember(folder, "look", "daylight")
    assert remembered(folder, "language") == "fr"
    assert remembered(folder, "look") == "daylight"


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b"\xff", b'{"language": 3}', b"[" * 100_000])
def test_damaged_settings_are_none(tmp_path: Path, damaged: bytes) -> None:
    remember(str(tmp_path), "language", "fr")
    (tmp_path / "settings.json").write_bytes(damaged)
    assert remembered(str(tmp_path), "language") == ""
    remember(str(tmp_path), "language", "fr")
    assert remembered(str(tmp_path), "language") == "fr"


def test_a_folder_that_takes_no_files_is_no_trouble(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    remember(str(file), "language", "fr")
    assert remembered(str(file), "language") == ""


def test_everything_that_was_kept_is_there_at_one_look(tmp_path: Path) -> None:
    folder = str(tmp_path / "saves")
    assert all_remembered(folder) == {}
    remember(folder, "language", "fr")
    remember(folder, "speed", "slow")
    assert all_remembered(folder) == {"language": "fr", "speed": "slow"}
    (tmp_path / "saves" / "settings.json").write_bytes(b'{"language": "fr", "speed": 3}')
    assert all_remembered(folder) == {"language": "fr"}
