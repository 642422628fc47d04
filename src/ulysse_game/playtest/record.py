"""A saved game written down as a walkthrough: a bug report becomes a test.

What is written has been replayed first: a walkthrough that does not pass is never recorded.
"""

from __future__ import annotations

from ulysse_game.engine import Machine
from ulysse_game.explore.route import Route, walkthrough_text
from ulysse_game.playtest.replay import Result, replay
from ulysse_game.playtest.script import Recorded, Script


class CannotRecord(Exception):  # noqa: N818 - it is nobody’s error
    """A saved game that is no walkthrough; ``reasons`` say why, a line each."""

    def __init__(self, *reasons: str) -> None:
        """For these reasons."""
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def record(machine: Machine, script: Script, name: str) -> str:
    """The walkthrough called ``name`` that makes the same choices; raises ``CannotRecord``.

    The script is a saved game, or the walkthrough of a crash whose mistake has been mended.
    """
    if isinstance(script, Recorded) and script.save.timeline.nodes[0].depth > 0:
        raise CannotRecord("this save begins in the middle: its first choices are not known.")
    result = replay(machine, script)
    if result.failures:
        failure = result.failures[0]
        raise CannotRecord(f"at choice {failure.step}: {failure.wanted}", *failure.found)
    state = result.moments[-1].after
    what = "save" if isinstance(script, Recorded) else "crash report"
    return walkthrough_text(
        route_of(result),
        name,
        f"Recorded from a {what} of {len(result.choices)} choices; say here what it shows.",
        [f"ending: {state.ending}" if state.ending else f"at: {state.location}"],
        result.language if result.language != machine.story.world.language else "",
    )


def route_of(result: Result) -> Route:
    """The route that a replay took; it must have begun at the story's beginning."""
    assert not result.is_made_up, "a made-up start is on no route"
    seed = result.moments[0].after.seed
    return Route(seed, tuple((at.before.location, at.choice) for at in result.moments if at.before))
