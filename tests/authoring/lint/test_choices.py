"""Choices: the same words twice, and choices that nothing comes of."""

from __future__ import annotations

import pytest

from tests.authoring.lint.looking import found, told
from tests.compiler.small import NEXT_SCENES, SCENES

TWO = """start:
  text: Begin.
  choices:
    - one: Go on.
      do: n += 1
    - two: {words}
      do: n -= 1
  next: the_end
"""


def two(words: str = "Go on.", one: str = "", other: str = "") -> str:
    text = TWO.replace("{words}", words)
    text = text.replace("do: n += 1", f"do: n += 1\n      if: {one}" if one else "do: n += 1")
    return text.replace("do: n -= 1", f"do: n -= 1\n      if: {other}" if other else "do: n -= 1")


def test_two_choices_read_the_same() -> None:
    (each,) = found("same_words", two())
    assert each.code == "same-words"
    assert (each.span.line, each.span.column, each.span.length) == (6, 7, 3)
    assert [(label.span.line, label.text) for label in each.labels] == [(4, "the same words")]


def test_other_words_are_told_apart() -> None:
    assert told("same_words", two("Go back.")) == []


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("flag_one", "not flag_one", False),
        ("weather is wind", "weather is storm", False),
        ("n > 5", "n <= 5", False),
        ("n > 5", "n >= 5", True),
        ("flag_one", "flag_two", True),
        ("flag_one", "", True),
        ("flag_one and n > 5", "n is 2 or not flag_one", False),
    ],
)
def test_choices_that_exclude_each_other_may_share_their_words(
    one: str, other: str, is_told: bool
) -> None:
    assert bool(told("same_words", two("Go on.", one, other))) is is_told


def test_a_choice_closed_by_what_opens_the_other_may_share_its_words() -> None:
    closed = two("Go on.", "flag_one", "not flag_one")
    closed = closed.replace("if: flag_one", "if: flag_one\n      closed: Not now.")
    assert told("same_words", closed) == []


def test_three_alike_are_told_of_twice() -> None:
    text = two().replace("  next:", "    - three: Go on.\n      do: n = 3\n  next:")
    assert told("same_words", text) == ["6:7 same-words two", "8:7 same-words three"]


IDLE = """start:
  text: Begin.
  choices:
    - one: Look.
      {does}
    - two: Wait.
    - three: |
        Move.

        Nothing moves.
  next: the_end
"""


def idle(does: str = "note: none", text: str = IDLE) -> list[str]:
    return told("idle_choices", text.replace("{does}", does))


def test_nothing_comes_of_two_choices() -> None:
    assert idle() == ["6:7 idle-choice two"]


@pytest.mark.parametrize(
    "does",
    ["do: n += 1", "goto: the_end", "once: yes", "clock: +5m", "observe: obs_01", "tags: listen"],
)
def test_whatever_a_choice_does_is_something(does: str) -> None:
    assert idle(does) == []


def test_one_may_simply_go_on_beside_others_that_do_something() -> None:
    assert idle(text=IDLE.replace("    - two: Wait.\n", "")) == []


def test_of_three_each_but_the_first_is_told_of() -> None:
    four = IDLE.replace("    - three: |", "    - four: Sit.\n    - three: |")
    assert idle(text=four) == ["6:7 idle-choice two", "7:7 idle-choice four"]


def test_choices_that_never_stand_side_by_side_may_be_idle_both() -> None:
    apart = IDLE.replace("two: Wait.", "two: Wait.\n      if: not flag_one")
    assert idle("if: flag_one", apart) == []
    assert idle("if: flag_two", apart) == ["6:7 idle-choice two"]


def test_of_a_pick_each_counts() -> None:
    assert idle(text=IDLE.replace("  text:", "  pick: 1\n  text:", 1)) == []


@pytest.mark.parametrize("asked", ["one", "two"])
def test_a_choice_that_is_asked_for_later_is_not_idle(asked: str) -> None:
    later = f"later:\n  text: |\n    {{taken(start.{asked}): So.|}}\n  next: the_end\n"
    text = IDLE.replace("{does}", "note: none").replace("next: the_end", "next: later")
    assert found("idle_choices", {SCENES: text, NEXT_SCENES: later}) == []
