"""What happens by itself: rules that act when something becomes so, and time."""

from __future__ import annotations

from ulysse_game.engine.events import Fired
from ulysse_game.engine.layout import CHAPTER, MINUTE
from ulysse_game.engine.machine import Watched
from ulysse_game.engine.run import Run
from ulysse_game.engine.state import State
from ulysse_game.story import Clock

SOL_MINUTES = 24 * 60


def let_rules_act(run: Run, watch: tuple[Watched, ...], was: State) -> str:
    """Let the rules act that became true since ``was``; where the first ``goto`` leads."""
    goto = ""
    values = was.values
    waiting = [
        rule
        for rule in watch
        if not run.fired & rule.once
        and (not rule.chapter or rule.chapter == run.v[CHAPTER])
        and not rule.when(values, was)
    ]
    acted = True
    while acted:
        acted = False
        for rule in waiting:
            if rule.when(run.v, run):
                waiting.remove(rule)
                then = _act(run, rule)
                goto = goto or then
                acted = True
                break
    return goto


def _act(run: Run, rule: Watched) -> str:
    run.fired |= rule.once
    if rule.writer is not None:
        run.change(rule.writer)
    run.events.append(Fired(rule.id))
    if rule.gives:
        run.show(f"rule.{rule.id}", ())
    return rule.goto


def pass_time(run: Run, clock: Clock) -> str:
    """Move time on: timers run down by the minutes, sol rules act at each new sol."""
    layout = run.machine.layout
    v = run.v
    run.values = None
    sol = v[layout.sol] if layout.sol >= 0 else 0
    now = sol * SOL_MINUTES + v[MINUTE]
    if clock.kind == "after":
        then = now + clock.minutes
    elif clock.kind == "next":
        then = (sol + 1) * SOL_MINUTES + clock.minutes
    else:
        then = max(now, clock.sol * SOL_MINUTES + clock.minutes)
    for slot, low in layout.timers:
        v[slot] = max(low, v[slot] - (then - now))
    v[MINUTE] = then % SOL_MINUTES
    goto = ""
    if layout.sol >= 0:
        highest = layout.variables[layout.sol - 3].high
        while sol < min(then // SOL_MINUTES, highest):
            sol += 1
            v[layout.sol] = sol
            run.values = None
            leads = _new_sol(run)
            goto = goto or leads
    return goto


def _new_sol(run: Run) -> str:
    goto = ""
    for rule in run.machine.sol_rules:
        if run.fired & rule.once or (rule.chapter and rule.chapter != run.v[CHAPTER]):
            continue
        if rule.when(run.v, run):
            then = _act(run, rule)
            goto = goto or then
    return goto
