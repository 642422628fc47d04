"""Plays the story: in the full screen, or in line mode where there is no screen to draw on."""

from __future__ import annotations

import gc
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, TextIO

from ulysse_game.cli.arguments import (
    WIDEST,
    WIDEST_BY_ITSELF,
    add_at,
    add_language,
    add_story,
    add_width,
    folder_name,
    line_width,
)
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.language import language
from ulysse_game.cli.settings import all_remembered, remember
from ulysse_game.cli.stories import open_story, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.engine import Machine
from ulysse_game.view.settings import Settings, settings_of
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.play import Library
    from ulysse_game.play.evidence import Evidence


def options(parser: ArgumentParser) -> None:
    """What may follow ``play``."""
    parser.add_argument("--plain", action="store_true", help=marked("line mode: text in, text out"))
    parser.add_argument(
        "--speech", action="store_true",
        help=marked("line mode for a screen reader: no signs, figures and units in words"),
    )  # fmt: skip
    parser.add_argument("--new", action="store_true", help=marked("begin a new playthrough"))
    parser.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help=marked("the chance of a new playthrough, to repeat it"),
    )
    parser.add_argument("--load", metavar="ID", default="", help=marked("go on from this save"))
    parser.add_argument(
        "--from", dest="origin", metavar="FILE[:STEP]", default="",
        help=marked("go on from a step of a walkthrough (a line) or of a saved game (a choice)"),
    )  # fmt: skip
    parser.add_argument(
        "--save-dir",
        type=folder_name,
        metavar="DIR",
        help=marked("where saves and settings are kept"),
    )
    add_language(parser)
    add_story(parser)
    add_width(parser)
    parser.add_argument(
        "--write", action="store_true",
        help=marked("show writers what stands behind the page: values, conditions, cards, rules"),
    )  # fmt: skip
    add_at(parser)
    parser.set_defaults(library=None, offered=None)


def run(arguments: Namespace) -> int:
    """Opens the story and hands it to a front end; returns that one's exit code."""
    gc.disable()  # until the first page: a start makes a great many objects and drops none
    try:
        return _played(arguments)
    finally:
        gc.enable()


def _played(arguments: Namespace) -> int:
    kept = all_remembered(arguments.save_dir)
    spoken = language(arguments.language, kept.get("language", ""), os.environ)
    refuse_what_does_not_fit(arguments)
    in_lines = (
        arguments.plain
        or wants_speech(arguments, os.environ)
        or wants_lines(sys.stdin, sys.stdout, os.environ)
    )
    if arguments.origin or arguments.at:
        from ulysse_game.cli.begin import arrived, begun

        later = arguments.write and not in_lines
        found = begun(arguments, spoken) if arguments.origin else arrived(arguments, spoken, later)
        if found is None:
            return ERRORS
        machine, arguments.library, arguments.load, arguments.offered = found
    else:
        story = open_story(arguments.story)
        if story is None:
            return ERRORS
        machine = Machine(story)
    if in_lines:
        return _in_lines(machine, spoken, arguments, kept)
    return _on_screen(machine, spoken, arguments, settings_of(with_look(kept, os.environ)))


def with_look(kept: Mapping[str, str], environment: Mapping[str, str]) -> Mapping[str, str]:
    """What was kept; where no look was, daylight for a terminal that says its ground is light."""
    from ulysse_game.ui.tui.able import is_light

    return {"look": "daylight" if is_light(environment) else "night", **kept}


def refuse_what_does_not_fit(arguments: Namespace) -> None:
    """One place to begin at is enough; and what belongs to ``--at`` means nothing without it."""
    if arguments.at:
        for option, is_given in (
            ("--from", arguments.origin), ("--load", arguments.load),
            ("--new", arguments.new), ("--seed", arguments.seed is not None),
        ):  # fmt: skip
            if is_given:
                raise Misuse(
                    marked("{option} and {other} do not go together."), option="--at", other=option
                )
        return
    for option, is_given in (
        ("--where", arguments.where), ("--way", arguments.way), ("--show-way", arguments.show_way)
    ):  # fmt: skip
        if is_given:
            raise Misuse(marked("{option} goes with {other}."), option=option, other="--at")


