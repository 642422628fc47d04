"""Where a phase happens: places, rooms, and the picks that are under way.

The ground on which the phases of a step stand; it leads nowhere by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ulysse_game.engine import Machine, State, mark_of
from ulysse_game.explore.flow.cells import Cells
from ulysse_game.explore.flow.context import Here, Next, Picks, Turning, Way, straight
from ulysse_game.explore.flow.graph import Note, Op, Set
from ulysse_game.explore.flow.lower import Lowering, compare, total
from ulysse_game.explore.flow.words import Words
from ulysse_game.story import (
    NO,
    YES,
    Expression,
    Number,
    Place,
    Read,
    Scene,
    conjunction,
)


class Setting:
    """One story as its phases see it."""

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

    def _set(self, name: str, value: Expression) -> Set:
        return Set(self.cells.by_name[name], value)

    def _starts(self, starts: Iterable[tuple[int, int]]) -> list[Op]:
        variables = self.layout.variables
        return [
            Set(self.cells.by_name[variables[slot - 3].name], Number(value))
            for slot, value in starts
        ]
