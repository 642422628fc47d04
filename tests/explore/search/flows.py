"""Flows made by hand and at random, and the slow search that judges the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar, cast

from ulysse_game.engine.chance import draw
from ulysse_game.explore.cartesian import Reach, cartesian
from ulysse_game.explore.flow import Cell, Edge, Flow, Point, Set
from ulysse_game.explore.search import Moment, Occasion, Path, Question, Terrain, taking
from ulysse_game.story import (
    YES,
    And,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Expression,
    Not,
    Number,
    Or,
    Read,
    Within,
    evaluate,
)

T = TypeVar("T")


class Made:
    """A flow written down whole."""

    def __init__(
        self, cells: Sequence[Cell], kinds: Sequence[str], ways: Sequence[tuple[Edge, ...]]
    ) -> None:
        self.cells = list(cells)
        self.by_name = {cell.name: n for n, cell in enumerate(cells)}
        self.points = [
            Point(n, kind, f"p{n}", 0, 0, (), "the_end" if kind == "end" else "", ())
            for n, kind in enumerate(kinds)
        ]
        self.ways = list(ways)

    def edges(self, point: int) -> tuple[Edge, ...]:
        return self.ways[point]

    def start(self) -> int:
        return 0

    def start_values(self) -> list[int]:
        return [cell.start for cell in self.cells]


def reach_of(made: Made) -> Reach:
    return cartesian(cast("Flow", made))


def terrain_of(made: Made) -> Terrain:
    reach = reach_of(made)
    return Terrain(made, reach.at, reach.feasible)


def start_of(made: Made) -> Moment:
    return Moment(0, tuple(made.start_values()))


class Truth(NamedTuple):
    """What brute force says: choices needed for each state, and for each occasion asked about."""

    states: dict[tuple[int, tuple[int, ...]], int]
    hits: dict[int, int]


def brute_force(
    made: Made, occasions: Sequence[Occasion] = (), begin: Moment | None = None
) -> Truth:
    """Every state there is, breadth first, with nothing but ``evaluate``."""
    point, values = start_of(made) if begin is None else begin
    start = (point, values)
    found = {start: 0}
    level = [start]
    hits: dict[int, int] = {}
    cost = 0
    while level:
        later: list[tuple[int, tuple[int, ...]]] = []
        while level:
            state = level.pop()
            extra = made.points[state[0]].kind == "wait"
            for number, occasion in enumerate(occasions):
                if occasion.point == state[0] and happens(made, occasion, state[1]):
                    at = cost + (extra if occasion.way >= 0 else 0)
                    hits[number] = min(at, hits.get(number, at))
            for _, after in steps(made, state):
                if after not in found or found[after] > cost + extra:
                    found[after] = cost + extra
                    (later if extra else level).append(after)
        level = [state for state in dict.fromkeys(later) if found[state] == cost + 1]
        cost += 1
    return Truth(found, hits)


def is_way(made: Made, path: Path) -> bool:
    """Whether a path can be taken from the start, way by way, and leads to its occasion."""
    state = (0, tuple(made.start_values()))
    cost = 0
    for point, way in path.ways:
        after = dict(steps(made, state))
        if point != state[0] or way not in after:
            return False
        cost += made.points[point].kind == "wait"
        state = after[way]
    point, way = path.occasion[:2]
    cost += way >= 0 and made.points[point].kind == "wait"
    return state[0] == point and cost == path.cost and happens(made, path.occasion, state[1])


def steps(
    made: Made, state: tuple[int, tuple[int, ...]]
) -> Iterator[tuple[int, tuple[int, tuple[int, ...]]]]:
    point, values = state
    named = dict(zip(made.by_name, values, strict=True))
    for number, edge in enumerate(made.edges(point)):
        if evaluate(edge.guard, named):
            after = carry_out(made, edge, values, len(edge.ops))
            yield number, (edge.target, after)
            if made.points[point].kind == "ask":
                return


def carry_out(made: Made, edge: Edge, values: tuple[int, ...], stop: int) -> tuple[int, ...]:
    named = dict(zip(made.by_name, values, strict=True))
    for op in edge.ops[:stop]:
        if isinstance(op, Set):
            cell = made.cells[op.cell]
            named[cell.name] = min(max(int(evaluate(op.value, named)), cell.low), cell.high)
    return tuple(named.values())


def happens(made: Made, occasion: Occasion, values: tuple[int, ...]) -> bool:
    point, way, op, condition = occasion
    if way >= 0:
        taken = [number for number, _ in steps(made, (point, values))]
        if way not in taken:
            return False
        values = carry_out(made, made.edges(point)[way], values, op)
    return bool(evaluate(condition, dict(zip(made.by_name, values, strict=True))))


CELLS = (
    Cell("a", 0, 1, 0),
    Cell("b", 0, 1, 0),
    Cell("c", 0, 3, 0),
    Cell("d", -2, 2, 1),
)
MOST = 6


class Dice:
    """Throws that a seed decides."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.count = 0

    def up_to(self, highest: int) -> int:
        self.count += 1
        return draw(self.seed, self.count, highest + 1)

    def one_of(self, every: Sequence[T]) -> T:
        return every[self.up_to(len(every) - 1)]

    def cell(self) -> Read:
        return Read(self.one_of(CELLS).name)

    def number(self, depth: int = 2) -> Expression:
        """A number over the cells."""
        kind = self.up_to(9) if depth else self.up_to(3)
        if kind == 0:
            return Number(self.up_to(5) - 2)
        if kind < 4:
            return self.cell()
        left, right = self.number(depth - 1), self.number(depth - 1)
        if kind < 7:
            return Arithmetic(self.one_of("+-*"), left, right)
        if kind == 7:
            return Arithmetic("/", left, Number(self.one_of((2, -3))))
        if kind == 8:
            return Call(self.one_of(("max", "min")), "", (left, right))
        return Choose(self.condition(depth - 1), left, right)

    def condition(self, depth: int = 2) -> Expression:
        """A condition over the cells."""
        kind = self.up_to(9) if depth else self.up_to(4)
        few = max(depth - 1, 0)
        if kind == 0:
            return Read(self.one_of("ab"))
        if kind < 4:
            sign = self.one_of(("is", "<", "<=", ">", ">="))
            return Compare(sign, self.number(few), self.number(few))
        if kind == 4:
            options = tuple(Number(self.up_to(5) - 2) for _ in range(1 + self.up_to(2)))
            return Within(self.cell(), options)
        left, right = self.condition(depth - 1), self.condition(depth - 1)
        if kind == 5:
            return Not(left)
        if kind == 6:
            return Choose(self.condition(depth - 1), left, right)
        return And((left, right)) if kind < 9 else Or((left, right))

    def guard(self) -> Expression:
        """A condition, or none."""
        return self.condition() if self.up_to(1) else YES

    def edge(self) -> Edge:
        ops = tuple(Set(self.up_to(3), self.number()) for _ in range(self.up_to(3)))
        return Edge("one", self.guard(), ops, self.up_to(MOST - 1))

    def flow(self) -> Made:
        """Six points of every kind over four cells."""
        kinds = ["ask"]
        kinds += [self.one_of(("wait", "wait", "ask", "chance", "end")) for _ in range(MOST - 1)]
        ways = [
            () if kind == "end" else tuple(self.edge() for _ in range(1 + self.up_to(2)))
            for kind in kinds
        ]
        return Made(CELLS, kinds, ways)

    def occasion(self, made: Made) -> Occasion:
        """Something that may or may not happen in a flow."""
        point = self.up_to(MOST - 1)
        edges = made.edges(point)
        way = self.up_to(len(edges)) - 1
        op = self.up_to(len(edges[way].ops)) if way >= 0 else 0
        return Occasion(point, way, op, self.guard())

    def questions(self, made: Made, count: int = 3) -> list[Question]:
        """Some things asked about a flow."""
        return [Question("edge", str(n), (self.occasion(made),)) for n in range(count)]


def way_questions(made: Made) -> list[Question]:
    """Whether each way of a flow can be taken, and nothing else."""
    return [
        taking("way", f"{point}.{way}", point, way)
        for point in range(len(made.points))
        for way in range(len(made.edges(point)))
    ]


def fewest(made: Made, questions: Sequence[Question]) -> dict[str, int]:
    """By name, the choices that each question takes; those that cannot be are left out."""
    truth = brute_force(made, [question.occasions[0] for question in questions])
    return {questions[n].name: cost for n, cost in truth.hits.items()}
