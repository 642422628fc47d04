"""A step is a function: it changes nothing it was given, and gives the same again, always."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ulysse_game
from tests.language.test_samples import SAMPLES
from ulysse_game import engine
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine

SHIPPED = Path(ulysse_game.__file__).parent.parent.parent / "story"
STORIES = {"samples": SAMPLES / "story", "shipped": SHIPPED}

plays = st.lists(st.integers(0, 11), max_size=60)
seeds = st.integers(0, 2**64 - 1)


@cache
def machine(name: str) -> Machine:
    story = compile_folder(STORIES[name]).story
    assert story is not None
    return Machine(story)


@pytest.mark.parametrize("name", sorted(STORIES))
@settings(max_examples=25, deadline=None)
@given(seed=seeds, picks=plays)
def test_a_step_is_a_function(name: str, seed: int, picks: list[int]) -> None:
    one, other = machine(name), Machine(machine(name).story, is_quick=False)
    state, events = engine.begin(one, seed)
    assert (state, events) == engine.begin(other, seed)
    for pick in picks:
        choices = engine.open_ids(one, state)
        if not choices:
            assert state.ending
            return
        choice = choices[pick % len(choices)]
        before = copy.deepcopy(state)
        after = engine.step(one, state, choice)
        assert state == before
        assert after == engine.step(one, state, choice) == engine.step(other, state, choice)
        state = after[0]
        hash(state)


@pytest.mark.parametrize("name", sorted(STORIES))
@settings(max_examples=25, deadline=None)
@given(seed=seeds, picks=plays)
def test_a_state_comes_back_from_its_plain_form(name: str, seed: int, picks: list[int]) -> None:
    played = machine(name)
    state, _ = engine.begin(played, seed)
    for pick in [*picks, 0]:
        plain = engine.to_plain(played, state)
        text = json.dumps(plain)
        read, losses = engine.from_plain(played, json.loads(text))
        assert read == state
        assert losses == []
        assert json.dumps(plain) == text
        choices = engine.open_ids(played, state)
        assert [offer.id for offer in engine.offers(played, state) if offer.is_open] == choices
        if not choices:
            return
        state, _ = engine.step(played, state, choices[pick % len(choices)])


@pytest.mark.parametrize("choice", ["", "nothing", "fill/eva", "last_sessions"])
def test_what_is_not_open_is_refused(choice: str) -> None:
    played = machine("samples")
    state, _ = engine.begin(played, 1)
    with pytest.raises(engine.NotOpen):
        engine.step(played, state, choice)
