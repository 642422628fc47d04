"""What a verdict says of itself."""

from __future__ import annotations

import pytest

from ulysse_game.explore import KINDS, Impossible, Item, Judged, Reached, Route, Undecided
from ulysse_game.explore.items import ALLOWED, MISTAKES

TWO = Route(0, (("start", "up"), ("start", "end")))


@pytest.mark.parametrize(("at_least", "is_shortest"), [(0, False), (1, False), (2, True)])
def test_shortest_is_what_no_bound_is_below(at_least: int, is_shortest: bool) -> None:
    assert Reached(TWO, at_least).is_shortest is is_shortest


def test_what_is_there_from_the_beginning_is_shortest() -> None:
    assert Reached(Route(0, ()), 0).is_shortest


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_is_one_when_it_happens(kind: str) -> None:
    item = Item(kind, "x", "", 0)
    assert Judged(item, Reached(TWO, 0)).is_mistake == (kind in MISTAKES)
    assert not Judged(item, Impossible("values")).is_mistake
    assert not Judged(item, Undecided("")).is_mistake


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_open_until_it_is_answered(kind: str) -> None:
    """Unless nobody needs the answer."""
    item = Item(kind, "x", "", 0)
    assert Judged(item, Undecided("")).is_open == (kind not in ALLOWED)
    assert not Judged(item, Impossible("values")).is_open
    assert not Judged(item, Reached(TWO, 0)).is_open


def test_kinds_are_told_apart() -> None:
    assert {*MISTAKES, *ALLOWED} <= set(KINDS)
    assert not {*MISTAKES} & {*ALLOWED}
    assert len(set(KINDS)) == len(KINDS)
