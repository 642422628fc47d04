"""How to play: the commands by their groups, one of them in full, the tour; and leaving."""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.ui.plain.commands import GROUPS, Command, listed_names, understand
from ulysse_game.ui.plain.talk import Talk


def help_with(talk: Talk, argument: str) -> Iterator[str]:
    """The names of all commands by groups; with one, what it does and all its names."""
    if argument:
        yield from _one(talk, argument)
        return
    yield from talk.say(
        talk.words("Type the number of a choice, or one of these; its first letters will do.")
    )
    known = {command.id for command in talk.commands}
    for group in GROUPS:
        names = listed_names((each for each in group.commands if each.id in known), talk.words)
        yield from talk.say(talk.named(talk.words(group.title), names) + ".")
    if talk.writers_commands:
        names = listed_names(talk.writers_commands, talk.words)
        yield from talk.say(talk.named(talk.words("For writers"), names) + ".")
    yield from talk.say(talk.words("“help” and one of them tells more."))


def _one(talk: Talk, name: str) -> Iterator[str]:
    typed = understand(name, talk.commands)
    found = [each for each in talk.commands if each.id == typed.command]
    if typed.candidates:
        names = ", ".join(typed.candidates)
        yield from talk.say(talk.words("That could be: {names}.", names=names))
    elif not found:
        yield from talk.say(talk.words("There is no such command; “help” lists them."))
    for command in found:
        yield from talk.say(_told(talk, command))


def _told(talk: Talk, command: Command) -> str:
    """A command by its names in both languages, what follows it, and what it does."""
    say = talk.words
    names = list(dict.fromkeys((*command.named(say.language), *command.names[2:])))
    lead = f" {say('or')} ".join(name for name in names if name.isalpha())
    if command.argument:
        lead = f"{lead} {say(command.argument)}"
    return say("{command}: {what}", command=lead, what=say(command.help))


def tour(talk: Talk, argument: str) -> Iterator[str]:
    """How to play, in three sentences."""
    yield from talk.tour()


def leave(talk: Talk, argument: str) -> Iterator[str]:
    """Saves and ends the talk."""
    talk.over = True
    yield from talk.close()
