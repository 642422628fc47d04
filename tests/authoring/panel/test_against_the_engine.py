"""What the panel says of a page is what the engine does there, all along plays at random."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ulysse_game.authoring.panel.asking import Asker, Truth
from ulysse_game.authoring.panel.cards import decks
from ulysse_game.authoring.panel.changed import changed
from ulysse_game.authoring.panel.choices import choices
from ulysse_game.authoring.panel.rules import rules
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Event, Fired, Machine, State, begin, offers, open_ids, step
from ulysse_game.engine.chance import draw

SAMPLES = Path(__file__).parents[2] / "samples" / "story"


@pytest.fixture(scope="module")
def asker() -> Asker:
    """Of the hand-made story: decks, rosters, loops, rules."""
    story = compile_folder(SAMPLES).story
    assert story is not None
    return Asker(Machine(story))


Step = tuple[State | None, State, tuple[Event, ...]]


def play(machine: Machine, seed: int) -> Iterator[Step]:
    """A play at random, page by page."""
    state, events = begin(machine, seed)
    yield None, state, events
    number = 0
    while opens := open_ids(machine, state):
        before = state
        state, events = step(machine, state, opens[draw(seed, number, len(opens))])
        number += 1
        yield before, state, events


@pytest.mark.parametrize("seed", range(6))
def test_every_page_of_a_play(asker: Asker, seed: int) -> None:
    machine = asker.machine
    pages = 0
    for before, state, events in play(machine, seed):
        pages += 1
        told = choices(asker, state)
        dealt = [card for deck in decks(asker, state) if not deck.is_best for card in deck.cards]
        is_open = [each.id for each in told if each.standing == "open"]
        offered = [card.card for card in dealt if card.standing == "offered"]
        assert sorted((*is_open, *offered)) == sorted(open_ids(machine, state))
        is_closed = [each.id for each in told if each.standing == "closed"]
        shown = [offer.id for offer in offers(machine, state) if not offer.is_open]
        assert sorted(is_closed) == sorted(shown)
        for each in told:
            if each.standing == "open":
                assert each.condition is None or each.condition.holds
                assert not any(closing.closes for closing in each.closings)
            if each.standing == "hidden":
                assert each.condition is not None
                assert not each.condition.holds
            for truth in (each.condition, *(closing.truth for closing in each.closings)):
                assert truth is None or is_sound(truth)
        fired = {each.id for each in rules(asker, state, events) if each.standing == "fired"}
        assert fired == {event.rule for event in events if isinstance(event, Fired)}
        was = machine.layout.start if before is None else before.values
        differing = [
            variable.name
            for variable in machine.layout.variables
            if was[machine.layout.slots[variable.name]]
            != state.values[machine.layout.slots[variable.name]]
        ]
        assert [step.name for step in changed(asker, before, state, events).steps] == differing
    assert pages > 5


def is_sound(truth: Truth) -> bool:
    """Whether a group is what its parts make it, all the way down."""
    if not truth.parts:
        return True
    of_parts = [part.holds for part in truth.parts]
    expected = all(of_parts) if truth.sign == "and" else any(of_parts)
    return truth.holds == expected and all(map(is_sound, truth.parts))
