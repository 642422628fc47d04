"""A playthrough as a front end drives it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.play import fake_story
from ulysse_game import engine, play
from ulysse_game.engine import Machine
from ulysse_game.play import Library, NotOpen, Session, history
from ulysse_game.storage import MemoryShelf, StorageTrouble
from ulysse_game.story import Go


@pytest.fixture
def library() -> Library:
    return fake_story.library()


@pytest.fixture
def session(library: Library) -> Iterator[Session]:
    session = play.start(library, seed=7)
    yield session
    session.close()


def walk(session: Session, *choices: str) -> None:
    for choice in choices:
        session.choose(choice)


def words(session: Session) -> str:
    return session.page().lines[0].text


def test_choices_in_pages_out(session: Session) -> None:
    first = session.page()
    assert (first.turn, first.scene, session.ended, session.can_rewind) == (
        0,
        "shore",
        False,
        False,
    )
    page = session.choose("walk")
    assert page == session.page()
    assert page.scene == "path"
    assert "shore -walk-> path" in words(session)
    with pytest.raises(NotOpen):
        session.choose("enter")
    assert session.page() == page
    assert session.choose("jump").ending is not None
    assert session.ended
    assert session.notices == []


def test_the_same_seed_and_choices_give_the_same_pages(library: Library) -> None:
    one, two = (play.start(library, seed=5) for _ in range(2))
    for session in (one, two):
        walk(session, "swim", "enter", "out")
    assert list(one.transcript()) == list(two.transcript())
    assert one.playthrough != two.playthrough
    assert play.start(library, seed=2**64 + 5).seed == 5
    assert play.start(library, seed=-1).seed == 2**64 - 1
    assert play.start(library).seed != play.start(library).seed


def test_rewinding_gives_the_same_page_again(session: Session) -> None:
    pages = [session.page(), *(session.choose(each) for each in ("walk", "back", "swim", "enter"))]
    assert session.rewind() == pages[3]
    assert session.rewind(2) == pages[1]
    assert session.rewind_to(4) == pages[1], "there is nothing ahead to go to"
    assert session.choose("back") == pages[2]
    assert session.choose("swim") == pages[3], "the abandoned line was followed again"
    assert len(session.timeline.nodes) == 5
    assert session.rewind(99) == pages[0]
    assert session.rewind_to(-3) == pages[0]
    assert not session.can_rewind
    assert session.go_to(4) == pages[4]


def test_rewinding_from_an_ending(session: Session) -> None:
    walk(session, "walk", "jump")
    session.rewind()
    assert not session.ended
    assert session.choose("back").scene == "shore"


def test_the_language_changes_the_same_page(session: Session) -> None:
    english = session.choose("walk")
    session.language = "fr"
    french = session.page()
    assert words(session).startswith("fr: ")
    assert [option.id for option in french.options] == [option.id for option in english.options]
    assert [page.lines[0].text[:2] for page in session.transcript()] == ["fr", "fr"]
    assert session.crew()[0].lines[0].text == "fr Ada"
    session.language = "en"
    assert session.page() == english


def test_the_past_is_told(session: Session) -> None:
    pages = [session.page(), *(session.choose(each) for each in ("walk", "back", "draw"))]
    transcript = session.transcript()
    assert list(transcript) == pages
    assert transcript[-2:] == pages[-2:]
    assert [tuple(turn) for turn in session.turns] == [
        (0, "The shore", "en walk"), (1, "The path", "en back"), (2, "The shore", "en draw"),
    ]  # fmt: skip
    assert session.walkthrough() == ["seed: 7", "shore: walk", "path: back", "shore: draw"]
    with pytest.raises(IndexError):
        transcript[4]


def test_a_long_past_is_the_same_after_many_turns(session: Session) -> None:
    pages = [session.page()]
    for _ in range(100):
        pages += [session.choose("walk"), session.choose("back")]
    assert list(session.transcript()) == pages
    assert session.rewind_to(77) == pages[77]
    assert session.rewind() == pages[76]


def test_more_than_can_be_remembered(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    monkeypatch.setattr(history, "LONGEST", 100)
    session = play.start(library, seed=7)
    pages = [session.page()]
    for _ in range(120):
        pages += [session.choose("walk"), session.choose("back")]
    assert 50 <= len(session.timeline.nodes) <= 101
    kept = len(session.transcript())
    assert list(session.transcript())[1:] == pages[-kept + 1 :]
    session.close()
    again = play.resume(library, library.saves()[0].id)
    assert again.notices == []
    assert list(again.transcript())[1:] == pages[-kept + 1 :]
    assert again.rewind_to(200) == pages[200]
    assert again.rewind_to(0).turn == 241 - kept
    assert again.turns[:] == []


def test_a_story_that_goes_on_without_end_stays_on_its_page() -> None:
    ring = fake_story.scene("round")._replace(next=(Go("round"),))
    begins = fake_story.scene(
        "shore", fake_story.choice("in", "round"), fake_story.choice("out", "cliff")
    )
    machine = Machine(fake_story.story((begins, ring, fake_story.CLIFF)))
    library = fake_story.library(MemoryShelf(), machine)
    session = play.start(library, seed=7)
    before = session.page()
    assert session.choose("in") is before
    assert session.notices == [
        "The story goes on and on at “round” without a choice. The game stays on this page."
    ]
    session.notices.clear()
    session.save()
    assert session.choose("out").ending is not None
    assert session.rewind().turn == 0
    session.close()
    card = library.newest("auto", session.playthrough)
    assert card is not None
    assert play.resume(library, card.id).page().options == before.options


def test_a_story_that_never_comes_to_a_choice_is_not_begun() -> None:
    ring = fake_story.scene("shore")._replace(next=(Go("shore"),))
    library = fake_story.library(MemoryShelf(), Machine(fake_story.story((ring,))))
    with pytest.raises(play.SaveError, match="goes on and on at “shore” without a choice"):
        play.start(library)


def test_every_choice_is_saved(library: Library, session: Session) -> None:
    assert library.saves() == []
    session.choose("walk")
    (card,) = library.saves()
    assert (card.kind, card.place, card.turn, card.alive, card.clock) == (
        "auto", "The path", 1, 2, "01:00"
    )  # fmt: skip
    assert (card.chapter, card.language, card.date) == ("Tale", "en", "2030-01-02 03:04")
    session.rewind()
    assert library.saves()[0].place == "The shore"


def test_a_game_begun_and_left_leaves_nothing(library: Library) -> None:
    play.start(library).close()
    assert library.saves() == []


@pytest.mark.parametrize("moves", ["", "w", "wb", "wbs", "wbr", "wbrr", "wbsr", "wbsej", "wbsrw"])
def test_a_resumed_game_is_the_same(library: Library, moves: str) -> None:
    session = play.start(library, seed=3, language="fr")
    names = {"w": "walk", "b": "back", "s": "swim", "e": "enter", "j": "out"}
    for move in moves:
        session.rewind() if move == "r" else session.choose(names[move])
    session.save()
    session.close()
    again = play.resume(library, library.saves()[0].id)
    assert again.notices == []
    assert (again.language, again.seed, again.playthrough) == ("fr", 3, session.playthrough)
    assert again.page() == session.page()
    assert list(again.transcript()) == list(session.transcript())
    assert list(again.turns) == list(session.turns)
    assert again.timeline == session.timeline
    if again.can_rewind:
        assert again.rewind() == session.rewind()
    again.close()


def test_a_quick_save_is_a_moment_of_its_playthrough(library: Library) -> None:
    session = play.start(library, seed=7)
    session.choose("walk")
    card = session.quick_save()
    assert card is not None
    assert (card.kind, card.turn) == ("quick", 1)
    walk(session, "back", "draw")
    session.close()
    again = play.resume(library, card.id)
    assert again.playthrough == session.playthrough
    assert again.page().scene == "path"
    assert len(again.timeline.nodes) == 4, "what was played since is kept as a branch"
    assert library.newest("auto") == library.saves()[0]
    assert library.saves()[0].turn == 1, "going on later goes on from here"
    assert again.choose("back") == session.rewind()


def test_a_quick_save_looks_into_no_other_playthrough(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    play.start(library, seed=1).save_as("Another")
    session = play.start(library, seed=7)
    session.quick_save()
    looked: list[str] = []
    read = library.shelf.read

    def noted(name: str) -> bytes:
        looked.append(name)
        return read(name)

    monkeypatch.setattr(library.shelf, "read", noted)
    assert session.quick_save() is not None
    assert {name for name in looked if name.startswith(("auto", "quick", "named"))} == {
        f"quick-{session.playthrough}-1"
    }


def test_quick_saves_are_a_ring(library: Library) -> None:
    session = play.start(library, seed=7)
    for choice in ("walk", "back", "walk", "back", "walk"):
        session.choose(choice)
        session.quick_save()
    quick = [card for card in library.saves() if card.kind == "quick"]
    assert [card.turn for card in quick] == [5, 4, 3]
    newest = library.newest("quick", session.playthrough)
    assert newest == quick[0]
    assert library.newest("quick", "other") is None


def test_a_named_save(library: Library, session: Session) -> None:
    session.choose("walk")
    card = session.save_as("  La\tgrève \x1b[2J\u202e\u200b " + "x" * 60)
    assert card is not None
    assert card.name == "La grève [2J " + "x" * 27
    twin = session.save_as("La grève")
    assert twin is not None
    third = session.save_as("\n\x07")
    assert third is not None
    assert third.name == "Untitled"
    assert [each.name for each in library.saves() if each.kind == "named"] == [
        "Untitled", "La grève", card.name
    ]  # fmt: skip
    library.delete(twin.id)
    assert twin.id not in [each.id for each in library.saves()]
    assert session.notices == []


def test_loading_while_a_session_is_open(library: Library, session: Session) -> None:
    session.choose("walk")
    card = session.quick_save()
    session.choose("back")
    assert card is not None
    loaded = play.resume(library, card.id)
    session.close()
    assert loaded.notices == []
    assert loaded.playthrough == session.playthrough
    loaded.choose("jump")
    loaded.close()
    assert library.saves()[0].turn == 2


@pytest.mark.parametrize("background", [False, True])
def test_a_session_that_is_left_does_not_hear_the_news_of_the_next(background: bool) -> None:
    library = fake_story.library()
    library.background = background
    session = play.start(library, seed=7)
    session.choose("walk")
    card = session.quick_save()
    session.choose("back")
    assert card is not None
    loaded = play.resume(library, card.id)
    session.close()
    assert not loaded.is_unsaved
    loaded.close()
    assert library.saves()[0].turn == 1, "and what it left is not written over it"


def test_a_save_that_went_another_way_becomes_a_game_of_its_own(library: Library) -> None:
    session = play.start(library, seed=7)
    session.choose("walk")
    old = library.shelf.read(library.saves()[0].id)
    session.choose("back")
    card = session.quick_save()
    session.close()
    assert card is not None
    library.shelf.write(library.saves()[1].id, old)
    other = play.resume(library, f"auto-{session.playthrough}")
    other.choose("jump")
    other.close()
    apart = play.resume(library, card.id)
    assert apart.playthrough != session.playthrough
    assert apart.page().scene == "shore"
    assert len([each for each in library.saves() if each.kind == "auto"]) == 2


def test_a_quick_save_whose_playthrough_was_deleted_goes_on_as_it(library: Library) -> None:
    session = play.start(library, seed=7)
    session.choose("walk")
    card = session.quick_save()
    session.close()
    assert card is not None
    library.delete(f"auto-{session.playthrough}")
    again = play.resume(library, card.id)
    assert again.playthrough == session.playthrough
    assert library.saves()[0].id == f"auto-{session.playthrough}"


def test_a_playthrough_may_begin_in_a_made_up_state(library: Library) -> None:
    first, _ = engine.begin(library.machine, 7)
    made_up, _ = engine.step(library.machine, first, "draw")
    session = play.begin_at(library, made_up, "en")
    session.choose("leave")
    session.close()
    again = play.resume(library, library.saves()[0].id)
    assert again.notices == []
    assert [page.scene for page in again.transcript()] == ["well", "shore"]
    assert (again.rewind().turn, again.can_rewind) == (1, False)


class StubbornShelf(MemoryShelf):
    """Full until told otherwise."""

    is_full = False

    def write(self, name: str, data: bytes) -> None:
        if self.is_full:
            raise StorageTrouble("The disk is full.")
        super().write(name, data)


@pytest.mark.parametrize("background", [False, True])
def test_a_disk_that_fails_is_told_once_and_tried_again(background: bool) -> None:
    shelf = StubbornShelf()
    library = fake_story.library(shelf)
    library.background = background
    session = play.start(library, seed=7)
    shelf.is_full = True
    told = []
    for choice in ("walk", "back", "walk"):
        session.choose(choice)
        library.writer.flush()
        told += session.notices
        session.notices.clear()
    assert told == ["The disk is full. The game goes on; saving is tried again at the next choice."]
    assert session.quick_save() is None
    assert session.save_as("a name") is None
    assert session.notices == ["The disk is full. This moment has not been saved."] * 2
    session.notices.clear()
    shelf.is_full = False
    session.choose("back")
    library.writer.flush()
    assert session.notices == ["Saving works again."]
    assert library.saves()[0].turn == 4
    shelf.is_full = True
    session.choose("walk")
    library.writer.flush()
    assert len(session.notices) == 2
    shelf.is_full = False
    session.close()
    assert library.saves()[0].turn == 5, "what could not be saved was tried once more at the end"
    session.close()


@pytest.mark.parametrize("sort", ["quick", "auto"])
@pytest.mark.parametrize("is_full_to_the_end", [False, True])
def test_what_a_full_disk_did_not_take_outlives_loading(
    sort: str, is_full_to_the_end: bool
) -> None:
    shelf = StubbornShelf()
    library = fake_story.library(shelf)
    session = play.start(library, seed=7)
    session.choose("walk")
    session.quick_save()
    shelf.is_full = True
    walk(session, "back", "swim")
    card = library.newest(sort)
    assert card is not None
    loaded = play.resume(library, card.id)
    shelf.is_full = is_full_to_the_end
    session.close()
    shelf.is_full = False
    assert loaded.page().turn == 1
    loaded.choose("jump")
    loaded.close()
    again = play.resume(library, f"auto-{session.playthrough}")
    assert again.page().scene == "cliff"
    assert len(again.timeline.nodes) == 5, "what was never saved is a branch now"
    again.close()


@pytest.mark.parametrize("background", [False, True])
def test_what_a_full_disk_never_took_is_said_at_the_end(background: bool) -> None:
    shelf = StubbornShelf()
    library = fake_story.library(shelf)
    library.background = background
    session = play.start(library, seed=7)
    session.choose("walk")
    library.writer.flush()
    assert not session.is_unsaved
    shelf.is_full = True
    session.choose("back")
    library.writer.flush()
    assert session.is_unsaved
    session.notices.clear()
    session.close()
    assert session.notices == ["The disk is full. This moment has not been saved."]
    assert library.saves()[0].turn == 1


def test_a_game_in_memory_says_so() -> None:
    library = fake_story.library(MemoryShelf(StorageTrouble("No folder.")))
    session = play.start(library, language="fr")
    assert len(session.notices) == 1
    assert "No folder." in session.notices[0]
    session.choose("walk")
    assert library.saves()[0].turn == 1


def test_time_played_is_counted_without_long_pauses(library: Library) -> None:
    now = [1000.0]
    library.seconds = lambda: now[0]
    session = play.start(library)
    for later in (5.0, 100_000.0, -50.0, 7.5):
        now[0] += later
        session.choose("walk" if session.page().scene == "shore" else "back")
    session.close()
    assert library.load(library.saves()[0].id).save.played_seconds == 612
    again = play.resume(library, library.saves()[0].id)
    now[0] += 8
    again.choose("walk")
    assert library.load(library.saves()[0].id).save.played_seconds == 620
