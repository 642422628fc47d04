"""What can be typed in line mode besides a number, and how a typed word finds its command.

Every command answers to its name in both languages at once, whatever language is shown, with or
without accents, and to any beginning of a name that can mean only one command.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ulysse_game.view.words import marked


class Command(NamedTuple):
    """One command: its names, English and French first, and what help says of it."""

    id: str
    names: tuple[str, ...]
    help: str
    argument: str = ""


COMMANDS = (
    Command("again", ("again", "encore"), marked("Reads this page again.")),
    Command("back", ("back", "retour", "undo"), marked("Takes back the last choice.")),
    Command("status", ("status", "état"), marked("Tells how things stand.")),
    Command("crew", ("crew", "équipage"), marked("Tells what you know of the crew.")),
    Command(
        "log",
        ("log", "journal"),
        marked("Reads the last pages again, or all of them."),
        marked("HOW MANY or all"),
    ),
    Command("save", ("save", "sauver"), marked("Saves this moment under a name."), marked("NAME")),
    Command("saves", ("saves", "sauvegardes"), marked("Lists what is saved.")),
    Command("load", ("load", "charger"), marked("Goes on from a save."), marked("NUMBER")),
    Command("new", ("new", "nouvelle"), marked("Begins a new playthrough.")),
    Command(
        "language", ("language", "langue"), marked("Changes the language."), marked("en or fr")
    ),
    Command("help", ("help", "aide", "?"), marked("Lists these commands.")),
    Command("quit", ("quit", "quitter", "exit"), marked("Saves and leaves.")),
)


class Typed(NamedTuple):
    """A line as understood.

    ``command`` is a command's id, ``number`` for a choice by number (in ``argument``), or
    nothing; then ``candidates`` are the names the word could have begun, if any.
    """

    command: str
    argument: str = ""
    candidates: tuple[str, ...] = ()


def understand(line: str, commands: Sequence[Command] = COMMANDS) -> Typed:
    """What a typed line means, where these commands are known."""
    word, _, argument = line.strip().partition(" ")
    argument = argument.strip()
    number = word.rstrip(".)")
    if number.isascii() and number.isdecimal() and not argument:
        return Typed("number", number.lstrip("0") or "0")
    begun = fold(word)
    if not begun:
        return Typed("")
    candidates: dict[str, str] = {}
    for command in commands:
        for name in command.names:
            plain = fold(name)
            if plain == begun:
                return Typed(command.id, argument)
            if plain.startswith(begun):
                candidates.setdefault(command.id, name)
    if len(candidates) == 1:
        return Typed(next(iter(candidates)), argument)
    return Typed("", candidates=tuple(candidates.values()))


def fold(word: str) -> str:
    """A word without case and accents: ``État`` and ``etat`` are one."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    # Imported here: its tables are large, and most of what is typed is plain.
    from unicodedata import combining, normalize

    return "".join(sign for sign in normalize("NFD", folded) if not combining(sign))
