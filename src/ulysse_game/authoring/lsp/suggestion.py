"""One name an editor may offer, and what is asked of a story to find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ulysse_game.authoring.lsp.known import Names, SceneNote

NEAREST, NEAR, USUAL, FAR, LAST = range(5)
"""How early something is offered."""


class Suggestion(NamedTuple):
    """``label`` as it is listed, ``insert`` what is written (the label unless given).

    ``kind`` says what it is; it and ``name`` (the label unless given) find its description.
    ``detail`` stands beside it. ``rank`` is from ``NEAREST`` to ``LAST``.
    """

    label: str
    kind: str
    detail: str = ""
    rank: int = USUAL
    insert: str = ""
    name: str = ""


class Asked(NamedTuple):
    """Who asks: the names of the story, the scene, what loops bind there, the person reacting.

    ``bound`` holds ``person``, ``observation`` or ``number`` for each name. ``is_prose`` allows
    what only prose prints.
    """

    names: Names
    scene: SceneNote | None
    bound: Mapping[str, str]
    owner: str = ""
    is_prose: bool = False

    @property
    def cast(self) -> tuple[tuple[str, str, str], ...]:
        """Who is here by the scene's ``with`` and ``session``: name, ``?``, `` (radio)``."""
        if self.scene is None:
            return ()
        values = self.scene.values
        written = f"{values.get('with', '')}, {values.get('session', '')}"
        found = re.findall(r"([a-z]\w*)(\??)((?: \(radio\))?)", written)
        return tuple((name, maybe, radio) for name, maybe, radio in dict.fromkeys(found))


_LOOP = re.compile(
    r"\b(?P<name>[a-z]\w*) in (?P<set>[a-z]\w*(?:\.\w+)?|\((?P<first>\w*)|[0-9]+\.\.)"
)


def loops_in(text: str, names: Names) -> dict[str, str]:
    """The names that walks in these words bind, and what they stand for."""
    found: dict[str, str] = {}
    for match in _LOOP.finditer(text):
        name, first = match["name"], match["first"]
        if name in names.variables or name in ("not", "is"):
            continue
        walked = match["set"]
        if walked[0].isdigit():
            found[name] = "number"
        elif walked.startswith("observations") or (first and first in names.observations):
            found[name] = "observation"
        elif walked in ("people", *names.groups) or first:
            found[name] = "person"
    return found


def ranked(
    names: Iterable[str], kind: str, rank: int = USUAL, detail: str = ""
) -> list[Suggestion]:
    """A suggestion for each of these names."""
    return [Suggestion(name, kind, detail, rank) for name in names]
