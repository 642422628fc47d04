"""The one way by which words reach the terminal: rows of literal segments, never markup.

Textual reads square brackets as commands in most of its widgets. Nothing of ours is given to
those: every widget here draws ``Strip``s made by ``Painter``, in which a bracket is a bracket.
"""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ulysse_game.ui.tui.flow import Row, literal
from ulysse_game.ui.tui.look import (
    ANSI_ATTRIBUTES,
    PLAIN_ATTRIBUTES,
    ROLES,
    Look,
    mark_of,
    voice_colour,
)

# What stands for a sign, cell for cell, where a terminal has letters alone; the second and third
# lines are for the signs that a console's font of 256 lacks as well.
_FURNITURE = str.maketrans("▎│┃┆┊─━┌┐└┘├┤▲▼█▉▊▋▌▍▏▕■≡←→↑↓·", "|||::--++++++^v#=====||#=<>^v.")
_RARE = str.maketrans("▸□◧◆○●◇△▽▪∧⎯–—‘’“”‹›•…′″₂", ">o/*o@*^v-^---''\"\"<>-.'\"2")
_THIN = str.maketrans("▎▏▍▋▊▉▕┊┆", "▌▌▌▌██│││")
_TABLES = {"all": None, "blocks": {**_RARE, **_THIN}, "letters": {**_RARE, **_FURNITURE}}


class Painter:
    """Turns rows into strips in one look; without a look, in attributes alone.

    ``signs`` are those that the terminal can show: ``all``, ``blocks`` (the console's few) or
    ``letters``.
    """

    def __init__(self, look: Look | None, signs: str = "all") -> None:
        self.look = look
        self._table = _TABLES[signs]
        self._styles: dict[tuple[str, bool], Style] = {}
        self.ground = Style() if look is None else _coloured(look.prose, look.ground)

    def style(self, role: str, past: bool = False) -> Style:
        """The style of a role, the same but quieter if it is ``past``: read before.

        ``voice simon`` is in the colour of a speaker, ``option@paper`` on another ground.
        """
        style = self._styles.get((role, past))
        if style is None:
            style = self._styles[role, past] = self._make(role, past)
        return style

    def _make(self, role: str, past: bool) -> Style:
        """A style that is not known yet."""
        kind, _, speaker = role.partition(" ")
        if kind == "cell":
            return self._cell(speaker, past)
        kind, _, other = kind.partition("@")
        colour, attributes, ground = ROLES[kind]
        ground = other or ground
        look = self.look
        if look is None or look.is_ansi:
            known = PLAIN_ATTRIBUTES if look is None else ANSI_ATTRIBUTES
            attributes = known.get(kind, attributes)
            if past:
                attributes += " dim"
        style = Style.parse(attributes or "none")
        if look is None or (look.is_ansi and (past or kind in ("voice", "inner"))):
            return style
        behind = look.ground if past else getattr(look, ground)
        if past:
            ink = look.past
        elif colour == "voice":
            ink = voice_colour(look, speaker)
        elif colour == "seats":
            ink, behind = look.seats
        else:
            ink = getattr(look, colour)
        return style + _coloured(ink, behind)

    def _cell(self, colours: str, past: bool) -> Style:
        """Cells of a picture, ``#ink #ground``, either of which may be missing."""
        ink, _, ground = colours.partition(" ")
        look = self.look
        if look is None:
            return self.ground
        behind = look.ground
        ink, ground = ink or behind, ground or behind
        if past and not look.is_ansi:
            ink, ground = _between(ink, behind), _between(ground, behind)
        return _coloured(ink, ground)

    def mark(self, speaker: str) -> str:
        """The sign of a speaker: one of a few, or a letter where there are no such signs."""
        return mark_of(speaker) if self._table is None else speaker[:1].upper()

    def shown(self, words: str) -> str:
        """Words in the signs that the terminal has, cell for cell."""
        return literal(words).translate(self._table) if self._table else literal(words)

    def strip(self, row: Row, left: int, width: int, past: bool = False) -> Strip:
        """A row set in by ``left`` cells and filled up to ``width``."""
        segments = [Segment(" " * left, self.ground)] if left else []
        table = self._table
        if table is None:
            segments += [Segment(literal(words), self.style(role, past)) for words, role in row]
        else:
            segments += [
                Segment(literal(words).translate(table), self.style(role, past))
                for words, role in row
            ]
        return Strip(segments).adjust_cell_length(width, self.ground)


def _coloured(ink: str, ground: str) -> Style:
    """An ink on a ground."""
    return Style.from_color(Color.parse(ink), Color.parse(ground))


def _between(colour: str, ground: str) -> str:
    """A colour half way to the ground."""
    parts = ((int(colour[at : at + 2], 16) + int(ground[at : at + 2], 16)) // 2 for at in (1, 3, 5))
    return "#{:02x}{:02x}{:02x}".format(*parts)
