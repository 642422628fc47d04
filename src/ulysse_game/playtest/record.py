"""A saved game written down as a walkthrough: a bug report becomes a test.

What is written has been replayed first: a walkthrough that does not pass is never recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ulysse_game.engine import Machine
from ulysse_game.playtest.replay import Moment, Result, replay
from ulysse_game.playtest.script import Recorded


class CannotRecord(Exception):  # noqa: N818 - it is nobody’s error
    """A saved game that is no walkthrough; ``reasons`` say why, a line each."""

    def __init__(self, *reasons: str) -> None:
        """For these reasons."""
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def record(machine: Machine, script: Recorded, name: str) -> str:
    """The walkthrough called ``name`` that makes the same choices; raises ``CannotRecord``."""
    if script.save.timeline.nodes[0].depth > 0:
        raise CannotRecord("this save begins in the middle: its first choices are not known.")
    result = replay(machine, script)
    if result.failures:
        failure = result.failures[0]
        raise CannotRecord(f"at choice {failure.step}: {failure.wanted}", *failure.found)
    lines = [
        f"walkthrough: {name}",
        f"means: Recorded from a save of {len(result.choices)} choices; say here what it shows.",
        f"seed: {script.save.seed}",
    ]
    if script.save.language != machine.story.world.language:
        lines.append(f"language: {result.language}")
    return "\n".join((*lines, *_play(result))) + "\n"


def _play(result: Result) -> Iterator[str]:
    yield "play:"
    for scene, group in groupby(result.moments[1:], _loop):
        made = list(group)
        if scene and len(made) > 1:
            yield from _forms(scene, made)
        else:
            for moment in made:
                assert moment.before is not None
                yield f"  - {moment.before.location}: {moment.choice}"
    state = result.moments[-1].after
    yield f"  - ending: {state.ending}" if state.ending else f"  - at: {state.location}"


def _loop(moment: Moment) -> str:
    """The scene of a loop's item; nothing elsewhere."""
    assert moment.before is not None
    scene, slash, _ = moment.before.location.partition("/")
    return scene if slash else ""


def _forms(scene: str, made: Sequence[Moment]) -> Iterator[str]:
    """A run of a loop's choices, each item once to a map."""
    seen: set[str] = set()
    for number, moment in enumerate(made):
        assert moment.before is not None
        item = moment.before.location.partition("/")[2]
        if number == 0 or item in seen:
            seen.clear()
            yield f"  - {scene}:"
        seen.add(item)
        yield f"      {item}: {moment.choice}"
