"""Random play in the graph: the same for the same seed, and the engine can follow it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.plays import NAMES
from tests.explore.sites import known, tiny
from tests.explore.test_watch import AROUND, DICE, HUB, ROUND_RULES
from ulysse_game.explore import Route, Site, replayed, walk
from ulysse_game.explore.verify import verified
from ulysse_game.explore.walk import LONGEST, Walk, Walked, bucket


def walk_of(site: Site, seed: int = 1) -> Walk:
    return Walk(site.code, site.items, ((site.start.point, site.start.values),), seed)


def walked(made: Walk, plays: int) -> Walked:
    return made.walk(lambda: made.plays >= plays)


@pytest.mark.parametrize("name", NAMES)
def test_a_walk_is_the_same_for_the_same_seed(name: str) -> None:
    site = known(name)
    first, second, other = (walk_of(site, seed) for seed in (1, 1, 2))
    one = walked(first, 12)
    assert one == walked(second, 12)
    assert first.archive == second.archive
    assert one.ways != walked(other, 12).ways


def test_a_walk_in_two_parts_is_one_walk() -> None:
    site = known("everything")
    whole, parts = walk_of(site), walk_of(site)
    walked(whole, 20)
    walked(parts, 7)
    assert walked(parts, 20) == walked(whole, 20)


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_goes_every_way_and_shows_what_was_claimed(name: str) -> None:
    """Dice fall as they like in a walk, so that not every seed may be found for its ways."""
    site = known(name)
    found = walked(walk_of(site), 12)
    every = site.items.every
    claims = {(every[n].kind, every[n].name): way for n, way in found.ways.items()}
    assert len(claims) > len(site.reach.items) // 5
    has_dice = any(point.kind == "chance" for point in site.flow.points)
    short = {key: way for key, way in claims.items() if not has_dice or len(way) < 8}
    reached = verified(site, short)
    assert reached.keys() == short.keys()
    assert all(reached[key].steps == way for key, way in short.items())


def test_of_a_small_story_everything_is_seen_by_a_shortest_way() -> None:
    site = tiny(HUB)
    found = walked(walk_of(site), 300)
    ways = {site.items.every[n][:2]: [c for _, c in way] for n, way in found.ways.items()}
    assert ways["choice", "start.high"] == ["up", "up", "high"]
    assert ways["closed", "start.high#1"] == []
    assert ways["ending", "curtain"] == ["end"]
    assert ("scene", "later") not in ways


def test_every_way_the_dice_may_fall_is_walked() -> None:
    site = tiny(DICE)
    found = walked(walk_of(site), 200)
    scenes = {site.items.every[n].name for n in found.ways if site.items.every[n].kind == "scene"}
    assert scenes == {"start", "dice", "a", "b", "c", "after", "d", "the_hub", "the_end"}


def test_a_snapshot_is_where_its_way_leads() -> None:
    site = tiny(HUB)
    made = walk_of(site)
    walked(made, 60)
    assert len(made.archive) >= 3
    for point, values, way in made.archive:
        states = replayed(site.machine, Route(0, way))
        assert states is not None
        assert site.flow.point_of(states[-1]) == point
        assert tuple(site.flow.values_of(states[-1])) == values


def test_some_plays_go_on_from_a_snapshot() -> None:
    """One in three: what lies deep is come to in fewer plays than from the beginning alone."""
    deep = "".join(
        f"s{n}:\n  choices:\n    - on: On.\n      goto: s{n + 1}\n"
        "    - end: End.\n      goto: the_end\n"
        for n in range(14)
    )
    scenes = deep.replace("s0:", "start:", 1).replace("s14", "the_end")
    site = tiny(scenes)
    made = walk_of(site)
    walked(made, 1_500)
    scenes_seen = {n for n in made.ways if site.items.every[n].kind == "scene"}
    assert len(scenes_seen) == 15
    made = walk_of(site)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(walk, "FROM_ARCHIVE", 1_000)
        walked(made, 1_500)
    assert len({n for n in made.ways if site.items.every[n].kind == "scene"}) < 15


def test_plays_begin_at_every_start() -> None:
    site = tiny(HUB)
    states = replayed(site.machine, Route(0, (("start", "up"), ("start", "up"))))
    assert states is not None
    high = site.flow.point_of(states[-1]), tuple(site.flow.values_of(states[-1]))
    made = Walk(site.code, site.items, ((site.start.point, site.start.values), high), 1)
    found = walked(made, 30)
    ways = {site.items.every[n][:2]: [c for _, c in way] for n, way in found.ways.items()}
    assert ways["choice", "start.high"] == ["high"]


def test_a_play_is_given_up_after_so_many_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = HUB.replace("goto: the_end", "goto: start", 1)
    scenes = scenes.replace("- end: End.", "- end: End.\n      if: n >= 90")
    site = tiny(scenes)
    monkeypatch.setattr(walk, "LONGEST", 25)
    found = walked(walk_of(site), 5)
    assert found.longest == 25
    assert found.plays == 5


def test_the_choices_made_are_counted() -> None:
    made = walk_of(tiny(HUB))
    found = walked(made, 1)
    assert found.choices == found.longest > 0
    assert walked(made, 2).choices > found.choices


def test_a_ring_without_a_choice_ends_a_play(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_WALKED", 200)
    site = tiny(AROUND, ROUND_RULES)
    found = walked(walk_of(site), 20)
    assert ("rule", "on") in {site.items.every[n][:2] for n in found.ways}
    assert found.longest == 1


def test_a_page_without_an_open_choice_ends_a_play(monkeypatch: pytest.MonkeyPatch) -> None:
    site = tiny(HUB)
    made = site.code.made(site.start.point)
    closed = walk_of(site)
    at_first = closed._on_to_page(site.start.point, list(site.start.values))
    assert made != at_first[2]
    waiting = at_first[2]
    assert waiting is not None
    never = waiting._replace(guards=(lambda values: False,) * 3)
    monkeypatch.setattr(closed, "_on_to_page", lambda point, values: (point, 0, never))
    assert walked(closed, 3).choices == 0


def test_what_is_fresh_is_told_once() -> None:
    made = walk_of(tiny(HUB))
    walked(made, 100)
    assert made.fresh == made.ways.keys()
    made.fresh.clear()
    walked(made, 101)
    assert made.fresh == set()


@given(st.integers(0, LONGEST - 1))
def test_more_choices_never_fall_in_a_lower_bucket(choices: int) -> None:
    assert bucket(choices) <= bucket(choices + 1) <= bucket(choices) + 1


def test_buckets() -> None:
    assert [bucket(n) for n in range(33)] == list(range(33))
    assert [bucket(32 * 2**n) for n in range(5)] == [32 + 8 * n for n in range(5)]
    assert bucket(35) == bucket(32) != bucket(36)
