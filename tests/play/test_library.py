"""The saves on the shelf: their order, the damaged ones, those of others."""

from __future__ import annotations

import errno
import time
from pathlib import Path
from typing import Any

import pytest

from tests.play import fake_story, saves
from ulysse_game import play, view
from ulysse_game.engine import Machine
from ulysse_game.play import DamagedError, Library, SaveError
from ulysse_game.play.library import local_minute
from ulysse_game.storage import Disk, DiskTrouble, MemoryShelf, Shelf
from ulysse_game.view.page import Page


def played(library: Library, *choices: str) -> str:
    """A closed game with these choices; gives the id of its automatic save."""
    session = play.start(library, seed=7)
    for choice in choices:
        session.choose(choice)
    session.close()
    return f"auto-{session.playthrough}"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves")


def test_the_newest_is_by_counter_and_not_by_clock(shelf: Shelf) -> None:
    days = iter(["2030-05-05 12:00", "1999-01-01 00:00"])
    library = fake_story.library(shelf)
    library.today = lambda: next(days)
    first, second = played(library, "walk"), played(library, "walk")
    assert [card.id for card in library.saves()] == [second, first]
    later = fake_story.library(shelf)
    third = played(later, "walk")
    assert [card.id for card in later.saves()] == [third, second, first]
    assert later.newest("auto") == later.saves()[0]


def test_the_date_is_for_reading() -> None:
    assert time.strptime(local_minute(), "%Y-%m-%d %H:%M")


@pytest.mark.parametrize("id", ["", "auto-x", "../../x", "settings", "auto-a/b", "auto-\n"])
def test_unknown_saves(shelf: Shelf, id: str) -> None:
    library = fake_story.library(shelf)
    with pytest.raises(SaveError):
        play.resume(library, id)
    if id != "auto-x":
        with pytest.raises(SaveError):
            library.delete(id)


def test_what_else_is_on_the_shelf_is_left_alone(shelf: Shelf) -> None:
    shelf.write("settings", b"{}")
    (shelf.folder / "note.txt").write_text("mine")
    library = fake_story.library(shelf)
    played(library, "walk")
    assert [card.kind for card in library.saves()] == ["auto"]


def test_a_damaged_save_is_set_aside_and_the_one_before_it_opened(shelf: Shelf) -> None:
    library = fake_story.library(shelf)
    id = played(library, "walk", "back", "draw")
    damaged = shelf.read(id)[:-100]
    (shelf.folder / f"{id}.json").write_bytes(damaged)
    (card,) = library.saves()
    assert (card.damaged, card.is_older, card.turn) == (False, True, 2)
    session = play.resume(library, id)
    assert session.page().turn == 2
    (notice,) = session.notices
    (aside,) = shelf.folder.glob("*.damaged-*")
    assert aside.name in notice
    assert aside.read_bytes() == damaged
    session.choose("swim")
    session.close()
    assert aside.exists()
    assert library.saves()[0].turn == 3
    assert library.load(id).aside == ""


def test_a_save_whose_generations_are_both_damaged(shelf: Shelf) -> None:
    library = fake_story.library(shelf)
    good = played(library, "walk")
    bad = played(library, "walk", "back")
    for ending in (".json", ".bak"):
        (shelf.folder / f"{bad}{ending}").write_bytes(b"\0" * 100)
    cards = library.saves()
    assert [(card.id, card.damaged) for card in cards] == [(good, False), (bad, True)]
    newest = library.newest()
    assert newest is not None
    assert newest.id == good
    with pytest.raises(DamagedError, match="set aside as"):
        play.resume(library, bad)
    assert len(list(shelf.folder.glob("*.damaged-*"))) == 2
    assert [card.id for card in library.saves()] == [good]
    with pytest.raises(SaveError, match="no saved game"):
        play.resume(library, bad)
    assert not list(shelf.folder.glob("*.lock"))


@pytest.mark.parametrize("endings", [(".json",), (".json", ".bak")])
def test_a_damaged_newer_automatic_save_is_told_of(shelf: Shelf, endings: tuple[str, ...]) -> None:
    library = fake_story.library(shelf)
    session = play.start(library, seed=7)
    session.choose("walk")
    named = session.save_as("here")
    session.choose("back")
    session.choose("walk")
    session.close()
    assert named is not None
    for ending in endings:
        (shelf.folder / f"auto-{session.playthrough}{ending}").write_bytes(b"\0" * 100)
    again = play.resume(library, named.id)
    assert again.page().turn == 1
    (notice,) = again.notices
    assert "newest automatic save" in notice
    assert any(aside.name in notice for aside in shelf.folder.glob("*.damaged-*"))
    again.close()


def test_what_opening_tells_is_told_in_the_language_asked_for(shelf: Shelf) -> None:
    library = fake_story.library(shelf)
    id = played(library, "walk", "back")
    (shelf.folder / f"{id}.json").write_bytes(b"\0" * 100)
    session = play.resume(library, id, "fr")
    assert session.language == "fr"
    assert session.notices[0].startswith("Cette sauvegarde était abîmée")
    session.close()


