"""The one exception of the command line."""

from __future__ import annotations


class Misuse(Exception):  # noqa: N818 - it is nobody’s error
    """Something was asked for that there is not.

    Carries an English sentence of the interface's catalogue (see ``view.words.marked``) and the
    values that fill it in, so that it is said in the player's language where it is caught.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        """This sentence with these values."""
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values
