"""From the words typed to the command that answers them, and from any trouble to one sentence.

``ulysse`` alone plays, and so does ``ulysse --plain`` and whatever else begins with an option
that is not one of ``ulysse`` itself.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from functools import partial
from importlib import import_module

from ulysse_game.cli.exit_codes import FINE, MISUSE, TROUBLE
from ulysse_game.cli.language import language
from ulysse_game.cli.trouble import Misuse
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import marked, words

COMMANDS = {
    "play": "play the story; `ulysse` alone does the same",
    "check": "find what is wrong in a story",
    "explain": "explain the code of an error, with examples",
    "replay": "replay walkthroughs and saved games, and say where they fail",
    "record": "write a saved game down as a walkthrough",
    "shrink": "make a failing walkthrough or saved game as short as can be",
    "cover": "say what walkthroughs show of a story, and what they never show",
    "saves": "check saved games against the story, or collect some to check later",
    "compare": "compare two versions of a story: what is new, what is gone, what broke",
    "explore": "say what can happen in a story at all, and what cannot",
    "wander": "play at random many times, and say how the story goes",
    "report": "make one report of the reports of several shards",
    "translations": "keep the translators' catalogues in step with the story",
}
"""Every command, in the order of the help. Each is a module of its name in this package.

Such a module has ``options(parser)``, which declares what may follow the command's name, and
``run(arguments)``, which does it and returns the exit code; its docstring is its help.
"""

_WIDEST_HELP = 100

_HELP = """\
usage: ulysse [COMMAND] [OPTION ...]

One Seat Short / Une place de moins: an interactive text adventure.

commands:
{commands}

options:
  --version   print the version
  --about     print what this game is, its disclaimer and its content note
  --help      print this; `ulysse COMMAND --help` tells more of a command
"""


def dispatch(arguments: Sequence[str]) -> int:
    """Runs the command that these arguments ask for; returns the exit code."""
    try:
        code = _dispatch(arguments)
        if sys.stdout is not None:
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
        width = max(map(len, COMMANDS)) + 2
        rows = (f"  {name:<{width}}{what}" for name, what in COMMANDS.items())
        sys.stdout.write(_HELP.format(commands="\n".join(rows)))
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
    parsed = parser.parse_args(arguments)
    try:
        code: int = command.run(parsed)
    except (OSError, StorageTrouble, Misuse):
        raise
    except Exception as error:
        return _crashed(error, parsed)
    return code


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


def _let_go_of_stdout() -> None:
    """Whoever read the output has gone: what is left of it goes nowhere, without complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
