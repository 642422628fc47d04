"""A story from its cache serves scripts as well as one compiled afresh."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.playtest.conftest import SAMPLES
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.engine import Machine
from ulysse_game.playtest import find, read, replay
from ulysse_game.playtest.asked import asked
from ulysse_game.playtest.opening import opened, with_names

SHIPPED = SAMPLES.parent.parent / "story"


@pytest.mark.parametrize("folder", [SAMPLES / "story", SHIPPED], ids=["samples", "shipped"])
def test_walkthroughs_read_the_same(folder: Path, tmp_path: Path) -> None:
    fresh = compile_folder(folder, tmp_path)
    kept = opened(folder, tmp_path)
    assert kept.story is not None and kept.units == {}, "it came from the cache"
    scripts = find([str(SAMPLES / "walkthroughs"), str(SAMPLES.parent / "walkthroughs")])
    for file in scripts:
        assert read(file, kept) == read(file, fresh)


def test_every_kind_of_name_is_known(compiled: Compiled, tmp_path: Path) -> None:
    compile_folder(SAMPLES / "story", tmp_path)
    kept = opened(SAMPLES / "story", tmp_path)
    for source in (
        "simon.trust >= 2, co2 < 5",
        "heard(heard_it) or seen(sleep_traces) and visits(drift) is 0",
        "taken(sleep_traces.fill) and not ending is last_watch",
        "count(p in ours if p.alive and p.here) is 3 and obs_01 is recorded",
        "count(o in observations.ulysse if sent(o)) is 3",
        "nobody_such",
        "taken(last_sessions.simon_1_drill)",
    ):
        assert asked(kept, source, "--until") == asked(compiled, source, "--until")


def test_a_story_edited_meanwhile_is_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    shutil.copytree(SAMPLES / "story", folder)
    assert opened(folder, tmp_path / "cache").units
    (folder / "world" / "more.yaml").write_text("variables:\n  quite_new: 0..3, a number\n")
    found = opened(folder, tmp_path / "cache")
    assert asked(found, "quite_new is 1", "--until")[1] == ()
    (folder / "world" / "more.yaml").write_text("variables: nothing\n")
    assert opened(folder, tmp_path / "cache").story is None


def test_names_are_those_of_the_story_that_is_open(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    shutil.copytree(SAMPLES / "story", folder)
    story = compile_folder(folder).story
    assert story is not None
    assert with_names(folder, story) is not None
    (folder / "world" / "more.yaml").write_text("variables:\n  quite_new: 0..3, a number\n")
    assert with_names(folder, story) is None


def test_a_save_needs_no_names(tmp_path: Path) -> None:
    compile_folder(SAMPLES / "story", tmp_path)
    found = opened(SAMPLES / "story", tmp_path, are_names_needed=False)
    assert found.story is not None and found.declared is None


def test_replaying_from_the_cache(tmp_path: Path) -> None:
    compile_folder(SAMPLES / "story", tmp_path)
    kept = opened(SAMPLES / "story", tmp_path)
    assert kept.story is not None
    for file in find([str(SAMPLES / "walkthroughs")]):
        script = read(file, kept).script
        assert script is not None and replay(Machine(kept.story), script).passed
