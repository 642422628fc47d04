"""The expression language: read, checked and typed in one pass.

The grammar stands in the writers' manual. A sentence of it gives a tree of
:mod:`ulysse_game.story.expression` or a diagnostic with the exact column; never anything else,
whatever the text. Names are looked up in a ``Scope``. The modules are the floors of the grammar,
each a class that stands on the one below: ``tokens``, ``pieces``, ``names``, ``calls``, ``sums``,
``conditions``, ``effects``.
"""

from ulysse_game.compiler.expressions.effects import Parser
from ulysse_game.compiler.expressions.pieces import DEEPEST, LARGEST_NUMBER
from ulysse_game.compiler.expressions.scope import Scope, Typed
from ulysse_game.compiler.expressions.sums import MOST_TERMS
from ulysse_game.compiler.expressions.tokens import LONGEST, Refused, Report, Token, tokens_of

__all__ = [
    "DEEPEST",
    "LARGEST_NUMBER",
    "LONGEST",
    "MOST_TERMS",
    "Parser",
    "Refused",
    "Report",
    "Scope",
    "Token",
    "Typed",
    "tokens_of",
]
