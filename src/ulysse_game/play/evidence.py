"""What a playthrough leaves behind when a mistake of ours stops it: how to come to it again.

A seed and choices, the one that was being made among them, where these lead there from the story's
beginning; else the saved game as it stood. Gathering it must never fail: whatever broke the
playthrough may break this too, and what cannot be told then is left out. Nothing here writes a
file, and nothing that the player typed is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from ulysse_game.play.history import History, try_begin, try_step
from ulysse_game.play.save_format import Save, StoryMark, encoded
from ulysse_game.play.timeline import path

if TYPE_CHECKING:
    from ulysse_game.play.session import Session

Made: TypeAlias = tuple[str, str]
"""A choice by its id, and the location it is made at."""

MOST_CHOICES = 25_000
"""So many choices at most are told one by one: a longer walkthrough is too big a file to read."""

_Found = TypeVar("_Found")


class Evidence(NamedTuple):
    """A playthrough at the moment of an error; ``languages`` are the story's.

    ``choices`` lead there from the story's beginning with ``seed``, the last of them the one at
    which it stopped if it was being made; nothing where they do not lead there. ``save`` is then
    the saved game as bytes, empty where that could not be had either, and ``trying`` the choice
    that was being made. ``is_saved`` says whether the last choice made is. ``origin`` tells which
    saved game it went on from, ``surroundings`` what the front end knows: names and values.
    """

    story: StoryMark | None = None
    playthrough: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    seed: int = 0
    choices: tuple[Made, ...] | None = None
    trying: str = ""
    save: bytes = b""
    origin: str = ""
    is_saved: bool = True
    surroundings: tuple[tuple[str, str], ...] = ()


class Stopped(Exception):  # noqa: N818 - a state of affairs
    """A front end was stopped by a mistake of ours: its ``__cause__``; with what was played."""

    def __init__(self, evidence: Evidence) -> None:
        """With this evidence."""
        super().__init__("the game was stopped by the error above")
        self.evidence = evidence


def evidence(session: Session) -> Evidence:
    """The evidence of a session, as far as it can be had; never raises."""
    choices = _or_else(lambda: _choices(session.history, session.trying), None)
    return Evidence(
        _or_else(lambda: session.library.story_mark, None),
        session.playthrough,
        session.language,
        _or_else(lambda: session.library.machine.story.world.languages, ()),
        session.seed,
        choices,
        session.trying,
        _or_else(lambda: _saved(session), b"") if choices is None else b"",
        session.origin,
    )


def mark_of(error: BaseException) -> str:
    """Which error it is, whatever the values were: its kind and where it was raised."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        where = f"{trace.tb_frame.f_code.co_qualname} line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {where}"


def _choices(history: History, trying: str) -> tuple[Made, ...] | None:
    """The choices from the story's beginning, if by them one comes to where the player is."""
    machine, nodes = history.machine, history.timeline.nodes
    way = path(history.timeline)[1:]
    begins = try_begin(machine, history.seed)
    if begins is None or len(way) >= MOST_CHOICES:
        return None
    state, found = begins.after, []
    for number in way:
        made = try_step(machine, state, nodes[number].choice)
        if made is None:
            return None
        found.append((state.location, made.choice))
        state = made.after
    if state != history.state:
        return None
    return (*found, (state.location, trying)) if trying else tuple(found)


def _saved(session: Session) -> bytes:
    """The present as an automatic save; its card is left out: the page may be what is broken."""
    history = session.history
    return encoded(
        Save(
            playthrough=session.playthrough,
            sort="auto",
            name="",
            language=session.language,
            story=session.library.story_mark,
            seed=history.seed,
            counter=0,
            played_seconds=0,
            card={},
            snapshot=history.snapshot(),
            timeline=history.timeline,
            extra={"trying": session.trying} if session.trying else {},
        )
    )


def _or_else(made: Callable[[], _Found], otherwise: _Found) -> _Found:
    try:
        return made()
    except Exception:  # whatever it is, there is a first trouble to be told
        return otherwise
