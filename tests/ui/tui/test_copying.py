"""Copying the page: its words as plain text, and nothing that a terminal takes for a command."""

from __future__ import annotations

import pytest

from tests.ui.tui.fake import FakeGame, lines
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.app import UlysseApp
from ulysse_game.ui.tui.copying import words_of
from ulysse_game.view.page import Line, Page, Run


def page(*shown: Line) -> Page:
    return Page(4, "", "", "", shown, (), ())


def test_paragraphs_are_apart_and_the_lines_of_a_screen_together() -> None:
    copied = words_of(page(*lines(4, "en", "Ask Simon.")), "en")
    assert copied.startswith("› Ask Simon.\n\n(4) Seven sleep traces")
    assert "SIMON  “Latch three." in copied
    assert "REPORT · SOL 4\n" in copied
    assert "\n\n\n" not in copied
    assert copied.endswith("people on Mars.\n")


def test_french_keeps_its_typography_and_nothing_dangerous_gets_through() -> None:
    line = Line("narration", (Run("\x1b]52;c;AAAA\x07Non\u202f!\u202e"),))
    assert words_of(page(line), "fr") == "]52;c;AAAANon\u202f!\n"


def test_the_key_copies_and_says_what_may_go_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(UlysseApp, "copy_to_clipboard", lambda app, text: copied.append(text))

    async def script(player: Player) -> None:
        await player.press("y")
        assert "Copied, unless this terminal refuses" in player.foot
        assert "(t)" in player.foot

    drive(script, FakeGame())
    assert len(copied) == 1
    assert "Seven sleep traces" in copied[0]
