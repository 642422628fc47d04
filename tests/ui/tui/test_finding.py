"""Finding words: as one types them, all of them marked, nothing else."""

from __future__ import annotations

import pytest

from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.finding import marked_words, places_of, typed
from ulysse_game.ui.tui.flow import Block


def found(block: Block) -> list[str]:
    """What is marked in a block."""
    return [words for words, role in block.words if role == "found"]


@pytest.mark.parametrize(
    ("words", "sought", "marked"),
    [
        ("L’œil, l’ŒIL.", "œil", ["œil", "ŒIL"]),
        ("Équipage équipé", "equip", ["Équip", "équip"]),
        ("e\u0301te\u0301 été", "été", ["e\u0301te\u0301", "été"]),
        ("Straße strasse", "STRASSE", ["Straße", "strasse"]),
        ("22\xa0h\xa030", "22 h", ["22\xa0h"]),
        ("aaaa", "aa", ["aaaa"]),
        ("nothing", "nobody", []),
    ],
)
def test_every_place_is_marked(words: str, sought: str, marked: list[str]) -> None:
    block = marked_words(Block(((words, "prose"),)), typed(sought))
    assert found(block) == marked
    assert block.text == words


def test_words_over_two_roles_keep_the_rest() -> None:
    block = Block((("SIMON", "voice simon"), ("  ", "prose"), ("“Again.”", "prose")))
    marked = marked_words(block, typed('n  "ag'))
    assert marked.words == (
        ("SIMO", "voice simon"), ("N  “Ag", "found"), ("ain.”", "prose"),
    )  # fmt: skip
    assert places_of([block, Block((("x", "prose"),))], "again") == [0]


def forties(player: Player, role: str = "") -> int:
    """How often the word stands in what has been laid out, in this role or in any."""
    rows = player.leaf.sheet._window.rows
    return "".join(words for row in rows for words, how in row.words if role in ("", how)).count(
        "Forty"
    )


def test_in_the_transcript_forward_and_back() -> None:
    async def script(player: Player) -> None:
        for _ in range(6):
            await player.press("end", "1")
        await player.press("t", "slash", *"FORTY", "enter")
        assert "1 of 7" in player.foot
        assert forties(player, "found") == forties(player) > 1
        assert "▌" in player.seen
        await player.press("N")
        assert "7 of 7" in player.foot
        assert forties(player, "found") == forties(player) > 1
        await player.press("n")
        assert "1 of 7" in player.foot
        await player.press("l")
        assert not forties(player, "found")
        await player.press("n")
        assert "Not found" in player.foot

    drive(script, size=(80, 30))
