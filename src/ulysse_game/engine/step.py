"""One step of the story.

The law, in order:

1. The choice must be open. The turn counts one more. A ``once`` choice is spent, a picked one
   marked.
2. Its effects are carried out, left to right; then its clock.
3. What it gives is read in the state now reached.
4. Rules that were false before 2 and are true now act: the chapter's first, then the world's, in
   written order, until none becomes true any more; each at most once. The first ``goto`` among
   them wins and empties the detours.
5. Where to: that rule's ``goto``; else the drawn card or ``detour``; else the choice's ``goto``;
   else, in a ``pick``, the choices that remain; in an ``each``, the next item; else ``next``.
6. Entering: ``when`` and ``with`` are asked where there is an ``else``, failing goes there. A new
   chapter resets the old one's variables. Scene variables start, the visit counts; then clock,
   effects; the text is read; rules as in 4; ``ending``; ``detour``.
7. If a choice is open the step ends. If none is, ``next`` is taken at once, in the same step.

First what happens, then what is read. Pure: the same machine, state and choice give the same
state and events, always.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any

from ulysse_game.engine.chance import draw
from ulysse_game.engine.code import Reader
from ulysse_game.engine.events import Ended, Entered, Event, Shown
from ulysse_game.engine.layout import CHAPTER, ROOM
from ulysse_game.engine.machine import Machine, Quick, Spot, Way
from ulysse_game.engine.marks import no_marks, no_visits, visited, with_mark
from ulysse_game.engine.offers import has_open, is_open, is_playable
from ulysse_game.engine.quick import quick_step
from ulysse_game.engine.rules import let_rules_act, pass_time
from ulysse_game.engine.run import Run
from ulysse_game.engine.state import State


class NotOpen(Exception):  # noqa: N818 - a state of affairs
    """The choice is not one the player can take here."""


Move = tuple[Callable[..., "Move | None"], Any]
"""What the step does next and with what: a scene's id, a spot. A loop takes the moves, so that no
chain of scenes is too long for the interpreter's stack."""


def begin(machine: Machine, seed: int) -> tuple[State, tuple[Event, ...]]:
    """The first state of a playthrough and what is read on the way to its first choice."""
    world = machine.story.world
    return start_at(machine, world.begins, blank(machine, seed))


def blank(machine: Machine, seed: int) -> State:
    """The state before the first scene: everything at its start."""
    layout = machine.layout
    return State(
        "",
        layout.start,
        no_visits(len(layout.scenes)),
        no_marks(len(layout.scenes)),
        0,
        0,
        (),
        seed,
        0,
        0,
        "",
    )


def start_at(machine: Machine, scene: str, state: State) -> tuple[State, tuple[Event, ...]]:
    """Enter ``scene`` from ``state`` without a choice: the beginning, made-up starts of tests."""
    run = Run(machine, state)
    _take((_enter, scene), run)
    return run.state(state.turn), tuple(run.events)


def step(machine: Machine, state: State, choice: str) -> tuple[State, tuple[Event, ...]]:
    """The state after ``choice``, and what happened; ``NotOpen`` when it cannot be taken here."""
    try:
        quick = machine.spots[state.location].quick[choice]
    except KeyError:
        quick = _find_quick(machine, state, choice)
    if quick is not None:
        chapter, condition, go, _ = quick
        v = state.values
        if (
            v[CHAPTER] == chapter
            and not state.ending
            and (condition is None or condition(v, state))
        ):
            return go(state)
    return _general_step(machine, state, choice)


def advance(machine: Machine, state: State, choice: str) -> State:
    """The state after ``choice``, as :func:`step` gives it, without what happened."""
    try:
        quick = machine.spots[state.location].quick[choice]
    except KeyError:
        quick = _find_quick(machine, state, choice)
    if quick is not None:
        chapter, condition, _, go = quick
        v = state.values
        if (
            v[CHAPTER] == chapter
            and not state.ending
            and (condition is None or condition(v, state))
        ):
            return go(state)
    return _general_step(machine, state, choice)[0]


