"""Older forms are led to today's, step by step."""

from __future__ import annotations

from typing import Any

import pytest

from tests.play import saves
from ulysse_game.play import DamagedError, SaveError, decoded, encoded
from ulysse_game.play.migrate import FORMAT, STEPS, migrated
from ulysse_game.play.save_format import summary


def from_nought(data: dict[str, Any]) -> dict[str, Any]:
    """A form 0 that never was: it called the seed ``chance``."""
    return {
        **{key: value for key, value in data.items() if key != "chance"},
        "seed": data["chance"],
    }


def test_a_form_that_never_was_is_led_through_a_table() -> None:
    save = saves.example()
    data = saves.as_dict(encoded(save))
    data["format"] = 0
    data["chance"] = data.pop("seed")
    assert decoded(saves.from_dict(data), {0: from_nought}, 1) == save
    assert summary(saves.from_dict(data), {0: from_nought}, 1)["card"] == save.card


def test_a_form_of_later_is_led_to_by_its_own_steps() -> None:
    """What today's form is, whoever asks says."""
    save = saves.example()
    data = saves.as_dict(encoded(save))

    def to_later(older: dict[str, Any]) -> dict[str, Any]:
        return {**older, "name": "led on"}

    later = {FORMAT: to_later}
    led = save._replace(name="led on")
    assert decoded(saves.from_dict(data), later, FORMAT + 1) == led
    assert summary(saves.from_dict(data), later, FORMAT + 1)["name"] == "led on"
    assert decoded(saves.from_dict(data), later, FORMAT) == save


def test_steps_are_taken_in_order() -> None:
    steps = {
        number: lambda data, number=number: {**data, "way": [*data["way"], number]}
        for number in range(4)
    }
    assert migrated({"format": 1, "way": []}, steps, 4) == {"format": 4, "way": [1, 2, 3]}


def test_today_needs_no_step() -> None:
    data = {"format": FORMAT, "a": 1}
    assert migrated(data) == data


@pytest.mark.parametrize("number", [None, True, "1", 1.0, -1])
def test_no_such_form(number: object) -> None:
    with pytest.raises(DamagedError):
        migrated({"format": number})


def test_a_newer_form() -> None:
    with pytest.raises(SaveError, match="newer"):
        migrated({"format": FORMAT + 1})


def test_there_is_a_step_from_every_older_form() -> None:
    assert set(STEPS) == set(range(1, FORMAT))
