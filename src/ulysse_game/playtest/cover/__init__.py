"""What a suite of walkthroughs and saves shows of a story, and what it never shows.

A ``Watch`` says what one replay shows, ``cover`` sums up many; ``report``, ``as_json`` and
``page`` tell it to people, to tools and in the story's own text; ``complete`` makes the
walkthroughs that are missing. Nothing here changes a story, or a walkthrough that is there.
"""

from ulysse_game.playtest.cover.by_chance import routes_at_random, routes_by_chance
from ulysse_game.playtest.cover.complete import Broken, Completed, Completion, Find, complete
from ulysse_game.playtest.cover.count import Coverage, Share, Walked, cover, key_of, total
from ulysse_game.playtest.cover.page import page
from ulysse_game.playtest.cover.places import placed
from ulysse_game.playtest.cover.plain import as_json
from ulysse_game.playtest.cover.report import report
from ulysse_game.playtest.cover.routes import routes_to
from ulysse_game.playtest.cover.watch import Watch
from ulysse_game.playtest.cover.written import Excerpts

__all__ = [
    "Broken",
    "Completed",
    "Completion",
    "Coverage",
    "Excerpts",
    "Find",
    "Share",
    "Walked",
    "Watch",
    "as_json",
    "complete",
    "cover",
    "key_of",
    "page",
    "placed",
    "report",
    "routes_at_random",
    "routes_by_chance",
    "routes_to",
    "total",
]
