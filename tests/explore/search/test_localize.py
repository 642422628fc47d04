"""One question, through as few cells as it takes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explore.search.flows import Dice, Made, fewest, is_way, start_of, terrain_of
from ulysse_game.explore.flow import Cell, Edge, Set
from ulysse_game.explore.search import (
    Answer,
    Excluded,
    Found,
    Open,
    Question,
    localize,
    taking,
)
from ulysse_game.story import YES, And, Arithmetic, Choose, Compare, Number, Read

BOTH = And((Read("one"), Read("two")))
UP = Arithmetic("+", Read("noise"), Number(1))
TURNED = Choose(Compare(">=", Read("noise"), Number(100)), Number(0), UP)


def hub(more: tuple[Edge, ...], cells: tuple[Cell, ...] = ()) -> Made:
    """A room with a noise that goes round and a door for those who hold both flags."""
    own = (Cell("noise", 0, 100, 0), Cell("one", 0, 1, 0), Cell("two", 0, 1, 0), *cells)
    ways = (
        Edge("wait", YES, (Set(0, TURNED),), 0),
        Edge("door", BOTH, (), 1),
        *more,
    )
    return Made(own, ["wait", "end"], [ways, ()])


def asked(made: Made, way: int = 1, limit: int = 10_000) -> Answer:
    return localize(terrain_of(made), start_of(made), taking("way", "door", 0, way), limit)


def test_what_needs_two_flags_is_found_by_its_shortest_way() -> None:
    found = asked(hub((Edge("a", YES, (Set(1, YES),), 0), Edge("b", YES, (Set(2, YES),), 0))))
    assert isinstance(found, Found)
    assert found.path.cost == found.at_least == 3
    assert sorted(way for _, way in found.path.ways) == [2, 3]


def test_two_flags_that_are_never_set_together_exclude_the_door_and_prove_it_alone() -> None:
    one = Edge("a", YES, (Set(1, YES), Set(2, Number(0))), 0)
    two = Edge("b", YES, (Set(1, Number(0)), Set(2, YES)), 0)
    answer = asked(hub((one, two)))
    assert isinstance(answer, Excluded)
    assert answer.certificate.cells == ("one", "two")
    assert answer.certificate.states == 3  # neither, one, the other: the noise is not looked at


def test_a_value_that_comes_from_another_cell_is_followed_back() -> None:
    count = Cell("count", 0, 9, 0)
    more = Edge("more", YES, (Set(3, Arithmetic("+", Read("count"), Number(2))),), 0)
    flags = (Set(1, Compare("is", Read("count"), Number(6))), Set(2, YES))
    found = asked(hub((more, Edge("turn", YES, flags, 0)), (count,)))
    assert isinstance(found, Found)
    assert found.path.cost == 5
    odd = (Set(1, Compare("is", Read("count"), Number(7))), Set(2, YES))
    answer = asked(hub((more, Edge("turn", YES, odd, 0)), (count,)))
    assert isinstance(answer, Excluded)


def test_beyond_its_limit_a_question_is_open_with_what_it_takes_at_least() -> None:
    later = Edge("late", Compare(">=", Read("noise"), Number(90)), (Set(1, YES), Set(2, YES)), 0)
    answer = asked(hub((later,)), limit=50)
    assert isinstance(answer, Open)
    assert 40 <= answer.at_least <= 92
    assert isinstance(asked(hub((later,))), Found)


def test_a_question_stops_when_it_is_told_to() -> None:
    made = hub((Edge("a", YES, (Set(1, YES),), 0), Edge("b", YES, (Set(2, YES),), 0)))
    asking = taking("way", "door", 0, 1)
    answer = localize(terrain_of(made), start_of(made), asking, 100, lambda: False)
    assert isinstance(answer, Open)
    assert answer.why == "time"


def test_nothing_leads_to_a_question_without_occasions() -> None:
    made = hub(())
    answer = localize(terrain_of(made), start_of(made), Question("way", "none", ()))
    assert isinstance(answer, Excluded)


@given(st.integers(0, 1 << 32))
@settings(max_examples=200, deadline=None)
def test_every_answer_is_that_of_brute_force(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    questions = dice.questions(made)
    truth = fewest(made, questions)
    terrain, start = terrain_of(made), start_of(made)
    for question in questions:
        answer = localize(terrain, start, question)
        if question.name in truth:
            assert isinstance(answer, Found)
            assert answer.path.cost == answer.at_least == truth[question.name]
            assert is_way(made, answer.path)
        else:
            assert isinstance(answer, Excluded)
