"""The plainest step, made once for each choice that takes it.

Most choices change a variable or two, say their words and lead to a scene that says its own. For
those the general step of :mod:`ulysse_game.engine.step` asks twenty questions whose answers never
change. Here they are asked once, when the choice is first made; what remains is a short function.
It gives exactly the state and events of the general step, and the tests hold it to that.
"""

from __future__ import annotations

from ulysse_game.engine.events import Entered, Event, Shown
from ulysse_game.engine.layout import CHAPTER, ROOM
from ulysse_game.engine.machine import Machine, Option, Quick, Spot
from ulysse_game.engine.marks import MOST_VISITS, with_mark
from ulysse_game.engine.state import State
from ulysse_game.story import Change, GroundChoice, reads

_new = tuple.__new__


def quick_step(machine: Machine, spot: Spot, option: Option) -> Quick | None:
    """The short way of this choice, or nothing if it is not of the plainest kind."""
    if not _is_plain_choice(spot, option):
        return None
    target = option.goto or _only_way(spot)
    if target not in machine.layout.scenes:
        return None
    head = machine.head(target)[0]
    if not _is_plain_place(machine, spot, head) or _asks_marks(machine, spot, option, head):
        return None
    return _made(machine, spot, option, head)


def _is_plain_choice(spot: Spot, option: Option) -> bool:
    return not (
        option.clock
        or option.detour
        or option.picked
        or option.spent
        or option.locks
        or option.watch
        or option.hears
        or spot.pick
        or spot.following
    )


def _asks_marks(machine: Machine, spot: Spot, option: Option, head: Spot) -> bool:
    """Whether the effects ask for visits or choices taken, which this very step changes."""
    effects = [
        effect
        for place in machine.places_of(spot.scene)
        for choice in place.choices
        if isinstance(choice, GroundChoice) and choice.id == option.id
        for effect in choice.effects
    ]
    effects += machine.places_of(head.scene)[0].effects
    return any(
        "@marks" in reads(effect.condition) | reads(effect.value)
        for effect in effects
        if isinstance(effect, Change)
    )


def _only_way(spot: Spot) -> str:
    """The scene that always follows, or nothing."""
    way = spot.ways[0] if len(spot.ways) == 1 else None
    return "" if way is None or way.condition or way.deck or way.odds else way.scene


def _is_plain_place(machine: Machine, spot: Spot, head: Spot) -> bool:
    resets = machine.chapter_starts(spot.chapter) or machine.chapter_starts(head.chapter)
    return bool(
        head.chapter
        and spot.chapter
        and (head.chapter == spot.chapter or not resets)
        and head.is_always_open
        and not (
            head.can_enter
            or head.asked
            or head.following
            or head.resets
            or head.pick
            or head.watch
            or head.clock
            or head.hears
            or head.ending
            or head.detour
            or head.title
            or "/" in head.location
        )
    )


def _made(machine: Machine, spot: Spot, option: Option, head: Spot) -> Quick:
    changes, gives, binding, taken = option.writer, option.gives, option.binding, option.taken
    number, place = spot.number >> 5, spot.number & 31
    scene = spot.number
    picked, entered, chapter = spot.picked[option.id], head.entered, 0
    if head.chapter != spot.chapter:
        chapter = head.chapter
        entered = Entered(head.location, machine.chapter_ids[chapter])
    enters, room, text, there = head.writer, head.room, head.text, head.location
    chunk, shift = head.number >> 5, (head.number & 31) << 4
    one = 1 << shift

    def step(state: State) -> tuple[State, tuple[Event, ...]]:
        _, values, visits, marks, heard, fired, stack, seed, draws, turn, _ = state
        if changes is not None:
            v = list(values)
            changes(v, state)
            values = tuple(v)
        mark = marks[number][place]
        if not mark & taken:
            marks = with_mark(marks, scene, mark | taken)
        said = values, visits, marks
        count = visits[chunk]
        if count >> shift & MOST_VISITS != MOST_VISITS:
            counts = list(visits)
            counts[chunk] = count + one
            visits = tuple(counts)
        if enters is not None or chapter or (room and values[ROOM] != room):
            v = list(values)
            if chapter:
                v[CHAPTER] = chapter
            if room:
                v[ROOM] = room
            if enters is not None:
                enters(v, state)
            values = tuple(v)
        events: tuple[Event, ...]
        if gives:
            told = _new(Shown, (gives, binding, *said, heard, ""))
            if text:
                shown = _new(Shown, (text, (), values, visits, marks, heard, ""))
                events = (picked, told, entered, shown)
            else:
                events = (picked, told, entered)
        elif text:
            shown = _new(Shown, (text, (), values, visits, marks, heard, ""))
            events = (picked, entered, shown)
        else:
            events = (picked, entered)
        state = _new(
            State, (there, values, visits, marks, heard, fired, stack, seed, draws, turn + 1, "")
        )
        return state, events

    def advance(state: State) -> State:
        _, values, visits, marks, heard, fired, stack, seed, draws, turn, _ = state
        v = list(values)
        if changes is not None:
            changes(v, state)
        if not marks[number][place] & taken:
            marks = with_mark(marks, scene, marks[number][place] | taken)
        count = visits[chunk]
        if count >> shift & MOST_VISITS != MOST_VISITS:
            counts = list(visits)
            counts[chunk] = count + one
            visits = tuple(counts)
        if chapter:
            v[CHAPTER] = chapter
        if room:
            v[ROOM] = room
        if enters is not None:
            enters(v, state)
        values = tuple(v)
        return _new(
            State, (there, values, visits, marks, heard, fired, stack, seed, draws, turn + 1, "")
        )

    return Quick(spot.chapter, option.condition, step, advance)
