"""What a condition comes to in a state, and how two states differ, in words for a tester."""

from __future__ import annotations

from collections.abc import Mapping

from ulysse_game.engine import FIRST, Machine, State
from ulysse_game.story import Call, Compare, Constant, Expression, Not, Number, Read, reads

_MOST = 12
"""So many values are told of one condition that does not hold, or of two states that differ."""


def values(machine: Machine, state: State, condition: Expression) -> tuple[str, ...]:
    """What a ground condition asked for is in ``state``, a sentence for each value."""
    found: list[str] = []
    number = condition.part if isinstance(condition, Not) else condition
    if isinstance(number, Compare) and not isinstance(number.left, Number | Constant | Read):
        left = machine.code.reader(number.left)(state.values, state)
        found.append(f"the left side is {int(left)}.")
    layout = machine.layout
    for name in sorted(reads(condition)):
        slot = layout.slots.get(name)
        if slot is not None:
            variable = layout.variables[slot - FIRST]
            value = state.values[slot]
            if variable.kind == "flag":
                shown = "yes" if value else "no"
            else:
                shown = variable.values[value] if variable.values else str(value)
            found.append(f"{name} is {shown}.")
    for call in _calls(condition):
        answer = int(machine.code.reader(call)(state.values, state))
        shown = str(answer) if call.function in ("visits", "picked") else "yes" if answer else "no"
        if call.function == "here":
            found.append(f"{getattr(call.arguments[0], 'value', '')}.here is {shown}.")
        elif call.function == "ending":
            found.append(f"the ending is {state.ending or 'not there yet'}.")
        else:
            found.append(f"{call.function}({call.name}) is {shown}.")
    if len(found) > _MOST:
        found = [*found[:_MOST], "…"]
    return tuple(found)


def _calls(condition: Expression) -> list[Call]:
    """The questions within a condition that no variable answers."""
    found: list[Call] = []
    waiting: list[object] = [condition]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Call) and each.function not in ("max", "min", "one"):
            found.append(each)
        elif isinstance(each, tuple):
            waiting.extend(reversed(each))
    return list(dict.fromkeys(found))


def differences(saved: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """What differs between two plain forms, a line each."""
    found: list[str] = []
    for key, value in saved.items():
        other = now.get(key)
        if value == other:
            continue
        if isinstance(value, dict) and isinstance(other, dict):
            for name in sorted({*value, *other}):
                if value.get(name) != other.get(name):
                    was, is_now = value.get(name, "at its start"), other.get(name, "at its start")
                    found.append(f"{name} was {was}, and is {is_now}.")
        else:
            found.append(f"{key} was {value}, and is {other}.")
    return found[:_MOST]
