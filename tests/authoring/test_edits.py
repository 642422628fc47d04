"""Edits change what they name and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.authoring.edits import Edit, by_file, edited

TEXT = "kitchen:\n  at: galley\n  # the é stays\nend"


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> Edit:
    return Edit("a.yaml", line, column, end_line, end_column, text)


def test_a_word_is_replaced() -> None:
    assert edited(TEXT, [edit(2, 7, 2, 13, "cabin")]) == TEXT.replace("galley", "cabin")


def test_edits_come_in_any_order() -> None:
    edits = [edit(4, 1, 4, 4, "END"), edit(1, 1, 1, 8, "supper")]
    assert edited(TEXT, edits) == "supper:\n  at: galley\n  # the é stays\nEND"


def test_insertions_at_one_place_keep_their_order() -> None:
    assert edited("ab", [edit(1, 2, 1, 2, "1"), edit(1, 2, 1, 2, "2")]) == "a12b"


def test_a_column_past_the_end_means_the_end_of_the_line() -> None:
    assert edited("a\nb", [edit(1, 99, 1, 99, "!")]) == "a!\nb"


def test_a_line_and_its_break_can_go() -> None:
    assert edited("a\nb\nc", [edit(2, 1, 3, 1, "")]) == "a\nc"


def test_other_breaks_are_no_lines() -> None:
    assert edited("a\x0b\u2028b\nc", [edit(2, 1, 2, 2, "C")]) == "a\x0b\u2028b\nC"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        edited("abcdef", [edit(1, 1, 1, 4, ""), edit(1, 3, 1, 5, "")])


def test_a_line_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no line 3"):
        edited("a\nb", [edit(3, 1, 3, 1, "")])


def test_by_file() -> None:
    one, two = edit(1, 1, 1, 1, "x"), Edit("b.yaml", 1, 1, 1, 1, "y")
    assert by_file([one, two, one]) == {"a.yaml": [one, one], "b.yaml": [two]}


@given(st.text("aé\n🚀", max_size=30), st.data())
def test_everything_outside_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spot = edit(*place(text, start), *place(text, end), "NEW")
    assert edited(text, [spot]) == text[:start] + "NEW" + text[end:]


def place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
