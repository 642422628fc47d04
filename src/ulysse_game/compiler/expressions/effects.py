"""Effects: what changes."""

from __future__ import annotations

import re

from ulysse_game.compiler.expressions.conditions import Conditions
from ulysse_game.compiler.expressions.names import PERSON_CONSTANTS
from ulysse_game.compiler.expressions.scope import Typed
from ulysse_game.compiler.expressions.tokens import Token
from ulysse_game.compiler.price import Price
from ulysse_game.story import Bound, Change, Constant, Expression, Field, Number, Read, Walk


class Parser(Conditions):
    """Reads one expression in one scope: a condition, a value, or effects."""

    def whole(self) -> Typed:
        """A condition or a value, and nothing after it."""
        found = self._condition_or_value()
        self.end()
        return found

    def effects(self) -> tuple[Change, ...]:
        """``effect { ( "," | newline ) effect }``."""
        found = [self.effect()]
        while self.now.kind != "end":
            if not self.accept(",") and "\n" not in self._gap():
                raise self.unexpected("effects are separated by commas")
            if self.now.kind != "end":
                found.append(self.effect())
        return tuple(found)

    def _gap(self) -> str:
        before = self.tokens[self.place - 1]
        return self.source[before.at + len(before.text) : self.now.at]

    def effect(self) -> Change:
        """``change [ for name in set ] [ if condition ]``."""
        start, outer = self.place, self.scope
        walk, after = None, start
        ahead = self._find_for()
        if ahead is not None:
            self.place = ahead + 1
            bound = self.take()
            self.expect("in", "the name of the item")
            members, kind = self.set_of()
            self.scope = outer.bind(bound.text, kind)
            walk = Walk(bound.text, members, None)
            after = self.place
            self.place = start
        token, spent = self.now, self.spent
        target, sign, value = self.change()
        if walk is not None:
            if self.place != ahead:
                raise self.unexpected("`for` comes after the whole change")
            self.place = after
        condition = self.condition() if self.accept("if") else None
        self.scope = outer
        if walk is not None:
            each = 3 + self.spent - spent
            self.pay(Price(each * len(walk.members), 1), token)
        return Change(target, sign, value, walk, condition)

    def _find_for(self) -> int | None:
        """Where the ``for`` of this effect stands, if it has one."""
        depth = 0
        for place in range(self.place, len(self.tokens)):
            token = self.tokens[place]
            if token.text == "(":
                depth += 1
            elif token.text == ")":
                depth -= 1
            elif depth == 0 and (token.text in (",", "if") or token.kind == "end"):
                return None
            elif depth == 0 and token.text == "for":
                return place
        return None

    def change(self) -> tuple[Expression, str, Expression]:
        """``path ( = | += | -= ) value | path | not path``."""
        if self.accept("not"):
            start = self.now
            target = self._target()
            self._must_be_flag(target, start)
            return target.tree, "=", Number(0)
        start = self.now
        target = self._target()
        if self.is_next("=", "+=", "-="):
            sign = self.take().text
            return target.tree, sign, self._new_value(target, sign, start)
        if self.is_next("=+"):
            raise self.unexpected("")
        if self.is_next("is", "==", ">", "<", ">=", "<="):
            token = self.now
            if token.text in ("is", "=="):
                fixed = re.sub(r"==|\bis\b", "=", self.source, count=1)
                raise self.refuse(
                    "sets-with-equals", "`is` asks; an effect sets with `=`.", token, f"`{fixed}`."
                )
            raise self.refuse(
                "asks-in-do",
                "an effect changes something; it does not ask.",
                token,
                "put the question behind the effect: `door_open if cohesion > 50`.",
            )
        self._must_be_flag(target, start)
        return target.tree, "=", Number(1)

    def _must_be_flag(self, target: Typed, start: Token) -> None:
        if target.kind.kind != "flag":
            before = self.tokens[self.place - 1]
            name = self.source[start.at : before.at + len(before.text)]
            value = (*target.kind.values, "value")[0]
            if target.kind.kind == "observation":
                value = "seen"
            help = f"write `{name} = {value}`."
            if target.kind.kind == "number":
                help = f"write `{name} += 1`, `{name} -= 1` or `{name} = 1`."
            raise self.refuse(
                "sets-nothing",
                f"`{name}` is {target.kind.described}: say what it becomes.",
                start,
                help,
                before.at + len(before.text),
            )

    def _target(self) -> Typed:
        token = self.take()
        if token.kind != "name":
            self.place -= 1 if token.kind != "end" else 0
            raise self.unexpected("an effect names what it changes")
        self.role = "set"
        found = self._lookup(token)
        while self.accept("."):
            found = self._member(found, token)
        self.role = "asked"
        tree = found.tree
        if isinstance(tree, Constant) and tree.kind == "observation":
            return Typed(Read(tree.value), found.kind)
        settable = isinstance(tree, Read) or (
            found.kind.kind == "observation" and isinstance(tree, Bound)
        )
        if isinstance(tree, Field) and not isinstance(tree.of, Read):
            settable = tree.name not in (*PERSON_CONSTANTS, "of", "to") and ":" not in tree.name
        if not settable:
            told = "this cannot be changed."
            if isinstance(tree, Constant) and tree.kind == "person":
                told = f"`{token.text}` is a person, and nothing else can become of it."
            raise self.refuse("not-a-variable", told, token, self._who(found))
        return found

    def _who(self, found: Typed) -> str:
        if isinstance(found.tree, Field) and isinstance(found.tree.of, Read):
            who = found.tree.of.variable
            return (
                f"name everybody it may be: `p.{found.tree.name} … for p in people if p is {who}`."
            )
        if isinstance(found.tree, Constant) and found.tree.kind == "person":
            stat = next(iter(self.declared.person_stats), "stat")
            return f"what belongs to a person can be: `{found.tree.value}.{stat}`."
        return ""

    def _new_value(self, target: Typed, sign: str, start: Token) -> Expression:
        kind = target.kind
        if sign != "=" and kind.kind != "number":
            raise self.refuse(
                "not-a-number", f"`{sign}` needs a number; this is {kind.described}.", start
            )
        if kind.kind == "number":
            band = self._band(kind)
            if band is None:
                self._must_be_band(kind)
            return Number(band[0]) if band is not None else self.number_sum()
        if kind.kind == "flag":
            if self.is_next("yes", "no"):
                return Number(int(self.take().text == "yes"))
            if self.is_next("true", "false", "on", "off"):
                name = kind.name or start.text
                raise self.refuse(
                    "unknown-value",
                    f"`{name}` is never `{self.now.text}`; it is yes or no.",
                    self.now,
                    f"write `{name}` or `not {name}`.",
                )
            return self.condition()
        found = self._value_for(target)
        return found.tree
