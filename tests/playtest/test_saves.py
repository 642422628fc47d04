"""A save is a walkthrough: replayed, recorded, and played on from any step."""

from __future__ import annotations

from pathlib import Path

import pytest

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.engine import Machine, open_ids
from ulysse_game.play import Library, Session, resume, start
from ulysse_game.playtest import CannotRecord, Recorded, begin_from, read, record, replay
from ulysse_game.storage import Shelf

CHOICES = (
    "fill", "simon_1_drill", "wait", "own", "eva_1_drawer", "hook", "yann", "meyer",
    "soften", "leave", "record", "record", "leave", "send",
)  # fmt: skip


@pytest.fixture
def library(machine: Machine, tmp_path: Path) -> Library:
    return Library(machine, Shelf(tmp_path / "saves"))


def saved(session: Session, compiled: Compiled, folder: Path) -> Recorded:
    session.close()
    (file,) = folder.glob(f"auto-{session.playthrough}.json")
    found = read(str(file), compiled)
    assert isinstance(found.script, Recorded), found.trouble
    return found.script


@pytest.fixture
def script(library: Library, compiled: Compiled, tmp_path: Path) -> Recorded:
    session = start(library, 7)
    for choice in CHOICES:
        session.choose(choice)
    return saved(session, compiled, tmp_path / "saves")


def test_a_save_replays(script: Recorded, machine: Machine) -> None:
    result = replay(machine, script)
    assert result.passed, result.failures
    assert result.choices == CHOICES
    assert not result.is_made_up
    assert replay(machine, script, 3).choices == CHOICES[:2]


def test_a_save_whose_choices_lead_elsewhere(script: Recorded, machine: Machine) -> None:
    snapshot = {**script.save.snapshot, "variables": {"ethics": 4}, "location": "drift"}
    other = Recorded("s.json", script.save._replace(snapshot=snapshot))
    (failure,) = replay(machine, other).failures
    assert failure.step == len(CHOICES)
    assert failure.wanted == "the state that was saved"
    assert "location was drift, and is latch_three." in failure.found
    assert "ethics was 4, and is -1." in failure.found


def test_a_save_whose_choice_is_gone(script: Recorded, machine: Machine) -> None:
    nodes = list(script.save.timeline.nodes)
    nodes[3] = nodes[3]._replace(choice="nothing_such")
    timeline = script.save.timeline._replace(nodes=tuple(nodes))
    other = Recorded("s.json", script.save._replace(timeline=timeline))
    result = replay(machine, other)
    assert result.is_cut_short
    (failure,) = result.failures
    assert (failure.step, failure.wanted) == (3, "simon_1_drill: nothing_such")
    with pytest.raises(CannotRecord):
        record(machine, other, "gone")


def test_what_is_recorded_replays(script: Recorded, machine: Machine, compiled: Compiled) -> None:
    text = record(machine, script, "eve")
    assert text.splitlines() == [
        "walkthrough: eve",
        "means: Recorded from a save of 14 choices; say here what it shows.",
        "seed: 7",
        "play:",
        "  - sleep_traces: fill",
        "  - last_sessions: simon_1_drill",
        "  - simon_1_drill: wait",
        "  - simon_1_page: own",
        "  - last_sessions: eva_1_drawer",
        "  - eva_1_drawer: hook",
        "  - the_message: yann",
        "  - the_message: meyer",
        "  - report_lines:",
        "      obs_01: soften",
        "      obs_02: leave",
        "      obs_05: record",
        "      obs_06: record",
        "      obs_07: leave",
        "  - report_ulysse_send: send",
        "  - at: latch_three",
    ]
    walkthrough, _ = read_walkthrough("eve.yaml", text.encode(), compiled)
    assert walkthrough is not None
    again = replay(machine, walkthrough)
    assert again.passed
    assert again.moments[-1].after == replay(machine, script).moments[-1].after


def test_a_whole_game_is_recorded(
    library: Library, machine: Machine, compiled: Compiled, tmp_path: Path
) -> None:
    session = start(library, 3, "fr")
    for number in range(400):
        options = session.page().open_options
        if not options:
            break
        session.choose(options[number * 7 % len(options)].id)
    assert session.ended
    text = record(machine, saved(session, compiled, tmp_path / "saves"), "whole")
    assert "language: fr\n" in text
    walkthrough, diagnostics = read_walkthrough("whole.yaml", text.encode(), compiled)
    assert walkthrough is not None, diagnostics
    assert replay(machine, walkthrough).passed


def test_playing_on(script: Recorded, machine: Machine, library: Library) -> None:
    result = replay(machine, script, 9)
    session = resume(library, begin_from(library, result, "en"))
    assert session.notices == []
    assert session.page().scene == "report_lines/obs_01"
    assert [turn.turn for turn in session.turns] == list(range(8))
    assert session.walkthrough()[1:3] == ["sleep_traces: fill", "last_sessions: simon_1_drill"]
    session.choose("record")
    session.rewind(3)
    assert session.page().scene == "the_message"
    session.close()


def test_playing_on_in_a_made_up_state(
    machine: Machine, compiled: Compiled, library: Library, tmp_path: Path
) -> None:
    text = """\
walkthrough: thin_air
from: {scene: simon_1_drill, given: co2 = 5}
play:
  - simon_1_drill: ten
  - simon_1_page: own
"""
    walkthrough, _ = read_walkthrough("w.yaml", text.encode(), compiled)
    assert walkthrough is not None
    result = replay(machine, walkthrough, 5)
    session = resume(library, begin_from(library, result, "en"))
    assert session.notices == []
    assert session.page().scene == "simon_1_page"
    assert session.can_rewind
    session.rewind()
    assert session.page().scene == "simon_1_drill"
    assert [option.id for option in session.page().open_options] == ["wait", "ten"]
    assert not session.can_rewind
    session.choose("wait")
    script = saved(session, compiled, tmp_path / "saves")
    assert replay(machine, script).passed, "its evidence begins where it was made up"
    with pytest.raises(CannotRecord, match="begins in the middle"):
        record(machine, script, "w")


def test_what_is_no_script(compiled: Compiled, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.json"
    damaged.write_text('{"kind":"ulysse-save","sha256":"0"}')
    assert read(str(damaged), compiled).trouble == "This saved game is damaged."
    assert "cannot be read" in read(str(tmp_path / "gone.yaml"), compiled).trouble
    big = tmp_path / "big.yaml"
    big.write_bytes(b"#" * 4_000_001)
    assert "too big" in read(str(big), compiled).trouble


def test_a_save_of_another_story(script: Recorded, compiled: Compiled, tmp_path: Path) -> None:
    from ulysse_game.play import encoded

    story = script.save.story._replace(id="other")
    file = tmp_path / "other.json"
    file.write_bytes(encoded(script.save._replace(story=story)))
    assert read(str(file), compiled).trouble == "this is a save of another story, `other`."


def test_the_choices_are_those_of_the_story(machine: Machine, script: Recorded) -> None:
    result = replay(machine, script)
    for moment in result.moments[1:]:
        assert moment.before is not None
        assert moment.choice in open_ids(machine, moment.before)
