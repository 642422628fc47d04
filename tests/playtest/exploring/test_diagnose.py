"""What exploring came to, as diagnostics at their lines."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, compiled
from ulysse_game.diagnostics import Severity
from ulysse_game.engine import Machine
from ulysse_game.explore import Means, Route, explore, site_of
from ulysse_game.playtest.cover import placed
from ulysse_game.playtest.exploring import Begun, Wanted, report_of
from ulysse_game.playtest.exploring.diagnose import ASKED, diagnostics_of

TALE = """start:
  do: n = 3
  text: |
    {if n > 5}
    Many.
    {else}
    Few.
    {end}
  choices:
    - shout: |
        Shout.

        Nobody hears it.
      if: n > 50
    - go: Go on.
      do: n += 1
  next:
    - attic if flag_one
    - the_end
attic:
  text: Dust.
  next: the_end
"""


def told(text: str, seconds: float = 20.0, **more: str) -> list[str]:
    """``LINE:COLUMN severity[code] message``, of the scenes alone."""
    found = compiled(text, **more)
    assert found.story is not None
    machine, begins = Machine(found.story), Route(0, ())
    means = Means(budget=seconds, is_shortest=False, kinds=ASKED)
    explored = explore(machine, means, begins)
    site = site_of(machine, begins)
    items = placed(site.items.every, found)
    report = report_of(site, means, explored, items, Begun("", begins), Wanted())
    return [
        f"{each.span.line}:{each.span.column} {each.severity.value}[{each.code}] {each.message}"
        for each in diagnostics_of(report, found.sources)
        if each.span.file == SCENES or each.severity is Severity.ERROR
    ]


def test_what_is_impossible_is_told_of_at_its_line_with_its_reason() -> None:
    assert told(TALE) == [
        "5:5 hint[never-read] nobody can read “Many.” in `start`: `n > 5` never holds: n is 3.",
        "10:7 warning[never-open] `start.shout` is never open: `n > 50` never holds: n is 3.",
        "20:1 warning[never-reached] no way leads to `attic`: `flag_one` is always no.",
    ]


SEQUENCES = """start:
  text: |
    Late. {Salt?|Salt
    again.} {&One.|Two.}
    {flag_one: Twice|Once}, and Twice. {!Fine.|Fair.}
  next: the_end
"""


def test_a_text_of_a_sequence_is_marked_itself_and_told_by_visits() -> None:
    assert told(SEQUENCES) == [
        (
            "3:18 hint[never-read] nobody can read “Salt again.” in `start`: "
            "`visits(start) >= 2` never holds: visits(start) is 1."
        ),
        (
            "4:20 hint[never-read] nobody can read “Two.” in `start`: "
            "`visits(start) is 2, 4, 6 …` never holds: visits(start) is 1."
        ),
        "5:16 hint[never-read] nobody can read “Twice” in `start`: `flag_one` is always no.",
        (
            "5:48 hint[never-read] nobody can read “Fair.” in `start`: "
            "`visits(start) is 2` never holds: visits(start) is 1."
        ),
    ]


def test_words_that_stand_in_two_places_are_not_guessed_at() -> None:
    twice = "start:\n  text: |\n    {flag_one: So|Not}. {flag_two: So|Not}.\n  next: the_end\n"
    assert [each.partition(" ")[0] for each in told(twice)] == ["3:5", "3:5"]


def test_nothing_is_told_of_a_story_in_which_all_can_be() -> None:
    assert told("start:\n  text: Begin.\n  choices:\n    - go: Go.\n  next: the_end\n") == []


def test_a_broken_invariant_is_an_error() -> None:
    rules = "invariants:\n  few:\n    always: n < 4\n    means: never many\n"
    (only,) = [each for each in told(TALE, world_invariants=rules) if "goes-wrong" in each]
    assert only == (
        "2:3 error[goes-wrong] the invariant few is broken: never many, after 1 choice."
    )


@pytest.mark.parametrize("seconds", [0.0])
def test_what_is_not_decided_is_told_of_once(seconds: float) -> None:
    found = compiled(TALE)
    assert found.story is not None
    machine, begins = Machine(found.story), Route(0, ())
    means = Means(budget=seconds, is_shortest=False, kinds=ASKED)
    explored = explore(machine, means, begins)
    site = site_of(machine, begins)
    items = placed(site.items.every, found)
    report = report_of(site, means, explored, items, Begun("", begins), Wanted())
    (only,) = [each for each in diagnostics_of(report, {}) if each.code == "not-decided"]
    assert only.span.file == "story.yaml"
    assert only.severity is Severity.HINT
