"""Whole games of a small story, each in a process of its own, as a shell would start them."""

import re
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from ulysse_game.cli.exit_codes import ERRORS, FINE, MISUSE, TROUBLE

from .conftest import Ulysse

DOOR = Path(__file__).parent / "door"
PLAY = ("play", "--plain", "--story", DOOR)


def test_first_choices_lead_to_the_end(ulysse: Ulysse) -> None:
    result = ulysse(*PLAY, "--new", "--seed", "7", stdin="1\n" * 50)
    assert result.returncode == FINE, result.stderr
    assert result.stderr == ""
    assert result.stdout.startswith("The Door\n")
    assert "The end: A Chair\n" in result.stdout
    assert "This playthrough is saved." in result.stdout


def test_the_same_choices_print_the_same_lines(ulysse: Ulysse) -> None:
    games = [ulysse(*PLAY, "--new", "--seed", "7", stdin="2\n1\n") for _ in range(2)]
    assert games[0].stdout == games[1].stdout


def test_what_was_left_goes_on(ulysse: Ulysse) -> None:
    assert ulysse(*PLAY, stdin="1\n").returncode == FINE
    again = ulysse(*PLAY, stdin="")
    assert "goes on where you left it" in again.stdout
    assert "EVA" in again.stdout
    assert "You stand before a door." in ulysse(*PLAY, "--new").stdout


def test_nothing_but_words_reaches_the_terminal(ulysse: Ulysse) -> None:
    result = ulysse(*PLAY, stdin="1\x1b[2J\x07\n1\n1\n", LANG="fr_FR.UTF-8")
    controls = {sign for sign in result.stdout if unicodedata.category(sign) == "Cc"}
    assert controls == {"\n"}


def test_french_by_the_environment_and_by_the_setting(ulysse: Ulysse) -> None:
    assert "Tapez le numéro" in ulysse(*PLAY, LANG="fr_FR.UTF-8").stdout
    ulysse(*PLAY, stdin="langue fr\n")
    assert "Tapez le numéro" in ulysse(*PLAY).stdout
    assert "Type the number" in ulysse(*PLAY, "--language", "en").stdout


def test_line_mode_comes_by_itself_in_a_pipe(ulysse: Ulysse) -> None:
    assert "\n> " in ulysse("--story", DOOR).stdout


def test_for_a_voice_by_option_by_the_environment_and_by_the_setting(ulysse: Ulysse) -> None:
    assert "\n1. " in ulysse("--speech", "--story", DOOR).stdout
    heard = ulysse("--story", DOOR, "--new", TERM="xterm", ULYSSE_SPEECH="1").stdout
    assert "\n1. " in heard
    assert "\n> " not in heard
    assert "\n1) " in ulysse(*PLAY, stdin="settings speech on\n").stdout
    assert "\n1. " in ulysse(*PLAY).stdout


def test_a_save_that_is_not_there(ulysse: Ulysse) -> None:
    result = ulysse(*PLAY, "--load", "nothing")
    assert result.returncode == TROUBLE
    assert result.stderr == "There is no saved game “nothing”.\n"


