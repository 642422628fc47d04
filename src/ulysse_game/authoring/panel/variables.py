"""The variables of a story as they stand, those that matter to a writer now first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ulysse_game.authoring.panel.asking import Asker, Reading, value_of
from ulysse_game.engine import CHAPTER, State
from ulysse_game.story import Variable


class VariableTold(NamedTuple):
    """One variable now. ``range`` is as declared: ``0..9``, ``unset | worn``, ``yes or no``.

    ``is_changed`` says that this page changed it, ``is_start`` that it is as it began;
    ``is_alive`` that its chapter or scene is the present one.
    """

    name: str
    now: Reading
    start: str
    range: str
    meaning: str
    scope: str
    is_changed: bool
    is_start: bool
    is_alive: bool


def variables(
    asker: Asker, state: State, changed: Collection[str] = (), find: str = ""
) -> tuple[VariableTold, ...]:
    """The variables whose name or meaning has ``find`` in it.

    Those in ``changed`` come first, then those that are not as they began, then the others;
    within each of the three in declared order. Those of another chapter or scene come last.
    """
    wanted = find.casefold()
    found = [
        _told(asker, state, variable, variable.name in changed)
        for variable in asker.machine.story.world.variables
        if wanted in variable.name.casefold() or wanted in variable.meaning.casefold()
    ]
    return tuple(sorted(found, key=_rank))


class Group(NamedTuple):
    """Values that belong together: a person's, by id, or with ``person`` empty the story's own."""

    person: str
    values: tuple[VariableTold, ...]


class Section(NamedTuple):
    """Values of one kind, a person's together.

    ``kind`` is ``changed`` (by the last choice), ``other`` (not as they began), ``start`` (as they
    began) or ``elsewhere`` (of a chapter or scene that is not the present one).
    """

    kind: str
    groups: tuple[Group, ...]


def sections(told: Iterable[VariableTold], people: Collection[str]) -> tuple[Section, ...]:
    """Values by kind, the changed ones first; within a kind the story's own, then each person's.

    ``people`` are the ids of all persons. Kinds without values are left out.
    """
    found: dict[int, dict[str, list[VariableTold]]] = {}
    for each in told:
        owner = each.name.partition(".")[0]
        person = owner if "." in each.name and owner in people else ""
        found.setdefault(_rank(each), {}).setdefault(person, []).append(each)
    return tuple(
        Section(
            KINDS[rank],
            tuple(
                Group(person, tuple(groups[person]))
                for person in sorted(groups, key=lambda person: person != "")
            ),
        )
        for rank, groups in sorted(found.items())
    )


KINDS = ("changed", "other", "start", "elsewhere")
"""The kinds of values in a section, by rank."""


def _rank(each: VariableTold) -> int:
    if not each.is_alive:
        return 3
    return 0 if each.is_changed else 2 if each.is_start else 1


def _told(asker: Asker, state: State, variable: Variable, is_changed: bool) -> VariableTold:
    number = state.values[asker.machine.layout.slots[variable.name]]
    return VariableTold(
        variable.name,
        asker.reading(variable.name, state),
        value_of(variable, variable.start),
        range_of(variable),
        variable.meaning,
        variable.scope,
        is_changed,
        number == variable.start,
        _is_alive(asker, state, variable),
    )


def _is_alive(asker: Asker, state: State, variable: Variable) -> bool:
    kind, _, name = variable.scope.partition(":")
    if kind == "chapter":
        return asker.machine.layout.chapters.get(name) == state.values[CHAPTER]
    return kind != "scene" or state.location.partition("/")[0] == name


def range_of(variable: Variable) -> str:
    """What a variable may be, as its declaration has it."""
    if variable.kind == "flag":
        return "yes | no"
    if variable.values:
        return " | ".join(variable.values)
    if variable.bands:
        lows = [low for _, low in variable.bands]
        tops = [*(low - 1 for low in lows[1:]), variable.high]
        parts = zip(variable.bands, tops, strict=True)
        bands = ", ".join(f"{name} {low}..{top}" for (name, low), top in parts)
        return f"{variable.low}..{variable.high} ({bands})"
    return f"{variable.low}..{variable.high}"


def number_of(variable: Variable, written: str) -> int | None:
    """The number that a value is kept as: ``yes``, ``filled``, ``raw`` (its lowest), ``7``.

    Nothing for what the variable cannot be.
    """
    word = written.strip().casefold()
    if variable.kind == "flag":
        return {"yes": 1, "no": 0, "oui": 1, "non": 0}.get(word)
    if variable.values:
        folded = [value.casefold() for value in variable.values]
        return folded.index(word) if word in folded else None
    for name, low in variable.bands:
        if name.casefold() == word:
            return low
    sign, digits = (-1, word[1:]) if word[:1] == "-" else (1, word)
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        return None
    number = sign * int(digits)
    return number if variable.low <= number <= variable.high else None


def values_of(variable: Variable) -> tuple[str, ...]:
    """All that a variable may be, for a list to choose from; a stat by its numbers."""
    if variable.kind == "flag":
        return ("no", "yes")
    if variable.values:
        return variable.values
    return tuple(str(number) for number in range(variable.low, variable.high + 1))


__all__ = [
    "Group",
    "Section",
    "VariableTold",
    "number_of",
    "range_of",
    "sections",
    "values_of",
    "variables",
]
