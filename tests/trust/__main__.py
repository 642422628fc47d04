"""Runs the parts at their full length, prints the table, and keeps it in the testers' manual.

Each row is printed when it is known, so that an interrupted run has told what it measured; with
``--write`` the rows of what ran take the place of those that stood in ``tests/README.md``.
Exit code 1 when anything went wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from tests.trust.figure import Figure

PARTS = (
    "faults", "power", "kills", "crowds", "places", "fuzz", "packs", "signals", "soak", "scale",
    "bounds", "release", "mutants",
)  # fmt: skip
MANUAL = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- trust: begin -->", "<!-- trust: end -->"
HEAD = (
    "| part | threat | what was done | how often | went wrong | held to | seconds |",
    "|---|---|---|---|---|---|---|",
)


def main(arguments: list[str]) -> int:
    """Runs what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, metavar="PART", help=str(PARTS))
    parser.add_argument("--write", action="store_true", help="keep the rows in tests/README.md")
    chosen = parser.parse_args(arguments)
    wrong = 0
    for part in chosen.only or PARTS:
        rows = []
        for figure in _figures(part):
            rows.append(row(part, figure))
            print(rows[-1], flush=True)
            wrong += figure.went_wrong
        if chosen.write:
            text = MANUAL.read_text(encoding="utf-8")
            MANUAL.write_text(merged(text, part, rows), encoding="utf-8")
    return 1 if wrong else 0


def _figures(part: str) -> Iterator[Figure]:
    yield from import_module(f"tests.trust.{part}").full()


def row(part: str, figure: Figure) -> str:
    """The table's row of a figure."""
    cells = (
        part, figure.threat, figure.done, f"{figure.times:,}", f"{figure.went_wrong:,}",
        figure.bound, f"{figure.seconds:,.0f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def merged(manual: str, part: str, rows: Iterable[str]) -> str:
    """The manual with these rows in the place of the part's old ones, in the order of the parts."""
    before, rest = manual.split(BEGIN)
    block, after = rest.split(END)
    others = [line for line in block.splitlines() if _part_of(line) not in ("", part)]
    ordered = sorted((*others, *rows), key=lambda line: PARTS.index(_part_of(line)))
    return f"{before}{BEGIN}\n" + "\n".join((*HEAD, *ordered)) + f"\n{END}{after}"


def _part_of(line: str) -> str:
    first = line.split("|")[1].strip() if line.startswith("|") and line.count("|") > 1 else ""
    return first if first in PARTS else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
