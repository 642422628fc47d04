"""Whether a condition may hold and may fail, knowing only some of the variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import ge, gt, le, lt

from ulysse_game.story import (
    And,
    Call,
    Compare,
    Constant,
    Expression,
    Not,
    Number,
    Or,
    Read,
    Within,
)

Truths = tuple[bool, bool]
"""May it hold, may it fail."""

ORDER = {"<": lt, "<=": le, ">": gt, ">=": ge}
OPEN: Truths = (True, True)


def truths(
    condition: Expression,
    known: Mapping[str, int],
    here: Callable[[str], Truths] = lambda person: OPEN,
) -> Truths:
    """Three-valued reading of a ground condition; ``here`` answers for people."""

    def of(each: Expression) -> Truths:
        match each:
            case Number(value):
                return bool(value), not value
            case Read(variable) if variable in known:
                return bool(known[variable]), not known[variable]
            case Not(part):
                yes, no = of(part)
                return no, yes
            case And(parts, _):
                found = [of(part) for part in parts]
                return all(yes for yes, _ in found), any(no for _, no in found)
            case Or(parts, _):
                found = [of(part) for part in parts]
                return any(yes for yes, _ in found), all(no for _, no in found)
            case Compare(sign, left, right):
                a, b = number(left), number(right)
                if a is None or b is None:
                    return OPEN
                holds = a == b if sign == "is" else ORDER[sign](a, b)
                return holds, not holds
            case Within(item, options):
                a = number(item)
                values = [number(option) for option in options]
                if a is None or None in values:
                    return OPEN
                return a in values, a not in values
            case Call("here", _, (Constant(_, person, _),)):
                return here(person)
            case _:
                return OPEN

    def number(each: Expression) -> int | None:
        match each:
            case Number(value):
                return value
            case Constant(_, _, value):
                return value
            case Read(variable):
                return known.get(variable)
            case _:
                return None

    return of(condition)
