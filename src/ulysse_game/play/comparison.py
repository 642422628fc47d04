"""Two moments of a playthrough beside one another: where they part, and how they differ now.

In words, as the page would say it; nothing that a page hides is told. It moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ulysse_game import view
from ulysse_game.engine import Machine, State
from ulysse_game.play.card import company
from ulysse_game.play.lazy import Lazy
from ulysse_game.play.past import Past
from ulysse_game.play.timeline import path
from ulysse_game.play.tree import Moment
from ulysse_game.view.names import observed
from ulysse_game.view.page import CrewEntry
from ulysse_game.view.words import Words, marked, words

_WRITTEN = {
    "unseen": marked("not seen"),
    "seen": marked("in pencil"),
    "recorded": marked("recorded"),
    "softened": marked("softened"),
    "left_out": marked("left out"),
}
"""What has become of an observation, by its value."""

_TIME = ("sol", "clock")


class Side(NamedTuple):
    """One of two moments, and the labels of the choices that lead to it from where they part."""

    moment: Moment
    choices: Sequence[str]


class Difference(NamedTuple):
    """Something that is not the same at both moments; ``what`` may be empty."""

    what: str
    one: str
    other: str


class Part(NamedTuple):
    """Differences of one kind under their heading."""

    title: str
    differences: tuple[Difference, ...]


class Comparison(NamedTuple):
    """Two moments. They part at the page ``parting``, the last one that both have behind them."""

    parting: Moment
    one: Side
    other: Side
    parts: tuple[Part, ...]


def compared(machine: Machine, past: Past, one: int, other: int, language: str) -> Comparison:
    """Two pages of one past compared."""
    tree = past.tree(language)
    ways = [path(tree.timeline, node) for node in (one, other)]
    shared = sum(1 for a, b in zip(*ways, strict=False) if a == b)
    parting = ways[0][shared - 1]
    sides = [_side(past, way[shared - 1 :]) for way in ways]
    first, second = past.state(one), past.state(other)
    parts: tuple[Part, ...] = ()
    if first is not None and second is not None:
        parts = tuple(_parts(machine, sides, (first, second), language))
    return Comparison(past.moment(parting, -1), sides[0], sides[1], parts)


def _side(past: Past, way: list[int]) -> Side:
    choices = Lazy(len(way) - 1, lambda at: past.moment(way[at], way[at + 1]).chosen)
    return Side(past.moment(way[-1], -1), choices)


def _parts(
    machine: Machine, sides: Sequence[Side], states: tuple[State, State], language: str
) -> Iterator[Part]:
    """What differs, part by part; a part in which nothing does is left out."""
    say = words(language)
    a, b = (side.moment for side in sides)
    where = [
        (say("Chapter"), a.chapter, b.chapter),
        (say("Place"), a.place, b.place),
        (say("Time"), a.stamp, b.stamp),
        (say("Ending"), a.ending, b.ending),
    ]
    parts = [
        (say("Where and when"), where),
        (say("What is left"), _left(machine, states, say)),
        (say("What was written"), _written(machine, states, say)),
        (say("Crew"), _crew(machine, states, language)),
    ]
    for title, rows in parts:
        found = tuple(Difference(*row) for row in rows if row[1] != row[2])
        if found:
            yield Part(title, found)


def _left(
    machine: Machine, states: tuple[State, State], say: Words
) -> Iterator[tuple[str, str, str]]:
    """Who is left, and the figures of the status line."""
    who = [company(machine, state, say.language) for state in states]
    yield say("Alive"), who[0], who[1]
    gauges = [
        {each.id: each.text for each in view.status(machine, state, say.language)}
        for state in states
    ]
    for id in dict.fromkeys((*gauges[0], *gauges[1])):
        if id not in _TIME:
            yield "", gauges[0].get(id, ""), gauges[1].get(id, "")


def _written(
    machine: Machine, states: tuple[State, State], say: Words
) -> Iterator[tuple[str, str, str]]:
    """What has become of each observation."""
    world, slots = machine.story.world, machine.layout.slots
    variables = {each.name: each for each in world.variables}
    for each in world.observations:
        slot = slots[each.id]
        values = [variables[each.id].values[state.values[slot]] for state in states]
        if values[0] != values[1]:
            seen = states[values[0] == "unseen"]
            line = observed(machine, each.id, seen, say.language)
            one, other = (say(_WRITTEN.get(value, value)) for value in values)
            yield line, one, other


def _crew(
    machine: Machine, states: tuple[State, State], language: str
) -> Iterator[tuple[str, str, str]]:
    """How each of the crew seems."""
    told = [
        {each.person: _words(each) for each in view.crew(machine, state, language)}
        for state in states
    ]
    for person in dict.fromkeys((*told[0], *told[1])):
        yield "", told[0].get(person, ""), told[1].get(person, "")


def _words(entry: CrewEntry) -> str:
    return " ".join(line.text for line in entry.lines)
