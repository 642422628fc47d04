"""Signals for what is no screen of its own: the server with its games, and work that takes long.

Also what no signal says by itself: a terminal that takes no more, one that knows more than most, a
multiplexer or a shell that is killed.
"""

from __future__ import annotations

import asyncio
import functools
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from tests.trust.signals import (
    CALM,
    PAGE,
    SECONDS,
    SEED,
    STORY,
    Found,
    Group,
    lost,
    machine_of,
    passed,
    prepared,
    remains,
    said,
)
from tests.trust.signals_terminal import PATIENCE, Gone, Terminal, bare, python, terminal
from tests.trust.soak_course import Course
from ulysse_game.storage import Shelf

_ADDRESS = re.compile(rb"http://(127\.0\.0\.1:\d+)/([^/]+)/")
_LABEL = re.compile(r"1(\D+)2\D")
_SIGNS = 12  # letters of a choice that are enough to know it by
_BROWSER = "0" * 31 + "1"

SERVED = {
    "INT": (signal.SIGINT,),
    "INT, INT": (signal.SIGINT, signal.SIGINT),
    "TERM": (signal.SIGTERM,),
    "HUP": (signal.SIGHUP,),
    "QUIT": (signal.SIGQUIT,),
    "KILL": (signal.SIGKILL,),
    "the browser closes": (),
    "the browser is killed": (),
    "the game is killed": (),
}
LONG: dict[str, tuple[str, ...]] = {
    "explore": ("explore", str(STORY), "--budget", "120", "--cores", "2"),
    "wander": ("wander", "--story", str(STORY), "--runs", "1000000", "--cores", "2"),
    "check --watch": ("check", str(STORY), "--watch"),
    "watch": ("watch", str(STORY), "--new"),
}
WORKED = ("INT", "TERM", "HUP", "QUIT", "KILL")


def groups() -> Iterator[Group]:
    """All cases of other commands and other ends."""
    yield (
        "the server, the browser or a game behind it ends",
        "a game in a browser, with a choice made",
        ((f"serve:{name}", functools.partial(served, name)) for name in SERVED),
    )
    yield (
        "signals in the midst of long work",
        "explore, wander, watch, with their processes",
        (
            (f"long:{name}:{blow}", functools.partial(worked, name, blow))
            for name in LONG
            for blow in WORKED
        ),
    )
    yield (
        "terminals that go without a word, take no more, or know more than most",
        "one of each",
        (
            ("odd:takes no more", stuck),
            ("odd:tells its size in band", told_sizes),
            ("odd:multiplexer killed", multiplexer_killed),
            ("odd:shell killed", shell_killed),
        ),
    )


# Odd terminals


def stuck(folder: Path) -> Found:
    """A terminal that takes no more, as one behind a line that was cut; SIGTERM ends it.

    Nobody reads from it, and the queue of what is to be drawn is full.
    """
    with terminal(python(*PAGE, "--story", str(STORY)), prepared(folder)) as seat:
        course = Course(machine_of(), SEED)
        seat.until(course.sign())
        for _ in range(200):
            os.write(seat.master, b"v")  # another look: everything is drawn anew
        seat.be_still()
        began = time.monotonic()
        seat.send(signal.SIGTERM)
        try:
            seat.process.wait(2 * SECONDS)
        except subprocess.TimeoutExpired:
            return Found(("lives on in a terminal that takes no more",), 2 * SECONDS)
        seconds = time.monotonic() - began
        code = seat.end(SECONDS)
        wrong = [] if code in (0, 3) else [f"exit code {code}"]
        if "terminal attributes" in seat.left():
            wrong.append("left: terminal attributes")
        return Found((*wrong, *remains(seat.process.pid)), seconds)


def told_sizes(folder: Path) -> Found:
    """A terminal that tells its size in band, and the mouse in pixels, has both back."""
    answers = {b"\x1b[?2048$p": b"\x1b[?2048;2$y"}
    command = python(*PAGE, "--story", str(STORY))
    with terminal(command, prepared(folder), answers=answers) as seat:
        course = Course(machine_of(), SEED)
        seat.until(course.sign())
        seat.wait(lambda: seat.modes.get(2048, False), "sizes in band")
        began = time.monotonic()
        seat.send(signal.SIGTERM)
        return _ended(seat, began, folder)


