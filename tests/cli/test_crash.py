"""A mistake of ours: what the player reads, what the report holds, and that it happens again."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.benchmarks.terminal import Terminal
from ulysse_game.cli import crash, dispatch, main, surroundings
from ulysse_game.cli.exit_codes import ERRORS, FINE, TROUBLE
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.walkthroughs import Choose, read_walkthrough
from ulysse_game.play.evidence import Evidence, Stopped, evidence
from ulysse_game.ui.plain.answers import ANSWERS
from ulysse_game.ui.plain.commands import COMMANDS
from ulysse_game.view.words import words

from .broken import SECRET, planted
from .conftest import Ulysse

DOOR = Path(__file__).parent / "door"
ROOT = DOOR.parents[2]
CHARTS = {"charts", "plan", "map", "light"}  # which this story has not
PLAYED = Evidence(seed=7, choices=(("door", "knock"), ("hall", "sit")), language="en")
SAVED = "Every choice you made is saved; you can go on from there."


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A player of these tests, with a folder of their own."""
    folder = tmp_path / "home" / "saves"
    for name, value in (
        ("HOME", str(tmp_path / "home")), ("LC_ALL", "C"), ("ULYSSE_SAVE_DIR", str(folder)),
        ("ULYSSE_CACHE_DIR", str(tmp_path / "cache")),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["ulysse", "play"])
    return folder


def raised(error: BaseException) -> BaseException:
    secret = SECRET
    try:
        raise error
    except BaseException as caught:
        assert secret
        return caught


def kept(error: BaseException, folder: Path, found: Evidence | None = PLAYED) -> Path:
    path = crash.keep(raised(error), str(folder), found)
    assert path is not None
    return path


# The report.


def test_the_report_tells_versions_where_and_what_was_played_but_no_values(saves: Path) -> None:
    error = RuntimeError("21 signs")
    error.add_note("a note")
    error.__cause__ = KeyError("the cause")
    text = kept(error, saves).read_text(encoding="utf-8")
    head, _, walkthrough = text.partition("\n\n")
    assert all(line.startswith("#") for line in head.splitlines())
    for told in (
        "# error: RuntimeError in raised line ", "ulysse 0", "Python 3", "textual 8",
        "RuntimeError: 21 signs", "a note", "KeyError: 'the cause'", "in raised", "language: en",
    ):  # fmt: skip
        assert told in head, told
    assert SECRET not in text
    assert "seed: 7\nlanguage: en\nplay:\n" not in walkthrough, "no story says it has English"
    assert walkthrough.endswith("seed: 7\nplay:\n  - door: knock\n  - hall: sit\n")


NASTY = (
    "two\nlines", "a\u2028b\u2029c\x85d\x0be\x0cf\rg", "\x1b[2J\x07\x9b1m\x00", "half \ud83d",
    "---\n- yaml: [", "x" * 100_000, "\t\ufeff\u202e", "é — “quoted”",
)  # fmt: skip


def test_whatever_an_error_says_the_report_is_a_walkthrough(saves: Path) -> None:
    compiled = compile_folder(DOOR)
    errors: list[BaseException] = [RuntimeError(each) for each in NASTY]
    errors += [ExceptionGroup(each, [ValueError(each), OSError(each)]) for each in NASTY]
    errors += [SyntaxError("wrong", ("file.py", 1, 2, "what\u2028 ?")), UnsayableError()]
    for error in errors:
        path = kept(error, saves)
        data = path.read_bytes()
        found = read_walkthrough("report", data, compiled)
        assert found.diagnostics == ()
        assert found.walkthrough is not None
        made = [
            (each.place, each.choice)
            for each in found.walkthrough.steps
            if isinstance(each, Choose)
        ]
        assert tuple(made) == PLAYED.choices
        assert all(line.isprintable() for line in data.decode().split("\n"))
        assert len(data) < 20_000


class UnsayableError(Exception):
    def __str__(self) -> str:
        raise ValueError("not even this")


def test_a_recursion_is_told_by_its_two_ends(saves: Path) -> None:
    def one(count: int) -> int:
        return other(count) if count else 1 // count

    def other(count: int) -> int:
        return one(count - 1)

    with pytest.raises(ZeroDivisionError) as caught:
        one(300)
    lines = kept(caught.value, saves).read_text(encoding="utf-8").splitlines()
    assert len(lines) < 300
    assert [line for line in lines if "lines left out: " in line]
    assert any("ZeroDivisionError: " in line for line in lines)


