"""Pictures in cells: as many as were asked for, in each manner."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.view.picture import Cell, Manner, Picture, drawn, joined

BLACK, WHITE, RED = b"\0\0\0", b"\xff\xff\xff", b"\xc0\x20\x10"
MANNERS: tuple[Manner, ...] = (
    "half", "quadrant", "cube", "tones", "halftones", "braille", "ascii",
)  # fmt: skip


def of(*rows: list[bytes]) -> Picture:
    return Picture(len(rows[0]), len(rows), b"".join(b"".join(row) for row in rows))


@settings(max_examples=30)
@given(
    st.sampled_from(MANNERS), st.integers(1, 12), st.integers(1, 6), st.booleans(),
    st.binary(min_size=3 * 6 * 5, max_size=3 * 6 * 5),
)  # fmt: skip
def test_as_many_cells_as_asked(
    manner: Manner, columns: int, rows: int, on_light: bool, pixels: bytes
) -> None:
    picture = drawn(Picture(6, 5, pixels), columns, rows, manner, on_light=on_light)
    assert [sum(len(cell.text) for cell in row) for row in picture] == [columns] * rows
    for row in picture:
        assert all(cell.text.isprintable() for cell in row)
        if manner in ("braille", "ascii"):
            assert not any(cell.ink or cell.ground for cell in row)
        if manner == "ascii":
            assert all(cell.text.isascii() for cell in row)


def test_half_blocks_stack_two_pixels() -> None:
    assert drawn(of([RED], [BLACK]), 1, 1, "half") == ((Cell("▀", "#c02010", "#000000"),),)
    assert drawn(of([RED], [RED]), 1, 1, "half") == ((Cell(" ", "", "#c02010"),),)


def test_quadrants_follow_the_light() -> None:
    picture = of([BLACK, WHITE], [WHITE, WHITE])
    assert drawn(picture, 1, 1, "quadrant") == ((Cell("▟", "#ffffff", "#000000"),),)
    signs = set()
    for bits in range(1, 15):
        four = [WHITE if bits >> at & 1 else BLACK for at in range(4)]
        ((cell,),) = drawn(of(four[:2], four[2:]), 1, 1, "quadrant")
        assert (cell.ink, cell.ground) == ("#ffffff", "#000000")
        signs.add(cell.text)
    assert len(signs) == 14


def test_cells_that_look_alike_are_one() -> None:
    row = joined([Cell("a", "#1"), Cell("b", "#1"), Cell("c", "#2")])
    assert row == (Cell("ab", "#1"), Cell("c", "#2"))


def test_without_colours_the_dark_is_drawn_on_a_light_ground() -> None:
    left_is_light = of(*[[WHITE] * 2 + [BLACK] * 2] * 4)
    manners: tuple[tuple[Manner, str], ...] = (("braille", "⣿"), ("ascii", "@"))
    for manner, full in manners:
        ((night,),) = drawn(left_is_light, 2, 1, manner)
        ((day,),) = drawn(left_is_light, 2, 1, manner, on_light=True)
        assert (night.text, day.text) == (full + " ", " " + full)


def test_a_night_is_not_one_black_field() -> None:
    night = of(*[[bytes((v, v, v)) for v in range(4, 36)]] * 8)
    for manner in MANNERS[3:]:
        shown = [cell for row in drawn(night, 16, 2, manner) for cell in row]
        assert len({(sign, cell.ink, cell.ground) for cell in shown for sign in cell.text}) > 2


def grade() -> Picture:
    return of(*[[bytes((x * 8, x * 5, y * 20)) for x in range(30)] for y in range(10)])


def test_few_colours_are_those_that_the_terminal_has() -> None:
    cube = {0, 95, 135, 175, 215, 255}
    for cell in (cell for row in drawn(grade(), 30, 5, "cube") for cell in row):
        for colour in filter(None, (cell.ink, cell.ground)):
            parts = tuple(bytes.fromhex(colour[1:]))
            assert set(parts) <= cube or (len(set(parts)) == 1 and (parts[0] - 8) % 10 == 0)
    for manner in MANNERS[3:5]:
        greys = {"#000000", "#555555", "#aaaaaa", "#ffffff", ""}
        shown = [cell for row in drawn(grade(), 30, 5, manner) for cell in row]
        assert {cell.ink for cell in shown} | {cell.ground for cell in shown} <= greys


@pytest.mark.parametrize("manner", MANNERS)
def test_the_same_picture_is_drawn_the_same(manner: Manner) -> None:
    assert drawn(grade(), 17, 4, manner) == drawn(grade(), 17, 4, manner)
