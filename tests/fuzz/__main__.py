"""``python -m tests.fuzz TARGET … --seconds N``: drives targets, and says what came of each.

Exit code 1 when anything was found; what it was is printed, with the file that holds the input.
``--replay FILE`` gives one input to a target instead.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.driving import drive, is_possible
from tests.fuzz.targets import TARGETS


def main(arguments: list[str]) -> int:
    """Runs what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", choices=[*TARGETS, []], metavar="TARGET",
                        help=", ".join(TARGETS))  # fmt: skip
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scratch", type=Path, help="where found inputs and grown corpora go")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="one input, for one target")
    chosen = parser.parse_args(arguments)
    names = chosen.target or list(TARGETS)
    if chosen.replay:
        for name in names:
            TARGETS[name].run(chosen.replay.read_bytes())
        return 0
    if not is_possible():
        parser.exit(2, "atheris is not installed: pip install 'ulysse-game[fuzz]'\n")
    scratch = chosen.scratch or Path(tempfile.mkdtemp(prefix="ulysse-fuzz-"))
    found = 0
    for name in names:
        driven = drive(name, chosen.seconds, scratch, chosen.seed)
        print(
            f"{name}: {driven.executions:,} inputs, {driven.covered:,} edges covered,"
            f" {len(driven.found)} found",
            flush=True,
        )
        if not driven.is_well:
            print(driven.told[-4_000:])
            print("\n".join(map(str, driven.found)))
        found += not driven.is_well
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
