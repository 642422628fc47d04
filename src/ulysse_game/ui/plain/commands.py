"""What can be typed in line mode besides a number, and how a typed word finds its command.

Every command answers to its name in both languages at once, whatever language is shown, with or
without accents, and to any beginning of a name that can mean only one command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ulysse_game.view.words import SOURCE, Words, marked


class Command(NamedTuple):
    """One command: its names, English and French first, and what help says of it."""

    id: str
    names: tuple[str, ...]
    help: str
    argument: str = ""

    def named(self, language: str) -> tuple[str, str]:
        """Its names, that of the language first."""
        one, other = self.names[0], self.names[1]
        return (other, one) if language not in ("", SOURCE) else (one, other)


class Group(NamedTuple):
    """Commands that belong together, as help names them."""

    title: str
    commands: tuple[Command, ...]


GROUPS = (
    Group(marked("This page"), (
        Command("again", ("again", "encore"), marked("Reads this page again.")),
        Command("status", ("status", "état"), marked("Tells how things stand.")),
        Command(
            "instruments", ("instruments", "instruments"),
            marked("Reads the ship’s figures one by one."),
        ),
        Command(
            "back", ("back", "retour", "undo"),
            marked("Takes back the last choice, or as many as you say."), marked("HOW MANY"),
        ),
    )),
    Group(marked("What you know"), (
        Command(
            "crew", ("crew", "équipage"),
            marked("Tells what you know of the crew, or of one of them."), marked("NAME"),
        ),
        Command(
            "notebook", ("notebook", "carnet"),
            marked("Reads a part of your notebook, or what it has on somebody or something."),
            marked("PART or NAME"),
        ),
        Command(
            "charts", ("charts", "plans"),
            marked("Names the charts; each is told by “plan”, “map” or “light”."),
        ),
        Command("plan", ("plan", "plan"), marked("Tells who is where.")),
        Command("map", ("map", "carte"), marked("Tells what lies where, and how far.")),
        Command(
            "light", ("light", "lumière"),
            marked("Tells how far Earth is, and how old its words."),
        ),
    )),
    Group(marked("What you read"), (
        Command(
            "log", ("log", "journal"),
            marked("Reads the last pages again, or all of them."), marked("HOW MANY or all"),
        ),
        Command(
            "find", ("find", "chercher"),
            marked("Finds words in what you have read, from the first page on."), marked("WORDS"),
        ),
        Command("next", ("next", "suivant"), marked("Goes to the next place with these words.")),
        Command(
            "skip", ("skip", "passer"),
            marked("Leaves out of new pages what you have read before."), marked("on or off"),
        ),
        Command(
            "transcript", ("transcript", "transcription"),
            marked("Writes all you have read to a file."), marked("text, markdown or html"),
        ),
    )),
    Group(marked("Other ways"), (
        Command(
            "timeline", ("timeline", "fil"),
            marked("Lists the choices you made, on every way you took; unfolds what has a number."),
            marked("NUMBER or all"),
        ),
        Command(
            "goto", ("goto", "aller"),
            marked("Goes to a moment of the timeline; what you leave is kept."), marked("NUMBER"),
        ),
        Command(
            "compare", ("compare", "comparer"),
            marked("Tells how two moments of the timeline differ; one is compared with now."),
            marked("NUMBER NUMBER"),
        ),
        Command("endings", ("endings", "fins"), marked("Names the endings you have reached.")),
        Command(
            "chapters", ("chapters", "chapitres"), marked("Names the chapters you have reached.")
        ),
    )),
    Group(marked("Saving"), (
        Command(
            "save", ("save", "sauver"), marked("Saves this moment under a name."), marked("NAME")
        ),
        Command("saves", ("saves", "sauvegardes"), marked("Lists what is saved.")),
        Command("load", ("load", "charger"), marked("Goes on from a save."), marked("NUMBER")),
        Command(
            "delete", ("delete", "supprimer"),
            marked("Deletes a save, after asking."), marked("NUMBER"),
        ),
        Command("new", ("new", "nouvelle"), marked("Begins a new playthrough.")),
    )),
    Group(marked("The game"), (
        Command(
            "settings", ("settings", "réglages"),
            marked("Tells how you like to read, and changes it."), marked("NAME VALUE"),
        ),
        Command(
            "language", ("language", "langue"),
            marked("Changes the language."), marked("en or fr"),
        ),
        Command("tour", ("tour", "visite"), marked("Says how to play, in three sentences.")),
        Command(
            "help", ("help", "aide", "?"),
            marked("Lists the commands, or tells more about one."), marked("COMMAND"),
        ),
        Command("quit", ("quit", "quitter", "exit"), marked("Saves and leaves.")),
    )),
)  # fmt: skip

COMMANDS = tuple(command for group in GROUPS for command in group.commands)


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
    folded = word.casefold().replace("’", "'")
    if folded.isascii():
        return folded
    # Imported here: its tables are large, and most of what is typed is plain.
    from unicodedata import combining, normalize

    return "".join(sign for sign in normalize("NFD", folded) if not combining(sign))


def meant(typed: str, things: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Which things a typed name can mean: each is given by its id and its names.

    One that is called just so is alone; else all of whose names a word begins so.
    """
    begun = fold(typed).strip()
    found = []
    for id, names in things:
        plain = [fold(name) for name in names]
        if begun in plain:
            return [id]
        if begun and any(f" {name}".find(f" {begun}") >= 0 for name in plain):
            found.append(id)
    return found


def number_in(text: str) -> int:
    """The number typed, or 0 where there is none."""
    number = text.strip().rstrip(".)")
    return int(number[:9]) if number.isascii() and number.isdecimal() else 0


def listed_names(commands: Iterable[Command], say: Words) -> str:
    """The names of commands in one language, one after the other."""
    return ", ".join(command.named(say.language)[0] for command in commands)
