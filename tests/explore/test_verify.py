"""Only what the engine shows on a way is reached, whatever has been claimed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.explore.sites import keys, made, tiny, watcher_of
from tests.explore.test_watch import AROUND, DICE, HUB, ROUND_RULES, SHUFFLED
from ulysse_game.explore import Key, Route, replayed, site_of, verify
from ulysse_game.explore.verify import Steps, verified

UP: Steps = (("start", "up"),)
HIGH: Steps = (*UP, *UP, ("start", "high"))
ENDING: Key = ("ending", "curtain")


def test_what_the_engine_shows_is_reached() -> None:
    site = tiny(HUB)
    claims: dict[Key, Steps] = {
        ENDING: HIGH,
        ("closed", "start.high#1"): (),
        ("choice", "start.up"): UP,
        ("scene", "start"): (),
    }
    found = verified(site, claims)
    assert found == {key: Route(0, steps) for key, steps in claims.items()}
    for route in found.values():
        assert replayed(site.machine, route) is not None


@pytest.mark.parametrize(
    "steps",
    [
        (("start", "high"),),  # not open yet
        (("start", "fly"),),  # no such choice
        (("later", "up"),),  # not there
        (("start", "end"), ("the_end", "up")),  # over before
        (("start", "end"), ("start", "up")),
    ],
)
def test_a_way_that_is_none_shows_nothing(steps: Steps) -> None:
    assert verified(tiny(HUB), {ENDING: steps, ("choice", "start.up"): steps}) == {}


def test_a_way_that_shows_something_else_is_no_way_there() -> None:
    site = tiny(HUB)
    assert verified(site, {("choice", "start.high"): UP}) == {}
    assert verified(site, {("scene", "later"): HIGH}) == {}
    # a thing that was seen on the way, and not by its last step, was not shown by it
    assert verified(site, {("choice", "start.up"): HIGH}) == {}


def test_wrong_claims_do_not_spoil_right_ones() -> None:
    right: dict[Key, Steps] = {ENDING: HIGH, ("choice", "start.up"): UP}
    wrong: dict[Key, Steps] = {
        ("scene", "later"): HIGH,
        ("text", "start.high!"): (*UP, ("start", "fly")),
        ("closed", "start.high#1"): (*UP, *UP),
    }
    assert verified(tiny(HUB), {**wrong, **right}).keys() == right.keys()


@given(st.lists(st.sampled_from(("up", "high", "end", "fly")), max_size=5))
def test_reached_is_just_what_the_watcher_has_seen_at_the_end(choices: list[str]) -> None:
    site = tiny(HUB)
    route = Route(0, tuple(("start", choice) for choice in choices))
    claims = {(item.kind, item.name): route.steps for item in site.items.every}
    found = verified(site, claims)
    if replayed(site.machine, route) is None:
        assert found == {}
        return
    watcher = watcher_of(site)
    seen = watcher.begin(0)
    for choice in choices:
        seen = watcher.step(seen.state, choice)
    assert found.keys() == keys(site, seen.items)


# -- chance ---------------------------------------------------------------------------------------

GO: Steps = (("start", "go"),)


def test_where_dice_fall_a_seed_is_found() -> None:
    site = tiny(DICE)
    found = verified(site, {("scene", name): GO for name in "abd"})
    assert found.keys() == {("scene", name) for name in "abd"}
    watcher = watcher_of(site)
    for (_, name), route in found.items():
        events = watcher.step(watcher.begin(route.seed).state, "go").events
        assert any(getattr(event, "location", "") == name for event in events)
    assert found["scene", "a"].seed != found["scene", "b"].seed


def test_no_seed_makes_what_is_impossible() -> None:
    assert verified(tiny(DICE), {("scene", "c"): GO, ("scene", "later"): GO}) == {}


def test_the_search_for_a_seed_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    site, watcher = tiny(DICE), watcher_of(tiny(DICE))
    late = next(
        name
        for name in "ab"
        if ("scene", name) not in keys(site, watcher.step(watcher.begin(0).state, "go").items)
    )
    claims: dict[Key, Steps] = {("scene", late): GO}
    right = verified(site, claims)["scene", late].seed
    assert right > 0
    monkeypatch.setattr(verify, "MOST_SEEDS", right)
    assert verified(site, claims) == {}
    monkeypatch.setattr(verify, "MOST_SEEDS", right + 1)
    assert verified(site, claims)["scene", late].seed == right


def test_seeds_that_are_known_are_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "MOST_SEEDS", 0)
    site, watcher = tiny(DICE), watcher_of(tiny(DICE))
    falls: dict[str, int] = {}
    for seed in range(1_000, 1_100):
        seen = keys(site, watcher.step(watcher.begin(seed).state, "go").items)
        falls.update({name: seed for name in "ab" if ("scene", name) in seen})
    claims: dict[Key, Steps] = {("scene", name): GO for name in "ab"}
    found = verified(site, claims, [falls["a"], falls["b"]])
    assert found.keys() == claims.keys()
    assert {route.seed for route in found.values()} <= {0, *falls.values()}
    assert len(verified(site, claims)) == 1


def test_a_story_without_dice_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_replay", lambda *_: None)  # nothing is ever shown
    assert verified(tiny(HUB), {ENDING: HIGH}) == {}


def test_where_texts_are_shuffled_a_seed_is_found() -> None:
    site = tiny(SHUFFLED)
    names = ["start#1.1", "start#1.2", "start#1.3", "start.end#1.1", "start.end#1.2"]
    found = verified(site, {("alternative", name): () for name in names})
    assert sorted(name for _, name in found) == names
    watcher = watcher_of(site)
    for key, route in found.items():
        assert key in keys(site, watcher.begin(route.seed).items)


# -- from a beginning -----------------------------------------------------------------------------


def test_from_a_route_claims_are_replayed_behind_it() -> None:
    site = site_of(made(HUB), Route(7, (*UP, *UP)))
    high: Steps = (("start", "high"),)
    found = verified(site, {ENDING: high, ("choice", "start.up"): UP, ("scene", "start"): UP})
    assert found[ENDING] == Route(7, HIGH)
    assert found["choice", "start.up"] == Route(7, UP * 3)


def test_what_was_seen_before_the_beginning_is_not_seen_there() -> None:
    """But the place is, and what its page shows by itself."""
    site = site_of(made(HUB), Route(0, UP))
    claims: dict[Key, Steps] = {
        ("scene", "start"): (),
        ("choice", "start.up"): (),
        ("closed", "start.high#1"): (),
        ("text", "start.up"): (),
    }
    assert verified(site, claims).keys() == {
        ("scene", "start"),
        ("closed", "start.high#1"),
        ("text", "start.up"),
    }


def test_the_seed_of_a_beginning_is_kept() -> None:
    machine = made(DICE)
    for seed in range(6):
        site = site_of(machine, Route(seed, (*GO, ("the_hub", "again"))))
        found = verified(site, {("scene", name): GO for name in "ab"})
        assert len(found) == 1
        assert all(route.seed == seed for route in found.values())


# -- the way on -----------------------------------------------------------------------------------

TRAP_BY_CHANCE = """
start:
  choices:
    - go: Go.
      goto: dice
    - end: End.
      goto: the_end
