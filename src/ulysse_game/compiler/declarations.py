"""Everything a story declares, as far as names and kinds go, before any scene is read.

Filled once by the readers of the world files, then only asked. One name space holds all that an
expression can name: variables, people, observations, player's words, sets, defined names.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from ulysse_game.compiler.kinds import FLAG, LEVELS, Kind
from ulysse_game.diagnostics import Span, did_you_mean
from ulysse_game.story import Constant, Expression, Facts, Number, Variable, Voice

MOST_ASKED = 200
"""How many misspelt names are compared with all others; whoever has more has one mistake often."""


class Defined(NamedTuple):
    """A named expression: its words, at most one parameter, a unit, where it stands."""

    name: str
    parameter: str
    source: str
    unit: str
    span: Span


class Declarations:
    """What is declared. ``places`` says where each name stands, for messages."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.variables: dict[str, Variable] = {}
        self.people: dict[str, str] = {}
        self.person_stats: dict[str, Variable] = {}
        self.groups: dict[str, tuple[str, ...]] = {}
        self.voices: dict[str, Voice] = {}
        self.rooms: dict[str, str] = {}
        self.zones: tuple[str, ...] = ()
        self.words: dict[str, tuple[str, ...]] = {}
        self.forms: dict[str, tuple[str, ...]] = {}
        self.tags: dict[str, str] = {}
        self.observations: dict[str, str] = {}
        self.defined: dict[str, Defined] = {}
        self.misdefined: set[str] = set()
        self.decks: dict[tuple[str, str], tuple[tuple[str, tuple[str, ...]], ...]] = {}
        self.scenes: dict[str, tuple[str, ...]] = {}
        self.draws: dict[str, set[str]] = {}
        self.picks: set[str] = set()
        self.scene_variables: dict[str, tuple[str, ...]] = {}
        self.endings: tuple[str, ...] = ()
        self.plates: dict[str, str] = {}
        self.echoes: dict[str, Span] = {}
        self.echoing: set[str] = set()
        self.places: dict[str, Span] = {}
        self.word_genders: dict[str, dict[tuple[str, str], str]] = {}
        self.asked = 0
        self.facts: Facts

    def person(self, id: str) -> Constant:
        """The person as a value."""
        return Constant("person", id, 0 if id == "nobody" else self._person_numbers[id])

    def seal(self, facts: Facts) -> None:
        """All people and variables are declared; from now on only ask."""
        self.facts = facts
        self._person_numbers = facts.person_index
        self._observation_numbers = {id: n for n, id in enumerate(self.observations)}

    def observation(self, id: str) -> Constant:
        """The observation as a value."""
        return Constant("observation", id, self._observation_numbers[id])

    @property
    def person_kind(self) -> Kind:
        """The kind of people."""
        return Kind("person", ("nobody", *self.people))

    @property
    def observation_kind(self) -> Kind:
        """The kind of observations."""
        return Kind("observation", LEVELS)

    def kind_of(self, variable: Variable) -> Kind:
        """The kind of a variable."""
        match variable.kind:
            case "flag":
                return FLAG._replace(name=variable.name)
            case "stat" | "timer":
                return Kind(
                    "number",
                    bands=variable.bands,
                    low=variable.low,
                    high=variable.high,
                    hidden=variable.hidden,
                    name=variable.name,
                )
            case kind:
                word = variable.name if variable.name in self.forms else ""
                return Kind(kind, variable.values, word=word, name=variable.name)

    def set_members(self, name: str, chapter: str) -> tuple[tuple[Expression, ...], Kind] | None:
        """The members of a declared set and their kind; ``chapter`` narrows ``observations``."""
        if name == "people":
            return tuple(self.person(id) for id in self.people), self.person_kind
        if name == "observations":
            found = [id for id, where in self.observations.items() if chapter in ("", where)]
            return tuple(self.observation(id) for id in found), self.observation_kind
        if name in self.groups and not chapter:
            return tuple(self.person(id) for id in self.groups[name]), self.person_kind
        return None

    def choices_of(self, scene: str) -> tuple[str, ...]:
        """The choices of a scene: those it writes, and the cards of the decks it draws from."""
        drawn = self.draws.get(scene)
        if not drawn:
            return self.scenes[scene]
        cards = (
            card
            for (_, deck), piles in self.decks.items()
            if deck in drawn
            for _, pile in piles
            for card in pile
        )
        return (*self.scenes[scene], *cards)

    def near(self, word: str, names: Iterable[str]) -> str:
        """The sentence that asks whether another name was meant, or nothing.

        The search is slow, so only the first few hundred mistakes of a story are worth it.
        """
        self.asked += 1
        return did_you_mean(word[:40], islice(names, 5_000)) if self.asked <= MOST_ASKED else ""

    def all_names(self) -> list[str]:
        """Every name an expression can begin with, for the nearest one."""
        return [
            *(name for name in self.variables if "." not in name),
            *self.people,
            *self.observations,
            *self.defined,
            "people",
            "observations",
            *self.groups,
        ]


def numbers(low: int, high: int) -> tuple[Expression, ...]:
    """The members of ``low..high``."""
    return tuple(Number(n) for n in range(low, high + 1))
