"""What anybody may have written is read as we would have written it, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.play.strict_json import DEEPEST, GREATEST, parse, unparse

REFUSED = {
    "nothing": b"",
    "no json": b"{",
    "more after it": b"{} {}",
    "not a number": b'{"a": NaN}',
    "infinity": b"[Infinity, -Infinity]",
    "infinity in disguise": b"[1e999]",
    "a key twice": b'{"a": 1, "a": 2}',
    "a key twice within": b'[{"b": {"a": 1, "a": 1}}]',
    "a hundred thousand lists": b"[" * 100_000,
    "as many objects": b'{"a":' * 100_000,
    "closed again": b"[" * 900 + b"]" * 900,
    "deeper than needed": b"[" * 33 + b"]" * 33,
    "five thousand digits": b"[" + b"9" * 5_000 + b"]",
    "two to the 64th": b"[18446744073709551616]",
    "half a character": b'["\\ud83d"]',
    "half a character as a key": b'{"\\ud83d": 1}',
    "half a character within": b'{"a": [{"b": "\\ud83d"}]}',
    "deeper than needed by name": b'{"a":' * 33 + b"1" + b"}" * 33,
    "bytes that are no text": b'["\xff"]',
    "a mark in front": b"\xef\xbb\xbf[]",
    "a tab in a string": b'["\t"]',
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: bytes) -> None:
    with pytest.raises(ValueError):
        parse(text)


@given(
    st.binary(max_size=60) | st.text('{}[]",:0123e-+NaInfult \\ud8', max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    try:
        value = parse(text)
    except ValueError:
        return
    assert parse(unparse(value).encode()) == value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64) + 1, 2**64 - 1) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=9,
)


@given(JSON)
def test_what_we_write_we_read(value: object) -> None:
    assert parse(unparse(value).encode("utf-8")) == value


def test_the_greatest_numbers_and_the_deepest_lists() -> None:
    most = GREATEST - 1
    for number in (most, -most, 0, -1):
        assert parse(str(number).encode()) == number
    for number in (GREATEST, -GREATEST, 10**21, -(10**21), 10**4000):
        with pytest.raises(ValueError):
            parse(str(number).encode())
    deepest: object = 1
    for _ in range(DEEPEST - 1):
        deepest = [deepest]
    assert parse(unparse(deepest).encode()) == deepest
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST)
    with pytest.raises(ValueError):
        parse(unparse([deepest]).encode())
