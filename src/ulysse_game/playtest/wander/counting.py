"""Many runs on one core, counted: the work of one task.

What is counted of every run is known from its last state alone; of every run that is read,
beside that, what its pages showed. A task's tally holds nothing that depends on how runs were
divided into tasks.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from time import monotonic
from typing import NamedTuple

from ulysse_game.engine import Machine, State, mark_of, visits_of
from ulysse_game.engine.marks import TAKEN, bit
from ulysse_game.playtest.wander.plan import Plan, run_seed
from ulysse_game.playtest.wander.runs import Notes, Outcome, Ready, read, ready_for, run
from ulysse_game.playtest.wander.tally import Tally, count
from ulysse_game.story import GroundChoice


class Task(NamedTuple):
    """The runs of these numbers by the policy of this place in the plan."""

    plan: Plan
    policy: int
    numbers: tuple[int, ...]


class Counted(NamedTuple):
    """What a task came to.

    ``tally`` holds ``runs``, ``choices``, ``endings``, ``lengths`` (choices of runs that ended),
    ``scene`` and ``choice`` (runs that came there), ``failures`` by kind and name; of the runs
    read, ``read`` (how many), ``words``, ``items`` by kind and name, ``widths`` (items in one
    run); ``values`` by scene, number and value. ``first`` holds, as ``failures`` does, the
    lowest number of a run that failed so. ``seconds`` is how long it took.
    """

    policy: int
    tally: Tally
    first: Tally
    seconds: float


def counted(machine: Machine, task: Task) -> Counted:
    """Play the runs of a task."""
    plan, started = task.plan, monotonic()
    ready = ready_for(machine, plan)
    policy = plan.policies[task.policy]
    tally: Tally = {}
    first: Tally = {}
    lasts, seen = [], []
    for number in task.numbers:
        seed = run_seed(plan.seed, number)
        is_read = plan.is_read(number)
        if is_read or plan.at:
            outcome, notes = read(ready, policy, seed, is_read)
            _count_notes(tally, notes)
            if is_read:
                count(tally, "read")
                count(tally, "words", notes.words)
                seen.append(notes.seen)
        else:
            outcome = run(ready, policy, seed)
        _count(tally, first, number, outcome)
        lasts.append(outcome.last)
    _count_places(ready, tally, lasts)
    _count_content(ready, tally, seen)
    return Counted(task.policy, tally, first, monotonic() - started)


def _count(tally: Tally, first: Tally, number: int, outcome: Outcome) -> None:
    last = outcome.last
    count(tally, "runs")
    count(tally, "choices", by=last.turn)
    if last.ending:
        count(tally, "endings", last.ending)
        count(tally, "lengths", last.turn)
    for trouble in outcome.troubles:
        count(tally, "failures", trouble.kind, trouble.name)
        first.setdefault(trouble.kind, {}).setdefault(trouble.name, number)
    if outcome.troubles:
        count(tally, "failed")


def _count_notes(tally: Tally, notes: Notes) -> None:
    for place, number, value in notes.values:
        count(tally, "values", place, number, value)


def _count_content(ready: Ready, tally: Tally, seen: list[int]) -> None:
    """Count what the runs that were read have shown."""
    if not seen or ready.content is None:
        return
    for each in seen:
        count(tally, "widths", ready.content.size(each))
    for kind, name, times in ready.content.times(seen):
        count(tally, "items", kind, name, by=times)


def _count_places(ready: Ready, tally: Tally, lasts: Iterable[State]) -> None:
    """Count where runs came and what they chose there, as their last states remember it."""
    machine = ready.machine
    scenes = machine.layout.scenes
    times = dict.fromkeys(scenes, 0)
    marks: dict[str, dict[int, int]] = {scene: {} for scene in scenes}
    for last in lasts:
        visits = last.visits
        for scene, number in scenes.items():
            if visits[number >> 5] and visits_of(visits, number):
                times[scene] += 1
                mark = mark_of(last.marks, number)
                if mark:
                    marks[scene][mark] = marks[scene].get(mark, 0) + 1
    for scene, came in times.items():
        if came:
            count(tally, "scene", scene, by=came)
    for scene, found in marks.items():
        if not found:
            continue
        for name, taken in _choice_bits(machine, scene):
            chose = sum(runs for mark, runs in found.items() if mark & taken)
            if chose:
                count(tally, "choice", name, by=chose)


@lru_cache(maxsize=100_000)
def _choice_bits(machine: Machine, scene: str) -> tuple[tuple[str, int], ...]:
    """Every choice of a scene by its address, with its bit among the marks; cards too."""
    own = [
        (f"{place.location}.{each.id}", bit(TAKEN, each.mark))
        for place in machine.places_of(scene)
        for each in place.choices
        if isinstance(each, GroundChoice)
    ]
    cards = machine.card_marks(scene).items()
    return (*own, *((f"{scene}.{card}", bit(TAKEN, mark)) for card, mark in cards))


def choices_of(machine: Machine) -> int:
    """How many choices there are in a story, each item of a loop for itself."""
    return sum(len(_choice_bits(machine, scene)) for scene in machine.story.scene_ids)
