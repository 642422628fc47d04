"""A selector whose colon is missing: `{bert.nerve He shakes.|He frowns.}`, read as words alone.

Without its colon a brace is a sequence, and the player would read the name. What a name means is
asked of :class:`Names`; here it is weighed whether prose could begin so. A name with a dot, an
underscore, a bracket or a comparison cannot be prose; a bare word can (`{seats taken|chairs
empty}`), and is doubted only before a capital, where every other text begins with one.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.prose_names import Names

_FIRST = re.compile(r"(?:not )?[a-z][a-z0-9_]*")
_NEVER_PROSE = re.compile(r"[a-z0-9]_[a-z0-9]|[a-z0-9][.(][a-z]| [<>]=? ")
_OPENS = " “«‘\u00a0\u202f"
LONGEST_SHOWN = 40


def asked_before(source: str, others: list[str], names: Names) -> int:
    """How many signs of a brace’s first text are a selector without its colon; 0 if none are.

    ``others`` are the beginnings of its other texts.
    """
    if _FIRST.match(source) is None:
        return 0
    length, chooses = names.leading(source)
    if not length:
        return 0
    if _NEVER_PROSE.search(source[:length]):
        return length
    is_odd = chooses and begins_large(source[length:]) and all(map(begins_large, others))
    return length if is_odd and any(others) else 0


def begins_large(words: str) -> bool:
    """Whether words begin with a capital, or there are none."""
    bare = words.lstrip(_OPENS)
    return not bare or bare[0].isupper()


def with_colon(source: str, length: int, more: str) -> str:
    """The brace as it is to be written; ``more`` stands for what follows its first text."""
    words = source[length:].strip(" ?")
    if not words:
        return f"{{{source[:length]}: …|…}}"
    first = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip(' ')}…"
    return f"{{{source[:length]}: {first}{more}}}"
