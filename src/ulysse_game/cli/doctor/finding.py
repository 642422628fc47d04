"""One thing that ``ulysse doctor`` says: how it is, and how to mend it if it is not well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Level = Literal["ok", "note", "wrong"]
"""Well; worth knowing; keeps the game from working well."""


class Finding(NamedTuple):
    """One thing: ``sentence`` says how it is, ``mend`` what to do, nothing if there is no need."""

    part: str
    level: Level
    sentence: str
    mend: str = ""
    values: Mapping[str, object] = {}
