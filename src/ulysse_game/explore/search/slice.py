"""A slice of the story: where it can go, seen through some of its cells.

Every way becomes one function from a set of packed states to the set of those it leads to. What
is not seen may be whatever the Cartesian masks allow: a slice does all that the story does, and
perhaps more, never less. With every deciding cell visible it does exactly what the story does.

The functions are Python made from numbers of ours; no word of a story enters them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from ulysse_game.explore.flow.graph import Set
from ulysse_game.explore.search.code import Functions, Take
from ulysse_game.explore.search.needs import Uses, needed_before, visible
from ulysse_game.explore.search.packing import Packing, alike, packing
from ulysse_game.explore.search.question import Occasion
from ulysse_game.explore.search.source import Span, Term, number, text, truth
from ulysse_game.explore.search.terrain import Moment, Terrain
from ulysse_game.story import Expression


class Classes(Protocol):
    """Which values of which cells still matter at a point; see :mod:`ulysse_game.explore.live`."""

    def tables(self, point: int, /) -> Mapping[int, Sequence[int]]:
        """For each cell that matters at ``point``, by value counted from the cell's ``low``, the
        value that stands for its class, counted the same way.
        """
        ...


class Move(NamedTuple):
    """One way of a slice: ``take`` is nothing where it leaves every state as it is."""

    number: int
    target: int
    take: Take | None


class Workshop:
    """What slices of one terrain share: where the cells stand, and functions made once.

    ``like`` is how a slice that sees at least as much packs its states. Without it, or where it
    does not see as much, a slice packs in its own way and shares nothing.
    """

    def __init__(self, like: Packing | None = None) -> None:
        """With nothing made yet."""
        self.like = like
        self.functions = Functions()
        self.moves: dict[tuple[object, ...], Move | None] = {}


class Slice:
    """The story seen through the cells that some uses need."""

    def __init__(
        self,
        terrain: Terrain,
        uses: Uses,
        among: Collection[int],
        workshop: Workshop | None = None,
        classes: Classes | None = None,
    ) -> None:
        """The slice of ``among`` the points, made in ``workshop`` or on its own.

        With ``classes``, which must know all that ``uses`` asks, a state stands for all that are
        of its classes; this is for slices that see everything, and stays exact.
        """
        self.terrain = terrain
        self.uses = uses
        self.classes = classes
        seen = visible(terrain, uses, among)
        if classes:
            seen = {at: cells.intersection(classes.tables(at)) for at, cells in seen.items()}
        shop = workshop or Workshop()
        shared = alike(seen, shop.like) if shop.like and not classes else None
        self.packing: Packing = shared or packing(terrain.graph.cells, seen)
        self.functions = shop.functions
        self._made: dict[tuple[object, ...], Move | None] = {} if shared is None else shop.moves
        self._moves: dict[int, tuple[Move, ...]] = {}

    def moves(self, point: int) -> tuple[Move, ...]:
        """The ways from ``point`` that stay within the slice."""
        found = self._moves.get(point)
        if found is None:
            within = self.packing.visible
            made = []
            for way in self.terrain.ways[point]:
                target = self.terrain.edge(point, way).target
                if target in within:
                    move = self._move(point, way, target)
                    if move is not None:
                        made.append(move)
            found = self._moves[point] = tuple(made)
        return found

    def _move(self, point: int, way: int, target: int) -> Move | None:
        """One way, or nothing when it cannot be taken."""
        seen = self.packing.visible
        is_exact = self.uses.precise is None or (point, way) in self.uses.precise
        key = (point, way, seen[point], seen[target], is_exact)
        if key not in self._made:
            is_plain = self._is_plain(point, way, target)
            source = "s" if is_plain else _Way(self, point, way).move()
            take = None if source in ("s", "()") else self.functions.of_states(source)
            self._made[key] = None if source == "()" else Move(way, target, take)
        return self._made[key]

    def _is_plain(self, point: int, way: int, target: int) -> bool:
        here = self.packing.visible[point]
        return (
            here == self.packing.visible[target]
            and here.isdisjoint(self.terrain.writes(point, way))
            and here.isdisjoint(self.terrain.asks(point, way))
            and not (self.classes and self.terrain.asks(point, way))
            and all(self.stays(point, target, cell) for cell in here)
        )

    def stays(self, point: int, target: int, cell: int) -> bool:
        """Whether what stands for a cell's values at ``point`` also does at ``target``."""
        table, before = self.table(target, cell), self.table(point, cell)
        return table is None or table is before or all(table[at] == at for at in set(before or ()))

    def table(self, point: int, cell: int) -> Sequence[int] | None:
        """The classes of a cell's values at a point; nothing where every value is its own."""
        if self.classes is None:
            return None
        return self.classes.tables(point)[cell]

    def hit(self, occasion: Occasion) -> Take | None:
        """Which states of the occasion's point it may happen in; nothing for all of them."""
        source = _Way(self, occasion.point, occasion.way).hit(occasion)
        return None if source == "s" else self.functions.of_states(source)

    def state(self, moment: Moment) -> int:
        """A moment as this slice sees it."""
        point = moment.point
        cells = self.terrain.graph.cells
        values = dict(enumerate(moment.values))
        seen = {}
        for cell in self.packing.visible[point]:
            value = values.get(cell, cells[cell].start) - cells[cell].low
            table = self.table(point, cell)
            seen[cell] = table[value] if table else value
        return self.packing.packed(point, seen)


