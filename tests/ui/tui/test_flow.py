"""From a page to rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.tui.fake import lines
from ulysse_game.ui.tui.flow import (
    COLUMN,
    Block,
    column,
    lay,
    option_blocks,
    status_row,
    story_blocks,
)
from ulysse_game.view.page import Gauge, Line, Option, Page, Run
from ulysse_game.view.wrap import cells


def rows(block: Block, width: int = 40) -> list[str]:
    return ["".join(text for text, _ in row) for row in lay(block, width)]


def page(*gauges: Gauge) -> Page:
    return Page(0, "", "", "", (), (), gauges)


@pytest.mark.parametrize(("width", "text"), [(40, 36), (76, 68), (80, 72), (160, 72), (1, 1)])
def test_column(width: int, text: int) -> None:
    assert column(width) == text <= COLUMN


def test_one_block_for_each_line() -> None:
    for turn in range(4):
        made = lines(turn, "en", "Go.")
        assert len(story_blocks(made, "en")) == len(made)


def test_lines_of_a_screen_stand_together() -> None:
    one, two = story_blocks([Line("screen", (Run("A"),)), Line("screen", (Run("B"),))], "en")
    assert rows(one) == ["", "    A"]
    assert rows(two) == ["    B"]


def test_open_choices_are_numbered_and_closed_ones_say_why() -> None:
    blocks = option_blocks(
        (
            Option("a", (Run("Go."),)),
            Option("b", (Run("Stay."),), False, (Run("no air"),)),
            Option("c", (), False, (Run("You had something else to say."),)),
            Option("d", (Run("Wait."),)),
        )
    )
    assert [rows(block)[-1] for block in blocks] == [
        "  1  Go.",
        "  –  Stay.  (no air)",
        "  –  You had something else to say.",
        "  2  Wait.",
    ]


def test_status_keeps_the_seats_whatever_the_width() -> None:
    made = page(Gauge("sol", "SOL 07"), Gauge("clock", "14:20"), Gauge("s", "Seats 2/8", True))
    assert "".join(t for t, _ in status_row(made, 78)) == "SOL 07 · 14:20 · Seats 2/8"
    assert "".join(t for t, _ in status_row(made, 20)) == "SOL 07 · Seats 2/8"
    assert "".join(t for t, _ in status_row(made, 10)) == "Seats 2/8"
    assert [role for _, role in status_row(made, 78)].count("seats") == 1


def test_thin_spaces_can_be_made_wide() -> None:
    line = Line("narration", (Run("Qui\u202f?"),))
    assert story_blocks([line], "fr", thin=False)[0].text == "Qui\xa0?"
    assert story_blocks([line], "fr")[0].text == "Qui\u202f?"


@given(
    st.text(max_size=200),
    st.integers(1, 90),
    st.sampled_from([("", "prose"), ("  1  ", "number")]),
    st.booleans(),
)
def test_no_row_is_too_wide(words: str, width: int, lead: tuple[str, str], centred: bool) -> None:
    block = Block(((words, "prose"),), lead, " " * len(lead[0]), centred=centred)
    for row in lay(block, width):
        assert cells("".join(text for text, _ in row)) <= max(width, 2)
