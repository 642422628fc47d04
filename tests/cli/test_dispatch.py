import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import ulysse_game
from ulysse_game.cli import dispatch, main
from ulysse_game.cli.exit_codes import ERRORS, FINE, MISUSE, TROUBLE
from ulysse_game.cli.trouble import Misuse
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import marked

from .conftest import Ulysse

DOOR = Path(__file__).parent / "door"
"""A story of three scenes."""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("ULYSSE_SAVE_DIR", str(tmp_path / "saves"))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == FINE
    assert capsys.readouterr().out == f"ulysse {ulysse_game.__version__}\n"


@pytest.mark.parametrize("asked", ["--help", "-h", "help"])
def test_help_names_every_command(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([asked]) == FINE
    printed = capsys.readouterr().out
    assert all(f"\n  {name} " in printed for name in dispatch.COMMANDS)


@pytest.mark.parametrize("name", [*dispatch.COMMANDS, "--about"])
def test_each_command_has_its_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == FINE
    printed = capsys.readouterr().out
    assert printed.startswith(f"usage: ulysse {name} ")
    assert len(printed.split("\n\n")) > 2, "the module's docstring and the options"


def test_an_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chek"]) == MISUSE
    assert capsys.readouterr().err == "There is no command chek; did you mean `check`?\n"
    assert main(["xyzzy"]) == MISUSE
    assert "“ulysse --help” lists them." in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["play", "--seed", "seven"],
        ["play", "--language", "de"],
        ["play", "--width", "3"],
        ["play", "--width", "²"],
        ["play", "--save-dir", ""],
        ["watch", "--save-dir="],
        ["serve", "--save-dir", ""],
        ["check", "--format", "pdf"],
    ],
)
def test_misuse_is_told_by_its_exit_code(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == MISUSE
    assert capsys.readouterr().err.startswith("usage: ulysse")


def test_a_story_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "no/such/folder"]) == MISUSE
    assert capsys.readouterr().err == "There is no story folder at no/such/folder.\n"


def planted(
    monkeypatch: pytest.MonkeyPatch, error: BaseException | None, option: str = "--plain"
) -> list[Any]:
    """Puts a command in the place of the imported one; it raises this error."""
    seen: list[Any] = []

    def run(arguments: Any) -> int:
        seen.append(arguments)
        if error is not None:
            raise error
        return ERRORS

    command = SimpleNamespace(options=lambda parser: parser.add_argument(option), run=run)
    monkeypatch.setattr(dispatch, "import_module", lambda name: command)
    return seen


