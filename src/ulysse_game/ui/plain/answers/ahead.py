"""What has been reached, over all playthroughs; what has not is counted and never named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ulysse_game.play.reached import reached
from ulysse_game.ui.plain.layout import sentence
from ulysse_game.ui.plain.talk import Talk

if TYPE_CHECKING:
    from ulysse_game.play.reached import Goal


def endings(talk: Talk, argument: str) -> Iterator[str]:
    """The endings by their titles, and those that come early."""
    found = reached(talk.library, talk.words.language)
    yield from _counted(talk, talk.words("Endings"), found.endings)
    yield from _named(talk, found.endings)
    if found.early:
        yield from _counted(talk, talk.words("Ends that come early"), found.early)
        yield from _named(talk, found.early)


def chapters(talk: Talk, argument: str) -> Iterator[str]:
    """The chapters with their numbers."""
    found = reached(talk.library, talk.words.language).chapters
    yield from _counted(talk, talk.words("Chapters"), found)
    for number, goal in enumerate(found, 1):
        if goal.is_reached:
            said = talk.words("Chapter {number}. {title}", number=number, title=goal.title)
            yield from talk.say(sentence(said))


def _counted(talk: Talk, title: str, goals: Sequence[Goal]) -> Iterator[str]:
    number = sum(goal.is_reached for goal in goals)
    of = talk.words("{number} of {count}", number=number, count=len(goals))
    yield from talk.say(sentence(talk.named(title, of)))


def _named(talk: Talk, goals: Sequence[Goal]) -> Iterator[str]:
    for goal in goals:
        if goal.is_reached:
            yield from talk.say(sentence(goal.title))