def _find_quick(machine: Machine, state: State, choice: str) -> Quick | None:
    """The short way of this choice, looked for once."""
    spot = machine.spot(state.location)
    option = spot.by_id.get(choice)
    if option is None or not machine.is_quick:
        return None
    found = spot.quick[choice] = quick_step(machine, spot, option)
    return found


def _general_step(machine: Machine, state: State, choice: str) -> tuple[State, tuple[Event, ...]]:
    spot = machine.spot(state.location)
    option = spot.by_id.get(choice)
    if (
        option is None
        or state.ending
        or not (option.is_free or is_open(machine, spot, option, state))
    ):
        raise NotOpen(f"{choice} at {state.location}")
    run = Run(machine, state)
    run.events.append(spot.picked[choice])
    number = spot.number
    old = run.marks[number >> 5][number & 31]
    new = old | option.taken | option.spent
    if option.picked:
        new |= option.picked
    if new != old:
        run.marks = with_mark(run.marks, number, new)
    if option.writer is not None:
        run.change(option.writer)
    goto = ""
    if option.clock is not None:
        goto = pass_time(run, option.clock)
    if option.gives:
        run.show(option.gives, option.binding)
        if option.hears is not None:
            run.change(option.hears)
    if option.watch:
        then = let_rules_act(run, option.watch, state)
        goto = goto or then
    if goto:
        run.stack = ()
        _take((_enter, goto), run)
    elif option.detour:
        run.stack = (*run.stack, (spot.location, option.goto))
        _take((_enter, option.detour), run)
    elif option.goto:
        _take(_go(run, spot, option.goto), run)
    elif spot.pick:
        _take((_resume, spot), run)
    else:
        _take((_onward, spot), run)
    return run.state(state.turn + 1), tuple(run.events)


def _take(move: Move | None, run: Run) -> None:
    """Take this move and those it leads to, until the player has a choice or the story ended."""
    while move is not None:
        move = move[0](run, move[1])


def _resume(run: Run, spot: Spot) -> Move | None:
    """The same choices again; the way on when none is open."""
    run.pass_by(spot.location)
    run.location = spot.location
    run.be_in(spot.room)
    return None if has_open(run, spot) else (_onward, spot)


def _onward(run: Run, spot: Spot) -> Move | None:
    """The next item whose turn it is, or the scene's ``next``."""
    machine = run.machine
    while spot.following:
        following = machine.spot(spot.following)
        if _is_due(run, following):
            return (_play_next, following)
        spot = following
    way = _way(run, spot)
    if way is None:
        run.location = spot.location
        return None
    if way.deck:
        return (_enter, _best_card(run, spot, way))
    return _go(run, spot, way.scene)


def _way(run: Run, spot: Spot) -> Way | None:
    """The first target whose condition holds; among those with odds, one by chance."""
    eligible = [way for way in spot.ways if way.condition is None or way.condition(run.v, run)]
    if not eligible or not eligible[0].odds:
        return eligible[0] if eligible else None
    drawn = [way for way in eligible if way.odds]
    left = draw(run.seed, run.draws, sum(way.odds for way in drawn))
    run.draws += 1
    sums = accumulate(way.odds for way in drawn)
    return next(way for way, below in zip(drawn, sums, strict=True) if left < below)


def _best_card(run: Run, spot: Spot, way: Way) -> str:
    machine = run.machine
    chapter = machine.story.scene(spot.scene).chapter
    cards = []
    for _, pile in machine.deck(chapter, way.deck):
        for card in pile:
            if is_playable(machine, card, run.v, run):
                cards.append(card)
                break
    cards.sort(key=lambda card: -machine.story.scene(card).salience)
    return cards[0] if cards else way.scene


def _go(run: Run, spot: Spot, target: str) -> Move | None:
    """To a target by name: a scene, or ``here``, ``return``, ``endings``."""
    if target == "here":
        return (_resume, spot)
    if target == "return":
        return _return(run, spot)
    return (_enter, _first_ending(run) if target == "endings" else target)


def _return(run: Run, spot: Spot) -> Move | None:
    if not run.stack:
        run.location = spot.location
        return None
    *rest, (location, target) = run.stack
    run.stack = tuple(rest)
    back = run.machine.spot(location)
    run.be_in(back.room)
    if target == ">":
        return (_onward, back)
    return _go(run, back, target or "here")