def multiplexer_killed(folder: Path) -> Found:
    """The tmux server is killed: the window has gone, and nobody says a word."""
    program = shutil.which("tmux")
    if program is None:
        return Found((), 0.0)
    folder.mkdir(parents=True, exist_ok=True)
    tmux = [program, "-S", str(folder / "socket"), "-f", os.devnull]
    environment = prepared(folder)
    command = [*tmux, "new-session", "-d", "-x", "90", "-y", "50"]
    subprocess.run(
        [*command, *python(*PAGE, "--story", str(STORY))], env=environment, check=True
    )  # fmt: skip
    asked = [*tmux, "list-panes", "-a", "-F", "#{pid} #{pane_pid}"]
    server, game = map(int, subprocess.check_output(asked, env=environment).split())
    sign = Course(machine_of(), SEED).sign()
    end = time.monotonic() + PATIENCE
    while sign not in bare(subprocess.check_output([*tmux, "capture-pane", "-p"], env=environment)):
        if time.monotonic() > end:
            os.kill(server, signal.SIGKILL)
            return Found(("never drawn in tmux",), PATIENCE)
    began = time.monotonic()
    os.kill(server, signal.SIGKILL)
    return Found((*remains(game), *lost(folder, 0, 0)), time.monotonic() - began)


def shell_killed(folder: Path) -> Found:
    """The shell that started it is killed, and with it the terminal's session."""
    words = " ".join(f"'{word}'" for word in python(*PAGE, "--story", str(STORY)))
    with terminal(["sh", "-c", f"{words}; true"], prepared(folder)) as seat:
        seat.until(Course(machine_of(), SEED).sign())
        children = Path(f"/proc/{seat.process.pid}/task/{seat.process.pid}/children")
        game = int(children.read_text("ascii").split()[0])
        began = time.monotonic()
        seat.send(signal.SIGKILL)
        seat.process.wait()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and Path(f"/proc/{game}").exists():
            seat.read(0.05)
        wrong = ["lives on"] if Path(f"/proc/{game}").exists() else []
        return Found((*wrong, *lost(folder, 0, 0)), time.monotonic() - began)


def _ended(seat: Terminal, began: float, folder: Path) -> Found:
    try:
        code = seat.end(SECONDS)
    except Gone as gone:
        return Found((str(gone),), SECONDS)
    seconds = time.monotonic() - began
    wrong = [] if code == 0 else [f"exit code {code}"]
    wrong += [f"left: {each}" for each in seat.left()]
    return Found(
        (*wrong, *said(seat.drawn), *remains(seat.process.pid), *lost(folder, 0, 0)), seconds
    )


# Long work


