"""What a writer names as the place to begin at: a scene, one of its items, a choice of it.

``report_lines`` is a scene, ``report_lines/obs_01`` an item of its loop, ``hub.lamp`` the page on
which that choice is open. Nothing here looks for a way there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ulysse_game.diagnostics import did_you_mean
from ulysse_game.engine import Entered, Event, Machine, Shown, State, open_ids
from ulysse_game.story import Expression, GroundChoice


class Aim(NamedTuple):
    """Where to arrive: anywhere in ``scene``, or at one ``location`` of its loop.

    With ``choice`` (the id a writer gave, or that of one copy) it must be open there; with
    ``where`` (ground) this must hold. ``words`` is what was asked for.
    """

    scene: str
    location: str = ""
    choice: str = ""
    where: Expression | None = None
    words: str = ""


class Misnamed(NamedTuple):
    """A name that the story does not have: a ``scene``, an ``item``, a ``choice``; with a hint."""

    kind: str
    name: str
    hint: str


def aimed(machine: Machine, words: str, where: Expression | None = None) -> Aim | Misnamed:
    """The place of this name, also by a name that it had before a rename."""
    place, _, choice = words.strip().partition(".")
    scene, slash, item = place.partition("/")
    scene = machine.renames.get(("scene", scene), scene)
    if scene not in machine.story.scenes:
        return Misnamed("scene", scene, did_you_mean(scene, machine.story.scenes))
    location = f"{scene}/{item}" if slash else ""
    locations = [each.location for each in machine.places_of(scene)]
    if location and location not in locations:
        return Misnamed("item", location, did_you_mean(location, locations))
    now = machine.renames.get(("choice", f"{scene}.{choice}"), "")
    choice = now.partition(".")[2] or choice
    known = choice_names(machine, scene, location)
    if choice and choice not in known:
        return Misnamed("choice", f"{place}.{choice}", did_you_mean(choice, known))
    return Aim(scene, location, choice, where, words)


def choice_names(machine: Machine, scene: str, location: str = "") -> list[str]:
    """Every name that a choice of a scene goes by: as written, each copy's own, cards."""
    found = [
        name
        for place in machine.places_of(scene)
        if location in ("", place.location)
        for each in place.choices
        if isinstance(each, GroundChoice)
        for name in (each.written, each.id)
    ]
    return list(dict.fromkeys((*found, *machine.card_marks(scene))))


def moment_of(
    machine: Machine, aim: Aim, state: State, events: Iterable[Event]
) -> State | Shown | None:
    """The moment at which the aim's scene stands on this page; nothing if it does not.

    That is the page's own state where the story waits there, else that in which the scene's text
    was read on the way.
    """
    if _is_of(aim, state.location):
        return state
    if aim.choice:
        return None
    passed = tuple(events)
    for event in passed:
        if isinstance(event, Shown) and _is_text_of(machine, aim, event):
            return event
    entered = (each.location for each in passed if isinstance(each, Entered))
    return state if any(_is_of(aim, location) for location in entered) else None


def has_arrived(machine: Machine, aim: Aim, state: State, events: Iterable[Event]) -> bool:
    """Whether this page is what the aim asks for."""
    moment = moment_of(machine, aim, state, events)
    if moment is None:
        return False
    if aim.choice and not any(is_copy(id, aim.choice) for id in open_ids(machine, state)):
        return False
    if aim.where is None:
        return True
    return bool(machine.code.reader(aim.where)(moment.values, moment))


def is_copy(id: str, name: str) -> bool:
    """Whether a choice's address goes by this name: its own, or that of all its copies."""
    return id == name or id.partition("/")[0] == name


def _is_text_of(machine: Machine, aim: Aim, event: Shown) -> bool:
    if event.line_id not in (aim.scene, f"{aim.scene}.title"):
        return False
    return not aim.location or event.binding == machine.spot(aim.location).binding


def _is_of(aim: Aim, location: str) -> bool:
    if aim.location:
        return location == aim.location
    return location.partition("/")[0] == aim.scene


__all__ = ["Aim", "Misnamed", "aimed", "choice_names", "has_arrived", "is_copy", "moment_of"]
