"""What each key of the format is for, in one line: from the table that all tools share."""

from __future__ import annotations

from ulysse_game.authoring.keys import MEANINGS
from ulysse_game.authoring.lsp.format_keys import Shape


def meaning(shape: Shape | None, key: str) -> str:
    """The meaning of a key in a thing; nothing for names that the writer chose."""
    return "" if shape is None else MEANINGS.get(shape.what, {}).get(key, "")


def meaning_of(name: str) -> str:
    """The meaning of a key by how it is called among suggestions: ``a scene: at``."""
    what, _, key = name.partition(": ")
    return MEANINGS.get(what, {}).get(key, "")
