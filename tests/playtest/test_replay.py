"""Replaying: what passes, what fails and how that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiler.small import SCENES, WORLD
from tests.compiler.small import compiled as small
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.engine import Machine
from ulysse_game.playtest import Result, find, page_lines, replay, transcript, what_failed
from ulysse_game.playtest.replay import page_of


def play(text: str, compiled: Compiled, machine: Machine, until: int | None = None) -> Result:
    walkthrough, diagnostics = read_walkthrough("w.yaml", text.encode(), compiled)
    assert walkthrough is not None, diagnostics
    return replay(machine, walkthrough, until)


def failures(text: str, compiled: Compiled, machine: Machine) -> list[tuple[int, str, str]]:
    found = play("walkthrough: w\n" + text, compiled, machine)
    return [(each.step, each.wanted, " ".join(each.found)) for each in found.failures]


def test_a_wrong_scene_ends_it(compiled: Compiled, machine: Machine) -> None:
    text = "play:\n  - sleep_traces: fill\n  - the_message: yann\n  - expect: co2 is 9\n"
    assert failures(text, compiled, machine) == [
        (4, "the_message: yann",
         "the story is at `last_sessions`, with simon_1_drill, eva_1_drawer, lie_down.")
    ]  # fmt: skip


def test_expectations_go_on(compiled: Compiled, machine: Machine) -> None:
    text = """\
play:
  - sleep_traces: fill
  - expect: ethics is -2, ethics is -1, obs_07 is recorded, not seen(sleep_traces)
  - expect: count(p in ours if p.alive) is 3
  - at: sleep_traces
  - reads: No such words.
  - lacks: It is a good night.
  - open: lie_down, nothing_such
  - closed: lie_down
  - absent: lie_down
  - ending: argos
"""
    where = "the story is at `last_sessions`, with simon_1_drill, eva_1_drawer, lie_down."
    found = failures(text, compiled, machine)
    assert found[:3] == [
        (4, "expect: ethics is -2", "ethics is -1."),
        (4, "expect: obs_07 is recorded", "obs_07 is seen."),
        (4, "expect: not seen(sleep_traces)", "seen(sleep_traces) is yes."),
    ]
    assert found[3][2].startswith("the left side is 8. alessandra.alive is yes. basile.alive")
    assert found[4:] == [
        (6, "at: sleep_traces", "the story is at `last_sessions`."),
        (7, "reads: No such words.", "the page does not read so."),
        (8, "lacks: It is a good night.", "the page reads so."),
        (9, "open: nothing_such", "`last_sessions` has no choice `nothing_such` at all. " + where),
        (10, "closed: lie_down", "`lie_down` is open. " + where),
        (11, "absent: lie_down", "`lie_down` is open. " + where),
        (12, "ending: argos", "the story goes on at `last_sessions`."),
    ]


def test_what_is_offered_may_have_its_old_names() -> None:
    """A choice, a card and an item, as the story's `was` has them."""
    story = small(
        {
            SCENES: """
start:
  choices:
    - go: Go.
      was: leave
      goto: later
    - stay: Stay.
      was: wait
      if: n > 5
      closed: No.
    - nod: Nod.
      each: p in ours
    - draw: cards
  next: the_end
card:
  was: old_card
  offer: A card.
  next: return
""",
            "1_part/chapter.yaml": "chapter: part\ntitle: One\nbegins: start\n"
            "decks:\n  cards:\n    - card\n",
            "world/people.yaml": WORLD["world/people.yaml"].replace(
                "{ name: Ann", "{ was: anna, name: Ann"
            ),
        }
    )
    assert story.story is not None, story.diagnostics
    text = "play:\n  - open: leave, old_card, nod/anna\n  - closed: wait\n  - absent: leave\n"
    (found,) = failures(text, story, Machine(story.story))
    assert found[:2] == (5, "absent: go")
    assert found[2].startswith("`go` is open.")


@pytest.mark.parametrize(
    "label",
    [
        "Fill the gap: six hours, regular, his usual curve.",
        "“Fill the gap: six hours, regular, his usual curve.”",
        "Fill  the gap: six hours,\n      regular, his usual curve.",
    ],
)
def test_a_choice_by_its_label(label: str, compiled: Compiled, machine: Machine) -> None:
    text = f"walkthrough: w\nplay:\n  - sleep_traces: |\n      {label}\n"
    assert play(text, compiled, machine).choices == ("fill",)


