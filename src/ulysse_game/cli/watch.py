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

from ulysse_game.cli.arguments import (
    add_at,
    add_folder,
    add_language,
    add_width,
    folder_name,
    line_width,
)
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.language import language
from ulysse_game.cli.play import refuse_what_does_not_fit, wants_lines
from ulysse_game.cli.settings import all_remembered, remember, remembered
from ulysse_game.cli.stories import from_here, story_folder

if TYPE_CHECKING:
    from ulysse_game.authoring.watching import Watch
    from ulysse_game.play.evidence import Evidence
    from ulysse_game.storage import AnyShelf
    from ulysse_game.ui.plain import Options as LineOptions
    from ulysse_game.ui.plain.watching import Reader
    from ulysse_game.ui.tui import Options as ScreenOptions


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
        "--save-dir", type=folder_name, metavar="DIR",
        help="keep the playthrough here (default: nowhere)",
    )  # fmt: skip
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

    from ulysse_game.authoring.watching import Watch
    from ulysse_game.compiler import Recompiler

    compile, name, reader = Recompiler(folder, is_lasting=True).compile, from_here(folder), None
    if arguments.origin or arguments.at:  # a place is looked for in a story that can be played
        waiting = Watch(folder, _nowhere(), compile, name=name)
        is_mended, reader = _mended(waiting, spoken, arguments, in_lines)
        if not is_mended:
            return ERRORS
    shelf = _shelf(arguments, spoken, in_lines)
    if shelf is None:
        return ERRORS
    watch = Watch(folder, shelf, compile, name=name)
    if in_lines:
        return _in_lines(watch, spoken, arguments, reader)
    return _on_screen(watch, spoken, arguments)


def _nowhere() -> AnyShelf:
    from ulysse_game.storage import MemoryShelf

    return MemoryShelf()


def _mended(
    waiting: Watch, spoken: str, arguments: Namespace, in_lines: bool
) -> tuple[bool, Reader | None]:
    """Whether the story can be played, now or after waiting; what was typed until then."""
    if waiting.open() is not None:
        return True, None
    if not in_lines:
        from ulysse_game.ui.tui import watching as screen

        return screen.wait(waiting, _screen(waiting, spoken, arguments, "")), None
    from ulysse_game.ui.plain import watching as lines

    if sys.stdout is None or sys.stdin is None:
        return False, None
    chosen = _lines(waiting, spoken, arguments)
    reader = lines.wait(waiting, chosen, sys.stdin, sys.stdout)
    return reader is not None, reader


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


def _in_lines(watch: Watch, spoken: str, arguments: Namespace, reader: Reader | None) -> int:
    from ulysse_game.ui.plain import watching

    if sys.stdout is None or sys.stdin is None:
        return FINE  # nobody can read, or nobody can ever type
    chosen = _lines(watch, spoken, arguments)
    return watching.run(watch, chosen, sys.stdin, sys.stdout, reader)


def _lines(watch: Watch, spoken: str, arguments: Namespace) -> LineOptions:
    from ulysse_game.ui.plain import Options
    from ulysse_game.view.settings import settings_of

    assert sys.stdout is not None, "somebody reads"
    return Options(
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


def _on_screen(watch: Watch, spoken: str, arguments: Namespace) -> int:
    from ulysse_game.ui.tui import watching

    load = arguments.load or _newest(watch, arguments)
    return watching.run(watch, _screen(watch, spoken, arguments, load))


def _screen(watch: Watch, spoken: str, arguments: Namespace, load: str) -> ScreenOptions:
    from ulysse_game.storage import read_plate
    from ulysse_game.ui.tui import Options
    from ulysse_game.view.settings import settings_of

    return Options(
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
