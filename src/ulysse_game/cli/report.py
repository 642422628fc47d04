"""Makes one report of the reports of several shards.

The reports are those that ``--format json`` gives, all of one command with another ``--shard``.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked


def options(parser: ArgumentParser) -> None:
    """What may follow ``report``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="merge")
    merge = actions.add_parser(
        "merge",
        help="one report of several",
        description="Prints one report of several shards': the very one that a single run of all"
        " would have given.",
    )
    merge.add_argument("files", nargs="+", metavar="FILE", help="a report in JSON")
    merge.add_argument("--format", choices=("human", "json"), default="json")


def run(arguments: Namespace) -> int:
    """Merges the reports; the exit code is 1 if what they tell of failed."""
    from ulysse_game.playtest.merging import CannotMerge, has_failed, merged, parse, told, unparse

    reports = []
    for file in arguments.files:
        try:
            reports.append(parse(Path(file).read_bytes()))
        except FileNotFoundError:
            raise Misuse(marked("There is nothing at {path}."), path=file) from None
        except CannotMerge as reason:
            raise Misuse(marked("{path}: {reason}."), path=file, reason=reason) from None
    try:
        report = merged(reports)
    except CannotMerge as reason:
        listed = ", ".join(arguments.files)
        raise Misuse(marked("{path}: {reason}."), path=listed, reason=reason) from None
    if arguments.format == "json":
        sys.stdout.write(unparse(report))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in told(report)))
    return ERRORS if has_failed(report) else FINE
