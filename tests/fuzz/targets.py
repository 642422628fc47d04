"""Everything of ours that reads what others may have written, as functions of bytes.

A target raises nothing: a reader's own refusal is taken, anything else is a find. Each looks at
what was read as the game would, as far as that goes: a walkthrough is played, a save is gone on
from, a story is played and shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.fuzz import packs, saved, tables, texts


class Target(NamedTuple):
    """A reader: what it is to a player, the function, and the longest input worth trying."""

    what: str
    run: Callable[[bytes], None]
    longest: int = 4096


TARGETS: dict[str, Target] = {
    "yaml": Target("a story's YAML", texts.yaml),
    "prose": Target("prose", texts.prose),
    "expression": Target("expressions, and what they come to", texts.expression, 400),
    "po": Target("a catalogue of translations", texts.po),
    "walkthrough": Target("a walkthrough, and its playing", texts.walkthrough),
    "where": Target("`--at` and `--where`", texts.where, 400),
    "house_style": Target("the house style", texts.house_style),
    "tables": Target("charts, panel and notebook", tables.tables),
    "save": Target("a saved game, and going on from it", saved.save),
    "marks": Target("what has been read", saved.marks),
    "settings": Target("the settings", saved.settings),
    "cache": Target("the compiled story", saved.cache, 20_000),
    "png": Target("a plate's picture", saved.png),
    "line": Target("lines typed by a player", saved.line, 1024),
    "pack": Target("a whole pack, played", packs.pack, 8192),
}
