import pytest

from tests.ui.plain.fake import FakeLibrary
from ulysse_game.ui.plain import Options
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
