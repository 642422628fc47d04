"""The flow of a story: its graph, made point by point as it is asked for.

It says in edges what ``engine.step`` does in code, phase by phase: the choice, its effects and its
clock; the rules that become true; entering, playing and leaving scenes. A point is a phase in a
context (room, chapter, detours to come back from); phases that neither ask nor wait are run
together into the edge that leads there. The tests hold every step of it against the engine.
"""

from __future__ import annotations

from ulysse_game.engine import CHAPTER, ROOM, Binding, Machine, State
from ulysse_game.explore.flow.cells import Asked, Cells
from ulysse_game.explore.flow.context import Here, Next, Phase, Turning, Way
from ulysse_game.explore.flow.graph import Ask, Cell, Edge, Point
from ulysse_game.explore.flow.lower import Lowering
from ulysse_game.explore.flow.phases import Phases
from ulysse_game.explore.flow.words import Words
from ulysse_game.story import YES, Expression


class Flow:
    """The graph of one story. Points and edges are made when first asked for, and then kept.

    ``cells`` never changes; ``is_shuffled`` says whether any text goes by a shuffle. A point's
    number never changes; two flows of one story may number their points differently.
    """

    def __init__(self, machine: Machine, also: tuple[Expression, ...] = ()) -> None:
        """The graph of this story; ``also`` are ground conditions that will be asked besides."""
        self.machine = machine
        asked = Asked(machine, also)
        self.is_shuffled = asked.is_shuffled
        self._cells = Cells(machine, asked)
        self.cells: list[Cell] = self._cells.every
        self.by_name = self._cells.by_name
        self.lower = Lowering(machine, self.by_name, self._cells.picks.__getitem__)
        self._words = Words(machine, self.lower)
        self._phases = Phases(machine, self._cells, self.lower, self._words)
        self.points: list[Point] = []
        self._numbers: dict[Next, int] = {}
        self._keys: list[Next] = []
        self._ways: list[tuple[Way, ...]] = []
        self._edges: list[tuple[Edge, ...] | None] = []

    def start(self) -> int:
        """The point at which a playthrough begins, before its first scene is entered."""
        return self.entering(self.machine.story.world.begins, Here())

    def entering(self, scene: str, here: Here) -> int:
        """The point at which ``scene`` is about to be entered from such a context."""
        return self._point((("enter", scene), here))

    def playing(self, location: str, here: Here) -> int:
        """The point at which a place is about to be played in such a context."""
        return self._point((("play", location), here))

    def start_values(self) -> list[int]:
        """What every cell holds at the start."""
        return [cell.start for cell in self.cells]

    def point_of(self, state: State) -> int:
        """The point at which a state of the engine stands."""
        picks = self._phases.picks_of(state)
        here = Here(state.values[ROOM], state.values[CHAPTER], state.stack, picks)
        phase: Phase = ("end", state.ending) if state.ending else ("wait", state.location)
        return self._point((phase, here))

    def values_of(self, state: State) -> list[int]:
        """What every cell holds in a state of the engine."""
        return self._cells.values_of(self.machine, state)

    def edges(self, point: int) -> tuple[Edge, ...]:
        """The ways on from a point, in order."""
        found = self._edges[point]
        if found is None:
            found = self._edges[point] = tuple(self._edge(way) for way in self._ways[point])
        return found

    def asks_of(self, line_id: str, binding: Binding, room: int) -> tuple[Ask, ...]:
        """What is to be watched when this text is read in the room of this number."""
        return self._words.asks(line_id, binding, room, YES)

    def scene_of(self, point: int) -> str:
        """The scene in which a point stands; nothing before the first."""
        return self.points[point].location.partition("/")[0]

    def _edge(self, way: Way) -> Edge:
        """A way with all that follows straight from it."""
        ops, then = list(way.ops), self._phases.tidy(way.then)
        passed: set[Next] = set()
        while then not in self._numbers and then not in passed:
            passed.add(then)
            turning = self._phases.turning(*then)
            if turning.kind != "ask" or len(turning.ways) != 1 or turning.ways[0].guard != YES:
                target = self._make(then, turning)
                return Edge(way.choice, way.guard, tuple(ops), target, way.odds)
            ops.extend(turning.ways[0].ops)
            then = self._phases.tidy(turning.ways[0].then)
        return Edge(way.choice, way.guard, tuple(ops), self._point(then), way.odds)

    def _point(self, key: Next) -> int:
        key = self._phases.tidy(key)
        number = self._numbers.get(key)
        return self._make(key, self._phases.turning(*key)) if number is None else number

    def _make(self, key: Next, turning: Turning) -> int:
        number = self._numbers[key] = len(self.points)
        (name, *about), here = key
        location = self._phases.location_of(key)
        ending = str(about[0]) if name == "end" else ""
        kind = turning.kind
        self.points.append(
            Point(number, kind, location, here.room, here.chapter, here.stack, ending, turning.asks)
        )
        self._keys.append(key)
        self._ways.append(turning.ways)
        self._edges.append(None)
        return number
