"""Whether two conditions can hold at once, as far as their form alone tells.

A no is certain; a yes is not. It sees what excludes each other in plain sight: a test and its
denial, two values of one word, ranges of one number that do not meet.
"""

from __future__ import annotations

from ulysse_game.story import And, Compare, Constant, Expression, Not, Number, Or, Within

_FAR = 1 << 40


def may_both_hold(one: Expression | None, other: Expression | None) -> bool:
    """Whether both conditions may hold at once; no condition always holds."""
    return _may(one, other) and _may(other, one)


def _may(one: Expression | None, other: Expression | None) -> bool:
    """Whether both may hold, as far as taking ``one`` apart first shows."""
    if one is None or other is None:
        return True
    match one, other:
        case Or(parts, _), _:
            return any(_may(part, other) for part in parts)
        case _, Or(parts, _):
            return any(_may(one, part) for part in parts)
        case And(parts, _), _:
            return all(_may(part, other) for part in parts)
        case _, And(parts, _):
            return all(_may(one, part) for part in parts)
    return not _deny(one, other)


def _deny(one: Expression, other: Expression) -> bool:
    """Whether two simple tests exclude each other."""
    match one, other:
        case Not(part), _ if not isinstance(other, Not):
            return part == other or _lies_within(other, part)
        case _, Not(_):
            return not isinstance(one, Not) and _deny(other, one)
        case Compare(_, left, Number()), Compare(_, right, Number()) if left == right:
            (low, high), (least, most) = _range(one), _range(other)
            return max(low, least) > min(high, most)
    mine, theirs = _values(one), _values(other)
    return (
        mine is not None
        and theirs is not None
        and mine[0] == theirs[0]
        and not (mine[1] & theirs[1])
    )


def _lies_within(test: Expression, wider: Expression) -> bool:
    """Whether ``test`` holds only where ``wider`` does: one value of several."""
    inner, outer = _values(test), _values(wider)
    return (
        inner is not None and outer is not None and inner[0] == outer[0] and (inner[1] <= outer[1])
    )


def _range(test: Expression) -> tuple[int, int]:
    """The numbers for which a comparison with a number holds."""
    assert isinstance(test, Compare)
    assert isinstance(test.right, Number)
    number = test.right.value
    return {
        "is": (number, number),
        "<": (-_FAR, number - 1),
        "<=": (-_FAR, number),
        ">": (number + 1, _FAR),
        ">=": (number, _FAR),
    }[test.sign]


def _values(test: Expression) -> tuple[Expression, frozenset[str]] | None:
    """What is asked of which word, and the values for which it holds."""
    match test:
        case Compare("is", left, Constant(_, value, _)):
            return left, frozenset((value,))
        case Within(left, options) if all(isinstance(each, Constant) for each in options):
            return left, frozenset(each.value for each in options if isinstance(each, Constant))
    return None
