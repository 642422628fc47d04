"""Ways to a scene: how a writer begins in the middle of a story, in a state that play leads to.

``aimed`` reads what was asked for, ``ways`` gives ways there one after another, and remembers
them; ``carried_out`` makes a playthrough that has taken one. A state that no play leads to is
never offered, and no playthrough of a player's is ever touched.
"""

from ulysse_game.authoring.arriving.aim import Aim, Misnamed, aimed
from ulysse_game.authoring.arriving.arriving import Arriving, Nowhere, Way, played
from ulysse_game.authoring.arriving.carried import carried_instead, carried_out, told
from ulysse_game.authoring.arriving.differences import Difference
from ulysse_game.authoring.arriving.kept import remembering
from ulysse_game.authoring.arriving.ways import Offered, offered, ways

__all__ = [
    "Aim",
    "Arriving",
    "Difference",
    "Misnamed",
    "Nowhere",
    "Offered",
    "Way",
    "aimed",
    "carried_instead",
    "carried_out",
    "offered",
    "played",
    "remembering",
    "told",
    "ways",
]
