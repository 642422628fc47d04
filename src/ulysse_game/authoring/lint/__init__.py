"""The lint shop: what is legal in a story, and usually not meant.

The compiler refuses what cannot be played; here is looked at what can. Each rule is a module of
``rules`` and looks at a ``Material``; ``shop`` runs them, ``silence`` leaves out what the writer
has allowed. Nothing here changes a story, and a story with errors is not looked at.
"""

from ulysse_game.authoring.lint.checking import check
from ulysse_game.authoring.lint.material import Material, Text, material_of
from ulysse_game.authoring.lint.shop import RULES, codes_of, lint
from ulysse_game.authoring.lint.silence import Heard

__all__ = [
    "RULES",
    "Heard",
    "Material",
    "Text",
    "check",
    "codes_of",
    "lint",
    "material_of",
]
