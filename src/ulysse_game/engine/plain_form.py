"""A State written down by names, and read back into a story that may have changed.

The plain form holds only dicts, lists, strings and whole numbers, so that JSON can carry it. It
names everything: variables, values, scenes, choices, echoes. Reading never refuses what can be
mended: what vanished is dropped and told, what is new takes its start, what is out of range is
brought in, what was renamed follows the story's ``was``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ulysse_game.engine.layout import CHAPTER, FIRST, MINUTE, ROOM
from ulysse_game.engine.machine import Machine
from ulysse_game.engine.marks import (
    CHUNK,
    MOST_VISITS,
    PICKED,
    SPENT,
    TAKEN,
    WIDTH,
    bit,
    no_marks,
    no_visits,
    visited,
    with_mark,
)
from ulysse_game.engine.state import Marks, State
from ulysse_game.story import GroundChoice, Variable

Plain = dict[str, Any]


class Loss(NamedTuple):
    """Something a save held that the story no longer has.

    ``kind`` is ``variable``, ``value``, ``range``, ``scene``, ``choice``, ``echo``, ``room`` or
    ``rule``.
    """

    kind: str
    name: str
    detail: str = ""


class SceneGone(Exception):  # noqa: N818 - a state of affairs
    """The place of a saved state is no longer in the story; the message is its id."""


def to_plain(machine: Machine, state: State) -> Plain:
    """The state by names. Only what differs from a start is written, so that it stays small."""
    every = range(len(state.visits))
    return _plain(machine, state, _Part(range(FIRST, len(state.values)), every, every, True, True))


def plain_forms(machine: Machine, one: State, other: State) -> tuple[Plain, Plain, dict[str, int]]:
    """Two states by names, as far as they may differ: what surely is alike is in neither.

    Lists of choices are left out at their beginning and their end alone; also given is how many
    names that are at the beginning, by the list's name. After fifty thousand choices the whole
    forms are megabytes, and one step changes a handful of names.
    """
    alike = enumerate(zip(one.values[FIRST:], other.values[FIRST:], strict=True), FIRST)
    marked = _unlike(one.marks, other.marks)
    first, last = (marked[0], marked[-1] + 1) if marked else (0, 0)
    part = _Part(
        [slot for slot, (a, b) in alike if a != b],
        _unlike(one.visits, other.visits),
        range(first, last),
        one.heard != other.heard,
        one.fired != other.fired,
    )
    counts = _written(machine).choices_before(one.marks, first)
    left_out = dict(zip(_KINDS, counts, strict=True))
    return _plain(machine, one, part), _plain(machine, other, part), left_out


_KINDS = ("taken", "spent", "picked")
_BLOCK = 64
"""So many chunks are compared at once: slices that share their items compare in no time."""


class _Part(NamedTuple):
    """What of a state is to be written, its few single values aside.

    ``slots`` are those of variables; ``visits`` and ``marks`` are numbers of chunks.
    """

    slots: Sequence[int]
    visits: Sequence[int]
    marks: Sequence[int]
    heard: bool
    fired: bool


def _unlike(one: Sequence[object], other: Sequence[object]) -> list[int]:
    """The numbers at which the two, equally long, differ; mostly few of them do."""
    return [
        number
        for start in range(0, len(one), _BLOCK)
        if one[start : start + _BLOCK] != other[start : start + _BLOCK]
        for number in range(start, min(start + _BLOCK, len(one)))
        if one[number] != other[number]
    ]


def _plain(machine: Machine, state: State, part: _Part) -> Plain:
    layout, values = machine.layout, state.values
    variables = {
        each.name: _name_of(each, values[slot])
        for slot in part.slots
        for each in (layout.variables[slot - FIRST],)
        if values[slot] != layout.start[slot]
    }
    visits: dict[str, int] = {}
    choices: dict[str, list[str]] = {name: [] for name in _KINDS}
    written = _written(machine)
    for number in part.visits:
        if state.visits[number]:
            visits.update(written.visits(number, state.visits[number]))
    for number in part.marks:
        if any(state.marks[number]):
            found = written.choices(number, state.marks[number])
            for name, names in zip(_KINDS, found, strict=True):
                choices[name] += names
    rooms = machine.story.world.rooms
    heard = layout.echoes.items() if part.heard else ()
    fired = layout.rules.items() if part.fired else ()
    plain: Plain = {
        "location": state.location,
        "room": rooms[values[ROOM] - 1].id if values[ROOM] else "",
        "minute": values[MINUTE],
        "chapter": machine.chapter_ids[values[CHAPTER]],
        "variables": variables,
        "visits": visits,
        **choices,
        "heard": [id for id, n in heard if state.heard >> n & 1],
        "fired": [id for id, n in fired if state.fired >> n & 1],
        "stack": [list(each) for each in state.stack],
        "seed": state.seed,
        "draws": state.draws,
        "turn": state.turn,
        "ending": state.ending,
    }
    return plain


class _Written:
    """What chunks of visits and marks were last written as: in a long game most stay as is."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        ids = list(machine.layout.scenes)
        self._ids = [ids[first : first + CHUNK] for first in range(0, len(ids), CHUNK)]
        self._visits: dict[int, tuple[int, dict[str, int]]] = {}
        self._choices: dict[int, tuple[tuple[int, ...], tuple[list[str], ...]]] = {}
        self._counts: dict[int, tuple[Marks, tuple[int, ...]]] = {}

    def visits(self, number: int, counts: int) -> dict[str, int]:
        """The visits of a chunk by scene, those that are none left out."""
        known = self._visits.get(number)
        if known is not None and known[0] == counts:
            return known[1]
        each = ((id, counts >> (WIDTH * n) & MOST_VISITS) for n, id in enumerate(self._ids[number]))
        found = {id: count for id, count in each if count}
        self._visits[number] = (counts, found)
        return found

    def choices_before(self, marks: Marks, end: int) -> tuple[int, ...]:
        """How many choices are taken, spent, picked in the chunks before this one."""
        found: tuple[int, ...] = (0, 0, 0)
        for start in range(0, end, _BLOCK):
            block = marks[start : min(start + _BLOCK, end)]
            known = self._counts.get(start)
            if known is None or known[0] != block:
                counts = [
                    tuple(map(len, self.choices(number, chunk)))
                    for number, chunk in enumerate(block, start)
                    if any(chunk)
                ]
                known = (block, tuple(map(sum, zip((0, 0, 0), *counts, strict=True))))
                self._counts[start] = known
            found = tuple(map(sum, zip(found, known[1], strict=True)))
        return found

    def choices(self, number: int, marks: tuple[int, ...]) -> tuple[list[str], ...]:
        """The choices of a chunk that were taken, are spent, are picked."""
        known = self._choices.get(number)
        if known is not None and known[0] == marks:
            return known[1]
        found: tuple[list[str], ...] = ([], [], [])
        for id, mark in zip(self._ids[number], marks, strict=False):
            for choice, place in _numbers(self._machine, id).items() if mark else ():
                for kind, names in zip((TAKEN, SPENT, PICKED), found, strict=True):
                    if mark & bit(kind, place):
                        names.append(f"{id}.{choice}")
        self._choices[number] = (marks, found)
        return found


