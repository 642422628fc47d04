"""What can be chosen: the choices of a place as they stand, cards drawn from decks among them."""

from __future__ import annotations

from ulysse_game.engine.layout import ROOM
from ulysse_game.engine.machine import Machine, Offer, Offered, Option, Spot
from ulysse_game.engine.marks import visits_of
from ulysse_game.engine.run import Run
from ulysse_game.engine.state import State, Values


def offers(machine: Machine, state: State) -> tuple[Offer, ...]:
    """The choices of this place as they stand: open ones, and closed ones that are shown."""
    if state.ending:
        return ()
    spot = machine.spot(state.location)
    return _offers(machine, spot, state.values, state)


def open_ids(machine: Machine, state: State) -> list[str]:
    """The ids of the choices that can be taken, in order."""
    if state.ending:
        return []
    spot = machine.spots.get(state.location) or machine.spot(state.location)
    if spot.asked_only is not None:
        v = state.values
        return [id for id, asked in spot.asked_only if asked is None or asked(v, state)]
    if spot.draws or spot.pick:
        return [offer.id for offer in _offers(machine, spot, state.values, state) if offer.is_open]
    v = state.values
    mark = state.marks[spot.number >> 5][spot.number & 31]
    return [
        option.id
        for option in spot.by_id.values()
        if option.is_free or _stands_open(option, v, state, mark)
    ]


def _stands_open(option: Option, v: Values | list[int], r: State | Run, mark: int) -> bool:
    """Whether a written choice is open, the scene's ``pick`` apart."""
    if option.condition is not None and not option.condition(v, r):
        return False
    if mark & (option.spent | option.picked):
        return False
    return not (option.locks and any(lock.holds(v, r) for lock in option.locks))


def is_open(machine: Machine, spot: Spot, option: Option, state: State) -> bool:
    """Whether this option of the place may be picked now."""
    if option.card or spot.pick:
        return any(
            offer.option is option and offer.is_open
            for offer in _offers(machine, spot, state.values, state)
        )
    mark = state.marks[spot.number >> 5][spot.number & 31]
    return _stands_open(option, state.values, state, mark)


def _offers(
    machine: Machine, spot: Spot, v: Values | list[int], r: State | Run
) -> tuple[Offer, ...]:
    mark = r.marks[spot.number >> 5][spot.number & 31]
    if spot.pick and (mark & spot.picked_bits).bit_count() >= spot.pick:
        return ()
    found: list[Offer] = []
    for each in spot.offers:
        if isinstance(each, Offered):
            found.extend(_drawn(machine, each, v, r, mark))
            continue
        option = each.option
        if option.condition is not None and not option.condition(v, r):
            continue
        if mark & (option.spent | option.picked):
            continue
        for lock in option.locks:
            if lock.holds(v, r):
                found.append(Offer(option.id, option, False, lock.line_id, lock.instead))
                break
        else:
            found.append(each)
    return tuple(found)


def _drawn(
    machine: Machine, offered: Offered, v: Values | list[int], r: State | Run, mark: int
) -> list[Offer]:
    """The first playable card of each pile, the more salient first, at most ``limit``."""
    found = []
    for pile in offered.piles:
        for option in pile:
            if is_playable(machine, option.card, v, r):
                if not mark & option.picked:
                    found.append(option)
                break
    found.sort(key=lambda option: -machine.story.scene(option.card).salience)
    chosen = found[: offered.limit] if offered.limit else found
    return [Offer(option.id, option) for option in chosen]


def is_playable(machine: Machine, card: str, v: Values | list[int], r: State | Run) -> bool:
    """Whether a card may be drawn: not played out, and its ``when`` holds in its own room."""
    spot = machine.head(card)[0]
    played = visits_of(r.visits, spot.number)
    if played and not machine.story.scene(card).again:
        return False
    if spot.can_enter is None:
        return True
    there = list(v)
    if spot.room:
        there[ROOM] = spot.room
    return bool(spot.can_enter(there, r))


def has_open(run: Run, spot: Spot) -> bool:
    """Whether the place has any choice open as the step now stands."""
    if spot.is_always_open:
        return True
    if not spot.offers:
        return False
    return any(offer.is_open for offer in _offers(run.machine, spot, run.v, run))
