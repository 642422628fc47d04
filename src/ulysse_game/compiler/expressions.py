"""The expression language: read, checked and typed in one pass.

The grammar stands in the writers' manual. A sentence of it gives a tree of
:mod:`ulysse_game.story.expression` or a diagnostic with the exact column; never anything else,
whatever the text. Names are looked up in a ``Scope``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ulysse_game.compiler.declarations import Declarations, Defined, numbers
from ulysse_game.compiler.kinds import FLAG, LEVELS, NUMBER, Kind
from ulysse_game.compiler.price import LARGEST as LARGEST_UNROLLED
from ulysse_game.compiler.price import Price, price_of
from ulysse_game.story import (
    And,
    Arithmetic,
    Bound,
    Call,
    Change,
    Compare,
    Constant,
    Expression,
    Field,
    Gather,
    Not,
    Number,
    Or,
    Read,
    Variable,
    Walk,
    Within,
    ground,
)

LONGEST = 2_000
"""Characters in one expression; longer ones are refused, so that none can be too deep either."""
DEEPEST = 40
MOST_TERMS = 60
MOST_EXPANDED = 500
"""How many defined names one expression may come to use, counting those within those."""
LARGEST_NUMBER = 1_000_000_000

_TOKENS = re.compile(
    r"(?P<space>[ \n]+)|(?P<number>[0-9]+)|(?P<name>[a-z][a-z0-9_]*)"
    r"|(?P<sign>\.\.|<=|>=|==|=>|=<|!=|<>|&&|\|\||\+=|-=|=\+|[-+*/()<>=.,!:])|(?P<other>.)",
    re.DOTALL,
)
_INSTEAD = {"&&": "and", "||": "or", "!": "not", "=>": ">=", "=<": "<=", "=+": "+="}
_IS = {"=": "is", "==": "is", "!=": "is not", "<>": "is not"}
_SIGNS = {
    **dict.fromkeys("'\"“”‘’", "take the quotes away; expressions have no text."),
    ";": "separate effects with commas.",
    "%": "take it away; numbers are plain whole numbers.",
    "≥": "write `>=`.", "≤": "write `<=`.", "≠": "write `is not`.", "×": "write `*`.",
    "−": "write `-`.", "–": "write `-`, or `..` for a range.",
    "&": "write `and`.", "|": "write `or`.",
}
_WORDS = frozenset(("and", "or", "not", "is", "in", "if", "for"))
_SCENE_FUNCTIONS = ("visits", "seen", "taken", "heard")
_GATHERS = ("count", "any", "first", "sum", "most")
_PERSON_CONSTANTS = ("here", "f", "m")


class Token(NamedTuple):
    """A piece of the text: its kind (``number``, ``name``, ``sign``, ``end``) and its offset."""

    kind: str
    text: str
    at: int


Report = Callable[[str, str, int, int, str], None]
"""Takes a code, a message, an offset, a length and a help sentence."""


class Refused(Exception):
    """The expression was refused and the reason reported."""


class Typed(NamedTuple):
    """A tree and the kind of what it gives."""

    tree: Expression
    kind: Kind


class Scope(NamedTuple):
    """What names mean at one place of the story.

    ``bound`` are loop names; ``owner`` a person whose stats may be named bare (reactions);
    ``language`` that of a translation, for genders. ``scene`` and ``chapter`` decide which
    variables are alive.
    """

    declared: Declarations
    chapter: str = ""
    scene: str = ""
    bound: tuple[tuple[str, Kind], ...] = ()
    owner: str = ""
    language: str = ""

    def bind(self, name: str, kind: Kind) -> Scope:
        """This scope with one more bound name."""
        return self._replace(bound=(*self.bound, (name, kind)))


def tokens_of(source: str, report: Report) -> list[Token]:
    """The pieces of ``source``, an ``end`` last; ``Refused`` at a sign the language does not have."""
    found: list[Token] = []
    if len(source) > LONGEST:
        report(
            "expression-too-large", f"an expression has at most {LONGEST} characters.", 0, 1,
            "give a part of it a name, with `define`.",
        )
        raise Refused
    for match in _TOKENS.finditer(source):
        kind = match.lastgroup or ""
        if kind == "space":
            continue
        if kind == "other":
            sign = match.group()
            help = _SIGNS.get(sign, "")
            if sign.isalpha():
                help = "names are small letters a to z, figures and `_`, without accents."
            report("unknown-sign", f"`{sign}` means nothing here.", match.start(), 1, help)
            raise Refused
        found.append(Token(kind, match.group(), match.start()))
    found.append(Token("end", "", len(source.rstrip(" \n"))))
    return found


class Parser:
    """Reads one expression in one scope."""

    def __init__(self, source: str, scope: Scope, report: Report) -> None:
        """A parser at the start of ``source``."""
        self.source = source
        self.scope = scope
        self.declared = scope.declared
        self.report = report
        self.tokens = tokens_of(source, report)
        self.place = 0
        self.depth = 0
        self.terms = 0
        self.spent = 0
        self.walks = 0
        self.within: tuple[str, ...] = ()
        self.expanded = [0]

    # -- pieces ---------------------------------------------------------------------------------

    @property
    def now(self) -> Token:
        """The piece to be read next."""
        return self.tokens[self.place]

    def take(self) -> Token:
        """Read one piece."""
        token = self.tokens[self.place]
        if token.kind != "end":
            self.place += 1
        return token

    def is_next(self, *words: str) -> bool:
        """Whether the next piece is one of these."""
        token = self.tokens[self.place]
        return token.text in words and token.kind != "end"

    def accept(self, word: str) -> bool:
        """Read ``word`` if it is next."""
        if self.is_next(word):
            self.place += 1
            return True
        return False

    def refuse(self, code: str, message: str, token: Token, help: str = "", until: int = 0) -> Refused:
        """Report at ``token`` and give what to raise."""
        length = max((until or token.at + len(token.text)) - token.at, 1)
        self.report(code, message, token.at, length, help)
        return Refused()

    def _too_deep(self, token: Token) -> Refused:
        return self.refuse(
            "expression-too-large", f"brackets and `not` go at most {DEEPEST} deep.", token,
            "give a part of it a name, with `define`.",
        )

    def expect(self, word: str, after: str) -> None:
        """Read ``word``, or refuse."""
        if not self.accept(word):
            raise self.unexpected(f"`{word}` is missing after {after}")

    def unexpected(self, message: str) -> Refused:
        """Refuse what stands here; slips from other languages get the word to write."""
        token = self.now
        if token.text in _INSTEAD:
            word = _INSTEAD[token.text]
            return self.refuse("foreign-sign", f"`{token.text}` is written `{word}`.", token)
        if token.text in _IS:
            word = _IS[token.text]
            told = "`=` changes a value; a condition asks with `is`."
            if token.text != "=":
                told = f"`{token.text}` is written `{word}`."
            return self.refuse("asks-with-is", told, token, self._asked_with_is())
        if token.text == "." and self.tokens[self.place - 1].kind == "number":
            return self.refuse(
                "unexpected-word", "there are no fractions, only whole numbers.", token
            )
        if token.kind == "end":
            return self.refuse("unfinished-expression", f"{message}: it ends here.", token)
        return self.refuse("unexpected-word", f"{message}; here stands `{token.text}`.", token)

    def _asked_with_is(self) -> str:
        text = re.sub(r" ?(?:!=|<>) ?", " is not ", self.source)
        text = re.sub(r" ?(?<![<>=+-])==?(?!=) ?", " is ", text)
        return f"`{' '.join(text.split())}`."

    def end(self) -> None:
        """Nothing may follow."""
        if self.now.kind != "end":
            raise self.unexpected("the expression is complete before this")

    # -- conditions -----------------------------------------------------------------------------

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
            parts.append(self.clause())
        if len(parts) == 1:
            return parts[0]
        return And(tuple(parts)) if word == "and" else Or(tuple(parts))

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
        return self.refuse(
            "not-yes-or-no", f"`{text}` is {found.kind.described}, not yes or no.", start, help, until
        )

    def _person_asked(self, text: str, start: Token) -> str:
        before = re.search(r"([a-z_.]+) is ([a-z_]+) or\s*$", self.source[: start.at])
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
                "chained-comparison", "one comparison at a time.", self.now,
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
                "not-a-number", f"`{sign}` compares numbers, and this is {left.kind.described}.", start
            )
        band = self._band(left.kind)
        if band is None:
            return Compare(sign, left.tree, self.number_sum())
        low, high = band
        return {
            ">=": Compare(">=", left.tree, Number(low)),
            ">": Compare(">", left.tree, Number(high)),
            "<": Compare("<", left.tree, Number(low)),
            "<=": Compare("<=", left.tree, Number(high)),
        }[sign]

    def _band(self, kind: Kind) -> tuple[int, int] | None:
        """The lowest and highest number of the band named here, if one is."""
        names = [name for name, _ in kind.bands]
        if self.now.kind != "name" or self.now.text not in names:
            return None
        place = names.index(self.take().text)
        high = kind.bands[place + 1][1] - 1 if place + 1 < len(names) else kind.high
        return kind.bands[place][1], high

    def _value_for(self, left: Typed) -> Typed:
        """What stands after ``is``: a bare name is first a value of the left side."""
        token = self.now
        kind = left.kind
        plain = token.kind == "name" and self._peek(1) not in (".", "(")
        if kind.kind == "number":
            band = self._band(kind)
            if band is not None:
                return Typed(Number(band[0]), Kind("number", low=band[0], high=band[1], name="band"))
            found = self.sum()
            if found.kind.kind != "number":
                raise self.refuse("other-kind", f"`{token.text}` is no number.", token)
            return found
        if plain and kind.kind == "observation":
            if token.text in LEVELS:
                self.take()
                return Typed(Constant("word", token.text, LEVELS.index(token.text)), kind)
            if token.text in self.declared.observations:
                self.take()
                return Typed(self.declared.observation(token.text), kind)
        elif plain and token.text in kind.values:
            self.take()
            return Typed(self._constant(kind, token.text), kind)
        if kind.kind == "flag":
            name = kind.name or "it"
            help = f"write `not {name}`." if token.text in ("no", "false") else f"write `{name}`."
            raise self.refuse("is-on-a-flag", "yes or no is asked by name alone.", token, help)
        return self._other_value(left, token, plain)

    def _other_value(self, left: Typed, token: Token, plain: bool) -> Typed:
        kind = left.kind
        known = token.text in self.declared.all_names() or any(
            token.text == name for name, _ in self.scope.bound
        )
        if plain and not known:
            raise self._unknown_value(kind, token)
        found = self.sum()
        if found.kind.kind != kind.kind or (kind.kind == "word" and found.kind.values != kind.values):
            if plain:
                raise self._unknown_value(kind, token)
            raise self.refuse("other-kind", f"this is {found.kind.described}.", token)
        return found

    def _unknown_value(self, kind: Kind, token: Token) -> Refused:
        values = kind.values or ("nothing yet",)
        name = f"`{kind.name}`" if kind.name else "this"
        listed = ", ".join(values[:-1]) + f" or {values[-1]}" if len(values) > 1 else values[0]
        shown = listed if len(values) <= 12 else "a declared one"
        return self.refuse(
            "unknown-value", f"{name} is never `{token.text}`; it is {shown}.", token,
            self.declared.near(token.text, values),
        )

    def _constant(self, kind: Kind, value: str) -> Expression:
        if kind.kind == "person":
            return self.declared.person(value)
        return Constant(kind.kind, value, kind.values.index(value))

    def _equal(self, left: Typed, token: Token, right: Typed) -> Expression:
        if right.kind.name == "band":
            return And((
                Compare(">=", left.tree, Number(right.kind.low)),
                Compare("<=", left.tree, Number(right.kind.high)),
            ))
        tree = left.tree
        other = right.tree
        if left.kind.kind == "observation":
            names_level = isinstance(other, Constant) and other.kind == "word"
            names_one = isinstance(other, Constant) and other.kind == "observation"
            if names_level or not (names_one or isinstance(tree, Bound)):
                tree = Field(tree, "level")
        return Compare("is", tree, other)

    # -- numbers --------------------------------------------------------------------------------

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
                token, "give a part of it a name, with `define`.",
            )

    def _quotient(self, left: Typed, start: Token) -> Typed:
        self._count_term(self.take())
        if left.kind.kind != "number":
            raise self.refuse("not-a-number", f"this is {left.kind.described}, no number.", start)
        token = self.take()
        if token.kind != "number":
            raise self.refuse(
                "divides-by-a-number", "one divides by a written number only.", token,
                "instead of `a / b > 2` ask `a > 2 * b`.",
            )
        if int(token.text[:10]) == 0:
            raise self.refuse("division-by-nought", "nothing can be divided by 0.", token)
        return Typed(Arithmetic("/", left.tree, Number(self._integer(token))), NUMBER)

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

    def _integer(self, token: Token) -> int:
        if len(token.text) > 10 or int(token.text) > LARGEST_NUMBER:
            raise self.refuse("number-too-large", f"numbers go up to {LARGEST_NUMBER}.", token)
        return int(token.text)

    def atom(self) -> Typed:
        """A number, a path, a call, a group, or a condition in brackets."""
        token = self.now
        if token.kind == "number":
            self.take()
            return Typed(Number(self._integer(token)), NUMBER)
        if token.text == "(":
            self.take()
            found = self._bracketed()
            self.expect(")", "the bracket")
            return found
        if token.kind == "name" and token.text not in _WORDS:
            return self._named()
        raise self.unexpected("a name, a number or a bracket is wanted")

    def _bracketed(self) -> Typed:
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

    # -- names ----------------------------------------------------------------------------------

    def _named(self) -> Typed:
        token = self.take()
        name = token.text
        if self.is_next("("):
            return self._call(token)
        if name in ("picked", "ending"):
            found = self._function_name(token)
            if found is not None:
                return found
        found = self._lookup(token)
        while self.accept("."):
            found = self._member(found, token)
        return found

    def _function_name(self, token: Token) -> Typed | None:
        if token.text == "picked":
            scene = self.scope.scene
            if scene not in self.declared.picks:
                raise self.refuse(
                    "picked-outside-a-pick",
                    "`picked` counts in a scene with `pick`; this has none.", token,
                    "ask `taken(scene.choice)`, or keep count in a variable.",
                )
            return Typed(Call("picked", scene, ()), NUMBER)
        if not self.is_next("is"):
            return None
        self.take()
        negated = self.accept("not")
        which = self.take()
        if which.text not in self.declared.endings:
            raise self.refuse(
                "unknown-ending", f"there is no ending `{which.text}`.", which,
                self.declared.near(which.text, self.declared.endings),
            )
        asked: Expression = Call("ending", which.text, ())
        return Typed(Not(asked) if negated else asked, FLAG)

    def _lookup(self, token: Token) -> Typed:
        name = token.text
        for bound, kind in reversed(self.scope.bound):
            if bound == name:
                return Typed(Bound(name), kind)
        declared = self.declared
        if self.scope.owner and f"{self.scope.owner}.{name}" in declared.variables:
            return self._read(declared.variables[f"{self.scope.owner}.{name}"], token)
        if name in declared.observations:
            return Typed(declared.observation(name), declared.observation_kind._replace(name=name))
        if name in declared.variables:
            return self._read(declared.variables[name], token)
        if name in declared.people or name == "nobody":
            return Typed(declared.person(name), declared.person_kind._replace(name=name))
        if name in declared.defined:
            return self._defined(declared.defined[name], None, token)
        if name in ("people", "observations") or name in declared.groups:
            raise self.refuse(
                "set-is-no-value", f"`{name}` is a set.", token,
                f"walk it: `any(p in {name} if p.here)`.",
            )
        raise self._unknown_name(token)

    def _unknown_name(self, token: Token) -> Refused:
        names = [*self.declared.all_names(), *(bound for bound, _ in self.scope.bound)]
        help = self.declared.near(token.text, names)
        if token.text in (*_GATHERS, "max", "min", *_SCENE_FUNCTIONS, "words"):
            help = f"`{token.text}` takes brackets: `{token.text}(…)`."
        return self.refuse("unknown-name", f"nothing is called `{token.text}`.", token, help)

    def _read(self, variable: Variable, token: Token) -> Typed:
        kind, _, where = variable.scope.partition(":")
        here = {"": True, "chapter": where == self.scope.chapter, "scene": where == self.scope.scene}
        if not here[kind] and self.scope.scene != "*":
            raise self.refuse(
                "out-of-scope", f"`{variable.name}` lives only in {kind} `{where}`.", token,
                "declare it in `world/variables.yaml` if more of the story needs it.",
            )
        return Typed(Read(variable.name), self.declared.kind_of(variable))

    def _member(self, of: Typed, first: Token) -> Typed:
        token = self.take()
        name = token.text
        if token.kind != "name":
            raise self.refuse("unexpected-word", "a name is wanted after the dot.", token)
        if of.kind.kind == "observation":
            return self._of_observation(of, token)
        if of.kind.kind == "person":
            return self._of_person(of, token)
        if of.kind.word and name in ("f", "m"):
            return self._gender_of_word(of, name)
        raise self.refuse("unknown-name", f"`{first.text}` has no `{name}`.", token)

    def _of_observation(self, of: Typed, token: Token) -> Typed:
        if token.text in ("of", "to"):
            return Typed(Field(of.tree, token.text), self.declared.person_kind)
        raise self.refuse(
            "unknown-name", f"an observation has no `{token.text}` to ask.", token,
            self.declared.near(token.text, ("of", "to")),
        )

    def _of_person(self, of: Typed, token: Token) -> Typed:
        name, tree, declared = token.text, of.tree, self.declared
        if name == "here":
            if isinstance(tree, Constant):
                return Typed(Call("here", "", (tree,)), FLAG)
            return Typed(Field(tree, "here"), FLAG)
        if name in _PERSON_CONSTANTS:
            return Typed(Field(tree, name), FLAG)
        if name == "vowel":
            language = self.scope.language or "en"
            return Typed(Field(tree, f"vowel:{language}"), FLAG)
        if isinstance(tree, Constant):
            full = f"{tree.value}.{name}"
            if full in declared.variables:
                return self._read(declared.variables[full], token)
        stat = declared.person_stats.get(name)
        if stat is None or isinstance(tree, Constant):
            who = of.kind.name or "a person"
            names = [*declared.person_stats, *_PERSON_CONSTANTS]
            if isinstance(tree, Constant):
                own = f"{tree.value}."
                names += [n.removeprefix(own) for n in declared.variables if n.startswith(own)]
            near = self.declared.near(name, names)
            raise self.refuse("unknown-name", f"{who} has no `{name}`.", token, near)
        kind = self._read(stat, token).kind
        found = Field(tree, name)
        if not isinstance(tree, Bound):
            self.pay(price_of(found, len(declared.people)), token)
        return Typed(found, kind._replace(name=name))

    def _gender_of_word(self, of: Typed, name: str) -> Typed:
        genders = self.declared.word_genders.get(self.scope.language, {})
        matching = tuple(
            Constant("word", value, n)
            for n, value in enumerate(of.kind.values)
            if genders.get((of.kind.word, value), "n") == name
        )
        return Typed(Within(of.tree, matching) if matching else Number(0), FLAG)

    # -- calls ----------------------------------------------------------------------------------

    def _call(self, token: Token) -> Typed:
        name = token.text
        self.expect("(", f"`{name}`")
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._too_deep(token)
        if name in _GATHERS:
            found = self._gather(token)
        elif name in ("max", "min"):
            arguments = [self.number_sum()]
            while self.accept(","):
                arguments.append(self.number_sum())
            found = Typed(Call(name, "", tuple(arguments)), NUMBER)
        elif name in _SCENE_FUNCTIONS:
            found = self._about_scene(token)
        elif name in self.declared.defined:
            defined = self.declared.defined[name]
            argument = self.test()
            found = self._defined(defined, argument, token)
        else:
            known = [*_GATHERS, "max", "min", *_SCENE_FUNCTIONS, *self.declared.defined]
            help = self.declared.near(name, known) or f"there are: {', '.join(known)}."
            raise self.refuse("unknown-function", f"there is no function `{name}`.", token, help)
        self.depth -= 1
        self.expect(")", f"what `{name}` takes")
        return found

    def _about_scene(self, token: Token) -> Typed:
        named = self.take()
        name = named.text
        declared = self.declared
        if token.text == "heard":
            if name not in declared.echoes:
                raise self.refuse(
                    "unknown-echo", f"no text marks `{name}`.", named,
                    declared.near(name, declared.echoes)
                    or "mark the words: `{echo " + name + ": …}`.",
                )
            return Typed(Call("heard", name, ()), FLAG)
        if name not in declared.scenes:
            raise self.refuse(
                "unknown-scene", f"there is no scene `{name}`.", named,
                self.declared.near(name, declared.scenes),
            )
        if token.text == "taken":
            self.expect(".", "the scene")
            choice = self.take()
            choices = declared.choices_of(name)
            if choice.text not in choices:
                raise self.refuse(
                    "unknown-choice", f"`{name}` has no choice `{choice.text}`.", choice,
                    self.declared.near(choice.text, choices),
                )
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
                "set-is-no-value", f"`{bound.text}` is a set.", bound,
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
                "first-of-people", f"`{function}` gives a person, and this walks through others.",
                token, "ask with `any` or `count`.",
            )
        self.walks -= 1
        tree = Gather(function, value, walk)
        self.pay(price_of(tree, len(self.declared.people)), token)
        return Typed(tree, gives)

    def pay(self, price: Price, token: Token) -> None:
        """Refuse what would be too large once its walks are unrolled."""
        if not self.walks:
            self.spent += price.size
        if price.is_too_high or self.spent > LARGEST_UNROLLED:
            raise self.refuse(
                "expression-too-large", "this walks through too many things within one another.",
                token, "walk smaller sets, or fewer within one another.",
            )

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
        token = self.take()
        if token.kind == "number":
            self.expect("..", "the first number of a range")
            last = self.take()
            if last.kind != "number":
                raise self.refuse("unexpected-word", "a range ends with a number: `1..8`.", last)
            low, high = self._integer(token), self._integer(last)
            if high - low > 200:
                raise self.refuse("too-many", "a loop has at most 200 items.", token)
            return numbers(low, high), NUMBER._replace(low=low, high=high)
        if token.text == "(":
            return self._listed_set()
        chapter = ""
        if self.accept("."):
            chapter = self.take().text
        found = self.declared.set_members(token.text, chapter) if token.kind == "name" else None
        if found is None:
            sets = ["people", "observations", *self.declared.groups]
            raise self.refuse(
                "unknown-set", f"there is no set `{token.text}`.", token,
                self.declared.near(token.text, sets),
            )
        if not found[0] and chapter:
            raise self.refuse("unknown-set", f"no observations are `in: {chapter}`.", token)
        return found

    def _listed_set(self) -> tuple[tuple[Expression, ...], Kind]:
        members: list[Expression] = []
        kind: Kind | None = None
        while True:
            token = self.take()
            if token.text in self.declared.people:
                member: Expression = self.declared.person(token.text)
                this = self.declared.person_kind
            elif token.text in self.declared.observations:
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

    def _defined(self, defined: Defined, argument: Typed | None, token: Token) -> Typed:
        if bool(defined.parameter) != (argument is not None):
            wanted = f"`{defined.name}({defined.parameter})`" if defined.parameter else f"`{defined.name}`"
            raise self.refuse(
                "defined-otherwise", f"it is defined as {wanted}.", token,
                "write in the brackets whom it is asked of." if defined.parameter
                else "take the brackets away.",
            )
        if defined.name in self.within:
            raise self.refuse(
                "defined-in-a-ring", f"`{defined.name}` is defined by itself.", token,
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

        inner = Parser(defined.source, scope, report)
        inner.depth, inner.terms, inner.expanded = self.depth + 1, self.terms, self.expanded
        inner.within = (*self.within, defined.name)
        self.expanded[0] += 1
        if inner.depth > DEEPEST or self.expanded[0] > MOST_EXPANDED:
            raise self.refuse(
                "expression-too-large", "too many named expressions stand within one another.",
                token, "write some of them out.",
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

    # -- whole sentences ------------------------------------------------------------------------

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
                "asks-in-do", "an effect changes something; it does not ask.", token,
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
                "sets-nothing", f"`{name}` is {target.kind.described}: say what it becomes.",
                start, help, before.at + len(before.text),
            )

    def _target(self) -> Typed:
        token = self.take()
        if token.kind != "name":
            self.place -= 1 if token.kind != "end" else 0
            raise self.unexpected("an effect names what it changes")
        found = self._lookup(token)
        while self.accept("."):
            found = self._member(found, token)
        tree = found.tree
        if isinstance(tree, Constant) and tree.kind == "observation":
            return Typed(Read(tree.value), found.kind)
        settable = isinstance(tree, Read) or (
            found.kind.kind == "observation" and isinstance(tree, Bound)
        )
        if isinstance(tree, Field) and not isinstance(tree.of, Read):
            settable = tree.name not in (*_PERSON_CONSTANTS, "of", "to") and ":" not in tree.name
        if not settable:
            raise self.refuse("not-a-variable", "this cannot be changed.", token, self._who(found))
        return found

    def _who(self, found: Typed) -> str:
        if isinstance(found.tree, Field) and isinstance(found.tree.of, Read):
            who = found.tree.of.variable
            return f"name everybody it may be: `p.{found.tree.name} … for p in people if p is {who}`."
        return ""

    def _new_value(self, target: Typed, sign: str, start: Token) -> Expression:
        kind = target.kind
        if sign != "=" and kind.kind != "number":
            raise self.refuse("not-a-number", f"`{sign}` needs a number; this is {kind.described}.", start)
        if kind.kind == "number":
            band = self._band(kind)
            return Number(band[0]) if band is not None else self.number_sum()
        if kind.kind == "flag":
            if self.is_next("yes", "no"):
                return Number(int(self.take().text == "yes"))
            if self.is_next("true", "false", "on", "off"):
                name = kind.name or start.text
                raise self.refuse(
                    "unknown-value", f"`{name}` is never `{self.now.text}`; it is yes or no.",
                    self.now, f"write `{name}` or `not {name}`.",
                )
            return self.condition()
        found = self._value_for(target)
        return found.tree