@lru_cache(maxsize=4)
def _written(machine: Machine) -> _Written:
    return _Written(machine)


def _numbers(machine: Machine, scene: str) -> dict[str, int]:
    """Every choice of a scene by its saved address, ``sign/eva`` or ``obs_01:record``."""
    found: dict[str, int] = {}
    for place in machine.places_of(scene):
        item = place.location.partition("/")[2]
        for each in place.choices:
            if isinstance(each, GroundChoice):
                found[f"{item}:{each.id}" if item else each.id] = each.mark
    found.update(machine.card_marks(scene))
    return found


def _name_of(variable: Variable, value: int) -> int | str:
    return variable.values[value] if variable.values else value


def from_plain(machine: Machine, plain: Plain) -> tuple[State, list[Loss]]:
    """The state of this plain form in this story, and what was lost on the way.

    Raises ``SceneGone`` when the story has no longer the place itself. ``plain`` has been checked
    to have the types that :func:`to_plain` writes.
    """
    losses: list[Loss] = []
    location = _renamed_place(machine, plain["location"])
    if location is None:
        raise SceneGone(plain["location"])
    rooms = machine.layout.rooms
    room = plain["room"]
    if room and room not in rooms:
        losses.append(Loss("room", room))
    chapters = machine.layout.chapters
    chapter = _renamed(machine, "chapter", plain["chapter"])
    values = [rooms.get(room, 0), plain["minute"] % 1440, chapters.get(chapter, 0)]
    values += _values(machine, plain["variables"], losses)
    stack = []
    for place, target in plain["stack"]:
        back = _renamed_place(machine, place)
        to = target if target in ("", ">", "here", "return", "endings") else _scene(machine, target)
        if back is None or to is None:
            losses.append(Loss("scene", place if back is None else target))
            continue
        stack.append((back, to))
    state = State(
        location=location,
        values=tuple(values),
        visits=_visits(machine, plain["visits"], losses),
        marks=_marks(machine, plain, losses),
        heard=_bits(machine, "echo", plain["heard"], machine.layout.echoes, losses),
        fired=_bits(machine, "rule", plain["fired"], machine.layout.rules, losses),
        stack=tuple(stack),
        seed=plain["seed"],
        draws=plain["draws"],
        turn=plain["turn"],
        ending=machine.spot(location).ending,  # whoever is where it ends has ended
    )
    return state, losses


