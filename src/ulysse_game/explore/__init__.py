"""What can happen in a story: its graph, and a verdict for each question about it.

``flow`` makes the graph, ``content`` says what there is to be seen, ``cartesian`` what every
variable may hold, ``search`` looks for one thing at a time, ``exploring`` puts them together.
*Reached* is only ever said after the engine has replayed the way; *impossible* only by an
over-approximation. Nothing here draws, and nothing here changes a story.
"""

from ulysse_game.explore.exploring import Explored, Means, Progress, explore
from ulysse_game.explore.items import ALLOWED, KINDS, MISTAKES, Item, Items, Key
from ulysse_game.explore.route import Route, replayed, walkthrough_text
from ulysse_game.explore.site import NoRoute, Site, site_of
from ulysse_game.explore.verdict import Impossible, Judged, Reached, Undecided, Verdict
from ulysse_game.explore.watch import Seen, Watcher

__all__ = [
    "ALLOWED",
    "KINDS",
    "MISTAKES",
    "Explored",
    "Impossible",
    "Item",
    "Items",
    "Judged",
    "Key",
    "Means",
    "NoRoute",
    "Progress",
    "Reached",
    "Route",
    "Seen",
    "Site",
    "Undecided",
    "Verdict",
    "Watcher",
    "explore",
    "replayed",
    "site_of",
    "walkthrough_text",
]
