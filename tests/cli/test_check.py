"""`ulysse check`: what it tells in which form, what it is asked to leave out, and watching."""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ulysse_game.authoring.lint import RULES, codes_of
from ulysse_game.cli import check, main
from ulysse_game.cli.exit_codes import ERRORS, FINE, MISUSE
from ulysse_game.compiler import compile_folder
from ulysse_game.diagnostics.catalogue import codes
from ulysse_game.explore import Explored

FIXTURE = Path(__file__).parents[1] / "diagnostics" / "fixture"
SCENES = "1_part/scenes.yaml"
TALE = """kitchen:
  at: galley
  text: |
    The table is set.
  choices:
    - help: Help.
    - look: Look out.
  next: supper
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fixture with a scene in which one choice is idle."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "story"
    shutil.copytree(FIXTURE, folder)
    (folder / SCENES).write_text(TALE, encoding="utf-8")
    return folder


def edit(story: Path, old: str, new: str) -> None:
    path = story / SCENES
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str]]:
    """The exit code, and the short lines of the file of scenes."""
    code = main(["check", "story", "--format", "short", *options])
    lines = capsys.readouterr().out.splitlines()
    return code, [line.removeprefix(f"story/{SCENES}:") for line in lines if SCENES in line]


@pytest.mark.usefixtures("story")
def test_it_tells_what_rules_find(capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys)
    assert code == FINE
    assert line.startswith("7:7: warning[idle-choice] nothing comes of `look`")


def test_warnings_are_errors_where_they_have_to_be(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "--strict")[0] == ERRORS
    hints = ("--strict", "--only", "unused-text")
    assert told(capsys, *hints)[0] == FINE, "hints are not"
    edit(story, "Look out.\n", "Look out.  # allow: idle-choice — so it is\n")
    assert told(capsys, "--strict", "--only", "idle-choice") == (FINE, [])


def test_errors_are_told_alone_and_whatever_is_asked_for(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(story, "next: supper", "next: super")
    for options in ((), ("--only", "idle-choice"), ("--without", "unknown-scene")):
        code, (line,) = told(capsys, *options)
        assert code == ERRORS
        assert "error[unknown-scene]" in line


@pytest.mark.usefixtures("story")
def test_only_and_without(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(told(capsys, "--only", "idle-choice,same-words")[1]) == 1
    assert told(capsys, "--only", "same-words")[1] == []
    assert told(capsys, "--without", "idle-choice")[1] == []
    assert told(capsys, "--only", "idle-choice", "--without", "idle-choice")[1] == []


@pytest.mark.usefixtures("story")
def test_a_code_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "story", "--only", "idle-choise"]) == MISUSE
    assert capsys.readouterr().err == (
        "There is no code idle-choise; did you mean `idle-choice`?\n"
    )
    assert main(["check", "story", "--without", "xyzzy"]) == MISUSE
    assert capsys.readouterr().err == "There is no code xyzzy.\n"


def test_style_can_be_left_out(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = " ".join(["word"] * 60)
    edit(story, "Look out.", long)
    (story / "house-style.yaml").write_text("sizes:\n  label: 14 words\n", encoding="utf-8")
    with_style, without = told(capsys)[1], told(capsys, "--no-style")[1]
    assert [line for line in without if "idle-choice" in line]
    assert not [line for line in without if "long-label" in line]
    assert len(with_style) > len(without)


def test_straight_quotes_are_style(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Though it is the compiler that sees them."""
    edit(story, "Look out.", "Don't look.")
    assert [line for line in told(capsys)[1] if "straight-quote" in line]
    assert not [line for line in told(capsys, "--no-style")[1] if "straight-quote" in line]
    both = told(capsys, "--no-style", "--only", "straight-quote,idle-choice")[1]
    assert ["idle-choice" in line for line in both] == [True]
    assert main(["check", "--rules"]) == FINE
    style = capsys.readouterr().out.partition("in its prose (--no-style leaves them out):\n")[2]
    assert style.partition("\nin what")[0].count("straight-quote ") == 1


