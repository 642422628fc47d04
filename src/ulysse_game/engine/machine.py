"""A story made ready to step through: what each place does, compiled when first come to.

The machine holds no state of play; one serves any number of playthroughs. A ``Spot`` is a place
with its conditions and effects as functions; an ``Option`` is a choice of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ulysse_game.engine.code import Code, Reader, Writer
from ulysse_game.engine.events import Binding, Entered, Event, Picked
from ulysse_game.engine.layout import Layout
from ulysse_game.engine.marks import PICKED, SPENT, TAKEN, bit
from ulysse_game.engine.state import State
from ulysse_game.story import (
    YES,
    Call,
    Clock,
    Draw,
    DrawBest,
    Effect,
    Expression,
    GroundChoice,
    Place,
    Read,
    Scene,
    Story,
    Target,
    conjunction,
    ground,
    ground_effects,
    places,
    reads,
    writes,
)


class Watched(NamedTuple):
    """A rule ready to act. ``chapter`` is 0 for the world's; ``bit`` its place in ``fired``."""

    id: str
    chapter: int
    when: Reader
    once: int
    writer: Writer | None
    gives: bool
    goto: str
    reads: frozenset[str]
    writes: frozenset[str]


class Lock(NamedTuple):
    """Closes a choice while it holds, with the text of ``line_id`` as the reason."""

    holds: Reader
    line_id: str
    instead: bool


class Option(NamedTuple):
    """A choice ready to be taken. ``card`` is the card's scene for a drawn one, else nothing."""

    id: str
    written: str
    binding: Binding
    condition: Reader | None
    locks: tuple[Lock, ...]
    taken: int
    spent: int
    picked: int
    writer: Writer | None
    clock: Clock | None
    goto: str
    detour: str
    gives: str
    hears: Writer | None
    watch: tuple[Watched, ...]
    label: str
    is_free: bool
    card: str


class Offer(NamedTuple):
    """A choice as it stands now, by its address within its scene.

    ``lock`` is the text that says why it is closed, or nothing; ``instead`` says that the reason
    stands in the place of the label.
    """

    id: str
    option: Option
    is_open: bool = True
    lock: str = ""
    instead: bool = False


class Quick(NamedTuple):
    """The step of a plainest choice, made once: with what happened, and without.

    It is taken while ``condition`` holds and the chapter is the scene's own: a detour from another
    chapter, or an edited save, may have led there from elsewhere.
    """

    chapter: int
    condition: Reader | None
    step: Callable[[State], tuple[State, tuple[Event, ...]]]
    advance: Callable[[State], State]


class Way(NamedTuple):
    """One target of a ``next``: a scene, or a deck with what is played when it is empty."""

    scene: str
    odds: int
    condition: Reader | None
    deck: str


class Offered(NamedTuple):
    """A ``draw`` among the choices: its piles' cards, each with its option."""

    piles: tuple[tuple[Option, ...], ...]
    limit: int


class Spot:
    """One place, compiled. ``following`` is the next item's location, or nothing.

    ``asked_only`` holds its choices by id with their conditions, where nothing else can close
    them. ``picked`` and ``entered`` are its events, made once; ``quick`` keeps the steps of its
    plainest choices.
    """

    __slots__ = (
        "asked",
        "asked_only",
        "binding",
        "by_id",
        "can_enter",
        "chapter",
        "clock",
        "detour",
        "draws",
        "ending",
        "entered",
        "following",
        "hears",
        "is_always_open",
        "location",
        "number",
        "offers",
        "otherwise",
        "pick",
        "picked",
        "picked_bits",
        "quick",
        "resets",
        "room",
        "scene",
        "text",
        "title",
        "watch",
        "ways",
        "writer",
    )

    def __init__(self, machine: Machine, place: Place) -> None:
        """The place, made ready by this machine."""
        scene, code, layout = place.scene, machine.code, machine.layout
        self.location = place.location
        self.scene = scene.id
        self.number = layout.scenes[scene.id]
        self.binding: Binding = place.binding
        self.asked = code.condition(place.asked)
        self.following = place.following
        self.can_enter = code.condition(conjunction((machine.presence(scene), place.when)))
        self.otherwise = scene.otherwise
        self.chapter = layout.chapters.get(scene.chapter, 0)
        self.room = layout.rooms.get(scene.room, 0)
        self.clock = scene.clock
        self.writer = code.writer(place.effects)
        self.hears = code.writer(place.hears)
        self.text = scene.id if "text" in scene.blocks else ""
        self.title = f"{scene.id}.title" if "title" in scene.blocks else ""
        self.detour = scene.detour
        self.ending = scene.ending
        self.resets = layout.scope_starts(f"scene:{scene.id}")
        self.pick = scene.pick
        self.picked_bits = machine.picked_bits(scene.id)
        self.watch = machine.watching(place.effects, place.hears, scene.clock, bool(scene.room))
        options = machine.options_of(place)
        self.draws = any(isinstance(each, Offered) for each in options)
        self.offers = tuple(
            each if isinstance(each, Offered) else Offer(each.id, each) for each in options
        )
        self.by_id = _by_id(options)
        self.picked = {
            id: Picked(scene.id, id, each.written, each.label) for id, each in self.by_id.items()
        }
        self.entered = Entered(place.location, "")
        self.quick: dict[str, Quick | None] = {}
        self.is_always_open = any(
            option.is_free for option in options if isinstance(option, Option)
        )
        self.asked_only = None
        if not (self.draws or self.pick) and not any(
            each.locks or each.spent for each in self.by_id.values()
        ):
            self.asked_only = tuple((each.id, each.condition) for each in self.by_id.values())
        self.ways = tuple(machine.way(target) for target in place.next)


