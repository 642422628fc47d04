"""Chance is the same on every machine, for ever: an old save must draw what it drew."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.engine.chance import GOLDEN, draw, mix, shuffled

# The first outputs of SplitMix64 for the seed 1234567, as the reference implementation of
# Sebastiano Vigna gives them.
REFERENCE = (
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
)


def test_it_is_splitmix64() -> None:
    assert tuple(mix(1234567 + n * GOLDEN) for n in range(1, 6)) == REFERENCE
    assert tuple(draw(1234567, n, 1 << 64) for n in range(5)) == REFERENCE


def test_the_same_numbers_for_ever() -> None:
    assert [draw(1, n, 6) for n in range(12)] == [5, 1, 0, 5, 3, 2, 3, 3, 0, 4, 3, 4]
    assert [shuffled(1, "start", 0, visit, 5) for visit in range(1, 9)] == [4, 4, 4, 0, 4, 3, 1, 0]


@given(st.integers(0, 2**64 - 1), st.integers(0, 10**6), st.integers(1, 1000))
def test_it_stays_within_its_sides(seed: int, count: int, sides: int) -> None:
    assert 0 <= draw(seed, count, sides) < sides
    assert 0 <= shuffled(seed, "start.go", count, count, sides) < sides


def test_every_side_comes_about_as_often() -> None:
    counts = Counter(draw(7, n, 5) for n in range(5000))
    assert all(900 < counts[side] < 1100 for side in range(5))
    counts = Counter(shuffled(7, "start", 0, n, 5) for n in range(5000))
    assert all(900 < counts[side] < 1100 for side in range(5))


def test_two_shuffles_differ() -> None:
    def shown(seed: int, line_id: str, salt: int) -> list[int]:
        return [shuffled(seed, line_id, salt, visit, 10) for visit in range(20)]

    first = shown(1, "start", 0)
    assert first not in (shown(2, "start", 0), shown(1, "start.go", 0), shown(1, "start", 1))
