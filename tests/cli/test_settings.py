import errno
from pathlib import Path

import pytest

from ulysse_game.cli.settings import all_remembered, remember, remembered
from ulysse_game.storage import Disk, DiskTrouble, StorageTrouble


def test_a_setting_is_there_the_next_time(tmp_path: Path) -> None:
    folder = str(tmp_path / "saves")
    assert remembered(folder, "language") == ""
    remember(folder, "language", "fr")
    remember(folder, "look", "daylight")
    assert remembered(folder, "language") == "fr"
    assert remembered(folder, "look") == "daylight"


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"language": 3}',
        b"[" * 100_000,
        b'{"a": "\\ud800"}',
        b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}",
    ],
)
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


def test_damaged_settings_give_way_to_those_before(tmp_path: Path) -> None:
    remember(str(tmp_path), "language", "fr")
    remember(str(tmp_path), "look", "daylight")
    (tmp_path / "settings.json").write_bytes(b"\0" * 20)
    assert all_remembered(str(tmp_path)) == {"language": "fr"}
    remember(str(tmp_path), "speed", "slow")
    assert all_remembered(str(tmp_path)) == {"language": "fr", "speed": "slow"}


def test_settings_that_cannot_be_read_are_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remember(str(tmp_path), "language", "fr") is None

    def unopened(disk: Disk, path: str) -> int:
        raise OSError(errno.EMFILE, "made up")

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "open", unopened)
        assert all_remembered(str(tmp_path)) == {}
        trouble = remember(str(tmp_path), "look", "daylight")
        assert isinstance(trouble, DiskTrouble)
    assert all_remembered(str(tmp_path)) == {"language": "fr"}


def test_a_setting_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert isinstance(remember(str(file), "language", "fr"), StorageTrouble)
