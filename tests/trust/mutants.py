"""Small mistakes, made on purpose in the engine, the expressions and the saved game: tests see
each.

A mistake that no test sees is a survivor. Survivors have been read: most were killed by a new
test; the others stand in ``survivors.txt`` with why nobody could tell. One that does not stand
there is a fault of ours, and so is one that stands there and can no longer be made.

``python -m tests.trust.mutants MODULE …`` tries all mutants of modules such as ``engine.step``
(all of a floor: ``engine``). The full run tries what half an hour allows, chosen by a seed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from tests.trust.figure import Figure
from tests.trust.mutants_put import Module, module_of
from tests.trust.mutants_run import Order, Verdict

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "ulysse_game"
SURVIVORS = Path(__file__).with_name("survivors.txt")
SEED, SECONDS, JOBS = 20_261_123, 1_700, 2
LEAST = 24
"""So many mutants of each group are tried, however slow the machine is."""


class Group(NamedTuple):
    """Modules and the quick tests that hold them; ``warm`` is made before, once for all."""

    threat: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    warm: tuple[str, ...] = ()


class Explained(NamedTuple):
    """A mutant that no test can see, and why."""

    module: str
    function: str
    before: str
    after: str
    nth: int
    why: str


_ENGINE = "chance code events layout machine marks offers plain_form quick rules run step"
_WORDS = "calls conditions effects names pieces scope sums tokens"
_PLAY = "changes history migrate rows save_format shape strict_json timeline"
_PLAYED = (
    "changes history long_games migrate nodes renamed_choices save_format session shape strict_json"
    " timeline tree"
)

GROUPS = (
    Group(
        "a mistake in the engine goes unseen",
        tuple(f"engine.{each}" for each in _ENGINE.split()),
        ("tests/engine", "tests/language", "tests/trust/test_scale.py"),
        ("tests.trust.mutants_warm:stories",),
    ),
    Group(
        "a mistake in what expressions mean goes unseen",
        ("story.evaluate", "story.expand", "story.expression", "story.reads"),
        ("tests/story", "tests/engine/test_code.py", "tests/engine/test_step.py"),
    ),
    Group(
        "a mistake in reading expressions goes unseen",
        tuple(f"compiler.expressions.{each}" for each in _WORDS.split()),
        (
            "tests/compiler/test_expressions.py",
            "tests/compiler/naming",
            "tests/diagnostics/test_examples.py",
            "tests/diagnostics/test_slips.py",
        ),
    ),
    Group(
        "a mistake in the saved game goes unseen",
        tuple(f"play.{each}" for each in _PLAY.split()),
        tuple(f"tests/play/test_{each}.py" for each in _PLAYED.split()),
    ),
    Group(
        "a mistake in writing files goes unseen",
        ("storage.lock", "storage.shelf"),
        ("tests/storage",),
    ),
)


def full() -> Iterator[Figure]:
    """Tries as many as half an hour allows, the same at each run of the same speed.

    Each group has the same share of the time; what a small one leaves goes to the larger ones.
    """
    explained = read_survivors(SURVIVORS.read_text(encoding="utf-8"))
    until = monotonic() + SECONDS
    groups = sorted(GROUPS, key=_size)
    for n, group in enumerate(groups):
        share = (until - monotonic()) / (len(groups) - n)
        yield _figure(group, explained, share)


def _size(group: Group) -> int:
    return sum(len(module.mutants) for module in _modules(group.modules))


def _figure(group: Group, explained: list[Explained], seconds: float) -> Figure:
    since = monotonic()
    ends: Counter[str] = Counter()
    wrong = _stale(group.modules, explained)
    for verdict in tried(group, group.modules, explained, seconds, JOBS, SEED, LEAST):
        ends[verdict.end] += 1
        wrong += verdict.end not in ("killed", "hung")
        if verdict.end not in ("killed", "hung"):
            print(told(verdict), file=sys.stderr)
    if not ends:
        wrong += 1
    mine = sum(f"{each.module}" in group.modules for each in explained)
    done = f"mutants (of {_size(group):,}, {mine} of them explained)"
    bound = "killed by a test, or explained"
    return Figure(group.threat, done, ends.total(), wrong, bound, monotonic() - since)


def _stale(names: tuple[str, ...], explained: list[Explained]) -> int:
    """How many of these modules' explanations explain what can no longer be made."""
    made = {
        (name, *mutant[:4])
        for name, module in zip(names, _modules(names), strict=True)
        for mutant in module.mutants
    }
    stale = [each for each in explained if each.module in names and each[:5] not in made]
    for each in stale:
        print(f"no longer to be explained: {each}", file=sys.stderr)
    return len(stale)