dice:
  next:
    - pit odds 1
    - free odds 9
pit:
  choices:
    - again: Again.
      goto: here
free:
  choices:
    - end: End.
      goto: the_end
"""


def test_a_trap_is_one_where_one_stands_in_it() -> None:
    site = tiny(TRAP_BY_CHANCE)
    trap: Key = ("trap", "pit")
    assert trap in site.questions
    found = verified(site, {trap: GO})
    assert found[trap].seed > 0, "the dice have to fall so"
    states = replayed(site.machine, found[trap])
    assert states is not None
    assert states[-1].location == "pit"
    assert verified(site, {trap: ()}) == {}


def test_a_ring_is_one_where_the_engine_goes_round() -> None:
    site = tiny(AROUND, ROUND_RULES)
    (ring,) = [key for key in site.questions if key[0] == "runaway"]
    claims: dict[Key, Steps] = {ring: UP, ("scene", "ring"): UP, ENDING: UP}
    assert verified(site, claims) == {ring: Route(0, UP)}
    assert verified(site, {ring: (("start", "end"),)}) == {}


def test_a_story_that_begins_in_a_ring() -> None:
    scenes = "start:\n  each: p in ours\n  do: flag_one = not flag_one\n  next: the_end\n"
    site = tiny(scenes, ROUND_RULES.replace("goto: ring", "goto: start"))
    (ring,) = [key for key in site.questions if key[0] == "runaway"]
    claims: dict[Key, Steps] = {ring: (), ("scene", "start"): (), ENDING: UP}
    assert verified(site, claims) == {ring: Route(0, ())}


SURE = """
start:
  choices:
    - set: Set.
      do: flag_one
      goto: hub
    - leave: Leave.
      goto: hub
hub:
  choices:
    - round: Round.
      goto: here
    - out: Out.
      if: flag_one
      goto: the_end
"""


def test_a_page_is_a_trap_only_in_the_values_that_make_it_one() -> None:
    site = tiny(SURE)
    trap: Key = ("trap", "hub")
    assert trap in site.unsure
    assert verified(site, {trap: (("start", "set"),)}) == {}
    assert trap in verified(site, {trap: (("start", "leave"),)})
