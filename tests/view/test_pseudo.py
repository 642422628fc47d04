"""The language that nobody speaks: longer, in brackets, with everything the state decides kept."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.small import SCENES, machine
from tests.view.pages import told
from ulysse_game import engine, view
from ulysse_game.view.pseudo import accented, padding, pseudo_sentence, pseudo_story
from ulysse_game.view.words import LANGUAGES, PSEUDO, words
from ulysse_game.view.wrap import cells

SCENE = """
start:
  at: deck
  with: ann, bob?
  text: |
    It is {n} of {presence.the}, *surely*. {flag_one: yes|no}

    ann: Go on.

    {if flag_two}
    > SCREEN
    {end}
  choices:
    - go: Go on.
      do: n += 7
      goto: start
"""


def test_a_page() -> None:
    lines = told(SCENE, language=PSEUDO)
    assert lines[1].startswith("⟦Íŧ íš 0 óƒ ŧĥé ṽóíçé, *šúŕéľý*. ñó ")
    assert lines[2].startswith("Ann: ⟦Ĝó óñ.")
    assert all(line.endswith("⟧") for line in lines)


def test_it_is_a_third_longer() -> None:
    plain, longer = told(SCENE), told(SCENE, language=PSEUDO)
    for one, other in zip(plain, longer, strict=True):
        assert len(other) >= max(len(one) + 2, 1.3 * (len(one) - 10))


def test_what_is_told_follows_the_state() -> None:
    assert told(SCENE, "go", language=PSEUDO)[-3:] != told(SCENE, language=PSEUDO)
    assert any("7 óƒ" in line for line in told(SCENE, "go", language=PSEUDO))


def test_labels_titles_and_the_name_of_the_place() -> None:
    played = machine({SCENES: SCENE})
    state, events = engine.begin(played, 1)
    page = view.present(played, None, "", state, events, PSEUDO)
    assert page.options[0].text.startswith("⟦Ĝó óñ.")
    assert page.place.startswith("⟦Đéçķ")
    assert view.title(played, PSEUDO).title.startswith("⟦Šɱáľľ")


def test_the_story_itself_stays_as_it_is() -> None:
    story = machine({SCENES: SCENE}).story
    made = pseudo_story(story)
    assert made.world == story.world
    assert PSEUDO not in made.world.languages
    assert not story.is_translated("start", PSEUDO)
    assert made.is_translated("start", PSEUDO)
    assert made.text("start", "en") == story.text("start", "en")
    assert len(made.texts(PSEUDO)) == len([*made.texts(PSEUDO)]) == len(story.texts("en"))


def test_nobody_is_offered_it() -> None:
    assert PSEUDO not in LANGUAGES


def test_the_interface() -> None:
    speak = words(PSEUDO)
    assert speak("Saved as {name}.", name="x").startswith("⟦Šáṽéđ áš x.")
    assert speak("Closed: ").endswith("⟧ ")
    assert speak("···") == "···"


@pytest.mark.parametrize("length", [0, 1, 5, 40, 1_000])
def test_padding(length: int) -> None:
    assert abs(len(padding(length)) + 2 - max(length * 0.35, 2)) <= 2


@given(st.text(max_size=60))
def test_accents_change_no_width(text: str) -> None:
    assert cells(accented(text)) == cells(text)
    assert len(accented(text)) == len(text)


@given(st.lists(st.sampled_from(["{a}", "{b}", "word ", "x", "…"]), max_size=9).map("".join))
def test_placeholders_stay(sentence: str) -> None:
    def names(text: str) -> list[str]:
        return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]

    assert names(pseudo_sentence(sentence)) == names(sentence)
