"""Reading an expression piece by piece: the floor on which the grammar stands."""

from __future__ import annotations

import re
from collections.abc import Callable

from ulysse_game.compiler.declarations import Defined
from ulysse_game.compiler.expressions.scope import Scope, Typed
from ulysse_game.compiler.expressions.tokens import Refused, Report, Token, tokens_of
from ulysse_game.compiler.kinds import Kind
from ulysse_game.compiler.price import LARGEST as LARGEST_UNROLLED
from ulysse_game.compiler.price import Price
from ulysse_game.story import Expression

DEEPEST = 40
LARGEST_NUMBER = 1_000_000_000
_INSTEAD = {"&&": "and", "||": "or", "!": "not", "=>": ">=", "=<": "<=", "=+": "+="}
_IS = {"=": "is", "==": "is", "!=": "is not", "<>": "is not"}
_AYES = ("yes", "true", "1")
NAYS = ("no", "false", "0")
"""What other languages compare yes and no with."""


Note = Callable[[str, str, Token, str], None]
"""Takes the kind of a name, the whole name, where it stands, and ``asked`` or ``set``."""


class Pieces:
    """The pieces of one expression, read one after the other, in one scope."""

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
        self.note: Note | None = None
        self.role = "asked"

    # -- names ----------------------------------------------------------------------------------

    def name(self, kind: str, name: str, token: Token) -> None:
        """``token`` is the name of something, for whoever takes notes of where names stand."""
        if self.note is not None:
            self.note(kind, name, token, self.role)

    def name_value(self, of: Kind, token: Token) -> None:
        """``token`` is a value of something of this kind."""
        match of.kind:
            case "word":
                self.name("value", f"{of.name}.{token.text}", token)
            case "person" | "zone":
                self.name(of.kind, token.text, token)

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

    def wanted(self, what: str) -> Token:
        """Read one piece, or refuse when there is none: ``what`` is wanted here."""
        if self.now.kind == "end":
            raise self.unexpected(f"{what} is wanted")
        return self.take()

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

    def refuse(
        self, code: str, message: str, token: Token, help: str = "", until: int = 0
    ) -> Refused:
        """Report at ``token`` and give what to raise."""
        length = max((until or token.at + len(token.text)) - token.at, 1)
        self.report(code, message, token.at, length, help)
        return Refused()

    def _too_deep(self, token: Token) -> Refused:
        return self.refuse(
            "expression-too-large",
            f"brackets and `not` go at most {DEEPEST} deep.",
            token,
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
            if help := self._flag_compared(word):
                value = self.tokens[self.place + 1]
                told = "yes or no is asked by name alone."
                return self.refuse("is-on-a-flag", told, value, help)
            told = "`=` changes a value; a condition asks with `is`."
            if token.text != "=":
                told = f"`{token.text}` is written `{word}`."
            return self.refuse("asks-with-is", told, token, self._asked_with_is())
        if token.text == "." and self.tokens[self.place - 1].kind == "number":
            return self.refuse(
                "unexpected-word", "there are no fractions, only whole numbers.", token
            )
        if token.kind == "end":
            help = self._unfinished()
            return self.refuse("unfinished-expression", f"{message}: it ends here.", token, help)
        if token.text in ("+=", "-="):
            told = f"`{token.text}` changes a value, and here one is only asked."
            help = "what changes stands under `do:`, in the margin."
            return self.refuse("unexpected-word", told, token, help)
        help = "take it out, or open it with `(`." if token.text == ")" else ""
        return self.refuse(
            "unexpected-word", f"{message}; here stands `{token.text}`.", token, help
        )

    def _flag_compared(self, word: str) -> str:
        """What to write for `door_open == 1`; nothing if it is no flag beside a yes or a no."""
        value = self.tokens[min(self.place + 1, len(self.tokens) - 1)].text
        first = self.place - 1
        while first >= 2 and self.tokens[first - 1].text == ".":
            first -= 2
        name = "".join(token.text for token in self.tokens[max(first, 0) : self.place])
        variable = self.declared.variables.get(name)
        if variable is None or variable.kind != "flag" or value not in (*_AYES, *NAYS):
            return ""
        return f"write `{'not ' * ((word == 'is not') ^ (value in NAYS))}{name}`."

    def _unfinished(self) -> str:
        """How an expression that breaks off goes on."""
        last = self.tokens[self.place - 1].text if self.place else ""
        if not last:
            return "write it here, or take the key out."
        if last in ("and", "or", "not", "is", "in", "<", "<=", ">", ">=", "=", "+=", "-=", ","):
            return f"write what comes after `{last}`, or take it out."
        return ""

    def _asked_with_is(self) -> str:
        text = re.sub(r" ?(?:!=|<>) ?", " is not ", self.source)
        text = re.sub(r" ?(?<![<>=+-])==?(?!=) ?", " is ", text)
        return f"`{' '.join(text.split())}`."

    def end(self) -> None:
        """Nothing may follow."""
        if self.now.kind != "end":
            raise self.unexpected("the expression is complete before this")

    def integer(self, token: Token) -> int:
        """The number written, unless it is too large."""
        if len(token.text) > 10 or int(token.text) > LARGEST_NUMBER:
            raise self.refuse("number-too-large", f"numbers go up to {LARGEST_NUMBER}.", token)
        return int(token.text)

    def pay(self, price: Price, token: Token) -> None:
        """Refuse what would be too large once its walks are unrolled."""
        if not self.walks:
            self.spent += price.size
        if price.is_too_high or self.spent > LARGEST_UNROLLED:
            raise self.refuse(
                "expression-too-large",
                "this walks through too many things within one another.",
                token,
                "walk smaller sets, or fewer within one another.",
            )

    # What one floor of the grammar asks of one above it.

    def condition(self) -> Expression:
        """``clause { and clause } | clause { or clause }``."""
        raise NotImplementedError

    def test(self) -> Typed:
        """``sum [ is … | in … | < … ]``."""
        raise NotImplementedError

    def number_sum(self) -> Expression:
        """A sum that must give a number."""
        raise NotImplementedError

    def whole(self) -> Typed:
        """A condition or a value, and nothing after it."""
        raise NotImplementedError

    def bracketed(self) -> Typed:
        """A condition or a sum in brackets."""
        raise NotImplementedError

    def call(self, token: Token) -> Typed:
        """What stands in brackets after the name ``token``."""
        raise NotImplementedError

    def defined(self, defined: Defined, argument: Typed | None, token: Token) -> Typed:
        """A named expression, worked out where it is used."""
        raise NotImplementedError