def test_a_folder_that_takes_no_saves_is_told_and_the_game_goes_on(
    ulysse: Ulysse, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = ulysse(*PLAY, "--save-dir", tmp_path / "file", stdin="1\n1\n")
    assert result.returncode == FINE
    assert "kept in memory" in result.stdout
    assert "The end: A Chair" in result.stdout
    assert "is saved" not in result.stdout


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The story with one misspelt scene."""
    import shutil

    folder = tmp_path / "broken"
    shutil.copytree(DOOR, folder)
    scenes = folder / "1_part" / "scenes.yaml"
    text = scenes.read_text(encoding="utf-8").replace("next: hall", "next: hal")
    scenes.write_text(text, encoding="utf-8")
    return folder


def test_a_story_with_errors_is_not_played(ulysse: Ulysse, broken: Path) -> None:
    result = ulysse("play", "--plain", "--story", broken)
    assert result.returncode == ERRORS
    assert result.stdout == ""
    assert re.match(r"broken/1_part/scenes\.yaml:13:9: error\[unknown-scene\] ", result.stderr)


def test_check(ulysse: Ulysse, broken: Path) -> None:
    assert ulysse("check", DOOR).returncode == FINE
    human = ulysse("check", broken)
    assert human.returncode == ERRORS
    assert "error[unknown-scene]" in human.stdout
    assert "\x1b" not in human.stdout
    short = ulysse("check", broken, "--format", "short")
    assert short.stdout.startswith("broken/1_part/scenes.yaml:13:9: ")
    assert ulysse("check", broken, "--format", "github").stdout.startswith("::error ")
    assert ulysse("check", broken, "--format", "json").stdout.startswith("[")


def test_explain(ulysse: Ulysse) -> None:
    assert ulysse("explain", "unknown-scene").stdout.startswith("unknown-scene")
    assert "unknown-scene\n" in ulysse("explain").stdout
    wrong = ulysse("explain", "unknown-scenes")
    assert wrong.returncode == MISUSE
    assert "`unknown-scene`" in wrong.stderr


def test_about(ulysse: Ulysse) -> None:
    result = ulysse("--about", "--story", DOOR)
    assert result.returncode == FINE
    for words in ("The Door", "Nobody in it is real.", "A door, closed.", "Free.", "ulysse "):
        assert words in result.stdout


def test_the_game_s_own_story_has_its_disclaimer(ulysse: Ulysse) -> None:
    assert "unofficial fan work" in ulysse("--about").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_saves_and_ends_with_a_sentence(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ulysse_game", *map(str, PLAY)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as game:
        assert game.stdin is not None
        assert game.stdout is not None
        assert game.stderr is not None
        until_prompt(game.stdout)
        game.stdin.write(b"1\n")
        game.stdin.flush()
        until_prompt(game.stdout)
        game.send_signal(signal.SIGINT)
        assert game.stdout.read().endswith(b"Your playthrough is saved. Until next time.\n")
        assert game.stderr.read() == b""
    assert game.returncode == FINE


def test_a_reader_that_leaves_is_no_trouble(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ulysse_game", *map(str, PLAY)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as game:
        assert game.stdin is not None
        assert game.stdout is not None
        assert game.stderr is not None
        until_prompt(game.stdout)
        game.stdout.close()
        game.stdin.write(b"1\n")
        game.stdin.close()
        assert game.stderr.read() == b""
    assert game.returncode == FINE


def until_prompt(stream: object) -> None:
    seen = b""
    while not seen.endswith(b"\n> "):
        more = stream.read1(4096)  # type: ignore[attr-defined]
        assert more, seen
        seen += more


def test_the_first_prompt_of_a_known_story_imports_nothing_slow(ulysse: Ulysse) -> None:
    ulysse(*PLAY)
    result = ulysse(*PLAY, "--new", PYTHONPROFILEIMPORTTIME="1")
    imported = set(re.findall(r"\| +(\S+)$", result.stderr, re.MULTILINE))
    assert "ulysse_game.ui.plain" in imported
    slow = {"asyncio", "dataclasses", "importlib.metadata", "inspect", "logging", "platformdirs"}
    assert not imported & (slow | {"polib", "rich", "tempfile", "textual", "yaml"})
    assert "ulysse_game.compiler.prose" not in imported


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_at_a_dumb_terminal(environment: dict[str, str]) -> None:
    """There the terminal echoes what is typed, and the end of the input is a key."""
    import os
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ulysse_game", "--story", str(DOOR)],
        env={**environment, "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as game:
        os.close(theirs)

        def read_to(words: bytes) -> bytes:
            seen = b""
            while words not in seen:
                seen += os.read(ours, 4096)
            return seen

        assert b"\x1b" not in read_to(b"\r\n> ")
        os.write(ours, b"1\n")
        answer = read_to(b"1) Sit down.\r\n\r\n> ")
        assert answer.startswith(b"1\r\n\r\n> Knock.")
        os.write(ours, b"\x04")
        assert b"Your playthrough is saved. Until next time.\r\n" in read_to(b"time.\r\n")
    os.close(ours)
    assert game.returncode == FINE
