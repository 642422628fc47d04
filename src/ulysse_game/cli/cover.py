"""Says what walkthroughs and saved games show of a story, and what none of them ever shows.

Scenes, choices, closing reasons, texts and every alternative in them, conditions that hold and
that fail, rules, endings. With --complete it writes walkthroughs that show what is missing.
"""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_story
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.replay import files_at
from ulysse_game.cli.stories import fresh_story, from_here, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.compiler import Compiled
    from ulysse_game.engine import Machine
    from ulysse_game.playtest import Result
    from ulysse_game.playtest.cover import Completed, Coverage, Watch

_PLAYS = 500
_BUDGET = 120


def options(parser: ArgumentParser) -> None:
    """What may follow ``cover``."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH",
        help="a walkthrough, a saved game, or a folder of them",
    )  # fmt: skip
    add_story(parser)
    parser.add_argument(
        "--format", choices=("human", "json", "html"), default="human",
        help="html is one page with the story's own text",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write the report (default: print it)"
    )
    parser.add_argument(
        "--at-least", type=_percent, default=0.0, metavar="PERCENT",
        help="the exit code is 1 where less than this of everything is shown",
    )  # fmt: skip
    parser.add_argument(
        "--complete", metavar="DIR",
        help="write walkthroughs there that show what none of these shows, new files all",
    )  # fmt: skip
    parser.add_argument(
        "--plays", type=int, default=_PLAYS, metavar="N",
        help=f"with --complete: first play so many times (default: {_PLAYS})",
    )  # fmt: skip
    parser.add_argument(
        "--budget", type=int, default=_BUDGET, metavar="SECONDS",
        help=f"with --complete: then explore for at most so long (default: {_BUDGET})",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Replays and reports; less than was asked for, or a file that is no script, makes it 1.

    So does an invariant that is broken by what --complete has found.
    """
    from ulysse_game.engine import Machine
    from ulysse_game.playtest.cover import Watch, cover, placed, total

    if not arguments.paths and not arguments.complete:
        raise Misuse(marked("Name a walkthrough, a saved game or a folder of them."))
    files = files_at(arguments.paths) if arguments.paths else []
    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    machine = Machine(compiled.story)
    watch = Watch(machine)
    results = list(_replayed(machine, files, compiled))
    items = placed(watch.items, compiled)
    coverage = cover(compiled.story, items, results, watch.shown, watch.impossible)
    _tell(coverage, compiled, arguments)
    is_sound = True
    if arguments.complete:
        is_sound = _complete(coverage, compiled, machine, watch, arguments)
    is_enough = total(coverage).percent >= arguments.at_least
    return FINE if is_sound and is_enough and len(results) == len(files) else ERRORS


def _replayed(machine: Machine, files: list[str], compiled: Compiled) -> Iterator[Result]:
    """What came of each file; those that are no scripts are told of on standard error."""
    from ulysse_game.playtest import read, replay
    from ulysse_game.playtest.suite import what_is_wrong

    for file in files:
        found = read(file, compiled)
        if found.script is None:
            sys.stderr.write("".join(f"{line}\n" for line in what_is_wrong(found)))
            continue
        result = replay(machine, found.script)
        if result.moments:
            yield result


def _tell(coverage: Coverage, compiled: Compiled, arguments: Namespace) -> None:
    text = _text(coverage, compiled, arguments)
    if not arguments.output:
        sys.stdout.write(text)
        return
    with open(arguments.output, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    sys.stdout.write(f"{arguments.output}\n")


def _text(coverage: Coverage, compiled: Compiled, arguments: Namespace) -> str:
    """The report in the format asked for."""
    from ulysse_game.playtest.cover import Excerpts, as_json, page, report

    story = compiled.story
    assert story is not None
    if arguments.format == "json":
        return as_json(coverage, story)
    if arguments.format == "html":
        lines = page(coverage, compiled)
    else:
        folder = from_here(story_folder(arguments.story))
        lines = report(coverage, story, folder, Excerpts(story))
    return "".join(f"{line}\n" for line in lines)


def _complete(
    coverage: Coverage, compiled: Compiled, machine: Machine, watch: Watch, arguments: Namespace
) -> bool:
    """Write what is missing; told on standard output, or beside a report that is printed there.

    Whether nothing that was found breaks an invariant.
    """
    from ulysse_game.playtest.cover import (
        complete,
        key_of,
        routes_at_random,
        routes_by_chance,
        routes_to,
    )

    folder = Path(arguments.complete)
    folder.mkdir(parents=True, exist_ok=True)
    taken = [path.stem for path in folder.iterdir()]
    out = sys.stdout if arguments.output or arguments.format == "human" else sys.stderr
    missing = frozenset(key_of(item) for item in coverage.never)
    left = len(missing)
    found = complete(
        compiled,
        machine,
        watch,
        missing,
        lambda wanted: (
            *routes_by_chance(machine, arguments.plays),
            *routes_to(machine, wanted, arguments.budget),
        ),
        taken,
        around=lambda wanted: routes_at_random(machine, arguments.plays),
    )
    out.write("\n" if out is sys.stdout and not arguments.output else "")
    for each in found.walkthroughs:
        path = folder / f"{each.name}.yaml"
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(each.text)
        left -= len(each.shows)
        out.write(f"{path.as_posix()}  shows {len(each.shows)} more\n")
    out.write(f"{len(missing) - left} of {len(missing)} found, {left} still never shown\n")
    out.write("".join(f"{line}\n" for line in _broken(found, arguments.story)))
    return not found.broken


def _broken(found: Completed, story: str | None) -> Iterator[str]:
    """What no walkthrough was written of, because it breaks an invariant, and how to see it."""
    for each in found.broken:
        invariant = each.invariant
        means = f": {invariant.meaning.rstrip('.')}" if invariant.meaning else ""
        yield f"BROKEN the invariant {invariant.id} is broken{means}."
        yield f"  by {each.routes:,} of {found.routes:,} ways tried; nothing of that is written"
    if found.broken:
        if found.behind:
            things = "1 thing is" if len(found.behind) == 1 else f"{len(found.behind):,} things are"
            yield f"  {things} shown only after that, and still never shown"
        named = f" {shlex.quote(story)}" if story else ""
        yield f"  a shortest way to it: ulysse explore{named}"


def _percent(text: str) -> float:
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise ArgumentTypeError(f"a number from 0 to 100 is wanted, not {text!r}")
    return number
