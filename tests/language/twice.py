"""Playing a walkthrough twice: straight, and through save and load at every turn."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ulysse_game import engine, view
from ulysse_game.engine import Machine, State
from ulysse_game.playtest import Result, replay, what_failed
from ulysse_game.playtest.script import Script


def played_twice(machine: Machine, script: Script, languages: Iterable[str]) -> Result:
    """The result of the straight replay; asserts that it passes and that saving changes nothing.

    The second machine begins anew at every turn, as a game that was closed does, and takes the
    general step where the first takes a short way.
    """
    result = replay(machine, script)
    assert result.passed, "\n".join(what_failed(machine, result))
    for moment in result.moments[1:]:
        assert moment.before is not None
        again = Machine(machine.story, is_quick=False)
        before = reloaded(again, moment.before)
        assert before == moment.before
        after, events = engine.step(again, before, moment.choice)
        assert (after, events) == (moment.after, moment.events)
        for language in languages:
            shown = view.present(again, before, moment.choice, after, events, language)
            straight = view.present(
                machine, moment.before, moment.choice, moment.after, moment.events, language
            )
            assert shown == straight
    last = result.moments[-1].after
    assert reloaded(machine, last) == last
    return result


def reloaded(machine: Machine, state: State) -> State:
    """The state as it comes back from a file."""
    plain = json.loads(json.dumps(engine.to_plain(machine, state)))
    found, losses = engine.from_plain(machine, plain)
    assert losses == []
    return found
