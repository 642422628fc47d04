"""Conditions: what is yes or no."""

from __future__ import annotations

import re

from ulysse_game.compiler.expressions.meant import asked_of, bands_of
from ulysse_game.compiler.expressions.pieces import DEEPEST, NAYS
from ulysse_game.compiler.expressions.scope import Typed
from ulysse_game.compiler.expressions.sums import Sums
from ulysse_game.compiler.expressions.tokens import Refused, Token
from ulysse_game.compiler.kinds import FLAG, LEVELS, Kind
from ulysse_game.story import (
    And,
    Bound,
    Compare,
    Constant,
    Expression,
    Field,
    Not,
    Number,
    Or,
    Read,
    Within,
)

_VALUE_WORDS = frozenset(("picked", "ending", "not", "max", "min"))
_IN_WORDS = {
    **dict.fromkeys(("greater", "more", "above", "over", "larger"), ">"),
    **dict.fromkeys(("less", "smaller", "below", "under", "fewer"), "<"),
    **dict.fromkeys(("equals", "equal", "eq"), "is"),
}


class Conditions(Sums):
    """Reads conditions and comparisons."""

    def condition(self) -> Expression:
        """``clause { and clause } | clause { or clause }``."""
        start = self.now
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._too_deep(start)
        tree = self._joined(self.clause())
        self.depth -= 1
        return tree

    def _joined(self, first: Expression) -> Expression:
        """``first`` and what ``and`` or ``or`` joins to it."""
        parts = [first]
        word = ""
        while self.is_next("and", "or"):
            token = self.take()
            if word and token.text != word:
                raise self.refuse(
                    "and-or",
                    "say which belongs together: `(a or b) and c`, or `a or (b and c)`.",
                    token,
                    "put brackets round one of them.",
                )
            word = token.text
            self._another_value(parts[-1])
            parts.append(self.clause())
        if len(parts) == 1:
            return parts[0]
        return And(tuple(parts)) if word == "and" else Or(tuple(parts))

    def _another_value(self, before: Expression) -> None:
        """Refuse `gap_log is filled or worn`, where `worn` is one more value of the left."""
        token = self.now
        if token.kind != "name" or not isinstance(before, Compare) or before.sign != "is":
            return
        is_alone = self._peek(1) not in (".", "(", "is", "in", "not", "<", "<=", ">", ">=", "+")
        if not is_alone or token.text in self.declared.all_names():
            return
        left, right = before.left, before.right
        if not isinstance(left, Read) or not isinstance(right, Constant):
            return
        variable = self.declared.variables.get(left.variable)
        if variable is not None and token.text in variable.values:
            told = f"`{token.text}` is a value of `{variable.name}`, and asks nothing by itself."
            help = f"`{variable.name} in ({right.value}, {token.text})`."
            raise self.refuse("not-yes-or-no", told, token, help)

    def clause(self) -> Expression:
        """``not clause | test``, which must be yes or no."""
        if self.accept("not"):
            self.depth += 1
            if self.depth > DEEPEST:
                raise self._too_deep(self.now)
            part = Not(self.clause())
            self.depth -= 1
            return part
        start = self.now
        found = self.test()
        if found.kind.kind != "flag":
            raise self._not_yes_or_no(found, start)
        return found.tree

    def _not_yes_or_no(self, found: Typed, start: Token) -> Refused:
        until = self.tokens[self.place - 1].at + len(self.tokens[self.place - 1].text)
        text = self.source[start.at : until]
        help = {
            "number": f"`{text} >= 1`.",
            "word": f"`{text} is {found.kind.values[0] if found.kind.values else 'value'}`.",
            "observation": f"`{text} is seen`.",
            "person": self._person_asked(text, start),
            "zone": f"`{text} is {found.kind.values[0] if found.kind.values else 'zone'}`.",
        }.get(found.kind.kind, "")
        if self.is_next("=", "==", "!=", "<>", "&&", "||", "=>", "=<"):
            return self.unexpected("")
        if self.now.text in _IN_WORDS:
            sign = _IN_WORDS[self.now.text]
            told = f"`{self.now.text}` is written `{sign}`."
            return self.refuse("foreign-sign", told, self.now)
        if self.is_next("not") and self._peek(1) in ("<", "<=", ">", ">=", "is"):
            rest = self.source[self.now.at + 3 :].strip(" ")
            told = "`not` stands before the whole question, or after `is`."
            return self.refuse("unexpected-word", told, self.now, f"`not {text} {rest}`.")
        return self.refuse(
            "not-yes-or-no",
            f"`{text}` is {found.kind.described}, not yes or no.",
            start,
            help,
            until,
        )

    def _person_asked(self, text: str, start: Token) -> str:
        before = re.search(r"([a-z0-9_.]{1,80}) is ([a-z0-9_]+) or\s*$", self.source[: start.at])
        if before:
            return f"`{before[1]} in ({before[2]}, {text})`."
        return f"`{text}.here`, or `someone is {text}`."

    def test(self) -> Typed:
        """``sum [ is … | in … | < … ]``."""
        start = self.now
        left = self.sum()
        token = self.now
        if token.text == "is":
            found = self._is(left)
        elif token.text == "in" or (token.text == "not" and self._peek(1) == "in"):
            found = self._in(left)
        elif token.text in ("<", "<=", ">", ">="):
            found = self._compare(left, start)
        else:
            return left
        if self.is_next("<", "<=", ">", ">=", "is", "in"):
            raise self.refuse(
                "chained-comparison",
                "one comparison at a time.",
                self.now,
                "join two with `and`: `a < b and b < c`; or `b in 3..7`.",
            )
        return Typed(found, FLAG)

    def _peek(self, ahead: int) -> str:
        place = min(self.place + ahead, len(self.tokens) - 1)
        return self.tokens[place].text

    def _is(self, left: Typed) -> Expression:
        self.take()
        negated = self.accept("not")
        answer = self._equal(left, self.now, self._value_for(left))
        return Not(answer) if negated else answer

    def _in(self, left: Typed) -> Expression:
        negated = self.accept("not")
        self.take()
        if self.accept("("):
            parts = []
            while True:
                token = self.now
                parts.append(self._equal(left, token, self._value_for(left)))
                if not self.accept(","):
                    break
            self.expect(")", "the list")
            answer = self._any_of(left, parts)
        elif left.kind.kind == "number":
            answer = self._between(left)
        else:
            answer = self._in_set(left)
        return Not(answer) if negated else answer

    def _any_of(self, left: Typed, parts: list[Expression]) -> Expression:
        options = [part.right for part in parts if isinstance(part, Compare) and part.sign == "is"]
        first = parts[0]
        if len(options) == len(parts) and isinstance(first, Compare):
            return Within(first.left, tuple(options))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _between(self, left: Typed) -> Expression:
        low = self.number_sum()
        if not self.accept(".."):
            raise self.unexpected("a number is `in` a list `(1, 2)` or a range `1..2`")
        high = self.number_sum()
        return And((Compare(">=", left.tree, low), Compare("<=", left.tree, high)))

    def _in_set(self, left: Typed) -> Expression:
        token = self.now
        members, kind = self.set_of()
        if kind.kind != left.kind.kind:
            raise self.refuse(
                "other-kind", f"the left is {left.kind.described}, the set of {kind.kind}s.", token
            )
        return Within(left.tree, members)

    def _compare(self, left: Typed, start: Token) -> Expression:
        sign = self.take().text
        if left.kind.kind != "number":
            raise self.refuse(
                "not-a-number",
                f"`{sign}` compares numbers, and this is {left.kind.described}.",
                start,
                self._asked_by_word(left, start),
            )
        band = self._band(left.kind)
        if band is None:
            self._must_be_band(left.kind)
            return Compare(sign, left.tree, self.number_sum())
        low, high = band
        return {
            ">=": Compare(">=", left.tree, Number(low)),
            ">": Compare(">", left.tree, Number(high)),
            "<": Compare("<", left.tree, Number(low)),
            "<=": Compare("<=", left.tree, Number(high)),
        }[sign]

    def _asked_by_word(self, left: Typed, start: Token) -> str:
        """How something that is no number is asked."""
        values = LEVELS if left.kind.kind == "observation" else left.kind.values
        name = self.source[start.at : self.tokens[self.place - 1].at].strip(" ")
        if left.kind.kind == "flag" and left.kind.name:
            return f"write `{name}`, or `not {name}`."
        if len(values) < 2:
            return ""
        return f"`{name} is {values[-1]}`, or `{name} in ({values[-2]}, {values[-1]})`."

    def _band(self, kind: Kind) -> tuple[int, int] | None:
        """The lowest and highest number of the band named here, if one is."""
        names = [name for name, _ in kind.bands]
        if self.now.kind != "name" or self.now.text not in names:
            return None
        self.name("band", f"{kind.name}.{self.now.text}", self.now)
        place = names.index(self.take().text)
        high = kind.bands[place + 1][1] - 1 if place + 1 < len(names) else kind.high
        return kind.bands[place][1], high

    def _must_be_band(self, kind: Kind) -> None:
        """Refuse a bare word that names nothing, where a number with bands is asked."""
        token = self.now
        is_bare = token.kind == "name" and self._peek(1) not in (".", "(")
        if not kind.bands or not is_bare or self._is_known(token.text):
            return
        asked = f"`{kind.name}`" if kind.name else "this"
        told = f"{asked} is never `{token.text}`; it is {bands_of(kind)}, or a number."
        near = self.declared.near(token.text, [name for name, _ in kind.bands])
        help = near or f"write one of these, such as `{kind.bands[0][0]}`."
        raise self.refuse("unknown-value", told, token, help)

    def _is_known(self, name: str) -> bool:
        """Whether an expression may begin with this name."""
        bound = (each for each, _ in self.scope.bound)
        return name in self.declared.all_names() or name in bound or name in _VALUE_WORDS

    def _value_for(self, left: Typed) -> Typed:
        """What stands after ``is``: a bare name is first a value of the left side."""
        token = self.now
        kind = left.kind
        plain = token.kind == "name" and self._peek(1) not in (".", "(")
        if kind.kind == "number":
            band = self._band(kind)
            if band is not None:
                return Typed(
                    Number(band[0]), Kind("number", low=band[0], high=band[1], name="band")
                )
            self._must_be_band(kind)
            found = self.sum()
            if found.kind.kind != "number":
                raise self.refuse("other-kind", f"`{token.text}` is no number.", token)
            return found
        if plain and kind.kind == "observation":
            if token.text in LEVELS:
                self.take()
                return Typed(Constant("word", token.text, LEVELS.index(token.text)), kind)
            if token.text in self.declared.observations:
                self.name("observation", token.text, token)
                self.take()
                return Typed(self.declared.observation(token.text), kind)
        elif plain and token.text in kind.values:
            self.name_value(kind, token)
            self.take()
            return Typed(self._constant(kind, token.text), kind)
        if kind.kind == "flag":
            name = kind.name or "it"
            is_not = self.tokens[self.place - 1].text == "not"
            help = f"write `{'not ' * (is_not ^ (token.text in NAYS))}{name}`."
            raise self.refuse("is-on-a-flag", "yes or no is asked by name alone.", token, help)
        return self._other_value(left, token, plain)

    def _other_value(self, left: Typed, token: Token, plain: bool) -> Typed:
        kind = left.kind
        known = token.text in self.declared.all_names() or any(
            token.text == name for name, _ in self.scope.bound
        )
        if plain and not known:
            raise self._unknown_value(kind, token, left)
        found = self.sum()
        if found.kind.kind != kind.kind or (
            kind.kind == "word" and found.kind.values != kind.values
        ):
            if plain:
                raise self._unknown_value(kind, token)
            raise self.refuse("other-kind", f"this is {found.kind.described}.", token)
        return found

    def _unknown_value(self, kind: Kind, token: Token, left: Typed | None = None) -> Refused:
        if kind.kind == "person" and left is not None:
            person = left.tree.name if isinstance(left.tree, Bound) else kind.name
            not_ = "not " * (self.tokens[self.place - 1].text == "not")
            if person and (help := asked_of(person, token.text, not_, self.declared)):
                told = f"`{person}` is a person; what is true of one is asked with a dot."
                return self.refuse("unknown-value", told, token, help)
        values = kind.values or ("nothing yet",)
        name = f"`{kind.name}`" if kind.name else "this"
        listed = ", ".join(values[:-1]) + f" or {values[-1]}" if len(values) > 1 else values[0]
        shown = listed if len(values) <= 12 else "a declared one"
        return self.refuse(
            "unknown-value",
            f"{name} is never `{token.text}`; it is {shown}.",
            token,
            self.declared.near(token.text, values),
        )

    def _constant(self, kind: Kind, value: str) -> Expression:
        if kind.kind == "person":
            return self.declared.person(value)
        return Constant(kind.kind, value, kind.values.index(value))

    def _equal(self, left: Typed, token: Token, right: Typed) -> Expression:
        if right.kind.name == "band":
            return And(
                (
                    Compare(">=", left.tree, Number(right.kind.low)),
                    Compare("<=", left.tree, Number(right.kind.high)),
                )
            )
        tree = left.tree
        other = right.tree
        # What is no level of it is an observation itself, named or bound by a loop.
        if left.kind.kind == "observation" and isinstance(other, Constant) and other.kind == "word":
            tree = Field(tree, "level")
        return Compare("is", tree, other)

    def bracketed(self) -> Typed:
        """A condition or a sum in brackets."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._too_deep(self.now)
        found = self._condition_or_value()
        self.depth -= 1
        return found

    def _condition_or_value(self) -> Typed:
        """A condition, or whatever else a test may be when nothing is joined to it."""
        if self.is_next("not"):
            return Typed(self.condition(), FLAG)
        start = self.now
        found = self.test()
        if not self.is_next("and", "or"):
            return found
        if found.kind.kind != "flag":
            raise self._not_yes_or_no(found, start)
        return Typed(self._joined(found.tree), FLAG)
