"""What a translator is told of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.translating.stories import SCENE, brought_up, entries, lay
from tests.compiler.small import SCENES
from ulysse_game.compiler.po import notes_of

STYLE = """\
you: cal
languages:
  fr:
    address:
      - ann and cal say tu
      - ann says vous to bob
      - bob says vous to all
"""


@pytest.fixture
def notes(tmp_path: Path) -> dict[str, list[str]]:
    """The notes above each entry, in all catalogues."""
    asked = "{ann.stress\n    // so {sol}\n    : a|b|c} {sol} {\n    opener}"
    more = SCENE.replace("I did.}", f"I did.}} {asked}")
    brought_up(lay(tmp_path, {"house-style.yaml": STYLE, SCENES: more}))
    found: dict[str, list[str]] = {}
    for file in ("part", "world"):
        for id, each in entries(tmp_path, f"languages/fr/{file}.po").items():
            found[id] = notes_of(each.notes, ".")
    return found


def test_what_it_is_and_who_speaks_how_to_whom(notes: dict[str, list[str]]) -> None:
    assert notes["start"][:2] == [
        "── start ── Deck. Text of the scene.",
        "Speaks: ann to Cal (tu), Bob (vous). If here: bob to Cal, Ann (vous).",
    ]


def test_what_braces_may_say(notes: dict[str, list[str]]) -> None:
    assert notes["start"][2:] == [
        "{presence…} may be: voice, signal.",
        "{ann.stress: …} has a text each for: held, taut, raw.",
        "{sol} is a number, 0 to 9.",
        "{opener} may be: any of the people, or nobody.",
        "a word to translators",
        "so {sol}",
    ]


def test_a_loop_says_whom_its_name_may_be(notes: dict[str, list[str]]) -> None:
    assert notes["start.hand"] == [
        "── start ── Deck. Choice `hand`, once for each p: what the player reads to pick it.",
        "Here: ann, bob.",
        "{p} may be: Ann, Bob.",
    ]


@pytest.mark.parametrize(
    ("line_id", "expected"),
    [
        ("room.deck", "── places ── Above the page, and on saves."),
        ("person.ann.called", "── people ── The name one is called by."),
        ("word.presence.voice.the",
         "── words ── presence: what she calls it. `voice`, form `the`."),
        ("observation.obs_01.lever",
         "── obs_01 ── Of ann, to bob. What is said back later, if it was recorded."),
        ("ending.curtain", "── endings ── Its title."),
        ("story.title", "── story ── The title of the game."),
    ],
)  # fmt: skip
def test_texts_of_the_world(notes: dict[str, list[str]], line_id: str, expected: str) -> None:
    assert notes[line_id] == [expected]


def test_every_text_says_what_it_is(notes: dict[str, list[str]]) -> None:
    assert [id for id, lines in notes.items() if id and not lines] == []
