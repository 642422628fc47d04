"""The brute force, on stories whose truth is known by hand."""

from __future__ import annotations

import pytest

from tests.compiler.small import story
from tests.explore.brute import STEP, TooManyError, truth
from tests.explore.stories import compiled

PARTED = """
start:
  text: Begin.
  choices:
    - oil: Fill it.
      do: flag_one
      goto: here
    - light: Light it.
      if: flag_one
      closed: There is no oil.
      goto: hall
    - out: Out.
      goto: cave
hall:
  text: A hall.
  next:
    - the_end odds 1
    - attic odds 2
attic:
  text: An attic.
  choices:
    - jump: Jump.
      goto: the_end
never:
  text: Never.
  next: the_end
cave:
  text: A cave.
  choices:
    - sit: Sit.
      goto: here
    - dig: Dig.
      if: n >= 3
      goto: never
"""


def test_distances_are_choices_and_chance_goes_every_way() -> None:
    found = truth(story(PARTED))
    near = found.nearest
    assert near[("scene", "start")] == 0
    assert near[("closed", "start.light#1")] == 0
    assert near[("choice", "start.light")] == 2
    assert near[("scene", "attic")] == 2
    assert near[("ending", "curtain")] == 2
    assert near[("choice", "attic.jump")] == 3
    assert ("scene", "never") not in near
    assert ("choice", "cave.dig") not in near


def test_a_page_from_which_no_ending_is_ahead_is_lost() -> None:
    assert truth(story(PARTED)).lost == {"cave": 1}


def test_states_that_differ_only_in_what_nobody_asks_are_one() -> None:
    """Before the oil and after it; the attic, the end, the cave: with and without oil."""
    assert truth(story(PARTED)).states == 2 + 1 + 1 + 2


def test_visits_are_told_apart_as_far_as_they_are_asked() -> None:
    text = """
start:
  text: Begin.
  choices:
    - round: Round.
      goto: start
    - out: Out.
      if: visits(start) >= 2
      goto: the_end
"""
    found = truth(story(text))
    assert found.nearest[("ending", "curtain")] == 2
    assert found.states == 3 + 2, "once, twice, more often; the end after two or after more"


def test_a_loop_tells_the_places_it_plays() -> None:
    text = """
start:
  each: p in ours if p.trust >= 6
  do: p.trust += 1
  choices:
    - on: On.
  next: second
second:
  do: bob.trust += 1
  text: Second.
  next: third
third:
  each: p in ours if p.trust >= 6
  choices:
    - on: On.
  next: the_end
"""
    near = truth(story(text)).nearest
    assert ("place", "third/bob") in near
    assert ("place", "third/ann") not in near
    assert ("scene", "start") in near
    assert ("place", "start/ann") not in near


def test_broken_invariants_are_found_where_they_are_nearest() -> None:
    text = """
start:
  text: Begin.
  choices:
    - more: More.
      do: n += 1
      goto: here
    - out: Out.
      goto: the_end
"""
    rules = "invariants:\n  few:\n    never: n >= 3\n    means: too many\n"
    found = truth(story(text, world_invariants=rules))
    assert found.broken == {"few": 3}


def test_rules_that_want_two_ways_are_told() -> None:
    text = """
start:
  text: Begin.
  choices:
    - more: More.
      do: n += 1
  next: the_end
other:
  text: Other.
  next: the_end
another:
  text: Another.
  next: the_end
"""
    rules = """
rules:
  one:
    when: n >= 1
    goto: other
  two:
    when: n >= 1
    goto: another
"""
    found = truth(story(text, world_rules=rules))
    assert found.torn == {("one", "two"): 1}
    assert ("scene", "another") not in found.nearest


def test_there_is_an_end_to_counting() -> None:
    text = "start:\n  text: Begin.\n  choices:\n    - go: Go.\n      do: n += 1\n      goto: here\n"
    text += "    - on: On.\n      goto: the_end\n"
    with pytest.raises(TooManyError):
        truth(story(text), 50)


def test_the_engine_is_itself_again_afterwards() -> None:
    before = [getattr(STEP, name) for name in ("draw", "_play", "let_rules_act")]
    truth(story(PARTED))
    assert [getattr(STEP, name) for name in ("draw", "_play", "let_rules_act")] == before
    assert compiled({}) is None