def test_nothing_is_play_and_an_option_alone_too(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = planted(monkeypatch, None)
    assert main([]) == ERRORS
    assert main(["--plain", "x"]) == ERRORS
    assert [each.plain for each in seen] == [None, "x"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Misuse(marked("There is no code {code}."), code="x"), MISUSE, "There is no code x.\n"),
        (StorageTrouble(marked("The disk is full.")), TROUBLE, "The disk is full.\n"),
        (OSError(28, "No space left"), TROUBLE, "The system reports: No space left.\n"),
        (
            PermissionError(13, "Permission denied", "here"),
            TROUBLE,
            "here: the system reports: Permission denied.\n",
        ),
    ],
)
def test_a_trouble_is_one_sentence(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    planted(monkeypatch, error)
    assert main(["check"]) == code
    assert capsys.readouterr().err == said


def test_it_is_said_in_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    planted(monkeypatch, StorageTrouble(marked("The disk is full.")))
    assert main(["check"]) == TROUBLE
    assert capsys.readouterr().err == "Le disque est plein.\n"


def test_a_mistake_of_ours_is_three_lines_and_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    planted(monkeypatch, RuntimeError("a mistake"), "--save-dir")
    folder = str(tmp_path / "here")
    assert main(["play", "--save-dir", folder]) == TROUBLE
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "The game has stopped: an error of ours (RuntimeError)."
    assert len(lines) == 3
    (report,) = (tmp_path / "here").glob("crash-*.txt")
    assert str(report) in lines[2]


def test_version_imports_next_to_nothing(ulysse: Ulysse) -> None:
    """Nothing that costs time stands between the shell and the version."""
    result = ulysse("--version", PYTHONPROFILEIMPORTTIME="1")
    assert result.stdout == f"ulysse {ulysse_game.__version__}\n"
    imported = set(re.findall(r"\| +(\S+)$", result.stderr, re.MULTILINE))
    assert "ulysse_game.cli" in imported
    assert not imported & {"argparse", "json", "pathlib", "textual", "ulysse_game.cli.dispatch"}


def test_a_reader_that_leaves_early_is_no_trouble(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ulysse_game", "explain"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == FINE


@pytest.mark.skipif(os.name != "posix", reason="pipes are another matter there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("errors_too", [False, True])
def test_a_verdict_survives_a_reader_that_leaves_early(
    environment: dict[str, str], tmp_path: Path, unbuffered: str, errors_too: bool
) -> None:
    for name in ("wrong.yaml", "right.yaml"):
        at = "chair" if name == "wrong.yaml" else "hall"
        (tmp_path / name).write_text(f"walkthrough: w\nplay:\n  - door: knock\n  - at: {at}\n")
    for name, code in (("wrong.yaml", ERRORS), ("right.yaml", FINE)):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "-m", "ulysse_game", "replay", "--story", DOOR, tmp_path / name],
            env={**environment, "PYTHONUNBUFFERED": unbuffered},
            stdout=writing,
            stderr=writing if errors_too else subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert (done.returncode, done.stderr or b"") == (code, b"")


INTERRUPTED = """
import signal, sys
from types import SimpleNamespace
from ulysse_game.cli import dispatch, main

def run(arguments):
    print("so far")
    signal.raise_signal(signal.SIGINT)

command = SimpleNamespace(options=lambda parser: None, run=run)
dispatch.import_module = lambda name: command
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are another matter there")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("play", FINE, ""),
        ("watch", FINE, ""),
        ("explore", -signal.SIGINT, "Stopped before anything was known: there is no verdict.\n"),
        ("check", -signal.SIGINT, "Stopped before anything was known: there is no verdict.\n"),
        ("script", -signal.SIGINT, "Stopped before it was done.\n"),
    ],
)
def test_ctrl_c_is_no_verdict(
    environment: dict[str, str], command: str, code: int, said: str
) -> None:
    """It ends what was asked for as a signal does: a shell goes on with nothing behind it."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, command],
        env={**environment, "LC_ALL": "C"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (code, "so far\n", said)


def test_who_leaves_before_it_began_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Impatient:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "ulysse_game.cli.dispatch":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "ulysse_game.cli.dispatch")
    monkeypatch.setattr(sys, "meta_path", [Impatient(), *sys.meta_path])
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *how: killed.append(how))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert main(["play"]) == main([]) == main(["--plain"]) == FINE
    assert killed == []
    assert main(["explore"]) != FINE
    assert killed == [(os.getpid(), signal.SIGINT)]


def test_who_leaves_once_more_changes_nothing(environment: dict[str, str]) -> None:
    late = """
import os, signal, sys
from ulysse_game.cli import main
sys.argv[1:] = ["--about"]
code = main()
os.kill(os.getpid(), signal.SIGINT)
sys.exit(code)
"""
    done = subprocess.run(
        [sys.executable, "-c", late], env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (FINE, b"")
    assert b"Missions" in done.stdout


def test_what_is_told_is_utf8_in_every_locale(ulysse: Ulysse) -> None:
    told = ulysse("explain", "unknown-scene", PYTHONIOENCODING="ascii:strict")
    assert (told.returncode, told.stderr) == (FINE, "")
    assert told.stdout == ulysse("explain", "unknown-scene").stdout
    assert not told.stdout.isascii()


@pytest.mark.skipif(os.name != "posix", reason="closes with a POSIX shell")
@pytest.mark.parametrize(
    ("arguments", "code"), [("explain", FINE), ("--help", FINE), ("check nowhere", MISUSE)]
)
def test_what_nobody_hears_is_no_trouble(
    environment: dict[str, str], tmp_path: Any, arguments: str, code: int
) -> None:
    command = f"'{sys.executable}' -m ulysse_game {arguments} >&- 2>&-"
    assert subprocess.call(["sh", "-c", command], env=environment, cwd=tmp_path) == code
    assert not list(tmp_path.rglob("crash-*"))
