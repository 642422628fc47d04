"""Searching on a screen: words are asked for, and one goes from place to place that has them.

A screen says where the places are and how one goes to one; they come in the order of reading, and
after the last the first comes again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from ulysse_game.ui.tui.leaf import Leaf
from ulysse_game.view.words import marked

P = TypeVar("P")


class Seeking(Leaf, Generic[P]):
    """A screen that can be searched; ``sought`` are the words, as they were typed."""

    sought = ""

    def begin_search(self) -> None:
        """Other words are sought from now on."""
        raise NotImplementedError

    def places(self) -> Sequence[P]:
        """The places that have the words, in order."""
        raise NotImplementedError

    def place(self) -> P:
        """Where one is: a place, or before all of them."""
        raise NotImplementedError

    def go_to(self, place: P) -> None:
        """Shows a place."""
        raise NotImplementedError

    def no_words(self) -> None:
        """No words were given."""

    def action_find(self) -> None:
        """Asks for words and goes to the first place that has them."""
        from ulysse_game.ui.tui.asking import Ask

        def asked(words: str | None) -> None:
            if words:
                self.sought = words
                self.begin_search()
                self._go_on(1)
            else:
                self.no_words()

        self.app.push_screen(Ask(marked("Words to find:"), self.sought), asked)

    def action_next(self) -> None:
        """The next place with the words, from the first again after the last."""
        self._go_on(1)

    def action_before(self) -> None:
        """The place before, from the last again before the first."""
        self._go_on(-1)

    def _go_on(self, way: int) -> None:
        if not self.sought:
            self.action_find()
            return
        places = self.places()
        if not places:
            self.say(self.words("Not found."))
            return
        number = nearest(places, self.place(), way)
        self.go_to(places[number])
        self.say(self.words("{number} of {count}", number=number + 1, count=len(places)))


def nearest(places: Sequence[Any], here: Any, way: int) -> int:
    """The number of the first place after ``here``, or before it where ``way`` is below 0."""
    if way > 0:
        return next((n for n, place in enumerate(places) if place > here), 0)
    before = [n for n, place in enumerate(places) if place < here]
    return before[-1] if before else len(places) - 1
