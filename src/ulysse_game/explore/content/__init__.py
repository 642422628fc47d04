"""What there is to be seen in a story.

``seen_of`` gives the alternatives of a text as a tree, each with the condition under which it is
shown; an ``AlternativeReader`` says which of them are read at one moment of a play. Nothing here
plays, tells or draws anything.
"""

from ulysse_game.explore.content.excerpts import GAP, NOTHING, excerpt_of
from ulysse_game.explore.content.reader import AlternativeReader
from ulysse_game.explore.content.texts import Seen, Shuffle, seen_of

__all__ = ["GAP", "NOTHING", "AlternativeReader", "Seen", "Shuffle", "excerpt_of", "seen_of"]
