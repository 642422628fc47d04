"""Echo marks are found by their signs exactly where the prose parser reads them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.compiler.small import SCENES, codes, story
from tests.compiler.test_prose import AT, Everybody
from ulysse_game.compiler.checks.walk import marks_of
from ulysse_game.compiler.echo_marks import echo_marks
from ulysse_game.compiler.prose import parse_block
from ulysse_game.engine import Machine, begin
from ulysse_game.engine.offers import open_ids
from ulysse_game.story import Hear

WRAPPED = """\
start:
  text: |
    Words. {echo
      watch_you: I’ll watch you.} {echo hum
    : Hum.} { echo
    // how it begins
    bell: Ding.} \\{echo none: no\\}
    // {echo noted: no}
  choices:
    - go: Go on.
      if: heard(watch_you) and heard(hum) and heard(bell)
      goto: the_end
  next: the_end
"""


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("{echo lamp: x} {echo  b2 : y}", ["lamp", "b2"]),
        ("{echo\nlamp: x}", ["lamp"]),
        ("{echo  \n  lamp  \n : x}", ["lamp"]),
        ("{\n echo\n// why\n  // and {how}\nlamp: x}", ["lamp"]),
        ("{flag: {echo a: x}|*{echo b: y}*}", ["a", "b"]),
        ("\\{echo a: x} \\\\{echo b: x}", ["b"]),
        ("// {echo a: x}\nwords // {echo b: x}\n  // {echo c: x}", ["b"]),
        ("{echo: x} {echo Lamp: x} {echo a b: x} {echo a|b} {echoes a: x} {echo a}", []),
        ("echo: lamp, bell", []),
    ],
)
def test_marks(text: str, ids: list[str]) -> None:
    found = [*echo_marks(text)]
    assert [each.id for each in found] == ids
    for id, start, at, end in found:
        assert text[at:].startswith(id)
        assert (text[start], text[end - 1]) == ("{", ":")


PIECES = st.sampled_from(
    ["{echo", "{ echo", " ", "\n", "\n// {echo no: x}\n", "lamp", "hum:", ":", "x}", "}", "{flag: ",
     "|", "\\", "*", "words", "\n\n", "\n> "]
)  # fmt: skip
SOUND = st.tuples(
    st.sampled_from(["{echo", "{ echo", "{\necho", "w {echo", "{flag: {echo", "\\{echo"]),
    st.sampled_from([" ", "\n", "  \n ", "\n// note\n "]),
    st.sampled_from(["lamp:", "hum :", "bell\n:", "simon: a"]),
    st.sampled_from(["x} ", "\nx} ", " *x* y}\n", "x}|y}\n\n", "x|y} "]),
).map("".join)


@given(st.lists(SOUND | PIECES, max_size=8).map("".join))
@example("{echo\n> lamp: x}")
@example("{echo\nsimon: x}")
@settings(max_examples=150, deadline=None)
def test_they_are_those_that_the_parser_reads(text: str) -> None:
    names = Everybody()
    items = parse_block(text, AT, names)
    if not names.diagnostics:
        assert [each.id for each in echo_marks(text)] == marks_of(items)[1]


def test_marks_over_line_ends_are_heard() -> None:
    found = story(WRAPPED)
    assert found.world.echoes == (("watch_you", "start"), ("hum", "start"), ("bell", "start"))
    assert found.scene("start").hears == (Hear("watch_you"), Hear("hum"), Hear("bell"))
    played = Machine(found)
    assert open_ids(played, begin(played, 1)[0]) == ["go"]


def test_an_echo_that_is_marked_twice_is_told_of_where_it_stands() -> None:
    text = "start:\n  text: |\n    {echo\n    hum: a}\n  next: two\n"
    assert codes(text + text.replace("start", "two").replace("two\n", "the_end\n")) == [
        "duplicate-echo"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start:\n  note: \"{echo hum: a}\"\n  text: A.\n  next: the_end\n", ["unknown-echo"]),
        ("start:\n  note: \"{echo hum: …} twice\"\n  text: |\n    {echo hum: a}\n  next: the_end\n",
         []),
        ("start:\n  text: |\n    // {echo hum: a}\n    A.\n\n    again: hum\n  next: the_end\n",
         ["unknown-echo"]),
        ("start:\n  text: |\n    \\{echo hum: a\\}\n\n    again: hum\n  next: the_end\n",
         ["unknown-echo"]),
    ],
)  # fmt: skip
def test_what_marks_no_words_of_the_prose(text: str, expected: list[str]) -> None:
    assert codes({SCENES: text}) == expected
