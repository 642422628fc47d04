"""What there is to be asked about a graph."""

from tests.explore.search.flows import CELLS, Made, start_of, terrain_of
from ulysse_game.explore.flow import Ask, Edge, Note, Set
from ulysse_game.explore.search import (
    Excluded,
    Found,
    Occasion,
    enumerate_states,
    ever,
    localize,
    questions_of,
    stuck,
)
from ulysse_game.story import YES, Compare, Expression, Not, Number, Read

A, B = Read("a"), Read("b")


def room() -> Made:
    """A room that one leaves with ``a``; ``b`` closes the door behind it for good."""
    made = Made(
        CELLS,
        ["wait", "wait"],
        [
            (
                Edge("take", YES, (Set(0, YES), Note("choice", "room.take")), 0),
                Edge("lock", YES, (Ask("outcome", "room.if", A), Set(1, YES)), 0),
                Edge("go", A, (Note("scene", "hall"), Ask("text", "hall", Not(B))), 1),
            ),
            (Edge("back", Not(B), (Note("scene", "hall"),), 0),),
        ],
    )
    shut = Ask("closed", "room.go#1", Not(A))
    made.points[0] = made.points[0]._replace(asks=(shut,))
    return made


def test_each_item_is_asked_for_wherever_it_happens() -> None:
    found = questions_of(terrain_of(room()))
    assert set(found) == {
        ("closed", "room.go#1"),
        ("choice", "room.take"),
        ("yes", "room.if"),
        ("no", "room.if"),
        ("scene", "hall"),
        ("text", "hall"),
    }
    assert found["closed", "room.go#1"].occasions == (Occasion(0, condition=Not(A)),)
    assert found["no", "room.if"].occasions == (Occasion(0, 1, 0, Not(A)),)
    assert found["scene", "hall"].occasions == (Occasion(0, 2), Occasion(1, 0))
    assert found["text", "hall"].occasions == (Occasion(0, 2, 1, Not(B)),)


def test_items_are_come_to_in_as_many_choices_as_they_take() -> None:
    made = room()
    terrain = terrain_of(made)
    found = enumerate_states(terrain, start_of(made), questions_of(terrain).values())
    assert {item: hit.cost for item, hit in found.hits.items()} == {
        ("closed", "room.go#1"): 0,
        ("choice", "room.take"): 1,
        ("yes", "room.if"): 2,
        ("no", "room.if"): 1,
        ("scene", "hall"): 2,
        ("text", "hall"): 2,
    }


def test_a_room_without_a_way_out_is_found_and_one_with_is_not() -> None:
    made = room()
    terrain, start = terrain_of(made), start_of(made)
    found = localize(terrain, start, stuck(terrain, 1))
    assert isinstance(found, Found)
    assert found.path.cost == 3
    assert isinstance(localize(terrain, start, stuck(terrain, 0)), Excluded)


def test_a_condition_is_asked_at_every_page() -> None:
    def both(point: int) -> Expression:
        return Compare("is", B, Number(1)) if point else Compare(">", A, A)

    made = room()
    terrain, start = terrain_of(made), start_of(made)
    question = ever(terrain, "never", "shut_in", both)
    assert [each.point for each in question.occasions] == [0, 1]
    found = localize(terrain, start, question)
    assert isinstance(found, Found)
    assert found.path.occasion.point == 1
