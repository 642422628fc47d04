"""Serves the game to the browsers of this machine, and of no other.

It prints an address and plays there until Ctrl+C. The address holds a key that is made anew each
time: whoever does not have it is not let in. Each browser has its own saves.
"""

from __future__ import annotations

import errno
import os
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

from ulysse_game.cli.arguments import add_language, add_story, count, folder_name
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.language import language
from ulysse_game.cli.settings import remembered
from ulysse_game.cli.stories import open_story, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.cli.usage import wrong
from ulysse_game.view.words import LANGUAGES, marked, words

_MOST_SESSIONS = 50


def options(parser: ArgumentParser) -> None:
    """What may follow ``serve``."""
    parser.add_argument(
        "--port",
        type=_port,
        default=0,
        metavar="N",
        help=marked("serve at this port (default: a free one)"),
    )
    parser.add_argument(
        "--sessions", type=_sessions, default=3, metavar="N",
        help=marked("let so many play at once, each in a process of its own (default: 3)"),
    )  # fmt: skip
    parser.add_argument("--open", action="store_true", help=marked("open the address in a browser"))
    parser.add_argument(
        "--save-dir", type=folder_name, metavar="DIR",
        help=marked("where saves are kept: each browser’s in web/ below it"),
    )  # fmt: skip
    add_language(parser)
    add_story(parser)


def run(arguments: Namespace) -> int:
    """Serves until it is ended."""
    try:
        import aiohttp  # noqa: F401 - whether the extra is there
        import textual_serve  # noqa: F401
    except ImportError:
        raise Misuse(
            marked("Playing in a browser needs one more package: {command}"),
            command="pip install 'ulysse-game[web]'",
        ) from None
    story = open_story(arguments.story)
    if story is None:
        return ERRORS

    from ulysse_game import view
    from ulysse_game.engine import Machine
    from ulysse_game.storage import save_folder
    from ulysse_game.ui import web

    machine = Machine(story)
    chosen = web.Options(
        folder=save_folder(arguments.save_dir) / "web",
        command=partial(_command, str(story_folder(arguments.story).absolute())),
        language=partial(_language, arguments.language),
        titles={each: view.title(machine, each).title for each in LANGUAGES},
        opened=partial(_opened, arguments),
        port=arguments.port,
        sessions=arguments.sessions,
    )
    try:
        web.serve(chosen)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise Misuse(
            marked("Port {port} cannot be had; name another one with --port, or none."),
            port=arguments.port,
        ) from None
    return FINE


def _command(story: str, folder: Path, spoken: str) -> list[str]:
    """The program that plays in a browser's folder; nothing of the present folder is imported."""
    ours = ("-P", "-m", "ulysse_game")  # which a game built into one file does by itself
    return [
        sys.executable, *(() if getattr(sys, "frozen", False) else ours), "play",
        "--story", story, "--save-dir", str(folder), "--language", spoken,
    ]  # fmt: skip


def _language(chosen: str | None, folder: Path, wish: str) -> str:
    """The language asked for here, else the one last played in, else what the browser wishes."""
    accepted = (each.split(";")[0].strip()[:2].lower() for each in wish.split(","))
    wished = next((each for each in accepted if each in LANGUAGES), "")
    return language(chosen, remembered(str(folder), "language") or wished, os.environ)


def _opened(arguments: Namespace, address: str) -> None:
    """Tells where it is, and how to end it."""
    say = words(
        language(arguments.language, remembered(arguments.save_dir, "language"), os.environ)
    )
    _print(say(marked("The game is at {address}"), address=address))
    _print(say(marked("Only this machine can open it. Ctrl+C ends it; every choice is saved.")))
    if arguments.open:
        import webbrowser

        if not webbrowser.open(address):
            _print(say(marked("No browser could be opened; open the address yourself.")))


def _print(sentence: str) -> None:
    """One line, seen at once also by whoever reads it through a pipe."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _port(text: str) -> int:
    port = count(text)
    if port > 65_535:
        raise wrong(marked("a port is at most 65535, not {text}"), text=text)
    return port


def _sessions(text: str) -> int:
    sessions = count(text)
    if not 1 <= sessions <= _MOST_SESSIONS:
        raise wrong(
            marked("a number from {least} to {most} is wanted, not {text}"),
            least=1, most=_MOST_SESSIONS, text=text,
        )  # fmt: skip
    return sessions
