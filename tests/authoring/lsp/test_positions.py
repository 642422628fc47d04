"""Columns of an editor and columns of ours, there and back, whatever stands in the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.authoring.lsp.positions import UTF8, UTF16, UTF32, column, lines_of, units

ENCODINGS = (UTF8, UTF16, UTF32)


@pytest.mark.parametrize(
    ("line", "at", "expected"),
    [
        ("plain", 3, {UTF8: 2, UTF16: 2, UTF32: 2}),
        ("été là", 4, {UTF8: 5, UTF16: 3, UTF32: 3}),
        ("🚀 go", 3, {UTF8: 5, UTF16: 3, UTF32: 2}),
        ("a\u202f!", 3, {UTF8: 4, UTF16: 2, UTF32: 2}),
        ("short", 99, {UTF8: 5, UTF16: 5, UTF32: 5}),
    ],
)
def test_units(line: str, at: int, expected: dict[str, int]) -> None:
    assert {each: units(line, at, each) for each in ENCODINGS} == expected


@given(st.text(st.characters(exclude_characters="\n\r")), st.sampled_from(ENCODINGS))
def test_there_and_back(line: str, encoding: str) -> None:
    for at in range(1, len(line) + 2):
        assert column(line, units(line, at, encoding), encoding) == at


@given(st.text(), st.integers(-5, 500), st.sampled_from(ENCODINGS))
def test_any_number_is_a_place_in_the_line(line: str, count: int, encoding: str) -> None:
    assert 1 <= column(line, count, encoding) <= len(line) + 1


def test_within_a_sign_is_before_it() -> None:
    assert column("🚀", 1, UTF16) == 1
    assert column("é", 1, UTF8) == 1


def test_only_a_line_feed_ends_a_line() -> None:
    assert lines_of("a\r\nb\u2028c\x0cd\n") == ["a", "b\u2028c\x0cd", ""]
