"""Everything that reads what others may have written, under hostile input.

Each reader is driven by what it covers for a while, in a process of its own (atheris); given inputs
built as its format is (Hypothesis); and given the worst inputs that are known, in two sizes, so
that work and memory are seen to grow as the input does. Raises nothing: what was found is counted,
and how to repeat it goes to standard error.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.driving import LONGEST_INPUT, MOST_MEMORY, drive, is_possible
from tests.fuzz.shapes import SHAPES
from tests.fuzz.targets import TARGETS
from tests.fuzz.worst import HELD_TO, TIMES, Family, families, growth, memory
from tests.trust.figure import Figure

SECONDS = 75
"""For each target: 15 of them take some twenty minutes of one core."""
EXAMPLES = 3_000
SEED = 20_411
SIZE = 20_000
"""Bytes of the smaller input of a family."""
MOST_BYTES = 400
"""Bytes of memory at most for each byte of an input, a compiled story's own included."""

_ALIKE = "only our own refusals; an input takes at most {} s and {} MB"


def full() -> Iterator[Figure]:
    """Every target, every shape, every family; some 25 minutes of one core."""
    for name in TARGETS:
        yield driven(name, SECONDS)
    for name in SHAPES:
        yield shaped(name, EXAMPLES, SEED)
    yield grown(SIZE)
    yield filled(SIZE)


def driven(name: str, seconds: int) -> Figure:
    """One target, driven by what it covers."""
    target, begun = TARGETS[name], perf_counter()
    bound = _ALIKE.format(LONGEST_INPUT, MOST_MEMORY)
    threat = f"hostile input: {target.what}"
    if not is_possible():
        _tell("atheris is not installed: pip install 'ulysse-game[fuzz]'")
        return Figure(threat, "inputs, driven by coverage", 0, 1, bound, 0.0)
    scratch = Path(tempfile.mkdtemp(prefix="ulysse-fuzz-"))
    came = drive(name, seconds, scratch, SEED)
    if not came.is_well:
        _tell(
            came.told[-4_000:], *(f"python -m tests.fuzz {name} --replay {f}" for f in came.found)
        )
    wrong = max(len(came.found), int(not came.is_well))
    done = f"inputs, driven by coverage ({came.covered:,} edges)"
    return Figure(threat, done, came.executions, wrong, bound, perf_counter() - begun)


def shaped(name: str, examples: int, number: int) -> Figure:
    """One target, with inputs built as its format is; nothing kept between two runs."""
    begun, wrong, count = perf_counter(), 0, 0

    @seed(number)
    @settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(SHAPES[name])
    def holds(data: bytes) -> None:
        nonlocal count
        count += 1
        TARGETS[name].run(data)

    try:
        holds()
    except Exception:
        wrong = 1
        _tell(traceback.format_exc(), f"seed {number}, {examples} examples of {name}")
    threat = f"hostile input: {TARGETS[name].what}"
    done, bound = "inputs, built nearly right", "only our own refusals"
    return Figure(threat, done, count, wrong, bound, perf_counter() - begun)


def grown(size: int, chosen: Iterator[Family] | None = None) -> Figure:
    """The families of worst inputs, each in two sizes: how the work grows."""
    begun, count, wrong = perf_counter(), 0, 0
    for family in chosen or families():
        count += 1
        came = growth(family, size)
        if came.exponent >= HELD_TO:
            wrong += 1
            _tell(f"{family.reader}, {family.what}: exponent {came.exponent:.2f} at {size} bytes")
    bound = f"{TIMES} times the bytes: an exponent below {HELD_TO} (quadratic is 2)"
    done = f"worst inputs of {size:,} and {TIMES * size:,} bytes"
    return Figure("a reader that never ends", done, count, wrong, bound, perf_counter() - begun)


def filled(size: int) -> Figure:
    """The families of worst inputs: the memory each takes."""
    begun, count, wrong = perf_counter(), 0, 0
    for family in families():
        count += 1
        taken = memory(family, size)
        if taken > MOST_BYTES:
            wrong += 1
            _tell(f"{family.reader}, {family.what}: {taken:.0f} bytes a byte at {size} bytes")
    bound = f"{MOST_BYTES} bytes for each byte of the input"
    done = f"worst inputs of {size:,} bytes"
    return Figure("a reader that fills memory", done, count, wrong, bound, perf_counter() - begun)


def _tell(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr, flush=True)
