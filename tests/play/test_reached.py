"""The gallery: what has been reached is named, everything else is only counted."""

from __future__ import annotations

from tests.play.lines import begun, played, ways
from ulysse_game.play.reached import Goal, reached


def test_nothing_is_named_before_it_has_been_reached() -> None:
    found = reached(begun(ways()).library, "en")
    assert found == (
        (Goal("curtain"),),
        (Goal("early_jump"),),
        (Goal("part"), Goal("second")),
    )
    assert not any(goal.is_reached for group in found for goal in group)


def test_endings_and_chapters_over_all_playthroughs() -> None:
    session = begun(ways())
    marks = session.library.marks
    marks._new |= {"ending.early_jump", "chapter.second.title"}
    found = reached(session.library, "en")
    assert found.early == (Goal("early_jump", "Overboard"),)
    assert found.chapters == (Goal("part"), Goal("second", "Part two", "Home"))
    assert found.endings == (Goal("curtain"),)
    played(session, "down", "end")
    assert reached(session.library, "en").endings == (Goal("curtain", "Curtain"),)
