"""The texts to be translated: which there are, in which catalogue each belongs, in story order.

One catalogue for each chapter, and ``world`` for what belongs to none. Besides the story's own
texts there are entries that only grammar needs: the gender of a player's word, whether a name
elides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ulysse_game.authoring.translating.notes import Notes
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.translations import source_text

WORLD = "world"
"""The catalogue of what belongs to no chapter."""


class Wanted(NamedTuple):
    """One entry as it should be: ``notes`` tell the translator what it is, ``place`` where.

    ``is_grammar`` marks an entry that may stay empty: it only asks something of the language.
    """

    line_id: str
    source: str
    notes: tuple[str, ...]
    place: str
    is_grammar: bool = False


def wanted(notes: Notes, units: Mapping[str, Unit]) -> dict[str, list[Wanted]]:
    """The entries of each catalogue, both in story order; catalogues without texts left out."""
    story = notes.story
    found: dict[str, list[Wanted]] = {chapter.id: [] for chapter in story.world.chapters}
    found[WORLD] = []
    for unit in units.values():
        if unit.text.strip(" \n"):
            name = catalogue_of(notes, unit.line_id)
            found.setdefault(name, []).extend(_entries(notes, unit))
    return {name: kept for name, kept in found.items() if kept}


def catalogue_of(notes: Notes, line_id: str) -> str:
    """The name of the catalogue that a text belongs to: its chapter's id, or ``world``."""
    parts = line_id.split(".")
    scene = notes.story.scenes.get(parts[0])
    if scene is not None:
        return scene.chapter or WORLD
    return parts[1] if parts[0] == "chapter" else WORLD


def _entries(notes: Notes, unit: Unit) -> Iterator[Wanted]:
    place = f"{unit.at.file}:{unit.at.line}"
    yield Wanted(unit.line_id, source_text(unit), notes.of(unit), place)
    parts = unit.line_id.split(".")
    if parts[0] == "word" and len(parts) == 3:
        told = "The gender of the word: m, f or n. {word.f: …|…} asks it."
        yield Wanted(f"{unit.line_id}.gender", "n", (told,), "", is_grammar=True)
    elif parts[0] == "person" and parts[-1] == "called":
        told = (
            "Whether a word before the name elides (d’Eva): yes or no. Empty: by its first letter."
        )
        yield Wanted(f"person.{parts[1]}.vowel", "auto", (told,), "", is_grammar=True)