def worked(name: str, blow: str, folder: Path) -> Found:
    """A signal in the midst of long work; everybody it has started goes as well."""
    number = getattr(signal, f"SIG{blow}")
    with subprocess.Popen(
        python(*LONG[name]), env=prepared(folder), cwd=folder, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as work:  # fmt: skip
        _begun(work.pid, helpers=name in ("explore", "wander"))
        began = time.monotonic()
        if blow == "INT":
            os.killpg(work.pid, number)  # as a terminal does it
        else:
            work.send_signal(number)
        try:
            _, errors = work.communicate(timeout=3 * SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(work.pid, signal.SIGKILL)
            return Found(("did not end",), 3 * SECONDS)
        wrong = [*said(errors), *remains(work.pid)]
        seconds = time.monotonic() - began
        if work.returncode not in (0, 1, -number):
            wrong.append(f"exit code {work.returncode}")
    return Found(tuple(wrong), seconds)


def _begun(process: int, helpers: bool) -> None:
    """Waits until work is under way: its processes are there, or it has used half a second."""
    children = Path(f"/proc/{process}/task/{process}/children")
    stat = Path(f"/proc/{process}/stat")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if helpers and len(children.read_text("ascii").split()) >= 2:
            return
        used = int(stat.read_text("ascii").rpartition(")")[2].split()[11])
        if not helpers and used > os.sysconf("SC_CLK_TCK") // 2:
            return
        os.sched_yield()


# The server


def served(name: str, folder: Path) -> Found:
    """A game in a browser; somebody goes."""
    environment = prepared(folder)
    Shelf(folder / "saves" / "web" / _BROWSER).write("settings", CALM)
    with subprocess.Popen(
        python("serve", "--story", str(STORY), "--language", "en"), env=environment,
        start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        try:
            assert server.stdout is not None
            address = _ADDRESS.search(server.stdout.readline())
            assert address is not None
            here, token = address[1].decode(), address[2].decode()
            found = asyncio.run(_visited(name, here, token, server, folder))
        finally:
            if server.poll() is None:
                server.send_signal(signal.SIGINT)
            _, errors = server.communicate(timeout=3 * SECONDS)
    return found._replace(wrong=(*found.wrong, *said(errors)))


async def _visited(
    name: str, here: str, token: str, server: subprocess.Popen[bytes], folder: Path
) -> Found:
    import aiohttp

    async with aiohttp.ClientSession() as client:
        socket = await client.ws_connect(
            f"http://{here}/{token}/play/{_BROWSER}?width=90&height=50",
            headers={"Origin": f"http://{here}"},
        )
        drawn = bytearray()

        async def until(signs: str, but: str = "\0") -> None:
            async with asyncio.timeout(PATIENCE):
                while signs not in bare(bytes(drawn)).replace(but, ""):
                    drawn.extend((await socket.receive()).data)

        await until("1Newgame")
        (game,) = _children(server.pid)
        drawn.clear()
        await socket.send_json(["stdin", "1"])
        await until("EscMenu")
        drawn.clear()
        await socket.send_json(["stdin", "\x1b[F"])
        await until("EscMenu")
        label = _LABEL.findall(bare(bytes(drawn)))[-1][:_SIGNS]
        await socket.send_json(["stdin", "1"])
        drawn.clear()
        # The choice that was made stands above the new page, without its figure.
        await until(label, f"1{label}")
        began = time.monotonic()
        await _ENDS.get(name, functools.partial(_sent, SERVED[name]))(socket, server, game)
        wrong = await asyncio.to_thread(_gone, game)
        seconds = time.monotonic() - began
        is_over = name not in _ENDS
        if is_over:
            try:
                code = await asyncio.to_thread(server.wait, SECONDS)
                if code not in (0, *(-number for number in SERVED[name])):
                    wrong.append(f"exit code {code}")
            except subprocess.TimeoutExpired:
                wrong.append("the server lives on")
        elif server.poll() is not None:
            wrong.append("the server ended as well")
        if not socket.closed:
            await socket.close()
    saves = folder / "saves" / "web" / _BROWSER
    least = 0 if "killed" in name or name == "KILL" else 1
    (folder / "browser").mkdir()
    saves.rename(folder / "browser" / "saves")
    return Found((*wrong, *lost(folder / "browser", least, 1)), seconds)


async def _sent(
    numbers: tuple[int, ...], socket: object, server: subprocess.Popen[bytes], game: int
) -> None:
    for number in numbers:
        server.send_signal(number)


async def _closes(socket: object, server: object, game: int) -> None:
    await socket.close()  # type: ignore[attr-defined]


async def _vanishes(socket: object, server: object, game: int) -> None:
    socket._response.connection.transport.abort()  # type: ignore[attr-defined]


async def _kills(socket: object, server: object, game: int) -> None:
    os.kill(game, signal.SIGKILL)


_ENDS: dict[str, Callable[..., Awaitable[None]]] = {
    "the browser closes": _closes,
    "the browser is killed": _vanishes,
    "the game is killed": _kills,
}


def _children(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in children.read_text("ascii").split()]


def _gone(game: int) -> list[str]:
    is_gone = passed(2 * SECONDS)
    while Path(f"/proc/{game}").exists():
        os.sched_yield()
        if is_gone():
            os.kill(game, signal.SIGKILL)
            return ["its game lives on"]
    return []
