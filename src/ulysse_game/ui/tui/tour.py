"""Three sentences for who plays for the first time, said below the first pages one by one.

Any key goes on, and does besides what it does anyway: nobody is held up. The keys in them are
those of the key map.
"""

from __future__ import annotations

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.game import Words
from ulysse_game.ui.tui.keys import display
from ulysse_game.view.words import marked

SENTENCES = (
    marked("Choose by number, or with the arrows and {take}; {read_on} reads on."),
    marked("Nothing is ever lost: every choice is saved, and {undo} takes the last one back."),
    marked("{menu} opens the menu, {help} shows every key, {settings} is how you like to read."),
)

_KEYS = {"read_on": ("page_down", -1)}
"""Which command a name in a sentence is, and which of its keys, where that is not plain."""


def told(number: int, say: Words) -> str:
    """A sentence of the tour, by its number from 0 on, with the keys in it."""
    return say(SENTENCES[number], **{name: _key(name, say) for name in _names(SENTENCES[number])})


def _names(sentence: str) -> list[str]:
    """The names in braces."""
    return [part.partition("}")[0] for part in sentence.split("{")[1:]]


def _key(name: str, say: Words) -> str:
    """The key of a command."""
    id, at = _KEYS.get(name, (name, 0))
    command = next(each for each in (*keys.READING, *keys.MOVES) if each.id == id)
    return display(command, say)[at]


class Tour:
    """Where somebody is in the tour."""

    def __init__(self) -> None:
        self._at = 0

    def present(self, say: Words) -> str:
        """The sentence that stands there, or nothing after the last."""
        return told(self._at, say) if self._at < len(SENTENCES) else ""

    def go_on(self) -> None:
        """To the next sentence."""
        self._at += 1
