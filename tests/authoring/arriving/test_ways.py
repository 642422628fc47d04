"""Ways one after another, and how they are remembered."""

from __future__ import annotations

import json

import pytest

from tests.authoring.arriving.test_arriving import HALL, aim
from tests.compiler.small import machine
from ulysse_game.authoring.arriving import (
    Arriving,
    Nowhere,
    Way,
    carried_instead,
    carried_out,
    offered,
    told,
    ways,
)
from ulysse_game.authoring.arriving.kept import MOST_PLACES, Kept, keep, recalled
from ulysse_game.engine import Machine
from ulysse_game.explore import Route
from ulysse_game.play import Library, Session, resume
from ulysse_game.storage import MemoryShelf, StorageTrouble

STORY = HALL.replace("next: the_end\nlocked", "next: locked\nlocked")


@pytest.fixture(scope="module")
def hall() -> Machine:
    return machine(STORY)


def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whoever searches fails."""

    def fail(*arguments: object) -> None:
        raise AssertionError("it searched")

    monkeypatch.setattr(Arriving, "first", fail)
    monkeypatch.setattr(Arriving, "others", fail)


def test_all_ways_are_remembered(hall: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = MemoryShelf()
    found = list(ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 5))
    assert len(found) == 3
    no_search(monkeypatch)
    assert list(ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 5)) == found
    assert list(ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 2)) == found[:2]


def test_who_stops_early_has_those_so_far(hall: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = MemoryShelf()
    found = ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 5)
    first = next(found)
    found.close()
    assert next(ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 3)) == first
    no_search(monkeypatch)
    assert list(ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 1)) == [first]


def test_after_an_edit_a_way_that_still_leads_there_is_taken_at_once(
    hall: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = MemoryShelf()
    (first, *_) = ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 5)
    assert isinstance(first, Way)
    edited = machine(STORY.replace("Begin.", "Begin again."))
    assert edited.story.digest != hall.story.digest
    no_search(monkeypatch)
    (again,) = ways(edited, aim(edited, "hall"), "hall", shelf, 10.0, 1)
    assert isinstance(again, Way)
    assert again.route == first.route
    assert not again.is_shortest  # the edit may have made a shorter one


def test_after_an_edit_a_way_that_leads_nowhere_is_looked_for_anew(hall: Machine) -> None:
    shelf = MemoryShelf()
    list(ways(hall, aim(hall, "hall"), "hall", shelf, 10.0, 5))
    edited = machine(STORY.replace("- in: Go in.", "- enter: Go in."))
    (again,) = ways(edited, aim(edited, "hall"), "hall", shelf, 10.0, 1)
    assert isinstance(again, Way)
    assert again.route.steps == (("start", "enter"),)


def test_nowhere_is_not_remembered(hall: Machine) -> None:
    shelf = MemoryShelf()
    (nowhere,) = ways(hall, aim(hall, "locked"), "locked", shelf, 10.0, 5)
    assert isinstance(nowhere, Nowhere)
    assert shelf.names() == ()


WAY = Way(Route(3, (("start", "in"),)), (), True)


def test_what_is_kept_comes_back() -> None:
    shelf = MemoryShelf()
    keep(shelf, "small", "d1", "hall", [WAY], is_complete=True)
    assert recalled(shelf, "small", "d1", "hall") == Kept(((WAY.route, True),), True, True)
    assert recalled(shelf, "small", "d2", "hall") == Kept(((WAY.route, True),), False, False)
    assert recalled(shelf, "small", "d1", "other") == Kept()
    assert recalled(shelf, "other", "d1", "hall") == Kept()


def test_only_so_many_places_are_kept() -> None:
    shelf = MemoryShelf()
    for number in range(MOST_PLACES + 2):
        keep(shelf, "small", "d1", f"place {number}", [WAY], is_complete=True)
    assert recalled(shelf, "small", "d1", "place 1") == Kept()
    assert recalled(shelf, "small", "d1", "place 2").routes


@pytest.mark.parametrize(
    "ways_in_file",
    [
        "no list",
        [{"seed": "3", "steps": []}],
        [{"seed": 3, "steps": [["start"]]}],
        [{"seed": 3, "steps": [["start", 7]]}],
        [{"seed": 3}],
        [7],
    ],
)
def test_a_file_that_is_no_cache_is_no_cache(ways_in_file: object) -> None:
    shelf = MemoryShelf()
    keep(shelf, "small", "d1", "hall", [WAY], is_complete=True)
    (name,) = shelf.names()
    whole = json.loads(shelf.read(name))
    whole["places"]["hall"]["ways"] = ways_in_file
    shelf.write(name, json.dumps(whole).encode())
    assert recalled(shelf, "small", "d1", "hall") == Kept()


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b'{"format": 9, "places": {}}', b"[" * 99999]
)
def test_rubbish_is_no_cache(data: bytes) -> None:
    shelf = MemoryShelf()
    keep(shelf, "small", "d1", "hall", [WAY], is_complete=True)
    (name,) = shelf.names()
    shelf.write(name, data)
    assert recalled(shelf, "small", "d1", "hall") == Kept()
    keep(shelf, "small", "d1", "hall", [WAY], is_complete=True)
    assert recalled(shelf, "small", "d1", "hall").routes


def test_a_playthrough_that_has_taken_a_way(hall: Machine) -> None:
    library = Library(hall, MemoryShelf())
    route = Route(5, (("start", "look"), ("start", "in")))
    save = carried_out(library, route, "en")
    assert told(library, save) == (("start.look", "Look."), ("start.in", "Go in."))
    session = resume(library, save)
    assert session.moment.after.location == "hall"
    assert session.seed == 5
    assert [page.turn for page in session.transcript()] == [0, 1, 2]
    session.close()


def test_a_search_that_is_stopped_ends_and_keeps_what_it_has(hall: Machine) -> None:
    shelf = MemoryShelf()
    offer = offered(hall, aim(hall, "hall"), "hall", shelf, 10.0, 5)
    first = next(offer.rest)
    assert isinstance(first, Way)
    offer.stop.set()
    assert list(offer.rest) == []
    kept = recalled(shelf, hall.story.world.id, hall.story.digest, "hall")
    assert kept.routes == ((first.route, True),)
    assert not kept.is_complete


def test_one_that_is_stopped_at_once_finds_nothing(hall: Machine) -> None:
    offer = offered(hall, aim(hall, "hall"), "hall", MemoryShelf(), 10.0, 5)
    offer.stop.set()
    (nowhere,) = offer.rest
    assert isinstance(nowhere, Nowhere)
    assert not nowhere.is_impossible


def begun(hall: Machine, shelf: MemoryShelf) -> tuple[Library, Session, tuple[Way, ...]]:
    """A playthrough by the first way, and all ways."""
    found = [
        way
        for way in ways(hall, aim(hall, "hall"), "hall", MemoryShelf(), 10.0, 5)
        if isinstance(way, Way)
    ]
    library = Library(hall, shelf)
    return library, resume(library, carried_out(library, found[0].route, "en")), tuple(found)


def test_another_way_takes_the_place_of_the_first(hall: Machine) -> None:
    sentence = "Choices made on the way to {name}: {count}."
    shelf = MemoryShelf(StorageTrouble(sentence, name="hall", count="1"))
    library, session, found = begun(hall, shelf)
    taken = carried_instead(session, found[1].route)
    assert taken is not None
    assert len(taken.turns) == len(found[1].route.steps) > 1
    assert any(f": {len(taken.turns)}." in notice for notice in taken.notices)
    (card,) = library.saves()
    assert card.id.endswith(taken.playthrough)
    taken.close()


def test_a_way_that_leads_there_no_more_changes_nothing(hall: Machine) -> None:
    library, session, _ = begun(hall, MemoryShelf())
    assert carried_instead(session, Route(0, (("start", "away"),))) is None
    assert session.can_rewind
    assert len(library.saves()) == 1
    session.close()
