"""What of a page is new: for who has read a part of it before, in whatever playthrough.

Only leaves out, and always says how much: the page itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ulysse_game.view.page import Line

_KEPT = ("picked", "chapter")
"""Where one is and what one chose is always said."""


class Marks(Protocol):
    """What has been read, in all playthroughs."""

    def has(self, line_id: str, /) -> bool:
        """Whether a line has been read."""


class Parted(NamedTuple):
    """A page: the lines it opens with in any case, how many were read before, the new ones."""

    opening: tuple[Line, ...]
    known: int
    new: tuple[Line, ...]


def parted(lines: Sequence[Line], marks: Marks) -> Parted:
    """The lines of a page by what has been read."""
    first = next((at for at, line in enumerate(lines) if line.kind not in _KEPT), len(lines))
    new = [line for line in lines[first:] if line.kind in _KEPT or not marks.has(line.line_id)]
    told = [line for line in lines[first:] if line.kind not in (*_KEPT, "break")]
    known = sum(line not in new for line in told)
    while new and new[0].kind == "break":
        del new[0]
    return Parted(tuple(lines[:first]), known, tuple(new))
