"""Line drawings in dots: where they are, what is left out, and words that never touch."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.view.picture import Canvas

FAR = st.floats(-1e6, 1e6)


def text(canvas: Canvas) -> list[str]:
    return ["".join(words for words, _ in row) for row in canvas.rows()]


def test_dots_are_where_they_are_put() -> None:
    canvas = Canvas(2, 1)
    assert (canvas.width, canvas.height) == (4, 4)
    canvas.dot(0, 0)
    canvas.dot(3, 3)
    assert text(canvas) == ["⠁⢀"]


def test_a_line_goes_from_end_to_end() -> None:
    canvas = Canvas(3, 2)
    canvas.line((0, 0), (5, 0))
    canvas.line((0, 7), (5, 7))
    assert text(canvas) == ["⠉⠉⠉", "⣀⣀⣀"]


def test_a_dashed_line_leaves_gaps() -> None:
    canvas = Canvas(4, 1)
    canvas.line((0, 0), (7, 0), dash=2)
    assert text(canvas) == ["⠉ ⠉ "]
    along = Canvas(4, 1)
    along.polyline([(0, 0), (3, 0), (8, 0)], dash=2)
    assert text(along) == ["⠉ ⠉ "]


def test_a_circle_is_round() -> None:
    canvas = Canvas(10, 5)
    canvas.circle((9.5, 9.5), 8)
    rows = text(canvas)
    bits = {
        (2 * x + across, 4 * y + down)
        for y, row in enumerate(rows)
        for x, sign in enumerate(row)
        if sign != " "
        for down, pair in enumerate(((1, 8), (2, 16), (4, 32), (64, 128)))
        for across, bit in enumerate(pair)
        if ord(sign) - 0x2800 & bit
    }
    assert len(bits) > 40
    assert all(7 < ((x - 9.5) ** 2 + (y - 9.5) ** 2) ** 0.5 < 9 for x, y in bits)


def test_letters_alone_where_there_is_no_braille() -> None:
    canvas = Canvas(6, 2, braille=False)
    canvas.line((0, 0), (11, 0))
    canvas.disc((3, 6), 1.5)
    rows = text(canvas)
    assert rows[0] == "......"
    assert set(rows[1]) <= set(" .*+")
    assert all(row.isascii() for row in rows)


def test_words_stand_whole_or_not_at_all() -> None:
    canvas = Canvas(10, 1)
    assert canvas.text(0, 0, "Terre")
    assert not canvas.text(5, 0, "X")  # would touch
    assert not canvas.text(3, 0, "Mars")
    assert not canvas.text(8, 0, "Mars")  # would leave the sheet
    assert not canvas.text(0, 1, "Mars")
    assert canvas.text(6, 0, "Mars", "name")
    assert canvas.rows() == [(("Terre ", "prose"), ("Mars", "name"))]


def test_words_cover_dots_and_know_them() -> None:
    canvas = Canvas(4, 1)
    canvas.line((0, 0), (7, 0), "faint")
    assert canvas.is_free(0, 0, 4)
    assert not canvas.is_empty(0, 0, 4)
    assert canvas.text(1, 0, "ab")
    assert canvas.rows() == [(("⠉", "faint"), ("ab", "prose"), ("⠉", "faint"))]


@settings(max_examples=30)
@given(st.integers(0, 20), st.integers(0, 8), FAR, FAR, FAR, FAR, st.integers(0, 4))
def test_whatever_is_drawn_the_sheet_keeps_its_size(
    columns: int, rows: int, x: float, y: float, to_x: float, to_y: float, dash: int
) -> None:
    canvas = Canvas(columns, rows)
    canvas.line((x, y), (to_x, to_y), dash=dash)
    canvas.arc((x, y), abs(to_x), 10, 200, dash=dash)
    canvas.text(int(x), int(y), "né\u0301e")
    assert [len("".join(w for w, _ in row).replace("\u0301", "")) for row in canvas.rows()] == [
        columns
    ] * rows


@settings(max_examples=25)
@given(st.floats(-50, 80), st.floats(-50, 80), st.floats(-50, 80), st.floats(-50, 80))
def test_a_clipped_line_is_the_part_of_it_that_is_in_sight(
    x: float, y: float, to_x: float, to_y: float
) -> None:
    small, large = Canvas(10, 5), Canvas(110, 55)
    small.line((x, y), (to_x, to_y))
    large.line((x + 100, y + 100), (to_x + 100, to_y + 100))
    within = [row[50:60] for row in text(large)[25:30]]
    marked = {(x, y) for y, row in enumerate(text(small)) for x, s in enumerate(row) if s != " "}
    wanted = {(x, y) for y, row in enumerate(within) for x, s in enumerate(row) if s != " "}
    # A dot may fall on the other side of a cell's edge; a line is never lost or invented.
    assert all(any(abs(x - a) <= 1 and abs(y - b) <= 1 for a, b in wanted) for x, y in marked)
    assert all(any(abs(x - a) <= 1 and abs(y - b) <= 1 for a, b in marked) for x, y in wanted) or (
        len(wanted) <= 1
    )
