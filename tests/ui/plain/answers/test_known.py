import pytest

from tests.ui.plain.fake import FakeLibrary
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.talk import Talk

from .small_talk import begun, said


@pytest.fixture
def talk(library: FakeLibrary) -> Talk:
    """A conversation in which something is known."""
    talk = Talk(library, Options())  # type: ignore[arg-type]
    list(talk.open())
    return talk


SOUP = "\nThe soup, settled, SOL 1.\nHe counts under his breath."


def test_the_parts_of_the_notebook_and_what_stands_in_one(talk: Talk) -> None:
    assert said(talk, "notebook").startswith("Crew: 1.\nPromises: 1.\nType “notebook”")
    assert said(talk, "notebook promises") == f"Promises.\n{SOUP}"
    assert said(talk, "carnet prom") == f"Promises.\n{SOUP}"


def test_an_entry_by_a_word_of_its_name(talk: Talk) -> None:
    assert said(talk, "notebook soup") == SOUP
    assert said(talk, "notebook sou") == SOUP
    assert said(talk, "notebook oup") == "The notebook has nothing of that name."


def test_one_of_the_crew(talk: Talk) -> None:
    assert said(talk, "crew SIM") == "\nSimon.\nHe counts under his breath."
    assert said(talk, "crew nobody").startswith("You know nobody of that name")


def test_charts_in_words(talk: Talk) -> None:
    assert said(talk, "charts") == "Ulysse: type “plan”."
    assert said(talk, "plan") == "Ulysse.\nGalley: Jeanne, Simon.\nElsewhere aboard: Eva."
    assert said(talk, "carte") == "There is no such chart yet."


def test_a_story_without_charts_knows_no_such_command() -> None:
    talk = begun()
    assert "charts" not in said(talk, "help")
    assert said(talk, "charts").startswith("I do not know that word")


def test_an_empty_notebook() -> None:
    assert said(begun(language="fr"), "carnet") == "Rien encore."