class _Way:
    """One way being written: clauses of a set comprehension over the states ``s`` of ``S``."""

    def __init__(self, slice: Slice, point: int, way: int) -> None:
        self.slice = slice
        self.terrain = slice.terrain
        self.packing = slice.packing
        self.point = point
        self.way = way
        self.now: dict[int, Term] = {}
        self.clauses: list[str] = []
        self.made = 0
        self.is_dead = False

    def move(self) -> str:
        """The Python of the way: ``s`` when it changes nothing, ``()`` when it cannot be taken."""
        target = self.terrain.edge(self.point, self.way).target
        after = self.packing.visible[target]
        self._ask(self.terrain.asked(self.point, self.way))
        self._carry_out(None, set(after), target)
        result = self._result(target)
        return self._comprehension(result)

    def hit(self, occasion: Occasion) -> str:
        """The Python of those states in which the occasion may happen."""
        if self.way >= 0:
            self._ask(self.terrain.asked(self.point, self.way))
            self._carry_out(occasion.op, set(), None)
        self._ask(occasion.condition)
        return self._comprehension("s")

    def _comprehension(self, result: str) -> str:
        if self.is_dead:
            return "()"
        if not self.clauses and result == "s":
            return "s"
        return f"{{{result} for s in S {' '.join(self.clauses)}}}"

    def _ask(self, condition: Expression) -> None:
        may = truth(condition, self._term)[1]
        if isinstance(may, str):
            self.clauses.append(f"if {may}")
        elif not may:
            self.is_dead = True

    def _term(self, name: str) -> Term:
        return self._of(self.terrain.number[name])

    def _unseen(self, name: str) -> Term:
        return self._of(self.terrain.number[name])._replace(source="")

    def _of(self, cell: int) -> Term:
        found = self.now.get(cell)
        if found is None:
            low = self.terrain.graph.cells[cell].low
            source = ""
            if cell in self.packing.visible[self.point]:
                source = self._field(cell)
                if low:
                    source = f"({source} + {text(low)})"
            mask = self.terrain.mask(self.point, cell)
            if self.slice.classes and not source:
                mask &= -mask  # it does not matter: any value may stand for all
            found = self.now[cell] = Term(source, mask, low)
        return found

    def _field(self, cell: int) -> str:
        wide = (1 << self.packing.widths[cell]) - 1
        place = self.packing.places[cell]
        return f"(s >> {place} & {wide})" if place else f"(s & {wide})"

    def _carry_out(self, stop: int | None, after: set[int], target: int | None) -> None:
        """The ops of the way, or those before number ``stop``."""
        terrain = self.terrain
        edge = terrain.edge(self.point, self.way)
        key = (self.point, self.way)
        inner = self.slice.uses.inner.get(key, {})
        precise = self.slice.uses.precise
        is_exact = precise is None or key in precise
        last = {op.cell: n for n, op in enumerate(edge.ops) if isinstance(op, Set)}
        needs = [set(after)]
        for place in range(len(edge.ops), 0, -1):
            one = edge._replace(ops=edge.ops[place - 1 : place])
            watched = {0: inner.get(place - 1, frozenset()), 1: inner.get(place, frozenset())}
            needs.append(needed_before(terrain, one, set(needs[-1]), watched, is_exact))
        needs.reverse()
        for place, op in enumerate(edge.ops[:stop]):
            if isinstance(op, Set):
                needed = op.cell in needs[place + 1] or op.cell in inner.get(place + 1, ())
                ends = target if target is not None and last[op.cell] == place else None
                self._set(op, needed, ends)

    def _set(self, op: Set, is_needed: bool, target: int | None) -> None:
        cell = self.terrain.graph.cells[op.cell]
        least, most = (_whole(piece) for piece in number(op.value, self._unseen))
        low, high = min(max(least, cell.low), cell.high), min(max(most, cell.low), cell.high)
        mask = (1 << high - low + 1) - 1 << low - cell.low
        span = number(op.value, self._term)
        if not is_needed:
            self.now[op.cell] = Term("", mask, cell.low)
        elif span[0] == span[1]:
            if isinstance(span[0], int):
                value = min(max(span[0], cell.low), cell.high)
                self.now[op.cell] = Term("", 1 << value - cell.low, cell.low)
                return
            name = self._name(span[0])
            if least < cell.low or most > cell.high:
                name = self._name(_clamped(name, least, most, cell.low, cell.high))
            self.now[op.cell] = Term(name, mask, cell.low)
        else:
            if target is not None:
                mask &= self.terrain.mask(target, op.cell)
            self._any_of(op.cell, mask, span)

    def _any_of(self, cell: int, mask: int, span: Span | None) -> None:
        """``cell`` may have any value of ``mask`` (within ``span``)."""
        there = self.terrain.graph.cells[cell]
        values = [there.low + n for n in range(mask.bit_length()) if mask >> n & 1]
        if not values:
            self.is_dead = True
            return
        if len(values) == 1:
            self.now[cell] = Term("", mask, there.low)
            return
        name = f"x{self.made}"
        self.made += 1
        self.clauses.append(f"for {name} in {self.slice.functions.table(tuple(values))}")
        for piece, sign, end in zip(span or (), "<>", (there.high, there.low), strict=False):
            if isinstance(piece, str):
                # Beyond the range's end the value is brought back to that end.
                beyond = f" or {name} == {text(end)}"
                self.clauses.append(f"if {piece} {sign}= {name}{beyond}")
        self.now[cell] = Term(name, mask, there.low)

    def _name(self, source: str) -> str:
        name = f"x{self.made}"
        self.made += 1
        self.clauses.append(f"for {name} in ({source},)")
        return name

    def _result(self, target: int) -> str:
        packing, slice = self.packing, self.slice
        here = packing.visible[self.point]
        kept, fixed, parts = [], 0, []
        for cell in sorted(packing.visible[target]):
            table = slice.table(target, cell)
            term = self.now.get(cell)
            is_same = cell in here and (term is None or term.source == self._kept(cell))
            if is_same and slice.stays(self.point, target, cell):
                kept.append(cell)
                continue
            term = self._of(cell)
            span = term.span()
            if span[0] != span[1]:
                self._any_of(cell, term.mask & self.terrain.mask(target, cell), None)
                if self.is_dead:
                    return "s"
                span = self.now[cell].span()
            value = span[0]
            low, place = self.terrain.graph.cells[cell].low, packing.places[cell]
            if isinstance(value, int):
                at = value - low
                fixed |= (table[at] if table else at) << place
            elif table:
                shifted = slice.functions.table(tuple(each << place for each in table))
                parts.append(f"{shifted}[{_above(value, low)}]")
            else:
                parts.append(f"({_above(value, low)} << {place})" if place else _above(value, low))
        keeping = packing.bits(kept)
        if keeping:
            parts.insert(0, "s" if keeping == packing.bits(here) else f"s & {keeping}")
        if fixed or not parts:
            parts.append(str(fixed))
        if not here and not keeping and fixed == 0 and parts == ["0"]:
            return "s"
        return " | ".join(parts)

    def _kept(self, cell: int) -> str:
        low = self.terrain.graph.cells[cell].low
        return f"({self._field(cell)} + {text(low)})" if low else self._field(cell)


def _whole(piece: int | str) -> int:
    assert isinstance(piece, int), piece
    return piece


def _above(value: str, low: int) -> str:
    return f"({value} - {text(low)})" if low else f"({value})"


def _clamped(name: str, least: int, most: int, low: int, high: int) -> str:
    found = name
    if most > high:
        found = f"{text(high)} if {name} > {text(high)} else {found}"
    if least < low:
        found = f"{text(low)} if {name} < {text(low)} else {found}"
    return found