def test_what_is_allowed_is_counted(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(story, "Look out.\n", "Look out.  # allow: idle-choice — so it is\n")
    assert main(["check", "story", "--only", "idle-choice"]) == FINE
    count = len(list(story.rglob("*.yaml")))
    assert capsys.readouterr().out == f"nothing wrong in {count} files, 1 allowed\n"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_forms_that_are_data(story: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    edit(story, "Help.\n", "Help.  # allow: same-words\n")
    assert main(["check", "story", "--format", form]) == FINE
    found = json.loads(capsys.readouterr().out)
    if form == "json":
        assert "nothing-to-allow" in {each["code"] for each in found}
    else:
        assert "idle-choice" in {each["ruleId"] for each in found["runs"][0]["results"]}


def test_every_rule_is_listed_with_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rules"]) == FINE
    lines = capsys.readouterr().out.splitlines()
    named = [line.split()[0] for line in lines if line.startswith("  ")]
    assert {code for rule in RULES for code in codes_of(rule)} <= set(named)
    assert set(named) <= set(codes())
    assert all(line.split()[1] in ("error", "warning", "hint") for line in lines if line[:1] == " ")


def test_exploring(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(story, "    - look: Look out.\n", "    - look: Look out.\n      if: cohesion > 99\n")
    assert told(capsys, "--only", "never-open") == (FINE, [])
    code, (line,) = told(capsys, "--only", "never-open", "--explore", "--budget", "20")
    assert code == FINE
    assert line.startswith("7:7: warning[never-open] `kitchen.look` is never open: `cohesion > 99`")


def test_exploring_that_was_stopped_is_no_verdict(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Explored((), 0, 0, (), is_stopped=True)
    monkeypatch.setattr("ulysse_game.explore.explore", lambda *_: found)
    compiled = compile_folder(story, cache=None)
    with pytest.raises(KeyboardInterrupt):
        check._explored(compiled, story, 20)


def test_a_story_that_can_go_wrong_is_an_error(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (story / "world" / "invariants.yaml").write_text(
        "invariants:\n  calm:\n    always: cohesion < 56\n    means: m\n", encoding="utf-8"
    )
    assert main(["check", "story", "--explore", "--format", "short"]) == ERRORS
    assert "error[goes-wrong]" in capsys.readouterr().out


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_folder_without_a_story(
    make: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nothing"
    make(path)  # type: ignore[operator]
    assert main(["check", str(path)]) == (ERRORS if path.exists() else MISUSE)
    captured = capsys.readouterr()
    assert ("no-story-file" in captured.out) or ("no story folder" in captured.err)


# -- watching -------------------------------------------------------------------------------------

DEADLINE = 30.0


class Watching:
    """`ulysse check --watch` in a process of its own, read line by line with a deadline."""

    def __init__(self, story: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ulysse_game", "check", str(story), "--watch",
             "--format", "short", "--only", "idle-choice"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._seen = b""
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)

    def until(self, words: str) -> str:
        """What is printed up to these words."""
        out = self.process.stdout
        assert out is not None
        end = time.monotonic() + DEADLINE
        with selectors.DefaultSelector() as ready:
            ready.register(out, selectors.EVENT_READ)
            while words.encode() not in self._seen:
                assert ready.select(max(0.0, end - time.monotonic())), self._seen
                more = out.read(65_536)
                assert more, self._seen
                self._seen += more
        before, found, self._seen = self._seen.partition(words.encode())
        return (before + found).decode()


@pytest.fixture
def watching(story: Path, environment: dict[str, str]) -> Iterator[Watching]:
    found = Watching(story, environment)
    yield found
    found.process.kill()
    found.process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is no signal of its own on Windows")
def test_watching(story: Path, watching: Watching) -> None:
    """A change is checked at once; Ctrl+C ends it without a word; nothing is cleared in a pipe."""
    first = watching.until("`look`")
    edit(story, "- look:", "- peer:")
    second = watching.until("`peer`")
    edit(story, "next: supper", "next: super")
    third = watching.until("unknown-scene")
    watching.process.send_signal(signal.SIGINT)
    _, err = watching.process.communicate(timeout=DEADLINE)
    assert watching.process.returncode == ERRORS, "as the last check has it"
    assert err == b""
    assert "\x1b" not in first + second + third
    assert "`look`" not in second, "nothing is said again while nothing changes"


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is no signal of its own on Windows")
def test_watching_with_nobody_to_read_it(story: Path, watching: Watching) -> None:
    watching.until("`look`")
    assert watching.process.stdout is not None
    watching.process.stdout.close()
    watching.process.stdout = None
    edit(story, "- look:", "- peer:")
    watching.process.wait(DEADLINE)
    assert watching.process.returncode == FINE
