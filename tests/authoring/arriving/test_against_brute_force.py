"""Ways on small random stories, held against every state that the engine can come to."""

from __future__ import annotations

import pytest

from tests.explore.brute import TooManyError, truth
from tests.explore.stories import story_number
from ulysse_game.authoring.arriving import Aim, Arriving, Nowhere, aimed, played
from ulysse_game.authoring.arriving.aim import has_arrived
from ulysse_game.authoring.arriving.differences import answers
from ulysse_game.engine import Machine

SEEDS = tuple(range(8))
ENOUGH = 4_000


def scenes_of(machine: Machine) -> list[str]:
    return list(machine.story.scenes)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_way_is_found_where_there_is_one_and_is_the_shortest(seed: int) -> None:
    story = story_number(seed)
    if story is None:
        pytest.skip("it does not compile")
    try:
        known = truth(story, ENOUGH)
    except TooManyError:
        pytest.skip("it is not small")
    machine = Machine(story)
    for scene in scenes_of(machine):
        aim = aimed(machine, scene)
        assert isinstance(aim, Aim)
        first = Arriving(machine, aim, 30.0).first()
        if ("scene", scene) not in known.nearest:
            assert isinstance(first, Nowhere), scene
            assert first.is_impossible, scene
            continue
        assert not isinstance(first, Nowhere), scene
        page = played(machine, first.route)
        assert page is not None
        assert has_arrived(machine, aim, *page)
        if first.is_shortest:
            assert len(first.route.steps) == known.nearest["scene", scene], scene


@pytest.mark.parametrize("seed", SEEDS)
def test_the_differences_found_are_those_there_are(seed: int) -> None:
    """Every answer that a page of the brute search gives has a way, and no other has."""
    story = story_number(seed)
    if story is None:
        pytest.skip("it does not compile")
    try:
        known = truth(story, ENOUGH)
    except TooManyError:
        pytest.skip("it is not small")
    machine = Machine(story)
    for scene in scenes_of(machine):
        if story.scene(scene).pick:
            continue  # only what is there on arriving is asked, which no page tells
        aim = aimed(machine, scene)
        assert isinstance(aim, Aim)
        search = Arriving(machine, aim, 60.0)
        first = search.first()
        if isinstance(first, Nowhere):
            continue
        ways = [first, *search.others()]
        assert search.is_complete
        asked = search.asked
        found = set()
        for way in ways:
            page = played(machine, way.route)
            assert page is not None
            found |= set(answers(machine, aim, asked, *page).items())
        there = {
            each
            for state in known.pages
            if state.location.partition("/")[0] == scene and not state.ending
            for each in answers(machine, aim, asked, state, ()).items()
        }
        if there:
            assert {each for each in there if each not in found} == set(), scene
