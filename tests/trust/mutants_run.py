"""Runs tests against mutants: one fork of a warm process for each, gone at the first that fails.

A process loads pytest and the tests once. It runs them all in a fork of itself to learn which
functions each test comes to and how long it takes; then each mutant is put into a fork, in the
place of the function's code, and only the tests that come to it are run: those first that killed
others of that function, then the quickest. What is made when a module is loaded, and whatever
survives so, is tried once more by a process that loads the module with the mistake in it. Nothing
is ever written into the sources, and every test draws the same examples each time.
"""

from __future__ import annotations

import ast
import builtins
import gc
import json
import os
import sys
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, process_time
from typing import IO, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings

from tests.trust.mutants_fork import PYTEST, Fork, Loading, ended, forked
from tests.trust.mutants_made import Mutant
from tests.trust.mutants_put import Module, module_of, note_calls, put


class Order(NamedTuple):
    """What is to be tried.

    ``modules`` are dotted names with their files. ``warm`` names functions, ``module:function``,
    that make what no mutant of these modules changes, such as a compiled story. ``known`` are
    mutants not to be tried, as ``[module, function, before, after, nth]``. No more are begun after
    ``seconds``, in which the tests are learnt too, but ``least`` are tried whatever that took; the
    order is that of ``seed``. No more is spent on one than ``budget`` seconds of tests, the
    quickest first: a quick look, whose survivors are only suspects.
    """

    modules: list[tuple[str, str]]
    tests: list[str]
    warm: list[str]
    known: list[list[str | int]]
    seconds: float
    seed: int
    jobs: int
    least: int = 0
    budget: float = 1e9
    is_loading: bool = True


class Verdict(NamedTuple):
    """What became of a mutant: ``killed``, ``hung`` or ``survived``; by which test."""

    module: str
    function: str
    before: str
    after: str
    nth: int
    end: str
    test: str
    seconds: float


class _Known(NamedTuple):
    """Of each test its name, its seconds, and the functions it comes to."""

    names: list[str]
    seconds: list[float]
    touched: list[set[str]]
    failed: str

    @property
    def quickest(self) -> list[int]:
        return sorted(range(len(self.names)), key=lambda n: self.seconds[n])


class _Asked(NamedTuple):
    module: Module
    mutant: Mutant

    @property
    def name(self) -> str:
        return f"{self.module.name}:{self.mutant.function}"

    @property
    def of(self) -> tuple[str | int, ...]:
        return self.module.name, *self.mutant[:4]


