"""Which rules acted on a page, which wait for something to become so, and which cannot act now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ulysse_game.authoring.panel.asking import Asker, Truth
from ulysse_game.engine import CHAPTER, Event, Fired, State

FIRED, ARMED, HOLDS, SPENT, ELSEWHERE, EACH_SOL = (
    "fired", "armed", "holds", "spent", "elsewhere", "each sol"
)  # fmt: skip


class RuleTold(NamedTuple):
    """One rule and how it stands.

    ``standing`` is ``fired`` (on this page); ``armed`` (its condition is false: it acts when that
    becomes true); ``holds`` (it is true, so it acts only after it was false again); ``spent`` (a
    ``once`` that acted); ``elsewhere`` (of another chapter); ``each sol`` (at every new sol).
    """

    id: str
    chapter: str
    standing: str
    when: Truth | None
    once: bool


def rules(asker: Asker, state: State, events: Iterable[Event]) -> tuple[RuleTold, ...]:
    """Every rule of the story, those that acted first, those of other chapters last."""
    layout = asker.machine.layout
    acted = {event.rule for event in events if isinstance(event, Fired)}
    found = []
    for number, rule in enumerate(asker.machine.story.world.rules):
        chapter = layout.chapters.get(rule.chapter, 0)
        truth = asker.truth(rule.when, state)
        if rule.id in acted:
            standing = FIRED
        elif rule.once and state.fired >> number & 1:
            standing = SPENT
        elif chapter and chapter != state.values[CHAPTER]:
            standing = ELSEWHERE
        elif rule.each_sol:
            standing = EACH_SOL
        else:
            standing = HOLDS if truth is None or truth.holds else ARMED
        found.append(RuleTold(rule.id, rule.chapter, standing, truth, rule.once))
    order = (FIRED, ARMED, HOLDS, EACH_SOL, SPENT, ELSEWHERE)
    return tuple(sorted(found, key=lambda each: order.index(each.standing)))


__all__ = ["RuleTold", "rules"]
