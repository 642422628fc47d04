"""The key map: no key means two things on one screen, every action exists, every command helps."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.app import UlysseApp
from ulysse_game.ui.tui.leaf import Leaf
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.ui.tui.saves import SavesScreen
from ulysse_game.ui.tui.title import TitleScreen
from ulysse_game.ui.tui.transcript import TranscriptScreen

SCREENS: list[tuple[type[Leaf], Iterable[keys.Command]]] = [
    (ReadingScreen, keys.READING),
    (TitleScreen, keys.TITLE),
    (SavesScreen, (*keys.SAVES, keys.CLOSE)),
    (TranscriptScreen, (*keys.TRANSCRIPT, keys.CLOSE)),
]


@pytest.mark.parametrize(("screen", "commands"), SCREENS, ids=[s.__name__ for s, _ in SCREENS])
def test_one_key_one_meaning(screen: type[Leaf], commands: Iterable[keys.Command]) -> None:
    bound = [
        key
        for command in (*commands, *keys.MOVES, *keys.NUMBERS, *keys.EVERYWHERE)
        for key in command.keys
    ]
    assert len(bound) == len(set(bound))


@pytest.mark.parametrize(("screen", "commands"), SCREENS, ids=[s.__name__ for s, _ in SCREENS])
def test_every_action_exists(screen: type[Leaf], commands: Iterable[keys.Command]) -> None:
    for command in (*commands, *keys.MOVES, *keys.NUMBERS):
        name = command.action.partition("(")[0]
        assert not name or hasattr(screen, f"action_{name}"), command.id
    for command in keys.EVERYWHERE:
        assert hasattr(UlysseApp, f"action_{command.action}")


def test_every_command_has_a_name_and_a_sentence() -> None:
    for _, commands in keys.GROUPS:
        for command in commands:
            assert command.label
            assert command.help.endswith(".")


def test_no_chord_that_terminals_swallow() -> None:
    for _, commands in keys.GROUPS:
        for command in commands:
            assert not any("alt+" in key or "super+" in key for key in command.keys)


def test_saving_and_loading_have_letters_beside_function_keys() -> None:
    for command in keys.READING:
        if any(key.startswith("f") and key[1:].isdigit() for key in command.keys):
            assert any(not key.startswith("f") or len(key) == 1 for key in command.keys)


def test_keys_are_written_for_readers() -> None:
    french = {"Space": "Espace", "PgDn": "Pg suiv"}
    assert keys.display(keys.READ_ON) == ["PgDn", "Space"]
    assert keys.display(keys.READ_ON, lambda key: french[key]) == ["Pg suiv", "Espace"]
    for _, commands in keys.GROUPS:
        for command in commands:
            assert not any("_" in key for key in keys.display(command))
