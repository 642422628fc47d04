"""The game in a real terminal: what it sends, how it leaves, what it leaves behind."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.trust.signals_terminal import terminal as owned
from ulysse_game.ui.tui.driver import Forgiving

HERE = Path(__file__).resolve()
ROOT = HERE.parents[3]
PATIENCE = 20.0  # seconds, before a wait is a failure


class Terminal:
    """A child process in a terminal of its own."""

    def __init__(self, *arguments: str, folder: Path, **environment: str) -> None:
        self.master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.output = b""
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.tui.play_fake", *arguments, f"{folder}/"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={
                **kept,
                "TERM": "xterm-256color",
                "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
                **environment,
            },
            start_new_session=True,
            preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - the one way to it
        )

    def wait_for(self, words: str) -> None:
        """Reads until ``words`` have been sent."""
        sought = words.encode()
        end = time.monotonic() + PATIENCE
        while sought not in self.output:
            assert time.monotonic() < end, (words, self.output[-2000:])
            self.read(0.2)

    def read(self, patience: float) -> bool:
        """Reads what there is; says whether there was anything."""
        ready, _, _ = select.select([self.master], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        return bool(data)

    def press(self, keys: str) -> None:
        """Types, forgetting what was sent before."""
        self.output = b""
        os.write(self.master, keys.encode())

    def end(self) -> int:
        """Reads to the end; gives the exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, self.output[-2000:]
            self.read(0.05)
        while self.read(0.05):
            pass
        return self.process.returncode

    def close(self) -> None:
        """Ends the child and the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        if self.slave >= 0:
            os.close(self.slave)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    """Terminals to be closed whatever happens."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def start(terminals: list[Terminal], *arguments: str, folder: Path, **env: str) -> Terminal:
    """Starts the game."""
    terminal = Terminal(*arguments, folder=folder, **env)
    terminals.append(terminal)
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP])
def test_a_choice_and_a_signal(
    terminals: list[Terminal], tmp_path: Path, number: signal.Signals
) -> None:
    terminal = start(terminals, "new", folder=tmp_path)
    terminal.wait_for("\x1b[?1049h")
    terminal.wait_for("the bracelet back")
    terminal.press("1")
    terminal.wait_for("(1) Seven")
    terminal.process.send_signal(number)
    end = time.monotonic() + PATIENCE
    while terminal.process.poll() is None and time.monotonic() < end:
        terminal.process.send_signal(signal.SIGCONT)  # as a shell that closes does, or timeout(1)
        terminal.read(0.005)
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.output
    assert b"\x1b[?1000l" in terminal.output
    assert b"Traceback" not in terminal.output
    assert termios.tcgetattr(terminal.slave)[3] == terminal.before[3]


def test_the_terminal_goes_away(terminals: list[Terminal], tmp_path: Path) -> None:
    terminal = start(terminals, "new", folder=tmp_path)
    terminal.wait_for("the bracelet back")
    os.close(terminal.slave)
    terminal.slave = -1
    os.close(terminal.master)
    terminal.process.wait(PATIENCE)
    terminal.master = os.open(os.devnull, os.O_RDONLY)
    assert terminal.process.returncode is not None


def test_the_terminal_goes_away_while_the_game_sleeps(
    terminals: list[Terminal], tmp_path: Path
) -> None:
    terminal = start(terminals, "new", folder=tmp_path)
    terminal.wait_for("the bracelet back")
    terminal.press("\x1a")
    _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    os.close(terminal.slave)
    terminal.slave = -1
    os.close(terminal.master)
    terminal.process.send_signal(signal.SIGCONT)  # it wakes, and all it writes is an error
    terminal.process.wait(PATIENCE)
    terminal.master = os.open(os.devnull, os.O_RDONLY)
    assert terminal.process.returncode is not None


def alone(folder: Path, before: str = "") -> list[str]:
    """The command of a game that begins at once; ``before`` is Python that is run first."""
    words = "import sys; from tests.ui.tui.play_fake import main"
    return [
        sys.executable,
        "-c",
        f"{words}; {before or 'pass'}; sys.exit(main({['new', f'{folder}/']}))",
    ]


def around() -> dict[str, str]:
    """The environment of such a game."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {**kept, "TERM": "xterm-256color", "PYTHONPATH": path}


def test_the_terminal_goes_away_and_no_signal_says_so(tmp_path: Path) -> None:
    """Nobody's terminal sends no SIGHUP: only looking can tell, else the game reads for ever."""
    with owned(alone(tmp_path), around(), owns=False) as seat:
        seat.until("thebraceletback")
        seat.hang_up()
        assert seat.end(PATIENCE) in (0, 120)  # what could not be written is Python's to say


def test_the_collector_spares_what_a_start_has_made(tmp_path: Path) -> None:
    """Each thorough search for garbage would go through the whole story, and a page waits."""
    spared = tmp_path / "spared"
    told = f"open({str(spared)!r}, 'w').write(str(gc.get_freeze_count()))"
    watched = f"freeze, gc.freeze = gc.freeze, lambda: (freeze(), {told})"
    early = f"import gc; from ulysse_game.ui.tui import app; app.SETTLED = 0.01; {watched}"
    with owned(alone(tmp_path, early), around()) as seat:
        seat.until("thebraceletback")
        seat.wait(lambda: spared.exists() and spared.read_text() != "", "what is spared")
        seat.send(signal.SIGINT)
        assert seat.end(PATIENCE) == 0
    assert int(spared.read_text()) > 10_000


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGUSR1])
def test_whoever_sends_a_signal_wants_it_gone(tmp_path: Path, number: signal.Signals) -> None:
    with owned(alone(tmp_path), around()) as seat:
        seat.until("thebraceletback")
        seat.send(number)
        assert seat.end(PATIENCE) == 0
        assert seat.left() == []
        assert b"Traceback" not in seat.drawn


