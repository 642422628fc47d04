"""Echo marks become effects of reading, under the conditions of what stands around them."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, story
from ulysse_game.compiler.lift import hears_of
from ulysse_game.story import (
    YES,
    Choice,
    Compare,
    Constant,
    Expression,
    Hear,
    Not,
    Number,
    Read,
    conjunction,
    evaluate,
)

FLAG, OTHER, N = Read("flag_one"), Read("flag_two"), Read("n")
STRESS, WEATHER = Read("ann.stress"), Read("weather")


def hears(text: str) -> tuple[Hear, ...]:
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    return story({SCENES: f"start:\n  text: |\n{body}\n  next: the_end\n"}).scene("start").hears


def weather(number: int) -> Expression:
    return Compare("is", WEATHER, Constant("word", ("calm", "wind", "storm")[number], number))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nothing.", ()),
        ("Nothing {n}.", ()),
        ("{echo a: Words}.", (Hear("a"),)),
        ("*{flag_one: {echo a: Words}}*", (Hear("a", FLAG),)),
        ("{flag_one: yes|{echo a: no}}", (Hear("a", Not(FLAG)),)),
        ("{weather: {echo a: x}|{echo b: y}|z}", (Hear("a", weather(0)), Hear("b", weather(1)))),
        (
            "{ann.stress: {echo a: x}|{echo b: y}|{echo c: z}}",
            (
                Hear("a", Compare("<", STRESS, Number(4))),
                Hear(
                    "b",
                    conjunction(
                        (Compare(">=", STRESS, Number(4)), Compare("<", STRESS, Number(7)))
                    ),
                ),
                Hear("c", Compare(">=", STRESS, Number(7))),
            ),
        ),
        ("{one|{echo a: two}}", (Hear("a"),)),
        (
            (
                "{if flag_one}\n{echo a: x}\n{else if flag_two}\n"
                "{echo b: y}\n{else}\n{echo c: z}\n{end}"
            ),
            (
                Hear("a", FLAG),
                Hear("b", conjunction((Not(FLAG), OTHER))),
                Hear("c", conjunction((Not(FLAG), Not(OTHER)))),
            ),
        ),
        (
            "{if flag_one}\n{if flag_two}\n{echo a: x}\n{end}\n{end}",
            (Hear("a", conjunction((FLAG, OTHER))),),
        ),
        ("> {echo a: x}\n{page}\nship_voice: {echo b: y}", (Hear("a"), Hear("b"))),
    ],
)
def test_marks_become_effects(text: str, expected: tuple[Hear, ...]) -> None:
    assert hears(text) == expected


def test_nothing_is_heard_in_nothing() -> None:
    assert hears_of(()) == ()


def test_bands_are_cut_where_the_selector_cuts() -> None:
    found = hears("{ann.stress: {echo a: x}|{echo b: y}|{echo c: z}}")
    for stress in range(11):
        heard = [
            hear.echo for hear in found if evaluate(hear.condition or YES, {"ann.stress": stress})
        ]
        assert heard == ["a" if stress < 4 else "b" if stress < 7 else "c"]


def test_what_a_choice_gives_is_heard_when_it_is_read() -> None:
    found = (
        story(
            {
                SCENES: """
start:
  choices:
    - go: |
        Go.

        {echo a: Gone}.
      do: n = 1
  next: the_end
"""
            }
        )
        .scene("start")
        .choices[0]
    )
    assert isinstance(found, Choice)
    assert found.hears == (Hear("a"),)
