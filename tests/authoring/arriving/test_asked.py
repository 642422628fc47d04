"""The tests of a scene in words, by the values they single out."""

from __future__ import annotations

from tests.compiler.small import machine
from ulysse_game.authoring.arriving import Aim
from ulysse_game.authoring.arriving.asked import traits_of

SCENE = """
start:
  text: |
    {ann.stress: Calm.|Busy.|Wild.} {weather: Calm.|Wind.|Storm.}
    {low in -1..2: So.|Not so.} {n in (1, 4): One.|None.} {visits(start) > 1: Again.|New.}
    {weather is not storm: Dry.|Wet.} {seen(later): Late.|Early.}
  choices:
    - go: Go on.
      if: flag_one and not flag_two or ann.trust >= 6
      closed: No.
      goto: the_end
    - later: Later.
      do: n += 1 if opener is bob
      goto: later
  next: the_end
"""


def told() -> dict[str, str]:
    story = machine(SCENE.replace("and not flag_two or", "and not flag_two and"))
    return {test.yes: test.no for test in traits_of(story, Aim("start"))}


def test_choices_come_first_and_each_test_stands_once() -> None:
    found = told()
    assert list(found)[:3] == ["flag_one", "flag_two", "ann.trust >= 6"]
    assert len(found) == len(set(found))
    assert not set(found) & set(found.values())


def test_a_test_is_told_by_the_values_it_singles_out() -> None:
    found = told()
    assert found["flag_two"] == "not flag_two"
    assert found["ann.trust >= 6"] == "ann.trust <= 5"
    assert found["ann.stress is not held"] == "ann.stress is held"
    assert found["ann.stress is taut"] == "ann.stress is not taut"
    assert found["ann.stress is raw"] == "ann.stress is not raw"
    assert found["weather is storm"] == "weather is not storm"
    assert found["low in -1..2"] == "low not in -1..2"
    assert found["n in (1, 4)"] == "n not in (1, 4)"
    assert found["seen(later)"] == "not seen(later)"
    assert found["opener is bob"]


def test_what_only_counts_visits_is_no_difference() -> None:
    assert not [each for each in told() if "visits" in each]


def test_a_loop_is_asked_for_each_item() -> None:
    story = machine(
        """
start:
  text: Begin.
  choices:
    - sign: |
        {P}.

        {p.trust >= 6: Yes.|No.}
      each: p in ours if p.alive
      goto: the_end
    - none: None.
      goto: the_end
"""
    )
    found = [test.yes for test in traits_of(story, Aim("start"))]
    assert found == ["ann.alive", "bob.alive", "ann.trust >= 6", "bob.trust >= 6"]