def _modules(names: tuple[str, ...]) -> list[Module]:
    return [module_of(name, _path(name)) for name in names]


def _path(name: str) -> Path:
    return SOURCE / f"{name.replace('.', '/')}.py"


def tried(
    group: Group,
    names: tuple[str, ...],
    explained: list[Explained],
    seconds: float,
    jobs: int,
    seed: int,
    least: int = 0,
) -> Iterator[Verdict]:
    """The verdicts on these modules of a group, as they come, from a process of its own."""
    order = Order(
        modules=[(f"ulysse_game.{name}", str(_path(name))) for name in names],
        tests=list(group.tests),
        warm=list(group.warm),
        known=[[f"ulysse_game.{each.module}", *each[1:5]] for each in explained],
        seconds=seconds,
        seed=seed,
        jobs=jobs,
        least=least,
    )
    yield from ordered(order)


def ordered(order: Order) -> Iterator[Verdict]:
    """What a process of its own finds that carries out this order, as it comes."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.trust.mutants_run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("ULYSSE_MUTANTS_TOLD") else subprocess.DEVNULL,
        cwd=ROOT,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(order._asdict()))
        process.stdin.close()
        for line in process.stdout:
            found = Verdict(*json.loads(line))
            yield found._replace(module=found.module.removeprefix("ulysse_game."))
    if process.returncode:
        told = f"the tests fail without any mistake: {' '.join(order.tests)}"
        print(told, file=sys.stderr)
        yield Verdict("", "", "", "", 1, "failed", told, 0)


# The survivors that have been read.


def read_survivors(text: str) -> list[Explained]:
    """The explained ones: blocks of a name, the line before, the line after, and why."""
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        name, before, after, *why = lines
        module, function, nth = (*name.split(), "1")[:3]
        assert before.startswith("- "), block
        assert after.startswith("+ "), block
        assert why, block
        written = (before[2:], after[2:], int(nth.removeprefix("#")), " ".join(map(str.strip, why)))
        found.append(Explained(module, function.strip("()"), *written))
    return found


def told(verdict: Verdict) -> str:
    """A survivor as it would stand in the file, with the reason still to be found."""
    number = f" #{verdict.nth}" if verdict.nth > 1 else ""
    name = f"{verdict.module} {verdict.function or '()'}{number}"
    return f"{name}\n- {verdict.before}\n+ {verdict.after}\n"


def main(arguments: list[str]) -> int:
    """Try all mutants of what is named; 1 if any survives that is not explained."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust.mutants", description=__doc__)
    parser.add_argument("module", nargs="+", help="such as engine.step, or engine for all of it")
    parser.add_argument("--jobs", type=int, default=JOBS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--explained", action="store_true", help="try the explained ones too")
    chosen = parser.parse_args(arguments)
    explained = read_survivors(SURVIVORS.read_text(encoding="utf-8"))
    ends: Counter[str] = Counter()
    for group in GROUPS:
        names = tuple(
            name
            for name in group.modules
            if any(name == each or name.startswith(f"{each}.") for each in chosen.module)
        )
        known = [] if chosen.explained else explained
        if not names:
            continue
        for verdict in tried(group, names, known, chosen.seconds, chosen.jobs, chosen.seed):
            ends[verdict.end] += 1
            if verdict.end not in ("killed", "hung"):
                print(told(verdict), flush=True)
    print(", ".join(f"{count} {end}" for end, count in sorted(ends.items())) or "nothing tried")
    return 1 if set(ends) - {"killed", "hung"} or not ends else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