def _first_ending(run: Run) -> str:
    for scene, when in run.machine.endings:
        if when is None or when(run.v, run):
            return scene
    raise AssertionError("the last ending has no `when`")


def _enter(run: Run, scene: str) -> Move | None:
    """Enter a scene from elsewhere, or the one its ``else`` names if it cannot be.

    A scene without ``else`` is entered whatever holds: the compiler has shown that it can be. Only
    a save from another story or a test's made-up state comes here otherwise, and it plays on.
    """
    run.pass_by(scene)
    first = run.machine.head(scene)[0]
    if first.otherwise and not _may_enter(run, first):
        return (_enter, first.otherwise)
    _open_chapter(run, first)
    if first.resets:
        run.values = None
        for slot, value in first.resets:
            run.v[slot] = value
    run.visits = visited(run.visits, first.number)
    if first.pick:
        mark = run.marks[first.number >> 5][first.number & 31]
        run.marks = with_mark(run.marks, first.number, mark & ~first.picked_bits)
    if _is_due(run, first):
        return _play(run, first)
    return (_onward, first)


def _may_enter(run: Run, spot: Spot) -> bool:
    """Whether ``when`` and ``with`` hold, asked as from the scene's own room."""
    return spot.can_enter is None or _from_its_room(run, spot, spot.can_enter)


def _is_due(run: Run, spot: Spot) -> bool:
    """Whether an item's turn comes: its loop's condition, asked as from the scene's own room."""
    return spot.asked is None or _from_its_room(run, spot, spot.asked)


def _from_its_room(run: Run, spot: Spot, condition: Reader) -> bool:
    v = run.v
    room = v[ROOM]
    if spot.room:
        v[ROOM] = spot.room
    holds = condition(v, run)
    v[ROOM] = room
    return bool(holds)


def _open_chapter(run: Run, spot: Spot) -> None:
    chapter = spot.chapter
    v = run.v
    left = v[CHAPTER]
    opened = ""
    if chapter and chapter != left:
        for slot, value in run.machine.chapter_starts(left):
            v[slot] = value
        for slot, value in run.machine.chapter_starts(chapter):
            v[slot] = value
        v[CHAPTER] = chapter
        run.values = None
        opened = run.machine.chapter_ids[chapter]
    run.events.append(Entered(spot.location, opened) if opened else spot.entered)


def _play_next(run: Run, spot: Spot) -> Move | None:
    """The next item of a loop, if everybody it needs is still here."""
    if spot.otherwise and not _may_enter(run, spot):
        return (_enter, spot.otherwise)
    return _play(run, spot)


def _play(run: Run, spot: Spot) -> Move | None:
    """What happens in a place and what is read there, up to its choices or beyond."""
    was = run.state(0) if spot.watch else None
    run.location = spot.location
    run.be_in(spot.room)
    goto = ""
    if spot.clock is not None:
        goto = pass_time(run, spot.clock)
    if spot.writer is not None:
        run.change(spot.writer)
    if spot.title:
        run.show(spot.title, spot.binding)
    if spot.text:
        run.show(spot.text, spot.binding)
    if spot.hears is not None:
        run.change(spot.hears)
    if was is not None:
        then = let_rules_act(run, spot.watch, was)
        goto = goto or then
    if goto:
        run.stack = ()
        return (_enter, goto)
    if spot.ending:
        run.ending = spot.ending
        run.events.append(Ended(spot.ending))
        return None
    if spot.detour:
        run.stack = (*run.stack, (spot.location, "" if spot.offers else ">"))
        return (_enter, spot.detour)
    return None if has_open(run, spot) else (_onward, spot)


def look(machine: Machine, state: State) -> tuple[Event, ...]:
    """The texts of the present place, read again as they stand now; nothing changes."""
    if state.location == "":
        return ()
    spot = machine.spot(state.location)
    return tuple(
        Shown(
            line_id,
            spot.binding,
            state.values,
            state.visits,
            state.marks,
            state.heard,
            state.ending,
        )
        for line_id in (spot.title, spot.text)
        if line_id
    )
