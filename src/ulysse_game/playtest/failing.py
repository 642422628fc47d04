"""What it is that fails: the question that a way is shrunk by.

Each question is asked of one arrival after another. A failing script gives the same failure
again: the same expectation with the same values at the same scene, the same choice missing there,
the same invariant broken, the same ending, the same error. The values count, lest a shorter way
fail for another reason.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game import engine
from ulysse_game.compiler.walkthroughs import Choose, Ends, IsAt, Offered, Reads, Step, Walkthrough
from ulysse_game.engine import Machine
from ulysse_game.explore.route import Route, sentence
from ulysse_game.playtest.invariants import invariants_of
from ulysse_game.playtest.replay import Result
from ulysse_game.playtest.script import Recorded, Script
from ulysse_game.playtest.shrink import Arrival, Fails, arrive
from ulysse_game.playtest.sight import Failure, Moment, Sight, str_of
from ulysse_game.story import Expression


class NothingToShrink(ValueError):  # noqa: N818 - a state of affairs
    """A script that no shorter way can stand for; the message says why."""


class Failing(NamedTuple):
    """A way that fails, the question it fails by, and what a shorter one should look at.

    ``first`` is where the way begins, if not at the story's beginning. ``checks`` are steps as
    written behind their dash, ``what`` says what stays.
    """

    route: Route
    first: Arrival | None
    fails: Fails
    checks: tuple[str, ...]
    what: str


def breaks(machine: Machine, invariant: str) -> Fails:
    """This invariant of the story does not hold."""
    invariants = invariants_of(machine)
    return lambda came: any(each.id == invariant for each in invariants.broken(came.after))


def ends_in(ending: str) -> Fails:
    """The story has come to this ending."""
    return lambda came: came.after.ending == ending


def is_stuck(machine: Machine) -> Fails:
    """No choice is open and the story has not ended."""
    return lambda came: not came.after.ending and not engine.open_ids(machine, came.after)


def has_trouble(trouble: str) -> Fails:
    """A choice led nowhere for this reason, as an ``Arrival`` tells it."""
    return lambda came: came.trouble == trouble


def comes_true(machine: Machine, condition: Expression) -> Fails:
    """This condition, ground or not, holds."""
    holds = machine.code.reader(machine.grounded(condition))
    return lambda came: bool(holds(came.after.values, came.after))


def until(machine: Machine, result: Result, condition: Expression, source: str) -> Failing:
    """The way of a replay on which ``condition``, written so, becomes true."""
    fails = comes_true(machine, condition)
    return Failing(
        _route(result), _first(result), fails, (f"expect: {source}",), f"`{source}` becomes true"
    )


def failing(machine: Machine, script: Script, result: Result, step: int | None = None) -> Failing:
    """What fails in a replay of ``script``: first of all, or at ``step``.

    Where nothing does, the ending it comes to. Raises ``NothingToShrink``.
    """
    found = [each for each in result.failures if step is None or each.step == step]
    if isinstance(script, Recorded) and result.is_made_up:
        raise NothingToShrink("this save begins in the middle: its first choices are not known.")
    if not found and step is not None:
        raise NothingToShrink("nothing fails at that step.")
    if not found:
        ending = result.moments[-1].after.ending
        if not ending:
            raise NothingToShrink("nothing fails, and the story has not ended.")
        checks = (f"ending: {ending}",)
        what = f"the ending {ending}"
        return Failing(_route(result), _first(result), ends_in(ending), checks, what)
    return _failing(machine, script, result, found[0])


def _failing(machine: Machine, script: Script, result: Result, failure: Failure) -> Failing:
    """The way up to one failure, and the question that finds it again."""
    moment = failure.moment
    if moment is None:
        raise NothingToShrink("it fails at its very beginning.")
    if failure.kind == "state":
        raise NothingToShrink("it is the saved state that differs: there is no shorter way to it.")
    route, first = _route(result), _first(result)
    what = f"{failure.wanted} (at {moment.after.location})"
    match failure.kind:
        case "invariant":
            id = failure.wanted.removeprefix("always: ").partition(" ")[0]
            return Failing(route, first, breaks(machine, id), (), f"invariant {id} is broken")
        case "runaway" | "crash":
            choice = _choice_at(machine, script, result, failure)
            came = arrive(machine, moment.after, choice)
            trouble = came.trouble if came is not None else ""
            if not trouble:
                raise NothingToShrink("that choice leads on when it is made again.")
            taken = (moment.after.location, choice)
            route = route._replace(steps=(*route.steps, taken))
            return Failing(route, first, has_trouble(trouble), (), trouble)
        case _ if isinstance(script, Recorded):
            location, choice = moment.after.location, failure.wanted.partition(": ")[2]
            checks: tuple[str, ...] = (failure.wanted,)
            return Failing(route, first, _is_missing(machine, location, choice), checks, what)
        case _:
            asked = _step_of(script, failure)
            checks = (_written(failure),)
            return Failing(route, first, _again(machine, result, failure, asked), checks, what)


def _again(machine: Machine, result: Result, failure: Failure, step: Step) -> Fails:
    """The same step of a walkthrough fails in the same way at the same place."""
    assert failure.moment is not None
    location, language = failure.moment.after.location, result.language
    wanted = _signature(failure)

    def fails(came: Arrival) -> bool:
        if came.trouble or came.after.location != location:
            return False
        sight = Sight(machine, Moment(0, *came[:4]), language)
        return any(_signature(each) == wanted for each in sight.check(step))

    return fails


def _signature(failure: Failure) -> tuple[str, ...]:
    """What makes two failures the same; which other choices stand there does not count."""
    return (
        failure.wanted,
        *(() if failure.kind == "choice" else failure.found[: _counted(failure)]),
    )


def _counted(failure: Failure) -> int | None:
    is_offer = failure.wanted.partition(":")[0] in ("open", "closed", "absent")
    return 1 if is_offer else None


def _is_missing(machine: Machine, location: str, choice: str) -> Fails:
    """A save's choice is not open at the place where it was made."""

    def fails(came: Arrival) -> bool:
        state = came.after
        at = state.location == location and not state.ending and not came.trouble
        return at and choice not in engine.open_ids(machine, state)

    return fails


