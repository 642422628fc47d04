"""What becomes of a saved game in the story as it is today.

The snapshot is the truth; the choices, replayed from the seed, are the evidence. Where they
disagree the snapshot is believed. Where its place has gone from the story, the last moment of the
past that still exists is taken. There is always one: at worst the beginning.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game import engine
from ulysse_game.engine import Loss, Machine, State
from ulysse_game.play.changes import Plain
from ulysse_game.play.history import KNOWN_EVERY, History, goes_on, state_of, try_begin, try_step
from ulysse_game.play.save_format import Save
from ulysse_game.play.timeline import Timeline, begun, moved, path, plain_at
from ulysse_game.play.trouble import endless


class Recalled(NamedTuple):
    """A saved game, ready to be played on.

    ``follows`` says whether the choices lead to what was saved; ``place`` is ``there``,
    ``earlier`` (the saved place has gone) or ``beginning`` (all places have).
    """

    history: History
    losses: tuple[Loss, ...]
    follows: bool
    place: str


class _Replayed(NamedTuple):
    """The states that choosing again leads to: some by node, and the last with its node."""

    known: dict[int, State]
    node: int
    state: State | None


def recalled(machine: Machine, save: Save) -> Recalled:
    """The saved game in this story."""
    timeline = save.timeline
    evidence = _replayed(machine, save.seed, timeline)
    present = _present(machine, save.snapshot)
    if present is not None:
        state, losses = present
        follows = evidence.node == timeline.head and evidence.state == state
        known = evidence.known if follows else {timeline.head: state}
        history = History(machine, save.seed, timeline, state, known)
        return Recalled(history, losses, follows, "there")
    for node in reversed(path(timeline)[:-1]):
        earlier = state_of(machine, plain_at(timeline, node))
        if earlier is not None:
            history = History(machine, save.seed, moved(timeline, node), earlier)
            return Recalled(history, (), False, "earlier")
    if evidence.state is not None and evidence.node > 0 and goes_on(machine, evidence.state):
        back = moved(timeline, evidence.node)
        return Recalled(History(machine, save.seed, back, evidence.state), (), False, "earlier")
    return Recalled(anew(machine, save.seed), (), False, "beginning")


def anew(machine: Machine, seed: int) -> History:
    """A history that begins; raises ``SaveError`` where the story never comes to a choice."""
    try:
        state, _ = engine.begin(machine, seed)
    except engine.Runaway as ring:
        raise endless(str(ring)) from None
    timeline = begun(engine.to_plain(machine, state))
    return History(machine, seed, timeline, state, {0: state})


def _present(machine: Machine, snapshot: Plain) -> tuple[State, tuple[Loss, ...]] | None:
    try:
        state, losses = engine.from_plain(machine, snapshot)
    except engine.SceneGone:
        return None
    return (state, tuple(losses)) if goes_on(machine, state) else None


def _replayed(machine: Machine, seed: int, timeline: Timeline) -> _Replayed:
    """Begin again with the same seed and make the same choices, as far as they can be made."""
    root = timeline.nodes[0]
    if root.depth == 0:
        begins = try_begin(machine, seed)
        state = begins.after if begins else None
    else:
        state = state_of(machine, root.whole)
    if state is None:
        return _Replayed({}, 0, None)
    known = {0: state}
    reached = 0
    for number in path(timeline)[1:]:
        node = timeline.nodes[number]
        found = try_step(machine, state, node.choice)
        if found is None:
            break
        state, reached = found.after, number
        if node.depth % KNOWN_EVERY == 0:
            known[number] = state
    return _Replayed(known, reached, state)
