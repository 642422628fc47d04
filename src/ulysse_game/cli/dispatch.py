"""From the words typed to the command that answers them, and from any trouble to one sentence.

``ulysse`` alone plays, and so does ``ulysse --plain`` and whatever else begins with an option
that is not one of ``ulysse`` itself.
"""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module

from ulysse_game.cli.exit_codes import FINE, MISUSE, TROUBLE
from ulysse_game.cli.language import language
from ulysse_game.cli.trouble import Misuse
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import marked, words

WRITERS = {
    "new": "begin a story of your own: a small complete one to write over",
    "watch": "play a story while it is written: every save shows at once",
    "check": "find what is wrong in a story",
    "explain": "explain the code of an error, with examples",
    "fix": "mend by itself what can be mended: quotes, spaces, bars, ids",
    "rename": "give something in a story another name, everywhere it stands",
    "graph": "draw a map of a story, as a page, a picture or for other programs",
    "stats": "tell a story's figures: words, who speaks, what is chosen, what a run shows",
    "script": "write a story down to be proof-read, languages side by side",
    "translate": "keep translators' catalogues in step with the story, check and count them",
    "schema": "write what editors need to complete and check story files",
    "lsp": "serve an editor: mistakes as they are typed, completion, renaming",
}
TESTERS = {
    "replay": "replay walkthroughs and saved games, and say where they fail",
    "record": "write a saved game down as a walkthrough",
    "shrink": "make a failing walkthrough or saved game as short as can be",
    "explore": "say what can happen in a story at all, and what cannot",
    "wander": "play at random many times, and say how the story goes",
    "cover": "say what walkthroughs show of a story, and what they never show",
    "saves": "check saved games against the story, or collect some to check later",
    "compare": "compare two versions of a story: what is new, what is gone, what broke",
    "report": "make one report of the reports of several shards",
}
PLAYERS = {
    "play": "play the story; `ulysse` alone does the same",
    "serve": "play it in a browser of this machine",
}
COMMANDS = {**PLAYERS, **WRITERS, **TESTERS}
"""Every command, in the order of the help. Each is a module of its name in this package.

Such a module has ``options(parser)``, which declares what may follow the command's name, and
``run(arguments)``, which does it and returns the exit code; its docstring is its help.
"""

_WIDEST_HELP = 100

_HELP = """\
usage: ulysse [COMMAND] [OPTION ...]

One Seat Short / Une place de moins: an interactive text adventure.

{players}

for writers:
{writers}

for testers:
{testers}

options:
  --version   print the version
  --about     print what this game is, its disclaimer and its content note
  --help      print this; `ulysse COMMAND --help` tells more of a command
"""


def dispatch(arguments: Sequence[str]) -> int:
    """Runs the command that these arguments ask for; returns the exit code."""
    _open_ears()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:
        # argparse has printed its help, or what was wrong with the arguments.
        return leaving.code if isinstance(leaving.code, int) else MISUSE
    except StorageTrouble as trouble:
        return _say(TROUBLE, trouble.sentence, **trouble.values)
    except Misuse as misuse:
        return _say(MISUSE, misuse.sentence, **misuse.values)
    except KeyboardInterrupt:
        return FINE
    except BrokenPipeError:
        _let_go_of_stdout()
        return FINE
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename is None:
            return _say(TROUBLE, marked("The system reports: {reason}."), reason=reason)
        return _say(
            TROUBLE, marked("{path}: the system reports: {reason}."),
            path=error.filename, reason=reason,
        )  # fmt: skip


def _dispatch(arguments: Sequence[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", "help"):
        kinds = {"players": PLAYERS, "writers": WRITERS, "testers": TESTERS}
        listed = {kind: _listed(commands) for kind, commands in kinds.items()}
        sys.stdout.write(_HELP.format_map(listed))
        return FINE
    if first == "--about":
        return _run("about", "ulysse --about", arguments[1:])
    if not first or first.startswith("-"):
        return _run("play", "ulysse", arguments)
    if first in COMMANDS:
        return _run(first, f"ulysse {first}", arguments[1:])
    from ulysse_game.diagnostics import did_you_mean

    hint = did_you_mean(first, COMMANDS)
    if hint:
        raise Misuse(marked("There is no command {command}; {hint}"), command=first, hint=hint)
    raise Misuse(
        marked("There is no command {command}; “ulysse --help” lists them."), command=first
    )


def _listed(commands: dict[str, str]) -> str:
    width = max(map(len, COMMANDS)) + 2
    return "\n".join(f"  {name:<{width}}{what}" for name, what in commands.items())


def _run(name: str, shown: str, arguments: Sequence[str]) -> int:
    command = import_module(f"ulysse_game.cli.{name}")
    parser = ArgumentParser(
        prog=shown,
        description=command.__doc__,
        allow_abbrev=False,
        # Left to itself the formatter asks `shutil` for the width, with every option declared,
        # and `shutil` brings three compressors along: 3 ms before a game that prints no help.
        formatter_class=partial(HelpFormatter, width=_help_width()),
    )
    command.options(parser)
    parsed = _parsed(parser, arguments)
    try:
        code: int = command.run(parsed)
    except (OSError, StorageTrouble, Misuse):
        raise
    except Exception as error:
        return _crashed(error, parsed)
    return code


def _parsed(parser: ArgumentParser, arguments: Sequence[str]) -> Namespace:
    """The arguments with options wherever they stand, also between a command's own words."""
    if "--" not in arguments:  # which the parser understands in one of its ways only
        with suppress(TypeError):  # it cannot where a command has commands of its own
            return parser.parse_intermixed_args(arguments)
    return parser.parse_args(arguments)


def _help_width() -> int:
    try:
        return min(os.get_terminal_size().columns, _WIDEST_HELP) - 2
    except (OSError, ValueError, AttributeError):
        return _WIDEST_HELP - 2


def _crashed(error: Exception, parsed: Namespace) -> int:
    """A mistake of ours: a report beside the saves, a few lines for whoever was there."""
    from ulysse_game.cli import crash

    path = crash.write(crash.report(error), getattr(parsed, "save_dir", None))
    speak = words(language(None, "", os.environ))
    lines = crash.sentences(error, path, speak, playing=hasattr(parsed, "save_dir"))
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return TROUBLE


def _say(code: int, sentence: str, /, **values: object) -> int:
    """One sentence to the player, in the language of the environment; returns ``code``."""
    speak = words(language(None, "", os.environ))
    sys.stderr.write(speak(sentence, **values) + "\n")
    return code


def _open_ears() -> None:
    """Whoever reads gets UTF-8, whatever the locale says; what nobody hears is no trouble."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed before we began
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Whoever read the output has gone: what is left of it goes nowhere, without complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
