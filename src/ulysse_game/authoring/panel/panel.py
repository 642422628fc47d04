"""What stands behind the present page of a playthrough: rows of words for a front end to draw.

It reads a session and changes nothing. Each method gives one view of the moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ulysse_game.authoring.panel.asking import Asker
from ulysse_game.authoring.panel.cards import decks
from ulysse_game.authoring.panel.changed import Changed, changed
from ulysse_game.authoring.panel.choices import OPEN, ChoiceTold, choices
from ulysse_game.authoring.panel.rows import Row, value_words
from ulysse_game.authoring.panel.rules import ARMED, rules
from ulysse_game.authoring.panel.tell_choices import (
    choice_rows,
    closed_rows,
    deck_rows,
    short_deck_rows,
)
from ulysse_game.authoring.panel.tell_state import (
    changed_rows,
    rule_rows,
    section_rows,
    variable_row,
    variable_rows,
)
from ulysse_game.authoring.panel.uses import declared_at, index_in, use_rows
from ulysse_game.authoring.panel.variables import (
    VariableTold,
    sections,
    values_of,
    variables,
)
from ulysse_game.engine import Machine
from ulysse_game.play import Session
from ulysse_game.view.words import Words


@lru_cache(maxsize=4)
def asker_of(machine: Machine) -> Asker:
    """The asker of a machine's story, made once."""
    return Asker(machine)


class Panel:
    """The views of one session's present page, in one language."""

    def __init__(self, session: Session, say: Words) -> None:
        """Of this session as it stands now."""
        self.session = session
        self.say = say
        self.asker = asker_of(session.library.machine)
        self.moment = session.moment

    @property
    def scene(self) -> str:
        """The scene of the page."""
        return self.moment.after.location.partition("/")[0]

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line where the scene of the page is written."""
        if not self.scene:
            return "", 0
        scene = self.asker.machine.story.scene(self.scene)
        return scene.file, scene.line

    def changed(self) -> Changed:
        """What the last choice changed; nothing where no choice led here, the beginning apart."""
        before, _, after, events = self.moment
        if before is None and after.turn:
            before = after
        return changed(self.asker, before, after, events)

    def found(self, find: str = "") -> tuple[VariableTold, ...]:
        """The variables whose name or meaning has ``find`` in it, those changed first."""
        names = [step.name for step in self.changed().steps]
        return variables(self.asker, self.moment.after, names, find)

    def choices(self) -> tuple[ChoiceTold, ...]:
        """Every choice written here, as it stands."""
        return choices(self.asker, self.moment.after)

    # -- in words -------------------------------------------------------------------------------

    def variables(self, find: str = "") -> Iterator[Row]:
        """The variables, one row each; those of other chapters and scenes only if looked for."""
        hidden = 0
        for each in self.found(find):
            if each.is_alive or find:
                yield variable_row(each, self.say)
            else:
                hidden += 1
        if hidden:
            yield Row(
                self.say("variables that are not alive here: {count}", count=hidden), 0, "faint"
            )

    def grouped(self, find: str = "", is_whole: bool = False) -> Iterator[Row]:
        """The variables under headings, a person's together; with ``is_whole`` all of them."""
        people = {person.id for person in self.asker.machine.story.world.people}
        told = sections(self.found(find), people)
        return section_rows(told, self.say, find, is_whole)

    def variable(self, name: str) -> Iterator[Row]:
        """All about one variable but its uses; nothing where there is none of this name."""
        for each in self.found(name):
            if each.name == name:
                yield from variable_rows(each, self.say)

    def about_variable(self, name: str, story: Path | None) -> Iterator[Row]:
        """All about one variable, with where it is read and set in the files of ``story``."""
        yield from self.variable(name)
        if story is not None:
            index = index_in(story, self.asker.machine.story.digest)
            yield from use_rows(index, name, self.say)

    def rule_place(self, name: str, story: Path) -> str:
        """``file:line`` of a rule in the files of ``story``; empty where it is not known."""
        return declared_at(index_in(story, self.asker.machine.story.digest), "rule", name)

    def overview(self) -> Iterator[Row]:
        """All that matters of this page: what changed, what is closed, cards, rules that acted."""
        say = self.say
        yield Row(say("Changed by the last choice"), 0, "head")
        some = [row._replace(depth=row.depth + 1) for row in self.changes()]
        yield from some or [Row(say("Nothing changed."), 1, "faint")]
        every = self.choices()
        away = [each for each in every if each.standing != OPEN]
        if every:
            yield Row(say("Choices that are not open"), 0, "head")
            if not away:
                yield Row(say("All of them are open."), 1, "faint")
        for each in away:
            yield from closed_rows(each, say)
        for deck in decks(self.asker, self.moment.after):
            yield from short_deck_rows(deck, say)
        yield from self._waiting_rules()

    def _waiting_rules(self) -> Iterator[Row]:
        """Those that act as soon as something becomes true; whether they acted was said."""
        told = rules(self.asker, self.moment.after, self.moment.events)
        waiting = [each for each in told if each.standing == ARMED]
        if waiting:
            yield Row(self.say("Rules that wait"), 0, "head")
            names = ", ".join(each.id for each in waiting)
            yield Row(names, 1, "faint")

    def values(self, name: str) -> Iterator[Row]:
        """What a variable may be, each a row whose item is ``set NUMBER``."""
        variable = self.asker.variables[name]
        now = self.moment.after.values[self.asker.machine.layout.slots[name]]
        first = variable.low if not variable.values else 0
        for number, _ in enumerate(values_of(variable), first):
            word = value_words(self.asker.reading_of(variable, number), self.say)
            if number == now:
                yield Row(self.say("{value}, as it is now", value=word), 1, "faint")
            else:
                yield Row(word, 1, item=f"set {number}")

    def why(self, name: str = "") -> Iterator[Row]:
        """Why choices are open or not: all of them, or those of this name."""
        for each in self.choices():
            if name in ("", each.id, each.written):
                yield from choice_rows(each, self.say)

    def cards(self) -> Iterator[Row]:
        """Why cards are offered or not."""
        for deck in decks(self.asker, self.moment.after):
            yield from deck_rows(deck, self.say)

    def rules(self) -> Iterator[Row]:
        """Which rules acted, and which wait."""
        return rule_rows(rules(self.asker, self.moment.after, self.moment.events), self.say)

    def changes(self) -> Iterator[Row]:
        """What the last choice changed, in words."""
        return changed_rows(self.changed(), self.say)


__all__ = ["Panel", "asker_of"]
