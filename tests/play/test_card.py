"""What a card says of a moment: who of the crew is left, how long was played, how it ended."""

from __future__ import annotations

from tests.play.lines import begun, played, ways
from ulysse_game.play import SaveCard
from ulysse_game.play.card import card_of


def card(*choices: str, language: str = "en") -> SaveCard:
    """The card of a quick save after these choices."""
    session = begun(ways())
    session.language = language
    played(session, *choices)
    found = session.quick_save()
    assert found is not None
    return found


def test_who_is_left() -> None:
    assert (card().alive, card().who) == (3, "all three")
    assert (card("lost").alive, card("lost").who) == (2, "two of three, without Bob")


def test_who_is_nowhere_is_not_there_though_alive() -> None:
    found = card("away")
    assert (found.alive, found.who) == (2, "two of three, without Ann")
    both = card("away", "lost", language="fr")
    assert both.who == "un sur trois, sans Ann et Bob"


def test_an_ending_is_named() -> None:
    assert card("down", "end").ending == "Fell"  # as the pages of these tests call every ending
    assert card("down").ending == ""


def test_an_older_card_has_neither() -> None:
    summary = {
        "sort": "auto", "name": "", "language": "en", "counter": 1, "playthrough": "x",
        "card": {"chapter": "One", "alive": 8, "who": 7, "played": -3},
    }  # fmt: skip
    found = card_of("auto-x", summary)
    assert (found.alive, found.who, found.ending, found.played) == (8, "", "", 0)
