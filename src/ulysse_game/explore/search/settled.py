"""Conditions without what is certain where they are asked.

Whoever counts the fit reads everybody's fatigue; where nobody can be that tired, the count does not
depend on it, and a search that sees it tells states apart for nothing. What the possible values of
cells decide is put in their place; nothing here knows the graph.
"""

from __future__ import annotations

from ulysse_game.explore.domain import NO_BIT, YES_BIT, Domain, Masks
from ulysse_game.explore.flow.lower import compare, reckon
from ulysse_game.story import (
    NO,
    YES,
    And,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Expression,
    Not,
    Or,
    Within,
    choose,
    conjunction,
    disjunction,
    negate,
)


def settled(domain: Domain, condition: Expression, masks: Masks) -> Expression:
    """``condition`` for cells that hold what ``masks`` allow: the same for all such values."""
    match condition:
        case Not(part):
            return negate(settled(domain, part, masks))
        case And(parts, _):
            return conjunction(tuple(settled(domain, part, masks) for part in parts))
        case Or(parts, _):
            return disjunction(tuple(settled(domain, part, masks) for part in parts))
    truth = domain.truth(condition, masks)
    if truth == YES_BIT:
        return YES
    if truth == NO_BIT:
        return NO
    if isinstance(condition, Compare):
        left, right = (_value(domain, each, masks) for each in (condition.left, condition.right))
        return compare(condition.sign, left, right)
    return condition


def _value(domain: Domain, value: Expression, masks: Masks) -> Expression:
    """The same of what gives a number."""
    match value:
        case Arithmetic(sign, left, right):
            return reckon(sign, _value(domain, left, masks), _value(domain, right, masks))
        case Choose(condition, then, otherwise):
            asked = settled(domain, condition, masks)
            return choose(asked, _value(domain, then, masks), _value(domain, otherwise, masks))
        case Call("max" | "min" as function, name, parts):
            return Call(function, name, tuple(_value(domain, each, masks) for each in parts))
        case Not() | And() | Or():
            # Yes or no stays a one or a nought, whatever number its only part may be.
            return choose(settled(domain, value, masks), YES, NO)
        case Compare() | Within():
            return settled(domain, value, masks)
    return value


__all__ = ["settled"]
