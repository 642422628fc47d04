"""What editors need to complete and check story files: a JSON Schema for each kind of file.

The schemas (draft-07) are made of the compiler's own tables of keys and of the meanings in
``authoring.keys``. For a given story they offer its names, too, and never call a name wrong that
they do not know: the story may have grown since. What the compiler takes must be right here.
"""

from ulysse_game.authoring.schema.kinds import KINDS, kind_of, schemas
from ulysse_game.authoring.schema.modelines import FOLDER, modeline, with_modeline
from ulysse_game.authoring.schema.names import Names, names_of

__all__ = [
    "FOLDER",
    "KINDS",
    "Names",
    "kind_of",
    "modeline",
    "names_of",
    "schemas",
    "with_modeline",
]
