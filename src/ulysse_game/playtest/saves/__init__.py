"""Saved games against the story as it is today: what becomes of each, and a corpus to ask it of.

``read`` finds the saves in a folder, ``check`` loads one as the game does and gives its verdict,
``report`` tells the verdicts, ``expected`` holds them to a reviewed file, ``collect`` plays a
story and keeps a small, diverse set of saves. What loading means is decided in ``play`` alone:
nothing here has an opinion of its own, and nothing here changes a save.
"""

from ulysse_game.playtest.saves.check import (
    ADJUSTED,
    DAMAGED,
    FALLEN_BACK,
    REFUSED,
    STUCK,
    VERDICTS,
    WHOLE,
    Checked,
    check,
    check_folder,
)
from ulysse_game.playtest.saves.collect import Kept, collect
from ulysse_game.playtest.saves.expected import compared, expected_text
from ulysse_game.playtest.saves.read import SaveFile, save_files
from ulysse_game.playtest.saves.report import ALLOWED, as_json, is_allowed, lines, tally

__all__ = [
    "ADJUSTED",
    "ALLOWED",
    "DAMAGED",
    "FALLEN_BACK",
    "REFUSED",
    "STUCK",
    "VERDICTS",
    "WHOLE",
    "Checked",
    "Kept",
    "SaveFile",
    "as_json",
    "check",
    "check_folder",
    "collect",
    "compared",
    "expected_text",
    "is_allowed",
    "lines",
    "save_files",
    "tally",
]