def test_nobodys_folder_is_named(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = str(saves.parent)
    monkeypatch.setattr(sys, "argv", ["ulysse", "play", "--save-dir", f"{home}/saves"])
    monkeypatch.setenv("XDG_DATA_HOME", f"{home}/data")
    text = kept(OSError(5, "wrong", f"{home}/saves/x"), saves).read_text(encoding="utf-8")
    assert home not in text
    assert "~/saves/x" in text
    assert "command: ulysse play --save-dir ~/saves" in text
    assert "XDG_DATA_HOME: ~/data" in text


def test_a_home_that_is_the_root_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/")
    assert surroundings.tilde("/usr/bin") == "/usr/bin"


def test_reports_stand_beside_the_saves_and_never_replace_one_another(
    saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "strftime", lambda _: "20260101-000000")
    whole = PLAYED._replace(choices=None, save=b"bytes")
    found = [kept(RuntimeError(str(n)), saves, (PLAYED, whole)[n % 2]) for n in range(4)]
    assert [each.name for each in found] == [
        "crash-20260101-000000.yaml", "crash-20260101-000000-1.txt",
        "crash-20260101-000000-2.yaml", "crash-20260101-000000-3.txt",
    ]  # fmt: skip
    for number, path in enumerate(found):
        assert f"RuntimeError: {number}" in path.read_text(encoding="utf-8")
        assert path.with_suffix(".save").exists() is (number % 2 == 1)
        if os.name == "posix":
            assert path.stat().st_mode & 0o777 == 0o600
    (saves / "crash-20260101-000000-4.yaml").symlink_to(saves / "elsewhere")
    assert kept(RuntimeError(), saves).name == "crash-20260101-000000-5.yaml"
    assert not (saves / "elsewhere").exists()


# What goes wrong with the report itself.


def no_room(*_: Any) -> int:
    raise OSError(errno.ENOSPC, "No space left")


class Half(io.FileIO):
    def write(self, data: Any) -> int:
        super().write(data[: len(data) // 2])
        return no_room()


@pytest.mark.parametrize(
    ("place", "instead"),
    [
        ("os.open", no_room),
        ("os.makedirs", no_room),
        ("traceback.format_exception", lambda _: 1 // 0),
        ("ulysse_game.cli.crash.open", Half),
        ("ulysse_game.cli.surroundings.system", lambda: 1 // 0),
    ],
)
def test_a_report_that_cannot_be_written_hides_nothing(
    place: str, instead: Callable[..., Any], saves: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    if place == "os.makedirs":
        saves.parent.mkdir()
        saves.write_bytes(b"a file where the folder should be")
    else:
        monkeypatch.setattr(place, instead, raising=False)
    assert dispatch._crashed(ZeroDivisionError(), None) == TROUBLE
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "The game has stopped: an error of ours (ZeroDivisionError)."
    assert lines[-1] == "No report could be written."
    monkeypatch.undo()
    assert not list(saves.glob("crash*")) if saves.is_dir() else True


def test_a_mistake_in_telling_of_the_mistake(
    saves: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(crash, "sentences", lambda *_: 1 // 0)
    assert dispatch._crashed(KeyError("x"), None) == TROUBLE
    assert capsys.readouterr().err == "The game has stopped: an error of ours (KeyError).\n"


def test_evidence_never_raises() -> None:
    class Broken:
        playthrough, language, seed, trying, origin = "a", "en", 7, "knock", ""

        def __getattr__(self, name: str) -> Any:
            raise RuntimeError(name)

    found = evidence(Broken())  # type: ignore[arg-type]
    assert (found.playthrough, found.trying, found.choices, found.save) == ("a", "knock", None, b"")


# What is told.


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("is_saved", [True, False])
def test_three_lines(language: str, is_saved: bool, tmp_path: Path) -> None:
    say = words(language)
    lines = crash.sentences(KeyError("x"), tmp_path / "crash.yaml", say, True, is_saved)
    assert len(lines) == 3
    assert "KeyError" in lines[0]
    assert (lines[1] == say(SAVED)) is is_saved
    assert str(tmp_path / "crash.yaml") in lines[2]


def test_who_does_not_play_is_told_nothing_of_choices(tmp_path: Path) -> None:
    assert len(crash.sentences(KeyError("x"), tmp_path, words("en"), playing=False)) == 2


def test_the_players_language_is_that_of_the_game_as_it_stopped(saves: Path) -> None:
    assert crash.spoken("en", str(saves), Evidence(language="fr")) == "fr"
    assert crash.spoken("fr", str(saves), None) == "fr"
    saves.mkdir(parents=True)
    (saves / "settings.json").write_bytes(b'{"language": "fr"}')
    assert crash.spoken(None, str(saves), None) == "fr"


@pytest.mark.parametrize("place", ["import_module", "_parsed"])
def test_a_mistake_before_a_command_begins(
    place: str, saves: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dispatch, place, lambda *_: 1 // 0)
    assert main(["explain"]) == TROUBLE
    assert "(ZeroDivisionError)" in capsys.readouterr().err
    (report,) = saves.glob("crash-*.txt")
    assert "# error: ZeroDivisionError in " in report.read_text(encoding="utf-8")


def test_a_library_that_is_missing_is_no_mistake_of_ours(
    saves: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: Any) -> None:
        raise ModuleNotFoundError("No module named 'textual'", name="textual.app")

    monkeypatch.setattr(dispatch, "import_module", missing)
    assert main(["play"]) == TROUBLE
    told = "The library “textual.app” is not installed; “ulysse doctor” says how to get it.\n"
    assert capsys.readouterr().err == told
    assert not saves.exists()


def test_who_leaves_is_no_mistake(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def left(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dispatch, "import_module", left)
    assert main(["play"]) == FINE
    assert not saves.exists()


# That it happens again.


def played(monkeypatch: pytest.MonkeyPatch, typed: str, *more: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["play", "--plain", "--story", str(DOOR), "--seed", "7", *more])


def test_a_mistake_at_one_choice_happens_again_there_and_nowhere_once_mended(
    saves: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with planted("engine"):
        assert played(monkeypatch, "1\nback\n2\nfind what nobody should know\n1\n") == TROUBLE
        assert capsys.readouterr().err.splitlines()[1] == SAVED
        (report,) = saves.glob("crash-*.yaml")
        text = report.read_text(encoding="utf-8")
        assert text.endswith("seed: 7\nlanguage: en\nplay:\n  - door: shout\n  - hall: sit\n")
        for told in ("trying: sit", "front end: lines", "command: number", "story door 1 ("):
            assert told in text
        assert SECRET not in text
        assert "nobody should know" not in text
        assert main(["replay", str(report), "--story", str(DOOR)]) == ERRORS
        told = capsys.readouterr().out
        assert "expected  hall: sit" in told
        assert "the error of this report comes again: ZeroDivisionError in " in told
        assert (
            main(["record", str(report), "-o", str(tmp_path / "n.yaml"), "--story", str(DOOR)])
            == ERRORS
        )
        assert main(["shrink", str(report), "--story", str(DOOR)]) == FINE
        assert "  - hall: sit\n" in capsys.readouterr().out
        line = text.count("\n")
        assert played(monkeypatch, "", "--from", f"{report}:{line}") == FINE
        assert "Sit down." in capsys.readouterr().out
    assert main(["replay", str(report), "--story", str(DOOR)]) == FINE
    assert "the error of this report does not come again" in capsys.readouterr().out
    assert (
        main(["record", str(report), "-o", str(tmp_path / "n.yaml"), "--story", str(DOOR)]) == FINE
    )
    assert main(["replay", str(tmp_path / "n.yaml"), "--story", str(DOOR)]) == FINE
    with planted("view"):
        capsys.readouterr()
        assert main(["replay", str(report), "--story", str(DOOR)]) == ERRORS
        assert "another error comes than that of this report" not in capsys.readouterr().out


def test_a_page_that_cannot_be_made_happens_again_and_was_not_saved(
    saves: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with planted("view"):
        assert played(monkeypatch, "1\n1\n") == TROUBLE
        assert "The last choice could not be saved" in capsys.readouterr().err
        (report,) = saves.glob("crash-*.yaml")
        assert report.read_text(encoding="utf-8").endswith("  - hall: sit\n")
        assert main(["replay", str(report), "--story", str(DOOR)]) == ERRORS
        assert "the error of this report comes again" in capsys.readouterr().out
        assert played(monkeypatch, "", "--load", auto(saves)) == FINE, "no ring of crashes"
        assert "Sit down." in capsys.readouterr().out


def auto(saves: Path) -> str:
    (found,) = saves.glob("auto-*.json")
    return found.stem


def test_a_playthrough_whose_beginning_is_unknown_goes_beside_it_as_a_saved_game(
    saves: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made_up = tmp_path / "made_up.yaml"
    made_up.write_text("walkthrough: made_up\nfrom:\n  scene: hall\nplay: []\n", encoding="utf-8")
    with planted("engine"):
        assert played(monkeypatch, "1\n", "--from", str(made_up)) == TROUBLE
        (report,) = saves.glob("crash-*.txt")
        save = report.with_suffix(".save")
        assert f"ulysse replay {save.name}" in report.read_text(encoding="utf-8")
        capsys.readouterr()
        assert main(["replay", str(save), "--story", str(DOOR)]) == ERRORS
        told = capsys.readouterr().out
        assert "hall: sit" in told
        assert "an error of ours: ZeroDivisionError" in told
        assert main(["replay", str(report), "--story", str(DOOR)]) == ERRORS
        assert "this report of a crash holds no walkthrough" in capsys.readouterr().out
    assert main(["replay", str(save), "--story", str(DOOR)]) == FINE


def test_a_mistake_in_any_command_of_line_mode(
    saves: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ulysse_game.ui.plain.answers.ANSWERS", dict.fromkeys(ANSWERS, mistaken))
    named = {each.id: each.names[0] for each in COMMANDS if each.id in ANSWERS}
    assert len(named) > 20
    for id in named.keys() - CHARTS:
        assert played(monkeypatch, f"1\n{named[id]} a word of mine\n", "--new") == TROUBLE, id
        (report,) = saves.glob("crash-*.yaml")
        text = report.read_text(encoding="utf-8")
        assert f"command: {id}\n" in text
        assert "a word of mine" not in text
        assert text.endswith("play:\n  - door: knock\n")
        assert "(ZeroDivisionError)" in capsys.readouterr().err
        report.unlink()


def mistaken(talk: object, argument: str) -> NoReturn:
    raise ZeroDivisionError


def test_a_report_of_an_older_version_says_what_to_replay(
    saves: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    old = tmp_path / "crash-20251231-235959.txt"
    old.write_text("Versions\n\n    ulysse 0.7.0\n\nWalkthrough\n\n    seed: 7\n", encoding="utf-8")
    assert main(["replay", str(old), "--story", str(DOOR)]) == ERRORS
    assert "the saved games beside it can be replayed" in capsys.readouterr().out


def test_a_front_end_hands_on_what_was_played() -> None:
    stopped = Stopped(PLAYED)
    stopped.__cause__ = KeyError("x")
    assert crash.parted(stopped) == (stopped.__cause__, PLAYED)
    error = KeyError("y")
    assert crash.parted(error) == (error, None)


# The full screen, in a real terminal.


PLAYS = (("Knock.", "1"), ("Sit down.", "\x1b[F1"))  # End first: the same key at once is held
LEAVES = (("Knock.", "\x03"), ("once more", "\x03"))


@pytest.mark.skipif(os.name != "posix", reason="opens a POSIX terminal")
@pytest.mark.parametrize(
    ("place", "steps", "last"),
    [
        ("engine", PLAYS, "  - hall: sit\n"),
        ("saving", PLAYS, "  - hall: sit\n"),
        ("start", (), ""),
        ("leaving", LEAVES, "play: []\n"),
    ],
)
def test_the_screen_ends_in_three_lines_and_a_report(
    place: str,
    steps: tuple[tuple[str, str], ...],
    last: str,
    environment: dict[str, str],
    tmp_path: Path,
    ulysse: Ulysse,
) -> None:
    folder = tmp_path / "saves"
    around = {**environment, "PYTHONPATH": f"{environment['PYTHONPATH']}{os.pathsep}{ROOT}"}
    game = [sys.executable, "-m", "tests.cli.broken", place, "play", "--story", str(DOOR), "--new"]
    with Terminal([*game, "--seed", "7"], around) as terminal:
        for awaited, key in steps:
            terminal.until(awaited)
            terminal.press(key)
        terminal.until("A report for us is in ")
        terminal.until("\r\n")
    (report,) = [each for each in folder.glob("crash-*") if each.suffix != ".save"]
    text = report.read_text(encoding="utf-8")
    assert text.endswith(last)
    assert SECRET not in text
    assert report.suffix == (".yaml" if last else ".txt")
    if place == "engine":
        assert "screens: ReadingScreen\n" in text
        assert ulysse("replay", report, "--story", DOOR).returncode == FINE, "without the mistake"
