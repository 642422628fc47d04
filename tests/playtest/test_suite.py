"""Many scripts at once: outcomes, shards and their merging, JUnit, TAP, kept transcripts."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playtest.conftest import SAMPLES
from ulysse_game.compiler import Compiled
from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest import find, merging
from ulysse_game.playtest.golden import accept, differences, held_against, transcript_path
from ulysse_game.playtest.junit import junit
from ulysse_game.playtest.replay_report import has_failed, merged, report_of, told
from ulysse_game.playtest.suite import Job, Outcome, Told, keep_open, play, play_all, shard
from ulysse_game.playtest.tap import tap_head, tap_lines
from ulysse_game.story import Story

STORY = str(SAMPLES / "story")
FAILS = "walkthrough: a\nplay:\n  - sleep_traces: fill\n  - expect: ethics is 3\n"


@pytest.fixture
def outcomes(machine: Machine, compiled: Compiled, tmp_path: Path) -> list[Outcome]:
    """Five that pass, one that fails, one that is no walkthrough."""
    (tmp_path / "a.yaml").write_text(FAILS)
    (tmp_path / "b & c.yaml").write_text("walkthrough: b\nplay:\n  - sleep_trace: fill\n")
    files = [*find([str(SAMPLES / "walkthroughs")]), *find([str(tmp_path)])]
    keep_open(STORY, "", compiled)
    return [play(machine, Job(number, file, STORY)) for number, file in enumerate(files, 1)]


def other_story(story: Story) -> Story:
    """The same story as if its files had other bytes."""
    return Story(story.world, story.scenes, {}, "other")


def test_outcomes(outcomes: list[Outcome]) -> None:
    assert [each.passed for each in outcomes] == [True] * 5 + [False] * 2
    fails, unreadable = outcomes[5:]
    assert fails.failures == (Told(4, "expectation", "expect: ethics is 3", ("ethics is -1.",)),)
    assert "  found     ethics is -1." in fails.lines
    assert unreadable.failures[0].kind == "unreadable"
    assert "there is no scene `sleep_trace`" in "\n".join(unreadable.lines)
    assert [each.choices for each in outcomes] == [2, 0, 14, 3, 1, 1, 0]


@pytest.mark.parametrize("count", [1, 2])
def test_in_processes(count: int, machine: Machine, outcomes: list[Outcome]) -> None:
    jobs = [Job(each.number, each.file, STORY) for each in outcomes]
    with Cores(machine, count, Path(STORY)) as cores:
        found = list(play_all(cores, jobs))
    assert [each._replace(seconds=0) for each in found] == [
        each._replace(seconds=0) for each in outcomes
    ]


def test_an_edited_story_is_noticed(machine: Machine, compiled: Compiled) -> None:
    story = compiled.story
    assert story is not None
    keep_open("elsewhere", "", compiled._replace(story=other_story(story)))
    outcome = play(machine, Job(1, str(SAMPLES / "walkthroughs" / "roster.yaml"), "elsewhere"))
    assert "was edited" in outcome.lines[0]


# -- shards ---------------------------------------------------------------------------------------


@given(files=st.integers(0, 30), of=st.integers(1, 8))
def test_shards_are_all_files_once(files: int, of: int) -> None:
    names = [f"{number}.yaml" for number in range(files)]
    parts = [shard(names, part, of) for part in range(1, of + 1)]
    assert sorted(each for part in parts for each in part) == list(enumerate(names, 1))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


@pytest.mark.parametrize("of", [1, 2, 3, 7])
def test_merged_is_as_one_run(of: int, outcomes: list[Outcome], compiled: Compiled) -> None:
    story = compiled.story
    assert story is not None
    whole = report_of(story, len(outcomes), outcomes)
    parts = [report_of(story, len(outcomes), outcomes[part::of]) for part in range(of)]
    assert merging.unparse(merging.merged(parts[::-1])) == merging.unparse(whole)
    assert json.loads(merging.unparse(whole)) == whole
    assert merging.has_failed(whole)
    lines = list(merging.told(whole))
    assert lines[-1] == "5 passed, 2 failed"
    assert "  found     ethics is -1." in lines


def test_what_does_not_merge(outcomes: list[Outcome], compiled: Compiled) -> None:
    story = compiled.story
    assert story is not None
    whole = report_of(story, 7, outcomes)
    for other in (
        whole,
        report_of(story, 8, []),
        report_of(other_story(story), 7, []),
    ):
        with pytest.raises(merging.CannotMerge):
            merged([whole, other])
    part = report_of(story, 7, outcomes[:5])
    assert has_failed(part), "two are missing"
    assert list(told(part))[-1] == "5 passed, 0 failed, 2 not replayed"
    assert not has_failed(report_of(story, 5, outcomes[:5]))


# -- other people's formats -----------------------------------------------------------------------


def test_junit(outcomes: list[Outcome]) -> None:
    strange = outcomes[5]._replace(
        lines=("<&> ]]> \x1b[0m \x00 é \ud800",), file="a/b/strange.yaml", name="strange"
    )
    text = junit([*outcomes, strange])
    root = ElementTree.fromstring(text.encode("utf-8"))
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("8", "2", "1")
    cases = list(suite)
    assert [case.get("name") for case in cases][5:] == ["a", "b & c", "strange"]
    assert [len(case) for case in cases] == [0] * 5 + [1] * 3
    assert [case[0].tag for case in cases[5:]] == ["failure", "error", "failure"]
    assert cases[5][0].get("message") == "expect: ethics is 3"
    assert cases[7][0].text == "<&> ]]> �[0m � é �"
    assert cases[7].get("classname") == "a.b"


def test_tap(outcomes: list[Outcome]) -> None:
    assert tap_head(7) == "TAP version 14\n1..7\n"
    lines = [line for number, each in enumerate(outcomes, 1) for line in tap_lines(number, each)]
    assert sum(line.startswith("ok ") for line in lines) == 5
    start = next(at for at, line in enumerate(lines) if line.startswith("not ok 6 - "))
    assert lines[start + 1 : start + 9] == [
        "  ---",
        "  failures:",
        "    - step: 4",
        "      kind: expectation",
        '      expected: "expect: ethics is 3"',
        "      found:",
        '        - "ethics is -1."',
        "  ...",
    ]
    strange = outcomes[0]._replace(file="a # skip.yaml")
    assert list(tap_lines(1, strange)) == ["ok 1 - a \\# skip.yaml"]


# -- kept transcripts -----------------------------------------------------------------------------


def test_transcripts_are_kept(machine: Machine, compiled: Compiled, tmp_path: Path) -> None:
    keep_open(STORY, "", compiled)
    job = Job(1, str(SAMPLES / "walkthroughs" / "roster.yaml"), STORY, transcripts=("", "fr"))
    outcome = play(machine, job)
    assert [language for language, _ in outcome.transcripts] == ["en", "fr"]

    new = held_against(outcome, tmp_path)
    assert not new.passed
    assert new.lines[-1].endswith(
        "roster.fr.txt: there is none; --update keeps it as it reads now."
    )
    first = list(differences(outcome, tmp_path))
    assert [each.is_new for each in first] == [True, True]
    for difference in first:
        accept(difference)
    assert held_against(outcome, tmp_path) == outcome
    english = transcript_path(tmp_path, "roster", "en")
    assert english.read_text("utf-8") == outcome.transcripts[0][1]

    english.write_bytes(english.read_bytes().replace(b"\n", b"\r\n"))
    assert held_against(outcome, tmp_path).passed, "a checkout may change the line ends"
    kept = outcome.transcripts[0][1]
    english.write_text(kept.replace("same glove", "same shoe"), "utf-8")
    found = held_against(outcome, tmp_path)
    assert [each.kind for each in found.failures] == ["transcript"]
    assert [line for line in found.lines if line[:1] in "+-"][:3:2] == [
        f"--- {english.as_posix()}",
        next(line for line in found.lines if line.startswith("-") and "same shoe" in line),
    ]
    for difference in differences(outcome, tmp_path):
        accept(difference)
    assert english.read_text("utf-8") == kept
    english.write_text(kept.rstrip("\n"), "utf-8")
    assert held_against(outcome, tmp_path).lines[-1].endswith("its last line has no end")


def test_a_failed_script_has_no_transcript_to_hold(
    machine: Machine, compiled: Compiled, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(FAILS)
    keep_open(STORY, "", compiled)
    outcome = play(machine, Job(1, str(tmp_path / "a.yaml"), STORY, transcripts=("en",)))
    assert held_against(outcome, tmp_path) == outcome
