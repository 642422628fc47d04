"""Where each cell of a graph is asked for, and by what: the decisions that give it its price.

A reading is a part of a guard, or an effect that carries one cell into another that matters.
Texts are no readings: they are free. Every context of a scene is one place here, as it is one
place in the writer's files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.explore.cartesian import Reach
from ulysse_game.explore.flow import Ask, Edge, Flow, Note, Op, Set
from ulysse_game.explore.phrase import Phrases
from ulysse_game.explore.tree import names_in
from ulysse_game.story import (
    YES,
    And,
    Choice,
    Choose,
    Expression,
    Not,
    Number,
    Or,
    Read,
    Story,
    disjunction,
)


class Reading(NamedTuple):
    """One place that asks for a cell.

    ``where`` is its address: ``lock.press``, ``lock.next[2]``, ``rule.tired``, ``ending.saved.if``.
    ``asked`` is the condition as written, of ``atom``; for an effect it is the whole effect and
    ``into`` names the cell that it goes into. ``chapter`` is where it is asked, nothing for a
    scene that belongs to none.
    """

    cell: str
    where: str
    file: str
    line: int
    asked: str
    atom: Expression
    into: str
    chapter: str


def readings_of(reach: Reach, matters: frozenset[int]) -> dict[str, tuple[Reading, ...]]:
    """By cell, its readings in the order of the graph, each address once.

    ``matters`` are the cells that are live somewhere: an effect on any other reads nothing.
    """
    flow = reach.flow
    phrases, where = Phrases(flow.machine), Lines(flow.machine.story)
    found: dict[str, dict[tuple[str, str], Reading]] = {}
    for point, number in sorted(reach.feasible):
        edge = flow.edges(point)[number]
        if _repeats_a_page(flow, edge):
            continue
        scene = flow.scene_of(point)
        address = address_of(flow, point, edge)
        asks = [(address, scene, atom, "") for atom in atoms_of(edge.guard)]
        asks += _of_effects(flow, scene, address, edge.ops, matters)
        for at, within, atom, into in asks:
            told = phrases.effect(into, atom) if into else phrases.condition(atom)
            for name in dict.fromkeys(names_in(atom)):
                if name != into and not name.startswith("@was:"):
                    file, line = where.of(at)
                    chapter = where.chapter_of(within)
                    reading = Reading(name, at, file, line, told, atom, into, chapter)
                    found.setdefault(name, {}).setdefault((at, told), reading)
    return {name: tuple(each.values()) for name, each in found.items()}


def atoms_of(condition: Expression) -> Iterator[Expression]:
    """The smallest conditions that a condition is put together from."""
    match condition:
        case And(parts, _) | Or(parts, _):
            for part in parts:
                yield from atoms_of(part)
        case Not(And() | Or() | Not() as part):
            yield from atoms_of(part)
        case Number():
            return
        case _:
            yield condition


def address_of(flow: Flow, point: int, edge: Edge) -> str:
    """Where an edge's guard is written, by what the edge notes."""
    scene = flow.scene_of(point)
    if edge.choice:
        return f"{scene}.{edge.choice.partition('/')[0]}"
    for op in edge.ops:
        if isinstance(op, Note):
            if op.kind == "rule":
                return f"rule.{op.name}"
            if op.kind in ("yes", "no") and edge.guard != YES:
                return op.name
    if set(names_in(edge.guard)) & {"@minute", "sol"}:
        return f"{scene}.clock"
    return f"{scene}.next" if scene else ""


def _repeats_a_page(flow: Flow, edge: Edge) -> bool:
    """Whether the edge only asks whether any choice of the page it leads to is open."""
    target = flow.points[edge.target]
    if edge.choice or edge.ops or target.kind != "wait":
        return False
    return edge.guard == disjunction(tuple(each.guard for each in flow.edges(edge.target)))


def _of_effects(
    flow: Flow, scene: str, address: str, ops: tuple[Op, ...], matters: frozenset[int]
) -> Iterator[tuple[str, str, Expression, str]]:
    """What the effects of an edge ask: address, scene, expression, and the cell it goes into."""
    for op in ops:
        if isinstance(op, Note) and op.kind in ("scene", "place"):
            scene = op.name.partition("/")[0]
            address = f"{scene}.do"
        elif isinstance(op, Ask) and ".do[" in op.name:
            address = op.name.partition("]")[0] + "]"
        elif isinstance(op, Set) and op.cell in matters:
            name = flow.cells[op.cell].name
            kind, _, rule = name.partition(":")
            if kind == "@was":
                condition = op.value.condition if isinstance(op.value, Choose) else op.value
                for atom in atoms_of(condition):
                    yield f"rule.{rule}", "", atom, ""
            elif not isinstance(op.value, Number | Read) or op.value != Read(name):
                yield address, scene, op.value, name


class Lines:
    """Where addresses are written, and in which chapter."""

    def __init__(self, story: Story) -> None:
        """Of this story."""
        self._story = story
        self._lines: dict[str, tuple[str, int]] = {}
        for id, scene in story.scenes.items():
            self._lines[id] = (scene.file, scene.line)
            for choice in scene.choices:
                if isinstance(choice, Choice):
                    self._lines[f"{id}.{choice.id}"] = (scene.file, choice.line or scene.line)

    def of(self, address: str) -> tuple[str, int]:
        """File and line (0: the whole file) of an address such as ``hub.ask.if``."""
        first, _, rest = address.partition(".")
        if first in ("rule", "ending") and first not in self._story.scenes:
            return f"world/{first}s.yaml", 0
        choice = f"{first}.{rest.partition('.')[0]}"
        return self._lines.get(choice) or self._lines.get(first) or ("", 0)

    def chapter_of(self, scene: str) -> str:
        """The chapter of a scene, nothing where it has none."""
        return self._story.scene(scene).chapter if scene in self._story.scenes else ""


__all__ = ["Lines", "Reading", "address_of", "atoms_of", "readings_of"]
