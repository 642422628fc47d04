"""A step under way: what it has changed so far and what has happened.

The only mutable thing of this floor. It is made at the beginning of a step and gone at its end;
what leaves is a ``State`` and events.
"""

from __future__ import annotations

from ulysse_game.engine.code import Writer
from ulysse_game.engine.events import Binding, Event, Shown
from ulysse_game.engine.layout import ROOM
from ulysse_game.engine.machine import Machine
from ulysse_game.engine.state import Marks, Stack, State, Values, Visits

LONGEST = 10_000
"""Places passed in one step before the story is taken to run in a ring. The compiler refuses
such rings; this guards against a mistake of ours."""


class Runaway(Exception):  # noqa: N818 - a state of affairs
    """The story went on without a choice for too long; the message is the place."""


class Run:
    """A step under way: the only thing here that changes, and it never leaves the step."""

    __slots__ = (
        "draws",
        "ending",
        "events",
        "fired",
        "heard",
        "location",
        "machine",
        "marks",
        "passed",
        "seed",
        "stack",
        "v",
        "values",
        "visits",
    )

    def __init__(self, machine: Machine, state: State) -> None:
        """A step that starts in this state."""
        self.machine = machine
        values: Values
        visits: Visits
        marks: Marks
        stack: Stack
        (
            self.location,
            values,
            visits,
            marks,
            self.heard,
            self.fired,
            stack,
            self.seed,
            self.draws,
            _,
            self.ending,
        ) = state
        self.v = list(values)
        self.values: Values | None = values
        self.visits = visits
        self.marks = marks
        self.stack = stack
        self.events: list[Event] = []
        self.passed = 0

    def frozen(self) -> Values:
        """The values as they stand, copied once for as long as nothing changes them."""
        values = self.values
        if values is None:
            values = self.values = tuple(self.v)
        return values

    def change(self, writer: Writer) -> None:
        """Carry effects out."""
        self.values = None
        writer(self.v, self)

    def show(self, line_id: str, binding: Binding) -> None:
        """Note that a text is read now."""
        shown = (line_id, binding, self.frozen(), self.visits, self.marks, self.heard, "")
        self.events.append(_new(Shown, shown))

    def pass_by(self, place: str) -> None:
        """Count one more place passed; ``Runaway`` when there are too many."""
        self.passed += 1
        if self.passed > LONGEST:
            raise Runaway(place)

    def be_in(self, room: int) -> None:
        """Go to a room by its number; 0 is where we are already."""
        if room and self.v[ROOM] != room:
            self.v[ROOM] = room
            self.values = None

    def state(self, turn: int) -> State:
        """The state reached."""
        return _new(
            State,
            (
                self.location,
                self.frozen(),
                self.visits,
                self.marks,
                self.heard,
                self.fired,
                self.stack,
                self.seed,
                self.draws,
                turn,
                self.ending,
            ),
        )


_new = tuple.__new__
"""Named tuples made without their own ``__new__``: half the time, on the path of every step."""
