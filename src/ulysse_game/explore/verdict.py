"""What is known of each thing in a story: reached, impossible, or not decided."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from ulysse_game.explore.items import ALLOWED, MISTAKES, Item
from ulysse_game.explore.route import Route


class Reached(NamedTuple):
    """The engine came there along ``route``; no route of fewer than ``at_least`` choices exists.

    ``by`` is what found it first: ``witness``, ``play``, ``states`` or ``search``.
    """

    route: Route
    at_least: int
    by: str = ""

    @property
    def is_shortest(self) -> bool:
        """Whether no shorter route exists."""
        return self.at_least >= len(self.route.steps)


class Impossible(NamedTuple):
    """It cannot happen.

    ``by`` is the means: ``values`` (no variable's possible values allow it), ``states`` (all
    states of the story that decisions tell apart were gone through), ``search`` (a slice of them
    was searched to its end). The certificate of a search are its ``cells``, by name, and the
    number of its ``states``; that of values is ``why``, in words.
    """

    by: str
    why: str = ""
    cells: tuple[str, ...] = ()
    states: int = 0


class Undecided(NamedTuple):
    """Neither found nor ruled out. If it can happen, it takes ``at_least`` choices."""

    why: str
    at_least: int = 0


Verdict: TypeAlias = Reached | Impossible | Undecided


class Judged(NamedTuple):
    """An item and its verdict."""

    item: Item
    verdict: Verdict

    @property
    def is_mistake(self) -> bool:
        """Whether it should never happen and does."""
        return self.item.kind in MISTAKES and isinstance(self.verdict, Reached)

    @property
    def is_open(self) -> bool:
        """Whether it is a question that has no answer yet."""
        return self.item.kind not in ALLOWED and isinstance(self.verdict, Undecided)
