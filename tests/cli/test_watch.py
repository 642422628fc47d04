"""``ulysse watch`` as a shell starts it: in a pipe, and in a real terminal beside an editor."""

from __future__ import annotations

import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from fcntl import ioctl
from pathlib import Path

import pytest

from ulysse_game.cli.exit_codes import ERRORS, FINE, MISUSE

from .conftest import Ulysse

DOOR = Path(__file__).parent / "door"
SCENES = Path("1_part") / "scenes.yaml"
PATIENCE = 20.0  # seconds, before a wait is a failure


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The small story, to be edited."""
    return Path(shutil.copytree(DOOR, tmp_path / "story"))


def edit(story: Path, old: str, new: str) -> None:
    """Saves by rename, as most editors do."""
    text = (story / SCENES).read_text(encoding="utf-8")
    assert old in text
    beside = story / "1_part" / "scenes.yaml~"
    beside.write_text(text.replace(old, new, 1), encoding="utf-8")
    beside.replace(story / SCENES)


def test_a_pipe_plays_and_keeps_nothing(ulysse: Ulysse, story: Path, tmp_path: Path) -> None:
    result = ulysse("watch", story, "--seed", "7", stdin="1\n1\nback\nquit\n")
    assert result.returncode == FINE, result.stderr
    assert result.stderr == ""
    assert result.stdout.startswith("Type the number of a choice")
    assert "The end: A Chair" in result.stdout
    assert result.stdout.endswith("Until next time.\n")
    assert "saved" not in result.stdout
    assert not (tmp_path / "saves").exists()


def test_a_folder_named_for_it_keeps_the_playthrough(
    ulysse: Ulysse, story: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    ulysse("watch", story, "--save-dir", folder, stdin="1\n")
    result = ulysse("watch", story, "--save-dir", folder, stdin="")
    assert "goes on where you left it" in result.stdout
    assert "Come in." in result.stdout
    assert "You stand" in ulysse("watch", story, "--save-dir", folder, "--new").stdout


def test_a_save_of_the_player_is_only_read(ulysse: Ulysse, story: Path, tmp_path: Path) -> None:
    ulysse("play", "--plain", "--story", story, stdin="1\n")
    saves = {path: path.read_bytes() for path in (tmp_path / "saves").rglob("*.json")}
    (name,) = (path.stem for path in saves if path.stem.startswith("auto"))
    result = ulysse("watch", story, "--load", name, stdin="1\n")
    assert "The end: A Chair" in result.stdout
    assert {path: path.read_bytes() for path in (tmp_path / "saves").rglob("*.json")} == saves


def test_from_a_walkthrough_and_at_a_scene(ulysse: Ulysse, story: Path, tmp_path: Path) -> None:
    walkthrough = tmp_path / "way.yaml"
    walkthrough.write_text("walkthrough: way\nplay:\n  - door: knock\n", encoding="utf-8")
    for asked in (("--from", walkthrough), ("--at", "hall")):
        result = ulysse("watch", story, *asked, stdin="back\n")
        assert result.returncode == FINE, (result.stdout, result.stderr)
        assert "Come in." in result.stdout
        assert "You stand" in result.stdout.partition("> back")[2]
    assert not list(tmp_path.glob("saves/auto*"))


def test_a_story_with_errors_is_waited_for(ulysse: Ulysse, story: Path) -> None:
    edit(story, "next: hall", "next: hal")
    result = ulysse("watch", story, stdin="")
    assert result.returncode == ERRORS
    assert result.stdout.startswith("story/1_part/scenes.yaml:13:9: error[unknown-scene] ")
    assert "as soon as this is mended" in result.stdout
    for asked in (("--at", "hall"), ("--from", "nothing.yaml:3")):
        other = ulysse("watch", story, *asked, stdin="quit\n")
        assert (other.returncode, other.stdout) == (ERRORS, result.stdout), asked


def test_an_empty_folder_and_none(ulysse: Ulysse, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no-story-file" in ulysse("watch", tmp_path / "empty").stdout
    result = ulysse("watch", tmp_path / "nothing")
    assert (result.returncode, result.stdout) == (MISUSE, "")


def test_what_does_not_fit_together(ulysse: Ulysse, story: Path) -> None:
    assert ulysse("watch", story, "--at", "hall", "--seed", "1").returncode == MISUSE
    assert ulysse("watch", story, "--where", "yes").returncode == MISUSE


# ── Beside an editor ─────────────────────────────────────────────────────────────────────────────


class Terminal:
    """``ulysse watch`` in a terminal of its own."""

    def __init__(self, environment: dict[str, str], *arguments: str | Path) -> None:
        self.master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
        self.output = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ulysse_game", "watch", *map(str, arguments)],
            stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def wait_for(self, words: str) -> None:
        """Reads until ``words`` have been sent."""
        end = time.monotonic() + PATIENCE
        while words.encode() not in self.output:
            assert time.monotonic() < end, (words, self.output[-2000:])
            if select.select([self.master], [], [], 0.2)[0]:
                self.output += os.read(self.master, 65536)

    def press(self, keys: str) -> None:
        """Types, forgetting what was sent before."""
        self.output = b""
        os.write(self.master, keys.encode())

    def close(self) -> None:
        """Ends the child and the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


