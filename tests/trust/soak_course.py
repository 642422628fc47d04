"""The same playthrough without a screen: what the game must show next, and what can be chosen.

It walks beside the game that is soaked, by the engine alone, so that a page of the real process can
be told from any other, and nothing of it has to be guessed from the screen.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.trust.signals_terminal import plain
from ulysse_game import view
from ulysse_game.engine import Machine
from ulysse_game.play.history import History
from ulysse_game.play.recall import anew
from ulysse_game.view.page import Page
from ulysse_game.view.words import words

NUMBERS = 9
"""So many choices have a figure of their own."""

_TAIL = 12
"""Letters of the last line above the choices that are waited for as well."""


class Step(NamedTuple):
    """A choice that was made, and how many had been made before it."""

    turn: int
    choice: str


class Course:
    """One playthrough of a story, told beforehand; ``language`` is that of its pages."""

    def __init__(self, machine: Machine, seed: int, language: str = "en") -> None:
        self.machine = machine
        self.seed = seed
        self.language = language
        self.history: History = anew(machine, seed)
        self._kept = 0
        self._page: Page | None = None

    def begin_anew(self) -> None:
        """Another playthrough from the same seed."""
        self.history = anew(self.machine, self.seed)
        self._page = None

    def page(self) -> Page:
        """The present page."""
        if self._page is None:
            self._page = self.page_at(self.history.head)
        return self._page

    def page_at(self, node: int) -> Page:
        """The page at a node of the history."""
        moment = self.history.moment(node)
        assert moment is not None
        return view.present(self.machine, *moment, self.language)

    def speak(self, language: str) -> None:
        """Another language from now on."""
        self.language = language
        self._page = None

    def choose(self, number: int) -> str:
        """Takes the open choice of that number, counted from 1; gives its id."""
        choice = self.page().open_options[number - 1].id
        self.history.choose(choice)
        self._page = None
        return choice

    @property
    def can_rewind(self) -> bool:
        """Whether there is a choice to take back."""
        return self.history.timeline.nodes[self.history.head].parent >= 0

    def rewind(self) -> None:
        """Takes back a choice."""
        self.history.move(self.history.timeline.nodes[self.history.head].parent)
        self._page = None

    def keep(self) -> None:
        """A quick save."""
        self._kept = self.history.head

    def return_to_kept(self) -> None:
        """Back at the quick save."""
        self.history.move(self._kept)
        self._page = None

    def say(self, sentence: str, **values: object) -> str:
        """A sentence of the interface, as it is found when it is drawn."""
        return plain(words(self.language)(sentence, **values))

    def sign(self) -> str:
        """The end of the text and all choices below it: once that is drawn, the page is whole."""
        page = self.page()
        if page.ending is not None:
            return f"4{self.say('Title page')}"
        found = [_tail(page)]
        number = 0
        for option in page.options:
            number += option.is_open
            if option.is_open and number <= NUMBERS:
                found.append(str(number))
            found.append(plain(option.text) + ("" if option.is_open else plain(option.why)))
        return "".join(found)


def _tail(page: Page) -> str:
    """The last letters above the choices; none where a picture or a rule stands there."""
    last = page.lines[-1] if page.lines else None
    if last is None or last.kind in ("plate", "break", "title", "chapter"):
        return ""
    return plain(last.text)[-_TAIL:]
