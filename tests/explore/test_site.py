"""What an exploration stands on, from the beginning of a story and from within it."""

from __future__ import annotations

import gc

import pytest

from tests.compiler.small import machine
from tests.explore.sites import NOWHERE, made, tiny
from tests.explore.test_verify import SURE, TRAP_BY_CHANCE
from tests.explore.test_watch import AROUND, HUB, ROUND_RULES
from ulysse_game.explore import Impossible, Items, NoRoute, Route, Watcher, site_of
from ulysse_game.explore.flow import Flow
from ulysse_game.story import Compare, Number, Read

UP = ("start", "up")


def test_a_site_is_made_once() -> None:
    played = made(HUB)
    assert site_of(played, NOWHERE) is site_of(played, NOWHERE)
    assert site_of(played, Route(0, (UP,))) is site_of(played, Route(0, (UP,)))
    assert site_of(played, Route(0, (UP,))) is not site_of(played, NOWHERE)
    assert site_of(machine(HUB), NOWHERE) is not site_of(played, NOWHERE)


def test_only_the_last_sites_are_kept() -> None:
    played = machine(HUB)
    first = site_of(played, NOWHERE)
    for number in range(1, 4):
        site_of(played, Route(0, (UP,) * number))
        assert site_of(played, NOWHERE) is first
    site_of(played, Route(0, (UP,) * 4))
    assert site_of(played, NOWHERE) is not first


def test_a_site_with_other_conditions_is_made_anew_and_not_kept() -> None:
    played = machine(HUB)
    first = site_of(played, NOWHERE)
    also = (Compare(">=", Read("n"), Number(3)),)
    assert site_of(played, NOWHERE, also) is not site_of(played, NOWHERE, also)
    assert site_of(played, NOWHERE) is first


@pytest.mark.parametrize("was", [True, False])
def test_nothing_is_collected_while_a_graph_is_made(
    was: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would take half the time of a large story and find nothing."""
    seen: list[bool] = []

    def items(flow: Flow) -> Items:
        seen.append(gc.isenabled())
        return Items(flow)

    monkeypatch.setattr("ulysse_game.explore.site.Items", items)
    monkeypatch.setattr("ulysse_game.explore.watch.Items", items)
    enabled = gc.isenabled()
    (gc.enable if was else gc.disable)()
    try:
        site_of(machine(HUB), NOWHERE)
        Watcher(machine(HUB))
        with pytest.raises(NoRoute):
            site_of(machine(HUB), Route(0, (("start", "high"),)))
        assert gc.isenabled() is was
    finally:
        (gc.enable if enabled else gc.disable)()
    assert seen == [False, False]


@pytest.mark.parametrize("steps", [(("start", "high"),), (("later", "up"),), (UP, ("start", "x"))])
def test_a_route_that_leads_nowhere(steps: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(NoRoute):
        site_of(made(HUB), Route(0, steps))


def test_the_start_is_where_the_route_ends() -> None:
    site = site_of(made(HUB), Route(0, (UP, UP)))
    values = dict(zip((cell.name for cell in site.flow.cells), site.start.values, strict=True))
    assert values["n"] == 2
    assert site.flow.points[site.start.point].location == "start"
    begins = tiny(HUB)
    assert begins.start == (begins.flow.start(), tuple(begins.flow.start_values()))


def test_what_values_exclude() -> None:
    site = tiny(HUB)
    excluded = site.excluded(("scene", "later"))
    assert isinstance(excluded, Impossible)
    assert excluded.by == "values"
    assert excluded.why
    assert site.excluded(("choice", "start.high")) is None
    behind = site_of(made(HUB), Route(0, (UP, UP)))
    assert behind.excluded(("closed", "start.high#1")) is not None, "it is open from now on"
    assert site.excluded(("closed", "start.high#1")) is None


def test_the_least_number_of_choices() -> None:
    """If every condition could be met; of a choice, itself counted; of dice, none."""
    site = tiny(HUB)
    assert site.at_least["scene", "start"] == 0
    assert site.at_least["text", "start.up"] == 0
    assert site.at_least["choice", "start.up"] == 1
    assert site.at_least["choice", "start.high"] == 1, "two more, but who knows"
    assert site.at_least["ending", "curtain"] == 1
    assert site.at_least.keys() == site.questions.keys()
    dice = tiny(TRAP_BY_CHANCE)
    assert dice.at_least["scene", "pit"] == dice.at_least["trap", "pit"] == 1
    assert dice.at_least["choice", "free.end"] == 2


def test_the_least_number_by_a_way_that_is_looked_at_later() -> None:
    """``far`` is a choice away by one way, and none by the dice of the other."""
    scenes = (
        "start:\n  next:\n    - other odds 1\n    - page odds 1\n"
        "other:\n  next:\n    - far odds 1\n    - page odds 1\n"
        "page:\n  choices:\n    - on: On.\n      goto: far\n"
        "far:\n  choices:\n    - end: End.\n      goto: the_end\n"
    )
    at_least = tiny(scenes).at_least
    assert at_least["scene", "far"] == 0
    assert at_least["choice", "far.end"] == at_least["ending", "curtain"] == 1
    swapped = scenes.replace("- other odds 1\n    - page", "- page odds 1\n    - other")
    assert tiny(swapped).at_least == at_least


def test_a_page_without_an_ending_ahead_is_asked_about() -> None:
    site = tiny(TRAP_BY_CHANCE)
    assert {key for key in site.questions if key[0] == "trap"} == {("trap", "pit")}
    assert ("trap", "pit") not in site.unsure, "there is none ahead in any state"


def test_a_page_that_may_be_one_is_asked_about_too() -> None:
    site = tiny(SURE)
    assert ("trap", "hub") in site.unsure
    (occasion,) = site.questions["trap", "hub"].occasions
    assert site.flow.points[occasion.point].location == "hub"


def test_a_ring_is_asked_about() -> None:
    site = tiny(AROUND, ROUND_RULES)
    rings = {key for key in site.questions if key[0] == "runaway"}
    assert len(rings) == 1
    assert rings <= site.unsure
    assert not {key for key in tiny(HUB).questions if key[0] in ("trap", "runaway")}


ASIDE = """
start:
  text: Begin.
  choices:
    - up: Up.
      do: n += 1
      goto: start
    - again: Again.
      goto: here
    - round: Round.
      goto: loop
    - end: End.
      goto: the_end
loop:
  each: p in ours
  text: |
    About {n >= 1: many|few}.
  choices:
    - on: On.
  next: start
"""


def test_what_the_page_shows_at_which_one_begins() -> None:
    played = made(ASIDE)
    assert site_of(played, NOWHERE).begun == set()
    round_ = site_of(played, Route(0, (("start", "round"),))).begun
    assert round_ >= {
        ("scene", "loop"),
        ("place", "loop/ann"),
        ("text", "loop"),
        ("alternative", "loop#1.2"),
        ("text", "loop.on"),
    }
    assert not round_ & {("place", "loop/bob"), ("alternative", "loop#1.1"), ("scene", "start")}
    assert not {key for key in round_ if key[0] == "choice"}, "it is made already"
    again = site_of(played, Route(0, (("start", "again"),))).begun
    assert ("text", "start") not in again, "it was read before, and was not read again"
    end = site_of(played, Route(0, (("start", "end"),)))
    assert {("ending", "curtain"), ("scene", "the_end"), ("text", "the_end")} <= end.begun
    assert end.excluded(("scene", "the_end")) is None
    assert end.excluded(("scene", "loop")) is not None
