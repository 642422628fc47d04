"""Question after question, each answer as if it were the only one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explore.search.flows import (
    Dice,
    Made,
    fewest,
    is_way,
    start_of,
    terrain_of,
    way_questions,
)
from tests.explore.search.test_localize import hub
from ulysse_game.explore.flow import Cell, Edge, Set
from ulysse_game.explore.search import Excluded, Found, Solver, taking
from ulysse_game.explore.search.localize import Localization
from ulysse_game.story import NO, YES, And, Compare, Number, Read


@given(st.integers(0, 1 << 32))
@settings(max_examples=100, deadline=None)
def test_what_was_learned_changes_no_answer(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    questions = [*way_questions(made), *dice.questions(made)]
    truth = fewest(made, questions)
    solver = Solver(terrain_of(made), start_of(made), questions)
    for question in questions:
        answer = solver.answer(question)
        if question.name in truth:
            assert isinstance(answer, Found)
            assert answer.path.cost == answer.at_least == truth[question.name]
            assert is_way(made, answer.path)
        else:
            assert isinstance(answer, Excluded)


@given(st.integers(0, 1 << 32))
@settings(max_examples=100, deadline=None)
def test_who_is_hasty_finds_and_excludes_the_same(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    questions = [*way_questions(made), *dice.questions(made)]
    truth = fewest(made, questions)
    solver = Solver(terrain_of(made), start_of(made), questions, is_hasty=True)
    for question in questions:
        answer = solver.answer(question)
        if question.name in truth:
            assert isinstance(answer, Found)
            assert answer.path.cost >= truth[question.name] >= answer.at_least
            assert is_way(made, answer.path)
        else:
            assert isinstance(answer, Excluded)


def test_what_is_met_on_the_way_and_bars_nothing_is_not_learned() -> None:
    cells = [Cell(name, 0, 1, 0) for name in ("one", "two", "other")]
    either = (
        Edge("a", YES, (Set(0, YES), Set(1, NO)), 1),
        Edge("b", YES, (Set(0, NO), Set(1, YES)), 1),
    )
    some = (Edge("mark", YES, (Set(2, YES),), 2), Edge("none", YES, (Set(2, NO),), 2))
    fork = (Edge("", Compare("is", Read("other"), NO), (), 3), Edge("", YES, (), 3))
    door = Edge("door", And((Read("one"), Read("two"))), (), 4)
    kinds = ("wait", "wait", "ask", "wait", "end")
    made = Made(cells, kinds, (either, some, fork, (door, Edge("past", YES, (), 4)), ()))
    seen = []
    for turns in (0, 4):
        search = Localization(
            terrain_of(made), start_of(made), taking("way", "door", 3, 0), turns=turns
        )
        while (answer := search.round(1000)) is None:
            pass
        assert isinstance(answer, Excluded)
        seen.append(frozenset().union(*search.guards.values()))
    assert seen == [{0, 1}, {0, 1}]


def test_who_does_not_learn_answers_as_if_nothing_had_been_asked() -> None:
    made = Dice(5).flow()
    terrain, start, questions = terrain_of(made), start_of(made), way_questions(made)
    solver = Solver(terrain, start, questions, learns=False)
    for question in questions:
        alone = Solver(terrain, start, questions, learns=False)
        assert solver.answer(question) == alone.answer(question)


def test_a_certificate_holds_only_what_it_needs() -> None:
    one = Edge("a", YES, (Set(1, YES), Set(2, Number(0))), 0)
    two = Edge("b", YES, (Set(1, Number(0)), Set(2, YES)), 0)
    more = Edge("more", YES, (Set(3, Read("noise")),), 0)
    other = Edge("other", And((Compare("is", Read("count"), Number(3)), Read("one"))), (), 1)
    made = hub((one, two, more, other), (Cell("count", 0, 9, 0),))
    questions = [taking("way", "other", 0, 5), taking("way", "door", 0, 1)]
    solver = Solver(terrain_of(made), start_of(made), questions)
    assert isinstance(solver.answer(questions[0]), Found)
    answer = solver.answer(questions[1])
    assert isinstance(answer, Excluded)
    assert answer.certificate.cells == ("one", "two")
    assert answer.certificate.states == 3


def test_what_localization_leaves_open_is_looked_for_with_everything_seen() -> None:
    steps = tuple(
        Edge(str(n), Compare("is", Read("count"), Number(n)), (Set(3, Number(n + 1)),), 0)
        for n in range(9)
    )
    flags = Edge("both", Compare("is", Read("count"), Number(9)), (Set(1, YES), Set(2, YES)), 0)
    made = hub((*steps, flags), (Cell("count", 0, 9, 0),))
    question = taking("way", "door", 0, 1)
    answer = Solver(terrain_of(made), start_of(made), [question]).answer(question, limit=8)
    assert not isinstance(answer, Excluded)
    answer = Solver(terrain_of(made), start_of(made), [question]).answer(question, limit=2_000)
    assert isinstance(answer, Found)
    assert answer.path.cost == 11
