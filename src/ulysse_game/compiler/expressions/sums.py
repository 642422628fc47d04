"""Numbers and what is reckoned with them."""

from __future__ import annotations

from collections.abc import Callable

from ulysse_game.compiler.expressions.calls import Calls
from ulysse_game.compiler.expressions.scope import Typed
from ulysse_game.compiler.expressions.tokens import Token
from ulysse_game.compiler.kinds import NUMBER
from ulysse_game.story import Arithmetic, Expression, Number

MOST_TERMS = 60
_WORDS = frozenset(("and", "or", "not", "is", "in", "if", "for"))


class Sums(Calls):
    """Reads sums, products and atoms."""

    def number_sum(self) -> Expression:
        """A sum that must give a number."""
        start = self.now
        found = self.sum()
        if found.kind.kind != "number":
            raise self.refuse("not-a-number", f"this is {found.kind.described}, no number.", start)
        return found.tree

    def sum(self) -> Typed:
        """``product { + product }``."""
        start = self.now
        left = self.product()
        while self.is_next("+", "-"):
            left = self._arithmetic(left, start, self.product)
        return left

    def product(self) -> Typed:
        """``unary { * unary | / integer }``."""
        start = self.now
        left = self.unary()
        while self.is_next("*", "/"):
            if self.is_next("/"):
                left = self._quotient(left, start)
            else:
                left = self._arithmetic(left, start, self.unary)
        return left

    def _arithmetic(self, left: Typed, start: Token, operand: Callable[[], Typed]) -> Typed:
        sign = self.take()
        if left.kind.kind != "number":
            raise self.refuse("not-a-number", f"this is {left.kind.described}, no number.", start)
        self._count_term(sign)
        token = self.now
        right = operand()
        if right.kind.kind != "number":
            raise self.refuse("not-a-number", f"this is {right.kind.described}, no number.", token)
        return Typed(Arithmetic(sign.text, left.tree, right.tree), NUMBER)

    def _count_term(self, token: Token) -> None:
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise self.refuse(
                "expression-too-large",
                f"an expression has at most {MOST_TERMS} signs of reckoning.",
                token,
                "give a part of it a name, with `define`.",
            )

    def _quotient(self, left: Typed, start: Token) -> Typed:
        self._count_term(self.take())
        if left.kind.kind != "number":
            raise self.refuse("not-a-number", f"this is {left.kind.described}, no number.", start)
        token = self.take()
        if token.kind != "number":
            raise self.refuse(
                "divides-by-a-number",
                "one divides by a written number only.",
                token,
                "instead of `a / b > 2` ask `a > 2 * b`.",
            )
        if int(token.text) == 0:
            raise self.refuse("division-by-nought", "nothing can be divided by 0.", token)
        return Typed(Arithmetic("/", left.tree, Number(self.integer(token))), NUMBER)

    def unary(self) -> Typed:
        """``[ - ] atom``."""
        if not self.is_next("-"):
            return self.atom()
        token = self.take()
        found = self.atom()
        if found.kind.kind != "number":
            raise self.refuse("not-a-number", f"this is {found.kind.described}, no number.", token)
        if isinstance(found.tree, Number):
            return Typed(Number(-found.tree.value), NUMBER)
        return Typed(Arithmetic("-", Number(0), found.tree), NUMBER)

    def atom(self) -> Typed:
        """A number, a path, a call, a group, or a condition in brackets."""
        token = self.now
        if token.kind == "number":
            self.take()
            return Typed(Number(self.integer(token)), NUMBER)
        if token.text == "(":
            self.take()
            found = self.bracketed()
            self.expect(")", "the bracket")
            return found
        if token.kind == "name" and token.text not in _WORDS:
            return self._named()
        raise self.unexpected("a name, a number or a bracket is wanted")
