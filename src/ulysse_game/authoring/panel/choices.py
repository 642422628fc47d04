"""Why the choices of a page are open, closed, spent or not shown at all."""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.authoring.panel.asking import Asker, Truth
from ulysse_game.engine import PICKED, SPENT, State, bit, mark_of, offers
from ulysse_game.story import And, Choice, Draw, GroundChoice, Not

OPEN, CLOSED, HIDDEN, SPENT_NOW, PICKED_NOW = "open", "closed", "hidden", "spent", "picked"


class Closing(NamedTuple):
    """What may close a choice: a tag by its name, or nothing for its own ``closed``."""

    tag: str
    line_id: str
    truth: Truth
    closes: bool


class ChoiceTold(NamedTuple):
    """One choice as it stands, and all that decides about it.

    ``standing`` is ``open``, ``closed`` (shown with a reason), ``hidden`` (its ``if`` fails),
    ``spent`` (a ``once`` that was taken) or ``picked`` (taken in this ``pick``). ``id`` is its
    address in the scene, ``written`` that which the writer gave.
    """

    scene: str
    id: str
    written: str
    standing: str
    condition: Truth | None
    closings: tuple[Closing, ...]
    once: bool
    tags: tuple[str, ...]
    file: str
    line: int


def choices(asker: Asker, state: State) -> tuple[ChoiceTold, ...]:
    """Every choice written where the state stands, in order; cards are told elsewhere."""
    if state.ending or not state.location:
        return ()
    machine = asker.machine
    scene = machine.story.scene(state.location.partition("/")[0])
    place = next(p for p in machine.places_of(scene.id) if p.location == state.location)
    mark = mark_of(state.marks, machine.layout.scenes[scene.id])
    shown = {offer.id: offer.is_open for offer in offers(machine, state)}
    written = {each.id: each for each in scene.choices if isinstance(each, Choice)}
    found = []
    for choice in place.choices:
        if isinstance(choice, Draw):
            continue
        by = written[choice.written]
        found.append(
            ChoiceTold(
                scene.id,
                choice.id,
                choice.written,
                _standing(choice, mark, shown, bool(scene.pick)),
                _condition(asker, by, choice, state),
                _closings(asker, choice, state),
                choice.once,
                by.tags,
                scene.file,
                by.line or scene.line,
            )
        )
    return tuple(found)


def _standing(choice: GroundChoice, mark: int, shown: dict[str, bool], is_pick: bool) -> str:
    if choice.id in shown:
        return OPEN if shown[choice.id] else CLOSED
    if choice.once and mark & bit(SPENT, choice.mark):
        return SPENT_NOW
    if is_pick and mark & bit(PICKED, choice.mark):
        return PICKED_NOW
    return HIDDEN


def _condition(asker: Asker, by: Choice, choice: GroundChoice, state: State) -> Truth | None:
    """Its ``if`` as written; one that has a reason of its own is kept as a lock, turned round."""
    asked = [] if by.each is None else [by.each.condition]
    asked += [by.condition]
    for lock in by.locks:
        if lock.line_id.endswith(".closed"):
            closes = lock.condition
            asked.append(closes.part if isinstance(closes, Not) else Not(closes))
    parts = tuple(each for each in asked if each is not None)
    if not parts:
        return None
    return asker.truth(parts[0] if len(parts) == 1 else And(parts), state, dict(choice.binding))


def _closings(asker: Asker, choice: GroundChoice, state: State) -> tuple[Closing, ...]:
    found = []
    for lock in choice.locks:
        truth = asker.truth(lock.condition, state)
        if truth is not None:
            kind, _, rest = lock.line_id.partition(".")
            tag = rest.rpartition(".")[0] if kind == "tag" else ""
            found.append(Closing(tag, lock.line_id, truth, truth.holds))
    return tuple(found)


__all__ = ["ChoiceTold", "Closing", "choices"]
