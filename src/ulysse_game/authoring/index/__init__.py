"""Where everything stands: the places of every name of a story, for whoever points at them.

What an editor asks (what is here? where is it declared? who else names it?) and what the writer's
panel tells (what reads this variable, what sets it). Nothing here changes a file.
"""

from __future__ import annotations

from ulysse_game.authoring.index.index import Index, index_of
from ulysse_game.compiler.naming import Occurrence

__all__ = ["Index", "Occurrence", "index_of"]
