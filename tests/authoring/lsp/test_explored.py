"""What the explorer says of scenes, as its process is asked and as it answers."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.authoring.lsp.hut import HUT, compiled, hut
from ulysse_game.authoring.lsp.explored import Wish, answer, main
from ulysse_game.authoring.lsp.verdicts import Explorer

SCENES = "1_part/scenes.yaml"


def test_each_scene_in_words(tmp_path: Path) -> None:
    folder = hut(tmp_path)
    found = answer(Wish(folder=str(folder), unsaved={}, budget=10.0))
    story = compiled(folder).story
    assert story is not None
    assert found["digest"] == story.digest
    assert found["scenes"]["morning"] == "reached in 0 choices"
    assert found["scenes"]["night"] == "reached in 1 choice"
    assert found["scenes"]["early"] == "cannot be reached"


def test_unsaved_texts_count_and_errors_give_nothing(tmp_path: Path) -> None:
    folder = str(hut(tmp_path))
    text = HUT[SCENES].replace("if tide > 5", "if tide < 5")
    found = answer(Wish(folder=folder, unsaved={SCENES: text}, budget=10.0))
    assert found["scenes"]["early"].startswith("reached in")
    broken = answer(Wish(folder=folder, unsaved={SCENES: "morning:\n  at: x\n"}, budget=10.0))
    assert broken == {"digest": "", "scenes": {}}


def test_a_wish_comes_in_and_an_answer_goes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = Wish(folder=str(hut(tmp_path)), unsaved={}, budget=10.0)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(wish)))
    monkeypatch.setattr("os.nice", lambda _: 0)
    main()
    assert json.loads(capsys.readouterr().out)["scenes"]["morning"] == "reached in 0 choices"


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    explorer = Explorer()
    assert explorer.verdicts(tmp_path) == {}
    explorer.close()


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    explorer = Explorer(rest=0.0)
    explorer.is_on = False
    explorer.wish(tmp_path, compiled(hut(tmp_path)), {})  # else it would ask for the running loop
    assert explorer.verdicts(tmp_path) == {}
