"""How many texts and words changed, by chapter and language."""

from __future__ import annotations

from tests.compiler.small import compiled
from tests.playtest.saves.walks import story
from ulysse_game.playtest.compare.texts import Texts, texts_of
from ulysse_game.story import Story

OLD = """
start:
  text: |
    One two three.

    {if n >= 1}
    Four {echo five: five} *six*.
    {end}
  choices:
    - go: |
        Go {n >= 1: far|near} on.
      goto: the_end
"""


def of(text: str) -> Story:
    found = compiled(text)
    assert found.story is not None, found.diagnostics
    return found.story


def test_nothing() -> None:
    assert texts_of(of(OLD), of(OLD)) == ()


def test_a_word_for_a_word() -> None:
    found = texts_of(of(OLD), of(OLD.replace("six", "seven eight")))
    assert found == (Texts("part", "en", changed=1, words_added=2, words_removed=1),)


def test_words_that_moved_are_none_but_the_text_has_changed() -> None:
    found = texts_of(of(OLD), of(OLD.replace("One two three.", "three. two One")))
    assert found == (Texts("part", "en", changed=1),)


def test_a_text_added_and_one_removed() -> None:
    with_stay = OLD + "    - stay: Stay a while.\n      goto: here\n"
    added = Texts("part", "en", added=1, words_added=3)
    assert texts_of(of(OLD), of(with_stay)) == (added,)
    removed = Texts("part", "en", removed=1, words_removed=3)
    assert texts_of(of(with_stay), of(OLD)) == (removed,)


def test_texts_follow_a_renamed_scene() -> None:
    old = story().story
    new = story(("goto: well", "goto: spring"), ("\nwell:\n", "\nspring:\n  was: well\n")).story
    assert texts_of(old, new) == ()
    gone = story(("goto: well", "goto: spring"), ("\nwell:\n", "\nspring:\n")).story
    assert texts_of(old, gone) == (
        Texts("part", "en", added=3, removed=3, words_added=4, words_removed=4),
    )


def test_names_belong_to_the_world() -> None:
    new = story(("Ann Moe", "Ann Mooey Moe")).story
    assert texts_of(story().story, new) == (Texts("world", "en", changed=1, words_added=1),)


def test_titles_of_chapters_belong_to_them() -> None:
    new = story(("title: Part two", "title: Part too")).story
    assert texts_of(story().story, new) == (
        Texts("second", "en", changed=1, words_added=1, words_removed=1),
    )
