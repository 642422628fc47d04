"""Expressions as Python over what a search can see, with bounds for what it cannot.

A number is written as its least and its most, a condition as *must hold* and *may hold*. Where
all that is read can be seen the two are the same text: then the reading is exact. Pieces are whole
numbers or Python text; only numbers of ours enter it, never a word of a story.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, assert_never

from ulysse_game.story import (
    And,
    Arithmetic,
    Bound,
    Call,
    Choose,
    Compare,
    Constant,
    Expression,
    Field,
    Gather,
    Not,
    Number,
    Or,
    Read,
    Within,
)

Piece: TypeAlias = int | str
Span: TypeAlias = tuple[Piece, Piece]
"""Least and most of a number; whether a condition must hold, and whether it may."""

COMPARED = {"is": "==", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
TURNED = {">": "<", ">=": "<="}


class Term(NamedTuple):
    """A cell as it stands: its text where it can be seen, else nothing; and its possible values.

    Bit i of ``mask`` stands for the value ``low`` + i.
    """

    source: str
    mask: int
    low: int

    def span(self) -> Span:
        """Its value twice, or its bounds."""
        if self.mask & (self.mask - 1) == 0 and self.mask:
            value = self.low + self.mask.bit_length() - 1
            return value, value
        if self.source:
            return self.source, self.source
        least = (self.mask & -self.mask).bit_length() - 1
        return self.low + least, self.low + self.mask.bit_length() - 1

    def has(self, value: int) -> int:
        """Whether ``value`` is possible."""
        return self.mask >> (value - self.low) & 1 if value >= self.low else 0


Terms: TypeAlias = Callable[[str], Term]
"""Each cell, by name, as it stands."""


def number(expression: Expression, terms: Terms) -> Span:
    """The least and the most that a ground expression may be."""
    match expression:
        case Number(value):
            return value, value
        case Constant(_, _, place):
            return place, place
        case Read(name):
            return terms(name).span()
        case Arithmetic(sign, left, right):
            return _reckon(sign, number(left, terms), number(right, terms))
        case Call(("max" | "min") as function, _, arguments):
            every = [number(each, terms) for each in arguments]
            least = _call(function, [low for low, _ in every])
            return least, _call(function, [high for _, high in every])
        case Choose(condition, then, otherwise):
            return _choose(truth(condition, terms), number(then, terms), number(otherwise, terms))
        case Call() | Not() | And() | Or() | Compare() | Within():
            must, may = truth(expression, terms)
            return _as_number(must), _as_number(may)
        case Bound() | Field() | Gather():
            raise TypeError(f"not ground: {expression}")
    assert_never(expression)


def truth(expression: Expression, terms: Terms) -> Span:
    """Whether a ground condition must hold, and whether it may."""
    match expression:
        case Not(part):
            must, may = truth(part, terms)
            return negated(may), negated(must)
        case And(parts, _):
            every = [truth(part, terms) for part in parts]
            return all_of([must for must, _ in every]), all_of([may for _, may in every])
        case Or(parts, _):
            every = [truth(part, terms) for part in parts]
            return any_of([must for must, _ in every]), any_of([may for _, may in every])
        case Compare("is", left, right):
            return _same(left, right, terms)
        case Compare(sign, left, right):
            if sign in TURNED:
                sign, left, right = TURNED[sign], right, left
            a, b = number(left, terms), number(right, terms)
            return _compared(sign, a[1], b[0]), _compared(sign, a[0], b[1])
        case Within(item, options):
            return _within(item, options, terms)
        case Call("one", _, (condition,)):
            return truth(condition, terms)
        case Choose(condition, then, otherwise):
            return truth(
                Or((And((condition, then)), And((Not(condition), otherwise)))),
                terms,
            )
        case Read(name):
            term = terms(name)
            least, most = term.span()
            if least == most:
                return _as_truth(least), _as_truth(most)
            return int(not term.has(0)), 1
        case _:
            least, most = number(expression, terms)
            if least == most:
                return _as_truth(least), _as_truth(most)
            outside = any_of([_compared("<", 0, least), _compared("<", most, 0)])
            return outside, any_of([_as_truth(least), _as_truth(most)])


def text(piece: Piece) -> str:
    """A piece as Python, safe to stand beside any sign."""
    return piece if isinstance(piece, str) else str(piece) if piece >= 0 else f"({piece})"


def negated(piece: Piece) -> Piece:
    """Yes for no."""
    return int(not piece) if isinstance(piece, int) else f"(not {piece})"


def all_of(pieces: list[Piece]) -> Piece:
    """Whether all hold."""
    if any(isinstance(each, int) and not each for each in pieces):
        return 0
    kept = [each for each in pieces if isinstance(each, str)]
    return 1 if not kept else kept[0] if len(kept) == 1 else f"({' and '.join(kept)})"


def any_of(pieces: list[Piece]) -> Piece:
    """Whether one holds."""
    if any(isinstance(each, int) and each for each in pieces):
        return 1
    kept = [each for each in pieces if isinstance(each, str)]
    return 0 if not kept else kept[0] if len(kept) == 1 else f"({' or '.join(kept)})"


def _as_number(piece: Piece) -> Piece:
    return int(bool(piece)) if isinstance(piece, int) else f"(1 if {piece} else 0)"


def _as_truth(piece: Piece) -> Piece:
    return int(bool(piece)) if isinstance(piece, int) else piece


def _compared(sign: str, left: Piece, right: Piece) -> Piece:
    if isinstance(left, int) and isinstance(right, int):
        return int(
            left < right if sign == "<" else left <= right if sign == "<=" else left == right
        )
    return f"({text(left)} {COMPARED[sign]} {text(right)})"


def _call(function: str, pieces: list[Piece]) -> Piece:
    numbers = [each for each in pieces if isinstance(each, int)]
    if len(numbers) == len(pieces):
        return max(numbers) if function == "max" else min(numbers)
    kept = list(dict.fromkeys(map(text, pieces)))
    return kept[0] if len(kept) == 1 else f"{function}({', '.join(kept)})"


def _sum(sign: str, left: Piece, right: Piece) -> Piece:
    if isinstance(left, int) and isinstance(right, int):
        return left + right if sign == "+" else left - right
    return f"({text(left)} {sign} {text(right)})"


def _reckon(sign: str, left: Span, right: Span) -> Span:
    (a, b), (c, d) = left, right
    if sign == "+":
        return _sum("+", a, c), _sum("+", b, d)
    if sign == "-":
        return _sum("-", a, d), _sum("-", b, c)
    if sign == "*":
        ends = list(dict.fromkeys(_times(x, y) for x in (a, b) for y in (c, d)))
        return _call("min", ends), _call("max", ends)
    if c == d and (isinstance(c, int) or a == b):
        if c == 0:
            return 0, 0
        ends = [_floor(a, c), _floor(b, c)]
        return _call("min", ends), _call("max", ends)
    # An unseen divisor: rounded down, nothing is further from nought than what is divided.
    far = _call("max", [_size(a), _size(b)])
    return (-far if isinstance(far, int) else f"(-{far})"), far


def _times(left: Piece, right: Piece) -> Piece:
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    return f"({text(left)} * {text(right)})"


def _floor(left: Piece, right: Piece) -> Piece:
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    return f"({text(left)} // {text(right)})"


def _size(piece: Piece) -> Piece:
    return abs(piece) if isinstance(piece, int) else f"abs({piece})"


def _choose(asked: Span, then: Span, otherwise: Span) -> Span:
    must, may = asked
    return (
        _one_of(must, may, then[0], otherwise[0], "min"),
        _one_of(must, may, then[1], otherwise[1], "max"),
    )


def _one_of(must: Piece, may: Piece, then: Piece, otherwise: Piece, between: str) -> Piece:
    if then == otherwise or (isinstance(must, int) and must):
        return then
    if isinstance(may, int) and not may:
        return otherwise
    if must == may:
        return f"({text(then)} if {must} else {text(otherwise)})"
    middle = _call(between, [then, otherwise])
    if must == 0 and may == 1:
        return middle
    found = text(middle)
    if may != 1:
        found = f"{found} if {may} else {text(otherwise)}"
    if must != 0:
        found = f"{text(then)} if {must} else {found}"
    return f"({found})"


def _same(left: Expression, right: Expression, terms: Terms) -> Span:
    a, b = number(left, terms), number(right, terms)
    if a[0] == a[1] and b[0] == b[1]:
        same = _compared("is", a[0], b[0])
        return same, same
    if isinstance(right, Read) and a[0] == a[1]:
        left, right, a, b = right, left, b, a
    if isinstance(left, Read) and a[0] != a[1] and b[0] == b[1]:
        term = terms(left.variable)
        if isinstance(b[0], int):
            return 0, term.has(b[0])
        return 0, f"({b[0]} >= {term.low} and {term.mask} >> ({b[0]} - {term.low}) & 1)"
    return 0, all_of([_compared("<=", a[0], b[1]), _compared("<=", b[0], a[1])])


def _within(item: Expression, options: tuple[Expression, ...], terms: Terms) -> Span:
    asked = number(item, terms)
    every = [number(option, terms) for option in options]
    numbers = [least for least, most in every if isinstance(least, int) and least == most]
    if asked[0] == asked[1] and all(least == most for least, most in every):
        if isinstance(asked[0], int) and len(numbers) == len(every):
            found: Piece = int(asked[0] in numbers)
        else:
            listed = ", ".join(text(least) for least, _ in every)
            found = f"({text(asked[0])} in ({listed},))"
        return found, found
    if isinstance(item, Read) and len(numbers) == len(every):
        term = terms(item.variable)
        among = sum(1 << (n - term.low) for n in set(numbers) if n >= term.low)
        return int(not term.mask & ~among), int(bool(term.mask & among))
    return truth(Or(tuple(Compare("is", item, option) for option in options)), terms)