def _by_id(options: tuple[Option | Offered, ...]) -> dict[str, Option]:
    found: dict[str, Option] = {}
    for each in options:
        if isinstance(each, Option):
            found[each.id] = each
        else:
            found.update({option.id: option for pile in each.piles for option in pile})
    return found


class Machine:
    """A story ready to be played. Compiles each scene when the play first comes to it."""

    def __init__(self, story: Story, is_quick: bool = True) -> None:
        """The machine of this story. ``is_quick`` off takes the general step always (for tests)."""
        self.story = story
        self.is_quick = is_quick
        self.layout = Layout(story)
        self.code = Code(self.layout, self.marks_of, self.picked_bits)
        self.people = {person.id for person in story.world.people}
        self._decks = {(deck.chapter, deck.id): deck.piles for deck in story.world.decks}
        self._places: dict[str, tuple[Place, ...]] = {}
        self.spots: dict[str, Spot] = {}
        self._heads: dict[str, tuple[Spot, ...]] = {}
        self._marks: dict[str, dict[str, int]] = {}
        self.rules = tuple(
            Watched(
                id=rule.id,
                chapter=self.layout.chapters.get(rule.chapter, 0),
                when=self.code.reader(self.grounded(rule.when)),
                once=1 << number if rule.once else 0,
                writer=self.code.writer(self._ground_effects(rule.effects)),
                gives=rule.gives,
                goto=rule.goto,
                reads=reads(self.grounded(rule.when)),
                writes=writes(self._ground_effects(rule.effects)),
            )
            for number, rule in enumerate(story.world.rules)
        )
        in_order = sorted(
            zip(self.rules, story.world.rules, strict=True), key=lambda pair: pair[0].chapter == 0
        )
        self.edges = tuple(rule for rule, written in in_order if not written.each_sol)
        self.sol_rules = tuple(rule for rule, written in in_order if written.each_sol)
        self._clock_writes = self._written_by_time()
        self._starts = {
            number: self.layout.scope_starts(f"chapter:{id}")
            for id, number in self.layout.chapters.items()
        }
        self.endings = tuple(
            (ending.scene, self.code.condition(self.grounded(ending.when)))
            for ending in story.world.endings
        )
        self.renames = {(kind, old): now for kind, old, now in story.world.was}
        self.chapter_ids = ("", *(chapter.id for chapter in story.world.chapters))

    def grounded(self, expression: Expression | None) -> Expression:
        """The expression with its walks unrolled; nothing means yes."""
        return YES if expression is None else ground(expression, {}, self.layout.facts)

    def _ground_effects(self, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        return ground_effects(effects, {}, self.layout.facts)

    def spot(self, location: str) -> Spot:
        """The place at ``location``; ``KeyError`` when the story has no such place."""
        spot = self.spots.get(location)
        if spot is None:
            self.head(location.partition("/")[0])
            spot = self.spots[location]
        return spot

    def head(self, scene: str) -> tuple[Spot, ...]:
        """All the places of a scene, first item first; ``KeyError`` when there is no scene."""
        found = self._heads.get(scene)
        if found is None:
            found = tuple(Spot(self, place) for place in self.places_of(scene))
            self._heads[scene] = found
            self.spots.update({spot.location: spot for spot in found})
        return found

    def places_of(self, scene: str) -> tuple[Place, ...]:
        """The places of a scene as data."""
        found = self._places.get(scene)
        if found is None:
            found = self._places[scene] = places(self.story.scene(scene), self.layout.facts)
        return found

    def chapter_starts(self, chapter: int) -> tuple[tuple[int, int], ...]:
        """The slots and starts of a chapter's own variables."""
        return self._starts.get(chapter, ())

    def presence(self, scene: Scene) -> Expression:
        """That everybody whom ``with`` and ``session`` name without ``?`` is here (or alive)."""
        asked: list[Expression] = []
        for each in scene.cast:
            if each.maybe or each.person not in self.people:
                continue
            if each.radio:
                alive = f"{each.person}.alive"
                if alive in self.layout.slots:
                    asked.append(Read(alive))
                continue
            asked.append(Call("here", "", (self.layout.facts.person(each.person),)))
        return conjunction(tuple(asked))

    def marks_of(self, scene: str, choice: str) -> tuple[int, ...]:
        """The numbers of every copy of a written choice (a card's too)."""
        found = [
            each.mark
            for place in self.places_of(scene)
            for each in place.choices
            if isinstance(each, GroundChoice) and each.written == choice
        ]
        cards = self.card_marks(scene)
        return tuple(found) if found else (cards[choice],) if choice in cards else ()

    def card_marks(self, scene: str) -> dict[str, int]:
        """By card, the numbers of the cards a scene may draw, after those of its own choices."""
        found = self._marks.get(scene)
        if found is None:
            where = self.places_of(scene)
            own = [e.mark for p in where for e in p.choices if isinstance(e, GroundChoice)]
            first = max(own, default=-1) + 1
            written = self.story.scene(scene)
            cards = [
                card
                for each in written.choices
                if isinstance(each, Draw)
                for _, pile in self.deck(written.chapter, each.deck)
                for card in pile
            ]
            found = self._marks[scene] = {id: n for n, id in enumerate(dict.fromkeys(cards), first)}
        return found

    def picked_bits(self, scene: str) -> int:
        """All the picked bits of a scene's choices: none unless it has a ``pick``."""
        if not self.story.scene(scene).pick:
            return 0
        own = [
            e.mark for p in self.places_of(scene) for e in p.choices if isinstance(e, GroundChoice)
        ]
        return sum(bit(PICKED, mark) for mark in (*own, *self.card_marks(scene).values()))

    def deck(self, chapter: str, id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The piles of a deck of a chapter; none when it has no such deck."""
        return self._decks.get((chapter, id), ())

    def options_of(self, place: Place) -> tuple[Option | Offered, ...]:
        """The choices of a place, ready to be offered, in written order."""
        scene = place.scene
        return tuple(
            self._offered(scene, each) if isinstance(each, Draw) else self._option(scene, each)
            for each in place.choices
        )

    def _option(self, scene: Scene, choice: GroundChoice) -> Option:
        code = self.code
        address = f"{scene.id}.{choice.written}"
        condition = code.condition(choice.condition)
        is_free = condition is None and not choice.locks and not choice.once and not scene.pick
        return Option(
            id=choice.id,
            written=choice.written,
            binding=choice.binding,
            condition=condition,
            locks=tuple(Lock(code.reader(e.condition), e.line_id, e.instead) for e in choice.locks),
            taken=bit(TAKEN, choice.mark),
            spent=bit(SPENT, choice.mark) if choice.once else 0,
            picked=bit(PICKED, choice.mark) if scene.pick else 0,
            writer=code.writer(choice.effects),
            clock=choice.clock,
            goto=choice.goto,
            detour=choice.detour,
            gives=f"{address}.then" if choice.gives else "",
            hears=code.writer(choice.hears),
            watch=self.watching(choice.effects, choice.hears, choice.clock, False),
            label=address,
            is_free=is_free,
            card="",
        )

    def _offered(self, scene: Scene, draw: Draw) -> Offered:
        marks = self.card_marks(scene.id)
        piles = tuple(
            tuple(self._card(scene, card, marks[card]) for card in pile)
            for _, pile in self.deck(scene.chapter, draw.deck)
        )
        return Offered(piles, draw.limit)

    def _card(self, scene: Scene, card: str, mark: int) -> Option:
        return Option(
            id=card,
            written=card,
            binding=(),
            condition=None,
            locks=(),
            taken=bit(TAKEN, mark),
            spent=0,
            picked=bit(PICKED, mark) if scene.pick else 0,
            writer=None,
            clock=None,
            goto="",
            detour=card,
            gives="",
            hears=None,
            watch=(),
            label=f"{card}.offer",
            is_free=False,
            card=card,
        )

    def way(self, target: Target) -> Way:
        """A target, ready to be asked."""
        if isinstance(target, DrawBest):
            return Way(target.otherwise, 0, None, target.deck)
        condition = None if target.condition is None else self.code.condition(target.condition)
        return Way(target.scene, target.odds, condition, "")

    def watching(
        self,
        effects: tuple[Effect, ...],
        hears: tuple[Effect, ...],
        clock: Clock | None,
        moves: bool,
    ) -> tuple[Watched, ...]:
        """The rules that these effects may set off, one after another's effects included."""
        touched = set(writes(effects)) | set(writes(hears)) | {"@marks"}
        if clock is not None:
            touched |= self._clock_writes
        if moves:
            touched.add("@room")
        found: set[str] = set()
        grew = True
        while grew:
            grew = False
            for rule in self.edges:
                if rule.id not in found and touched & rule.reads:
                    found.add(rule.id)
                    touched |= rule.writes
                    grew = True
        return tuple(rule for rule in self.edges if rule.id in found)

    def _written_by_time(self) -> frozenset[str]:
        names = {"sol"} | {each.name for each in self.layout.variables if each.kind == "timer"}
        for rule in self.sol_rules:
            names |= rule.writes
        return frozenset(names)
