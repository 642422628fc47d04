"""What kind of thing an expression gives."""

from __future__ import annotations

from typing import NamedTuple

LEVELS = ("unseen", "seen", "recorded", "softened", "left_out")
"""What can have become of an observation, in order."""

NOWHERE = frozenset(("here", "return", "endings"))
"""Targets that are no scenes."""


class Kind(NamedTuple):
    """A kind: ``flag``, ``number``, ``word``, ``person``, ``zone`` or ``observation``.

    ``values`` are those a word, zone or person may have, in order; ``bands`` name parts of a
    stat's range by their lowest number; ``low`` and ``high`` are its range, when known. ``unit``
    is how a number is printed, ``hidden`` that it never is. ``word`` is the player's word a word
    is, if any; ``name`` how messages call it.
    """

    kind: str
    values: tuple[str, ...] = ()
    bands: tuple[tuple[str, int], ...] = ()
    low: int = 0
    high: int = 0
    unit: str = ""
    hidden: bool = False
    word: str = ""
    name: str = ""

    @property
    def described(self) -> str:
        """How a message calls it: `yes or no`, `a number`, `a person`…"""
        return {
            "flag": "yes or no",
            "number": "a number",
            "word": "a word",
            "person": "a person",
            "zone": "a zone",
            "observation": "an observation",
        }[self.kind]


FLAG = Kind("flag")
NUMBER = Kind("number")


def kind_bound(kind: Kind) -> Kind:
    """The kind of a loop's item, without the name of where it came from."""
    return kind._replace(name="")
