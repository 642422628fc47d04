"""What the last choice changed: values, echoes, scenes entered, choices spent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ulysse_game.authoring.panel.asking import Asker, Reading
from ulysse_game.engine import MINUTE, ROOM, Entered, Event, Fired, State


class Step(NamedTuple):
    """One variable before and after."""

    name: str
    before: Reading
    after: Reading


class Changed(NamedTuple):
    """All that a choice brought about. ``clock`` and ``room`` are empty where they stayed.

    ``observed`` are the observations that may be written from now on.
    """

    steps: tuple[Step, ...]
    heard: tuple[str, ...]
    entered: tuple[str, ...]
    fired: tuple[str, ...]
    observed: tuple[str, ...]
    room: tuple[str, str] | tuple[()]
    clock: tuple[str, str] | tuple[()]


def changed(asker: Asker, before: State | None, after: State, events: Iterable[Event]) -> Changed:
    """From ``before``, or the story's start where there is none, to ``after``."""
    machine = asker.machine
    layout = machine.layout
    old = layout.start if before is None else before.values
    was = after._replace(values=old)
    steps = []
    observed = []
    for variable in layout.variables:
        slot = layout.slots[variable.name]
        if old[slot] == after.values[slot]:
            continue
        steps.append(
            Step(
                variable.name,
                asker.reading(variable.name, was),
                asker.reading(variable.name, after),
            )
        )
        if variable.kind == "observation" and after.values[slot] == 1:
            observed.append(variable.name)
    heard = after.heard & ~(0 if before is None else before.heard)
    happened = tuple(events)
    return Changed(
        tuple(steps),
        tuple(echo for echo, n in layout.echoes.items() if heard >> n & 1),
        tuple(event.location for event in happened if isinstance(event, Entered)),
        tuple(event.rule for event in happened if isinstance(event, Fired)),
        tuple(observed),
        _moved(asker, old[ROOM], after.values[ROOM]),
        () if old[MINUTE] == after.values[MINUTE] else (hour(old), hour(after.values)),
    )


def _moved(asker: Asker, old: int, new: int) -> tuple[str, str] | tuple[()]:
    rooms = ("", *(room.id for room in asker.machine.story.world.rooms))
    return () if old == new else (rooms[old], rooms[new])


def hour(values: tuple[int, ...]) -> str:
    """The time of day in a state's values: ``03:40``."""
    hours, minutes = divmod(values[MINUTE], 60)
    return f"{hours:02}:{minutes:02}"


__all__ = ["Changed", "Step", "changed", "hour"]
