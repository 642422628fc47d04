"""A walkthrough, a save and a bug report are one thing: once around the whole circle."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.playtest.conftest import SAMPLES
from tests.playtest.test_plugin import pytested
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.engine import Machine
from ulysse_game.play import Library, start
from ulysse_game.playtest import Recorded, read, record, replay
from ulysse_game.playtest.failing import failing
from ulysse_game.playtest.shrink import shrink
from ulysse_game.playtest.shrunk import shrunk_text
from ulysse_game.storage import Shelf

CHOICES = (
    "fill", "simon_1_drill", "wait", "own", "eva_1_drawer", "hook", "yann", "meyer",
    "soften", "leave", "record", "record", "leave", "send",
)  # fmt: skip


def compiled_at(folder: Path) -> tuple[Compiled, Machine]:
    found = compile_folder(folder)
    assert found.story is not None
    return found, Machine(found.story)


def test_the_circle(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    shutil.copytree(SAMPLES / "story", folder)
    compiled, machine = compiled_at(folder)

    # A player plays, and the game saves by itself.
    session = start(Library(machine, Shelf(tmp_path / "saves")), 7)
    for choice in CHOICES:
        session.choose(choice)
    session.close()
    (save,) = (tmp_path / "saves").glob("auto-*.json")

    # The save replays, and is written down as a walkthrough that passes.
    script = read(str(save), compiled).script
    assert isinstance(script, Recorded)
    assert replay(machine, script).passed
    walks = tmp_path / "walks"
    walks.mkdir()
    recorded = walks / "found.yaml"
    recorded.write_text(record(machine, script, "found"), "utf-8")
    assert "  - at: latch_three\n" in recorded.read_text("utf-8")
    settings = "[pytest]\nulysse_walkthroughs = walks\naddopts = -p no:cacheprovider\n"
    (tmp_path / "pytest.ini").write_text(settings)
    shutil.copy(save, walks / "saved.json")
    told = pytested(tmp_path, "-v")
    assert told.returncode == 0, told.stdout
    assert "walks/found.yaml::found PASSED" in told.stdout
    assert "walks/saved.json::saved PASSED" in told.stdout

    # The story is edited, and a promise breaks on the way.
    (folder / "world" / "broken.yaml").write_text(
        "invariants:\n  both_kept:\n    never: obs_05 is recorded and gap_log is filled\n"
        "    means: the gap and the line do not go together\n"
    )
    compiled, machine = compiled_at(folder)
    for file in (save, recorded):
        found = read(str(file), compiled)
        assert found.script is not None
        result = replay(machine, found.script)
        assert [each.wanted for each in result.failures] == [
            "always: both_kept (the gap and the line do not go together)"
        ]

        # It comes down to the choices that matter, and fails pytest as any walkthrough does.
        wanted = failing(machine, found.script, result)
        route = shrink(machine, wanted.route, wanted.fails)
        assert ("sleep_traces", "fill") in route.steps
        assert route.steps[-1] == ("report_lines/obs_05", "record")
        assert len(route.steps) < len(wanted.route.steps)
        shrunk = shrunk_text(machine, found, wanted, route, "shrunk")
        (walks / "shrunk.yaml").write_text(shrunk, "utf-8")
        told = pytested(tmp_path, "walks/shrunk.yaml")
        assert told.returncode == 1
        assert (
            "expected  always: both_kept (the gap and the line do not go together)" in told.stdout
        )
        assert "found     gap_log is filled.\n            obs_05 is recorded." in told.stdout

    # The story is mended, and the shrunk walkthrough stays as its test.
    (folder / "world" / "broken.yaml").unlink()
    assert pytested(tmp_path).returncode == 0
