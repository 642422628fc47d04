"""Checks saved games against the story as it is now, or collects a set of them to be checked later.

``check`` loads every save in a folder as the game would. ``collect`` plays the story and keeps a
small, diverse set of saves, in a folder named after the story's version.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_story, count
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import open_story
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ulysse_game.engine import Machine
    from ulysse_game.playtest.saves import Checked

_MOST_RUNS = 100_000


def options(parser: ArgumentParser) -> None:
    """What may follow ``saves``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="check | collect")
    check = actions.add_parser(
        "check",
        help="what becomes of saved games in the story as it is",
        description="Loads every saved game of a folder as the game would, and says what of it"
        " is whole, adjusted, fallen back to an earlier place, or cannot be read.",
    )
    check.add_argument("folder", metavar="DIR", help="a folder of saved games")
    add_story(check)
    check.add_argument("--format", choices=("human", "json"), default="human")
    check.add_argument("--verbose", action="store_true", help="also what followed a rename")
    check.add_argument(
        "--allow",
        choices=("adjusted", "fallen-back"),
        default="",
        help="what may be lost before the exit code is 1 (default: nothing)",
    )
    check.add_argument(
        "--expected",
        metavar="FILE",
        help="the verdicts that were reviewed: the exit code is 1 where they differ, and only then",
    )
    check.add_argument("--update", action="store_true", help="write the verdicts to that file")
    collect = actions.add_parser(
        "collect",
        help="play the story and keep a small set of saved games",
        description="Plays the story at random, the same way every time, and keeps a small set of"
        " saved games in DIR/VERSION: each chapter, detours, loops, forms, pages taken back,"
        " endings, every language.",
    )
    collect.add_argument("folder", metavar="DIR", help="the folder of the corpus")
    add_story(collect)
    collect.add_argument(
        "--runs", type=_runs, default=200, metavar="N", help="how often to play (default: 200)"
    )
    collect.add_argument(
        "--kilobytes", type=count, default=300, metavar="N",
        help="so much at most all of them together (default: 300)",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Does what was asked for. Saves that lose something make the exit code of ``check`` 1."""
    from ulysse_game.engine import Machine

    if arguments.action == "check" and not Path(arguments.folder).is_dir():
        raise Misuse(marked("There is no folder at {path}."), path=arguments.folder)
    if arguments.action == "check" and arguments.update and not arguments.expected:
        raise Misuse(marked("{option} goes with {other}."), option="--update", other="--expected")
    story = open_story(arguments.story)
    if story is None:
        return ERRORS
    machine = Machine(story)
    return (
        _check(machine, arguments) if arguments.action == "check" else _collect(machine, arguments)
    )


def _check(machine: Machine, arguments: Namespace) -> int:
    from ulysse_game.playtest.saves import as_json, check_folder, is_allowed, lines, tally

    checks = list(check_folder(machine, Path(arguments.folder)))
    if not checks:
        raise Misuse(marked("There is no saved game in {path}."), path=arguments.folder)
    if arguments.format == "json":
        import json

        sys.stdout.write(json.dumps(as_json(checks, arguments.allow), indent=2) + "\n")
    else:
        for each in checks:
            sys.stdout.write("".join(f"{line}\n" for line in lines(each, arguments.verbose)))
        sys.stdout.write(f"{tally(checks)}\n")
    if arguments.expected:
        return _as_expected(checks, arguments)
    return FINE if all(is_allowed(each, arguments.allow) for each in checks) else ERRORS


def _as_expected(checks: Sequence[Checked], arguments: Namespace) -> int:
    """Whether the verdicts are those of the reviewed file, or writes them there."""
    from ulysse_game.playtest.saves import compared, expected_text

    path, found = Path(arguments.expected), expected_text(checks)
    if arguments.update:
        path.write_text(found, encoding="utf-8")
        return FINE
    if not path.is_file():
        raise Misuse(marked("There is nothing at {path}."), path=arguments.expected)
    expected = path.read_bytes().decode("utf-8", errors="replace")
    differences = list(compared(expected, found))
    sys.stderr.write("".join(f"{line}\n" for line in differences))
    return ERRORS if differences else FINE


def _collect(machine: Machine, arguments: Namespace) -> int:
    from ulysse_game.playtest.saves import collect

    folder = Path(arguments.folder) / str(machine.story.world.version)
    if folder.exists():
        raise Misuse(marked("{path} is there already."), path=folder.as_posix())
    kept = collect(machine, arguments.runs, 1_000 * arguments.kilobytes)
    folder.mkdir(parents=True)
    for each in kept:
        (folder / f"{each.name}.json").write_bytes(each.data)
        sys.stdout.write(
            f"{each.name}.json: at {each.place} turn {each.choices}, {each.language}\n"
        )
    size = sum(len(each.data) for each in kept)
    sys.stdout.write(f"{len(kept)} saves of {size:,} bytes in {folder.as_posix()}\n")
    return FINE


def _runs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:8]) <= _MOST_RUNS):
        raise ArgumentTypeError(f"a number from 1 to {_MOST_RUNS} is wanted, not {text!r}")
    return int(text)
