"""Compares two versions of a story: what is new, what is gone, what testers had that broke.

Give two story folders, the older first; or, with --old-revision, only the newer one, which lies
in a git repository.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_cores, count
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.playtest.compare import Comparison, Side

_RUNS = 1_000


def options(parser: ArgumentParser) -> None:
    """What may follow ``compare``."""
    parser.add_argument(
        "stories", nargs="*", metavar="STORY",
        help="OLD and NEW, two story folders; with --old-revision only NEW (default: the story"
        " in this folder, else the game's own)",
    )  # fmt: skip
    parser.add_argument(
        "--old-revision", metavar="REV", help="compare with NEW as it was in this revision of git"
    )
    parser.add_argument(
        "--runs", type=count, default=_RUNS, metavar="N",
        help=f"runs at random of each policy in each story; 0 for none (default: {_RUNS:,})",
    )  # fmt: skip
    parser.add_argument("--seed", type=count, default=0, metavar="N", help="of the runs")
    parser.add_argument(
        "--budget", type=count, default=0, metavar="SECONDS",
        help="let the explorer decide what can be come to, so long for each story (default: runs)",
    )  # fmt: skip
    add_cores(parser)
    parser.add_argument(
        "--walkthroughs", metavar="DIR", help="replay these on both, and tell which broke"
    )
    parser.add_argument(
        "--saves", metavar="DIR", help="load these in both, and tell which lose something"
    )
    parser.add_argument("--format", choices=("human", "json"), default="human")
    parser.add_argument(
        "--gate",
        action="store_true",
        help="exit code 1 if an ending, a walkthrough or something in a save is gone",
    )


def run(arguments: Namespace) -> int:
    """Compares the two; with ``--gate`` what is gone makes the exit code 1."""
    if arguments.saves and not Path(arguments.saves).is_dir():
        raise Misuse(marked("There is no folder at {path}."), path=arguments.saves)
    found = _revision(arguments) if arguments.old_revision else _folders(arguments)
    if found is None:
        return ERRORS
    _tell(found, arguments.format)
    return ERRORS if arguments.gate and found.gone else FINE


def _folders(arguments: Namespace) -> Comparison | None:
    if len(arguments.stories) != 2:
        raise Misuse(marked("Two stories are compared: OLD and NEW, or NEW and --old-revision."))
    old, new = arguments.stories
    return _compared(old, new, arguments)


def _revision(arguments: Namespace) -> Comparison | None:
    """The comparison with an older revision, which is gone from the disk when it is told."""
    from tempfile import TemporaryDirectory

    from ulysse_game.playtest.compare import NoGit, NoRevision, NotInGit, export

    if len(arguments.stories) > 1:
        raise Misuse(marked("Two stories are compared: OLD and NEW, or NEW and --old-revision."))
    new = story_folder(arguments.stories[0] if arguments.stories else None)
    with TemporaryDirectory(prefix="ulysse-") as old:
        try:
            export(new, arguments.old_revision, Path(old))
        except NoGit:
            raise Misuse(marked("--old-revision needs git, and there is none here.")) from None
        except NotInGit:
            raise Misuse(marked("{path} is in no git repository."), path=new.as_posix()) from None
        except NoRevision:
            raise Misuse(
                marked("There is no {path} in the revision {revision}."),
                path=new.as_posix(), revision=arguments.old_revision,
            ) from None  # fmt: skip
        return _compared(old, str(new), arguments)


def _compared(old: str, new: str, arguments: Namespace) -> Comparison | None:
    """The comparison; nothing if either story has errors, which stand on standard error then."""
    from ulysse_game.cli.replay import files_at
    from ulysse_game.playtest.compare import Asked, compare

    sides = _side(old), _side(new)
    if sides[0] is None or sides[1] is None:
        return None
    scripts = files_at([arguments.walkthroughs]) if arguments.walkthroughs else ()
    asked = Asked(
        runs=arguments.runs,
        budget=arguments.budget,
        seed=arguments.seed,
        cores=arguments.cores,
        scripts=tuple(scripts),
        saves=Path(arguments.saves) if arguments.saves else None,
    )
    return compare(sides[0], sides[1], asked)


def _side(folder: str) -> Side | None:
    from ulysse_game.cli.replay import compiled_story
    from ulysse_game.engine import Machine
    from ulysse_game.playtest.compare import Side

    compiled = compiled_story(folder)
    if compiled is None or compiled.story is None:
        return None
    return Side(story_folder(folder), compiled, Machine(compiled.story))


def _tell(found: Comparison, form: str) -> None:
    from ulysse_game.playtest.compare import as_json, lines

    if form == "json":
        import json

        sys.stdout.write(json.dumps(as_json(found), indent=2) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in lines(found)))
