"""Writes a saved game, or the report of a crash, down as a walkthrough, to be kept as a test."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ulysse_game.cli.arguments import add_story
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.replay import compiled_story
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked


def options(parser: ArgumentParser) -> None:
    """What may follow ``record``."""
    parser.add_argument(
        "save", metavar="SAVE", help="the file of a saved game, or of a crash report"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the walkthrough to write, a new file"
    )
    add_story(parser)


def run(arguments: Namespace) -> int:
    """Replays the save and writes the walkthrough; a save that does not replay makes the code 1."""
    from ulysse_game.engine import Machine
    from ulysse_game.playtest import CannotRecord, Recorded, read, record
    from ulysse_game.playtest.script import error_of
    from ulysse_game.playtest.suite import what_is_wrong

    if Path(arguments.save).is_dir():
        raise Misuse(marked("{path} is a folder; name one file in it."), path=arguments.save)
    if not Path(arguments.save).is_file():
        raise Misuse(marked("There is nothing at {path}."), path=arguments.save)
    if Path(arguments.output).exists():
        raise Misuse(marked("{path} is there already."), path=arguments.output)
    compiled = compiled_story(arguments.story)
    if compiled is None or compiled.story is None:
        return ERRORS
    found = read(arguments.save, compiled)
    if found.script is None:
        sys.stderr.write("".join(f"{line}\n" for line in what_is_wrong(found)))
        return ERRORS
    if not isinstance(found.script, Recorded) and not error_of(found):
        raise Misuse(marked("{path} is no saved game."), path=arguments.save)
    name = re.sub(r"\W+", "_", Path(arguments.output).stem).strip("_") or "recorded"
    try:
        text = record(Machine(compiled.story), found.script, name)
    except CannotRecord as trouble:
        sys.stderr.write("".join(f"{arguments.save}: {reason}\n" for reason in trouble.reasons))
        return ERRORS
    with open(arguments.output, "x", encoding="utf-8") as file:
        file.write(text)
    sys.stdout.write(f"{arguments.output}\n")
    return FINE
