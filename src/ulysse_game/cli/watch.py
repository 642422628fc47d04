"""Plays a story while it is being written: at every save of its files the page follows.

The choices made are made again on the new story and the first difference is named; while the
story has errors they are shown, and the version before stays playable. Nothing is saved unless
--save-dir says where.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_at, add_folder, add_language, add_width, line_width
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.language import language
from ulysse_game.cli.play import refuse_what_does_not_fit, wants_lines
from ulysse_game.cli.settings import all_remembered, remember, remembered
from ulysse_game.cli.stories import from_here, story_folder

if TYPE_CHECKING:
    from ulysse_game.authoring.watching import Watch
    from ulysse_game.play.evidence import Evidence
    from ulysse_game.storage import AnyShelf


def options(parser: ArgumentParser) -> None:
    """What may follow ``watch``."""
    add_folder(parser)
    parser.add_argument("--plain", action="store_true", help="line mode: text in, text out")
    parser.add_argument(
        "--new", action="store_true", help="begin anew even if --save-dir holds a playthrough"
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="the chance of a new playthrough, to repeat it"
    )
    parser.add_argument("--load", metavar="ID", default="", help="go on from a copy of this save")
    parser.add_argument(
        "--from", dest="origin", metavar="FILE[:STEP]", default="",
        help="go on from a step of a walkthrough (a line) or of a saved game (a choice)",
    )  # fmt: skip
    parser.add_argument(
        "--save-dir", metavar="DIR", help="keep the playthrough here (default: nowhere)"
    )
    add_language(parser)
    add_width(parser)
    add_at(parser)
    parser.set_defaults(offered=None)


def run(arguments: Namespace) -> int:
    """Watches the folder and plays what it holds, until the writer leaves."""
    folder = story_folder(arguments.story)
    spoken = language(arguments.language, remembered(arguments.save_dir, "language"), os.environ)
    refuse_what_does_not_fit(arguments)
    in_lines = arguments.plain or wants_lines(sys.stdin, sys.stdout, os.environ)
    shelf = _shelf(arguments, spoken, in_lines)
    if shelf is None:
        return ERRORS

    from ulysse_game.authoring.watching import Watch
    from ulysse_game.compiler import Recompiler

    watch = Watch(folder, shelf, Recompiler(folder).compile, name=from_here(folder))
    if in_lines:
        return _in_lines(watch, spoken, arguments)
    return _on_screen(watch, spoken, arguments)


def _shelf(arguments: Namespace, spoken: str, in_lines: bool) -> AnyShelf | None:
    """Where this playthrough is kept: in memory, unless a folder was named for it.

    Nothing where it was to begin elsewhere than at the beginning, and cannot; that is told.
    """
    from ulysse_game.storage import MemoryShelf, Shelf, open_shelf, save_folder

    if arguments.origin or arguments.at:
        from ulysse_game.cli.begin import arrived, begun

        own = None if arguments.save_dir else MemoryShelf()
        later = not in_lines
        found = (
            begun(arguments, spoken, own) if arguments.origin else arrived(arguments, spoken, later)
        )
        if found is None:
            return None
        _, library, arguments.load, arguments.offered = found
        library.close()
        return library.shelf
    if arguments.save_dir:
        return open_shelf(arguments.save_dir)
    # Saves may be read from where they live, never written there.
    return MemoryShelf(below=Shelf(save_folder(None))) if arguments.load else MemoryShelf()


def _in_lines(watch: Watch, spoken: str, arguments: Namespace) -> int:
    from ulysse_game.ui.plain import Options, watching
    from ulysse_game.view.settings import settings_of

    if sys.stdout is None or sys.stdin is None:
        return FINE  # nobody can read, or nobody can ever type
    chosen = Options(
        language=spoken,
        width=line_width(arguments.width, sys.stdout),
        new=_is_new(arguments),
        seed=arguments.seed,
        load=arguments.load,
        settings=settings_of(all_remembered(arguments.save_dir)),
        remember=partial(remember, arguments.save_dir),
        write=True,
        story=watch.folder,
    )
    return watching.run(watch, chosen, sys.stdin, sys.stdout)


def _on_screen(watch: Watch, spoken: str, arguments: Namespace) -> int:
    from ulysse_game.storage import read_plate
    from ulysse_game.ui.tui import Options, watching
    from ulysse_game.view.settings import settings_of

    load = arguments.load or _newest(watch, arguments)
    chosen = Options(
        language=spoken,
        new=not load,
        load=load,
        seed=arguments.seed,
        settings=settings_of(all_remembered(arguments.save_dir)),
        write=True,
        story=watch.folder,
        ways=arguments.offered,
        crash=partial(_crash, arguments.save_dir),
        remember=partial(remember, arguments.save_dir),
        plate=partial(read_plate, watch.folder),
    )
    return watching.run(watch, chosen)


def _newest(watch: Watch, arguments: Namespace) -> str:
    """What to go on from by itself: the newest playthrough of the folder named for it, if any."""
    library = watch.open()
    if library is None or arguments.save_dir is None or _is_new(arguments):
        return ""
    card = library.newest("auto")
    return card.id if card is not None else ""


def _is_new(arguments: Namespace) -> bool:
    """A seed asks for a new playthrough: it means nothing to one that goes on."""
    return arguments.new or (arguments.seed is not None and not arguments.load)


def _crash(save_dir: str | None, error: BaseException, found: Evidence) -> object:
    """Writes the report of a mistake of ours; returns its path, or nothing."""
    from ulysse_game.cli import crash

    return crash.keep(error, save_dir, found)
