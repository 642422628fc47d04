"""Finding words in what was read, as one types them: without case, accents, printer's signs.

Pure: blocks go in, and come out with what was found in a role of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, normalize

from ulysse_game.ui.tui.flow import Block, Span

# What keyboards have in place of what books are printed with.
_KEYS = str.maketrans("’‘“”\xa0\u202f–—", "''\"\"  --")


def typed(text: str) -> str:
    """A text as one would type it in haste: without case, accents and the printer's signs."""
    plain = normalize("NFD", text.translate(_KEYS).casefold())
    return "".join(sign for sign in plain if not combining(sign))


def places_of(blocks: Sequence[Block], sought: str) -> list[int]:
    """The blocks that have these words, which are as :func:`typed` gives them."""
    return [at for at, block in enumerate(blocks) if sought in typed(block.text)]


def marked_words(block: Block, sought: str) -> Block:
    """The block with every place that has the words in the role ``found``."""
    if not sought or sought not in typed(block.text):
        return block
    signs = [(sign, role) for words, role in block.words for sign in words]
    # Typing a sign may take none (an accent of its own) or several (a ligature).
    plain, owners = "", []
    for at, (sign, _) in enumerate(signs):
        keys = typed(sign)
        plain += keys
        owners += [at] * len(keys)
    start = plain.find(sought)
    while start >= 0:
        end = owners[start + len(sought) - 1] + 1
        while end < len(signs) and combining(signs[end][0]):
            end += 1
        for at in range(owners[start], end):
            signs[at] = signs[at][0], "found"
        start = plain.find(sought, start + len(sought))
    return block._replace(words=_joined(signs))


def _joined(signs: Sequence[Span]) -> tuple[Span, ...]:
    """Signs of the same role in a row as one."""
    found: list[Span] = []
    for sign, role in signs:
        if found and found[-1][1] == role:
            found[-1] = (found[-1][0] + sign, role)
        else:
            found.append((sign, role))
    return tuple(found)
