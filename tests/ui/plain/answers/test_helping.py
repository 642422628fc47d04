from tests.ui.plain.fake import FakeLibrary
from ulysse_game.ui.plain import TOUR, Options
from ulysse_game.ui.plain.talk import SENTENCES, Talk

from .small_talk import begun, said


def test_help_is_short() -> None:
    told = said(begun(), "help").splitlines()
    assert len(told) <= 9
    assert "Saving: save, saves, load, delete, new." in told


def test_help_with_one_command() -> None:
    talk = begun()
    assert " ".join(said(talk, "help find").split()) == (
        "find or chercher WORDS: Finds words in what you have read, from the first page on."
    )
    assert said(talk, "help co").startswith("compare or comparer NUMBER NUMBER: ")
    assert said(talk, "help sa") == "That could be: save, saves."
    assert said(talk, "help xyzzy") == "There is no such command; “help” lists them."


def test_the_tour_is_said_at_the_first_start_and_kept(library: FakeLibrary) -> None:
    kept = []
    options = Options(tour=True, remember=lambda name, value: kept.append((name, value)))
    talk = Talk(library, options)  # type: ignore[arg-type]
    told = list(talk.open())
    assert set(SENTENCES) <= set(told)
    assert kept == [(TOUR, "seen")]
    assert said(talk, "visite").splitlines() == list(SENTENCES)