def _renamed(machine: Machine, kind: str, name: str) -> str:
    return machine.renames.get((kind, name), name)


def _scene(machine: Machine, id: str) -> str | None:
    now = _renamed(machine, "scene", id)
    return now if now in machine.layout.scenes else None


def _renamed_place(machine: Machine, location: str) -> str | None:
    """Where a saved place is now; nothing when the story has it no more."""
    scene, slash, item = location.partition("/")
    now = _scene(machine, scene)
    if now is None:
        return None
    found = f"{now}{slash}{_renamed_item(machine, item)}"
    return found if any(spot.location == found for spot in machine.head(now)) else None


def _values(machine: Machine, saved: dict[str, int | str], losses: list[Loss]) -> list[int]:
    layout = machine.layout
    values = list(layout.start[FIRST:])
    for old, value in saved.items():
        name = _renamed_variable(machine, old)
        slot = layout.slots.get(name)
        if slot is None:
            losses.append(Loss("variable", old))
            continue
        variable = layout.variables[slot - FIRST]
        number = _number_of(machine, variable, value, losses)
        if number is not None:
            values[slot - FIRST] = number
    return values


def _renamed_variable(machine: Machine, name: str) -> str:
    owner, dot, stat = name.partition(".")
    if not dot:
        return _renamed(machine, "variable", _renamed(machine, "observation", name))
    return f"{_renamed(machine, 'person', owner)}.{_renamed(machine, 'stat', stat)}"


def _number_of(
    machine: Machine, variable: Variable, value: int | str, losses: list[Loss]
) -> int | None:
    if variable.values:
        name = str(value)
        if variable.kind == "person":
            name = _renamed(machine, "person", name)
        # A stat's values were declared once for everybody: `*.secret`.
        for owner in (variable.name, f"*.{variable.name.partition('.')[2]}"):
            name = _renamed(machine, f"value:{owner}", name)
        if name in variable.values:
            return variable.values.index(name)
        losses.append(Loss("value", variable.name, str(value)))
        return None
    if not isinstance(value, int):
        losses.append(Loss("value", variable.name, str(value)))
        return None
    inside = min(max(value, variable.low), variable.high)
    if inside != value:
        losses.append(Loss("range", variable.name, str(value)))
    return inside


def _bits(
    machine: Machine, kind: str, names: list[str], numbers: dict[str, int], losses: list[Loss]
) -> int:
    bits = 0
    for name in names:
        number = numbers.get(_renamed(machine, kind, name))
        if number is None:
            losses.append(Loss(kind, name))
        else:
            bits |= 1 << number
    return bits


def _visits(machine: Machine, counts: dict[str, int], losses: list[Loss]) -> tuple[int, ...]:
    visits = no_visits(len(machine.layout.scenes))
    for old, count in counts.items():
        scene = _scene(machine, old)
        if scene is None:
            losses.append(Loss("scene", old))
        else:
            visits = visited(visits, machine.layout.scenes[scene], max(count, 0))
    return visits


def _marks(machine: Machine, plain: Plain, losses: list[Loss]) -> tuple[tuple[int, ...], ...]:
    found: dict[str, int] = {}
    for name, kind in (("taken", TAKEN), ("spent", SPENT), ("picked", PICKED)):
        for address in plain[name]:
            scene, number = _choice_number(machine, address)
            if number is None:
                losses.append(Loss("choice", address))
            else:
                found[scene] = found.get(scene, 0) | bit(kind, number)
    marks = no_marks(len(machine.layout.scenes))
    for scene, value in found.items():
        marks = with_mark(marks, machine.layout.scenes[scene], value)
    return marks


def _choice_number(machine: Machine, address: str) -> tuple[str, int | None]:
    """The scene and number of a saved choice, by today's names; ``sign/eva``, ``obs_01:take``."""
    scene, _, rest = address.partition(".")
    item, colon, choice = rest.rpartition(":")
    name, slash, member = choice.partition("/")
    now = _scene(machine, scene)
    for before in (scene, now):
        moved = machine.renames.get(("choice", f"{before}.{name}"))
        if moved is not None:
            scene, _, name = moved.partition(".")
            now = _scene(machine, scene)
            break
    if now is None:
        return scene, None
    found = _numbers(machine, now)
    if not (slash or item or name in found):
        name = _renamed(machine, "scene", name)  # a card goes by its scene's name
    member, item = _renamed_item(machine, member), _renamed_item(machine, item)
    return now, found.get(f"{item}{colon}{name}{slash}{member}")


def _renamed_item(machine: Machine, item: str) -> str:
    for kind in ("person", "observation"):
        item = _renamed(machine, kind, item)
    return item


__all__ = ["Loss", "Plain", "SceneGone", "from_plain", "plain_forms", "to_plain"]