Start = Callable[..., Terminal]


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """Starts ``ulysse watch``; it ends with the test."""
    started: list[Terminal] = []

    def begun(*arguments: str | Path) -> Terminal:
        started.append(Terminal(environment, *arguments))
        return started[-1]

    yield begun
    for terminal in started:
        terminal.close()


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["screen", "lines"])
def test_the_page_follows_the_editor(start: Start, story: Path, mode: tuple[str, ...]) -> None:
    terminal = start(story, *mode)
    terminal.wait_for("You stand before a door.")
    terminal.press("1" if not mode else "1\n")
    terminal.wait_for("Come in.")
    edit(story, "Come in.", "Go away.")
    terminal.wait_for("Go away.")
    edit(story, "next: chair", "next: chai")
    terminal.wait_for("unknown-scene")
    edit(story, "next: chai\n", "next: chair\n")
    terminal.wait_for("same as before")
    (story / SCENES).rename(story / "1_part" / "elsewhere")
    terminal.output = b""
    terminal.wait_for("error")
    (story / "1_part" / "elsewhere").rename(story / SCENES)
    terminal.wait_for("same as before")
    terminal.press("1" if not mode else "1\n")
    terminal.wait_for("A Chair")
    terminal.press("\x11" if not mode else "quit\n")
    assert terminal.process.wait(PATIENCE) == FINE


def test_the_screen_goes_on_from_the_folder_named_for_it(
    start: Start, story: Path, tmp_path: Path
) -> None:
    keeping = (story, "--save-dir", tmp_path / "mine")
    terminal = start(*keeping)
    terminal.wait_for("You stand before a door.")
    terminal.press("1")
    terminal.wait_for("Come in.")
    terminal.press("\x11")
    assert terminal.process.wait(PATIENCE) == FINE
    start(*keeping).wait_for("Come in.")
    start(*keeping, "--new").wait_for("You stand before a door.")


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["screen", "lines"])
def test_a_story_begins_as_soon_as_it_can(start: Start, story: Path, mode: tuple[str, ...]) -> None:
    edit(story, "You stand", "{You stand")
    terminal = start(story, *mode)
    terminal.wait_for("open-brace")
    edit(story, "{You stand", "You stand")
    terminal.wait_for("LOCKED")
    terminal.press("1" if not mode else "1\n")
    terminal.wait_for("Come in.")


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["screen", "lines"])
def test_a_place_is_looked_for_as_soon_as_it_can_be(
    start: Start, story: Path, mode: tuple[str, ...]
) -> None:
    edit(story, "You stand", "{You stand")
    terminal = start(story, "--at", "hall", *mode)
    terminal.wait_for("open-brace")
    edit(story, "{You stand", "You stand")
    terminal.wait_for("Come in.")
    terminal.press("1" if not mode else "1\n")
    terminal.wait_for("A Chair")
    terminal.press("\x11" if not mode else "quit\n")
    assert terminal.process.wait(PATIENCE) == FINE
