"""A tree that only grows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.play.timeline import (
    WHOLE_EVERY,
    Node,
    Timeline,
    begun,
    chosen,
    cut,
    grafted,
    is_grown_from,
    leaves,
    moved,
    path,
    plain_at,
)


def at(name: str, turn: int) -> dict[str, object]:
    return {"at": name, "turn": turn, "been": {name: turn}}


def choose(timeline: Timeline, choice: str) -> Timeline:
    after = at(choice, timeline.depth + 1)
    return chosen(timeline, choice, plain_at(timeline, timeline.head), after)


def line(choices: str, timeline: Timeline | None = None) -> Timeline:
    timeline = timeline or begun(at("root", 0))
    for choice in choices:
        timeline = choose(timeline, choice)
    return timeline


def test_rewinding_keeps_the_abandoned_line() -> None:
    timeline = line("abc")
    other = line("x", moved(timeline, 1))
    assert path(other) == [0, 1, 4]
    assert [other.nodes[node].choice for node in path(other)] == ["", "a", "x"]
    assert path(other, 3) == [0, 1, 2, 3]
    assert leaves(other) == [3, 4]
    assert other.depth == 2
    assert timeline == line("abc"), "what was given stays as it was"


def test_the_same_choice_again_is_the_same_node() -> None:
    timeline = line("abc")
    assert line("bc", moved(timeline, 1)) == timeline
    assert line("b", moved(timeline, 1)).head == 2


def test_the_same_choice_with_another_outcome_is_another_node() -> None:
    timeline = line("a")
    again = chosen(moved(timeline, 0), "a", plain_at(timeline, 0), at("elsewhere", 1))
    assert len(again.nodes) == 3
    assert plain_at(again, 2) == at("elsewhere", 1)


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("abc")), max_size=40))
def test_every_moment_can_be_had_again(moves: list[tuple[int, str]]) -> None:
    timeline = begun(at("root", 0))
    for back, choice in moves:
        timeline = choose(moved(timeline, back % len(timeline.nodes)), choice)
    for number, node in enumerate(timeline.nodes):
        assert plain_at(timeline, number) == at(node.choice or "root", node.depth)
        assert node.parent < number
        assert path(timeline, number)[-1] == number
    assert len({(node.parent, node.choice) for node in timeline.nodes}) == len(timeline.nodes)


def test_a_whole_form_now_and_then() -> None:
    timeline = line("ab" * WHOLE_EVERY)
    wholes = [node.depth for node in timeline.nodes if node.whole is not None]
    assert wholes == [0, WHOLE_EVERY, 2 * WHOLE_EVERY]


def without_changes(timeline: Timeline, *numbers: int) -> Timeline:
    nodes = list(timeline.nodes)
    for number in numbers:
        nodes[number] = nodes[number]._replace(changes=None, whole=None)
    return Timeline(tuple(nodes), timeline.head)


def test_after_what_was_dropped_a_whole_form_stands() -> None:
    timeline = without_changes(line("abc"), 2)
    assert plain_at(timeline, 1) is not None
    assert plain_at(timeline, 2) is plain_at(timeline, 3) is None
    longer = line("d", timeline)
    assert plain_at(longer, 4) == at("d", 4)
    assert plain_at(line("e", longer), 5) == at("e", 5)


def test_choosing_again_brings_back_what_was_dropped() -> None:
    timeline = without_changes(line("abc"), 2)
    again = line("b", moved(timeline, 1))
    assert again.head == 2
    assert plain_at(again, 3) == at("c", 3)


def test_changes_that_do_not_fit_lead_nowhere() -> None:
    timeline = Timeline((Node(-1, "", 0, whole={"a": 1}), Node(0, "x", 1, {"a": {"b": 1}})), 1)
    assert plain_at(timeline, 1) is None


def test_growing_from_an_older_one() -> None:
    older = line("ab")
    newer = line("x", moved(line("c", older), 1))
    assert is_grown_from(newer, older)
    assert is_grown_from(older, older)
    assert is_grown_from(moved(older, 0), older)
    assert not is_grown_from(older, newer)
    assert not is_grown_from(line("xyz"), older)
    joined = grafted(without_changes(newer, 1), older)
    assert joined.head == older.head
    assert joined.nodes == newer.nodes


def test_cutting_keeps_the_recent_and_its_branches() -> None:
    timeline = line("bcdef", line("x", line("a")))
    timeline = line("yz", moved(timeline, 4))
    short, numbers = cut(timeline, 3)
    assert [node.choice for node in short.nodes] == ["", "c", "d", "e", "f", "y", "z"]
    assert [node.depth for node in short.nodes] == [3, 4, 5, 6, 7, 5, 6]
    assert plain_at(short, short.head) == plain_at(timeline, timeline.head)
    for old, new in numbers.items():
        assert plain_at(short, new) == plain_at(timeline, old)
    assert cut(timeline, 99)[0] == timeline


def test_where_nothing_is_known_all_is_kept() -> None:
    timeline = without_changes(line("abc"), 0, 1, 2, 3)
    assert cut(timeline, 1)[0] == timeline


def test_grafting_keeps_what_either_knows() -> None:
    older = line("ab")
    newer = chosen(older, "c", plain_at(older, older.head), {"n": 9})
    for known, forgetful in (
        (newer, without_changes(older, 1)),
        (without_changes(newer, 1), older),
    ):
        joined = grafted(known, forgetful)
        assert joined.nodes[1].changes == newer.nodes[1].changes is not None
        assert [node[:3] for node in joined.nodes] == [node[:3] for node in newer.nodes]
        assert joined.head == older.head
