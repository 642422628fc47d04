"""``ulysse schema``: what it writes, where, and that twice is once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Ulysse
from tests.diagnostics.stories import FIXTURE
from ulysse_game.authoring.schema import KINDS
from ulysse_game.cli.dispatch import dispatch
from ulysse_game.compiler import compile_folder


def test_the_command_writes_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FIXTURE, tmp_path / "tale")
    monkeypatch.chdir(tmp_path)
    before = compile_folder(tmp_path / "tale")
    assert dispatch(["schema", "tale", "--modelines"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "tale/.schema/scenes.json" in told
    assert "tale/1_part/base.yaml" in told
    assert dispatch(["schema", "tale", "--modelines"]) == 0
    assert capsys.readouterr() == ("", "")
    after = compile_folder(tmp_path / "tale")
    assert after.story is not None
    assert before.story is not None
    assert after.story.scenes.keys() == before.story.scenes.keys()
    assert [each.code for each in after.diagnostics] == [each.code for each in before.diagnostics]


def test_elsewhere(tmp_path: Path, ulysse: Ulysse) -> None:
    found = ulysse("schema", FIXTURE, "-o", tmp_path / "out")
    assert found.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{kind}.json" for kind in KINDS
    )
    assert not (FIXTURE / ".schema").exists()
