"""Work on all cores: one function over many tasks, in processes that each know the story.

``function(machine, task)`` is called for every task; function and results travel between
processes, so the function stands at the top of a module and its results are plain data. With one
core the work is done in this process, and no other is started. Nothing here knows what the work
is. What comes back in which order may differ from run to run; a caller who needs the same answer
every time takes ``ordered``, or gathers in a way that no order changes.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from traceback import format_exc
from types import FrameType, TracebackType
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from ulysse_game.engine import Machine

Task = TypeVar("Task")
Found = TypeVar("Found")

_PATIENCE = 2.0
"""Seconds that a process has to end when its work is over; then it is ended."""


_GLANCE = 1.0
"""Seconds between two looks of a process at whether anybody still wants what it does."""

_LINES: list[Connection[Any, Any]] = []
"""Our ends of the lines to all processes there are, whichever ``Cores`` they work for. A forked
process closes its copies: else a line would stay open when this process is gone."""


class LostCore(OSError):  # noqa: N818 - a state of affairs
    """A process ended before its task was done: killed, or out of memory."""


class WorkFailed(Exception):  # noqa: N818 - the mistake is another's, this only carries it
    """The function raised in another process; the message is its traceback there."""


class OtherStory(OSError):  # noqa: N818 - a state of affairs
    """The story on the disk is no longer the one the work began with."""


def default_cores() -> int:
    """How many cores this process may use; at least one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class _Process(Protocol):
    """What is asked of a process, however it was started."""

    def start(self) -> None: ...
    def terminate(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...
    def is_alive(self) -> bool: ...


class _Worker(NamedTuple):
    """A process, and our end of the line to it."""

    process: _Process
    line: Connection[Any, Any]


class Cores:
    """Processes that work on one story; a context manager.

    ``count`` is how many (0: all that may be used). The story is inherited where processes can be
    forked; elsewhere each opens it again from ``folder``, by way of the compiler's ``cache``, and
    where there is no folder all work is done in this process. After Ctrl+C iteration ends with
    what is there, and ``is_stopped`` says so; a second Ctrl+C is raised as ever.

    Raises ``LostCore`` when a process dies, ``WorkFailed`` when the function raised in one, and
    ``OtherStory`` when the folder has been edited meanwhile.
    """

    def __init__(
        self,
        machine: Machine,
        count: int = 0,
        folder: Path | None = None,
        cache: Path | None = None,
        start: str = "",
    ) -> None:
        """``start`` chooses how processes are started (for tests): ``fork`` or ``spawn``."""
        self.machine = machine
        self.is_stopped = False
        self._start = start or _best_start()
        self.count = count or default_cores()
        if self._start != "fork" and folder is None:
            self.count = 1
        self._folder, self._cache = folder, cache
        self._workers: list[_Worker] = []
        self._is_working = False
        self._old_handler: Any = None
        self._alarm: tuple[Connection[Any, Any], Connection[Any, Any]] | None = None

    def __enter__(self) -> Cores:
        if threading.current_thread() is threading.main_thread():
            self._alarm = get_context().Pipe(duplex=False)
            self._old_handler = signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(at_once=kind is not None or self.is_stopped)
        self._give_back_handler()
        if self._alarm is not None:
            for end in self._alarm:
                end.close()
            self._alarm = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While something is done here without which there is nothing to tell: Ctrl+C is raised."""
        was, self._is_working = self._is_working, True
        try:
            yield
        finally:
            self._is_working = was

    def each(
        self, function: Callable[[Machine, Task], Found], tasks: Iterable[Task]
    ) -> Iterator[tuple[int, Found]]:
        """Every task's number, counted from 0, with what came of it: the first done first.

        Tasks are asked for only when a process is free. Whoever stops iterating gives up the
        tasks under way.
        """
        numbered = enumerate(tasks)
        if self.count == 1:
            return self._here(function, numbered)
        return self._elsewhere(function, numbered)

    def ordered(
        self, function: Callable[[Machine, Task], Found], tasks: Iterable[Task]
    ) -> Iterator[Found]:
        """What came of each task, in the order of the tasks; after Ctrl+C, without gaps."""
        waiting: dict[int, Found] = {}
        due = 0
        for number, found in self.each(function, tasks):
            waiting[number] = found
            while due in waiting:
                yield waiting.pop(due)
                due += 1

    # -- in this process ------------------------------------------------------------------------

    def _here(
        self, function: Callable[[Machine, Task], Found], numbered: Iterator[tuple[int, Task]]
    ) -> Iterator[tuple[int, Found]]:
        for number, task in numbered:
            if self.is_stopped:
                return
            try:
                self._is_working = True
                found = function(self.machine, task)
            except KeyboardInterrupt:
                self.is_stopped = True
                return
            finally:
                self._is_working = False
            yield number, found

    # -- in others ------------------------------------------------------------------------------

    def _elsewhere(
        self, function: Callable[[Machine, Task], Found], numbered: Iterator[tuple[int, Task]]
    ) -> Iterator[tuple[int, Found]]:
        busy: dict[Connection[Any, Any], int] = {}
        try:
            for line in self._lines():
                _give(line, function, numbered, busy)
            while busy and not self.is_stopped:
                alarm = () if self._alarm is None else (self._alarm[0],)
                for ready in wait((*busy, *alarm)):
                    line = cast("Connection[Any, Any]", ready)
                    if line in alarm:
                        continue
                    number = busy.pop(line)
                    found = _taken(line)
                    if not self.is_stopped:
                        _give(line, function, numbered, busy)
                    yield number, found
            yield from _already_there(busy)
        finally:
            if busy:
                self._end(at_once=True)

    def _lines(self) -> list[Connection[Any, Any]]:
        """The lines to all processes, started if there are none."""
        if not self._workers and not self.is_stopped:
            if self._start == "fork":
                # Read to the last scene: a story from the cache reads from an open file, and
                # forked processes would share its position.
                for scene in self.machine.story.scene_ids:
                    self.machine.story.scene(scene)
            with _no_interrupts():
                for _ in range(self.count):
                    self._workers.append(self._started())
        return [worker.line for worker in self._workers]

    def _started(self) -> _Worker:
        context: Any = get_context(self._start)
        ours, theirs = context.Pipe()
        if self._start == "fork":
            inherited = (ours, *_LINES)
            process = context.Process(
                target=_forked, args=(theirs, inherited, self.machine), daemon=True
            )
        else:
            digest = self.machine.story.digest
            process = context.Process(
                target=_spawned, args=(theirs, self._folder, self._cache, digest), daemon=True
            )
        process.start()
        theirs.close()
        _LINES.append(ours)
        return _Worker(process, ours)

    def _end(self, at_once: bool) -> None:
        """Ends all processes: by closing their lines, or by force."""
        workers, self._workers = self._workers, []
        for worker in workers:
            if at_once:
                worker.process.terminate()
            _LINES.remove(worker.line)
            worker.line.close()
        for worker in workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.terminate()
                worker.process.join()

    # -- Ctrl+C ---------------------------------------------------------------------------------

    def _interrupted(self, signum: int, frame: FrameType | None) -> None:
        self.is_stopped = True
        outer = self._old_handler
        self._give_back_handler()
        if self._alarm is not None:
            self._alarm[1].send_bytes(b".")
        if isinstance(getattr(outer, "__self__", None), Cores):
            outer(signum, frame)  # work within other work: all of it stops
        if self._is_working:
            raise KeyboardInterrupt

    def _give_back_handler(self) -> None:
        if self._old_handler is not None:
            signal.signal(signal.SIGINT, self._old_handler)
            self._old_handler = None


def _give(
    line: Connection[Any, Any],
    function: Callable[..., object],
    numbered: Iterator[tuple[int, Any]],
    busy: dict[Connection[Any, Any], int],
) -> None:
    """Hand out the next task, if there is one."""
    following = next(numbered, None)
    if following is None:
        return
    number, task = following
    busy[line] = number
    with suppress(BrokenPipeError, ConnectionResetError):  # its death is noticed when it is read
        line.send((function, task))


def _taken(line: Connection[Any, Any]) -> Any:
    """What a process sends back."""
    try:
        kind, found = line.recv()
    except (EOFError, ConnectionResetError):
        raise LostCore(
            errno.ECHILD, "a process ended before its work was done (was memory short?)"
        ) from None
    if kind == "failed":
        raise WorkFailed(found)
    if kind == "other":
        raise OtherStory(errno.ESTALE, "the story was edited while the work was under way")
    return found


def _already_there(busy: dict[Connection[Any, Any], int]) -> Iterator[tuple[int, Any]]:
    """What has been sent back at the moment when all is stopped."""
    for line in [line for line in busy if line.poll()]:
        yield busy.pop(line), _taken(line)


# ── In the other process ────────────────────────────────────────────────────────────────────────


def _forked(
    line: Connection[Any, Any], inherited: tuple[Connection[Any, Any], ...], machine: Machine
) -> None:
    for other in inherited:
        other.close()  # else this process would keep lines open whose owner is gone
    gc.freeze()  # the story stays for ever: looking through it again and again is in vain
    _work(line, machine)


def _spawned(line: Connection[Any, Any], folder: Path, cache: Path | None, digest: str) -> None:
    from ulysse_game.compiler import compile_folder

    story = compile_folder(folder, cache).story
    _work(line, None if story is None or story.digest != digest else Machine(story))


_HELD = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
"""What the commands hear in a way of their own, and a worker must not."""


def _work(line: Connection[Any, Any], machine: Machine | None) -> None:
    """Take tasks and send back what comes of them, until nobody is there any more."""
    for number in _HELD:
        # Ctrl+C is the business of whoever started us.
        own = signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, own)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    _leave_with(os.getppid())
    while True:
        try:
            function, task = line.recv()
            if machine is None:
                line.send(("other", None))
                continue
            _answer(line, function, machine, task)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _leave_with(parent: int) -> None:
    """Ends this process soon after its parent, also if that was killed in the midst of a task."""
    if not hasattr(signal, "setitimer"):
        return

    def look(number: int, frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _GLANCE, _GLANCE)


def _answer(
    line: Connection[Any, Any],
    function: Callable[[Machine, Any], object],
    machine: Machine,
    task: object,
) -> None:
    try:
        line.send(("found", function(machine, task)))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception:  # the function's mistake, or a result that cannot travel
        line.send(("failed", format_exc()))


# ── Starting them ───────────────────────────────────────────────────────────────────────────────


def _best_start() -> str:
    """Forking costs nothing, but is safe only where no thread holds a lock in the copy."""
    if os.name == "posix" and "fork" in get_all_start_methods() and _is_fork_safe():
        return "fork"
    return "spawn"


def _is_fork_safe() -> bool:
    import sys

    # Apple's own libraries start threads nobody sees.
    return sys.platform != "darwin" and threading.active_count() == 1


class _no_interrupts:  # noqa: N801 - reads as a statement
    """Signals wait while processes are started, so that none is born with a handler of ours."""

    def __enter__(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            self._was = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, self._was)
