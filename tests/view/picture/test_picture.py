"""A picture at other sizes: averages of areas, and the shape kept."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.view.picture import Picture, fitted, scaled


def grey(*rows: list[int]) -> Picture:
    return Picture(len(rows[0]), len(rows), bytes(v for row in rows for v in row for _ in "rgb"))


def greys(picture: Picture) -> list[list[int]]:
    return [list(picture.row(y)[::3]) for y in range(picture.height)]


def test_each_pixel_is_the_average_of_its_area() -> None:
    assert greys(scaled(grey([0, 100], [200, 100]), 1, 1)) == [[100]]
    assert greys(scaled(grey([0, 0, 90, 90]), 2, 1)) == [[0, 90]]
    # Three into two: the middle one belongs half to either side.
    assert greys(scaled(grey([0, 90, 240]), 2, 1)) == [[30, 190]]
    assert greys(scaled(grey([0], [90], [240]), 1, 2)) == [[30], [190]]


def test_channels_stay_apart() -> None:
    picture = Picture(2, 1, bytes((255, 0, 10, 255, 0, 30)))
    assert scaled(picture, 1, 1).pixels == bytes((255, 0, 20))


def test_larger_is_the_same_picture() -> None:
    assert greys(scaled(grey([0, 255]), 4, 2)) == [[0, 0, 255, 255]] * 2


@settings(max_examples=30)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 30), st.integers(1, 30), st.binary())
def test_nothing_gets_lighter_or_darker(w: int, h: int, to_w: int, to_h: int, some: bytes) -> None:
    pixels = (some + b"\x80") * (3 * w * h)
    picture = Picture(w, h, pixels[: 3 * w * h])
    small = scaled(picture, to_w, to_h)
    assert len(small.pixels) == 3 * to_w * to_h
    assert min(picture.pixels) <= min(small.pixels) <= max(small.pixels) <= max(picture.pixels)
    mean, meant = sum(small.pixels) / len(small.pixels), sum(picture.pixels) / len(picture.pixels)
    assert abs(mean - meant) < 2


@settings(max_examples=40)
@given(st.integers(1, 640), st.integers(1, 360), st.integers(1, 300), st.integers(1, 100))
def test_fitted_keeps_the_shape_within_its_room(w: int, h: int, columns: int, most: int) -> None:
    picture = Picture(w, h, b"")
    across, down = fitted(picture, columns, most)
    assert 1 <= across <= columns
    assert 1 <= down <= most
    if across > 4 and down > 4:
        assert 0.75 < (across / (2 * down)) / (w / h) < 1.33


def test_a_plate_in_a_page() -> None:
    plate = Picture(288, 108, b"")
    assert fitted(plate, 72, 20) == (72, 14)
    assert fitted(plate, 72, 9) == (48, 9)
