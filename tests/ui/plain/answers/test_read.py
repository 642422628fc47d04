from pathlib import Path

import pytest

from tests.ui.plain.fake import FakeLibrary
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.talk import Talk

from .small_talk import begun, said


@pytest.fixture
def talk(library: FakeLibrary) -> Talk:
    """A conversation on its second page."""
    talk = Talk(library, Options())  # type: ignore[arg-type]
    list(talk.open())
    list(talk.answer("1"))
    return talk


def test_words_are_found_in_the_order_of_reading(talk: Talk) -> None:
    assert said(talk, "find k") == "1 of 2: One, Door\n\nIt reads:\n    LOCKED"
    assert said(talk, "next") == "2 of 2: One, Door\n\n> Knock."
    assert said(talk, "suivant").startswith("1 of 2: ")


def test_the_search_goes_on_when_there_is_less_to_search(talk: Talk) -> None:
    list(talk.answer("find k"))
    list(talk.answer("next"))
    list(talk.answer("back"))
    assert said(talk, "next") == "There is no other place with these words."


def test_as_one_types_in_haste(talk: Talk) -> None:
    assert "EVA  “Open.”" in said(talk, "find ÉVA open")
    assert said(talk, "next") == "There is no other place with these words."
    assert said(talk, "find xyzzy") == "Not found."


def test_nothing_is_sought(talk: Talk) -> None:
    assert said(talk, "find").startswith("Type “find”")
    assert said(talk, "next").startswith("Type “find”")


@pytest.mark.parametrize(
    ("typed", "name", "opening"),
    [
        ("", "ulysse-transcript.txt", "ulysse\n"),
        (" texte", "ulysse-transcript.txt", "ulysse\n"),
        (" markdown", "ulysse-transcript.md", "# ulysse\n"),
        (" HTML", "ulysse-transcript.html", "<!doctype html>\n"),
    ],
)
def test_the_transcript_in_every_form(tmp_path: Path, typed: str, name: str, opening: str) -> None:
    assert said(begun(folder=tmp_path), f"transcript{typed}") == f"Written to {tmp_path / name}"
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(opening)


def test_a_form_that_is_none_and_a_folder_that_is_none(tmp_path: Path) -> None:
    assert said(begun(folder=tmp_path), "transcript pdf").startswith("Type “transcript”")
    (tmp_path / "file").touch()
    told = said(begun(folder=tmp_path / "file"), "transcript")
    assert told.startswith("The file could not be written: ")
