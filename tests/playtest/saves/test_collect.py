"""A corpus: small, diverse, the same bytes every time, and whole in its own story."""

from __future__ import annotations

from functools import cache

from tests.playtest.saves.walks import story
from ulysse_game.engine import Machine
from ulysse_game.play import Save, decoded
from ulysse_game.playtest.saves import WHOLE, Kept, SaveFile, check, collect
from ulysse_game.playtest.saves.collect import MOST_BYTES, MOST_FILES
from ulysse_game.playtest.saves.moments import Keep, Way, cover, moments


@cache
def sample() -> Machine:
    from tests.engine.plays import named

    return Machine(named("samples"))


@cache
def corpus() -> tuple[Kept, ...]:
    return tuple(collect(sample(), 60))


def saves() -> list[Save]:
    return [decoded(each.data) for each in corpus()]


def test_it_is_small() -> None:
    assert 10 <= len(corpus()) <= MOST_FILES
    assert sum(len(each.data) for each in corpus()) <= MOST_BYTES
    assert len({each.name for each in corpus()}) == len(corpus())


def test_it_is_as_small_as_is_asked() -> None:
    found = collect(sample(), 10, 20_000)
    assert 5 <= len(found) < 30
    assert sum(len(each.data) for each in found) <= 20_000


def test_it_is_the_same_every_time() -> None:
    assert tuple(collect(sample(), 60)) == corpus()
    assert {each.card["date"] for each in saves()} == {"2000-01-01 00:00"}
    assert {each.played_seconds for each in saves()} == {0}


def test_all_are_whole_in_their_own_story() -> None:
    for each in corpus():
        found = check(sample(), SaveFile(f"{each.name}.json", each.data))
        assert (found.verdict, found.says) == (WHOLE, ())
        assert (found.now, found.choices) == (each.place, each.choices)


def test_it_is_diverse() -> None:
    found = saves()
    assert {each.language for each in found} == {"en", "fr"}
    assert {each.sort for each in found} == {"auto", "quick", "named"}
    assert any(each.snapshot["stack"] for each in found), "inside a detour"
    assert any("/" in each.snapshot["location"] for each in found), "inside a loop"
    assert any(each.snapshot["ending"] for each in found)
    assert any(each.snapshot["picked"] for each in found), "at a form, half filled"
    assert any(len(each.timeline.nodes) > each.timeline.depth + 1 for each in found), "a branch"
    chapters = {each.snapshot["chapter"] for each in found}
    played = {
        sample().story.scene(scene).chapter for each in found for scene in each.snapshot["visits"]
    }
    assert chapters >= played - {""}


def test_what_the_runs_mentioned_is_in_it() -> None:
    """A small story is covered whole: every scene, choice, echo and rule that any run came to."""
    played = story()
    found = [decoded(each.data).snapshot for each in collect(played, 40)]
    for field in ("visits", "taken", "heard", "fired"):
        held = {name for each in found for name in each[field]}
        if field == "visits":
            assert held == {"start", "path", "well", "bucket", "the_end"}
        elif field == "taken":
            assert held == {
                "start.walk", "start.rest", "path.enter", "path.back", "well.dip", "well.leave",
                "bucket.drop",
            }  # fmt: skip
        else:
            assert len(held) == 1


def test_a_cover_takes_the_richest_first_and_stops_when_all_is_held() -> None:
    def keep(places: int, names: int, length: int) -> Keep:
        return Keep(Way(0, "en", ("x",) * length), "tag", places, names)

    one, rich, short, last = keep(1, 1, 2), keep(2, 15, 3), keep(2, 15, 1), keep(4, 0, 9)
    assert cover([one, rich, short, last], 9) == [short, one, last]
    assert cover([one, rich, short, last], 1) == [short]
    assert cover([], 9) == []


def test_moments_bring_something_new() -> None:
    found = moments(story(), 5)
    held = places = 0
    for each in found:
        assert each.names & ~held or each.places & ~places
        held |= each.names
        places |= each.places
