"""The phases of a step, as the law in ``engine.step`` has them, each with its ways on.

One method to a phase; a phase is a tuple of its name and what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.explore.flow.choosing import Choosing
from ulysse_game.explore.flow.context import Here, Next, Phase, Turning, Way, straight
from ulysse_game.explore.flow.graph import Ask, Note, Op, Set
from ulysse_game.explore.flow.lower import compare, reckon
from ulysse_game.story import (
    NO,
    YES,
    Choose,
    DrawBest,
    Expression,
    Go,
    Number,
    Place,
    Read,
    disjunction,
    negate,
)


class Phases(Choosing):
    """What every phase of one story leads to."""

    def turning(self, phase: Phase, here: Here) -> Turning:
        """What this phase leads to in this context."""
        name, *about = phase
        method = getattr(self, f"_{name}")
        found: Turning = method(here, *about)
        return found

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

    def _due(self, here: Here, location: str) -> Turning:
        """Play the first place of a scene if its turn comes; what entering changed is done."""
        place = self.place(location)
        play: Next = (("play", location), here)
        if place.scene.each is None:
            return straight((), play)
        asked = self.lower(place.asked, self.room_of(place.scene, here))
        return self._ask(f"{place.scene.id}.each", asked, play, (("onward", location), here))

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
