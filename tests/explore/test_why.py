"""Why things are impossible, told in the writer's words."""

from __future__ import annotations

import pytest

from tests.compiler.small import machine
from ulysse_game.engine import Machine
from ulysse_game.explore import Explored, Impossible, Means, Route, explore, site_of
from ulysse_game.explore.items import Key
from ulysse_game.explore.why import Why, whys

SCENES = """
start:
  text: |
    {if n >= 9}
    Never so high.
    {else}
    A square.
    {end}
  choices:
    - rise: Rise.
      if: n < 3
      do: n += 1
      goto: here
    - storm: Into the storm.
      if: weather is storm and flag_one
      goto: gale
    - both: Two at once.
      if: n is 1 and n is 2
      goto: here
    - on: Go on.
      goto: fork
gale:
  text: A gale.
  choices:
    - home: Home.
      goto: start
    - cave: To the cave.
      goto: cave
cave:
  text: A cave.
  next: the_end
fork:
  next:
    - straight if flag_two
    - aside
straight:
  text: Straight.
  next: lines
aside:
  text: Aside.
  next: the_end
lines:
  each: p in ours
  text: A letter.
  choices:
    - owe: Owe it.
      if: p.trust > 5
    - leave: Leave it out.
  next: twice
twice:
  text: Twice.
  choices:
    - a: A.
      do: low = 1
      goto: late
    - b: B.
      do: n = 0
      goto: late
late:
  choices:
    - only: Only after both.
      if: low is 1 and n is 0 and n > 0
      goto: the_end
    - searched: By a search.
      if: low is 0 and n > 0 and taken(twice.b)
      goto: the_end
    - out: Out.
      goto: the_end
orphan:
  text: Nobody comes here.
  next: the_end
"""


def explored(story: Machine) -> Explored:
    """What can happen in a story, by all means but random play's luck."""
    return explore(story, Means(budget=20.0, is_shortest=False))


def reasons(story: Machine) -> dict[Key, Why]:
    """Why what is impossible is."""
    found = explored(story).judged
    impossible = {
        (each.item.kind, each.item.name): each.verdict
        for each in found
        if isinstance(each.verdict, Impossible)
    }
    return whys(site_of(story, Route(0, ())), impossible)


@pytest.fixture(scope="module")
def told() -> dict[Key, Why]:
    return reasons(machine(SCENES))


def test_the_part_that_never_holds_is_told_with_what_the_variable_can_be(
    told: dict[Key, Why],
) -> None:
    assert told["choice", "start.storm"].says == "`weather is storm` never holds: weather is calm"


def test_an_arm_of_a_text_has_its_own_reason(told: dict[Key, Why]) -> None:
    says = "`n >= 9` never holds: n is 0"  # it is read on entering alone
    assert [why.says for key, why in told.items() if key[0] == "alternative"] == [says]


def test_parts_that_exclude_one_another_are_told_together(told: dict[Key, Why]) -> None:
    assert told["choice", "start.both"].says == (
        "`n is 1` and `n is 2` never hold together: n is 0 to 3"
    )


def test_what_an_earlier_case_takes_away_says_so(told: dict[Key, Why]) -> None:
    assert told["scene", "aside"].says == "a case before it always holds: `flag_two` is always yes"
    assert told["no", "fork.next[1]"].says == "`flag_two` is always yes"


def test_what_only_the_impossible_leads_to_follows_from_it(told: dict[Key, Why]) -> None:
    assert told["scene", "cave"] == Why("", (("scene", "gale"),))
    assert ("scene", "gale") in told["text", "cave"].after or told["text", "cave"].after
    assert told["choice", "gale.cave"].after == (("scene", "gale"),)


def test_nothing_leads_to_an_orphan(told: dict[Key, Why]) -> None:
    assert told["scene", "orphan"] == Why("nothing leads there")


def test_loops_tell_each_item(told: dict[Key, Why]) -> None:
    assert told["choice", "lines/ann.owe"].says == ("`ann.trust > 5` never holds: ann.trust is 5")


def test_what_going_through_the_states_has_shown_is_told_by_its_condition(
    told: dict[Key, Why],
) -> None:
    says = told["choice", "late.searched"].says
    assert says.startswith("`low is 0 and n > 0 and taken(twice.b)` never holds, none of the ")
    assert says.endswith(" states of the story comes to it")


def test_a_search_tells_what_it_looked_at() -> None:
    key = ("choice", "late.searched")
    site = site_of(machine(SCENES), Route(0, ()))
    proof = Impossible("search", "", ("n", "@taken:twice.b"), 5)
    assert whys(site, {key: proof})[key].says == (
        "`low is 0 and n > 0 and taken(twice.b)` never holds, "
        "shown by a search: 5 states of n, taken(twice.b)"
    )


def test_every_impossible_thing_has_a_reason(told: dict[Key, Why]) -> None:
    assert all(why.says or why.after for why in told.values())


def test_a_rule_that_leads_to_a_scene_is_the_reason() -> None:
    rules = "rules:\n  drown:\n    when: n >= 50\n    goto: pit\n"
    scenes = f"{SCENES}pit:\n  ending: early_pit\n"
    found = reasons(machine(scenes, world_rules=rules))
    assert found["rule", "drown"].says == "`n >= 50` never holds: n is 0 to 3"
    assert found["scene", "pit"].after == (("rule", "drown"),)
