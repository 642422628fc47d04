"""Help and the errors of options are told to players in their language, and whole."""

from __future__ import annotations

import argparse
import inspect
import re
from importlib import import_module

import pytest

from ulysse_game.cli import dispatch, main, usage
from ulysse_game.cli.arguments import WIDEST_BY_ITSELF
from ulysse_game.cli.exit_codes import FINE, MISUSE
from ulysse_game.view.words import words

PLAYERS = [*dispatch.PLAYERS, "about"]
ENGLISH = re.compile(
    r"(?<![-\w])"
    r"(?:the|default|where|usage:|options:|error|argument |show|and|of|DIR|FILE|SCENE|SECONDS)\b"
)


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("LANGUAGE", "fr")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    try:
        code = main(list(arguments))
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, "".join(capsys.readouterr())


def test_the_help_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, help = told(capsys, "--help")
    assert code == FINE
    assert all(f"\n  {name} " in help for name in dispatch.COMMANDS)
    assert all(what not in help for what in dispatch.COMMANDS.values())
    assert not ENGLISH.search(help.replace("One Seat Short", ""))
    assert help.startswith("usage\xa0: ulysse [COMMANDE] [OPTION…]\n")


@pytest.mark.parametrize("name", PLAYERS)
def test_the_help_of_a_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of it is English, however argparse puts it together."""
    shown = "--about" if name == "about" else name
    code, help = told(capsys, shown, "--help")
    assert code == FINE
    assert help.startswith(f"usage\xa0: ulysse {shown} ")
    assert not ENGLISH.search(help)
    assert "\noptions\xa0:\n" in help
    parser = argparse.ArgumentParser()
    command = import_module(f"ulysse_game.cli.{name}")
    command.options(parser)
    own = [each.help for each in parser._actions]
    for each in filter(None, (command.__doc__, *own)):
        assert words("fr")(each) != each, "it has no French"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "--language de",
            "option --language\xa0: 'de' n’est pas proposé (au choix\xa0: 'en', 'fr')",
        ),
        ("--width 3", "option --width\xa0: il faut un nombre de 20 à 1000, et non '3'"),
        ("--plian", "arguments inconnus\xa0: --plian"),
        ("play --seed x", "option --seed\xa0: 'x' n’est pas une valeur possible (int)"),
        ("play --save-dir", "option --save-dir\xa0: une valeur est attendue"),
        ("play --plain=3", "option --plain\xa0: aucune valeur n’est attendue, et '3' est donné"),
        ("play --ways q", "option --ways\xa0: il faut un nombre entier, et non 'q'"),
        ("play --save-dir=", "il faut le nom d’un dossier, et celui-ci est vide"),
        ("serve --port 99999", "option --port\xa0: un port est au plus 65535, et non 99999"),
        ("serve --sessions 0", "option --sessions\xa0: il faut un nombre de 1 à 50, et non 0"),
        ("doctor here", "arguments inconnus\xa0: here"),
    ],
)
def test_what_is_wrong_with_an_option(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = told(capsys, *arguments.split())
    assert code == MISUSE
    assert err.startswith("usage\xa0: ulysse ")
    assert "\xa0: erreur\xa0: " in err
    # From Python 3.12 on, argparse names what there is to choose from without quotes.
    assert err.replace("\xa0: en, fr)", "\xa0: 'en', 'fr')").endswith(f"{said}\n")
    assert not ENGLISH.search(err)


def test_what_writers_and_testers_read_stays_english(capsys: pytest.CaptureFixture[str]) -> None:
    """Also once a player's command was told in French, and the options that both share."""
    assert told(capsys, "play", "--xyz")[0] == MISUSE
    code, help = told(capsys, "replay", "--help")
    assert code == FINE
    assert help.startswith("usage: ulysse replay ")
    assert "\noptions:\n" in help
    assert "the story's folder (default:" in help
    code, err = told(capsys, "watch", "--ways", "q")
    assert code == MISUSE
    assert err.endswith("error: argument --ways: a whole number is wanted, not 'q'\n")


def test_english_is_as_it_was(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "C")
    assert told(capsys, "play", "--help")[1].startswith("usage: ulysse play [-h] [--plain] ")
    err = told(capsys, "--width", "3")[1]
    assert err.endswith("error: argument --width: a number from 20 to 1000 is wanted, not '3'\n")


def test_a_start_reads_no_catalogue_for_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(language: str) -> None:
        raise AssertionError("nobody is told anything")

    monkeypatch.setattr(usage, "words", read)
    command = import_module("ulysse_game.cli.play")
    parser = argparse.ArgumentParser()
    command.options(parser)
    with usage.in_players_language(parser):
        assert parser.parse_args(["--width", "40", "--plain", "--load", "x"]).width == 40
        with pytest.raises(AssertionError):
            parser.parse_args(["--help"])


def test_what_argparse_says_is_what_it_says_here() -> None:
    source = inspect.getsource(argparse)
    missing = [each for each in usage.OF_ARGPARSE if repr(each)[1:-1] not in source]
    assert missing == []


def test_the_width_in_the_help_is_the_width() -> None:
    parser = argparse.ArgumentParser()
    import_module("ulysse_game.cli.doctor").options(parser)
    assert f"at most {WIDEST_BY_ITSELF})" in parser.format_help()
