"""The names of the parts of a screen fit in their row, and each can be clicked where it stands."""

from __future__ import annotations

import pytest

from ulysse_game.ui.tui.tabs import tabs
from ulysse_game.view.wrap import cells

NAMES = ("Équipage", "Rapports", "Personnes", "Lieux", "Mots", "Promesses", "Questions")


@pytest.mark.parametrize("width", [14, 20, 36, 40, 61, 63, 69, 72, 120])
@pytest.mark.parametrize("here", range(len(NAMES)))
def test_the_present_one_is_always_there_and_the_row_fits(width: int, here: int) -> None:
    row, links = tabs(NAMES, here, width, "section")
    words = "".join(text for text, _ in row)
    assert cells(words) <= width
    assert [text for text, role in row if role == "strong"] == [NAMES[here]]
    for link in links:
        shown = words[link.start : link.end].strip(" ")
        if link.action.startswith("number"):
            assert shown == NAMES[int(link.action[7:-1]) - 1]
        else:
            assert (shown, link.action) in {("‹", "section(-1)"), ("›", "section(1)")}


def test_all_stand_there_where_there_is_room_and_signs_where_there_is_none() -> None:
    wide = "".join(text for text, _ in tabs(NAMES, 3, 72, "section")[0])
    assert wide == "   ".join(NAMES)
    narrow = "".join(text for text, _ in tabs(NAMES, 3, 30, "section")[0])
    assert narrow.startswith("‹ ")
    assert narrow.endswith(" ›")
