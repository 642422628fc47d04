"""The instruments: bars of eighths, a heart's line, one highlighted figure, nothing too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.ui.tui.flow import Row, lay
from ulysse_game.ui.tui.instruments import STEP, bar, instrument_blocks, trace
from ulysse_game.view.page import Instrument
from ulysse_game.view.wrap import cells

OXYGEN = Instrument("o2", "Oxygen", "188 person-sols", 0.5)
SEATS = Instrument("seats", "Seats", "2 for 8", highlight=True)
HEART = Instrument("heart", "Martin", "51", form="trace", rate=51)


def rows(instrument: Instrument, width: int = 30, step: int = 0) -> list[Row]:
    (block,) = instrument_blocks([instrument], step)
    return lay(block, width)


def texts(made: list[Row]) -> list[str]:
    return ["".join(text for text, _ in row) for row in made]


@pytest.mark.parametrize(
    ("share", "full"),
    [(0.0, ""), (0.001, "▏"), (0.25, "██"), (0.3, "██▍"), (0.99, "███████▉"), (1.0, "████████"),
     (2.0, "████████"), (-1.0, "")],
)  # fmt: skip
def test_a_bar_counts_in_eighths(share: float, full: str) -> None:
    assert bar(share, 8) == (full, " " * (8 - len(full)))


def test_name_and_reading_stand_at_both_ends_over_the_bar() -> None:
    gap, first, second = texts(rows(OXYGEN))
    assert gap == ""
    assert first == "Oxygen         188 person-sols"
    assert second == "██████████████▌" + " " * 14 + "▕"


def test_without_room_the_reading_goes_below() -> None:
    assert texts(rows(OXYGEN, 18))[1:3] == ["Oxygen", "188 person-sols"]


def test_the_seats_alone_are_highlighted() -> None:
    roles = {role for each in (OXYGEN, HEART) for row in rows(each) for _, role in row}
    assert "seats" not in roles
    assert [text for row in rows(SEATS) for text, role in row if role == "seats"] == ["2 for 8"]
    assert len(rows(SEATS)) == 2, "what has no share has no bar"


@pytest.mark.parametrize("rate", [20, 51, 92, 104, 150])
def test_a_heart_beats_at_its_rate(rate: int) -> None:
    minutes = 10
    line = trace(rate, round(minutes * 60 / STEP), 7)
    assert abs(line.count("∧") - minutes * rate) <= 1
    assert set(line) == {"∧", "─"}


def test_a_line_moves_by_one_cell_a_step() -> None:
    assert trace(51, 30, 8)[:-1] == trace(51, 30, 7)[1:]
    assert trace(51, 30, 8) != trace(51, 30, 7)
    assert texts(rows(HEART, step=3))[2] == trace(51, 30, 3)


def test_a_heart_that_stands_still_has_a_flat_line() -> None:
    assert trace(0, 9, 4) == "─" * 9


@given(
    st.text(max_size=30), st.text(max_size=30), st.none() | st.floats(0, 1),
    st.sampled_from(["bar", "trace"]), st.integers(-5, 400), st.integers(1, 60), st.integers(0, 99),
)  # fmt: skip
def test_no_row_is_too_wide(
    name: str, reading: str, share: float | None, form: str, rate: int, width: int, step: int
) -> None:
    made = rows(Instrument("x", name, reading, share, form, rate), width, step)
    assert all(sum(cells(text) for text, _ in row) <= width for row in made)
