"""Functions, walks over sets, and named expressions."""

from __future__ import annotations

from ulysse_game.compiler.declarations import Defined, numbers
from ulysse_game.compiler.expressions.names import GATHERS, SCENE_FUNCTIONS, Names
from ulysse_game.compiler.expressions.pieces import DEEPEST
from ulysse_game.compiler.expressions.scope import Scope, Typed
from ulysse_game.compiler.expressions.tokens import Token
from ulysse_game.compiler.kinds import FLAG, NUMBER, Kind
from ulysse_game.compiler.price import Price, price_of
from ulysse_game.story import Call, Expression, Gather, Walk, ground

MOST_EXPANDED = 500
"""How many defined names one expression may come to use, counting those within those."""


class Calls(Names):
    """Reads whatever has brackets after a name."""

    def call(self, token: Token) -> Typed:
        """What stands in brackets after the name, and the closing bracket."""
        name = token.text
        self.expect("(", f"`{name}`")
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._too_deep(token)
        if name in GATHERS:
            found = self._gather(token)
        elif name in ("max", "min"):
            arguments = [self.number_sum()]
            while self.accept(","):
                arguments.append(self.number_sum())
            # The most of one number is that number; Python's own would go through it.
            most = Call(name, "", tuple(arguments)) if len(arguments) > 1 else arguments[0]
            found = Typed(most, NUMBER)
        elif name in SCENE_FUNCTIONS:
            found = self._about_scene(token)
        elif name in self.declared.defined:
            self.name("define", name, token)
            defined = self.declared.defined[name]
            argument = self.test()
            found = self.defined(defined, argument, token)
        else:
            known = [*GATHERS, "max", "min", *SCENE_FUNCTIONS, *self.declared.defined]
            help = self.declared.near(name, known) or f"there are: {', '.join(known)}."
            raise self.refuse("unknown-function", f"there is no function `{name}`.", token, help)
        self.depth -= 1
        self.expect(")", f"what `{name}` takes")
        return found

    def _about_scene(self, token: Token) -> Typed:
        named = self.wanted("a name")
        name = named.text
        declared = self.declared
        if token.text == "heard":
            if name not in declared.echoes:
                raise self.refuse(
                    "unknown-echo",
                    f"no text marks `{name}`.",
                    named,
                    declared.near(name, declared.echoes)
                    or "mark the words: `{echo " + name + ": …}`.",
                )
            self.name("echo", name, named)
            return Typed(Call("heard", name, ()), FLAG)
        if name not in declared.scenes:
            raise self.refuse(
                "unknown-scene",
                f"there is no scene `{name}`.",
                named,
                self.declared.near(name, declared.scenes),
            )
        self.name("scene", name, named)
        if token.text == "taken":
            self.expect(".", "the scene")
            choice = self.wanted("a choice")
            choices = declared.choices_of(name)
            if choice.text not in choices:
                raise self.refuse(
                    "unknown-choice",
                    f"`{name}` has no choice `{choice.text}`.",
                    choice,
                    self.declared.near(choice.text, choices),
                )
            self.name("choice", f"{name}.{choice.text}", choice)
            return Typed(Call("taken", f"{name}.{choice.text}", ()), FLAG)
        return Typed(Call(token.text, name, ()), NUMBER if token.text == "visits" else FLAG)

    def _gather(self, token: Token) -> Typed:
        function = token.text
        self.walks += 1
        outer, value = self.scope, None
        start = self.place
        if function in ("sum", "most"):
            self._skip_to_for()
        bound = self.take()
        if bound.kind != "name":
            raise self.refuse("unexpected-word", "a loop names its item: `p in ours`.", bound)
        if self.declared.set_members(bound.text, "") is not None and not self.is_next("in"):
            raise self.refuse(
                "set-is-no-value",
                f"`{bound.text}` is a set.",
                bound,
                f"walk it: `{function}(p in {bound.text} if p.here)`.",
            )
        self.expect("in", "the name of the item")
        members, kind = self.set_of()
        self.scope = outer.bind(bound.text, kind)
        condition = self.condition() if self.accept("if") else None
        after = self.place
        if function in ("sum", "most"):
            self.place = start
            value = self.number_sum()
            if not self.is_next("for"):
                raise self.unexpected(f"`{function}(value for p in set)`")
            self.place = after
        self.scope = outer
        walk = Walk(bound.text, members, condition)
        gives = {"count": NUMBER, "sum": NUMBER, "any": FLAG}.get(function, kind)
        if function in ("first", "most") and kind.kind != "person":
            raise self.refuse(
                "first-of-people",
                f"`{function}` gives a person, and this walks through others.",
                token,
                "ask with `any` or `count`.",
            )
        self.walks -= 1
        tree = Gather(function, value, walk)
        self.pay(price_of(tree, len(self.declared.people)), token)
        return Typed(tree, gives)

    def _skip_to_for(self) -> None:
        depth = 0
        while self.now.kind != "end":
            if self.is_next("("):
                depth += 1
            elif self.is_next(")"):
                depth -= 1
            if depth < 0:
                break
            if self.take().text == "for" and depth == 0:
                return
        raise self.unexpected("this walks a set: `sum(p.stress for p in ours)`")

    def set_of(self) -> tuple[tuple[Expression, ...], Kind]:
        """``path | "(" name {, name} ")" | integer ".." integer``."""
        token = self.wanted("a set")
        if token.kind == "number":
            self.expect("..", "the first number of a range")
            last = self.take()
            if last.kind != "number":
                raise self.refuse("unexpected-word", "a range ends with a number: `1..8`.", last)
            low, high = self.integer(token), self.integer(last)
            if high - low > 200:
                raise self.refuse("too-many", "a loop has at most 200 items.", token)
            return numbers(low, high), NUMBER._replace(low=low, high=high)
        if token.text == "(":
            return self._listed_set()
        chapter = ""
        if token.kind == "name":
            self.name("set", token.text, token)
        if self.accept("."):
            self.name("chapter", self.now.text, self.now)
            chapter = self.take().text
        found = self.declared.set_members(token.text, chapter) if token.kind == "name" else None
        if found is None:
            sets = ["people", "observations", *self.declared.groups]
            raise self.refuse(
                "unknown-set",
                f"there is no set `{token.text}`.",
                token,
                self.declared.near(token.text, sets) or self._meant_set(token.text, sets),
            )
        if not found[0] and chapter:
            raise self.refuse("unknown-set", f"no observations are `in: {chapter}`.", token)
        return found

    def _meant_set(self, name: str, sets: list[str]) -> str:
        """What may be walked, where no set has a name like this."""
        if name in self.declared.people:
            return f"one person is no set: write `({name})`, or walk one of {', '.join(sets)}."
        return f"there are: {', '.join(sets)}; or write them out: `(simon, eva)`."

    def _listed_set(self) -> tuple[tuple[Expression, ...], Kind]:
        members: list[Expression] = []
        kind: Kind | None = None
        while True:
            token = self.take()
            if token.text in self.declared.people:
                self.name("person", token.text, token)
                member: Expression = self.declared.person(token.text)
                this = self.declared.person_kind
            elif token.text in self.declared.observations:
                self.name("observation", token.text, token)
                member = self.declared.observation(token.text)
                this = self.declared.observation_kind
            else:
                names = [*self.declared.people, *self.declared.observations]
                help = self.declared.near(token.text, names)
                raise self.refuse(
                    "unknown-name", f"`{token.text}` is no person and no observation.", token, help
                )
            if kind is not None and kind.kind != this.kind:
                raise self.refuse("other-kind", "people and observations do not mix.", token)
            kind = this
            members.append(member)
            if not self.accept(","):
                break
        self.expect(")", "the set")
        assert kind is not None
        return tuple(members), kind

    def defined(self, defined: Defined, argument: Typed | None, token: Token) -> Typed:
        """A defined name written out, with its argument in the place of its parameter."""
        if bool(defined.parameter) != (argument is not None):
            wanted = (
                f"`{defined.name}({defined.parameter})`"
                if defined.parameter
                else f"`{defined.name}`"
            )
            raise self.refuse(
                "defined-otherwise",
                f"it is defined as {wanted}.",
                token,
                "write in the brackets whom it is asked of."
                if defined.parameter
                else "take the brackets away.",
            )
        if defined.name in self.within:
            raise self.refuse(
                "defined-in-a-ring",
                f"`{defined.name}` is defined by itself.",
                token,
                "one of them has to do without the other.",
            )
        scope = Scope(self.declared, scene="*")
        if argument is not None:
            scope = scope.bind(defined.parameter, argument.kind)

        def report(code: str, message: str, at: int, length: int, help: str) -> None:
            if defined.name not in self.declared.misdefined:  # else it was reported where it stands
                if not message.startswith("in `"):
                    message = f"in `{defined.name}`: {message}"
                self.report(code, message, token.at, len(token.text), help)

        inner = type(self)(defined.source, scope, report)
        inner.depth, inner.terms, inner.expanded = self.depth + 1, self.terms, self.expanded
        inner.within = (*self.within, defined.name)
        self.expanded[0] += 1
        if inner.depth > DEEPEST or self.expanded[0] > MOST_EXPANDED:
            raise self.refuse(
                "expression-too-large",
                "too many named expressions stand within one another.",
                token,
                "write some of them out.",
            )
        found = inner.whole()
        self.terms = inner.terms
        tree = found.tree
        if inner.spent or argument is not None:
            people = len(self.declared.people)
            price = price_of(tree, people)
            if argument is not None:
                given = price_of(argument.tree, people)
                price = Price(price.size * given.size, price.depth + given.depth)
            self.pay(price, token)
        if argument is not None:
            tree = ground(tree, {defined.parameter: argument.tree}, self.declared.facts)
        kind = found.kind._replace(name=defined.name)
        return Typed(tree, kind._replace(unit=defined.unit) if defined.unit else kind)
