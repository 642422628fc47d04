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


WAS_PEOPLE = """
stats:
  alive: flag from yes
  place: zone
  trust: { is: 0..10 from 5, was: faith, bands: [cold 0, warm 4] }
  mood: { is: low | high, was: temper, values: { low: blue } }
people:
  crew:
    ann: { was: anna, name: Ann Moe, gender: f, stats: { debts: { is: "0..9", was: dues } } }
    bob: { name: Bob Noe, gender: m }
sets:
  ours: ann, bob
"""
WAS_VARIABLES = """
variables:
  n: { is: 0..100, means: a number, was: m }
  weather: { is: calm | storm, means: how it is, was: sky, values: { storm: gale } }
"""
WAS_SCENE = """
start:
  text: |
    {echo murmur: So.}
  choices:
    - go: Go.
      was: leave
      goto: second
  next: the_end
second:
  was: other, first
  next: the_end
"""
WAS_ECHOES = "echoes: { murmur: { was: hum } }\n"


@pytest.mark.parametrize(
    ("before", "today"),
    [
        ("ann.faith is 1", "ann.trust is 1"),
        ("anna.faith is warm, m is 3", "ann.trust is warm, n is 3"),
        ("anna.dues > 2", "ann.debts > 2"),
        ("sky is gale", "weather is storm"),
        ("weather in (calm, gale)", "weather in (calm, storm)"),
        ("ann.temper is blue", "ann.mood is low"),
        ("any(p in ours if p.temper is not blue)", "any(p in ours if p.mood is not low)"),
        ("seen(first) and not taken(start.leave)", "seen(second) and not taken(start.go)"),
        ("visits( other ) > 0, heard(hum)", "visits( second ) > 0, heard(murmur)"),
    ],
)
def test_expectations_follow_was(before: str, today: str) -> None:
    """What is asked under an old name is what is asked under the name of today."""
    story = compiled(
        {
            SCENES: WAS_SCENE,
            "world/people.yaml": WAS_PEOPLE,
            "world/variables.yaml": WAS_VARIABLES,
            "world/echoes.yaml": WAS_ECHOES,
        }
    )

    def steps(asked: str) -> object:
        text = f"walkthrough: it\nplay:\n  - expect: {asked}\n"
        found = read_walkthrough("w.yaml", text.encode(), story)
        assert found.diagnostics == ()
        assert found.walkthrough is not None
        return found.walkthrough.steps

    assert steps(before) == steps(today)


def test_what_is_given_follows_was() -> None:
    story = compiled(
        {
            SCENES: SCENE,
            "1_part/chapter.yaml": CHAPTER,
            "world/people.yaml": WAS_PEOPLE,
            "world/variables.yaml": WAS_VARIABLES,
        }
    )

    def given(effects: str) -> object:
        text = f"walkthrough: it\nfrom: {{ scene: start, given: [{effects}] }}\nplay: []\n"
        found = read_walkthrough("w.yaml", text.encode(), story)
        assert found.diagnostics == ()
        assert found.walkthrough is not None
        return found.walkthrough.given

    assert given("sky = gale, m += 2, anna.faith = warm") == given(
        "weather = storm, n += 2, ann.trust = warm"
    )


def test_a_name_that_never_was_is_told_as_it_stands() -> None:
    """Where an old name would not help, what is told is of the words that were written."""
    story = compiled(
        {SCENES: SCENE, "1_part/chapter.yaml": CHAPTER, "world/people.yaml": WAS_PEOPLE}
    )
    text = "walkthrough: it\nplay:\n  - expect: ann.faith is 1, ann.hope is 2\n"
    (found,) = read_walkthrough("w.yaml", text.encode(), story).diagnostics
    assert found.message == "ann has no `faith`."
    assert text.split("\n")[2][found.span.column - 1 :].startswith("faith")
