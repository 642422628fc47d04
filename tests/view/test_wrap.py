"""Wrapping: no line over its width, every word kept, French punctuation never alone."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from ulysse_game.view.page import Run
from ulysse_game.view.wrap import _NARROW, GLUE, cells, part, spans, wrap

NB, THIN = "\xa0", "\u202f"


def lines(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return ["".join(run.text for run in line) for line in wrap([Run(text)], width, first, rest)]


def test_breaks_at_spaces_and_drops_them() -> None:
    assert lines("Seven sleep traces on the screen", 12) == [
        "Seven sleep",
        "traces on",
        "the screen",
    ]


def test_first_and_other_lines_have_their_own_indent() -> None:
    assert lines("one two three four", 9, "1. ", "   ") == [
        "1. one",
        "   two",
        "   three",
        "   four",
    ]


def test_an_indent_wider_than_the_line_is_left_out() -> None:
    assert lines("ab cd", 3, "      ", "      ") == ["ab", "cd"]


@pytest.mark.parametrize("space", [NB, THIN, "\u2007"])
def test_never_breaks_at_a_no_break_space(space: str) -> None:
    assert lines(f"il dit{space}: oui", 7) == ["il", f"dit{space}:", "oui"]


def test_word_joiner_joins() -> None:
    assert lines("ab well-\u2060known", 10) == ["ab", "well-\u2060known"]


def test_breaks_after_a_hyphen_between_words_only() -> None:
    assert lines("a checklist-reader", 13) == ["a checklist-", "reader"]
    assert lines("alors dit-il", 10) == ["alors", "dit-il"]
    assert lines("drops to -40", 9) == ["drops to", "-40"]


def test_breaks_after_a_dash_set_solid() -> None:
    assert lines("where he\u2014I closed", 9) == ["where he\u2014", "I closed"]


def test_french_dash_stays_with_its_first_word() -> None:
    assert lines(f"\u2014{NB}Dix minutes", 7) == [f"\u2014{NB}Dix", "minutes"]


def test_cuts_only_words_longer_than_a_line() -> None:
    assert lines("ab abcdefghij cd", 4) == ["ab", "abcd", "efgh", "ij", "cd"]


def test_emphasis_keeps_its_place() -> None:
    runs = [Run("He says "), Run("not a word", True), Run(" of it.")]
    assert wrap(runs, 11) == [
        [Run("He says "), Run("not", True)],
        [Run("a word", True), Run(" of")],
        [Run("it.")],
    ]


def test_text_without_words_is_one_empty_line() -> None:
    assert wrap([], 10) == [[]]
    assert wrap([Run("   ")], 10, "> ") == [[]]


def test_spaces_within_a_line_are_kept() -> None:
    assert lines("O2   188", 20) == ["O2   188"]
    assert lines("  indented", 20) == ["  indented"]


def test_cells_counts_what_the_terminal_shows() -> None:
    assert cells("Irène — O₂ 3,1") == 14
    assert cells("火星") == 4
    assert cells("e\u0301") == 1
    assert cells("a\x1bb") == 2


def test_part_cuts_runs() -> None:
    assert part([Run("abc"), Run("def", True)], 2, 5) == [Run("c"), Run("de", True)]


SIGNS = st.sampled_from(list("abcdefgh  éà-—–.,!?’“”" + NB + THIN + "\u2060火e\u0301👩"))
WORDS = st.text(SIGNS, max_size=120)
RUNS = st.lists(st.builds(Run, WORDS, st.booleans()), max_size=4)


@given(RUNS, st.integers(2, 60), st.sampled_from(["", "  ", "1. "]), st.sampled_from(["", "   "]))
def test_no_line_is_wider_than_asked(runs: list[Run], width: int, first: str, rest: str) -> None:
    for line in wrap(runs, width, first, rest):
        assert cells("".join(run.text for run in line)) <= width


@given(RUNS, st.integers(1, 60))
def test_every_sign_is_kept_in_order(runs: list[Run], width: int) -> None:
    before = "".join(run.text for run in runs)
    after = [run for line in wrap(runs, width) for run in line]
    assert "".join(r.text for r in after).replace(" ", "") == before.replace(" ", "")
    marked = [sign for run in runs for sign in run.text if run.emphasis and sign != " "]
    assert [sign for run in after for sign in run.text if run.emphasis and sign != " "] == marked


@given(RUNS, st.integers(12, 60))
def test_no_line_begins_or_ends_at_glue_unless_a_word_was_cut(runs: list[Run], width: int) -> None:
    text = "".join(run.text for run in runs)
    words = [word for word in text.split(" ") if word]
    if any(cells(word) > width or word[0] in GLUE or word[-1] in GLUE for word in words):
        return
    for line in lines(text, width):
        assert not line or (line[0] not in GLUE and line[-1] not in GLUE)


@given(WORDS, st.integers(20, 60))
def test_wrapping_again_changes_nothing(text: str, width: int) -> None:
    once = lines(text, width)
    assert [lines(row, width) for row in once] == [[row] for row in once]


def test_where_lines_begin_and_end() -> None:
    assert spans("", 5, 5) == [(0, 0)]
    assert spans("ab  ", 2, 2) == [(0, 2)]
    assert spans("ab cd     ", 2, 2) == [(0, 2), (3, 5)]
    assert spans("well- known", 5, 5) == [(0, 5), (6, 11)]
    assert spans("well-known", 5, 5) == [(0, 5), (5, 10)]
    assert spans("\u6f22\u6f22", 1, 1) == [(0, 1), (1, 2)]  # wider than the line: one at a time
    assert spans(f"a{NB}{NB}{NB}b", 2, 2)[0] == (0, 2)  # nowhere is better


def test_what_is_taken_for_narrow_is_one_cell_wide() -> None:
    every = (chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000)
    narrow = [sign for sign in every if _NARROW.fullmatch(sign)]
    assert "≡" in narrow
    assert "█" in narrow
    assert [sign for sign in narrow if wcwidth(sign) != 1] == []


@pytest.mark.parametrize("sign", ["x", "漢", "e\u0301", "é"])
def test_a_word_without_an_end_is_cut_in_one_go(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever measures what is left at every cut takes minutes for a word of two megabytes."""
    measured = 0

    def counted(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return cells(text)

    monkeypatch.setattr(sys.modules["ulysse_game.view.wrap"], "cells", counted)
    word = sign * 20_000
    rows = lines(word, 72)
    # A sign at a time where the widths differ: up to a row's length for each.
    assert measured < 80 * len(word)
    assert "".join(rows) == word
    assert {cells(row) for row in rows[:-1]} == {72}
    assert 0 < cells(rows[-1]) <= 72
