"""A watched folder and the playthrough in it, with real files and nothing to wait for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.watching.watched import SCENES, Desk
from ulysse_game import play
from ulysse_game.authoring.watching import outcome
from ulysse_game.play import Session
from ulysse_game.storage import MemoryShelf, Shelf
from ulysse_game.view.words import words


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small story, under watch."""
    return Desk(tmp_path)


def begun(desk: Desk, *choices: str) -> Session:
    library = desk.watch.open()
    assert library is not None
    session = play.start(library, seed=1)
    for choice in choices:
        session.choose(choice)
    return session


def followed(desk: Desk, session: Session) -> tuple[Session, str]:
    news = desk.glance()
    assert news is not None
    assert news.has_story
    session, found = desk.watch.follow(session)
    return session, outcome(found, words("en"))


def test_nothing_to_tell(desk: Desk) -> None:
    assert desk.glance() is None
    assert not desk.watch.has_errors


def test_the_page_follows(desk: Desk) -> None:
    session = begun(desk, "knock")
    desk.edit("Come in.", "Go away.")
    session, said = followed(desk, session)
    assert said == "this text has changed"
    assert "Go away." in [line.text for line in session.page().lines]
    assert session.page().turn == 1
    # It plays on, and what it did before is still behind it.
    session.choose("sit")
    assert session.ended
    session.rewind(2)
    assert session.page().scene == "door"


def test_errors_do_not_take_the_place_of_a_story(desk: Desk) -> None:
    session = begun(desk, "knock")
    library = desk.watch.open()
    desk.edit("next: hall", "next: hal")
    news = desk.glance()
    assert news is not None
    assert not news.has_story
    assert desk.watch.has_errors
    assert desk.watch.diagnostics[0].code == "unknown-scene"
    assert desk.watch.open() is library
    assert session.choose("sit").ending
    desk.edit("next: hal\n", "next: hall\n")
    news = desk.glance()
    assert news is not None
    assert (news.files, news.has_story) == ((SCENES,), False)
    assert not desk.watch.has_errors


def test_a_story_that_cannot_be_played_at_first(tmp_path: Path) -> None:
    desk = Desk(tmp_path, broken="{You stand")
    assert desk.watch.open() is None
    desk.edit("{You stand", "You stand")
    news = desk.glance()
    assert news is not None
    assert news.has_story
    assert begun(desk).page().scene == "door"


def test_the_place_comes_back_with_the_choice(desk: Desk) -> None:
    session = begun(desk, "knock", "sit")
    desk.edit("- sit: Sit down.", "- lie: Lie down.")
    session, said = followed(desk, session)
    assert said == (
        "the choice `sit` of `hall` no longer exists"
        " · your choices no longer lead here; the page stands as it was"
    )
    assert session.page().scene == "chair"
    desk.edit("- lie: Lie down.", "- sit: Sit down.")
    session, said = followed(desk, session)
    assert said.endswith("your choices lead here again")
    assert session.page().turn == 2


PORCH = """
porch:
  text: A porch.
  choices:
    - on: On.
  next: chair
"""


def test_a_place_that_is_gone_comes_back_unless_one_has_gone_on(desk: Desk) -> None:
    text = (desk.folder / SCENES).read_text(encoding="utf-8")
    with_porch = text.replace("next: chair", "next: porch") + PORCH
    without = text.replace("- sit: Sit down.", "- lie: Lie down.")
    desk.save(SCENES, with_porch)
    assert desk.glance() is not None
    session = begun(desk, "knock", "sit")
    desk.save(SCENES, without)
    session, said = followed(desk, session)
    assert said.endswith("one page back; your choice waits for the story to have it again")
    assert session.page().scene == "hall"
    desk.save(SCENES, with_porch)
    session, _ = followed(desk, session)
    assert (session.page().scene, session.page().turn) == ("porch", 2)
    # Whoever chooses on from the page before has another place to be at.
    desk.save(SCENES, without)
    session, _ = followed(desk, session)
    session.choose("lie")
    desk.save(SCENES, with_porch)
    session, _ = followed(desk, session)
    assert session.page().scene != "porch"


def test_the_language_stays(desk: Desk) -> None:
    session = begun(desk)
    session.language = "fr"
    desk.edit("You stand", "You wait")
    session, _ = followed(desk, session)
    assert session.language == "fr"


def test_a_playthrough_is_kept_where_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves")
    shelf.prepare()
    desk = Desk(tmp_path, shelf)
    session = begun(desk, "knock")
    desk.edit("Come in.", "Go away.")
    session, _ = followed(desk, session)
    session.choose("sit")
    session.close()
    library = desk.watch.open()
    assert library is not None
    (card,) = library.saves()
    again = play.resume(library, card.id)
    assert (again.page().turn, again.notices) == (2, [])


def test_memory_holds_what_was_played(desk: Desk) -> None:
    assert isinstance(desk.watch.shelf, MemoryShelf)
    session = begun(desk, "knock")
    desk.edit("Come in.", "Go away.")
    session, _ = followed(desk, session)
    assert session.quick_save() is not None
    assert len(session.library.saves()) == 2
