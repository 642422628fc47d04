"""`python -m tests.benchmarks`: measure, print the table, fail if a bound is missed."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from . import check, costs, explore, play, screen, start, wander, watch
from . import compile as compiling
from .bench import Bench
from .table import Row, exit_code, measure, render

FAMILIES = {
    "compile": compiling.rows,
    "check": check.rows,
    "start": start.rows,
    "play": play.rows,
    "screen": screen.rows,
    "costs": costs.rows,
    "explore": explore.rows,
    "wander": wander.rows,
    "watch": watch.rows,
}


def chosen(bench: Bench, only: str) -> list[Row]:
    """The rows of the family of this name, or whose own name contains it."""
    return [
        row
        for family, rows in FAMILIES.items()
        for row in rows(bench)
        if only == family or only in row.name
    ]


def run(folder: Path, only: str, rounds: int) -> int:
    """Measure the chosen rows with what is kept in this folder."""
    rows = chosen(Bench(folder), only)
    if not rows:
        sys.exit(f"no row is called {only!r}")
    results = []
    try:
        for row in rows:
            print(f"{row.name} …", file=sys.stderr)
            results.append(measure(row, rounds))
    finally:  # what was measured before something broke took its minutes
        print(render(results))
    return exit_code(results)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="pairs a row; the median counts")
    parser.add_argument("--only", default="", metavar="NAME", help="a family, or part of a name")
    parser.add_argument(
        "--cache",
        type=Path,
        default=os.environ.get("ULYSSE_BENCH_CACHE"),
        help="keep the stories and inkjs here (ULYSSE_BENCH_CACHE); else made anew and removed",
    )
    asked = parser.parse_args()
    if asked.cache:
        return run(asked.cache, asked.only, asked.rounds)
    with tempfile.TemporaryDirectory(prefix="ulysse-bench-") as folder:
        return run(Path(folder), asked.only, asked.rounds)


if __name__ == "__main__":
    sys.exit(main())