def test_a_label_that_nobody_bears(compiled: Compiled, machine: Machine) -> None:
    found = failures("play:\n  - sleep_traces: “Fill the gap.”\n", compiled, machine)
    assert found == [
        (3, "sleep_traces: “Fill the gap.”",
         "the story is at `sleep_traces`, with wrist, fill, hole.")
    ]  # fmt: skip


def test_a_label_in_quotes_of_its_own(compiled: Compiled, machine: Machine) -> None:
    text = "walkthrough: w\nfrom: {scene: simon_1_drill}\nplay:\n"
    text += "  - simon_1_drill: “Ten minutes.”\n"
    assert play(text, compiled, machine).choices == ("ten",)


def test_what_is_given_to_a_chapter_stays(compiled: Compiled, machine: Machine) -> None:
    text = "walkthrough: w\nfrom: {scene: drift, given: signed_martin = yann}\nplay:\n"
    assert play(text + "  - expect: signed_martin is yann\n", compiled, machine).passed


def test_until(compiled: Compiled, machine: Machine) -> None:
    text = "walkthrough: w\nplay:\n  - sleep_traces: fill\n  - expect: ethics is 5\n"
    before = play(text, compiled, machine, 3)
    assert before.moments[-1].after.turn == 0
    after = play(text, compiled, machine, 4)
    assert after.choices == ("fill",)
    assert after.passed
    assert not after.is_cut_short
    assert not play(text, compiled, machine).passed


def test_how_a_failure_is_told(compiled: Compiled, machine: Machine) -> None:
    text = "walkthrough: w\nplay:\n  - sleep_traces: hole\n  - expect: ethics is 5, co2 is 9\n"
    result = play(text, compiled, machine)
    told = list(what_failed(machine, result, "samples/story"))
    assert told[:5] == [
        "w.yaml:4",
        "  expected  expect: ethics is 5",
        "  found     ethics is 0.",
        "  the page",
        "",
    ]
    assert "    › Leave the hole in the log." in told
    assert "    [lie_down] Lie down. Ten minutes flat are worth something." in told
    assert told.count("  the page") == 1, "the same page once"
    assert told.count("  see it    ulysse play --from w.yaml:4 --story samples/story") == 2


def test_a_name_that_a_shell_would_part(compiled: Compiled, machine: Machine) -> None:
    from ulysse_game.playtest.report import how_to_see

    result = play("walkthrough: w\nplay:\n  - expect: co2 is 9\n", compiled, machine)
    odd = result._replace(file="it's here/w.yaml")
    shown = how_to_see(odd, odd.failures[0])
    assert shown == "ulysse play --from 'it'\\''s here/w.yaml:3'"


def test_a_transcript(compiled: Compiled, machine: Machine) -> None:
    text = "walkthrough: w\nplay:\n  - sleep_traces: wrist\n"
    lines = list(transcript(machine, play(text, compiled, machine)))
    assert "Ulysses · ITHACA 38° 22′ N" in lines
    assert "MARTIN  “What time is it?”" in lines
    assert "[hole] Leave the hole in the log." in lines
    assert all(len(line) <= 80 for line in lines)


def test_every_sort_of_line(compiled: Compiled, machine: Machine) -> None:
    text = """\
walkthrough: w
from: {scene: simon_1_drill, given: co2 = 5}
play:
  - closed: straight
"""
    result = play(text, compiled, machine)
    assert result.passed
    lines = list(page_lines(page_of(machine, result.moments[0], "en"), "en"))
    assert "[straight] closed: (You had something else to say. It will come back.)" in lines


def test_finding(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/two.yaml", "one.yaml", "notes.txt", ".secret.yaml", ".hidden/three.yaml"):
        (tmp_path / name).write_text("walkthrough: w\nplay: []\n")
    (tmp_path / "save.json").write_text('{"kind":"ulysse-save","sha256":""}')
    (tmp_path / "settings.json").write_text("{}")
    found = [Path(each).relative_to(tmp_path).as_posix() for each in find([str(tmp_path)])]
    assert found == ["one.yaml", "save.json", "b/two.yaml"]
    notes = str(tmp_path / "notes.txt")
    assert find([notes, notes]) == [notes]
    with pytest.raises(FileNotFoundError):
        find([str(tmp_path / "nothing")])
