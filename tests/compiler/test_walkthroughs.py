"""What is said of slips in a walkthrough; what it plays is tested on the bench."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, WORLD, compiled
from ulysse_game.compiler.walkthroughs import read_walkthrough

CHAPTER = WORLD["1_part/chapter.yaml"] + "decks:\n  cards:\n    - card\n"
SCENE = """
start:
  choices:
    - draw: cards
    - go: Go.
  next: the_end
card:
  was: old_card
  offer: A card.
  next: return
each_of_them:
  each: p in ours
  choices:
    - go: Go.
  next: the_end
"""


def told(play: str) -> list[str]:
    story = compiled({SCENES: SCENE, "1_part/chapter.yaml": CHAPTER})
    text = f"walkthrough: it\nseed: 1\nplay:\n{play}"
    return [each.code for each in read_walkthrough("w.yaml", text.encode(), story)[1]]


@pytest.mark.parametrize(
    ("play", "expected"),
    [
        ("  - start: go\n", []),
        ("  - start: card\n", []),
        ("  - start: old_card\n", []),
        ("  - start:\n", ["wants-a-text"]),
        ("  - start: [go]\n", ["wants-a-text"]),
        ("  - start: run\n", ["unknown-choice"]),
        ("  - strat: go\n", ["unknown-scene"]),
        ("  - each_of_them: { ann: go, bob: go }\n", []),
        ("  - each_of_them: { ann: [go] }\n", ["wants-a-text"]),
        ("  - reads:\n", ["wants-a-text"]),
        ("  - expect: [n]\n", ["wants-a-text"]),
        ("  - open:\n", ["wants-a-text"]),
        ("  - ending: fall\n", ["unknown-ending"]),
    ],
)
def test_slips(play: str, expected: list[str]) -> None:
    assert told(play) == expected


def test_what_is_given_is_effects() -> None:
    story = compiled({SCENES: SCENE, "1_part/chapter.yaml": CHAPTER})
    text = (
        "walkthrough: it\nfrom:\n  scene: start\n  given: [[n = 1], n = 2]\nplay:\n  - start: go\n"
    )
    found = read_walkthrough("w.yaml", text.encode(), story)[1]
    assert [each.code for each in found] == ["wants-a-text"]
