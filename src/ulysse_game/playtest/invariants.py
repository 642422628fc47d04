"""What must hold on every page of a story, asked of one state after another.

The story's ``invariants`` are asked by the engine's own readers. Nothing here plays.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from ulysse_game.engine import Machine, Reader, State
from ulysse_game.story import Invariant


class Invariants:
    """The invariants of a machine's story, each ready to be asked many times."""

    def __init__(self, machine: Machine) -> None:
        """Those of this machine's story."""
        self.readers: tuple[tuple[Invariant, Reader], ...] = tuple(
            (each, machine.code.reader(machine.grounded(each.holds)))
            for each in machine.story.world.invariants
        )

    def broken(self, state: State) -> tuple[Invariant, ...]:
        """Those that do not hold in ``state``, in written order."""
        values, location, ending = state.values, state.location, state.ending
        return tuple(
            each
            for each, holds in self.readers
            if not holds(values, state) and each.is_asked(location, ending)
        )


_made: WeakKeyDictionary[Machine, Invariants] = WeakKeyDictionary()


def invariants_of(machine: Machine) -> Invariants:
    """The invariants of this machine's story, made ready once."""
    found = _made.get(machine)
    if found is None:
        found = _made[machine] = Invariants(machine)
    return found
