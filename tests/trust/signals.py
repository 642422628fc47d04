"""Every signal, every way a terminal goes away, at every moment: the game leaves nothing broken.

A case is a moment (which screen is up, whether a page is turning or a save being written) and a
blow (a signal, a closed window, a stop). After it the terminal must be as it was before, the
process gone within :data:`SECONDS` and its children with it, the exit code a sensible one, the
last choice there for the next start, and no report of a mistake may have been written. Where a
blow does not end a game it must go on and hear its keys.

Moments are drawn from a seed, which is told with the case: ``python -m tests.trust.signals
WORDS`` does those again whose names have these words.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.trust.figure import Figure
from tests.trust.signals_terminal import ROOT, Gone, Terminal, python, surroundings, terminal
from tests.trust.soak_course import Course
from ulysse_game import play
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.storage import Shelf, open_shelf

SEED = 20_261_123
SECONDS = 10.0
"""So long a game may take to be gone, on a machine that others use as well."""

STORY = ROOT / "story"
CALM = b'{"tour": "seen", "motion": "none"}\n'
"""Settings with which nothing is drawn that no key has asked for."""

PAGE = ("play", "--new", "--seed", str(SEED))


class Blow(NamedTuple):
    """What happens to a game. Without ``ends`` it goes on; ``owns`` says whose the terminal is."""

    name: str
    strike: Callable[[Terminal], None]
    ends: bool = True
    owns: bool = True


class Moment(NamedTuple):
    """When it happens: keys that lead there, and what is drawn then; how long after, at most."""

    name: str
    keys: tuple[tuple[str, str], ...] = ()
    later: float = 0.0
    chooses: bool = False


def _signal(*numbers: int) -> Callable[[Terminal], None]:
    def strike(seat: Terminal) -> None:
        for number in numbers:
            seat.send(number)

    return strike


def _stopped(number: int) -> Callable[[Terminal], None]:
    """Puts it to sleep and wakes it."""

    def strike(seat: Terminal) -> None:
        seat.send(number)
        stat = Path(f"/proc/{seat.process.pid}/stat")
        end = time.monotonic() + SECONDS / 2
        while stat.read_text("ascii").rpartition(")")[2].split()[0] not in "TZ":
            seat.read(0.01)
            if time.monotonic() > end:
                break  # the kernel lets nobody sleep whom no shell could wake: before we listen
        seat.drawn = b""
        seat.send(signal.SIGCONT)
        # What is typed while it wakes is not heard: a shell's leftovers are no keys of the game.
        seat.wait(lambda: b"\x1b[?1049" in seat.drawn or seat.process.poll() is not None, "waking")

    return strike


def _storm(seat: Terminal) -> None:
    for number in range(100):
        seat.resize(60 + number % 40, 20 + number % 30)
        seat.send(signal.SIGWINCH)
        seat.read(0)
    seat.resize(90, 50)


BLOWS = (
    Blow("TERM", _signal(signal.SIGTERM)),
    Blow("TERM, CONT", _signal(signal.SIGTERM, signal.SIGCONT)),
    Blow("HUP", _signal(signal.SIGHUP)),
    Blow("INT", _signal(signal.SIGINT)),
    Blow("INT, INT", _signal(signal.SIGINT, signal.SIGINT)),
    Blow("QUIT", _signal(signal.SIGQUIT)),
    Blow("USR1", _signal(signal.SIGUSR1)),
    Blow("window closed", Terminal.hang_up),
    Blow("window gone without a word", Terminal.hang_up, owns=False),
    Blow("PIPE", _signal(signal.SIGPIPE), ends=False),
    Blow("WINCH, a hundred", _storm, ends=False),
    Blow("TSTP, CONT", _stopped(signal.SIGTSTP), ends=False),
    Blow("STOP, CONT", _stopped(signal.SIGSTOP), ends=False),
)

_OPEN = "EscClose"
MOMENTS = (
    Moment("starting", later=0.8),
    Moment("title"),
    Moment("page"),
    Moment("notebook", (("n", _OPEN),)),
    Moment("timeline", (("r", _OPEN),)),
    Moment("transcript", (("t", _OPEN),)),
    Moment("charts", (("h", _OPEN),)),
    Moment("saves", (("m", _OPEN),)),
    Moment("settings", (("o", _OPEN),)),
    Moment("a question", (("q", "2Stay"),)),
    Moment("a name", (("m", _OPEN), ("n", "Anameforthissave"))),
    Moment("turning a page", later=0.03, chooses=True),
    Moment("saving", later=0.08, chooses=True),
    Moment("leaving", (("\x11", ""),), later=0.1),
)


class Found(NamedTuple):
    """What a case came to: what was wrong, and how long it took to be gone."""

    wrong: tuple[str, ...]
    seconds: float


Case = tuple[str, Callable[[Path], Found]]
"""Its name, and what does it in a folder of its own."""

Group = tuple[str, str, Iterable[Case]]
"""A threat, what is done of it, and the cases."""


@functools.cache
def machine_of(story: Path = STORY) -> Machine:
    """A story's machine."""
    compiled = compile_folder(story)
    assert compiled.story is not None
    return Machine(compiled.story)


