"""Tells what this game is, with its disclaimer and its content note."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from ulysse_game import __version__
from ulysse_game.cli.arguments import add_language, add_story, add_width, line_width
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.language import language
from ulysse_game.cli.settings import remembered
from ulysse_game.cli.stories import open_story


def options(parser: ArgumentParser) -> None:
    """What may follow ``--about``."""
    add_language(parser)
    add_story(parser)
    add_width(parser)


def run(arguments: Namespace) -> int:
    """Prints the title page of the story, its licence and the version."""
    from ulysse_game.engine import Machine
    from ulysse_game.ui.plain import Layout
    from ulysse_game.view import title
    from ulysse_game.view.words import words

    story = open_story(arguments.story)
    if story is None:
        return ERRORS
    spoken = language(arguments.language, remembered(None, "language"), os.environ)
    page = title(Machine(story), spoken)
    layout = Layout(line_width(arguments.width, sys.stdout), words(spoken))
    lines = [*layout.title(page), "", *layout.text(page.licence), f"ulysse {__version__}"]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return FINE
