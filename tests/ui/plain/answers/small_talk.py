"""A talk over a small story of the whole game: real sessions, saves in memory."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.authoring.panel.desks import small
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.talk import Talk


@cache
def machine() -> Machine:
    """The story, compiled once."""
    return small()


def begun(**options: Any) -> Talk:
    """A conversation that has just begun."""
    talk = Talk(Library(machine(), MemoryShelf()), Options(new=True, seed=1, **options))
    list(talk.open())
    return talk


def said(talk: Talk, line: str) -> str:
    """What a line brings, as one text with plain spaces."""
    return "\n".join(talk.answer(line)).replace("\u00a0", " ").replace("\u202f", " ")
