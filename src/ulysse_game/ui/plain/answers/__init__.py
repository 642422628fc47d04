"""What each command of line mode brings: one function a command, from a talk and what was typed.

They drive the session and the library and say what happened through the talk's layout; none of
them touches a stream. Loaded when the first command is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ulysse_game.ui.plain.answers import (
    ahead,
    helping,
    keeping,
    known,
    now,
    past,
    read,
    wishes,
)
from ulysse_game.ui.plain.talk import Talk

ANSWERS: Mapping[str, Callable[[Talk, str], Iterator[str]]] = {
    "again": now.again,
    "status": now.status,
    "instruments": now.instruments,
    "back": past.back,
    "crew": known.crew,
    "notebook": known.notebook,
    "charts": known.charts,
    "plan": known.plan,
    "map": known.site,
    "light": known.light,
    "log": read.log,
    "find": read.find,
    "next": read.find_next,
    "transcript": read.transcript,
    "skip": wishes.skip,
    "timeline": past.timeline,
    "goto": past.goto,
    "compare": past.compare,
    "endings": ahead.endings,
    "chapters": ahead.chapters,
    "save": keeping.save,
    "saves": keeping.saves,
    "load": keeping.load,
    "delete": keeping.delete,
    "new": keeping.new,
    "settings": wishes.settings,
    "language": wishes.language,
    "tour": helping.tour,
    "help": helping.help_with,
    "quit": helping.leave,
}
"""The answers by the id of their command."""

__all__ = ["ANSWERS"]
