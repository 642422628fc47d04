"""Line mode under signals and gone streams: in a terminal, in pipes, with descriptors missing."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import IO

from tests.trust.signals import (
    BLOWS,
    SECONDS,
    SEED,
    Blow,
    Case,
    Found,
    Group,
    Moment,
    is_fine,
    lost,
    passed,
    prepared,
    remains,
    said,
)
from tests.trust.signals_terminal import Gone, Terminal, python, terminal

DOOR = Path(__file__).parents[1] / "cli" / "door"
"""A story of three scenes, which starts at once."""

PLAY = ("play", "--plain", "--story", str(DOOR), "--new", "--seed", "7")
PROMPT = b"\n> "

MOMENTS = (
    Moment("starting", later=0.4),
    Moment("waiting for a line"),
    Moment("answering", later=0.01, chooses=True),
)

# What is in the place of standard input, output and error; nothing is a closed descriptor.
STREAMS: dict[str, dict[int, str | None]] = {
    "no input": {0: None},
    "no output": {1: None},
    "no errors": {2: None},
    "nothing at all": {0: None, 1: None, 2: None},
    "input at its end": {0: os.devnull},
    "output full": {1: "/dev/full"},
    "errors full": {2: "/dev/full"},
    "output and errors full": {1: "/dev/full", 2: "/dev/full"},
    "nobody reads": {1: "pipe"},
    "nobody reads either": {1: "pipe", 2: "pipe"},
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "the screen": ("play", "--new", "--story", str(DOOR)),
    "line mode": PLAY,
    "check": ("check", str(DOOR)),
    "stats": ("stats", str(DOOR)),
    "explore": ("explore", str(DOOR), "--budget", "5"),
    "wander": ("wander", "--story", str(DOOR), "--runs", "50"),
    "serve": ("serve", "--story", str(DOOR)),
    "--version": ("--version",),
    "--help": ("--help",),
    "a mistake": ("explain", "no-such-code"),
}


def groups() -> Iterator[Group]:
    """All cases of line mode."""
    done = "signals at three moments"
    yield "signals, line mode in a terminal", done, _cases("terminal", in_terminal, BLOWS)
    some = [blow for blow in BLOWS if blow.name in SIGNALS]
    yield "signals, line mode in pipes", done, _cases("pipes", in_pipes, some)
    yield (
        "streams that are closed, full, or that nobody reads",
        "commands started so, in a terminal",
        (
            (f"streams:{name}:{missing}", functools.partial(started, name, missing))
            for name in COMMANDS
            for missing in STREAMS
        ),
    )


def _cases(
    where: str, struck: Callable[[Moment, Blow, Path], Found], blows: Sequence[Blow]
) -> Iterator[Case]:
    for blow in blows:
        if blow.name.startswith(("WINCH", "TSTP")):
            continue  # they are the shell's business here
        for moment in MOMENTS:
            name = f"lines:{where}:{moment.name}:{blow.name}"
            yield name, functools.partial(struck, moment, blow)


# In a terminal


def in_terminal(moment: Moment, blow: Blow, folder: Path) -> Found:
    """One case of line mode in a terminal."""
    chance = Random(f"{SEED} {moment.name} {blow.name}")
    wrong: list[str] = []
    least = most = 0
    with terminal(python(*PLAY), prepared(folder), owns=blow.owns) as seat:
        try:
            if moment.name == "starting":
                seat.wait(passed(chance.uniform(0, moment.later)), "a moment")
            else:
                seat.wait(lambda: b"\n> " in seat.drawn.replace(b"\r", b""), "the prompt")
                if moment.chooses:
                    least, most = 0, 1
                    seat.type("1\n")
                    seat.wait(passed(chance.uniform(0, moment.later)), "a moment")
            began = time.monotonic()
            _strike(seat, blow)
            code = seat.end(SECONDS)
        except Gone as gone:
            return Found((str(gone),), SECONDS)
        seconds = time.monotonic() - began
        if not is_fine(code, moment):
            wrong.append(f"exit code {code}")
        wrong += [f"left: {each}" for each in seat.left() if seat.master >= 0]
        wrong += said(seat.drawn, moment)
        wrong += remains(seat.process.pid)
    return Found((*wrong, *lost(folder, least, most, DOOR)), seconds)


def _strike(seat: Terminal, blow: Blow) -> None:
    if blow.name == "STOP, CONT":
        seat.send(signal.SIGSTOP)
        seat.send(signal.SIGCONT)
    else:
        blow.strike(seat)
    if not blow.ends:
        seat.type("quit\n")


# In pipes


def in_pipes(moment: Moment, blow: Blow, folder: Path) -> Found:
    """One case of line mode between two pipes."""
    chance = Random(f"{SEED} {moment.name} {blow.name}")
    pipe = subprocess.PIPE
    least = most = 0
    with subprocess.Popen(
        python(*PLAY), env=prepared(folder), stdin=pipe, stdout=pipe, stderr=pipe,
        start_new_session=True,
    ) as game:  # fmt: skip
        assert game.stdin is not None
        assert game.stdout is not None
        if moment.name == "starting":
            end = time.monotonic() + chance.uniform(0, moment.later)
            while time.monotonic() < end:
                os.sched_yield()
        else:
            until_prompt(game.stdout)
            if moment.chooses:
                most = 1
                game.stdin.write(b"1\n")
                game.stdin.flush()
        began = time.monotonic()
        for number in SIGNALS[blow.name]:
            game.send_signal(number)
        try:
            _, errors = game.communicate(None if blow.ends else b"quit\n", timeout=SECONDS)
        except subprocess.TimeoutExpired:
            game.kill()
            return Found(("did not end",), SECONDS)
    seconds = time.monotonic() - began
    wrong = [] if is_fine(game.returncode, moment) else [f"exit code {game.returncode}"]
    wrong += said(errors, moment)
    if errors and moment.name != "starting":
        wrong.append(f"complained: {errors[-400:]!r}")
    return Found((*wrong, *lost(folder, least, most, DOOR)), seconds)


SIGNALS: dict[str, tuple[int, ...]] = {
    "TERM": (signal.SIGTERM,),
    "TERM, CONT": (signal.SIGTERM, signal.SIGCONT),
    "HUP": (signal.SIGHUP,),
    "INT": (signal.SIGINT,),
    "INT, INT": (signal.SIGINT, signal.SIGINT),
    "QUIT": (signal.SIGQUIT,),
    "USR1": (signal.SIGUSR1,),
    "PIPE": (signal.SIGPIPE,),
    "STOP, CONT": (signal.SIGSTOP, signal.SIGCONT),
}


def until_prompt(stdout: IO[bytes]) -> None:
    """Reads to the next prompt."""
    seen = b""
    while not seen.endswith(PROMPT):
        sign = stdout.read(1)
        if not sign:
            return
        seen += sign


# Streams that are none


def started(name: str, missing: str, folder: Path) -> Found:
    """A command started with streams that are closed, full, or that nobody reads."""
    swaps: dict[int, int | None] = {}
    opened: list[int] = []
    for number, into in STREAMS[missing].items():
        if into is None:
            swaps[number] = None
        elif into == "pipe":
            reading, writing = os.pipe()
            os.close(reading)
            opened.append(writing)
            swaps[number] = writing
        else:
            opened.append(os.open(into, os.O_RDONLY if number == 0 else os.O_WRONLY))
            swaps[number] = opened[-1]
    began = time.monotonic()
    wrong: list[str] = []
    try:
        with terminal(python(*COMMANDS[name]), prepared(folder), owns=False, swaps=swaps) as seat:
            wrong += _ended(seat, name)
            wrong += remains(seat.process.pid)
    except Gone as gone:
        wrong.append(str(gone))
    finally:
        for descriptor in opened:
            os.close(descriptor)
    return Found(tuple(wrong), time.monotonic() - began)


def _ended(seat: Terminal, name: str) -> list[str]:
    """Ends what waits for somebody, and sees how it went."""
    end = time.monotonic() + 2 * SECONDS
    while seat.process.poll() is None and time.monotonic() < end:
        if not seat.read(0.3):
            os.write(seat.master, b"\x11")  # Ctrl+Q leaves the screen
            os.write(seat.master, b"\nquit\n")  # and this line mode
            if name == "serve" and _listens(seat):
                seat.send(signal.SIGINT)
    code = seat.end(SECONDS)
    # Ours, never a signal's nor the interpreter's own.
    wrong = [] if code in (0, 1, 2, 3) else [f"exit code {code}"]
    return [*wrong, *said(seat.drawn), *(f"left: {each}" for each in seat.left())]


def _listens(seat: Terminal) -> bool:
    """Whether a process has got so far as to hear SIGINT in its own way."""
    status = Path(f"/proc/{seat.process.pid}/status").read_text("ascii")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) & 1 << signal.SIGTERM - 1)
