"""The pieces of an expression: names, numbers, signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

LONGEST = 2_000
"""Characters in one expression; longer ones are refused, so that none can be too deep either."""

_TOKENS = re.compile(
    r"(?P<space>[ \n]+)|(?P<number>[0-9]+)|(?P<name>[a-z][a-z0-9_]*)"
    r"|(?P<sign>\.\.|<=|>=|==|=>|=<|!=|<>|&&|\|\||\+=|-=|=\+|[-+*/()<>=.,!:])|(?P<other>.)",
    re.DOTALL,
)
_PATH = re.compile(r"[a-z][a-z0-9_.]*")
_SIGNS = {
    **dict.fromkeys("'\"“”‘’", "take the quotes away; expressions have no text."),
    ";": "separate effects with commas.",
    "%": "take it away; numbers are plain whole numbers.",
    "≥": "write `>=`.",
    "≤": "write `<=`.",
    "≠": "write `is not`.",
    "×": "write `*`.",
    "−": "write `-`.",
    "–": "write `-`, or `..` for a range.",
    "&": "write `and`.",
    "|": "write `or`.",
    "?": "choose in the prose, `{asked: one|other}`; of effects, put `if` behind each.",
}


_WORDS = frozenset(
    ("and", "or", "not", "is", "in", "if", "for", "else", "count", "any", "first", "sum", "most")
)


def _small(source: str, at: int) -> str:
    """What to write for a word with a letter that names do not have."""
    word = re.match(r"\w+", source[at:])
    small = word[0].lower() if word else ""
    if small in _WORDS:
        return f"write `{small}`."
    return "names are small letters a to z, figures and `_`, without accents."


class Token(NamedTuple):
    """A piece of the text: its kind (``number``, ``name``, ``sign``, ``end``) and its offset."""

    kind: str
    text: str
    at: int


Report = Callable[[str, str, int, int, str], None]
"""Takes a code, a message, an offset, a length and a help sentence."""


class Refused(Exception):  # noqa: N818 - it is the writer’s business
    """The expression was refused and the reason reported."""


def tokens_of(source: str, report: Report) -> list[Token]:
    """The pieces of ``source``, an ``end`` last; ``Refused`` at a sign the language lacks."""
    found: list[Token] = []
    if len(source) > LONGEST:
        report(
            "expression-too-large",
            f"an expression has at most {LONGEST} characters.",
            0,
            1,
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
            if sign == "$" and (name := _PATH.match(source, match.end())):
                help = f"take it away: write `{name[0]}`."
            if sign.isalpha():
                help = _small(source, match.start())
            report("unknown-sign", f"`{sign}` means nothing here.", match.start(), 1, help)
            raise Refused
        found.append(Token(kind, match.group(), match.start()))
    found.append(Token("end", "", len(source.rstrip(" \n"))))
    return found
