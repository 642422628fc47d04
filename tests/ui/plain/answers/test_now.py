from tests.ui.plain.fake import FakeLibrary
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.talk import Talk

from .small_talk import begun, said


def opened(library: FakeLibrary, **options: object) -> Talk:
    talk = Talk(library, Options(**options))  # type: ignore[arg-type]
    list(talk.open())
    return talk


def test_instruments_are_read_one_by_one(library: FakeLibrary) -> None:
    assert said(opened(library), "instruments") == (
        "Air: 12 mmHg.\nSeats: 7 for 8.\nA heart: 51 beats a minute."
    )
    assert said(opened(library, language="fr", speech=True), "instruments") == (
        "Air : 12 millimètres de mercure.\nSeats : 7 for 8.\nA heart : 51 battements par minute."
    )


def test_status_for_a_voice(library: FakeLibrary) -> None:
    talk = opened(library, speech=True)
    told = "20:00, Air 12 millimetres of mercury, Seats 7 for 8."
    assert said(talk, "status").splitlines()[1] == told
    talk.playing.instruments = tuple  # type: ignore[method-assign]
    assert said(talk, "status").splitlines()[1] == "20:00, 7 seats."


def test_a_story_without_figures() -> None:
    assert said(begun(), "instruments") == "There are no figures to read here."


def test_where_one_is() -> None:
    assert said(begun(), "status") == "Chapter 1. Part one. Deck.\nChoices made: 0."
