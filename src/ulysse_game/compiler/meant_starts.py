"""What is wrong with a person's `start`, and what to write: `place=mainland`, `mood 3`, `is calm`.

Only words of messages; nothing is declared here. Whether a value is one that the variable can have
is not asked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ulysse_game.compiler.declarations import Declarations

MOST_LISTED = 12
_SIGNED = re.compile(r"([a-z][a-z0-9_]*)(?: *(?::|==?) *| (?:is|from|to) )([a-z0-9_-]+)")


class WrongStart(NamedTuple):
    """The code, the sentence, and what to write."""

    code: str
    message: str
    help: str


def wrong_start(person: str, text: str, declared: Declarations) -> WrongStart | None:
    """What is wrong with one start of somebody; nothing if it names what is theirs."""
    found = _SIGNED.fullmatch(text)
    name = found[1] if found else text.partition(" ")[0]
    stats = _stats_of(person, declared)
    if name not in stats:
        help = declared.near(name, stats) or _listed(stats)
        return WrongStart("unknown-name", f"{person} has no `{name}`.", help)
    if found is None:
        return None
    told = "a start is a name and its value, with only a space between them."
    return WrongStart("bad-start", told, f"write `{name} {found[2]}`.")


def _stats_of(person: str, declared: Declarations) -> list[str]:
    own = f"{person}."
    return [name.removeprefix(own) for name in declared.variables if name.startswith(own)]


def _listed(stats: list[str]) -> str:
    if not stats:
        return "declare it first, under `stats:`."
    return f"there are: {', '.join(stats[:MOST_LISTED])}."