class Bench:
    """A plugin of pytest that tries mutants in the place of running the tests."""

    def __init__(
        self, order: Order, loading: Loading | None, tell: Callable[[Verdict], None]
    ) -> None:
        """``tell`` is called with each verdict; ``loading`` tries what is made while loading."""
        self.order = order
        self.modules = [module_of(name, Path(path)) for name, path in order.modules]
        self.loading = loading
        self.tell = tell
        self.failed = ""
        self._killers: dict[str, Counter[str]] = defaultdict(Counter)
        self._until = monotonic() + order.seconds

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant that is wanted."""
        known = _learnt(self.modules, session.items)
        self.failed = known.failed
        if self.failed:
            return True
        for each in self.order.warm:
            module, _, function = each.partition(":")
            getattr(import_module(module), function)()
        gc.freeze()
        asked = self._asked()
        begun = 0
        running: dict[int, tuple[_Asked, Fork]] = {}
        while True:
            while len(running) < self.order.jobs and (
                begun < self.order.least or monotonic() < self._until
            ):
                following = next(asked, None)
                if following is None:
                    break
                begun += 1
                fork = self._begun(following, session.items, known)
                running[fork.pipe] = following, fork
            if not running:
                return True
            for pipe in ended(running, [fork for _, fork in running.values()]):
                again = self._ended(*running.pop(pipe), known)
                if again is not None:
                    running[again[1].pipe] = again

    def _asked(self) -> Iterator[_Asked]:
        known = {tuple(each) for each in self.order.known}
        found = [
            _Asked(module, mutant)
            for module in self.modules
            for mutant in module.mutants
            if (module.name, *mutant[:4]) not in known
        ]
        # Each has its own place, which does not change when another is explained or comes to be.
        found.sort(key=lambda each: Random(f"{self.order.seed} {each.of}").random())
        return iter(found)

    def _begun(self, asked: _Asked, items: list[pytest.Item], known: _Known) -> Fork:
        killers = self._killers[asked.name]
        mine = [n for n in known.quickest if asked.name in known.touched[n]]
        if asked.mutant.is_loaded or not mine:
            return self._loaded(asked, known)
        mine.sort(key=lambda n: -killers[known.names[n]])
        costs = list(accumulate(known.seconds[n] for n in mine))
        mine = mine[: max(1, bisect(costs, self.order.budget))]
        cost = costs[len(mine) - 1]
        return forked(cost, lambda: _run(asked, [items[n] for n in mine]))

    def _loaded(self, asked: _Asked, known: _Known) -> Fork:
        if self.loading is None:
            return forked(0, lambda: "survived")
        source = ast.unparse(asked.mutant.of(asked.module.tree))
        order = [known.names[n] for n in known.quickest]
        return self.loading.started(10 + sum(known.seconds), asked.module.name, source, order)

    def _ended(self, asked: _Asked, fork: Fork, known: _Known) -> tuple[_Asked, Fork] | None:
        end, _, test = fork.said().partition(" ")
        if end == "killed":
            self._killers[asked.name][test] += 1
        if end == "survived" and fork.is_ours and self.loading is not None:
            return asked, self._loaded(asked, known)
        seconds = round(monotonic() - fork.since, 2)
        self.tell(Verdict(asked.module.name, *asked.mutant[:4], end or "hung", test, seconds))
        return None


def _learnt(modules: list[Module], items: list[pytest.Item]) -> _Known:
    """How long each test takes and which functions it comes to; learnt in a fork."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        with os.fdopen(writer, "w", encoding="utf-8") as out:
            try:
                _learn(modules, items, out)
            except BaseException as error:
                print("cannot learn what the tests come to:", repr(error), file=sys.stderr)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as found:
        rows = [json.loads(line) for line in found]
    os.waitpid(process, 0)
    failed = next((str(failed) for _, _, failed in rows if failed), "")
    if len(rows) < len(items) and not failed:
        failed = f"the tests ended after {len(rows)} of {len(items)}"
    names = [item.nodeid for item in items]
    return _Known(names, [each[0] for each in rows], [set(each[1]) for each in rows], failed)


def _learn(modules: list[Module], items: list[pytest.Item], out: IO[str]) -> None:
    touched: set[str] = set()
    vars(builtins)["_come_to"] = touched.add
    for module in modules:
        note_calls(module)
    for n, item in enumerate(items):
        touched.clear()
        since = process_time()
        failed = _failed(items, n)
        if failed:
            print(failed, file=sys.stderr)
        row = [process_time() - since, sorted(touched), item.nodeid if failed else ""]
        print(json.dumps(row), file=out, flush=True)
        if failed:
            return


def _failed(items: list[pytest.Item], n: int) -> str:
    """How the n-th test fails, or nothing; what the one after it needs is kept."""
    following = items[n + 1] if n + 1 < len(items) else None
    reports = runtestprotocol(items[n], nextitem=following, log=False)
    return next((f"failed: {each.longrepr}" for each in reports if each.failed), "")


def _run(asked: _Asked, items: list[pytest.Item]) -> str:
    put(asked.module, asked.mutant)
    for n, item in enumerate(items):
        if _failed(items, n):
            return f"killed {item.nodeid}"
    return "survived"


def run(order: Order, tell: Callable[[Verdict], None]) -> str:
    """Try the mutants; the name of a test that fails without any mistake, else nothing."""
    settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    with TemporaryDirectory(prefix="ulysse-mutants-") as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        loading = Loading(order.tests, folder) if order.is_loading else None
        bench = Bench(order, loading, tell)
        code = pytest.main([*PYTEST, *order.tests], plugins=[bench])
        if loading is not None:
            loading.end()
    return bench.failed or ("" if code in (0, 5) else f"pytest ended with {int(code)}")


def main() -> int:
    """Run the order that stands on standard input; a line of JSON for each verdict."""
    read = json.loads(sys.stdin.read())
    order = Order(**{**read, "modules": [(name, path) for name, path in read["modules"]]})
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)  # what pytest and the tests print is for whoever watches
        failed = run(order, lambda verdict: print(json.dumps(verdict), file=out, flush=True))
    if failed:
        print(f"without any mistake: {failed}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
