"""Why something cannot happen, in the writer's words.

It is read off the Cartesian masks: where the thing would be seen or entered, which part of which
condition never holds there, and what the variables of that part can be. Where nothing is written
that leads to it, or only what is impossible itself, that is the reason. What a search has proved
has no single reason; it is told by the condition and the cells that were looked at.

Nothing here decides anything: a reason explains a verdict that stands without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ulysse_game.explore.cartesian import taken
from ulysse_game.explore.domain import Masks, ones
from ulysse_game.explore.flow import Ask, Edge, Flow, Here, Note, Set
from ulysse_game.explore.items import Key, keys_of
from ulysse_game.explore.kernel import names_in
from ulysse_game.explore.phrase import Phrases
from ulysse_game.explore.search.question import Question
from ulysse_game.explore.site import Site
from ulysse_game.explore.verdict import Impossible
from ulysse_game.story import YES, And, Expression, Not, Or, Read, Variable, conjunction, negate

MOST_REASONS = 3
"""So many parts of an “or”, or ways to one thing, are told."""
MOST_CELLS = 4
"""So many variables are told of one condition."""
MOST_VALUES = 6
"""Of more values than these only the range, or the first, are told."""


_NOTHING = {
    "scene": "nothing leads there",
    "ending": "nothing leads there",
    "rule": "no page ever asks for it",
}
"""What is said of that for which nothing is written, by its kind."""


class Why(NamedTuple):
    """Why one thing is impossible.

    ``says`` is a sentence without an end, nothing where the thing only follows. ``after`` are
    things, impossible themselves, that it follows from: they alone lead to it or hold it.
    """

    says: str
    after: tuple[Key, ...] = ()


class Bar(NamedTuple):
    """A place where a thing would be seen: a condition that never is ``want`` with these masks.

    ``is_way`` says that it bars a way, and not only what is looked at on the way; ``is_later``
    that it is an earlier case, which always holds. ``rule`` is the rule that would lead there,
    ``scene`` the impossible scene that the way leads to.
    """

    condition: Expression
    want: bool
    masks: Masks
    is_way: bool = False
    is_later: bool = False
    rule: str = ""
    scene: str = ""


def whys(site: Site, impossible: Mapping[Key, Impossible]) -> dict[Key, Why]:
    """The reason for each of these, which are impossible at ``site``."""
    return _Reasons(site, impossible).found()


def conditions_of(site: Site, question: Question) -> Iterator[Expression]:
    """What must hold for a question at each of its occasions: that of the way, and its own."""
    for point, way, _, condition in question.occasions:
        guard = YES if way < 0 else site.flow.edges(point)[way].guard
        yield conjunction((guard, condition))


def names_asked(site: Site, question: Question) -> tuple[str, ...]:
    """The cells that decide a question where it would come true."""
    found = (name for each in conditions_of(site, question) for name in names_in(each))
    return tuple(dict.fromkeys(found))


class _Reasons:
    """The bars before everything that is impossible, found in one pass over the graph."""

    def __init__(self, site: Site, impossible: Mapping[Key, Impossible]) -> None:
        self._site = site
        self._impossible = impossible
        self._domain = site.reach.domain
        self._words = _Telling(site)
        self._bars: dict[Key, list[Bar]] = {}
        self._homes: dict[Key, list[Key]] = {}
        rules = site.machine.story.world.rules
        self._rules_to: dict[str, list[Key]] = {}
        for rule in rules:
            self._rules_to.setdefault(rule.goto, []).append(("rule", rule.id))
        self._each_sol = {("rule", rule.id) for rule in rules if rule.each_sol}

    def found(self) -> dict[Key, Why]:
        for point in self._site.reach.at:
            self._look_at(point)
        self._look_beyond()
        return {key: self._why(key, verdict) for key, verdict in self._impossible.items()}

    def _why(self, key: Key, verdict: Impossible) -> Why:
        if verdict.by != "values":
            return Why(self._by_search(key, verdict))
        bars = self._bars.get(key, [])
        if bars:
            return Why(self._words.barred(key, bars), self._leaders(key, bars))
        homes = tuple(dict.fromkeys(self._homes.get(key, ())))
        if homes:
            return Why("", homes)
        rules = tuple(self._rules_to.get(key[1], ())) if key[0] == "scene" else ()
        if rules and all(each in self._impossible for each in rules):
            return Why("", rules)
        if key in self._each_sol:
            return Why("no new sol begins")
        return Why(_NOTHING.get(key[0], "nothing shows it"))

    def _leaders(self, key: Key, bars: list[Bar]) -> tuple[Key, ...]:
        """What is told in the place of a thing: rules that alone would lead to it, or the scene
        to which alone its condition would lead.
        """
        if key[0] in ("scene", "ending", "text", "alternative"):
            leaders = [("rule", bar.rule) if bar.rule else key for bar in bars]
        elif key[0] == "yes":
            leaders = [("scene", bar.scene) if bar.scene else key for bar in bars]
        else:
            return ()
        is_told = all(each != key and each in self._impossible for each in leaders)
        return tuple(dict.fromkeys(leaders)) if is_told else ()

    def _by_search(self, key: Key, verdict: Impossible) -> str:
        question = self._site.questions.get(key)
        told = self._words.asked(question) if question is not None else ""
        if verdict.by == "states":
            return f"{told}none of the {verdict.states:,} states of the story comes to it"
        cells = self._words.cells(verdict.cells)
        return f"{told}shown by a search: {verdict.states:,} states" + (
            f" of {cells}" if cells else ""
        )

    # -- what bars the way ----------------------------------------------------------------------

    def _look_at(self, point: int) -> None:
        """The bars at a point that may be come to."""
        site = self._site
        before = list(site.reach.at[point])
        for ask in site.flow.points[point].asks:
            self._bar_asked(ask, before)
        edges = site.flow.edges(point)
        open_ = {number: left for number, _, left in taken(site.flow, self._domain, point, before)}
        earlier: list[Expression] = []
        for number, edge in enumerate(edges):
            if number in open_:
                self._look_along(edge, open_[number])
            else:
                self._bar_way(edge, before, earlier)
            if site.flow.points[point].kind == "ask":
                earlier.append(edge.guard)

    def _look_along(self, edge: Edge, masks: Masks) -> None:
        for op in edge.ops:
            if isinstance(op, Set):
                self._domain.change(op, masks)
            elif isinstance(op, Ask):
                self._bar_asked(op, masks)

    def _bar_asked(self, ask: Ask, masks: Masks) -> None:
        for key in keys_of(ask):
            if key in self._impossible:
                bar = Bar(ask.condition, key[0] != "no", masks.copy())
                self._bars.setdefault(key, []).append(bar)

    def _bar_way(self, edge: Edge, before: Masks, earlier: list[Expression]) -> None:
        """A way that is never taken: itself forbidden, or because an earlier case always is."""
        keys = [key for key in self._shown(edge) if key in self._impossible]
        if not keys:
            return
        rule = next((op.name for op in edge.ops if isinstance(op, Note) and op.kind == "rule"), "")
        bar = Bar(edge.guard, True, before, True, False, rule)
        if self._domain.refine(edge.guard, before, True) is not None:
            always = [e for e in earlier if self._domain.refine(e, before, False) is None]
            none = conjunction((*map(negate, earlier), edge.guard))
            bar = bar._replace(condition=none)
            if always:
                bar = bar._replace(condition=always[0], want=False, is_later=True)
        scene = next((name for kind, name in keys if kind == "scene"), "")
        for key in keys:
            self._bars.setdefault(key, []).append(bar._replace(scene=scene))

    def _shown(self, edge: Edge) -> Iterator[Key]:
        """What a way would show, the place it leads to among it."""
        flow = self._site.flow
        for op in edge.ops:
            if isinstance(op, Note):
                yield (op.kind, op.name)
            elif isinstance(op, Ask):
                yield from keys_of(op)
        target = flow.points[edge.target]
        yield from ((kind, target.location) for kind in ("scene", "place"))
        if target.ending:
            yield ("ending", target.ending)

    # -- what lies beyond -----------------------------------------------------------------------

    def _look_beyond(self) -> None:
        """What stands in, or is led to by, scenes and items of loops that are impossible."""
        machine = self._site.machine
        flow = Flow(machine)
        closed = {name for kind, name in self._impossible if kind in ("scene", "place")}
        waiting: list[int] = []
        for scene in machine.story.scenes:
            for place in machine.places_of(scene):
                if closed & {scene, place.location}:
                    here = Here(machine.layout.rooms.get(place.scene.room, 0))
                    waiting.append(flow.playing(place.location, here))
                    if scene in closed:
                        waiting.append(flow.entering(scene, here))
        seen = set(waiting)
        while waiting:
            point = waiting.pop()
            home = self._home(flow.points[point].location, closed)
            if home is None:
                continue
            for ask in flow.points[point].asks:
                self._stands_in(home, keys_of(ask))
            for edge in flow.edges(point):
                self._stands_in(home, _shown_beyond(flow, edge))
                if edge.target not in seen:
                    seen.add(edge.target)
                    waiting.append(edge.target)

    def _home(self, location: str, closed: set[str]) -> Key | None:
        if location.partition("/")[0] in closed:
            return ("scene", location.partition("/")[0])
        return ("place", location) if location in closed else None

    def _stands_in(self, home: Key, keys: Iterable[Key]) -> None:
        for key in keys:
            if key in self._impossible and key != home:
                self._homes.setdefault(key, []).append(home)


def _shown_beyond(flow: Flow, edge: Edge) -> Iterator[Key]:
    for op in edge.ops:
        if isinstance(op, Note):
            yield (op.kind, op.name)
        elif isinstance(op, Ask):
            yield from keys_of(op)
    target = flow.points[edge.target]
    yield ("scene", target.location.partition("/")[0])
    if target.ending:
        yield ("ending", target.ending)


class _Telling:
    """Bars in words."""

    def __init__(self, site: Site) -> None:
        self._domain = site.reach.domain
        self._site = site
        self._phrases = Phrases(site.machine)
        self._variables = {each.name: each for each in site.machine.story.world.variables}

    def barred(self, key: Key, bars: list[Bar]) -> str:
        """Why none of these can be passed: every condition once, its masks joined."""
        bars = [bar for bar in bars if not bar.is_way] or bars
        joined: dict[tuple[Expression, bool], Bar] = {}
        for bar in bars:
            same = (bar.condition, bar.want)
            known = joined.get(same)
            masks = bar.masks
            if known is not None:
                masks = [a | b for a, b in zip(known.masks, bar.masks, strict=True)]
                if self._domain.refine(bar.condition, masks, bar.want) is not None:
                    continue
            joined[same] = bar._replace(masks=masks)
        told = list(dict.fromkeys(self._reason(key, bar) for bar in joined.values()))
        shown = told[:MOST_REASONS]
        if len(told) > len(shown):
            shown.append(f"and {len(told) - len(shown)} more ways there are as closed")
        return "; ".join(shown)

    def _reason(self, key: Key, bar: Bar) -> str:
        at = f"rule {bar.rule}: " if bar.rule and key != ("rule", bar.rule) else ""
        later = "a case before it always holds: " if bar.is_later and key[0] != "no" else ""
        return f"{at}{later}{self._never(bar.condition, bar.want, bar.masks)}"

    def _never(self, condition: Expression, want: bool, masks: Masks) -> str:
        """Why a condition never is ``want``; it must be so with these masks."""
        match condition:
            case Not(part):
                return self._never(part, not want, masks)
            case And(parts, _) | Or(parts, _):
                if isinstance(condition, And) is want:
                    return self._not_all(parts, want, masks)
                told = self._each_never(parts, want, masks)
                more = f", and {len(told) - MOST_REASONS} more like it"
                return " and ".join(told[:MOST_REASONS]) + (
                    more if len(told) > MOST_REASONS else ""
                )
        if not set(names_in(condition)):
            return "it is always so" if not want else "it is never so"
        told_condition = self._phrases.condition(condition)
        if isinstance(condition, Read):
            return f"`{told_condition}` is always {'no' if want else 'yes'}"
        often = "never" if want else "always"
        can_be = self._can_be([condition], masks)
        is_said = can_be == told_condition or can_be == f"not {told_condition}"
        return f"`{told_condition}` {often} holds" + ("" if is_said else f": {can_be}")

    def _each_never(self, parts: tuple[Expression, ...], want: bool, masks: Masks) -> list[str]:
        return list(dict.fromkeys(self._never(part, want, masks) for part in parts))

    def _not_all(self, parts: tuple[Expression, ...], want: bool, masks: Masks) -> str:
        """Why not all of these can be ``want`` together."""
        for part in parts:
            if self._domain.refine(part, masks, want) is None:
                return self._never(part, want, masks)
        few = self._clashing(parts, want, masks)
        told = " and ".join(f"`{self._phrases.condition(part)}`" for part in few)
        how = "never hold" if want else "are never all false"
        return f"{told} {how} together: {self._can_be(few, masks)}"

    def _clashing(
        self, parts: tuple[Expression, ...], want: bool, masks: Masks
    ) -> list[Expression]:
        """As few of the parts as still exclude one another: each left out if the rest does."""
        few = list(parts)
        for part in parts:
            rest = [each for each in few if each is not part]
            if rest and self._excludes(rest, want, masks):
                few = rest
        return few

    def _excludes(self, parts: list[Expression], want: bool, masks: Masks) -> bool:
        left: Masks | None = masks
        for part in parts:
            left = None if left is None else self._domain.refine(part, left, want)
        return left is None

    def _can_be(self, conditions: list[Expression], masks: Masks) -> str:
        names = dict.fromkeys(name for each in conditions for name in names_in(each))
        told = [self._cell(name, masks[self._domain.by_name[name]]) for name in names]
        more = f" and {len(told) - MOST_CELLS} more" if len(told) > MOST_CELLS else ""
        return ", ".join(told[:MOST_CELLS]) + more

    def _cell(self, name: str, mask: int) -> str:
        """What a cell can be: ``co2 is 2 to 7``."""
        low = self._domain.lows[self._domain.by_name[name]]
        kind, _, rest = name.partition(":")
        is_only = mask.bit_count() == 1
        if kind in ("@taken", "@heard", "@spent", "@picked", "@fired", "@was"):
            if not is_only:
                return f"{self._phrases.cell(name)} or not"
            return f"{'' if mask >> -low & 1 == 0 else 'not '}{self._phrases.cell(name)}"
        if kind == "@visits" and is_only and low + mask.bit_length() - 1 == 0:
            return f"not seen({rest})"
        values = [low + n for n in ones(mask)] if mask.bit_count() <= 64 else []
        return f"{self._phrases.cell(name)} is {self._values(name, mask, low, values)}"

    def _values(self, name: str, mask: int, low: int, values: list[int]) -> str:
        variable = self._variables.get(name)
        if variable is not None and variable.kind == "flag":
            return _listed(["yes" if value else "no" for value in values], "or")
        if variable is not None and variable.values:
            if len(values) == len(variable.values) > 2:
                return "anything"
            return _listed([_word(variable, value) for value in values], "or")
        first, last = low + (mask & -mask).bit_length() - 1, low + mask.bit_length() - 1
        is_range = last - first + 1 == len(values) > 1
        if is_range or len(values) > MOST_VALUES:
            return f"{first} to {last}" if len(values) != 2 else f"{first} or {last}"
        if not values:
            return f"{first} to {last}"
        return _listed([str(value) for value in values], "or")

    def asked(self, question: Question) -> str:
        """The condition that never comes true, if every occasion asks the same."""
        asks = {each.condition for each in question.occasions}
        found = next(iter(asks)) if len(asks) == 1 else YES
        if found == YES:
            ways = set(conditions_of(self._site, question))
            found = next(iter(ways)) if len(ways) == 1 else YES
        if found == YES:
            return ""
        if question.kind == "no":
            return f"`{self._phrases.condition(negate(found))}` always holds, "
        return f"`{self._phrases.condition(found)}` never holds, "

    def cells(self, names: Iterable[str]) -> str:
        """Cells by what writers call them, the first few."""
        told = list(dict.fromkeys(self._phrases.family(name) for name in names))
        more = f" and {len(told) - MOST_VALUES} more" if len(told) > MOST_VALUES else ""
        return ", ".join(told[:MOST_VALUES]) + more


def _word(variable: Variable, value: int) -> str:
    if 0 <= value < len(variable.values):
        return variable.values[value]
    return str(value)


def _listed(words: list[str], joint: str) -> str:
    shown = words if len(words) <= MOST_VALUES else [*words[:MOST_VALUES], "…"]
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} {joint} {shown[-1]}"


__all__ = ["Why", "names_asked", "whys"]