def test_a_card_is_told_in_another_language(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    library = fake_story.library(shelf)
    id = played(library, "walk")
    (card,) = library.saves()

    def present(*given: Any) -> Page:
        return fake_story.present(*given)._replace(place=f"place {given[-1]}")

    monkeypatch.setattr(view, "present", present)
    assert play.retold(library, card, "en") == card
    assert play.retold(library, card, "fr") == card._replace(place="place fr", who="tous les deux")
    shelf.delete(id)
    assert play.retold(library, card, "fr") == card


class Unopened(Disk):
    """A disk on which these files cannot be opened: too many are open, or it has gone bad."""

    def __init__(self, *endings: str) -> None:
        self.endings = endings

    def open(self, path: str) -> int:
        if path.endswith(self.endings):
            raise OSError(errno.EMFILE, "made up")
        return super().open(path)


def test_what_could_not_be_read_is_not_set_aside(shelf: Shelf) -> None:
    id = played(fake_story.library(shelf), "walk", "back")
    before = sorted(path.name for path in shelf.folder.iterdir())
    for unread in (Unopened(".json", ".bak"), Unopened(".bak")):
        with pytest.raises(DiskTrouble, match="made up"):
            play.resume(fake_story.library(Shelf(shelf.folder, unread)), id)
        assert sorted(path.name for path in shelf.folder.iterdir()) == before
        (shelf.folder / f"{id}.json").write_bytes(b"\0" * 100)
    session = play.resume(fake_story.library(shelf), id)
    assert session.page().turn == 1
    session.close()


def test_a_file_that_alone_cannot_be_read_gives_way_to_the_one_before(shelf: Shelf) -> None:
    id = played(fake_story.library(shelf), "walk", "back")
    data = shelf.read(id)
    unread = fake_story.library(Shelf(shelf.folder, Unopened(".json")))
    session = play.resume(unread, id)
    assert (session.page().turn, len(session.notices)) == (1, 1)
    (aside,) = shelf.folder.glob("*.damaged-*")
    assert aside.read_bytes() == data
    session.close()


def test_saves_are_counted_once_the_folder_can_be_listed(shelf: Shelf) -> None:
    played(fake_story.library(shelf), "walk", "back", "walk")

    class Unlisted(Disk):
        is_well = False

        def names(self, folder: str) -> list[str]:
            if not self.is_well:
                raise OSError(errno.EMFILE, "made up")
            return super().names(folder)

    disk = Unlisted()
    library = fake_story.library(Shelf(shelf.folder, disk))
    assert library.next_counter() == 1
    disk.is_well = True
    assert library.next_counter() == 4


def test_only_the_generation_before_is_there(shelf: Shelf) -> None:
    library = fake_story.library(shelf)
    id = played(library, "walk", "back")
    (shelf.folder / f"{id}.json").unlink()
    session = play.resume(library, id)
    assert (session.page().turn, session.notices) == (1, [])
    session.close()


def test_planted_things_are_damage_and_no_harm(shelf: Shelf, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    library = fake_story.library(shelf)
    id = played(library, "walk", "back")
    (shelf.folder / f"{id}.json").unlink()
    (shelf.folder / f"{id}.json").symlink_to(secret)
    session = play.resume(library, id)
    session.choose("back")
    session.close()
    assert secret.read_text() == "secret"
    assert library.saves()[0].turn == 2


def test_a_save_of_another_story(shelf: Shelf) -> None:
    id = played(fake_story.library(shelf), "walk")
    other = fake_story.library(shelf, Machine(fake_story.story(id="another")))
    assert other.saves() == []
    with pytest.raises(SaveError, match="another story"):
        play.resume(other, id)
    assert shelf.names() == (id,)
    assert other.next_counter() == 2, "all saves are counted, whosever they are"


def test_a_save_of_a_newer_game_is_left_as_it_is(shelf: Shelf) -> None:
    library = fake_story.library(shelf)
    id = played(library, "walk")
    data = saves.as_dict(shelf.read(id))
    data["format"] += 1
    shelf.write(id, saves.from_dict(data))
    assert library.saves()[0].damaged is False
    with pytest.raises(SaveError, match="newer version"):
        play.resume(library, id)
    assert shelf.read(id) == saves.from_dict(data)


def test_a_strange_card_is_shown_without_what_is_strange(shelf: Shelf) -> None:
    library = fake_story.library(shelf)
    id = played(library, "walk")
    data = saves.as_dict(shelf.read(id))
    data["card"] = {"place": "\x1b[31mred\u202e", "turn": True, "alive": -1, "clock": 3}
    data["name"] = "a" * 50
    shelf.write(id, saves.from_dict(data))
    card = library.saves()[0]
    assert (card.place, card.turn, card.alive, card.clock, card.date) == ("[31mred", 0, 0, "", "")
    assert card.name == "a" * 40


def test_a_shelf_that_cannot_be_listed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    library = fake_story.library(Shelf(tmp_path / "file"))
    assert library.saves() == []
    session = play.start(library)
    session.choose("walk")
    assert len(session.notices) == 1
    session.close()


def test_the_background_is_a_setting() -> None:
    library = fake_story.library(MemoryShelf())
    assert not library.background
    library.background = True
    played(library, "walk")
    assert library.saves()[0].turn == 1
    library.close()
