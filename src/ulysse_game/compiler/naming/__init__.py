"""Where every name of a story stands: declared, asked, set and named, in YAML and catalogues alike.

The second reader of the same files, for tools that point at names: editors, renames, the writer's
panel. ``structure`` finds the names under keys, ``recording`` those within expressions and prose,
``occurrences`` puts both together, ``walked`` does the same for a walkthrough. A compile for play
never comes here.
"""

from __future__ import annotations

from ulysse_game.compiler.naming.occurrence import Occurrence
from ulysse_game.compiler.naming.occurrences import occurrences_of
from ulysse_game.compiler.naming.walked import occurrences_in_walkthrough

__all__ = ["Occurrence", "occurrences_in_walkthrough", "occurrences_of"]
