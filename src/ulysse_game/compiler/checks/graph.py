"""Which scene may lead to which, and how: the edges that the checks walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ulysse_game.compiler.checks.truth import truths
from ulysse_game.compiler.kinds import NOWHERE
from ulysse_game.story import (
    Change,
    Choice,
    Clock,
    Constant,
    Draw,
    DrawBest,
    Effect,
    Expression,
    Facts,
    Go,
    Number,
    Place,
    Read,
    Rule,
    Scene,
    World,
    ground,
    ground_effects,
    places,
    reads,
    writes,
)


class RuleTouch(NamedTuple):
    """A rule as far as setting it off goes: what it reads and what its effects write."""

    rule: Rule
    when: Expression | None
    reads: frozenset[str]
    writes: frozenset[str]
    effects: tuple[Effect, ...]


class Graph:
    """The scenes of a story and their edges.

    ``ways_on`` holds, for each scene, where ``next``, ``goto`` and ``else`` may lead; ``goings``
    where its detours do, if it has any. ``returning`` are the scenes that may end a detour,
    ``drawing`` those with cards among their choices.
    """

    def __init__(self, world: World, scenes: dict[str, Scene]) -> None:
        """The graph of these scenes."""
        self.world = world
        self.scenes = scenes
        self.facts = Facts(world)
        self.decks = {(deck.chapter, deck.id): deck.piles for deck in world.decks}
        self._places: dict[str, tuple[Place, ...]] = {}
        self.endings = tuple(ending.scene for ending in world.endings if ending.scene)
        self.rules = tuple(self._touch(rule) for rule in world.rules)
        self.timers = tuple(each.name for each in world.variables if each.kind == "timer")
        self.ways_on: dict[str, tuple[str, ...]] = {}
        self.goings: dict[str, tuple[str, ...]] = {}
        self.returning: set[str] = set()
        self.drawing: set[str] = set()
        for scene in scenes.values():
            self._link(scene)
        self._by_time = frozenset(["sol", *self.timers]).union(
            *(each.writes for each in self.rules if each.rule.each_sol)
        )

    def _link(self, scene: Scene) -> None:
        """Note the edges of one scene: in one pass, as there are many."""
        id = scene.id
        after = [*self.onward(scene)] if scene.next else []
        if scene.otherwise:
            after.append(scene.otherwise)
        has_detour = scene.detour != ""
        for choice in scene.choices:
            if isinstance(choice, Draw):
                self.drawing.add(id)
                has_detour = True
                continue
            goto = choice.goto
            if goto in NOWHERE:
                after.extend(self.target(goto))
                if goto == "return":
                    self.returning.add(id)
            elif goto:
                after.append(goto)
            if choice.detour:
                has_detour = True
        self.ways_on[id] = tuple(after)
        if has_detour and (goings := tuple(self.detours(scene))):
            self.goings[id] = goings
        for target in scene.next:
            if isinstance(target, Go) and target.scene == "return":
                self.returning.add(id)

    def _touch(self, rule: Rule) -> RuleTouch:
        when = None if rule.when is None else ground(rule.when, {}, self.facts)
        effects = ground_effects(rule.effects, {}, self.facts)
        return RuleTouch(rule, when, reads(when), writes(effects), effects)

    def places(self, scene: Scene) -> tuple[Place, ...]:
        """The places of a scene, everything ground."""
        found = self._places.get(scene.id)
        if found is None:
            found = self._places[scene.id] = places(scene, self.facts)
        return found

    def cards(self, scene: Scene, deck: str) -> Iterator[str]:
        """The cards of a deck as a scene sees it."""
        for _, pile in self.decks.get((scene.chapter, deck), ()):
            yield from pile

    def target(self, name: str) -> Iterable[str]:
        """The scenes a target may be."""
        if name == "endings":
            return self.endings
        return () if name in NOWHERE or not name else (name,)

    def onward(self, scene: Scene) -> Iterator[str]:
        """Where ``next`` may lead."""
        for target in scene.next:
            if isinstance(target, DrawBest):
                yield from self.cards(scene, target.deck)
                yield target.otherwise
            else:
                yield from self.target(target.scene)

    def gotos(self, scene: Scene) -> Iterator[str]:
        """Where choices and ``else`` may lead without coming back."""
        if scene.otherwise:
            yield scene.otherwise
        for choice in scene.choices:
            if isinstance(choice, Choice):
                yield from self.target(choice.goto)

    def detours(self, scene: Scene) -> Iterator[str]:
        """Where one may go and come back from."""
        if scene.detour:
            yield scene.detour
        for choice in scene.choices:
            if isinstance(choice, Draw):
                yield from self.cards(scene, choice.deck)
            elif choice.detour:
                yield choice.detour

    def touched(
        self, chapter: str, effects: tuple[Effect, ...], clock: Clock | None, moves: bool
    ) -> list[RuleTouch]:
        """The rules that ground effects, time and a change of room may set off, in their order.

        Rules of another chapter sleep; so do those whose condition is certainly false by what
        the effects themselves set.
        """
        if not self.rules:
            return []
        names = set(writes(effects)) | {"@marks"}
        if clock is not None:
            names |= self._by_time
        if moves:
            names.add("@room")
        known = self._known(effects, clock)
        found: list[RuleTouch] = []
        grew = True
        while grew:
            grew = False
            for rule in self.rules:
                sets_off = (rule.rule.each_sol and clock is not None) or names & rule.reads
                if not sets_off or rule in found or not self._is_awake(rule, chapter, known):
                    continue
                found.append(rule)
                names |= rule.writes
                known = {name: value for name, value in known.items() if name not in rule.writes}
                grew = True
        return found

    def _is_awake(self, touch: RuleTouch, chapter: str, known: dict[str, int]) -> bool:
        if touch.rule.chapter and chapter and touch.rule.chapter != chapter:
            return False
        return touch.when is None or truths(touch.when, known)[0]

    def _known(self, effects: tuple[Effect, ...], clock: Clock | None) -> dict[str, int]:
        """What is certain after the effects: plain values they set and nothing changed later."""
        known: dict[str, int] = {}
        for effect in effects:
            if not isinstance(effect, Change) or not isinstance(effect.target, Read):
                continue
            name, value = effect.target.variable, effect.value
            known.pop(name, None)
            if effect.sign == "=" and effect.condition is None:
                if isinstance(value, Number):
                    known[name] = value.value
                elif isinstance(value, Constant):
                    known[name] = value.number
        if clock is not None:
            known = {name: value for name, value in known.items() if name not in self._by_time}
        return known


def note_moves(effects: tuple[Effect, ...], moves: dict[str, set[str]]) -> None:
    """Note for each variable which ways these ground effects move it: up, down, to which value."""
    for effect in effects:
        if isinstance(effect, Change) and isinstance(effect.target, Read):
            ways = moves.setdefault(effect.target.variable, set())
            if effect.sign != "=":
                negative = isinstance(effect.value, Number) and effect.value.value < 0
                ways.add("-" if (effect.sign == "-=") != negative else "+")
            elif isinstance(effect.value, Number | Constant):
                ways.add(str(effect.value))
            else:
                ways.update(("+", "-"))


def has_always_open(scene: Scene) -> bool:
    """Whether some choice of the scene is open whatever the state."""
    return any(map(is_always_open, scene.choices))


def is_always_open(choice: Choice | Draw) -> bool:
    """Whether a choice is open whatever the state, once the scene is entered anew."""
    if isinstance(choice, Draw):
        return False
    has_item = choice.each is None or (bool(choice.each.members) and choice.each.condition is None)
    return choice.condition is None and not choice.locks and not choice.once and has_item


def rings(edges: dict[str, list[str]]) -> list[list[str]]:
    """The strongly connected parts that hold a ring (Tarjan's algorithm, without recursion)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    standing: set[str] = set()
    found: list[list[str]] = []
    for root in edges:
        if root in number:
            continue
        work: list[tuple[str, Iterator[str]]] = [(root, iter(edges[root]))]
        number[root] = lowest[root] = len(number)
        stack.append(root)
        standing.add(root)
        while work:
            node, after = work[-1]
            for target in after:
                if target not in edges:
                    continue
                if target not in number:
                    number[target] = lowest[target] = len(number)
                    stack.append(target)
                    standing.add(target)
                    work.append((target, iter(edges[target])))
                    break
                if target in standing:
                    lowest[node] = min(lowest[node], number[target])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == number[node]:
                    part: list[str] = []
                    while True:
                        member = stack.pop()
                        standing.discard(member)
                        part.append(member)
                        if member == node:
                            break
                    if len(part) > 1 or node in edges[node]:
                        found.append(part[::-1])
    return found
