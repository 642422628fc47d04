"""One thing asked for, in a tester's words."""

from __future__ import annotations

import pytest

from tests.compiler.small import compiled
from tests.explore.test_why import SCENES
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.engine import Machine
from ulysse_game.explore import Route, Undecided, site_of
from ulysse_game.explore.finding import Sought, Target, find
from ulysse_game.playtest import replay
from ulysse_game.playtest.exploring.target import CONDITION, Meant, answer, meant


@pytest.fixture(scope="module")
def square() -> tuple[Machine, Compiled]:
    found = compiled(SCENES)
    assert found.story is not None
    return Machine(found.story), found


def asked(square: tuple[Machine, Compiled], words: str) -> Meant:
    machine, found = square
    return meant(machine, found, site_of(machine, Route(0, ())), words)


def told(square: tuple[Machine, Compiled], words: str) -> list[str]:
    target = asked(square, words).target
    assert target is not None
    return list(answer(square[0], target, find(square[0], target, budget=10.0)))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("twice", ("scene", "twice")),
        ("twice.a", ("choice", "twice.a")),
        ("text twice", ("text", "twice")),
        ("lines/ann", ("place", "lines/ann")),
        ("early_end", None),
        ("n >= 2", (CONDITION, "n >= 2")),
    ],
)
def test_words_mean_an_item_or_a_condition(
    square: tuple[Machine, Compiled], words: str, key: tuple[str, str] | None
) -> None:
    target = asked(square, words).target
    assert (target.key if target else None) == key


def test_what_is_neither_says_why(square: tuple[Machine, Compiled]) -> None:
    assert [each.code for each in asked(square, "moon > 2").diagnostics] == ["unknown-name"]


@pytest.mark.parametrize(
    ("words", "code", "said", "help"),
    [
        ("twise", "unknown-name", "nothing is called `twise`.", "did you mean `twice`?"),
        ("start.ris", "unknown-choice", "there is no choice `start.ris`.", "`start.rise`"),
        ("scene twise", "unknown-scene", "there is no scene `twise`.", "did you mean `twice`?"),
        ("ending curtains", "unknown-ending", "there is no ending `curtains`.", "`curtain`"),
        ("text twise", "unknown-name", "there is no text `twise`.", "did you mean `twice`?"),
        ("xyzzy", "unknown-name", "nothing is called `xyzzy`.", ""),
        ("twise > 2", "unknown-name", "nothing is called `twise`.", ""),
        ("weather is strom", "unknown-value", "", "storm"),
    ],
)
def test_a_misspelt_name_is_told_with_the_nearest(
    square: tuple[Machine, Compiled], words: str, code: str, said: str, help: str
) -> None:
    (found,) = asked(square, words).diagnostics
    assert (found.code, found.message if said else "") == (code, said)
    assert help in found.help
    assert bool(help) == bool(found.help)


def test_the_way_is_a_walkthrough_that_passes(square: tuple[Machine, Compiled]) -> None:
    machine, found = square
    for words in ("n >= 2 and taken(start.rise)", "curtain", "twice.a"):
        lines = told(square, words)
        assert lines[0].endswith("proved shortest, no way takes fewer.")
        walkthrough, diagnostics = read_walkthrough("it.yaml", "\n".join(lines).encode(), found)
        assert walkthrough is not None, diagnostics
        assert replay(machine, walkthrough).passed


def test_what_is_impossible_is_told_with_its_reason(square: tuple[Machine, Compiled]) -> None:
    assert told(square, "gale") == [
        "# scene gale is impossible: `weather is storm` never holds: weather is calm."
    ]
    assert told(square, "cave") == ["# scene cave is impossible: only scene gale leads there."]
    assert told(square, "n >= 4")[0].startswith("# `n >= 4` is impossible: ")


def test_what_is_not_decided_says_what_was_tried(square: tuple[Machine, Compiled]) -> None:
    site = site_of(square[0], Route(0, ()))
    sought = Sought(Undecided("a search did not end", 1), site)
    assert list(answer(square[0], Target(("scene", "twice")), sought)) == [
        "# scene twice is not decided: a search did not end.",
        "# If it can happen, it takes at least 1 choice.",
    ]
