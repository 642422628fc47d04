"""The flow as Python functions, made when first come to: for millions of steps.

A point becomes functions over ``v``, the list of all cells, changed in place. What is seen on the
way comes back as a set of items, a bit for each. Only numbers enter the source.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, assert_never

from ulysse_game.engine import python
from ulysse_game.explore.flow.build import Flow
from ulysse_game.explore.flow.graph import Ask, Edge, Note, Op, Set
from ulysse_game.story import (
    NO,
    YES,
    Call,
    Expression,
    Number,
    Read,
)

Look = Callable[[list[int]], int]
"""What is seen on arrival."""
Go = Callable[[list[int]], int]
"""Take an edge: changes the values, gives what is seen on the way."""
Guard = Callable[[list[int]], Any]


class Waiting(NamedTuple):
    """A point where the player picks: guards (``None``: always open), ids, ways and targets."""

    look: Look | None
    guards: tuple[Guard | None, ...]
    choices: tuple[str, ...]
    go: tuple[Go, ...]
    targets: tuple[int, ...]


class Asking(NamedTuple):
    """A point where the story goes on: ``go`` changes the values and gives target and seen."""

    go: Callable[[list[int]], tuple[int, int]]


class Chancing(NamedTuple):
    """A point where the dice fall; as ``Waiting``, with nothing to look at, and with the odds."""

    guards: tuple[Guard | None, ...]
    go: tuple[Go, ...]
    targets: tuple[int, ...]
    odds: tuple[int, ...]


class Over(NamedTuple):
    """The end."""

    look: Look | None
    ending: str


Made = Waiting | Asking | Chancing | Over

MOST_WALKED = 10_000
"""Points passed in one step before the story is taken to run in a ring."""


class FlowCode:
    """Compiles the points of one flow. ``bit`` numbers the items that are watched."""

    def __init__(self, flow: Flow, bit: Callable[[str, str], int] | None = None) -> None:
        """The code of this flow; without ``bit`` nothing is watched."""
        self.flow = flow
        self._bit = bit
        self._made: dict[int, Made] = {}
        self._functions: dict[str, Any] = {}
        self._names: dict[str, Any] = {
            "__builtins__": {"max": max, "min": min, "AssertionError": AssertionError}
        }

    def made(self, point: int) -> Made:
        """The point, compiled."""
        found = self._made.get(point)
        if found is None:
            found = self._made[point] = self._make(point)
        return found

    def guard(self, expression: Expression) -> Guard | None:
        """A condition as a function; nothing when it always holds."""
        return None if expression == YES else self._function(f"lambda v: {self.source(expression)}")

    def _make(self, point: int) -> Made:
        flow = self.flow
        about = flow.points[point]
        asks = self._lines(about.asks)
        look = self._function("\n".join(["def f(v):", *asks, " return s"])) if asks else None
        if about.kind == "end":
            return Over(look, about.ending)
        edges = flow.edges(point)
        if about.kind == "ask":
            return Asking(self._function(self._asking(edges)))
        guards = tuple(self.guard(edge.guard) for edge in edges)
        go = tuple(self._function(self._taking(edge)) for edge in edges)
        targets = tuple(edge.target for edge in edges)
        if about.kind == "chance":
            return Chancing(guards, go, targets, tuple(edge.odds for edge in edges))
        return Waiting(look, guards, tuple(edge.choice for edge in edges), go, targets)

    def _taking(self, edge: Edge) -> str:
        return "\n".join(["def f(v):", *(self._lines(edge.ops) or [" s = 0"]), " return s"])

    def _asking(self, edges: tuple[Edge, ...]) -> str:
        lines = ["def f(v):"]
        for edge in edges:
            body = self._lines(edge.ops)
            lines.append(f" if {self.source(edge.guard)}:")
            lines += [" " + line for line in body or [" s = 0"]]
            lines.append(f"  return {edge.target}, s")
        lines.append(" raise AssertionError('no way on')")
        return "\n".join(lines)

    def _lines(self, ops: tuple[Op, ...]) -> list[str]:
        """The ops as lines with one space before them; none where nothing happens."""
        always, lines = 0, []
        for op in ops:
            match op:
                case Note(kind, name):
                    always |= self._item(kind, name)
                case Ask():
                    lines += self._watch(op)
                case Set(cell, value):
                    lines += self._set(cell, value)
                case _:
                    assert_never(op)
        if not always and not lines:
            return []
        return [f" s = {self._constant(always)}", *lines]

    def _item(self, kind: str, name: str) -> int:
        return 0 if self._bit is None else self._bit(kind, name)

    def _watch(self, ask: Ask) -> list[str]:
        if self._bit is None or ask.shuffles:
            return []
        if ask.kind == "outcome":
            yes = self._constant(self._item("yes", ask.name))
            no = self._constant(self._item("no", ask.name))
            return [f" s |= {yes} if {self.source(ask.condition)} else {no}"]
        bit = self._item(ask.kind, ask.name)
        if not bit or ask.condition == NO:
            return []
        if ask.condition == YES:
            return [f" s |= {self._constant(bit)}"]
        return [f" if {self.source(ask.condition)}: s |= {self._constant(bit)}"]

    def _constant(self, bits: int) -> str:
        """A small number as it is; a large one by a name, so that it is not read again."""
        if bits < 1 << 30:
            return str(bits)
        name = f"K{bits.bit_length()}_{hash(bits) & 0xFFFFFFFFFFFF}"
        while self._names.setdefault(name, bits) != bits:
            name += "_"
        return name

    def _set(self, cell: int, value: Expression) -> list[str]:
        about = self.flow.cells[cell]
        if isinstance(value, Number):
            return [f" v[{cell}] = {min(max(value.value, about.low), about.high)}"]
        x = self.source(value)
        low, high = about.low, about.high
        return [f" x = {x}", f" v[{cell}] = {low} if x < {low} else {high} if x > {high} else x"]

    def _function(self, source: str) -> Any:
        found = self._functions.get(source)
        if found is None:
            if source.startswith("lambda"):
                found = eval(source, self._names)
            else:
                made: dict[str, Any] = {}
                exec(source, self._names, made)
                found = made["f"]
            self._functions[source] = found
        return found

    def source(self, expression: Expression) -> str:
        """The Python for a lowered expression over ``v``."""
        return python(expression, self._leaf)

    def _leaf(self, leaf: Read | Call) -> str:
        if isinstance(leaf, Read):
            return f"v[{self.flow.by_name[leaf.variable]}]"
        return f"{leaf.function}({', '.join(map(self.source, leaf.arguments))})"
