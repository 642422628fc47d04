"""Finding words: as one types them, all of them marked, nothing else."""

from __future__ import annotations

import pytest
from textual import events

from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.finding import marked_words, places_of, typed
from ulysse_game.ui.tui.flow import Block
from ulysse_game.ui.tui.transcript import TranscriptScreen


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


def test_the_page_itself_can_be_searched() -> None:
    async def script(player: Player) -> None:
        for _ in range(6):
            await player.press("end", "1")
        await player.press("slash")
        assert "Words to find:" in player.seen
        await player.press("escape")
        assert player.turn == 6, "no words: back at the page"
        await player.press("slash", *"forty", "enter")
        assert isinstance(player.leaf, TranscriptScreen)
        assert "1 of 7" in player.foot
        assert "▌" in player.seen
        await player.press("n")
        assert "2 of 7" in player.foot
        await player.press("slash", *["backspace"] * 5, "escape")
        assert isinstance(player.leaf, TranscriptScreen), "something is sought already"
        await player.press("escape")
        assert player.turn == 6
        await player.press("t", "slash", "escape")
        assert isinstance(player.leaf, TranscriptScreen), "it was there before"

    drive(script, size=(80, 30))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_what_is_typed_in_haste_is_sought_and_carries_nothing_out(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        for _ in range(3):
            await player.press("end", "1")
        driver = player.app._driver
        assert driver is not None
        for key in ("slash", *"latch", "enter"):  # all of it before the screen can change
            event = events.Key(key, "/" if key == "slash" else key if len(key) == 1 else None)
            event.set_sender(player.app)
            driver.send_message(event)
        await player.settle()
        await player.settle()
        assert player.app.language == "en"
        assert isinstance(player.leaf, TranscriptScreen)
        assert player.leaf.sought == "latch"
        assert " of " in player.foot
        assert "▌" in player.seen

    drive(script, size=size)
