"""Routes: the engine's word on them, and what is written of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playtest.maze import machine, maze, wandering
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.engine import begin
from ulysse_game.explore.route import Route, play_lines, replayed, walkthrough_text
from ulysse_game.playtest import replay


@given(seed=st.integers(0, 2**64 - 1), choices=st.integers(0, 30))
def test_what_is_written_replays(seed: int, choices: int) -> None:
    route = wandering(machine(), seed, choices)
    states = replayed(machine(), route)
    assert states is not None
    assert states[0] == begin(machine(), seed)[0]
    text = walkthrough_text(route, "w", "A way.", [f"at: {states[-1].location}"])
    walkthrough, diagnostics = read_walkthrough("w.yaml", text.encode(), maze())
    assert walkthrough is not None, diagnostics
    result = replay(machine(), walkthrough)
    assert tuple(moment.after for moment in result.moments) == states


@pytest.mark.parametrize(
    "steps",
    [
        (("west", "calm"),),
        (("east", "rise"),),
        (("start", "out"),),
        (("start", "fly"),),
        (("start", "sit"), ("east", "key")),
    ],
)
def test_what_is_no_route(steps: tuple[tuple[str, str], ...]) -> None:
    assert replayed(machine(), Route(0, steps)) is None


@pytest.mark.parametrize(
    "means",
    ["Plain words.", "One: two.", "- dash", "# note", "a # sign", "“So.”", "ends in:", "", "*x*"],
)
def test_any_sentence_can_be_its_meaning(means: str) -> None:
    text = walkthrough_text(Route(0, ()), "w", means, language="en")
    walkthrough, diagnostics = read_walkthrough("w.yaml", text.encode(), maze())
    assert walkthrough is not None, (text, diagnostics)
    assert walkthrough.means.strip() == means
    assert walkthrough.language == "en"


def test_loops_are_maps() -> None:
    steps = (
        ("lines/a", "keep"), ("lines/b", "drop"), ("lines/a", "drop"), ("hall", "go"),
        ("lines/c", "keep"), ("hall", "go"),
    )  # fmt: skip
    assert list(play_lines(steps)) == [
        "  - lines:",
        "      a: keep",
        "      b: drop",
        "  - lines:",
        "      a: drop",
        "  - hall: go",
        "  - lines/c: keep",
        "  - hall: go",
    ]
