"""Two versions of a story, compared as a tester asks: what is new, what is gone, what is broken.

``compare`` puts the parts together: ``names`` (what the files declare), ``texts`` (how many words
changed), ``ways`` (what players come to, and how often), ``kept`` (walkthroughs and saved games
that no longer go on). ``revision`` takes an older version out of git; ``report`` tells it all.
Nothing here changes a story, and nothing here calls chance a change.
"""

from ulysse_game.playtest.compare.compare import Asked, Comparison, Side, compare
from ulysse_game.playtest.compare.report import as_json, lines
from ulysse_game.playtest.compare.revision import (
    NoGit,
    NoRevision,
    NotInGit,
    export,
)

__all__ = [
    "Asked",
    "Comparison",
    "NoGit",
    "NoRevision",
    "NotInGit",
    "Side",
    "as_json",
    "compare",
    "export",
    "lines",
]
