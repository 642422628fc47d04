"""Renaming: a name of the story becomes another, everywhere it stands, and saves can follow.

``names`` says whether a name may be what is wanted, ``starts`` finds names in declarations,
``old_names`` writes ``was`` where the format has it (``braces`` where that is in braces),
``translated`` follows into the catalogues, ``rename`` puts the edits together and makes sure that
the story still compiles. Nothing here reads or writes a file.
"""

from ulysse_game.authoring.rename.names import Refused, renamable
from ulysse_game.authoring.rename.rename import Renamed, rename

__all__ = ["Refused", "Renamed", "renamable", "rename"]
