import pytest

from tests.ui.plain.fake import FakeLibrary
from ulysse_game.play.card import LONGEST_NAME
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.answers.keeping import fitting
from ulysse_game.ui.plain.talk import Talk

from .small_talk import said


@pytest.fixture
def talk(library: FakeLibrary) -> Talk:
    """A conversation with one save of the player's."""
    talk = Talk(library, Options())  # type: ignore[arg-type]
    list(talk.open())
    list(talk.answer("save the door"))
    return talk


QUESTION = "Delete “the door, turn 0, 1 January 2040”? It cannot be brought back."


def test_deleting_asks_first(talk: Talk, library: FakeLibrary) -> None:
    told = said(talk, "delete 1").splitlines()
    assert told == [QUESTION, "Type “yes” to do it, or anything else."]
    assert list(library.kept) == ["named-the door"]
    assert said(talk, "oui") == "Deleted."
    assert library.kept == {}


@pytest.mark.parametrize("answer", ["no", "", "NON"])
def test_no_is_no(talk: Talk, library: FakeLibrary, answer: str) -> None:
    list(talk.answer("delete the door"))
    assert said(talk, answer) == "Nothing was done."
    assert list(library.kept) == ["named-the door"]
    assert "I do not know that word" in said(talk, "yes"), "nothing is asked any more"


def test_any_other_line_is_no_and_does_what_it_says(talk: Talk, library: FakeLibrary) -> None:
    list(talk.answer("delete 1"))
    told = said(talk, "1")
    assert told.startswith("Nothing was done.\n\n> Knock.")
    assert "named-the door" in library.kept


def test_no_such_save(talk: Talk) -> None:
    assert said(talk, "delete 9").startswith("There is no such save")
    assert said(talk, "delete").startswith("1) the door. One, Door")


def test_a_card_for_a_voice(talk: Talk) -> None:
    list(talk.answer("settings speech on"))
    assert said(talk, "saves").startswith(
        "1. the door. One, Door, 20:00, 7 alive. Turn 0, 1 January 2040.\n"
    )


LONG = "before we opened the green door and everything we had was gone"


def test_a_long_name_ends_after_a_word_and_that_is_said(talk: Talk, library: FakeLibrary) -> None:
    told = said(talk, f"save {LONG}")
    assert told.splitlines() == [
        "Saved as before we opened the green door and…",
        "A name has 40 characters at most.",
    ]
    assert "named-before we opened the green door and…" in library.kept
    assert "no such save" not in said(talk, f"load {LONG}"), "what was typed is its name too"
    assert "characters" not in said(talk, "save short…")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a" * 40, "a" * 40),
        ("a" * 41, "a" * 39 + "…"),
        ("a" * 39 + " b", "a" * 39 + "…"),
        ("a" * 30 + ", bbbbbbbbbbbbbb", "a" * 30 + "…"),
        ("  a \t b ", "a b"),
    ],
)
def test_a_name_has_room_in_its_save(typed: str, kept: str) -> None:
    assert fitting(typed) == kept
    assert len(fitting(typed)) <= LONGEST_NAME
