import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.ui.plain.commands import COMMANDS, understand


@pytest.mark.parametrize(
    ("line", "command", "argument"),
    [
        ("1", "number", "1"),
        (" 2. ", "number", "2"),
        ("03)", "number", "3"),
        ("0", "number", "0"),
        ("help", "help", ""),
        ("AIDE", "help", ""),
        ("?", "help", ""),
        ("h", "help", ""),
        ("back 3", "back", "3"),
        ("retour", "back", ""),
        ("undo", "back", ""),
        ("save the night before", "save", "the night before"),
        ("sauver la veille", "save", "la veille"),
        ("saves", "saves", ""),
        ("sauvegardes", "saves", ""),
        ("sauvegarde", "saves", ""),
        ("equipage", "crew", ""),
        ("Équipage", "crew", ""),
        ("ETAT", "status", ""),
        ("état", "status", ""),
        ("e\u0301tat", "status", ""),
        ("j", "log", ""),
        ("langue fr", "language", "fr"),
        ("encore", "again", ""),
        ("quitter", "quit", ""),
        ("charger 2", "load", "2"),
        ("q", "quit", ""),
    ],
)
def test_understands(line: str, command: str, argument: str) -> None:
    typed = understand(line)
    assert (typed.command, typed.argument) == (command, argument)


@pytest.mark.parametrize("line", ["", "   ", "xyzzy", "1 2", "-1", "1.5", "²", "٣", "help1"])
def test_does_not_guess(line: str) -> None:
    assert understand(line).command == ""


def test_a_beginning_of_several_names_them() -> None:
    assert understand("sa").candidates == ("save", "saves")
    assert understand("la").command == "language"
    assert set(understand("l").candidates) == {"log", "load", "language", "light"}


def test_no_two_commands_share_a_name() -> None:
    names = [name for command in COMMANDS for name in set(command.names)]
    assert len(names) == len(set(names))


def test_every_full_name_is_its_command() -> None:
    for command in COMMANDS:
        for name in command.names:
            assert understand(name).command == command.id


@given(st.text())
def test_any_line_is_understood_or_not_but_never_an_error(line: str) -> None:
    typed = understand(line)
    assert not (typed.command and typed.candidates)
