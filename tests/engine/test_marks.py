"""What is remembered of scenes and choices, held against plain dicts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.engine.marks import (
    MOST_VISITS,
    PICKED,
    SPENT,
    TAKEN,
    bit,
    mark_of,
    no_marks,
    no_visits,
    visited,
    visits_of,
    with_mark,
)

SCENES = 70  # more than two whole numbers hold


def test_at_first_nothing() -> None:
    for count in (0, 1, 31, 32, 33, 64, 65):
        visits, marks = no_visits(count), no_marks(count)
        assert [visits_of(visits, n) for n in range(count)] == [0] * count
        assert [mark_of(marks, n) for n in range(count)] == [0] * count
        assert len(visits) == len(marks) == -(-count // 32)  # and not one number more


@given(st.lists(st.tuples(st.integers(0, SCENES - 1), st.integers(0, 70_000)), max_size=30))
def test_visits_are_counted_scene_by_scene(made: list[tuple[int, int]]) -> None:
    visits, counts = no_visits(SCENES), [0] * SCENES
    for scene, times in made:
        visits = visited(visits, scene, times)
        counts[scene] = min(counts[scene] + times, 65_535)
        assert [visits_of(visits, n) for n in range(SCENES)] == counts


def test_visits_stay_at_their_most() -> None:
    full = visited(no_visits(SCENES), 33, MOST_VISITS)
    assert visited(full, 33) == full
    assert visits_of(full, 32) == visits_of(full, 34) == 0
    assert visits_of(visited(visited(no_visits(1), 0, MOST_VISITS - 1), 0), 0) == MOST_VISITS


@given(st.lists(st.tuples(st.integers(0, SCENES - 1), st.integers(0, 2**200)), max_size=30))
def test_marks_are_kept_scene_by_scene(made: list[tuple[int, int]]) -> None:
    marks, known = no_marks(SCENES), [0] * SCENES
    for scene, value in made:
        before = marks
        marks = with_mark(marks, scene, value)
        assert [mark_of(before, n) for n in range(SCENES)] == known  # the old is as it was
        known[scene] = value
        assert [mark_of(marks, n) for n in range(SCENES)] == known


def test_every_bit_is_its_own() -> None:
    bits = [bit(kind, choice) for choice in range(50) for kind in (TAKEN, SPENT, PICKED)]
    assert bits == [1 << n for n in range(150)]
