"""Where each variable, scene and echo of a story stands in a State."""

from __future__ import annotations

from ulysse_game.story import Facts, Story, Variable

ROOM, MINUTE, CHAPTER = 0, 1, 2
FIRST = 3


class Layout:
    """The numbers of a story's names. Made once for a story; never changed.

    ``slots`` gives each variable's place in ``State.values``. Rooms and chapters are numbered
    from 1, 0 being none; ``zone_of`` gives a room's zone as the number that people's ``place``
    holds, or -1.
    """

    def __init__(self, story: Story) -> None:
        """The layout of this story."""
        world = story.world
        self.facts = Facts(world)
        self.variables: tuple[Variable, ...] = world.variables
        self.slots = {each.name: n for n, each in enumerate(world.variables, FIRST)}
        self.scenes = {id: n for n, id in enumerate(story.scene_ids)}
        self.echoes = {id: n for n, (id, _) in enumerate(world.echoes)}
        self.rules = {rule.id: n for n, rule in enumerate(world.rules)}
        self.rooms = {room.id: n for n, room in enumerate(world.rooms, 1)}
        self.chapters = {chapter.id: n for n, chapter in enumerate(world.chapters, 1)}
        zones = {id: n for n, id in enumerate(world.zones)}
        self.zone_of = (-1, *(zones[room.zone] for room in world.rooms))
        self.start = (0, 0, 0, *(each.start for each in world.variables))
        self.sol = self.slots.get("sol", -1)
        self.timers = tuple(
            (self.slots[each.name], each.low) for each in world.variables if each.kind == "timer"
        )

    def scope_starts(self, scope: str) -> tuple[tuple[int, int], ...]:
        """The slots and starts of the variables declared in ``scope``."""
        return tuple(
            (self.slots[each.name], each.start) for each in self.variables if each.scope == scope
        )
