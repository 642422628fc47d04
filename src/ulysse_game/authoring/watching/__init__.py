"""The game follows the files: what ``ulysse watch`` is made of, without a screen.

``Changes`` and ``changes`` say which files of a story folder have changed; a ``Watch`` reads the
story again and carries a playthrough into it; ``follow`` is the pure part of that, and ``told``
its sentence. Nothing here writes a file: a watched playthrough never touches a player's saves.
"""

from ulysse_game.authoring.watching.difference import Difference, told
from ulysse_game.authoring.watching.files import Changes, changes
from ulysse_game.authoring.watching.follow import Followed, Played, follow
from ulysse_game.authoring.watching.telling import outcome
from ulysse_game.authoring.watching.watch import News, Watch

__all__ = [
    "Changes",
    "Difference",
    "Followed",
    "News",
    "Played",
    "Watch",
    "changes",
    "follow",
    "outcome",
    "told",
]
