"""How wide words are on a map, about: no font is asked, so that every machine draws the same.

The table is that of Helvetica, in thousandths of the size, in classes; a little more is allowed
for, as other fonts for screens are wider.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, east_asian_width

_CLASSES = {
    222: "ijl'|’‘`",
    278: " .,:;!/\\[]It\u00a0\u202f()-·f",
    333: 'r"“”*°',
    500: "cksvxyzJ_",
    556: "abdeghnopqu0123456789?$#«»+<>=~–…éèêàâùûôîï",
    667: "ABEKPSVXY&",
    722: "CDHNRUwTFLZ",
    778: "GOQ",
    833: "mM",
    944: "W%@—",
}
_WIDTHS = {sign: number for number, signs in _CLASSES.items() for sign in signs}
_OTHER, _WIDE = 600, 1000
_ALLOWANCE = 1.15


@lru_cache(maxsize=20_000)
def width(words: str, size: float) -> float:
    """The width of one line of words in a font of this size, in the same unit."""
    return sum(map(_sign, words)) * size / 1000 * _ALLOWANCE


def _sign(sign: str) -> int:
    found = _WIDTHS.get(sign)
    if found is not None:
        return found
    if combining(sign):
        return 0
    return _WIDE if east_asian_width(sign) in "WF" else _OTHER
