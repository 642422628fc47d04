"""What exploring came to, for people: reports, reasons, mistakes to look at, witnesses to keep.

``report`` makes data of an exploration and merges shards', ``told`` puts it into words with the
help of ``reasons``; ``mistakes`` keeps what should never happen as walkthroughs, ``witnesses``
the fewest walkthroughs that show everything that can, ``target`` answers for one thing. The
searching itself is done in ``explore``; nothing here decides a verdict.
"""

from ulysse_game.playtest.exploring.mistakes import keep
from ulysse_game.playtest.exploring.report import (
    REQUIRED,
    Begun,
    Report,
    Wanted,
    has_failed,
    merged,
    report_of,
)
from ulysse_game.playtest.exploring.told import lines

__all__ = [
    "REQUIRED",
    "Begun",
    "Report",
    "Wanted",
    "has_failed",
    "keep",
    "lines",
    "merged",
    "report_of",
]