def _step_of(script: Script, failure: Failure) -> Step:
    """The step of a walkthrough that failed, alone with what failed of it."""
    assert isinstance(script, Walkthrough)
    for step in script.steps:
        if step.line != failure.step:
            continue
        match step:
            case Offered(line, how, choices):
                for choice in choices:
                    if failure.wanted == f"{how}: {choice}":
                        return Offered(line, how, (choice,))
            case Choose() | IsAt() | Ends() | Reads():
                if failure.wanted == str_of(step):
                    return step
            case _:
                for asked in step.asked:
                    if failure.wanted == f"expect: {asked.source}":
                        return step._replace(asked=(asked,))
    raise AssertionError("a failure is of a step")


def _written(failure: Failure) -> str:
    """A failed step as a walkthrough has it, behind its dash."""
    key, _, text = failure.wanted.partition(": ")
    return "\n".join(sentence(key, text))


def _choice_at(machine: Machine, script: Script, result: Result, failure: Failure) -> str:
    """The id of the choice that led nowhere."""
    assert failure.moment is not None
    if isinstance(script, Recorded):
        return failure.wanted.partition(": ")[2]
    for step in script.steps:
        if isinstance(step, Choose) and step.line == failure.step:
            found = Sight(machine, failure.moment, result.language).choice_of(step)
            if found:
                return found
    return ""


def _route(result: Result) -> Route:
    seed = result.moments[0].after.seed if result.moments else 0
    steps = tuple((at.before.location, at.choice) for at in result.moments if at.before)
    return Route(seed, steps)


def _first(result: Result) -> Arrival | None:
    """Where a walkthrough with a made-up start begins."""
    if not result.is_made_up or not result.moments:
        return None
    moment = result.moments[0]
    return Arrival(None, "", moment.after, moment.events)
