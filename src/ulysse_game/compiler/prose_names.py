"""What the prose parser asks of the rest of the compiler, and where a text starts.

The parser knows signs and not names: whether `simon` is a person, what `jeanne.fatigue < 8` means
and how many texts a selector wants is told to it through :class:`Names`. Nothing here reads text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from ulysse_game.diagnostics import Diagnostic, Span
from ulysse_game.story.expression import Expression
from ulysse_game.story.text import Show, Splice


class At(NamedTuple):
    """Where a text starts, so that any offset in it gives a span.

    ``line`` and ``column`` are those of its first character, from 1. ``indent`` is the column at
    which its further lines start (in a block scalar the same as ``column``).
    """

    file: str
    line: int
    column: int
    indent: int


class Selected(NamedTuple):
    """What a selector is, and which texts it wants.

    ``cuts`` and ``values`` are those of :class:`ulysse_game.story.text.Select`; both empty mean
    yes or no. ``labels`` names the texts wanted in order, such as ``held``, ``taut``; ``optional``
    of the last ones may be missing (1 for yes or no, else 0).
    """

    expression: Expression
    cuts: tuple[int, ...]
    values: tuple[str, ...]
    labels: tuple[str, ...]
    optional: int


class Names(Protocol):
    """Everything that needs names. Each reports its own diagnostics; None means: already done.

    A ``span`` is the place of ``source``'s first character, and its length ends with the line. A
    source that goes on in further lines has their ends, and before each line the spaces by which
    it stands behind the block's ``indent``: every offset leads back to a line and a column.
    """

    def condition(self, source: str, span: Span) -> Expression | None:
        """What stands after ``if``."""

    def selector(self, source: str, span: Span) -> Selected | None:
        """What stands before the first colon of a brace."""

    def value(self, source: str, span: Span, alone: bool) -> Show | Splice | None:
        """What a brace without colon and bar prints, such as ``P`` or ``words(n)``.

        A ``Splice`` may be given only if it is ``alone``, a whole paragraph of narration.
        """

    def speaker(self, name: str, span: Span) -> str | None:
        """``person``, ``voice``, ``bound`` or ``repeats``; None, unreported, if nobody bears it.

        Asked once for each speech in reading order, and for words that look like one.
        """

    def speakers(self) -> Iterable[str]:
        """All who may speak."""

    def nearest(self, name: str) -> str:
        """The sentence that asks whether one of them was meant, or nothing."""

    def knows(self, name: str) -> str:
        """What a word names outside of prose: ``scene``, ``value``, or nothing."""

    def leading(self, source: str) -> tuple[int, bool]:
        """How many of a text’s first signs can be asked, and whether that chooses between texts.

        0 if it does not begin with a name; all of them, if nothing follows it.
        """

    def echo(self, id: str, span: Span) -> None:
        """``{echo id: …}`` marks words here."""

    def repeat(self, id: str, span: Span) -> None:
        """A voice that repeats names this echo here."""

    def report(self, diagnostic: Diagnostic) -> None:
        """One more thing is wrong."""
