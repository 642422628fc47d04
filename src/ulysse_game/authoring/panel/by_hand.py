"""Playthroughs aside from the player's: a state changed by hand, or another scene come to.

They live in memory and are told as what they are; the playthrough that one left stays as it was.
A state made by hand may be one that no play ever leads to.
"""

from __future__ import annotations

from ulysse_game.authoring.arriving import carried_out
from ulysse_game.authoring.panel.asking import value_of
from ulysse_game.engine import Machine, State
from ulysse_game.explore import Route
from ulysse_game.play import Library, Session, begin_at, resume
from ulysse_game.storage import MemoryShelf, StorageTrouble
from ulysse_game.view.words import marked


def set_by_hand(session: Session, variable: str, number: int) -> Session:
    """A playthrough that begins where ``session`` stands, with another value of one variable.

    ``number`` must be one that the variable may be. Raises ``KeyError`` where there is none such.
    """
    machine = session.library.machine
    state = changed_by_hand(machine, session.moment.after, variable, number)
    declared = next(each for each in machine.story.world.variables if each.name == variable)
    library = aside(
        machine,
        StorageTrouble(
            marked("{name} is {value}: this state is made by hand."),
            name=variable,
            value=value_of(declared, number),
        ),
    )
    return begin_at(library, state, session.language)


def come_to(session: Session, route: Route, scene: str) -> Session:
    """A playthrough that has taken this way to a scene."""
    sentence = marked("Choices made on the way to {name}: {count}.")
    trouble = StorageTrouble(sentence, name=scene, count=str(len(route.steps)))
    library = aside(session.library.machine, trouble)
    return resume(library, carried_out(library, route, session.language), session.language)


def aside(machine: Machine, why: StorageTrouble) -> Library:
    """A library that keeps nothing, and says why."""
    return Library(machine, MemoryShelf(why))


def changed_by_hand(machine: Machine, state: State, variable: str, number: int) -> State:
    """The state with another value of one variable; ``KeyError`` where there is no such one."""
    slot = machine.layout.slots[variable]
    values = list(state.values)
    values[slot] = number
    return state._replace(values=tuple(values))


__all__ = ["aside", "changed_by_hand", "come_to", "set_by_hand"]
