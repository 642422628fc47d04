"""What an answer says of what lies behind it."""

from __future__ import annotations

from tests.explore.hand import asks, reach_of, way
from ulysse_game.explore.behind import Behind
from ulysse_game.explore.flow import Cell, Edge, Note
from ulysse_game.explore.search.question import Occasion, Question, questions_of
from ulysse_game.explore.search.terrain import Terrain
from ulysse_game.story import YES

X = Cell("x", 0, 1, 0)
END: tuple[str, list[Edge]] = ("end", [])


def behind() -> Behind:
    """A fork: ``gate`` leads to ``hall``, which ``door`` leads to as well; ``cellar`` is behind
    ``gate`` alone, and ``loft`` behind the cellar.
    """
    points = [
        ("wait", [way(1, YES, Note("scene", "gate")), way(2, YES, Note("scene", "door"))]),
        ("wait", [way(2), way(3, YES, Note("scene", "cellar"))]),
        ("wait", [way(5, YES, Note("scene", "hall"))]),
        ("wait", [way(4, YES, Note("scene", "loft"))]),
        ("wait", [way(5)]),
        END,
    ]
    reach = reach_of([X], points)
    terrain = Terrain(reach.flow, reach.at, reach.feasible)
    return Behind(terrain, 0, questions_of(terrain))


def scenes(*names: str) -> set[tuple[str, str]]:
    return {("scene", name) for name in names}


def test_what_only_one_way_leads_to_goes_with_it() -> None:
    assert set(behind().without(("scene", "gate"))) == scenes("gate", "cellar", "loft")


def test_what_another_way_leads_to_stays_until_that_is_gone_too() -> None:
    asked = behind()
    assert set(asked.without(("scene", "door"))) == scenes("door")
    assert set(asked.without(("scene", "gate"))) == scenes("gate", "cellar", "loft", "hall")


def test_what_would_be_is_not_noted() -> None:
    asked = behind()
    for _ in range(2):
        assert set(asked.only(("scene", "gate"))) == scenes("gate", "cellar", "loft")
    assert set(asked.without(("scene", "cellar"))) == scenes("cellar", "loft")


def test_a_condition_that_never_holds_bars_no_way() -> None:
    reach = reach_of([X], [("wait", [way(1, YES, Note("scene", "on"))]), END])
    terrain = Terrain(reach.flow, reach.at, reach.feasible)
    never = Question("yes", "x", (Occasion(0, 0, 0, asks("x", "is", 1)),))
    asked = Behind(terrain, 0, {**questions_of(terrain), ("yes", "x"): never})
    assert asked.without(("yes", "x")) == []


def test_a_ring_keeps_itself() -> None:
    reach = reach_of(
        [X],
        [
            ("wait", [way(1, YES, Note("scene", "in")), way(2)]),
            ("wait", [way(1, YES, Note("scene", "round")), way(2)]),
            END,
        ],
    )
    terrain = Terrain(reach.flow, reach.at, reach.feasible)
    asked = Behind(terrain, 0, questions_of(terrain))
    assert set(asked.without(("scene", "in"))) == scenes("in")
