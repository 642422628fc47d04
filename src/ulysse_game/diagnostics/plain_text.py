"""Text of a story file, made fit for a terminal: nothing in it can steer, and its width is known.

A story file may hold anything, and a diagnostic shows its lines: an escape sequence or a mark that
turns the direction of writing must be seen and not obeyed. Never changes how many characters there
are, so that columns keep their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_MARKS = 30
"""So many marks without a width of their own may stand on one sign: as many as the Stream-Safe
Text Format lets (Unicode Standard Annex 15, section 13). No language needs a third of it."""

_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_PICTURES = 0x2400  # U+2400 is the picture of U+0000, and so on to U+001F
_UNSEEN = "\ufffd"
# Nothing below U+0300 but the soft hyphen is such a mark, so that most text is passed over at once.
_PERHAPS_A_PILE = re.compile(f"[\xad\u0300-\U0010ffff]{{{MOST_MARKS + 1},}}")


def clean(text: str) -> str:
    """``text`` with every steering character replaced by one that is only seen.

    A tab becomes one space, the other C0 characters and DEL their pictures (``␛``); C1, marks of
    direction, line separators and lone surrogates become U+FFFD, and so do the marks of a pile.
    """
    return without_piles(_STEERING.sub(_seen, text))


def without_piles(text: str) -> str:
    """``text`` with U+FFFD for each mark that stands in a pile of too many."""
    for start, end in piles(text):
        text = text[:start] + _UNSEEN * (end - start) + text[end:]
    return text


def piles(text: str) -> Iterator[tuple[int, int]]:
    """Where more than ``MOST_MARKS`` marks without a width follow one another: start and end.

    Accents, joiners, invisible signs: a thousand of them on one letter run over the lines around
    it in some terminals and stop others.
    """
    for found in _PERHAPS_A_PILE.finditer(text):
        from unicodedata import category  # half a millisecond, and hardly any text comes here

        start = found.start()
        for at, sign in enumerate(found[0] + "x", start):
            if category(sign) not in ("Mn", "Me", "Cf"):
                if at - start > MOST_MARKS:
                    yield start, at
                start = at + 1


def _seen(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == 0x09:
        return " "
    if code < 0x20:
        return chr(_PICTURES + code)
    return "␡" if code == 0x7F else _UNSEEN


def cells(text: str) -> int:
    """How many terminal cells ``text`` fills, once it is clean."""
    if text.isascii():
        return len(text)
    # Imported at the first character beyond ASCII: its tables are not wanted at every start.
    from wcwidth import wcswidth

    return max(0, wcswidth(text))
