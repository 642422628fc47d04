"""The phases of a step, as the law in ``engine.step`` has them, each with its ways on.

One method to a phase; a phase is a tuple of its name and what it is about. What waits to go on
after time has passed or rules have acted is itself a phase, to which the scene that a rule's
``goto`` named (or nothing) is added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ulysse_game.engine import Binding, Machine, State, Watched, mark_of
from ulysse_game.explore.flow.build import Here, Next, Phase, Picks, Turning, Way, straight
from ulysse_game.explore.flow.cells import SOL_MINUTES, Cells
from ulysse_game.explore.flow.graph import Ask, Note, Op, Set
from ulysse_game.explore.flow.lower import Lowering, compare, reckon, total
from ulysse_game.explore.flow.words import Words
from ulysse_game.story import (
    LEVEL_SEEN,
    NO,
    YES,
    Change,
    Choice,
    Choose,
    Clock,
    Draw,
    DrawBest,
    Effect,
    Expression,
    Go,
    GroundChoice,
    Hear,
    Number,
    Observe,
    Place,
    Read,
    Rule,
    Scene,
    choose,
    conjunction,
    disjunction,
    ground,
    ground_effects,
    negate,
)


class Phases:
    """What every phase of one story leads to."""

    def __init__(self, machine: Machine, cells: Cells, lower: Lowering, words: Words) -> None:
        """The phases of this story."""
        self.machine = machine
        self.layout = machine.layout
        self.world = machine.story.world
        self.cells = cells
        self.lower = lower
        self.words = words
        self._written = {rule.id: rule for rule in self.world.rules}
        self._places: dict[str, Place] = {}
        scenes = machine.story.scenes
        self._ends_at = {scene.ending: id for id, scene in scenes.items() if scene.ending}
        self._ground: dict[str, tuple[Expression, tuple[Op, ...]]] = {}
        highest = self.layout.variables[self.layout.sol - 3].high if self.layout.sol >= 0 else 0
        self._highest_sol = highest

    def turning(self, phase: Phase, here: Here) -> Turning:
        """What this phase leads to in this context."""
        name, *about = phase
        method = getattr(self, f"_{name}")
        found: Turning = method(here, *about)
        return found

    def location_of(self, key: Next) -> str:
        """Where a phase stands, for people: a location of the engine."""
        (name, *about), _ = key
        if name in ("sols", "solrules", "rules"):
            cont: Any = about[-1]
            return str(cont[1])
        return str(about[0])

    def tidy(self, key: Next) -> Next:
        """The same with the counts of those picks only that are still under way."""
        phase, here = key
        if not here.picks:
            return key
        kept = {location.partition("/")[0] for location, _ in here.stack}
        if phase[0] not in ("enter", "open", "end", "endings"):
            kept.add(self.location_of(key).partition("/")[0])
        return phase, here._replace(picks=tuple(each for each in here.picks if each[0] in kept))

    def picks_of(self, state: State) -> Picks:
        """How often was picked in each pick under way, outermost first."""
        if state.ending:
            inner: tuple[str, ...] = ()
        else:
            inner = (state.location.partition("/")[0],)
        scenes = (*(location.partition("/")[0] for location, _ in state.stack), *inner)
        found = []
        for scene in dict.fromkeys(scenes):
            if self._counts(self.machine.story.scene(scene)):
                marks = mark_of(state.marks, self.layout.scenes[scene])
                count = (marks & self.machine.picked_bits(scene)).bit_count()
                found.append((scene, count))
        return tuple(found)

    def _counts(self, scene: Scene) -> bool:
        """Whether the picks of a scene are kept apart: not where a loop goes on with them."""
        return bool(scene.pick) and scene.each is None

    def _left(self, scene: Scene, here: Here) -> Expression:
        """Whether another choice of a ``pick`` may be taken."""
        if not scene.pick:
            return YES
        for id, count in here.picks:
            if id == scene.id:
                return YES if count < scene.pick else NO
        picked = total(tuple(Read(name) for name in self.cells.picks[scene.id]))
        return compare("<", picked, Number(scene.pick))

    def _picked(self, scene: Scene, here: Here) -> Here:
        """The context after one more pick."""
        if not self._counts(scene):
            return here
        picks = tuple(
            (id, min(count + 1, scene.pick) if id == scene.id else count)
            for id, count in here.picks
        )
        return here._replace(picks=picks)

    def place(self, location: str) -> Place:
        """The place at a location."""
        if location not in self._places:
            for each in self.machine.places_of(location.partition("/")[0]):
                self._places[each.location] = each
        return self._places[location]

    def room_of(self, scene: Scene, here: Here) -> int:
        """The room one is in once in the scene: its own, or where one was."""
        return self.layout.rooms.get(scene.room, 0) or here.room

    # -- going there ----------------------------------------------------------------------------

    def _enter(self, here: Here, scene: str) -> Turning:
        written = self.machine.story.scene(scene)
        first = self.machine.places_of(scene)[0]
        asked = self._may_enter(first, here)
        if not written.otherwise:
            absent = () if asked == YES else (Ask("absent", scene, negate(asked)),)
            return straight(absent, (("open", scene), here))
        return self._ask(
            f"{scene}.when",
            asked,
            (("open", scene), here),
            (("enter", written.otherwise), here),
        )

    def _may_enter(self, place: Place, here: Here) -> Expression:
        condition = conjunction((self.machine.presence(place.scene), place.when))
        return self.lower(condition, self.room_of(place.scene, here))

    def _ask(self, address: str, asked: Expression, then: Next, otherwise: Next) -> Turning:
        if asked == YES:
            return straight((Note("yes", address),), then)
        if asked == NO:
            return straight((Note("no", address),), otherwise)
        return Turning(
            "ask",
            (
                Way(asked, (Note("yes", address),), then),
                Way(YES, (Note("no", address),), otherwise),
            ),
        )

    def _open(self, here: Here, scene: str) -> Turning:
        first = self.machine.places_of(scene)[0]
        written, layout = first.scene, self.layout
        ops: list[Op] = []
        chapter = layout.chapters.get(written.chapter, 0)
        if chapter and chapter != here.chapter:
            ops += self._starts(self.machine.chapter_starts(here.chapter))
            ops += self._starts(self.machine.chapter_starts(chapter))
            here = here._replace(chapter=chapter)
        ops += self._starts(layout.scope_starts(f"scene:{scene}"))
        ring = self.cells.rings.get(scene)
        if ring is not None:
            count = Read(f"@visits:{scene}")
            more: Expression = reckon("+", count, YES)
            if ring.length > 1:
                back = Number(ring.last - ring.length + 1)
                more = Choose(compare("is", count, Number(ring.last)), back, more)
            ops.append(Set(self.cells.by_name[count.variable], more))
        if written.pick:
            ops += [Set(self.cells.by_name[name], NO) for name in self.cells.picks[scene]]
        if self._counts(written):
            others = tuple(each for each in here.picks if each[0] != scene)
            here = here._replace(picks=(*others, (scene, 0)))
        ops.append(Note("scene", scene))
        return straight(tuple(ops), (("due", first.location), here))

    def _starts(self, starts: Iterable[tuple[int, int]]) -> list[Op]:
        variables = self.layout.variables
        return [
            Set(self.cells.by_name[variables[slot - 3].name], Number(value))
            for slot, value in starts
        ]

    def _due(self, here: Here, location: str) -> Turning:
        """Play the first place of a scene if its turn comes; what entering changed is done."""
        place = self.place(location)
        play: Next = (("play", location), here)
        if place.scene.each is None:
            return straight((), play)
        asked = self.lower(place.asked, self.room_of(place.scene, here))
        return self._ask(f"{place.scene.id}.each", asked, play, (("onward", location), here))

    # -- a place --------------------------------------------------------------------------------

    def _play(self, here: Here, location: str) -> Turning:
        place = self.place(location)
        scene = place.scene
        spot = self.machine.spot(location)
        ops = [*self._before(spot.watch, here)]
        if "/" in location:
            ops.append(Note("place", location))
        here = here._replace(room=self.room_of(scene, here))
        cont = ("played", location)
        if scene.clock is None:
            return straight(tuple(ops), ((*cont, ""), here))
        return self._pass_time(scene.clock, here, tuple(ops), cont)

    def _played(self, here: Here, location: str, goto: str) -> Turning:
        place = self.place(location)
        scene = place.scene
        bound = place.binding
        ops = self._effects(scene.effects, bound, scene.id, here.room, scene.observe)
        if "title" in scene.blocks:
            ops += self.words.read(f"{scene.id}.title", bound, here.room)
        if "text" in scene.blocks:
            ops += self.words.read(scene.id, bound, here.room)
        ops += self._hears(place.hears, here.room)
        spot = self.machine.spot(location)
        return self._let_act(spot.watch, here, goto, ("settled", location), ops)

    def _settled(self, here: Here, location: str, goto: str) -> Turning:
        scene = self.place(location).scene
        if goto:
            return straight((), (("enter", goto), here._replace(stack=())))
        if scene.ending:
            return straight((Note("ending", scene.ending),), (("end", scene.ending), here))
        if scene.detour:
            back = "" if scene.choices else ">"
            deeper = here._replace(stack=(*here.stack, (location, back)))
            return straight((), (("enter", scene.detour), deeper))
        return straight((), (("stand", location), here))

    def _end(self, here: Here, ending: str) -> Turning:
        return Turning("end", (), self._broken(here, self._ends_at.get(ending, ""), ending))

    def _broken(self, here: Here, location: str, ending: str) -> tuple[Ask, ...]:
        """The invariants, to be watched at every page and at every ending."""
        asks = []
        for each in self.world.invariants:
            if not each.is_asked(location, ending):
                continue
            broken = negate(self.lower(self.machine.grounded(each.holds), here.room, ending))
            if broken != NO:
                asks.append(Ask("broken", each.id, broken))
        return tuple(asks)

    def _stand(self, here: Here, location: str) -> Turning:
        """Wait if any choice is open, else go on."""
        opens = [guard for _, guard in self._guards(location, here)]
        if YES in opens:
            return straight((), (("wait", location), here))
        asked = disjunction(tuple(opens))
        wait: Next = (("wait", location), here)
        onward: Next = (("onward", location), here)
        if asked == NO:
            return straight((), onward)
        return Turning("ask", (Way(asked, (), wait), Way(YES, (), onward)))

    def _resume(self, here: Here, location: str) -> Turning:
        there = here._replace(room=self.room_of(self.place(location).scene, here))
        return straight((), (("stand", location), there))

    def _onward(self, here: Here, location: str) -> Turning:
        """The next item whose turn it is, or the scene's ``next``."""
        place = self.place(location)
        ways: list[Way] = []
        address = f"{place.scene.id}.each"
        notes: tuple[Op, ...] = ()
        while place.following:
            place = self.place(place.following)
            due = self.lower(place.asked, self.room_of(place.scene, here))
            then: Next = (("turn", place.location), here)
            if due != NO:
                ways.append(Way(due, (*notes, Note("yes", address)), then))
            if due == YES:
                return Turning("ask", tuple(ways))
            notes = (Note("no", address),)
        return Turning("ask", (*ways, *self._ways_on(place, here, notes)))

    def _ways_on(self, place: Place, here: Here, notes: tuple[Op, ...]) -> Iterable[Way]:
        scene = place.scene
        for number, target in enumerate(place.next):
            if isinstance(target, DrawBest):
                best: Next = (("best", place.location, target.deck, target.otherwise), here)
                yield Way(YES, notes, best)
                return
            asked = YES if target.condition is None else self.lower(target.condition, here.room)
            address = f"{scene.id}.next[{number + 1}]"
            taken = notes if asked == YES else (*notes, Note("yes", address))
            if asked != NO:
                if target.odds:
                    then: Next = (("dice", place.location, number), here)
                else:
                    then = self._go(place, here, target.scene)
                yield Way(asked, taken, then)
            if asked == YES:
                return
            notes = (*notes, Note("no", address))
        yield Way(YES, notes, (("wait", place.location), here))

    def _dice(self, here: Here, location: str, first: int) -> Turning:
        place = self.place(location)
        ways = []
        for target in place.next[first:]:
            if isinstance(target, Go) and target.odds:
                asked = YES if target.condition is None else self.lower(target.condition, here.room)
                ways.append(Way(asked, (), self._go(place, here, target.scene), odds=target.odds))
        return Turning("chance", tuple(ways))

    def _turn(self, here: Here, location: str) -> Turning:
        """The next item of a loop, if everybody it needs is still here."""
        place = self.place(location)
        play: Next = (("play", location), here)
        if not place.scene.otherwise:
            return straight((), play)
        asked = self._may_enter(place, here)
        otherwise: Next = (("enter", place.scene.otherwise), here)
        return self._ask(f"{place.scene.id}.when", asked, play, otherwise)

    def _go(self, place: Place, here: Here, target: str) -> Next:
        """To a target by name."""
        if target == "here":
            return (("resume", place.location), here)
        if target == "endings":
            return (("endings", place.location), here)
        if target != "return":
            return (("enter", target), here)
        if not here.stack:
            return (("wait", place.location), here)
        *rest, (location, then) = here.stack
        back = self.place(location)
        room = self.layout.rooms.get(back.scene.room, 0) or here.room
        there = here._replace(stack=tuple(rest), room=room)
        if then == ">":
            return (("onward", location), there)
        return self._go(back, there, then or "here")

    def _endings(self, here: Here, location: str) -> Turning:
        del location
        ways: list[Way] = []
        notes: tuple[Op, ...] = ()
        for ending in self.world.endings:
            asked = self.lower(self.machine.grounded(ending.when), here.room)
            address = f"ending.{ending.id}.if"
            taken = notes if asked == YES else (*notes, Note("yes", address))
            if asked != NO:
                ways.append(Way(asked, taken, (("enter", ending.scene), here)))
            if asked == YES:
                break
            notes = (*notes, Note("no", address))
        return Turning("ask", tuple(ways))

    def _best(self, here: Here, location: str, deck: str, otherwise: str) -> Turning:
        """The best card of a deck: the most salient, then the first in written order."""
        piles = self._offered(self.place(location).scene, deck, here)
        ways = [Way(asked, (), (("enter", card), here)) for card, asked in piles]
        return Turning("ask", (*ways, Way(YES, (), (("enter", otherwise), here))))

    def _offered(self, scene: Scene, deck: str, here: Here) -> list[tuple[str, Expression]]:
        """Each card with when its pile offers it, the more salient first."""
        found: list[tuple[str, Expression]] = []
        for _, pile in self.machine.deck(scene.chapter, deck):
            earlier: list[Expression] = []
            for card in pile:
                playable = self._playable(card, here)
                found.append((card, conjunction((*earlier, playable))))
                earlier.append(negate(playable))
        story = self.machine.story
        return sorted(found, key=lambda each: -story.scene(each[0]).salience)

    def _playable(self, card: str, here: Here) -> Expression:
        first = self.machine.places_of(card)[0]
        asked = self._may_enter(first, here)
        if first.scene.again:
            return asked
        return conjunction((compare("is", Read(f"@visits:{card}"), NO), asked))

    # -- choices --------------------------------------------------------------------------------

    def _guards(self, location: str, here: Here) -> list[tuple[GroundChoice | str, Expression]]:
        """Every choice of a place, cards by their scene, with when it is open."""
        place = self.place(location)
        scene = place.scene
        left = self._left(scene, here)
        found: list[tuple[GroundChoice | str, Expression]] = []
        for choice in place.choices:
            if isinstance(choice, Draw):
                found += [
                    (card, conjunction((left, asked)))
                    for card, asked in self._drawn(scene, choice, here)
                ]
                continue
            locks = tuple(negate(self.lower(each.condition, here.room)) for each in choice.locks)
            found.append((choice, conjunction((self._shown(scene, choice, here, left), *locks))))
        return found

    def _shown(
        self, scene: Scene, choice: GroundChoice, here: Here, left: Expression
    ) -> Expression:
        """When a choice is shown, open or closed."""
        asked = [left, self.lower(choice.condition, here.room)]
        if choice.once:
            asked.append(negate(Read(f"@spent:{scene.id}#{choice.mark}")))
        if scene.pick:
            asked.append(negate(Read(f"@picked:{scene.id}#{choice.mark}")))
        return conjunction(tuple(asked))

    def _drawn(self, scene: Scene, draw: Draw, here: Here) -> list[tuple[str, Expression]]:
        found = []
        marks = self.machine.card_marks(scene.id)
        for card, asked in self._offered(scene, draw.deck, here):
            if scene.pick:
                asked = conjunction((asked, negate(Read(f"@picked:{scene.id}#{marks[card]}"))))
            found.append((card, asked))
        if not draw.limit:
            return found
        limited = []
        for number, (card, asked) in enumerate(found):
            before = tuple(choose(other, YES, NO) for _, other in found[:number])
            room = compare("<", total(before), Number(draw.limit))
            limited.append((card, conjunction((asked, room))))
        return limited

    def _wait(self, here: Here, location: str) -> Turning:
        place = self.place(location)
        ways: list[Way] = []
        asks: list[Ask] = []
        for choice, guard in self._guards(location, here):
            if isinstance(choice, str):
                asks += self.words.offered(f"{choice}.offer", (), here.room, guard)
                if guard != NO:
                    ways.append(self._card_way(place, choice, guard, here))
                continue
            asks += self._watched(place, choice, guard, here)
            if guard != NO:
                ways.append(self._choice_way(place, choice, guard, here))
        for item in self.world.status:
            shown = self.lower(self.machine.grounded(item.condition), here.room)
            asks += self.words.offered(f"status.{item.id}", (), here.room, shown)
        closed = conjunction(tuple(negate(way.guard) for way in ways))
        if closed != NO:
            asks.append(Ask("stuck", location, closed))
        return Turning("wait", tuple(ways), (*asks, *self._broken(here, location, "")))

    def _watched(
        self, place: Place, choice: GroundChoice, guard: Expression, here: Here
    ) -> Iterable[Ask]:
        """What a page shows of a choice: its label, why it is closed, how its ``if`` comes out."""
        scene = place.scene
        address = f"{scene.id}.{choice.written}"
        condition = self.lower(choice.condition, here.room)
        if choice.condition != YES:
            yield Ask("outcome", f"{address}.if", condition)
        left = self._left(scene, here)
        shown = self._shown(scene, choice, here, left)
        labelled = [guard]
        written = next(
            each for each in scene.choices if isinstance(each, Choice) and each.id == choice.written
        )
        lines = [lock.line_id for lock in written.locks]
        open_so_far = shown
        for lock in choice.locks:
            holds = self.lower(lock.condition, here.room)
            closed = conjunction((open_so_far, holds))
            open_so_far = conjunction((open_so_far, negate(holds)))
            number = lines.index(lock.line_id) + 1
            yield Ask("closed", f"{address}#{number}", closed)
            yield from self.words.offered(lock.line_id, choice.binding, here.room, closed)
            if not lock.instead:
                labelled.append(closed)
        yield from self.words.offered(
            address, choice.binding, here.room, disjunction(tuple(labelled))
        )

    def _choice_way(self, place: Place, choice: GroundChoice, guard: Expression, here: Here) -> Way:
        scene = place.scene
        spot = self.machine.spot(place.location)
        option = spot.by_id[choice.id]
        address = f"{scene.id}.{choice.written}"
        ops: list[Op] = [Note("choice", f"{place.location}.{choice.id}")]
        ops += self._before(option.watch, here)
        by_name = self.cells.by_name
        for name, marks in (
            (f"@taken:{address}", True),
            (f"@spent:{scene.id}#{choice.mark}", choice.once),
            (f"@picked:{scene.id}#{choice.mark}", bool(scene.pick)),
        ):
            if marks and name in by_name:
                ops.append(Set(by_name[name], YES))
        written = next(
            each for each in scene.choices if isinstance(each, Choice) and each.id == choice.written
        )
        ops += self._effects(
            written.effects, choice.binding, address, here.room, written.observe
        )
        cont = ("chosen", place.location, choice.id)
        here = self._picked(scene, here)
        if choice.clock is None:
            return Way(guard, tuple(ops), ((*cont, ""), here), choice.id)
        turning = self._pass_time(choice.clock, here, (), cont)
        if len(turning.ways) == 1:
            way = turning.ways[0]
            return Way(guard, (*ops, *way.ops), way.then, choice.id)
        return Way(guard, tuple(ops), (("time", place.location, choice.id), here), choice.id)

    def _time(self, here: Here, location: str, id: str) -> Turning:
        """The clock of a choice, where it asks what time it is."""
        choice = self._choice(location, id)
        assert choice.clock is not None
        return self._pass_time(choice.clock, here, (), ("chosen", location, id))

    def _choice(self, location: str, id: str) -> GroundChoice:
        return next(
            each
            for each in self.place(location).choices
            if isinstance(each, GroundChoice) and each.id == id
        )

    def _card_way(self, place: Place, card: str, guard: Expression, here: Here) -> Way:
        scene = place.scene
        ops: list[Op] = [Note("choice", f"{place.location}.{card}")]
        mark = self.machine.card_marks(scene.id)[card]
        by_name = self.cells.by_name
        names = (f"@taken:{scene.id}.{card}", f"@picked:{scene.id}#{mark}")
        ops += [Set(by_name[name], YES) for name in names if name in by_name]
        deeper = self._picked(scene, here)
        deeper = deeper._replace(stack=(*here.stack, (place.location, "")))
        return Way(guard, tuple(ops), (("enter", card), deeper), card)

    def _chosen(self, here: Here, location: str, id: str, goto: str) -> Turning:
        choice = self._choice(location, id)
        scene = self.place(location).scene
        ops: list[Op] = []
        if choice.gives:
            line = f"{scene.id}.{choice.written}.then"
            ops += self.words.read(line, choice.binding, here.room)
            ops += self._hears(choice.hears, here.room)
        watch = self.machine.spot(location).by_id[id].watch
        return self._let_act(watch, here, goto, ("led", location, id), ops)

    def _led(self, here: Here, location: str, id: str, goto: str) -> Turning:
        choice = self._choice(location, id)
        place = self.place(location)
        if goto:
            return straight((), (("enter", goto), here._replace(stack=())))
        if choice.detour:
            deeper = here._replace(stack=(*here.stack, (location, choice.goto)))
            return straight((), (("enter", choice.detour), deeper))
        if choice.goto:
            return straight((), self._go(place, here, choice.goto))
        if place.scene.pick:
            return straight((), (("resume", location), here))
        return straight((), (("onward", location), here))

    # -- effects --------------------------------------------------------------------------------

    def _effects(
        self,
        effects: tuple[Effect, ...],
        binding: Binding,
        address: str,
        room: int,
        observe: Observe | None,
    ) -> list[Op]:
        """Written effects, each watched for how its condition comes out and where it saturates.

        What ``observe`` does is among them. That it asks whether the observation is unseen is
        nobody's condition; the ``if`` behind it is.
        """
        ops: list[Op] = []
        number = 0
        for effect in effects:
            if observe is not None and _is_observing(effect, observe):
                ops += self._observing(effect, observe, binding, f"{address}.observe", room)
                continue
            number += 1
            asked = effect.condition is not None
            walked = isinstance(effect, Change) and effect.walk is not None
            for each in ground_effects((effect,), dict(binding), self.layout.facts):
                name = f"{address}.do[{number}]"
                ops += self._effect(each, name, asked or walked, room)
        return ops

    def _observing(
        self, effect: Effect, observe: Observe, binding: Binding, name: str, room: int
    ) -> list[Op]:
        ops: list[Op] = []
        if observe.condition is not None:
            written = ground(observe.condition, dict(binding), self.layout.facts)
            ops.append(Ask("outcome", f"{name}.if", self.lower(written, room)))
        for each in ground_effects((effect,), dict(binding), self.layout.facts):
            ops += self._effect(each, name, False, room)
        return ops

    def _effect(self, effect: Effect, name: str, is_asked: bool, room: int) -> Iterable[Op]:
        condition = YES if effect.condition is None else self.lower(effect.condition, room)
        if is_asked:
            yield Ask("outcome", f"{name}.if", condition)
        if isinstance(effect, Hear):
            heard = f"@heard:{effect.echo}"
            if heard in self.cells.by_name and condition != NO:
                yield Set(self.cells.by_name[heard], choose(condition, YES, Read(heard)))
            return
        assert isinstance(effect.target, Read)
        target = effect.target
        cell = self.cells.every[self.cells.by_name[target.variable]]
        value = self.lower(effect.value, room)
        if effect.sign != "=":
            value = reckon(effect.sign[0], target, value)
            over = disjunction(
                (compare(">", value, Number(cell.high)), compare("<", value, Number(cell.low)))
            )
            yield Ask("saturates", name, conjunction((condition, over)))
        if condition != NO:
            changed = choose(condition, value, target)
            yield Set(self.cells.by_name[target.variable], changed)

    def _hears(self, hears: tuple[Effect, ...], room: int) -> list[Op]:
        return [op for each in hears for op in self._effect(each, "", False, room)]

    # -- rules ----------------------------------------------------------------------------------

    def _before(self, watch: tuple[Watched, ...], here: Here) -> list[Op]:
        """Remember which of these rules hold already."""
        ops: list[Op] = []
        for rule in watch:
            if rule.chapter in (0, here.chapter):
                when, _ = self._rule(rule.id, here.room)
                ops.append(Set(self.cells.by_name[f"@was:{rule.id}"], choose(when, YES, NO)))
        return ops

    def _rule(self, id: str, room: int) -> tuple[Expression, tuple[Op, ...]]:
        """A rule's condition in a room, and what it does there."""
        key = f"{id}@{room}"
        if key not in self._ground:
            rule: Rule = self._written[id]
            when = self.lower(self.machine.grounded(rule.when), room)
            ops: list[Op] = []
            if rule.once:
                ops.append(Set(self.cells.by_name[f"@fired:{id}"], YES))
            ops += self._effects(rule.effects, (), f"rule.{id}", room, None)
            ops.append(Note("rule", id))
            if rule.gives:
                ops += self.words.read(f"rule.{id}", (), room)
            self._ground[key] = (when, tuple(ops))
        return self._ground[key]

    def _let_act(
        self,
        watch: tuple[Watched, ...],
        here: Here,
        goto: str,
        cont: Phase,
        ops: list[Op],
    ) -> Turning:
        """Let the rules act that have become true, then go on."""
        waiting = tuple(rule.id for rule in watch if rule.chapter in (0, here.chapter))
        if not waiting:
            return straight(tuple(ops), ((*cont, goto), here))
        return straight(tuple(ops), (("rules", waiting, waiting, goto, cont), here))

    def _rules(
        self, here: Here, watched: tuple[str, ...], waiting: tuple[str, ...], goto: str, cont: Phase
    ) -> Turning:
        """The first waiting rule that has become true acts, then those that remain."""
        ways: list[Way] = []
        by_name = self.cells.by_name
        for id in waiting:
            when, ops = self._rule(id, here.room)
            asked = [negate(Read(f"@was:{id}")), when]
            if f"@fired:{id}" in by_name:
                asked.append(negate(Read(f"@fired:{id}")))
            guard = conjunction(tuple(asked))
            if guard != NO:
                left = tuple(each for each in waiting if each != id)
                then = goto or self._written[id].goto
                after: Next = (("rules", watched, left, then, cont), here)
                ways.append(Way(guard, (*ops, *self._clash(id, goto)), after))
        forgotten = tuple(Set(by_name[f"@was:{id}"], NO) for id in watched)
        return Turning("ask", (*ways, Way(YES, forgotten, ((*cont, goto), here))))

    def _clash(self, id: str, goto: str) -> tuple[Op, ...]:
        """That this rule wants to go somewhere when another has already said where."""
        other = self._written[id].goto
        return (Note("clash", f"rule.{id} {goto}"),) if goto and other and other != goto else ()

    # -- time -----------------------------------------------------------------------------------

    def _pass_time(self, clock: Clock, here: Here, ops: tuple[Op, ...], cont: Phase) -> Turning:
        """Time moves on; then ``cont``, with the scene that a rule of a new sol leads to."""
        minute = Read("@minute")
        if clock.kind == "after":
            return self._after(clock.minutes, here, ops, cont)
        to = Number(clock.minutes % SOL_MINUTES)
        if clock.kind == "next":
            passed = reckon("-", Number(SOL_MINUTES + clock.minutes), minute)
            more = (*ops, *self._run_down(passed), self._set("@minute", to))
            sols = 1 + clock.minutes // SOL_MINUTES
            return straight(more, (("sols", sols, "", cont), here))
        return self._until(clock, here, ops, cont)

    def _after(self, minutes: int, here: Here, ops: tuple[Op, ...], cont: Phase) -> Turning:
        """So many minutes from now, over midnight or not."""
        minute = Read("@minute")
        ops = (*ops, *self._run_down(Number(minutes)))
        sols = minutes // SOL_MINUTES

        def at(crossed: int) -> tuple[tuple[Op, ...], Next]:
            then = reckon("+", minute, Number(minutes - crossed * SOL_MINUTES))
            return (*ops, self._set("@minute", then)), (("sols", crossed, "", cont), here)

        if minutes % SOL_MINUTES == 0:
            return straight(*at(sols))
        crosses = compare(">=", minute, Number((sols + 1) * SOL_MINUTES - minutes))
        return Turning("ask", (Way(crosses, *at(sols + 1)), Way(YES, *at(sols))))

    def _until(self, clock: Clock, here: Here, ops: tuple[Op, ...], cont: Phase) -> Turning:
        """Until a time of a sol; nothing happens if it is past."""
        minute, end = Read("@minute"), clock.sol * SOL_MINUTES + clock.minutes
        sol = Read("sol") if self.layout.sol >= 0 else NO
        now = reckon("+", reckon("*", sol, Number(SOL_MINUTES)), minute)
        past: Next = ((*cont, ""), here)
        ways = [Way(compare(">=", now, Number(end)), ops, past)]
        more = (
            *ops,
            *self._run_down(reckon("-", Number(end), now)),
            self._set("@minute", Number(clock.minutes % SOL_MINUTES)),
        )
        last = clock.sol + clock.minutes // SOL_MINUTES
        for sols in range(1, last + 1) if self.layout.sol >= 0 else ():
            is_then = compare("is", sol, Number(last - sols))
            ways.append(Way(is_then, more, (("sols", sols, "", cont), here)))
        return Turning("ask", (*ways, Way(YES, more, past)))

    def _run_down(self, minutes: Expression) -> list[Op]:
        """Timers run down by so many minutes."""
        variables = self.layout.variables
        names = [variables[slot - 3].name for slot, _ in self.layout.timers]
        return [self._set(name, reckon("-", Read(name), minutes)) for name in names]

    def _set(self, name: str, value: Expression) -> Set:
        return Set(self.cells.by_name[name], value)

    def _sols(self, here: Here, left: int, goto: str, cont: Phase) -> Turning:
        """So many new sols, one by one, each with its rules."""
        done: Next = ((*cont, goto), here)
        if not left or self.layout.sol < 0:
            return straight((), done)
        sol = Read("sol")
        new: Next = (("solrules", 0, left - 1, goto, cont), here)
        more = (self._set("sol", reckon("+", sol, YES)),)
        before_last = compare("<", sol, Number(self._highest_sol))
        return Turning("ask", (Way(before_last, more, new), Way(YES, (), done)))

    def _solrules(self, here: Here, number: int, left: int, goto: str, cont: Phase) -> Turning:
        """The rules of a new sol from this one on, each asked once, in order."""
        rules = [rule for rule in self.machine.sol_rules if rule.chapter in (0, here.chapter)]
        if number == len(rules):
            return straight((), (("sols", left, goto, cont), here))
        id = rules[number].id
        when, ops = self._rule(id, here.room)
        fired = f"@fired:{id}"
        if fired in self.cells.by_name:
            when = conjunction((when, negate(Read(fired))))
        then = goto or self._written[id].goto
        acts: Next = (("solrules", number + 1, left, then, cont), here)
        rests: Next = (("solrules", number + 1, left, goto, cont), here)
        if when == YES:
            return straight((*ops, *self._clash(id, goto)), acts)
        more = (*ops, *self._clash(id, goto))
        return Turning("ask", (Way(when, more, acts), Way(YES, (), rests)))


def _is_observing(effect: Effect, observe: Observe) -> bool:
    """Whether this is the effect that an ``observe`` stands for."""
    return (
        isinstance(effect, Change)
        and effect.target == Read(observe.observation)
        and effect.value == LEVEL_SEEN
    )
