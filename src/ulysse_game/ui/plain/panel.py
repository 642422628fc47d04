"""Line mode for writers: what stands behind the page, asked for by typed commands.

It is there with ``--write`` alone. What is changed by hand and where one jumps to is played aside,
in memory; the playthrough that was left waits until one comes back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.authoring.editor import open_in_editor
from ulysse_game.authoring.panel import Panel, Row, come_to, number_of, range_of, set_by_hand
from ulysse_game.diagnostics import did_you_mean
from ulysse_game.ui.plain.commands import Command, Typed
from ulysse_game.view.page import Run
from ulysse_game.view.words import Words, marked

if TYPE_CHECKING:
    from ulysse_game.play import Session
    from ulysse_game.ui.plain.talk import Talk

BUDGET = 10.0
"""Seconds that a way to a scene may be looked for."""

WRITING = (
    Command(
        "vars", ("vars", "valeurs"),
        marked("Tells the values, those that changed first; with a name, all about one."),
        marked("NAME"),
    ),
    Command(
        "why", ("why", "pourquoi"),
        marked("Tells why choices are open, closed or not shown."), marked("CHOICE"),
    ),
    Command("cards", ("cards", "cartes"), marked("Tells why cards are offered or not.")),
    Command("rules", ("rules", "règles"), marked("Tells which rules acted, and which wait.")),
    Command("changes", ("changes", "changements"), marked("Tells what the last choice changed.")),
    Command(
        "set", ("set", "mettre"),
        marked("Gives a value by hand, aside from your playthrough."), marked("NAME VALUE"),
    ),
    Command(
        "goto", ("goto", "aller"),
        marked("Goes to a scene in a state that play leads to, aside from your playthrough."),
        marked("SCENE"),
    ),
    Command("real", ("real", "réel"), marked("Comes back to your playthrough.")),
    Command(
        "edit", ("edit", "ouvrir"),
        marked("Opens the scene, or a choice of it, in your editor."), marked("CHOICE"),
    ),
)  # fmt: skip

_LEAVING = ("save", "load", "new")
"""What is about the player's own playthroughs: one comes back to them first."""


