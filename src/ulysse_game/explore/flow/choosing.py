"""A page: which choices it offers, what it shows of them, and what taking one begins."""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.explore.flow.acting import Acting
from ulysse_game.explore.flow.context import Here, Turning, Way
from ulysse_game.explore.flow.graph import Ask, Note, Op, Set
from ulysse_game.explore.flow.lower import compare, total
from ulysse_game.story import (
    NO,
    YES,
    Choice,
    Draw,
    Expression,
    GroundChoice,
    Not,
    Number,
    Place,
    Read,
    Scene,
    choose,
    conjunction,
    disjunction,
    negate,
)


class Choosing(Acting):
    """The phases in which the player chooses."""

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
            locks = tuple(
                negate(self.lower(each.condition, here.room, picks=here.picks))
                for each in choice.locks
            )
            found.append((choice, conjunction((self._shown(scene, choice, here, left), *locks))))
        return found

    def _shown(
        self, scene: Scene, choice: GroundChoice, here: Here, left: Expression
    ) -> Expression:
        """When a choice is shown, open or closed."""
        asked = [left, self.lower(choice.condition, here.room, picks=here.picks)]
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
        guards = [way.guard for way in ways]
        closed = conjunction(tuple(negate(guard) for guard in guards))
        if closed != NO and not self._outlast(place.scene, here, guards):
            asks.append(Ask("stuck", location, closed))
        return Turning("wait", tuple(ways), (*asks, *self._broken(here, location, "")))

    def _outlast(self, scene: Scene, here: Here, guards: list[Expression]) -> bool:
        """Whether a ``pick`` has more choices that nothing else can close than may be picked.

        So many choices were taken as the context counts, fewer than may be; each closes itself
        only, so of these one is left.
        """
        picked = {Read(name) for name in self.cells.picks.get(scene.id, ())}
        free = sum(isinstance(guard, Not) and guard.part in picked for guard in guards)
        return self._left(scene, here) == YES and free >= scene.pick > 0

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

    def _watched(
        self, place: Place, choice: GroundChoice, guard: Expression, here: Here
    ) -> Iterable[Ask]:
        """What a page shows of a choice: its label, why it is closed, how its ``if`` comes out."""
        scene = place.scene
        address = f"{scene.id}.{choice.written}"
        condition = self.lower(choice.condition, here.room, picks=here.picks)
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
            holds = self.lower(lock.condition, here.room, picks=here.picks)
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
        ops += self._effects(written.effects, choice.binding, address, here.room, written.observe)
        cont = ("chosen", place.location, choice.id)
        here = self._picked(scene, here)
        if choice.clock is None:
            return Way(guard, tuple(ops), ((*cont, ""), here), choice.id)
        turning = self._pass_time(choice.clock, here, (), cont)
        if len(turning.ways) == 1:
            way = turning.ways[0]
            return Way(guard, (*ops, *way.ops), way.then, choice.id)
        return Way(guard, tuple(ops), (("time", place.location, choice.id), here), choice.id)

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

    def _choice(self, location: str, id: str) -> GroundChoice:
        return next(
            each
            for each in self.place(location).choices
            if isinstance(each, GroundChoice) and each.id == id
        )

    def _time(self, here: Here, location: str, id: str) -> Turning:
        """The clock of a choice, where it asks what time it is."""
        choice = self._choice(location, id)
        assert choice.clock is not None
        return self._pass_time(choice.clock, here, (), ("chosen", location, id))

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
