"""What has been read: marked, kept, joined with what another game read, never in the way."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.play import fake_story
from ulysse_game import play
from ulysse_game.engine import Machine
from ulysse_game.play.marks import EVERY, LONGEST, MOST, Marks, decoded, encoded, name_of
from ulysse_game.play.trouble import DamagedError
from ulysse_game.play.writer import Writer
from ulysse_game.storage import Disk, MemoryShelf, Shelf, StorageTrouble
from ulysse_game.view.page import Ending, Line, Page

NAME = "read-tale-of-a-shore"
STORY = "tale_of_a_shore"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves")


def marks_on(shelf: Shelf | MemoryShelf, was: tuple[tuple[str, str, str], ...] = ()) -> Marks:
    return Marks(fake_story.story(was=was), shelf, Writer(shelf))


def page(*ids: str, ending: str = "") -> Page:
    lines = tuple(Line("narration", line_id=id) for id in ids)
    return Page(1, "", "", "", lines, (), (), Ending(ending, "The end") if ending else None)


def on_shelf(shelf: Shelf | MemoryShelf) -> Iterable[str]:
    return decoded(STORY, shelf.read(NAME))


def test_what_was_read_is_known_in_the_next_game(shelf: Shelf) -> None:
    marks = marks_on(shelf)
    marks.read(page("shore.text", "chapter.tale.title", ""))
    marks.ended(page("cliff.text", ending="fall"))
    marks.ended(page("path.text"))  # no ending, so it is not yet read
    assert marks.has("shore.text")
    assert not marks.has("path.text")
    marks.keep()
    later = marks_on(shelf)
    assert later.lines == {"shore.text", "chapter.tale.title", "cliff.text", "ending.fall"}
    assert later.endings() == {"fall"}
    assert later.chapters() == {"tale"}
    assert later.has("cliff.text")


def test_a_page_is_marked_when_it_is_left_and_an_ending_when_it_is_shown(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ulysse_game import view

    def present(
        machine: Machine, before: object, choice: str, after: object, *rest: object
    ) -> Page:
        shown = fake_story.present(machine, before, choice, after, *rest)  # type: ignore[arg-type]
        line = Line("narration", line_id=f"{shown.scene}.text")
        return shown._replace(lines=(line,))

    monkeypatch.setattr(view, "present", present)
    library = fake_story.library(shelf)
    session = play.start(library, seed=7)
    session.page()
    assert library.marks.lines == set()
    session.choose("walk")
    assert library.marks.lines == {"shore.text"}
    session.choose("jump")
    assert library.marks.lines == {"shore.text", "path.text", "cliff.text", "ending.fall"}
    session.close()
    assert fake_story.library(shelf).marks.endings() == {"fall"}
    assert [card.kind for card in library.saves()] == ["auto"], "marks are no saved game"


def test_choices_that_nobody_reads_leave_no_marks(shelf: Shelf) -> None:
    library = fake_story.library(shelf)
    play.made_at_once(play.start(library, seed=7), ["walk", "jump"])
    assert library.marks.lines == set()
    session = play.start(library, seed=7)
    session.choose("walk")
    session.choose("jump")
    assert library.marks.endings() == {"fall"}
    session.close()


def test_two_games_at_once_lose_nothing(shelf: Shelf) -> None:
    one, other = marks_on(shelf), marks_on(shelf)
    assert not one.has("a.text")
    assert not other.has("b.text")
    one.read(page("a.text"))
    other.read(page("b.text"))
    one.keep()
    other.keep()
    assert set(on_shelf(shelf)) == {"a.text", "b.text"}


def test_marks_that_cannot_be_read_are_not_written_over(shelf: Shelf) -> None:
    marks = marks_on(shelf)
    marks.read(page("old.text"))
    marks.keep()

    class Unopened(Disk):
        is_well = False

        def open(self, path: str) -> int:
            if not self.is_well:
                raise OSError(errno.EMFILE, "made up")
            return super().open(path)

    disk = Unopened()
    later = marks_on(Shelf(shelf.folder, disk))
    assert later.lines == set()
    later.read(page("new.text"))
    later.keep()
    assert set(on_shelf(shelf)) == {"old.text"}
    assert not list(shelf.folder.glob("*.damaged-*"))
    disk.is_well = True
    later.keep()
    assert set(on_shelf(shelf)) == {"old.text", "new.text"}


def test_an_ending_and_a_chapter_are_written_at_once(shelf: Shelf) -> None:
    """Who has come to one finds it in the list whatever ends the game."""
    marks = marks_on(shelf)
    marks.read(page("chapter.tale.title", "shore.text"))
    assert "chapter.tale.title" in on_shelf(shelf)
    marks.read(page("path.text"))
    assert "path.text" not in on_shelf(shelf)
    marks.ended(page("cliff.text", ending="fall"))
    assert {"ending.fall", "path.text"} <= set(on_shelf(shelf))


def test_marks_are_written_every_few_pages_that_have_something_new(shelf: Shelf) -> None:
    marks = marks_on(shelf)
    for number in range(EVERY - 1):
        marks.read(page(f"scene_{number}.text"))
        marks.read(page(f"scene_{number}.text"))
    assert shelf.names() == ()
    marks.read(page("last.text"))
    assert len(list(on_shelf(shelf))) == EVERY
    data = shelf.read(NAME)
    again = marks_on(shelf)
    assert again.has("last.text")
    for _ in range(2 * EVERY):
        again.read(page("last.text"))
    again.keep()
    assert shelf.read(NAME) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"kind":"ulysse-read","story":"another","lines":[]}',
        b'{"kind":"ulysse-read","story":"tale_of_a_shore","lines":[3]}',
        b'{"kind":"ulysse-read","story":"tale_of_a_shore"}',
    ],
)
def test_a_damaged_file_is_set_aside_and_reading_goes_on(shelf: Shelf, data: bytes) -> None:
    shelf.write(NAME, data)
    marks = marks_on(shelf)
    assert marks.lines == set()
    assert [each.read_bytes() for each in shelf.folder.glob("*.damaged-*")] == [data]
    marks.read(page("a.text"))
    marks.keep()
    assert set(on_shelf(shelf)) == {"a.text"}


def test_the_generation_before_stands_in_for_a_damaged_one(shelf: Shelf) -> None:
    shelf.write(NAME, encoded(STORY, ["a.text"]))
    shelf.write(NAME, b"damaged")
    assert marks_on(shelf).lines == {"a.text"}


def test_a_disk_that_takes_nothing_is_no_trouble(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = marks_on(shelf)
    works = Shelf.write

    def full(*given: object) -> None:
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(Shelf, "write", full)
    marks.read(page("a.text"))
    marks.keep()
    assert marks.has("a.text")
    monkeypatch.setattr(Shelf, "write", works)
    marks.keep()  # what could not be written is tried again
    assert set(on_shelf(shelf)) == {"a.text"}


def test_marks_follow_what_was_renamed(shelf: Shelf) -> None:
    marks = marks_on(shelf)
    marks.read(page("beach.text", "beach.walk.label", "chapter.old.title", "path.text"))
    marks.keep()
    later = marks_on(
        shelf,
        was=(
            ("scene", "beach", "shore"),
            ("choice", "shore.walk", "shore.go"),
            ("chapter", "old", "tale"),
        ),
    )
    assert later.lines == {"shore.text", "shore.go.label", "chapter.tale.title", "path.text"}


def test_a_file_of_marks_never_outgrows_the_shelf(shelf: Shelf) -> None:
    marks = marks_on(shelf)
    longest = "x" * (LONGEST - 6)
    marks.read(page(*(f"{number:06}{longest}" for number in range(MOST + 100)), "y" * 500))
    marks.keep()
    assert len(list(on_shelf(shelf))) == MOST


def test_of_a_huge_story_far_more_is_kept_and_the_endings_stay(shelf: Shelf) -> None:
    marks = marks_on(shelf)
    marks.read(page(*(f"{number:08}.long_gone_from_the_story" for number in range(100_000))))
    marks.ended(page("shore", ending="drowned"))
    marks.keep()
    kept = set(on_shelf(shelf))
    assert len(kept) > 2 * MOST
    assert {"shore", "ending.drowned"} <= kept, "what the story knows of comes first"


def test_the_more_is_kept_the_seldomer_it_is_written(shelf: Shelf) -> None:
    marks = marks_on(shelf)
    marks.read(page(*(f"old.{number}" for number in range(20_000))))
    marks.keep()
    for number in range(19):
        marks.read(page(f"new.{number}"))
    assert len(set(on_shelf(shelf))) == 20_000
    marks.read(page("new.last"))
    assert len(set(on_shelf(shelf))) == 20_020


def test_names_of_two_stories_differ() -> None:
    names = [name_of(id) for id in ("a_b", "a__b", "a_b_", "ab", "a" * 60, "A_b", "é")]
    assert len(set(names)) == len(names)
    for name in names:
        MemoryShelf().write(name, b"")
        Shelf(Path("/nowhere"))._path(name, ".json")


def test_nothing_but_damage_comes_out_of_strange_bytes() -> None:
    with pytest.raises(DamagedError):
        decoded(STORY, b"\0")
    assert decoded(STORY, encoded(STORY, ["é.text", ""])) == {"é.text"}


def test_marking_costs_the_path_of_a_choice_next_to_nothing(shelf: Shelf) -> None:
    marks = marks_on(MemoryShelf())
    pages = [page(*(f"scene_{n}.text.{line}" for line in range(20))) for n in range(EVERY - 1)]
    best = min(_seconds(marks, shown) for shown in pages)
    assert best < 50e-6, f"{best * 1e6:.0f} µs"


def _seconds(marks: Marks, shown: Page) -> float:
    began = time.perf_counter()
    marks.read(shown)
    return time.perf_counter() - began
