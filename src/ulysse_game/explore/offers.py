"""What would make a story cheaper to know: offers to the writer, each with the figure for it.

An offer is never a mistake of the story: whatever it names is right as it is, and costs what it
says. Each is made only where the figures show a gain, and says what to write instead. Nothing
here is a lint of ``check``: an offer needs the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import NamedTuple

from ulysse_game.explore.flow import Edge, Note, Set
from ulysse_game.explore.kernel import Kernels
from ulysse_game.explore.live import Live
from ulysse_game.explore.named import named_in, printed_in
from ulysse_game.explore.readings import Lines, Reading, address_of
from ulysse_game.explore.skeleton import Skeleton
from ulysse_game.explore.tree import names_in
from ulysse_game.story import Choose, Variable

WIDE = 8
"""A range with fewer values is never too wide."""

MANY = 4
"""So many stats in one condition are many."""

DEAR = 32
"""A condition is dear when what it reads can be in so many classes together."""

DIGEST = 50
"""A digest must be so many times smaller than what it stands for."""


class Offer(NamedTuple):
    """One offer. ``about`` is the variable or address it is about, ``figure`` what makes the case:
    classes, combinations or places, as ``says`` tells. ``file`` and ``line`` (0: the whole file)
    say where it is written.
    """

    code: str
    about: str
    file: str
    line: int
    figure: int
    says: str
    instead: str


def offers_of(
    live: Live, found: Skeleton, readings: Mapping[str, Sequence[Reading]]
) -> tuple[Offer, ...]:
    """All offers for a story, the dearest of each kind first."""
    desk = _Desk(live, found, readings)
    return tuple(
        offer
        for make in (
            desk.range_wider_than_read,
            desk.chapter_scope_would_do,
            desk.settle_at_a_hinge,
            desk.store_a_digest,
            desk.gate_reads_many,
            desk.branch_of_words,
            desk.no_unconditional_way_on,
        )
        for offer in sorted(make(), key=lambda each: (-each.figure, each.about))
    )


class _Desk:
    """What the offers look at, gathered once."""

    def __init__(
        self, live: Live, found: Skeleton, readings: Mapping[str, Sequence[Reading]]
    ) -> None:
        self._live = live
        self._reach = live.reach
        self._flow = live.reach.flow
        self._found = found
        self._readings = readings
        self._story = self._flow.machine.story
        self._world = self._story.world
        self._lines = Lines(self._story)
        self._kernels = Kernels(self._flow.cells, self._flow.by_name)
        self._variables = {each.name: each for each in self._world.variables}
        self._people = {each.id for each in self._world.people}
        self._pages = [
            point for point in sorted(live.reach.at) if self._flow.points[point].kind == "wait"
        ]
        self._dearest = self._find_dearest()

    def _find_dearest(self) -> dict[int, tuple[int, int]]:
        """By cell, the most classes at one page, and the page."""
        found: dict[int, tuple[int, int]] = {}
        for page in self._pages:
            for cell, _, count in self._live.classes(page):
                if count > found.get(cell, (0, 0))[0]:
                    found[cell] = count, page
        return found

    def _families(self) -> dict[str, list[Variable]]:
        """Stats that are declared once for several people together, all others alone."""
        found: dict[str, list[Variable]] = {}
        for variable in self._world.variables:
            owner, dot, stat = variable.name.partition(".")
            family = f"*.{stat}" if dot and owner in self._people else variable.name
            found.setdefault(family, []).append(variable)
        return found

    def _declared(self, variable: Variable) -> tuple[str, int]:
        """The file in which a variable is declared; the line of its scene, if it has one."""
        kind, _, id = variable.scope.partition(":")
        if kind == "scene":
            return self._lines.of(id)
        if kind == "chapter":
            files = [each.file for each in self._story.scenes.values() if each.chapter == id]
            return f"{files[0].rpartition('/')[0]}/chapter.yaml" if files else "", 0
        is_of_people = variable.name.partition(".")[0] in self._people
        return f"world/{'people' if is_of_people else 'variables'}.yaml", 0

    # -- variables ------------------------------------------------------------------------------

    def range_wider_than_read(self) -> Iterator[Offer]:
        """A range of which decisions ask for a few thresholds, and that is kept whole for them."""
        printed = printed_in(self._story)
        for family, variables in self._families().items():
            each = variables[0]
            if each.kind not in ("stat", "timer") or each.high - each.low + 1 < WIDE:
                continue
            if printed & {family, *(one.name for one in variables)}:
                continue
            asked = self._thresholds(variables)
            cells = [self._flow.by_name[one.name] for one in variables]
            dearest = max((self._dearest.get(cell, (0, 0)), cell) for cell in cells)
            (count, page), cell = dearest
            if asked is None or not asked or count < 2 * (len(asked) + 1):
                continue
            questions = dict.fromkeys(
                reading.asked for one in variables for reading in self._readings.get(one.name, ())
            )
            shown = ", ".join(f"`{each}`" for each in [*questions][:3])
            name = self._flow.cells[cell].name
            at = self._flow.points[page].location
            yield Offer(
                "range-wider-than-read",
                family,
                *self._declared(each),
                count,
                f"`{family}` {each.low}..{each.high} is asked for {len(asked) + 1} parts of its "
                f"range and no more ({shown}); `{name}`: × {count} at {at}",
                "a smaller range whose steps are what is asked, or a word where it is settled",
            )

    def _thresholds(self, variables: Sequence[Variable]) -> set[int] | None:
        """The lowest values of the parts that decisions tell apart; nothing if one adds it up."""
        found: set[int] = set()
        for variable in variables:
            cell = self._flow.by_name[variable.name]
            for reading in self._readings.get(variable.name, ()):
                atom = reading.atom
                if reading.into:
                    if not isinstance(atom, Choose) or self._mixes(atom, variable.name):
                        return None
                    atom = atom.condition
                if cell not in self._kernels.cells_of(atom):
                    return None
                whole = (1 << variable.high - variable.low + 1) - 1
                masks = {
                    each: whole if each == cell else self._whole(each)
                    for each in self._kernels.cells_of(atom)
                }
                if len(masks) > 1 and not reading.into:
                    return None
                for number, mask in self._kernels.of_condition(atom, masks):
                    if number == cell:
                        found.add(variable.low + (mask & -mask).bit_length() - 1)
        return found

    def _mixes(self, value: Choose, name: str) -> bool:
        """Whether an effect reads the variable otherwise than in its condition."""
        return name in {*names_in(value.then), *names_in(value.otherwise)}

    def _whole(self, cell: int) -> int:
        return (1 << self._flow.cells[cell].high - self._flow.cells[cell].low + 1) - 1

    def chapter_scope_would_do(self) -> Iterator[Offer]:
        """A variable of the whole story that only one chapter, and not the last, has to do with."""
        order = [chapter.id for chapter in self._world.chapters]
        named = named_in(self._story)
        for family, variables in self._families().items():
            each = variables[0]
            if each.scope or each.kind not in ("flag", "stat", "word", "person", "zone"):
                continue
            if family in ("*.alive", "*.place") or each.name == "sol":
                continue
            chapters = set(named.get(family, ()))
            for one in variables:
                chapters |= named.get(one.name, set())
            is_read = any(self._readings.get(one.name) for one in variables)
            if len(chapters) != 1 or not is_read:
                continue
            (chapter,) = chapters
            if chapter not in order or chapter == order[-1]:
                continue
            places = {
                (r.where, r.asked) for one in variables for r in self._readings.get(one.name, ())
            }
            yield Offer(
                "chapter-scope-would-do",
                family,
                *self._declared(each),
                len(places),
                f"nothing outside {chapter} reads or changes `{family}`; every later state "
                "carries it",
                f"declare it in the chapter.yaml of {chapter}",
            )

    def store_a_digest(self) -> Iterator[Offer]:
        """Values kept beyond where they are written, of which little is asked there."""
        written_in = self._written_in()
        for family, variables in self._families().items():
            cells = [self._flow.by_name[one.name] for one in variables]
            written = {n for cell in cells for n in written_in.get(cell, ())}
            if len(cells) < 3 or not written or variables[0].kind == "flag":
                continue
            best: tuple[int, int, int, int] = (0, 0, 0, 0)
            for page in self._pages:
                chapter = self._flow.points[page].chapter
                if chapter <= max(written):
                    continue
                counts = {each.cell: each.total for each in self._live.classes(page)}
                held = [cell for cell in cells if cell in counts]
                full = prod(self._reach.at[page][cell].bit_count() for cell in held)
                asked = prod(counts[cell] for cell in held)
                if len(held) >= 3 and full >= DIGEST * asked:
                    best = max(best, (full // asked, full, asked, page))
            gain, full, asked, page = best
            if gain:
                yield Offer(
                    "store-a-digest",
                    family,
                    *self._declared(variables[0]),
                    full,
                    f"`{family}` is read after its last change, at "
                    f"{self._flow.points[page].location}: {full:,} combinations, of which "
                    f"decisions tell {asked:,} apart",
                    "store what is asked when it is settled, print what is stored",
                )

    def _written_in(self) -> dict[int, set[int]]:
        """By cell, the numbers of the chapters from which some effect changes it."""
        found: dict[int, set[int]] = {}
        for point, number in self._reach.feasible:
            for op in self._flow.edges(point)[number].ops:
                if isinstance(op, Set):
                    found.setdefault(op.cell, set()).add(self._flow.points[point].chapter)
        return found

    # -- decisions ------------------------------------------------------------------------------

    def settle_at_a_hinge(self) -> Iterator[Offer]:
        """An ending that reads many stats, which every page before it must tell apart."""
        for ending in self._world.endings:
            if ending.when is None:
                continue
            asked = self._flow.lower(self._flow.machine.grounded(ending.when), 0)
            cells = [cell for cell in self._kernels.cells_of(asked) if self._is_stat(cell)]
            if len(cells) < MANY:
                continue
            combined, page = self._most_together(cells)
            if combined >= DEAR:
                at = self._flow.points[page].location
                names = ", ".join(self._flow.cells[cell].name for cell in cells)
                yield Offer(
                    "settle-at-a-hinge",
                    f"ending.{ending.id}",
                    *self._lines.of(f"ending.{ending.id}"),
                    combined,
                    f"ending {ending.id} reads {len(cells)} stats ({names}): "
                    f"× {combined:,} at {at}",
                    "store one word where they are settled, and let the ending read the word",
                )

    def gate_reads_many(self) -> Iterator[Offer]:
        """A decision that every playthrough passes, and that reads many variables at once."""
        gates: dict[str, tuple[set[int], set[int]]] = {}
        for point in self._reach.at:
            if self._flow.points[point].kind != "ask":
                continue
            for edge in self._ways(point):
                cells = {cell for cell in self._kernels.cells_of(edge.guard) if self._is_own(cell)}
                address = address_of(self._flow, point, edge)
                if len(cells) > MANY and not address.startswith("ending."):
                    points, read = gates.setdefault(address, (set(), set()))
                    points.add(point)
                    read |= cells
        for address, (points, read) in gates.items():
            combined, page = self._most_together(sorted(read))
            if combined < DEAR or not self._is_on_every_way(points):
                continue
            yield Offer(
                "gate-reads-many",
                address,
                *self._lines.of(address),
                combined,
                f"every playthrough passes {address}, and it reads {len(read)} variables: "
                f"× {combined:,} at {self._flow.points[page].location}",
                "store the answer in one small variable where it is settled, and read that",
            )

    def branch_of_words(self) -> Iterator[Offer]:
        """A `next` between scenes that have only words and meet again at once."""
        told: set[str] = set()
        for point in self._reach.at:
            ways = self._ways(point)
            if self._flow.points[point].kind != "ask" or len(ways) < 2:
                continue
            ends = [self._after_words(edge) for edge in ways]
            read = sorted({cell for edge in ways for cell in self._kernels.cells_of(edge.guard)})
            address = address_of(self._flow, point, ways[0])
            is_one = None not in ends and len(set(ends)) == 1
            if not is_one or not read or address in told or ".next[" not in address:
                continue
            told.add(address)
            combined, page = self._most_together(read)
            if combined < 2:
                continue
            names = ", ".join(self._flow.cells[cell].name for cell in read)
            yield Offer(
                "branch-of-words",
                address,
                *self._lines.of(address),
                combined,
                f"{address} chooses between scenes that have only words, and so makes {names} "
                f"matter: × {combined:,} at {self._flow.points[page].location}",
                "one scene with `{if}` in its text",
            )

    def no_unconditional_way_on(self) -> Iterator[Offer]:
        """A page of which only a search can tell that it is never stuck, or leads to an ending."""
        told: set[str] = set()
        for question in self._found.questions:
            location = self._flow.points[question.point].location
            if location in told:
                continue
            told.add(location)
            read = self._kernels.cells_of(question.condition)
            values = prod(self._reach.at[question.point][cell].bit_count() for cell in read)
            says = (
                f"{location} has no choice that is always open"
                if question.kind == "stuck"
                else f"no way from {location} towards an ending is always open"
            )
            yield Offer(
                "no-unconditional-way-on",
                location,
                *self._lines.of(self._flow.scene_of(question.point)),
                values,
                f"{says}; whether it matters takes a search{_over(len(read), values)}",
                "a choice without `if` that leads on, or a `next`",
            )

    # -- on the graph ---------------------------------------------------------------------------

    def _ways(self, point: int) -> list[Edge]:
        return [
            edge
            for number, edge in enumerate(self._flow.edges(point))
            if (point, number) in self._reach.feasible
        ]

    def _is_own(self, cell: int) -> bool:
        return not self._flow.cells[cell].name.startswith("@")

    def _is_stat(self, cell: int) -> bool:
        return self._is_own(cell) and self._flow.cells[cell].high - self._flow.cells[cell].low > 1

    def _most_together(self, cells: Sequence[int]) -> tuple[int, int]:
        """The most classes of these cells together at one page, and the page."""
        asked = set(cells)
        best = (1, -1)
        for page in self._pages:
            counts = [each.total for each in self._live.classes(page) if each.cell in asked]
            best = max(best, (prod(counts), -page))
        return best[0], -best[1]

    def _is_on_every_way(self, points: set[int]) -> bool:
        """Whether no ending can be come to without passing one of these points."""
        work = [start for start, _ in self._reach.starts if start not in points]
        seen = set(work)
        while work:
            point = work.pop()
            if self._flow.points[point].kind == "end":
                return False
            for edge in self._ways(point):
                if edge.target not in seen and edge.target not in points:
                    seen.add(edge.target)
                    work.append(edge.target)
        return True

    def _after_words(self, edge: Edge) -> int | None:
        """Where an edge leads, if there is a scene on it and nothing but words."""
        scenes = [op for op in edge.ops if isinstance(op, Note) and op.kind == "scene"]
        is_silent = not any(
            isinstance(op, Set) and self._matters(op.cell, edge.target) for op in edge.ops
        )
        return edge.target if scenes and is_silent else None

    def _matters(self, cell: int, point: int) -> bool:
        return cell in self._live.cells(point)


def _over(variables: int, combinations: int) -> str:
    """Over how much a search goes; nothing where no variable is asked there, only the way on."""
    if not variables:
        return ""
    named = f"{variables} variable{'s'[: variables != 1]}"
    return f" over {named} with {combinations:,} combination{'s'[: combinations != 1]}"


__all__ = ["Offer", "offers_of"]
