"""*The dead do not speak*, by local rules and one small analysis.

Where a person can be is followed through the scenes, one person at a time: the set of (alive,
zone, zone of the scene) that may hold. Whoever ``with`` names plainly must be here in all of
them, or the scene has an ``else``. Whoever speaks must be named; whoever is named with ``?`` speaks
under a mark or a condition. Detours are followed for each caller apart, so that a session played
in two chapters does not mix them.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from ulysse_game.compiler.checks.graph import Graph, RuleTouch
from ulysse_game.compiler.checks.speech import check_speakers
from ulysse_game.compiler.checks.truth import truths
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.memory import Fresh
from ulysse_game.compiler.scene_links import Links
from ulysse_game.story import (
    Change,
    Clock,
    Constant,
    Draw,
    DrawBest,
    Effect,
    Expression,
    Go,
    Not,
    Number,
    Read,
    Scene,
    ground,
)

DEEPEST_DETOUR = 8
"""Detours within one another."""
MOST_TRACKED = 4
"""How many flags and words that rules ask are followed beside the person."""


class Where(NamedTuple):
    """Where one person may be: alive or not, their zone, the zone of the scene (-1: none yet).

    ``asked`` holds the values of the flags and words on which rules wait that lead elsewhere.
    """

    alive: int
    zone: int
    scene: int
    asked: tuple[int, ...]


Wheres = frozenset[Where]


def check_presence(desk: Desk, graph: Graph, links: dict[str, Links], memory: Fresh) -> None:
    """Report whoever may be missing where a scene needs them, and whoever speaks unnamed."""
    people = [person.id for person in graph.world.people]
    asked = {each.person for scene in graph.scenes.values() for each in scene.cast}
    for person in people:
        if person in asked and not _check_person(desk, graph, person, links, memory):
            return
    check_speakers(desk, graph)


def _check_person(
    desk: Desk, graph: Graph, person: str, links: dict[str, Links], memory: Fresh
) -> bool:
    """Whether the person could be followed."""
    named = [
        scene
        for scene in graph.scenes.values()
        if any(each.person == person and not each.maybe for each in scene.cast)
    ]
    if not named:
        return True
    followed = memory.follow(graph, person, partial(Following, graph, person))
    if followed.too_deep:
        desk.error(
            "detour-too-deep",
            f"this detour is more than {DEEPEST_DETOUR} detours deep.",
            links[followed.too_deep].name,
            "go on by `next` or `goto` somewhere before.",
        )
        return False
    for scene in named:
        before = followed.before.get(scene.id, frozenset())
        absent = [where for where in before if not followed.is_here(scene, where)]
        if absent and not scene.otherwise:
            why = "dead" if all(not where.alive for where in absent) else "elsewhere"
            if any(not where.alive for where in absent) and any(where.alive for where in absent):
                why = "dead or elsewhere"
            key = "with" if links[scene.id].has("with") else "session"
            desk.error(
                "with-needs-else",
                f"{person} may be {why} here.",
                links[scene.id].span(key),
                f"give the scene an `else`, or write `{person}?`.",
            )
    return True


class Moves(NamedTuple):
    """What effects do to one person: their own changes, then rules they may set off."""

    changes: tuple[Change, ...]
    rules: tuple[RuleTouch, ...]


class ChoiceMoves(NamedTuple):
    """A choice in one place, as far as one person goes."""

    condition: Expression
    moves: Moves
    goto: str
    detour: str


class PlaceMoves(NamedTuple):
    """A place, as far as one person goes."""

    when: Expression
    moves: Moves
    choices: tuple[ChoiceMoves, ...]
    cards: tuple[str, ...]


class Following:
    """Follows one person through the story. ``before`` is where they may be as scenes are asked."""

    def __init__(self, graph: Graph, person: str) -> None:
        """Where ``person`` may be before every scene."""
        self.graph = graph
        self.person = person
        variables = {each.name: each for each in graph.world.variables}
        self.alive = f"{person}.alive"
        self.zone = f"{person}.place"
        alive, zone = variables.get(self.alive), variables.get(self.zone)
        self.has_zone = zone is not None
        zones = {id: n for n, id in enumerate(graph.world.zones)}
        self.zone_of = {room.id: zones[room.zone] for room in graph.world.rooms}
        self.tracked = tuple(
            variables[name] for name in _asked_by_rules(graph) if name in variables
        )
        start = Where(
            1 if alive is None else alive.start,
            0 if zone is None else zone.start,
            -1,
            tuple(each.start for each in self.tracked),
        )
        self._followed = {self.alive, self.zone, *(each.name for each in self.tracked)}
        self.before: dict[str, Wheres] = {}
        self._detours: dict[tuple[str, Wheres], Wheres] = {}
        self._places: dict[str, tuple[PlaceMoves, ...]] = {}
        self.too_deep = ""
        self._deep = 0
        self._flow(graph.world.begins, frozenset((start,)))

    def is_here(self, scene: Scene, where: Where) -> bool:
        """Whether the scene's demand of this person is met."""
        zone = self.zone_of.get(scene.room, where.scene)
        for each in scene.cast:
            if each.person == self.person and not each.maybe:
                if not where.alive:
                    return False
                if not each.radio and self.has_zone and zone != -1 and where.zone != zone:
                    return False
        return True

    def _flow(self, start: str, wheres: Wheres) -> Wheres:
        """Follow from ``start`` until nothing new comes; where they may be at each ``return``."""
        inside: dict[str, Wheres] = {}
        work: list[tuple[str, Wheres]] = [(start, wheres)]
        returned: Wheres = frozenset()
        while work:
            id, came = work.pop()
            if id == "return":
                returned |= came
                continue
            scene = self.graph.scenes.get(id)
            known = inside.get(id, frozenset())
            if scene is None or came <= known:
                continue
            inside[id] = known | came
            self.before[id] = self.before.get(id, frozenset()) | came
            work += self._after(scene, known | came)
        return returned

    def _after(self, scene: Scene, came: Wheres) -> list[tuple[str, Wheres]]:
        """Where each way out of a scene leads, and where the person may be then."""
        ways: list[tuple[str, Wheres]] = []
        if scene.otherwise:
            ways.append((scene.otherwise, came))
        zone = self.zone_of.get(scene.room, -2)
        here = frozenset(
            where if zone == -2 else where._replace(scene=zone)
            for where in came
            if self.is_here(scene, where)
        )
        now: Wheres = frozenset()
        for place in self._moves(scene):
            entered = here if scene.each is None else here | now
            entered = self._filtered(entered, place.when)
            if entered and not scene.ending:
                now |= self._played(scene, place, entered, ways)
        if not now and scene.each is None:
            return ways
        after = now if scene.each is None else now | here
        for target in scene.next:
            ways += self._targets(scene, target, after)
        return ways

    def _played(
        self, scene: Scene, place: PlaceMoves, here: Wheres, ways: list[tuple[str, Wheres]]
    ) -> Wheres:
        """Where they may be when the place is left by its ``next``."""
        now = self._changed(here, place.moves, ways)
        if scene.detour:
            now = self._detour(scene.detour, now)
        every = now
        for _ in range(2 if scene.pick or place.cards else 1):
            for choice in place.choices:
                every |= self._choice(choice, every, ways)
            for card in place.cards:
                every |= self._drawn(card, every)
        return every

    def _choice(self, choice: ChoiceMoves, now: Wheres, ways: list[tuple[str, Wheres]]) -> Wheres:
        after = self._changed(self._filtered(now, choice.condition), choice.moves, ways)
        if choice.detour:
            after = self._detour(choice.detour, after)
        if choice.goto and choice.goto != "here":
            ways += [(target, after) for target in self._names(choice.goto)]
            return frozenset()
        return after

    def _drawn(self, card: str, now: Wheres) -> Wheres:
        """A deck offers a card only where everybody it needs is here."""
        scene = self.graph.scenes[card]
        return self._detour(card, frozenset(w for w in now if self.is_here(scene, w)))

    def _detour(self, start: str, now: Wheres) -> Wheres:
        found = self._detours.get((start, now))
        if found is None:
            self._detours[start, now] = frozenset()
            if self._deep == DEEPEST_DETOUR:
                self.too_deep = self.too_deep or start
                return now
            self._deep += 1
            found = self._detours[start, now] = self._flow(start, now) if now else now
            self._deep -= 1
        return found

    def _names(self, target: str) -> tuple[str, ...]:
        return ("return",) if target == "return" else tuple(self.graph.target(target))

    def _targets(
        self, scene: Scene, target: Go | DrawBest, after: Wheres
    ) -> list[tuple[str, Wheres]]:
        if isinstance(target, DrawBest):
            cards = [
                (card, frozenset(w for w in after if self.is_here(self.graph.scenes[card], w)))
                for card in self.graph.cards(scene, target.deck)
            ]
            return [*((card, here) for card, here in cards if here), (target.otherwise, after)]
        if target.condition is not None and scene.each is None:
            condition = ground(target.condition, {}, self.graph.facts)
            after = self._filtered(after, condition)
        return [(name, after) for name in self._names(target.scene)]

    # -- what effects do to them ----------------------------------------------------------------

    def _moves(self, scene: Scene) -> tuple[PlaceMoves, ...]:
        found = self._places.get(scene.id)
        if found is None:
            cards = tuple(
                card
                for choice in scene.choices
                if isinstance(choice, Draw)
                for card in self.graph.cards(scene, choice.deck)
            )
            found = self._places[scene.id] = tuple(
                PlaceMoves(
                    place.when,
                    self._of(scene, place.effects, scene.clock, bool(scene.room)),
                    tuple(
                        ChoiceMoves(
                            each.condition,
                            self._of(scene, each.effects, each.clock, False),
                            each.goto,
                            each.detour,
                        )
                        for each in place.choices
                        if not isinstance(each, Draw)
                    ),
                    cards,
                )
                for place in self.graph.places(scene)
            )
        return found

    def _of(
        self, scene: Scene, effects: tuple[Effect, ...], clock: Clock | None, moves: bool
    ) -> Moves:
        rules = tuple(
            touch
            for touch in self.graph.touched(scene.chapter, effects, clock, moves)
            if touch.rule.goto or touch.writes & self._followed
        )
        return Moves(self._own(effects), rules)

    def _own(self, effects: tuple[Effect, ...]) -> tuple[Change, ...]:
        return tuple(
            effect
            for effect in effects
            if isinstance(effect, Change)
            and isinstance(effect.target, Read)
            and effect.target.variable in self._followed
        )

    def _changed(self, now: Wheres, moves: Moves, ways: list[tuple[str, Wheres]]) -> Wheres:
        """After effects and the rules they may set off; rules' gotos go to ``ways``."""
        after = self._apply(now, moves.changes)
        for touch in moves.rules:
            acted = after
            if touch.rule.when is not None:
                when = ground(touch.rule.when, {}, self.graph.facts)
                acted = self._filtered(after, when)
            acted = self._apply(acted, self._own(touch.effects))
            after |= acted
            if touch.rule.goto and acted:
                ways.append((touch.rule.goto, acted))
        return after

    def _apply(self, now: Wheres, changes: tuple[Change, ...]) -> Wheres:
        for change in changes:
            assert isinstance(change.target, Read)
            name = change.target.variable
            asked = now if change.condition is None else self._filtered(now, change.condition)
            left = (
                frozenset()
                if change.condition is None
                else self._filtered(now, Not(change.condition))
            )
            now = left | frozenset(
                changed for where in asked for changed in self._set(where, name, change)
            )
        return now

    def _set(self, where: Where, name: str, change: Change) -> list[Where]:
        value = change.value
        if name in (self.alive, self.zone):
            number = value.number if isinstance(value, Constant) else 0
            number = value.value if isinstance(value, Number) else number
            is_life = name == self.alive
            return [where._replace(alive=number) if is_life else where._replace(zone=number)]
        place = next(n for n, each in enumerate(self.tracked) if each.name == name)
        variable = self.tracked[place]
        numbers = range(variable.low, variable.high + 1)
        if isinstance(value, Constant):
            numbers = range(value.number, value.number + 1)
        elif isinstance(value, Number):
            numbers = range(value.value, value.value + 1)
        before, after = where.asked[:place], where.asked[place + 1 :]
        return [where._replace(asked=(*before, number, *after)) for number in numbers]

    # -- what conditions say of them ------------------------------------------------------------

    def _filtered(self, now: Wheres, condition: Expression) -> Wheres:
        """Those in which the condition may hold."""
        if isinstance(condition, Number) and condition.value:
            return now
        return frozenset(where for where in now if self._truths(condition, where)[0])

    def _truths(self, condition: Expression, where: Where) -> tuple[bool, bool]:
        """Whether the condition may hold, and whether it may fail, knowing only this person."""

        def here(person: str) -> tuple[bool, bool]:
            if person != self.person:
                return True, True
            if not where.alive:
                return False, True
            if where.scene == -1 or not self.has_zone:
                return True, where.scene == -1
            return where.zone == where.scene, where.zone != where.scene

        known = {self.alive: where.alive, self.zone: where.zone}
        known.update(zip((each.name for each in self.tracked), where.asked, strict=True))
        return truths(condition, known, here)


def _asked_by_rules(graph: Graph) -> list[str]:
    """The flags and short words on which rules wait that lead elsewhere, the first few."""
    kinds = {each.name: each for each in graph.world.variables}
    found: dict[str, None] = {}
    for touch in graph.rules:
        for name in sorted(touch.reads) if touch.rule.goto else ():
            variable = kinds.get(name)
            if variable is not None and variable.kind in ("flag", "word") and variable.high <= 8:
                found[name] = None
    return list(found)[:MOST_TRACKED]