class WriterTalk:
    """The writer's half of a conversation."""

    commands = WRITING

    def __init__(self, talk: Talk, story: Path | None) -> None:
        """Beside ``talk``; ``story`` is the folder of its files, if it is known."""
        self._talk = talk
        self._story = story
        self._real: Session | None = None
        self._answers = {
            "vars": self._vars,
            "why": self._why,
            "cards": self._cards,
            "rules": self._rules,
            "changes": self._changes,
            "set": self._set,
            "goto": self._goto,
            "real": self._to_real,
            "edit": self._edit,
        }

    def answers(self, typed: Typed) -> bool:
        """Whether this is a command for writers; one goes to a moment by its number."""
        if typed.command == "goto" and typed.argument.isdecimal():
            return False
        return typed.command in self._answers or (
            self._real is not None and typed.command in _LEAVING
        )

    def answer(self, typed: Typed) -> Iterator[str]:
        """What a command brings."""
        if typed.command in _LEAVING:
            yield from self._say(
                self._words("This is played aside; type “real” for your playthrough first.")
            )
            return
        yield from self._answers[typed.command](typed.argument)

    @property
    def is_aside(self) -> bool:
        """Whether another playthrough than the player's is being played."""
        return self._real is not None

    def come_back(self) -> bool:
        """Leave what is played aside for the real playthrough; whether there was any."""
        if self._real is None:
            return False
        if self._talk.session is not None:
            self._talk.session.close()
        self._talk.session, self._real = self._real, None
        self._talk.session.language = self._words.language
        return True

    # What a line brings.

    def _vars(self, find: str) -> Iterator[str]:
        panel = self._panel
        found = panel.found(find)
        exact = [each for each in found if each.name == find]
        if find and (exact or len(found) == 1):
            yield from self._rows(panel.about_variable((exact or found)[0].name, self._story))
        elif find and not found:
            names = panel.asker.variables
            hint = did_you_mean(find, names)
            yield from self._say(
                self._words("There is no variable {name}. {hint}", name=find, hint=hint)
            )
        elif find:
            yield from self._rows(panel.variables(find))
        else:
            yield from self._rows(_told_first(list(panel.variables()), self._words))

    def _why(self, name: str) -> Iterator[str]:
        rows = list(self._panel.why(self._choice(name)))
        if not rows:
            if name:
                names = [each.id for each in self._panel.choices()]
                hint = did_you_mean(name, names)
                yield from self._say(
                    self._words("There is no choice {name}. {hint}", name=name, hint=hint)
                )
            else:
                yield from self._say(self._words("No choice is written here."))
        yield from self._rows(rows)

    def _choice(self, name: str) -> str:
        """A choice by its number on the page, else by its id."""
        if name.isascii() and name.isdecimal():
            options = self._session.page().open_options
            number = int(name[:6])
            return options[number - 1].id if 1 <= number <= len(options) else name
        return name

    def _cards(self, argument: str) -> Iterator[str]:
        rows = list(self._panel.cards())
        if not rows:
            yield from self._say(self._words("No deck is drawn here."))
        yield from self._rows(rows)

    def _rules(self, argument: str) -> Iterator[str]:
        rows = list(self._panel.rules())
        if not rows:
            yield from self._say(self._words("The story has no rules."))
        yield from self._rows(rows)

    def _changes(self, argument: str) -> Iterator[str]:
        rows = list(self._panel.changes())
        if not rows:
            yield from self._say(self._words("Nothing changed."))
        yield from self._rows(rows)

    def _set(self, argument: str) -> Iterator[str]:
        name, _, value = argument.replace("=", " ").partition(" ")
        variables = self._panel.asker.variables
        if name not in variables:
            hint = did_you_mean(name, variables)
            yield from self._say(
                self._words("There is no variable {name}. {hint}", name=name, hint=hint)
            )
            return
        number = number_of(variables[name], value)
        if number is None:
            may = range_of(variables[name])
            yield from self._say(self._words("{name} may be {range}.", name=name, range=may))
            return
        yield from self._play_aside(set_by_hand(self._session, name, number))

    def _goto(self, name: str) -> Iterator[str]:
        from ulysse_game.authoring.arriving import Misnamed, Nowhere, aimed, remembering, ways

        machine = self._session.library.machine
        aim = aimed(machine, name)
        if isinstance(aim, Misnamed):
            yield from self._say(
                self._words("There is no scene {name}. {hint}", name=aim.name, hint=aim.hint)
            )
            return
        way = next(ways(machine, aim, name, remembering(), BUDGET, 1))
        if isinstance(way, Nowhere):
            yield from self._say(
                self._words("No way leads to {name}: {why}.", name=name, why=way.why)
            )
            return
        yield from self._play_aside(come_to(self._session, way.route, name))

    def _to_real(self, argument: str) -> Iterator[str]:
        if self.is_aside:
            yield from self.leave()
        else:
            yield from self._say(self._words("This is your playthrough."))

    def leave(self) -> Iterator[str]:
        """From what is played aside back to the playthrough that waits, which is shown."""
        self.come_back()
        yield from self._say(self._words("Back in your playthrough."))
        yield from self._talk.answer("again")

    def _edit(self, name: str) -> Iterator[str]:
        file, line = self._panel.place
        for each in self._panel.choices():
            if name and self._choice(name) in (each.id, each.written):
                file, line = each.file, each.line
        if self._story is None or not file:
            yield from self._say(self._words("There is no file to open."))
            return
        trouble = open_in_editor(self._story / file, line)
        if trouble is not None:
            yield from self._say(self._words(trouble.sentence, **trouble.values))

    # Shared.

    def _play_aside(self, session: Session) -> Iterator[str]:
        """Go on in another playthrough; the real one waits."""
        if self._real is None:
            self._real = self._session
        else:
            self._session.close()
        self._talk.session = session
        yield from self._talk.answer("again")
        yield from self._say(self._words("Type “real” to come back to your playthrough."))

    def _rows(self, rows: Iterable[Row]) -> Iterator[str]:
        for row in rows:
            lead = "  " * row.depth + ("* " if row.role == "changed" else "")
            yield from self._talk.layout.wrapped((Run(row.words),), lead, "  " * (row.depth + 2))

    def _say(self, sentence: str) -> Iterator[str]:
        return self._talk.layout.text(sentence)

    @property
    def _words(self) -> Words:
        return self._talk.words

    @property
    def _session(self) -> Session:
        assert self._talk.session is not None, "a line was answered before the talk was opened"
        return self._talk.session

    @property
    def _panel(self) -> Panel:
        return Panel(self._session, self._words)


def _told_first(rows: list[Row], say: Words) -> Iterator[Row]:
    """The rows of values that are not as they began, and how many are."""
    asis = [row for row in rows if row.role == "faint" and row.item]
    yield from (row for row in rows if row not in asis)
    if asis:
        yield Row(
            say("As they began: {count}; “vars” and a part of a name finds them.", count=len(asis)),
            role="faint",
        )
