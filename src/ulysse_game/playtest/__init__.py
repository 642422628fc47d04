"""The testers' bench: scripted plays that are replayed, saved games that become tests.

A script is a walkthrough (a YAML file beside a story) or a saved game: both are a seed and
choices. ``find`` and ``read`` get them from the disk, ``replay`` plays one, ``report`` tells what
came of it, ``record`` writes a saved game down as a walkthrough, ``begin_from`` lets somebody
play on from any step of one. ``suite`` replays many, ``golden`` keeps their transcripts,
``shrink`` makes a failing one short, ``plugin`` makes pytest's tests of them; these are imported
where they are needed. Nothing here draws, and nothing here knows how the story steps.
"""

from ulysse_game.playtest.begin import begin_from
from ulysse_game.playtest.record import CannotRecord, record
from ulysse_game.playtest.replay import Failure, Moment, Result, replay
from ulysse_game.playtest.report import page_lines, transcript, what_failed
from ulysse_game.playtest.script import Recorded, Script, find, read

__all__ = [
    "CannotRecord",
    "Failure",
    "Moment",
    "Recorded",
    "Result",
    "Script",
    "begin_from",
    "find",
    "page_lines",
    "read",
    "record",
    "replay",
    "transcript",
    "what_failed",
]