def wants_lines(
    stdin: TextIO | None, stdout: TextIO | None, environment: Mapping[str, str]
) -> bool:
    """Whether line mode is chosen by itself: no terminal to draw on, or the player's wish."""
    if environment.get("ULYSSE_PLAIN") == "1":
        return True
    if environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return False  # a browser draws what comes through the pipes
    # Windows' own terminal has no TERM and draws all the same.
    if environment.get("TERM", "" if os.name == "posix" else "unset") in ("", "dumb"):
        return True
    return not all(stream is not None and stream.isatty() for stream in (stdin, stdout))


def wants_speech(arguments: Namespace, environment: Mapping[str, str]) -> bool:
    """Whether everything is to be said for a voice; a browser shows the screen all the same."""
    if environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return False
    return arguments.speech or environment.get("ULYSSE_SPEECH") == "1"


def _in_lines(machine: Machine, spoken: str, arguments: Namespace, kept: Mapping[str, str]) -> int:
    from ulysse_game import view
    from ulysse_game.ui import plain

    if sys.stdout is None or sys.stdin is None:
        return FINE  # nobody can read, or nobody can ever type
    settings = settings_of(kept)
    widest = settings.columns if "width" in kept else WIDEST_BY_ITSELF
    chosen = plain.Options(
        language=spoken,
        width=line_width(arguments.width, sys.stdout, widest),
        most=line_width(arguments.width, sys.stdout, WIDEST),
        new=_is_new(arguments),
        seed=arguments.seed,
        load=arguments.load,
        title=partial(view.title, machine),
        settings=settings,
        speech=wants_speech(arguments, os.environ) or kept.get("speech") == "on",
        skip=kept.get("skip") == "on",
        tour=plain.TOUR not in kept and sys.stdin.isatty(),
        remember=partial(remember, arguments.save_dir),
        write=arguments.write,
        story=story_folder(arguments.story) if arguments.write else None,
    )
    gc.enable()
    return plain.run(partial(_library, machine, arguments), chosen, sys.stdin, sys.stdout)


def _on_screen(machine: Machine, spoken: str, arguments: Namespace, settings: Settings) -> int:
    from ulysse_game.ui import tui

    chosen = tui.Options(
        language=spoken,
        new=_is_new(arguments),
        load=arguments.load,
        seed=arguments.seed,
        settings=settings,
        crash=partial(_crash, arguments.save_dir),
        remember=partial(remember, arguments.save_dir),
        write=arguments.write,
        story=story_folder(arguments.story) if arguments.write else None,
        ways=arguments.offered,
        plate=partial(_plate, arguments),
        today=time.localtime()[:3],
    )
    return tui.run(partial(_library, machine, arguments), chosen)


def _plate(arguments: Namespace, plate: str) -> bytes | None:
    """The PNG of a picture of the story that is played."""
    from ulysse_game.storage import read_plate

    return read_plate(story_folder(arguments.story), plate)


def _is_new(arguments: Namespace) -> bool:
    """A seed asks for a new playthrough: it means nothing to one that goes on."""
    return arguments.new or (arguments.seed is not None and not arguments.load)


def _library(machine: Machine, arguments: Namespace) -> Library:
    from ulysse_game.play import Library
    from ulysse_game.storage import open_shelf

    if arguments.library is not None:
        opened: Library = arguments.library
        return opened
    return Library(machine, open_shelf(arguments.save_dir))


def _crash(save_dir: str | None, error: BaseException, found: Evidence) -> object:
    """Writes the report of a mistake of ours; returns its path, or nothing."""
    from ulysse_game.cli import crash

    return crash.keep(error, save_dir, found)
