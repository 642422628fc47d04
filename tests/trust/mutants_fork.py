"""Forks in which something is tried that may do anything: each has its limits and tells its end."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
from collections.abc import Callable, Iterable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import Any, NamedTuple

import pytest

MEMORY = 3 << 30
"""A fork may grow to so many bytes."""

PYTEST = (
    *("-q", "-n", "0", "-s", "-x", "-o", "timeout=0", "-p", "no:cacheprovider"),
    *("-o", "tmp_path_retention_policy=none"),
    "--assert=plain",  # the rewriting of assertions would load our modules in its own way
)


class Fork(NamedTuple):
    """A fork at work: its pipe is readable when it has ended."""

    pipe: int
    process: int
    since: float
    until: float
    is_ours: bool

    def said(self) -> str:
        """What the fork said at its end; nothing when it was ended by force."""
        with os.fdopen(self.pipe, "rb") as pipe:
            said = pipe.read()
        if self.is_ours:
            os.waitpid(self.process, 0)
        return said.decode("utf-8")


def forked(cost: float, run: Callable[[], str]) -> Fork:
    """A fork in which ``run`` runs, whose tests cost so many seconds without a mistake."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        _be(writer, cost, run)
    os.close(writer)
    return Fork(reader, process, monotonic(), _latest(cost), True)


def ended(running: dict[int, Any], forks: Iterable[Fork]) -> list[int]:
    """The pipes of the forks that have ended; those that take too long are made to."""
    if not running:
        return []
    ready, _, _ = select.select(list(running), [], [], 1)
    for each in forks:
        if not ready and monotonic() > each.until:
            os.kill(each.process, signal.SIGKILL)
    return ready


def _latest(cost: float) -> float:
    return monotonic() + 30 + 20 * cost


def _be(writer: int, cost: float, run: Callable[[], str]) -> None:
    """Run, say what came of it, and be gone; never returns."""
    try:
        _limit(cost)
        quiet = os.open(os.devnull, os.O_RDWR)
        for file in (0, 1, 2):
            os.dup2(quiet, file)
        try:
            said = run()
        except BaseException as error:  # whatever a mistake leads to, it has been found
            said = f"killed {type(error).__name__}"
        os.write(writer, said.encode("utf-8"))
    finally:
        os._exit(0)


def _limit(cost: float) -> None:
    seconds = int(5 + 4 * cost)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Loading:
    """A process that has loaded pytest and nothing of ours: each fork loads a mutant by itself."""

    def __init__(self, tests: list[str], folder: str) -> None:
        """The process for these tests; it must be made before anything of ours is loaded."""
        self._folder = folder
        asked, self._ask = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._ask)
            with os.fdopen(asked, encoding="utf-8") as lines:
                _serve(lines, tests)
            os._exit(0)
        os.close(asked)

    def started(self, cost: float, name: str, source: str, order: list[str]) -> Fork:
        """A fork that runs the tests in this order with this source for the module ``name``."""
        place = str(Path(self._folder) / f"{monotonic():.9f}")
        os.mkfifo(place)
        line = json.dumps([place, cost, name, source, order])
        with os.fdopen(os.dup(self._ask), "w", encoding="utf-8") as ask:
            print(line, file=ask)
        pipe = os.open(place, os.O_RDONLY)
        os.unlink(place)
        process = int.from_bytes(os.read(pipe, 4), "big")
        return Fork(pipe, process, monotonic(), _latest(cost), False)

    def end(self) -> None:
        """Let the process go."""
        os.close(self._ask)
        os.waitpid(self._process, 0)


def _serve(lines: Iterable[str], tests: list[str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in lines:
        place, cost, name, source, order = json.loads(line)
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            writer = os.open(place, os.O_WRONLY)
            os.write(writer, os.getpid().to_bytes(4, "big"))
            _be(writer, cost, lambda: _run(name, source, order, tests))  # noqa: B023 - run at once


def _run(name: str, source: str, order: list[str], tests: list[str]) -> str:
    mistaken = _Source(name, source)
    sys.meta_path.insert(0, mistaken)
    ordered = _Ordered(order)
    code = pytest.main([*PYTEST, *tests], plugins=[ordered])
    loaded = sys.modules.get(name)
    if code == 0 and (loaded is None or loaded.__loader__ is not mistaken):
        return "unloaded"
    return "survived" if code == 0 else f"killed {ordered.failed or 'while loading'}"


class _Ordered:
    """Runs the tests in a given order and remembers which one failed."""

    def __init__(self, order: list[str]) -> None:
        self._order = {name: n for n, name in enumerate(order)}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self._order.get(item.nodeid, 0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid


class _Source(MetaPathFinder, Loader):
    """Loads one module from a source of its own."""

    def __init__(self, name: str, source: str) -> None:
        self._name, self._source = name, source

    def find_spec(self, fullname: str, path: Any, target: object = None) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        found = PathFinder.find_spec(fullname, path)
        assert found is not None, fullname
        found.loader = self
        return found

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, f"<{self._name}>", "exec"), vars(module))
