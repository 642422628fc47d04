"""The three sentences for who has never played: said once, never in the way, read again in help."""

from __future__ import annotations

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.tour import SENTENCES, told
from ulysse_game.view.words import words


def told_in(player: Player) -> list[int]:
    """Which of the sentences stand below the page."""
    foot = " ".join(player.foot.split())
    sentences = [told(n, player.app.words) for n in range(len(SENTENCES))]
    return [n for n, sentence in enumerate(sentences) if sentence in foot]


def test_the_first_game_is_told_about_while_it_is_played() -> None:
    kept: list[tuple[str, str]] = []

    async def script(player: Player) -> None:
        await player.press("1")
        assert told_in(player) == [0]
        await player.press("end")
        assert told_in(player) == [1]
        await player.press("1")
        assert player.turn == 1, "every key does what it does anyway"
        assert told_in(player) == [2]
        await player.press("s")
        assert player.foot.count("Saved.") == 1
        await player.press("down")
        assert told_in(player) == []
        assert "Esc" in player.foot
        player.app.to_title()
        await player.settle()
        await player.press("end", "home", "2")
        assert player.turn == 0
        assert told_in(player) == [], "once is enough"

    drive(script, FakeGame(), new=False, tour="", remember=lambda name, to: kept.append((name, to)))
    assert kept == [("tour", "seen")]


def test_it_follows_the_language_and_the_mouse() -> None:
    async def script(player: Player) -> None:
        await player.press("1", "l")
        assert told_in(player) in ([0], [1])
        assert "fr:" in player.foot
        seen = player.seen
        await player.click_on("Lui remettre")
        assert player.turn == 1
        assert told_in(player), seen

    drive(script, FakeGame(), (80, 30), new=False, tour="")


def test_who_has_seen_it_and_who_goes_on_are_told_nothing() -> None:
    async def script(player: Player) -> None:
        await player.press("1")
        assert told_in(player) == []

    drive(script, FakeGame(), new=False, tour="seen")
    drive(script, FakeGame(), new=True, tour="")


def test_help_has_them_too() -> None:
    async def script(player: Player) -> None:
        await player.press("question_mark")
        text = [block.text for block in player.leaf.sheet.blocks]
        assert text[: len(SENTENCES)] == [told(n, player.app.words) for n in range(len(SENTENCES))]

    drive(script)


def test_the_keys_in_them_are_those_of_the_key_map() -> None:
    assert "Enter" in told(0, words("en"))
    assert "Entrée" in told(0, words("fr"))
    for number in range(len(SENTENCES)):
        assert "{" not in told(number, words("fr"))
