"""Finds what is wrong in a story: every mistake of every file in one run."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import from_here, story_folder
from ulysse_game.diagnostics import has_errors
from ulysse_game.diagnostics.render import FORMATS, render


def options(parser: ArgumentParser) -> None:
    """What may follow ``check``."""
    parser.add_argument(
        "story", nargs="?", metavar="STORY", help="the story's folder (default: the game's own)"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="human", help="how to print what is found"
    )


def run(arguments: Namespace) -> int:
    """Compiles the story afresh and prints its diagnostics; errors make the exit code 1."""
    folder = story_folder(arguments.story)

    from ulysse_game.compiler import compile_folder

    compiled = compile_folder(folder, cache=None)
    sys.stdout.write(
        render(
            compiled.diagnostics,
            compiled.sources,
            arguments.format,
            color=wants_color(),
            folder=from_here(folder),
        )
    )
    return ERRORS if has_errors(compiled.diagnostics) else FINE


def wants_color() -> bool:
    """Whether what is printed goes to somebody who sees colours, and wants them."""
    return (
        sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") not in ("", "dumb")
    )
