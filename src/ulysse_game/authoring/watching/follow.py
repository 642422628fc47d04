"""Where a playthrough stands in an edited story, and what is the first thing that differs there.

The choices are made again on the new story: that is the truth a writer wants to see. Where one can
be made no more, the rest of the way is taken from what the playthrough remembers of it, as a saved
game would be, so that the writer keeps the page before their eyes; where that page is gone, the
nearest one before it is shown. No choice is ever forgotten: the timeline keeps them all, and the
next edit finds the way again.

Pure: two machines and a playthrough in, data out. Nothing here knows files, clocks or screens.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ulysse_game import view
from ulysse_game.authoring.watching.difference import Difference, Left, difference
from ulysse_game.authoring.watching.names import Names
from ulysse_game.authoring.watching.track import Step, track
from ulysse_game.engine import Machine, State
from ulysse_game.play import Timeline
from ulysse_game.play.timeline import moved
from ulysse_game.view.page import Page


class Played(NamedTuple):
    """A playthrough as its story knew it: the seed, all that was chosen, the present state.

    ``wanted`` is the node where the writer would be if no edit had taken them elsewhere, or -1.
    """

    seed: int
    timeline: Timeline
    state: State
    wanted: int = -1


class Followed(NamedTuple):
    """A playthrough in the new story.

    ``how`` is ``replayed`` (the choices lead here), ``kept`` (they do not, the place and its state
    are as they were), ``back`` (the place is gone; this is the nearest before it) or ``anew``
    (nothing is left of the way). ``known`` are states that are certain, by node; ``wanted`` is
    where the writer would be. ``waiting`` counts the choices from here to there; ``is_again``
    says that the choices lead to it as they did not before. ``first`` is the
    first difference on the way, ``back`` how many choices before the wanted page it lies, and
    ``pages`` how many pages of the way differ. ``changed`` are the lines of ``page`` that the
    writer has not seen before, by number, and after them its choices.
    """

    how: str
    timeline: Timeline
    state: State
    known: dict[int, State]
    wanted: int
    waiting: int
    is_again: bool
    first: Difference | None
    back: int
    pages: int
    page: Page
    changed: frozenset[int]


def follow(old: Machine, new: Machine, played: Played, language: str) -> Followed:
    """The playthrough of the old story in the new one; ``language`` is that of the pages."""
    timeline = played.timeline
    wanted = played.wanted if played.wanted >= 0 else timeline.head
    before = track(old, played.seed, timeline, wanted, played.state)
    after = track(new, played.seed, timeline, wanted)
    names = Names(old, new)
    compared = [difference(names, old, new, b, a, language) for b, a in _pairs(before, after)]
    _merge(compared)
    first = next((number for number, found in enumerate(compared) if found), -1)
    pages = sum(found is not None for found in compared)
    at = next((n for n in reversed(range(len(after))) if after[n].moment is not None), -1)
    if at < 0:
        return _anew(new, played, compared[first] if first >= 0 else None, pages, language)
    here = after[at]
    assert here.moment is not None, "the last that has a moment"
    page = view.present(new, *here.moment, language)
    seen = _seen(old, before[at], language)
    certain = {here.node: here.moment.after}
    if here.holds and after[0].moment is not None:
        certain[after[0].node] = after[0].moment.after
    waiting = len(after) - 1 - at
    return Followed(
        how="back" if waiting else "replayed" if here.holds else "kept",
        timeline=moved(timeline, here.node),
        state=here.moment.after,
        known=certain,
        wanted=wanted,
        waiting=waiting,
        is_again=here.holds and not before[at].holds,
        first=compared[first] if first >= 0 else None,
        back=len(after) - 1 - first if first >= 0 else 0,
        pages=pages,
        page=page,
        changed=changed_lines(seen, page) if seen is not None else frozenset(),
    )


def _merge(compared: list[Difference | None]) -> None:
    """What a page offers otherwise is no difference of its own where it explains the next one.

    That is: where a choice made there can be made no more, which says it better.
    """
    for number, (here, there) in enumerate(pairwise(compared)):
        if here and there and here.kind in _LESS and there.kind in _MORE:
            compared[number] = None


_LESS = ("choice-away", "choice-shut", "choice-new", "choice-opened", "label", "reason", "order")
_MORE = ("choice-gone", "choice-closed")


def changed_lines(before: Page, after: Page) -> frozenset[int]:
    """The numbers of the lines of ``after`` that ``before`` has not, and of its choices.

    Choices are counted on after the lines; what their ids are does not matter here.
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, before.lines, after.lines, autojunk=False)
    found = {
        number
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind in ("replace", "insert")
        for number in range(start, end)
        if after.lines[number].runs
    }
    known = {option[1:] for option in before.options}
    found |= {
        number
        for number, option in enumerate(after.options, len(after.lines))
        if option[1:] not in known
    }
    return frozenset(found)


def _pairs(before: tuple[Step, ...], after: tuple[Step, ...]) -> Iterator[tuple[Left, Left]]:
    """Each page of the old way beside that of the new one, with the page it was left from."""
    olds, news = (None, *before), (None, *after)
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        yield (olds[number], old), (news[number], new)


def _seen(old: Machine, step: Step, language: str) -> Page | None:
    """The page that stood there in the old story."""
    return None if step.moment is None else view.present(old, *step.moment, language)


def _anew(
    new: Machine, played: Played, first: Difference | None, pages: int, language: str
) -> Followed:
    """The beginning of the new story: nothing of the way there is left."""
    from ulysse_game.play.recall import anew

    history = anew(new, played.seed)
    (begun,) = track(new, played.seed, history.timeline, 0)
    assert begun.moment is not None, "a story that compiles begins"
    return Followed(
        how="anew",
        timeline=history.timeline,
        state=history.state,
        known={0: history.state},
        wanted=0,
        waiting=0,
        is_again=False,
        first=first,
        back=0,
        pages=pages,
        page=view.present(new, *begun.moment, language),
        changed=frozenset(),
    )
