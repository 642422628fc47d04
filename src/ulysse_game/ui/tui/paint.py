"""The one way by which words reach the terminal: rows of literal segments, never markup.

Textual reads square brackets as commands in most of its widgets. Nothing of ours is given to
those: every widget here draws ``Strip``s made by ``Painter``, in which a bracket is a bracket.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ulysse_game.ui.tui.flow import Row, literal
from ulysse_game.ui.tui.look import PLAIN_ATTRIBUTES, ROLES, Look, voice_colour


class Painter:
    """Turns rows into strips in one look; without a look, in attributes alone."""

    def __init__(self, look: Look | None) -> None:
        self.look = look
        self._styles: dict[tuple[str, bool], Style] = {}
        self.ground = Style() if look is None else Style(color=look.prose, bgcolor=look.ground)

    def style(self, role: str, past: bool = False) -> Style:
        """The style of a role; ``past`` for what was read before, the same but quieter."""
        style = self._styles.get((role, past))
        if style is None:
            style = self._styles[role, past] = self._make(role, past)
        return style

    def _make(self, role: str, past: bool) -> Style:
        """A style that is not known yet."""
        kind, _, speaker = role.partition(" ")
        colour, attributes = ROLES[kind]
        if self.look is None:
            attributes = PLAIN_ATTRIBUTES.get(kind, attributes)
            return Style.parse(f"{attributes} dim" if past else attributes or "none")
        ground = self.look.ground
        if past:
            ink = self.look.past
        elif colour == "voice":
            ink = voice_colour(self.look, speaker)
        elif colour == "seats":
            ink, ground = self.look.seats
        else:
            ink = getattr(self.look, colour)
        return Style.parse(attributes or "none") + Style(color=ink, bgcolor=ground)

    def strip(self, row: Row, left: int, width: int, past: bool = False) -> Strip:
        """A row set in by ``left`` cells and filled up to ``width``."""
        segments = [Segment(" " * left, self.ground)] if left else []
        segments += [Segment(literal(words), self.style(role, past)) for words, role in row]
        return Strip(segments).adjust_cell_length(width, self.ground)