def prepared(folder: Path) -> dict[str, str]:
    """The environment of somebody who has played before, with a warm cache."""
    environment = surroundings(folder, ULYSSE_CACHE_DIR=str(folder.parent / "cache"))
    Shelf(folder / "saves").write("settings", CALM)
    return environment


def struck(
    folder: Path, moment: Moment, blow: Blow, seed: int = SEED, story: Path = STORY
) -> Found:
    """One case on the screen, in a new folder."""
    environment = prepared(folder)
    chance = Random(f"{seed} {moment.name} {blow.name}")
    course = Course(machine_of(story), SEED)
    arguments = ("play",) if moment.name == "title" else PAGE
    command = python(*arguments, "--story", str(story))
    wrong: list[str] = []
    with terminal(command, environment, owns=blow.owns) as seat:
        try:
            least, most = _brought(seat, course, moment, chance)
            began = time.monotonic()
            blow.strike(seat)
            if not blow.ends and moment.name != "leaving":
                if moment.name == "starting":
                    seat.until(course.sign())
                seat.settle(0.4)
                began = time.monotonic()
                seat.type("\x11")
            code = seat.end(SECONDS)
        except Gone as gone:
            return Found((str(gone),), SECONDS)
        seconds = time.monotonic() - began
        if not is_fine(code, moment):
            wrong.append(f"exit code {code}")
        wrong += [f"left: {each}" for each in seat.left() if seat.master >= 0]
        wrong += said(seat.drawn, moment)
        wrong += remains(seat.process.pid)
    wrong += lost(folder, least, most, story)
    return Found(tuple(wrong), seconds)


def _brought(seat: Terminal, course: Course, moment: Moment, chance: Random) -> tuple[int, int]:
    """Brings a game to a moment; how many choices must be there afterwards, and how many may."""
    if moment.name == "starting":
        seat.wait(passed(chance.uniform(0, moment.later)), "a moment")
        return 0, 0
    if moment.name == "title":
        seat.until("Newgame")
        return 0, 0
    seat.until(course.sign())
    _chosen(seat, course, chance)
    seat.until(course.sign())
    made = most = 1
    for keys, sign in moment.keys:
        seat.type(keys)
        if sign:
            seat.until(sign)
    if moment.chooses:
        _chosen(seat, course, chance)
        most = 2
        if moment.name == "saving":
            seat.until(course.sign())
            made = 2
    if moment.later:
        seat.wait(passed(chance.uniform(0, moment.later)), "a moment")
    return made, most


def _chosen(seat: Terminal, course: Course, chance: Random) -> None:
    number = chance.randint(1, min(9, len(course.page().open_options)))
    course.choose(number)
    seat.type(f"\x1b[F{number}")


