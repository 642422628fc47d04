"""A command of the screen as data, and how its keys are written for a reader.

It knows no screen and binds nothing; ``keys`` holds the tables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ulysse_game.view.words import marked


class Command(NamedTuple):
    """One thing the player can ask for.

    ``keys`` are names as the toolkit calls them; ``action`` is the method it runs, without its
    ``action_``. ``shown`` says how the keys are written where the names would be clumsy.
    ``menu`` puts it in the menu, ``hint`` at the foot of the screen.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    shown: str = ""
    menu: bool = False
    hint: bool = False


# Names of keys that differ from one language to another.
_NAMES = (
    marked("Space"),
    marked("Enter"),
    marked("PgUp"),
    marked("PgDn"),
    marked("Home"),
    marked("End"),
    marked("Esc"),
)
_SIGNS = {
    "slash": "/",
    "colon": ":",
    "full_stop": ".",
    "comma": ",",
    "question_mark": "?",
    "escape": "Esc",
    "enter": "Enter",
}


def display(command: Command, words: Callable[[str], str] = marked) -> list[str]:
    """A command's keys as a reader knows them, in the language of ``words``: ``F5``, ``s``."""
    shown = command.shown.split(" ") if command.shown else [_SIGNS.get(k, k) for k in command.keys]
    return [words(key) if key in _NAMES else key for key in shown]
