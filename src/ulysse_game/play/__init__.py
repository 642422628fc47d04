"""One playthrough: its choices and its past, and how both are kept.

Front ends drive a ``Session`` from a ``Library`` and draw the pages it gives; everything that can
change a playthrough is done by the engine, everything shown is made by the view, and every byte
goes through a shelf. Every choice is saved; a save is never refused for the story having changed.
"""

from ulysse_game.engine import NotOpen
from ulysse_game.play.card import SaveCard
from ulysse_game.play.history import state_of, try_begin, try_step
from ulysse_game.play.library import Library
from ulysse_game.play.marks import Marks
from ulysse_game.play.migrate import FORMAT
from ulysse_game.play.opening import begin_at, made_at_once, resume, retold, start
from ulysse_game.play.save_format import Save, StoryMark, decoded, encoded
from ulysse_game.play.session import Session, Turn
from ulysse_game.play.timeline import Node, Timeline, leaves, path
from ulysse_game.play.trouble import DamagedError, SaveError

__all__ = [
    "FORMAT",
    "DamagedError",
    "Library",
    "Marks",
    "Node",
    "NotOpen",
    "Save",
    "SaveCard",
    "SaveError",
    "Session",
    "StoryMark",
    "Timeline",
    "Turn",
    "begin_at",
    "decoded",
    "encoded",
    "leaves",
    "made_at_once",
    "path",
    "resume",
    "retold",
    "start",
    "state_of",
    "try_begin",
    "try_step",
]
