"""States written down for an older story: renames are followed, losses told, nothing refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.language.test_language import machine
from tests.language.tiny import HERE
from ulysse_game import engine
from ulysse_game.engine import Loss, State

STORY = HERE / "stories" / "was.yaml"


def played(*choices: str) -> State:
    state, _ = engine.begin(machine(STORY), 1)
    for choice in choices:
        state, _ = engine.step(machine(STORY), state, choice)
    return state


def plain(state: State) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(engine.to_plain(machine(STORY), state)))
    return found


def test_old_names_are_followed() -> None:
    state = played("sign/eva", "go_on", "take")
    text = json.dumps(plain(state))
    for now, old in (
        ('"start.sign/eva"', '"beginning.write/eva"'),
        ('"start.go_on"', '"beginning.proceed"'),
        ('"hall.obs_01:take"', '"corridor.obs_01:grab"'),
        ('"hall/obs_02"', '"passage_way/obs_02"'),
        ('"start": 1', '"beginning": 1'),
        ('"hall": 1', '"corridor": 1'),
    ):
        assert now in text, now
        text = text.replace(now, old)
    assert engine.from_plain(machine(STORY), json.loads(text)) == (state, [])


def test_what_is_lost_is_told() -> None:
    state = played("sign/eva", "go_on")
    changed = plain(state)
    changed["room"] = "attic"
    changed["variables"] = {
        "n": 99, "m": "many", "log": "burnt", "gone": 3, "simon.stress": -4, "who": "nobody_such",
    }  # fmt: skip
    changed["visits"]["attic"] = 2
    changed["taken"] += ["attic.climb", "start.fly", "hall.obs_01:drop"]
    changed["heard"] = ["a_step"]
    changed["fired"] = ["a_rule"]
    changed["stack"] = [["attic", ">"], ["start", "attic"], ["start", "return"]]
    found, losses = engine.from_plain(machine(STORY), changed)
    assert losses == [
        Loss("room", "attic"),
        Loss("range", "n", "99"),
        Loss("value", "m", "many"),
        Loss("value", "log", "burnt"),
        Loss("variable", "gone"),
        Loss("range", "simon.stress", "-4"),
        Loss("value", "who", "nobody_such"),
        Loss("scene", "attic"),
        Loss("scene", "attic"),
        Loss("scene", "attic"),
        Loss("choice", "attic.climb"),
        Loss("choice", "start.fly"),
        Loss("choice", "hall.obs_01:drop"),
        Loss("echo", "a_step"),
        Loss("rule", "a_rule"),
    ]
    slots = machine(STORY).layout.slots
    assert found.values[slots["n"]] == 10
    assert found.values[slots["simon.stress"]] == 0
    assert found.stack == (("start", "return"),)
    assert engine.open_ids(machine(STORY), found) == ["take"]


@pytest.mark.parametrize("place", ["attic", "hall/obs_99", "start/eva", ""])
def test_a_place_that_is_gone(place: str) -> None:
    changed = {**plain(played()), "location": place}
    with pytest.raises(engine.SceneGone):
        engine.from_plain(machine(STORY), changed)
