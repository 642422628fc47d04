"""Endings and chapters that were reached: titles of those, and of no other."""

from __future__ import annotations

from tests.ui.tui.player import Player, drive


def test_the_gallery_from_the_title_page_and_while_playing() -> None:
    async def script(player: Player) -> None:
        await player.press("a")
        assert "A seat / Une place" in player.seen
        assert "Endings   1 of 2" in player.seen
        assert "Ends that come early   0 of 1" in player.seen
        assert "1  Ulysses   Night of 3 October" in player.seen
        assert player.seen.count("·  ·  ·") == 3
        assert "other" not in player.seen
        await player.press("l")
        assert "fr:Chapters" in player.seen
        await player.press("a", "l", "1", "a")
        assert "Endings   1 of 2" in player.seen
        await player.press("escape")
        assert player.turn == 0

    drive(script, new=False, size=(80, 40))
