"""A few plain words of a text, for a report: what it is about, never how it is told.

An excerpt is of words that are certainly shown with the text it is of. Nothing here asks a state.
"""

from __future__ import annotations

from typing import TypeAlias

from ulysse_game.story import Echo, Emphasis, Inline, Item, PageBreak, Paragraph

NOTHING = "nothing is said"
"""The excerpt of a text without words."""

GAP = "…"
"""Stands for words that depend on the state, and for those that are too many."""

LONGEST = 60
"""Characters of an excerpt, its gaps included."""

_Pieces: TypeAlias = list[str | None]
"""Words, and nothing for what depends on the state."""


def excerpt_of(content: tuple[Item | Inline, ...]) -> str:
    """The first words of ``content`` that do not depend on the state, ``…`` where others are.

    ``…`` alone where all of them depend; ``nothing is said`` where there are none.
    """
    pieces: _Pieces = []
    _add(content, pieces)
    stretches: list[str] = [""]
    for piece in pieces:
        if piece is None:
            stretches.append("")
        else:
            stretches[-1] += piece
    plain = [" ".join(stretch.split()) for stretch in stretches]
    number = next((n for n, words in enumerate(plain) if any(map(str.isalnum, words))), None)
    if number is None:
        said = "".join(plain)
        return GAP if len(plain) > 1 else said or NOTHING
    before = GAP if number else ""
    after = GAP if number + 1 < len(plain) else ""
    return _shortened(f"{before}{plain[number]}", after)


def _add(content: tuple[Item | Inline, ...], pieces: _Pieces) -> None:
    for each in content:
        match each:
            case str():
                pieces.append(each)
            case Emphasis(parts) | Echo(_, parts):
                _add(parts, pieces)
            case Paragraph(_, parts, _, _, maybe):
                if pieces or maybe:
                    pieces.append(None)  # another paragraph is another line
                if not maybe:
                    _add(parts, pieces)
            case PageBreak():
                pass
            case _:
                pieces.append(None)


def _shortened(words: str, after: str) -> str:
    """``words`` and ``after``, cut between two words where they are too long together."""
    if len(words) + len(after) <= LONGEST:
        return words + after
    cut = words[: LONGEST - len(GAP)]
    end = cut.rfind(" ")
    return (cut[:end] if end > LONGEST // 2 else cut).rstrip(" ,;:") + GAP
