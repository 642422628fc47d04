"""The names of one story that its schemas offer: what can be known even when it has errors."""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.compiler import Compiled


class Names(NamedTuple):
    """Names by kind, each sorted; all empty where no story is given."""

    scenes: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()


def names_of(compiled: Compiled) -> Names:
    """The names a story declares; those of files that could not be read are missing."""
    declared = compiled.declared
    if declared is None:
        return Names()
    chapters = {chapter for chapter, _ in declared.decks}
    if compiled.story is not None:
        chapters |= {each.id for each in compiled.story.world.chapters}
    folders = (file[: -len("/chapter.yaml")] for file in compiled.sources
               if file.endswith("/chapter.yaml"))  # fmt: skip
    return Names(
        scenes=tuple(sorted(declared.scenes)),
        rooms=tuple(sorted(declared.rooms)),
        people=tuple(sorted(declared.people)),
        tags=tuple(sorted(declared.tags)),
        observations=tuple(sorted(declared.observations)),
        endings=tuple(sorted(declared.endings)),
        decks=tuple(sorted({deck for _, deck in declared.decks})),
        chapters=tuple(sorted(chapters)),
        folders=tuple(sorted(folders)),
        plates=tuple(sorted(declared.plates)),
    )