def passed(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def is_fine(code: int, moment: Moment) -> bool:
    """Whether an exit code makes sense; a signal's own before the game listens, or after it."""
    return code == 0 or (moment.name in ("starting", "leaving") and code < 2)


def said(drawn: bytes, moment: Moment | None = None) -> list[str]:
    """What nobody should be told; the interpreter's own words as it starts are not ours."""
    broken = any(word in drawn for word in (b"Traceback", b"error of ours", b"Exception ignored"))
    if moment is not None and moment.name == "starting":
        broken = broken and b"ulysse_game" in drawn
    return [f"said: {drawn[-600:]!r}"] if broken else []


def remains(group: int) -> list[str]:
    """Who is left of a process's group."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return []
        os.sched_yield()
    return ["processes of it live on"]


def lost(folder: Path, least: int, most: int, story: Path = STORY) -> list[str]:
    """What the next start would not find: the newest playthrough, at its last choice."""
    wrong = [f"a report was written: {path.name}" for path in folder.rglob("crash-*.txt")]
    library = play.Library(machine_of(story), open_shelf(str(folder / "saves")))
    newest = library.newest("auto")
    if newest is None:
        return wrong + (["nothing is saved"] if least else [])
    session = play.resume(library, newest.id)
    wrong += [f"the next start says: {notice}" for notice in session.notices]
    if not least <= session.page().turn <= most:
        wrong.append(f"{session.page().turn} choices are kept, {least} to {most} were made")
    session.close()
    library.close()
    return wrong


# All of it


def full() -> Iterator[Figure]:
    """The whole matrix, some six minutes on two quiet cores."""
    from tests.trust import signals_lines, signals_others

    with tempfile.TemporaryDirectory() as found:
        folder = Path(found)
        groups = (*screen_groups(), *signals_lines.groups(), *signals_others.groups())
        for threat, done, cases in groups:
            yield counted(threat, done, cases, folder)


def screen_groups() -> Iterator[Group]:
    """The matrix of the screen, a group for each blow."""
    done = "moments: starting, every screen, turning, saving, leaving"
    for blow in BLOWS:
        cases: list[Case] = [
            (f"screen:{moment.name}:{blow.name}", functools.partial(_case, moment, blow))
            for moment in MOMENTS
        ]
        yield f"{blow.name}, on the screen", done, cases


def _case(moment: Moment, blow: Blow, folder: Path) -> Found:
    return struck(folder, moment, blow, SEED)


def _done(case: Callable[[Path], Found], folder: Path) -> Found:
    """A case; whatever it never came to is what was wrong with it."""
    folder.mkdir(parents=True)
    try:
        return case(folder)
    except Exception as error:
        return Found((f"{type(error).__name__}: {error}",), SECONDS)


def counted(threat: str, done: str, cases: Iterable[Case], root: Path) -> Figure:
    """Does cases, each in a folder of its own; tells what was wrong as soon as it is known."""
    began = time.monotonic()
    count = wrong = 0
    slowest = 0.0
    for name, case in cases:
        folder = root / f"case-{abs(hash((threat, name))):x}"
        found = _done(case, folder)
        count += 1
        slowest = max(slowest, found.seconds)
        if found.wrong:
            wrong += 1
            print(f"signals, {name}, seed {SEED}: {'; '.join(found.wrong)}", file=sys.stderr)
    bound = f"gone in {SECONDS:.0f} s ({slowest:.1f}), all given back, the last choice kept"
    return Figure(threat, done, count, wrong, bound, time.monotonic() - began)


def main(arguments: list[str]) -> int:
    """Does the cases whose names contain a word again."""
    from tests.trust import signals_lines, signals_others

    found_groups = (*screen_groups(), *signals_lines.groups(), *signals_others.groups())
    wrong = 0
    with tempfile.TemporaryDirectory() as root:
        for name, case in (each for _, _, cases in found_groups for each in cases):
            if all(word in name for word in arguments):
                found = _done(case, Path(root) / f"case-{abs(hash(name)):x}")
                wrong += bool(found.wrong)
                print(f"{name}: {found.seconds:.2f} s {'; '.join(found.wrong)}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
