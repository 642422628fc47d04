"""What can still matter: which values of a cell some later decision tells apart, point by point.

A backward dataflow of predicates “cell is in this set of values”: every guard asks for some, and
each is moved back through the effects on the way to it (“x + 2 is at least 7” asks for “x is at
least 5”). Two values that no predicate at a point tells apart are one, so a search may put the
lowest of its class in the place of every value. Exact in one direction and without exception: what
is taken for one has the same decisions ahead. Nothing here searches, and nothing here is guessed.

After the live ranges of model checking (Holzmann; Bozga, Fernandez, Ghirvu) and predicate
abstraction (Graf, Saïdi), with the predicates derived from the story.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ulysse_game.explore.cartesian import Reach
from ulysse_game.explore.domain import Masks, ones
from ulysse_game.explore.flow import Ask, Set
from ulysse_game.explore.kernel import Kernels
from ulysse_game.explore.ways import Way, ways_from
from ulysse_game.story import YES, Expression, Number, Read

WHOLE = -1
"""The mask of a predicate that tells every value apart."""

MOST_ASKED = 512
"""Predicates of one cell; one that is asked for more is kept whole wherever it matters."""


class Predicate(NamedTuple):
    """That a cell is in a set of values: bit ``i`` of ``mask`` stands for ``low + i``.

    A mask of ``WHOLE`` tells every value apart.
    """

    cell: int
    mask: int


class Classes(NamedTuple):
    """The values of a live cell, those told apart.

    ``table[value - low]`` is the lowest value of the class of ``value``, among the values that the
    cell can have at this point wherever there is one. ``total`` classes can be had there, two at
    least.
    """

    cell: int
    table: tuple[int, ...]
    total: int


Watched = Callable[[Ask], bool]
"""Which questions count as decisions beside the guards."""


def nothing_watched(ask: Ask) -> bool:
    """Guards alone decide; texts and outcomes are free."""
    return False


class Live:
    """For each point, the cells that still matter there and the classes of their values.

    Made by :func:`live_partitions`. ``predicates`` are all that are ever asked; ``needs`` holds
    for each point the bit set of those asked from there on.
    """

    __slots__ = ("_asked", "_made", "_of_cell", "needs", "predicates", "reach")

    def __init__(
        self, reach: Reach, predicates: tuple[Predicate, ...], needs: dict[int, int]
    ) -> None:
        """What is asked from each point on."""
        self.reach = reach
        self.predicates = predicates
        self.needs = needs
        of_cell: dict[int, int] = {}
        for number, predicate in enumerate(predicates):
            of_cell[predicate.cell] = of_cell.get(predicate.cell, 0) | 1 << number
        self._of_cell = sorted(of_cell.items())
        self._made: dict[int, tuple[Classes, ...]] = {}
        self._asked: dict[tuple[int, int, int], Classes | None] = {}

    def classes(self, point: int) -> tuple[Classes, ...]:
        """The live cells of a point in the order of cells; one with a single class is not live."""
        found = self._made.get(point)
        if found is None:
            found = self._made[point] = tuple(self._classes(point))
        return found

    def cells(self, point: int) -> tuple[int, ...]:
        """The numbers of the live cells of a point, in order."""
        return tuple(each.cell for each in self.classes(point))

    def key(self, point: int, values: Sequence[int]) -> tuple[int, ...]:
        """What of these values (of every cell) still matters at a point, in the order of cells."""
        every = self.reach.flow.cells
        return tuple(
            table[values[cell] - every[cell].low] for cell, table, _ in self.classes(point)
        )

    def never(self) -> frozenset[int]:
        """The cells that matter nowhere: text alone reads them, or nothing does."""
        asked = 0
        for needs in self.needs.values():
            asked |= needs
        read = {self.predicates[bit].cell for bit in ones(asked)}
        return frozenset(set(range(len(self.reach.flow.cells))) - read)

    def _classes(self, point: int) -> Iterator[Classes]:
        needs = self.needs.get(point, 0)
        masks = self.reach.at[point]
        for cell, own in self._of_cell:
            asked = needs & own
            if asked:
                key = (cell, masks[cell], asked)
                if key not in self._asked:
                    self._asked[key] = self._told_apart(*key)
                found = self._asked[key]
                if found is not None:
                    yield found

    def _told_apart(self, number: int, possible: int, asked: int) -> Classes | None:
        """The classes that these predicates make; nothing when all that is possible is one."""
        cell = self.reach.flow.cells[number]
        masks = tuple(self.predicates[bit].mask for bit in ones(asked))
        class_of = _class_of(masks, cell.high - cell.low + 1)
        lowest: dict[Hashable, int] = {}
        for bit in ones(possible):
            lowest.setdefault(class_of(bit), cell.low + bit)
        total = len(lowest)
        if total < 2:
            return None
        table = tuple(
            lowest.setdefault(class_of(bit), cell.low + bit)
            for bit in range(cell.high - cell.low + 1)
        )
        return Classes(number, table, total)


def _class_of(masks: tuple[int, ...], size: int) -> Callable[[int], Hashable]:
    """A function from the bit of a value to what these predicates say of it."""
    if WHOLE in masks:
        return lambda bit: bit
    cuts = sorted(
        (mask & -mask).bit_length() - 1 for mask in masks if mask + (mask & -mask) == 1 << size
    )
    others = [mask for mask in masks if mask + (mask & -mask) != 1 << size]
    if not others:
        return lambda bit: bisect_right(cuts, bit)
    return lambda bit: (bisect_right(cuts, bit), *(mask >> bit & 1 for mask in others))


def live_partitions(reach: Reach, watched: Watched = nothing_watched) -> Live:
    """What can still matter at each point that is reached.

    Guards of ways that may be taken are decisions, and so are the conditions of the questions
    that ``watched`` picks. Linear in the ways and in what is asked at them.
    """
    return _Backward(reach, watched).live()


class _Setting(NamedTuple):
    """An effect, with the values its cells can have before it; ``made`` remembers its answers."""

    cell: int
    value: Expression
    masks: Mapping[int, int]
    made: dict[int, int]


class _Back(NamedTuple):
    """One edge backwards: effects last first, then what its guard leaves of single cells."""

    source: int
    settings: tuple[_Setting, ...]
    narrowed: tuple[tuple[int, int], ...]


class _Backward:
    """The dataflow under way."""

    def __init__(self, reach: Reach, watched: Watched) -> None:
        self._reach = reach
        self._watched = watched
        self._cells = reach.flow.cells
        self._kernels = Kernels(reach.flow.cells, reach.flow.by_name)
        self._predicates: dict[Predicate, int] = {}
        self._by_number: list[Predicate] = []
        self._of_cell: dict[int, int] = {}
        self._needs: dict[int, int] = {}
        self._into: dict[int, list[_Back]] = {}

    def live(self) -> Live:
        self._gather()
        self._flow_back()
        return Live(self._reach, tuple(self._by_number), self._needs)

    def _gather(self) -> None:
        """Every way that may be taken, with what it asks by itself."""
        for point, known in self._reach.at.items():
            masks = list(known)
            needs = 0
            for ask in self._reach.flow.points[point].asks:
                if self._watched(ask):
                    needs |= self._asked(ask.condition, masks)
            for way, there in ways_from(self._reach, self._kernels, point):
                needs |= self._asked(way.edge.guard, masks)
                needs |= self._gather_way(way, there)
            self._needs[point] = needs

    def _gather_way(self, way: Way, masks: Masks) -> int:
        """Note the way for later; gives what its own questions ask. Changes ``masks``."""
        settings: list[_Setting] = []
        own = 0
        for op in way.edge.ops:
            if isinstance(op, Set):
                before = {cell: masks[cell] for cell in self._kernels.cells_of(op.value)}
                settings.append(_Setting(op.cell, op.value, before, {}))
                self._reach.domain.change(op, masks)
            elif isinstance(op, Ask) and self._watched(op):
                asked = self._asked(op.condition, masks)
                own |= self._moved_back(asked, reversed(settings))
        back = _Back(way.source, tuple(reversed(settings)), tuple(way.narrowed.items()))
        self._into.setdefault(way.edge.target, []).append(back)
        return self._trimmed(own, back.narrowed)

    def _asked(self, condition: Expression, masks: Masks) -> int:
        """The predicates that a condition asks for."""
        if condition == YES:
            return 0
        known = {cell: masks[cell] for cell in self._kernels.cells_of(condition)}
        return self._numbered(self._kernels.of_condition(condition, known))

    def _numbered(self, asked: Iterator[tuple[int, int]]) -> int:
        bits = 0
        for each in asked:
            predicate = Predicate(*each)
            number = self._predicates.get(predicate)
            if number is None:
                number = self._new_predicate(predicate)
            bits |= 1 << number
        return bits

    def _new_predicate(self, predicate: Predicate) -> int:
        cell = predicate.cell
        known = self._of_cell.get(cell, 0)
        if known.bit_count() >= MOST_ASKED and predicate.mask != WHOLE:
            whole = Predicate(cell, WHOLE)
            number = self._predicates.get(whole)
            return self._new_predicate(whole) if number is None else number
        number = self._predicates[predicate] = len(self._by_number)
        self._by_number.append(predicate)
        self._of_cell[cell] = known | 1 << number
        return number

    def _flow_back(self) -> None:
        """Move what is asked back along every way until nothing new is asked anywhere."""
        new = {point: needs for point, needs in self._needs.items() if needs}
        work = deque(sorted(new, reverse=True))
        while work:
            point = work.popleft()
            bits = new.pop(point, 0)
            for way in self._into.get(point, ()):
                source = way.source
                moved = self._trimmed(self._moved_back(bits, iter(way.settings)), way.narrowed)
                more = moved & ~self._needs[source]
                if more:
                    self._needs[source] |= more
                    if source not in new:
                        work.append(source)
                    new[source] = new.get(source, 0) | more

    def _moved_back(self, bits: int, settings: Iterator[_Setting]) -> int:
        """What must be known before the effects for ``bits`` to be known after them."""
        for setting in settings:
            hit = bits & self._of_cell.get(setting.cell, 0)
            if hit:
                bits ^= hit
                for bit in ones(hit):
                    made = setting.made.get(bit)
                    if made is None:
                        made = setting.made[bit] = self._through(setting, bit)
                    bits |= made
        return bits

    def _through(self, setting: _Setting, bit: int) -> int:
        """The predicates before an effect that decide one predicate after it."""
        mask = self._by_number[bit].mask
        cell = self._cells[setting.cell]
        value = setting.value
        if isinstance(value, Number):
            return 0
        if isinstance(value, Read) and value.variable == cell.name:
            return 1 << bit
        if mask == WHOLE:
            several = (each for each, left in setting.masks.items() if left & (left - 1))
            return self._numbered((each, WHOLE) for each in several)
        return self._numbered(self._kernels.of_value(value, setting.masks, cell, mask))

    def _trimmed(self, bits: int, narrowed: tuple[tuple[int, int], ...]) -> int:
        """Without what the guard has already decided."""
        for cell, left in narrowed:
            for bit in ones(bits & self._of_cell.get(cell, 0)):
                mask = self._by_number[bit].mask
                decided = left & (left - 1) == 0 if mask == WHOLE else mask & left in (0, left)
                if decided:
                    bits ^= 1 << bit
        return bits
