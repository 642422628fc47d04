"""Tells the figures of a story: words, reading time, who speaks, what is chosen, what a run shows.

Words are counted in the story's own language, every arm of every text. What a run meets comes from
random plays, the same each time.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_cores, add_folder, count
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story, story_cache, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from pathlib import Path

    from ulysse_game.authoring.stats import Runs
    from ulysse_game.story import Story

_RUNS = 200


def options(parser: ArgumentParser) -> None:
    """What may follow ``stats``."""
    add_folder(parser)
    parser.add_argument("--chapter", metavar="ID", default="", help="of this chapter only")
    parser.add_argument(
        "--runs", type=count, default=_RUNS, metavar="N",
        help=f"random plays to read; 0: none (default: {_RUNS})",
    )  # fmt: skip
    parser.add_argument("--seed", type=count, default=0, metavar="N", help="default: 0")
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="how to print the figures"
    )
    add_cores(parser)


def run(arguments: Namespace) -> int:
    """Prints the figures; a story with errors has none."""
    from ulysse_game.authoring.stats import report_of, table
    from ulysse_game.compiler.read_house_style import read_house_style

    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    _check_chapter(compiled.story, arguments.chapter)
    style, _ = read_house_style(compiled)
    runs = None
    if arguments.runs:
        runs = _runs(story_folder(arguments.story), compiled.story, arguments)
    report = report_of(compiled, style, runs, arguments.chapter)
    if arguments.format == "json":
        import json

        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(table(report))
    return FINE


def _check_chapter(story: Story, chapter: str) -> None:
    from ulysse_game.diagnostics import did_you_mean

    known = [each.id for each in story.world.chapters]
    if chapter and chapter not in known:
        hint = did_you_mean(chapter, known)
        raise Misuse(marked("There is no chapter {name}. {hint}"), name=chapter, hint=hint)


def _runs(folder: Path, story: Story, arguments: Namespace) -> Runs:
    """So many random plays, every one of them read."""
    from ulysse_game.authoring.stats import Runs
    from ulysse_game.engine import Machine
    from ulysse_game.explore.cores import Cores
    from ulysse_game.playtest.wander import Plan, wander

    plan = Plan(seed=arguments.seed, runs=arguments.runs, sample=1)
    with Cores(Machine(story), arguments.cores, folder, story_cache()) as cores:
        found = wander(cores, plan).counts[0]
    return Runs(
        runs=found.get("runs", 0),
        words=_each(found.get("words", {})),
        choices=_each(found.get("lengths", {})),
        shown=found.get("items", {}).get("text", {}),
        chosen=found.get("choice", {}),
        endings=found.get("endings", {}),
    )


def _each(tally: dict[str, int]) -> list[int]:
    """A figure for each run, from how many runs had it."""
    return [int(value) for value, times in tally.items() for _ in range(times)]