def test_a_terminal_that_takes_no_more_is_left_by_force(tmp_path: Path) -> None:
    """Whoever draws waits for it, and would never hear the signal."""
    hurried = "import ulysse_game.ui.tui.start as start; start.GRACE = 1"
    with owned(alone(tmp_path, hurried), around()) as seat:
        seat.until("thebraceletback")
        for _ in range(200):
            os.write(seat.master, b"v")  # another look each time: all is drawn anew, nobody reads
        seat.be_still()
        seat.send(signal.SIGTERM)
        assert seat.process.wait(PATIENCE) in (0, 3)
        assert seat.end(PATIENCE) in (0, 3)
        assert "terminal attributes" not in seat.left()


def test_what_is_drawn_is_seen_though_errors_go_elsewhere(tmp_path: Path) -> None:
    with (
        (tmp_path / "log").open("wb") as log,
        owned(alone(tmp_path), around(), swaps={2: log.fileno()}) as seat,
    ):
        seat.until("thebraceletback")
        seat.type("\x11")
        assert seat.end(PATIENCE) == 0
        assert seat.left() == []
    assert (tmp_path / "log").read_bytes() == b""


def test_a_terminal_that_tells_more_than_most_has_all_of_it_back(tmp_path: Path) -> None:
    answers = {b"\x1b[?2048$p": b"\x1b[?2048;2$y"}
    with owned(alone(tmp_path), around(), answers=answers) as seat:
        seat.wait(lambda: seat.modes.get(1016, False), "the mouse in pixels")
        seat.until("thebraceletback")
        seat.type("\x11")
        assert seat.end(PATIENCE) == 0
        assert seat.left() == []


def test_what_a_gone_terminal_does_not_take_is_dropped() -> None:
    master, slave = pty.openpty()
    stream = os.fdopen(slave, "w", buffering=1)
    steady = Forgiving(stream)
    assert steady.write("a\n") == 2
    os.close(master)
    with pytest.raises(OSError, match="Input/output"):
        stream.write("b\n")
    assert steady.write("c\n") == 2
    steady.flush()
    assert steady.fileno() == slave
    with contextlib.suppress(OSError):
        stream.close()


def test_ctrl_z_sleeps_and_wakes(terminals: list[Terminal], tmp_path: Path) -> None:
    terminal = start(terminals, "new", folder=tmp_path)
    terminal.wait_for("the bracelet back")
    while terminal.read(0.3):
        pass  # the first page is drawn to its end
    terminal.press("\x1a")
    _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    terminal.wait_for("\x1b[?1049l")
    terminal.output = b""
    terminal.process.send_signal(signal.SIGCONT)
    terminal.wait_for("\x1b[?1049h")
    terminal.wait_for("the bracelet back")
    terminal.press("1")
    terminal.wait_for("(1) Seven")


def test_woken_without_a_sleep_it_reads_and_leaves_as_ever(
    terminals: list[Terminal], tmp_path: Path
) -> None:
    terminal = start(terminals, "new", folder=tmp_path)
    terminal.wait_for("the bracelet back")
    for _ in range(3):
        terminal.output = b""
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("the bracelet back")
    while terminal.read(0.5):
        pass  # what is typed while it wakes is not heard: a shell's leftovers are no keys of ours
    terminal.press("1")
    terminal.wait_for("(1) Seven")
    terminal.press("\x03")
    terminal.wait_for("once more")
    terminal.press("\x03")
    assert terminal.end() == 0
    assert termios.tcgetattr(terminal.slave)[3] == terminal.before[3]


def test_ctrl_c_twice(terminals: list[Terminal], tmp_path: Path) -> None:
    terminal = start(terminals, "new", folder=tmp_path)
    terminal.wait_for("the bracelet back")
    terminal.press("\x03")
    terminal.wait_for("once more")
    terminal.press("\x03")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.output


def test_a_mistake_of_ours_is_told_in_three_lines(
    terminals: list[Terminal], tmp_path: Path
) -> None:
    terminal = start(terminals, "new", "break", folder=tmp_path)
    terminal.wait_for("the bracelet back")
    terminal.press("1")
    assert terminal.end() == 3
    after = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    after = re.sub("\x1b\\[[?0-9;]*[a-zA-Z]", "", after)
    assert [line for line in after.splitlines() if line] == [
        "The game has stopped: an error of ours (ZeroDivisionError).",
        "Every choice you made is saved; you can go on from there.",
        f"A report for us is in {tmp_path}/crash.txt.",
    ]
    assert b"LOCAL-SECRET" not in terminal.output
    assert (tmp_path / "crash.txt").read_text(encoding="utf-8") == "ZeroDivisionError"


@pytest.mark.parametrize(("value", "colours"), [("1", False), ("", True)])
def test_no_color(terminals: list[Terminal], tmp_path: Path, value: str, colours: bool) -> None:
    terminal = start(terminals, "new", folder=tmp_path, NO_COLOR=value, COLORTERM="truecolor")
    terminal.wait_for("the bracelet back")
    terminal.wait_for("\x1b[0m")  # the page's last row may come a moment after its first
    terminal.press("\x03\x03")
    first = terminal.output
    assert terminal.end() == 0
    coded = re.findall(rb"\x1b\[[0-9;]*m", first + terminal.output)
    assert coded
    has_colour = any(re.search(rb"[\[;](3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]", code) for code in coded)
    assert has_colour is colours
