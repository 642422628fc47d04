"""Makes a failing walkthrough or saved game short: as few choices as still fail, the plainest.

What stays is its first failure, or that of a line (FILE:LINE); where nothing fails, the ending it
comes to; with --until, that a condition becomes true. The result is a walkthrough.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_story
from ulysse_game.cli.begin import parted
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.replay import compiled_story, files_at
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.compiler import Compiled
    from ulysse_game.engine import Machine
    from ulysse_game.playtest.failing import Failing
    from ulysse_game.playtest.script import Script

_DEFAULT = 5_000


def options(parser: ArgumentParser) -> None:
    """What may follow ``shrink``."""
    parser.add_argument(
        "file", metavar="FILE[:LINE]", help="a failing walkthrough or the file of a saved game"
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT",
        help="the walkthrough to write, a new file (default: print it)",
    )  # fmt: skip
    add_story(parser)
    parser.add_argument(
        "--until", metavar="CONDITION",
        help="find the shortest way on which this becomes true, written as after `expect`",
    )  # fmt: skip
    parser.add_argument(
        "--budget", type=int, default=_DEFAULT, metavar="N",
        help=f"try so many ways at most (default: {_DEFAULT})",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Shrinks and writes; a file that does not fail, or cannot be read, makes the code 1."""
    from ulysse_game.engine import Machine
    from ulysse_game.playtest import read
    from ulysse_game.playtest.failing import NothingToShrink
    from ulysse_game.playtest.shrink import DoesNotFail, Tries, shrink
    from ulysse_game.playtest.shrunk import shrunk_text
    from ulysse_game.playtest.suite import what_is_wrong

    path, step = (arguments.file, None) if Path(arguments.file).exists() else parted(arguments.file)
    if Path(path).is_dir():
        raise Misuse(marked("{path} is a folder; name one file in it."), path=path)
    if not Path(path).is_file():
        raise Misuse(marked("There is nothing at {path}."), path=path)
    if arguments.output and Path(arguments.output).exists():
        raise Misuse(marked("{path} is there already."), path=arguments.output)
    (file,) = files_at([path])
    compiled = compiled_story(arguments.story)
    if compiled is None or compiled.story is None:
        return ERRORS
    found = read(file, compiled)
    if found.script is None:
        sys.stderr.write("".join(f"{line}\n" for line in what_is_wrong(found)))
        return ERRORS
    machine = Machine(compiled.story)
    tries = Tries(arguments.budget, _progress if sys.stderr.isatty() else None)
    try:
        wanted = _wanted(machine, compiled, found.script, step, arguments.until)
        if wanted is None:
            return ERRORS
        route = shrink(machine, wanted.route, wanted.fails, tries, wanted.first)
    except NothingToShrink as reason:
        sys.stderr.write(f"{found.file}: {reason}\n")
        return ERRORS
    except DoesNotFail:
        sys.stderr.write(f"{found.file}: it never comes to that.\n")
        return ERRORS
    finally:
        if tries.watch is not None:
            sys.stderr.write("\r" + " " * 60 + "\r")
    name = re.sub(r"\W+", "_", Path(arguments.output or path).stem).strip("_") or "shrunk"
    text = shrunk_text(machine, found, wanted, route, name)
    was, now = len(wanted.route.steps), len(route.steps)
    minimal = "" if tries.are_spent else ", and none of them can be left out"
    told = f"{wanted.what}: {now} of {was} choices{minimal} ({tries.made} ways tried)\n"
    if arguments.output:
        with open(arguments.output, "x", encoding="utf-8", newline="\n") as out:
            out.write(text)
        sys.stdout.write(f"{arguments.output}\n{told}")
    else:
        sys.stdout.write(text)
        sys.stderr.write(told)
    return FINE


def _wanted(
    machine: Machine, compiled: Compiled, script: Script, step: int | None, until: str | None
) -> Failing | None:
    """What is to stay; nothing if the condition asked for is none."""
    from ulysse_game.playtest import failing, replay

    result = replay(machine, script)
    if until is None:
        return failing.failing(machine, script, result, step)
    from ulysse_game.diagnostics.render import render
    from ulysse_game.playtest.asked import asked

    condition, diagnostics = asked(compiled, until, "--until")
    if condition is None or diagnostics:
        sys.stderr.write(render(diagnostics, {"--until": until}, "human"))
        return None
    return failing.until(machine, result, condition, until)


def _progress(made: int, choices: int) -> None:
    sys.stderr.write(f"\r{made} ways tried, {choices} choices ")
    sys.stderr.flush()
