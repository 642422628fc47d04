"""Whether something can be renamed, and whether a name may be the new one.

Every answer is a sentence for the writer. What the compiler alone can know (an old name that is in
use again, a value that hides a name) is left to it.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.kinds import NOWHERE
from ulysse_game.compiler.scenes import TEXT_OWNERS
from ulysse_game.compiler.world_variables import NAME, RESERVED

ONE_NAME_SPACE = frozenset(("variable", "word", "person", "observation", "set", "define", "voice"))
"""Kinds that share their names: everything an expression can begin with, and who speaks."""
KINDS = ONE_NAME_SPACE | {
    "scene", "choice", "value", "band", "room", "zone", "tag", "rule", "ending", "echo", "deck",
    "plate",
}  # fmt: skip
_WORD_KEYS = frozenset(("means", "forms", "was", "note"))


_KNOWN = {
    "*.alive": "people breathe by it",
    "*.place": "people are somewhere by it",
    "sol": "the clock counts by it",
}
"""Variables that the engine itself knows by their names."""


class Refused(NamedTuple):
    """Why it is not done: one sentence."""

    why: str


def renamable(kind: str) -> bool:
    """Whether things of this kind can be renamed at all."""
    return kind in KINDS


def why_not(declared: Declarations, kind: str, name: str, new: str) -> str:
    """Why ``name`` cannot become ``new``; nothing where it can."""
    head, _, last = name.rpartition(".")
    if not NAME.fullmatch(new):
        return (
            f"`{new}` cannot be a name: names are small letters a to z, figures and `_`, "
            "and begin with a letter."
        )
    if kind == "variable" and name in _KNOWN:
        return f"`{last}` has a meaning of its own: {_KNOWN[name]}."
    if new == last:
        return f"it is called `{new}` already."
    if kind == "scene" and new in NOWHERE | TEXT_OWNERS:
        return f"`{new}` is a word of the format and cannot be a scene’s name."
    if kind == "choice" and new in {*CHOICE_KEYS, *NOWHERE}:
        return f"`{new}` is a key of the format and cannot be a choice’s name."
    if kind in ONE_NAME_SPACE and new in RESERVED:
        return f"`{new}` already means something in expressions."
    if kind == "value" and new in _WORD_KEYS | RESERVED:
        return f"`{new}` is a word of the format and cannot be a value."
    if new in _taken(declared, kind, head):
        return f"there is something called `{f'{head}.{new}' if head else new}` already."
    return ""


def _taken(declared: Declarations, kind: str, head: str) -> set[str]:
    """The names that stand beside one of this kind."""
    match kind:
        case "scene":
            return set(declared.scenes)
        case "choice":
            return set(declared.scenes.get(head, ()))
        case "value":
            variable = declared.variables.get(head)
            return set() if variable is None else set(variable.values)
        case "band":
            stat = head.rpartition(".")[2]
            variable = declared.variables.get(head) or declared.person_stats.get(stat)
            return set() if variable is None else {name for name, _ in variable.bands}
        case "room":
            return set(declared.rooms)
        case "zone":
            return set(declared.zones)
        case "tag":
            return set(declared.tags)
        case "ending":
            return set(declared.endings)
        case "plate":
            return set(declared.plates)
        case "echo":
            return set(declared.echoes)
        case "deck":
            return {deck for chapter, deck in declared.decks if chapter == head}
        case "variable" if head:
            return {name.rpartition(".")[2] for name in declared.variables if "." in name}
        case _ if kind in ONE_NAME_SPACE:
            return {*declared.places, *declared.person_stats}
        case _:
            return set()
