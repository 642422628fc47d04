"""Signs that come in pairs: whether each is closed on every way through a text."""

from __future__ import annotations

from collections.abc import Sequence

from ulysse_game.story import Branch, Echo, Emphasis, Inline, Item, Paragraph, Select
from ulysse_game.story import Sequence as Turns

PAIRS = ("«»", "“”", "()", "[]")
_MOST = 40


def unpaired(items: Sequence[Item]) -> str:
    """The first pair of which no way through these items has as many on both sides, or nothing."""
    for pair in PAIRS:
        if 0 not in _items(items, pair, frozenset((0,))):
            return pair
    return ""


def _items(items: Sequence[Item], pair: str, nets: frozenset[int]) -> frozenset[int]:
    """How many more are open than closed after these items, on any way through them."""
    for item in items:
        if isinstance(item, Paragraph):
            nets = _parts(item.parts, pair, nets)
        elif isinstance(item, Branch):
            ways = [_items(inner, pair, nets) for _, inner in item.arms]
            if item.arms[-1][0] is not None:
                ways.append(nets)
            nets = _some(frozenset().union(*ways))
    return nets


def _parts(parts: Sequence[Inline], pair: str, nets: frozenset[int]) -> frozenset[int]:
    for part in parts:
        if isinstance(part, str):
            more = part.count(pair[0]) - part.count(pair[1])
            nets = frozenset(net + more for net in nets) if more else nets
        elif isinstance(part, Emphasis | Echo):
            nets = _parts(part.parts, pair, nets)
        elif isinstance(part, Select | Turns):
            ways = [_parts(text, pair, nets) for text in part.texts]
            may_be_silent = isinstance(part, Select) and len(part.texts) == 1
            if may_be_silent or (isinstance(part, Turns) and part.mark == "!"):
                ways.append(nets)
            nets = _some(frozenset().union(*ways))
    return nets


def _some(nets: frozenset[int]) -> frozenset[int]:
    return nets if len(nets) <= _MOST else frozenset((0,))
