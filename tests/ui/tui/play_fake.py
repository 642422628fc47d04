"""Plays the made-up game in a real terminal: ``python -m tests.ui.tui.play_fake new``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.ui.tui.fake import FakeGame
from ulysse_game.play.evidence import Evidence
from ulysse_game.ui.tui.game import Options
from ulysse_game.ui.tui.start import play
from ulysse_game.view.settings import Settings


def main(arguments: list[str]) -> int:
    """``new`` begins at once, ``break`` breaks at the first choice, ``fr`` speaks French."""
    game = FakeGame()
    if "break" in arguments:
        game.breaks_at = 0
    folder = Path(arguments[-1]) if arguments and "/" in arguments[-1] else Path("/tmp")

    def crash(error: BaseException, evidence: Evidence) -> Path:
        path = folder / "crash.txt"
        assert dict(evidence.surroundings)["front end"] == "screen"
        path.write_text(type(error).__name__, encoding="utf-8")
        return path

    return play(
        game,
        Options(
            language="fr" if "fr" in arguments else "en",
            new="new" in arguments,
            settings=Settings(look="daylight" if "daylight" in arguments else "night", tour="seen"),
            folder=folder,
            crash=crash,
        ),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
