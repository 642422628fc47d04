"""Two moments compared: where they part, what was chosen since, what differs."""

from __future__ import annotations

from tests.play.lines import begun, played, ways
from ulysse_game.play.comparison import Difference


def test_where_they_part_and_how_they_differ() -> None:
    session = begun(ways())
    played(session, "stay")
    one = played(session, "lost", "stay")
    session.rewind(2)
    other = played(session, "down")
    found = session.compared(one, other)
    assert found.parting.turn == 1
    assert list(found.one.choices) == ["Let Bob go.", "Stay for the 1th time."]
    assert list(found.other.choices) == ["Go down."]
    assert found.one.moment.where == ("Part one", "Deck", "Sol 0, 00:00")
    parts = {part.title: part.differences for part in found.parts}
    assert parts["Where and when"] == (Difference("Place", "Deck", "Cabin"),)
    assert parts["What is left"] == (
        Difference("Alive", "two of three, without Bob", "all three"),
        Difference("", "2 times", "1 times"),
    )
    assert parts["What was written"] == (Difference("obs_01 as notebook.", "recorded", "not seen"),)
    assert "Crew" not in parts  # the pages of these tests say the same of the crew everywhere


def test_a_page_and_one_behind_it_and_a_page_and_itself() -> None:
    session = begun(ways())
    one = played(session, "stay")
    other = played(session, "down", "end")
    session.language = "fr"
    found = session.compared(one, other)
    assert (found.parting.turn, list(found.one.choices)) == (1, [])
    assert list(found.other.choices) == ["Descendre.", "End it."]
    assert found.other.moment.ending == "Curtain"
    assert [part.title for part in found.parts] == ["Où et quand"]
    same = session.compared(other, other)
    assert (same.parts, list(same.one.choices)) == ((), [])
