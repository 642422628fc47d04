"""From the words typed to the command that answers them, and from any trouble to one sentence.

``ulysse`` alone plays, and so does ``ulysse --plain`` and whatever else begins with an option
that is not one of ``ulysse`` itself.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module

from ulysse_game.cli import is_left_at_any_time
from ulysse_game.cli.exit_codes import FINE, MISUSE, TROUBLE
from ulysse_game.cli.language import language
from ulysse_game.cli.trouble import Misuse
from ulysse_game.cli.usage import in_players_language, spoken
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import marked, words

WRITERS = {
    "new": marked("begin a story of your own: a small complete one to write over"),
    "watch": marked("play a story while it is written: every save shows at once"),
    "check": marked("find what is wrong in a story"),
    "explain": marked("explain the code of an error, with examples"),
    "fix": marked("mend by itself what can be mended: quotes, spaces, bars, ids"),
    "rename": marked("give something in a story another name, everywhere it stands"),
    "graph": marked("draw a map of a story, as a page, a picture or for other programs"),
    "stats": marked("tell a story's figures: words, who speaks, what is chosen, what a run shows"),
    "script": marked("write a story down to be proof-read, languages side by side"),
    "translate": marked(
        "keep translators' catalogues in step with the story, check and count them"
    ),
    "schema": marked("write what editors need to complete and check story files"),
    "lsp": marked("serve an editor: mistakes as they are typed, completion, renaming"),
}
TESTERS = {
    "replay": marked("replay walkthroughs and saved games, and say where they fail"),
    "record": marked("write a saved game down as a walkthrough"),
    "shrink": marked("make a failing walkthrough or saved game as short as can be"),
    "explore": marked("say what can happen in a story at all, and what cannot"),
    "wander": marked("play at random many times, and say how the story goes"),
    "cover": marked("say what walkthroughs show of a story, and what they never show"),
    "saves": marked("check saved games against the story, or collect some to check later"),
    "compare": marked("compare two versions of a story: what is new, what is gone, what broke"),
    "report": marked("make one report of the reports of several shards"),
}
PLAYERS = {
    "play": marked("play the story; `ulysse` alone does the same"),
    "serve": marked("play it in a browser of this machine"),
    "doctor": marked("say what is wrong with this terminal, the saves or the installation"),
}
COMMANDS = {**PLAYERS, **WRITERS, **TESTERS}
"""Every command, in the order of the help. Each is a module of its name in this package.

Such a module has ``options(parser)``, which declares what may follow the command's name, and
``run(arguments)``, which does it and returns the exit code; its docstring is its help.
"""

_WIDEST_HELP = 100

_HELP = marked("""\
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
""")


def dispatch(arguments: Sequence[str]) -> int:
    """Runs the command that these arguments ask for; returns the exit code."""
    _open_ears()
    try:
        with _heeding():
            return _answered(arguments)
    except _Ended as ended:
        _let_go_of_what_is_gone()
        signal.signal(ended.number, signal.SIG_DFL)
        os.kill(os.getpid(), ended.number)  # as whoever waits for us expects it
        return TROUBLE
    finally:
        _let_go_of_what_is_gone()


def heed_no_more() -> None:
    """From now on Ctrl+C changes nothing: all is done, and the interpreter is being put away.

    Else an impatient second one would turn the exit code into that of a signal.
    """
    with suppress(ValueError):  # no signals but in the first thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Ended(BaseException):
    """A signal has ended us, once everything that was begun has been put away."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _heeding() -> Iterator[None]:
    """SIGTERM and SIGHUP end a command as an exception does: nothing it has started stays behind.

    Who ignores them (``nohup``) is believed; the front ends have ways of their own.
    """

    def end(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)  # a second one ends us at once
        raise _Ended(number)

    heard = []
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(ValueError):  # no signals but in the first thread
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, end)
                heard.append(number)
    try:
        yield
    finally:
        for number in heard:
            if signal.getsignal(number) is end:  # else a front end still hears it, to the very end
                signal.signal(number, signal.SIG_DFL)


def _answered(arguments: Sequence[str]) -> int:
    """The exit code of whatever becomes of a command, and a sentence where there is one to say."""
    try:
        code = _dispatch(arguments)
        try:
            sys.stdout.flush()
        except OSError as trouble:
            if trouble.errno != errno.EIO:  # a terminal that has gone
                raise
        return code
    except SystemExit as leaving:
        # argparse has printed its help, or what was wrong with the arguments.
        return leaving.code if isinstance(leaving.code, int) else MISUSE
    except StorageTrouble as trouble:
        return _say(TROUBLE, trouble.sentence, **trouble.values)
    except Misuse as misuse:
        return _say(MISUSE, misuse.sentence, **misuse.values)
    except KeyboardInterrupt:
        if is_left_at_any_time(list(arguments)):
            return FINE
        raise _stopped(arguments[0]) from None
    except BrokenPipeError:
        return FINE
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("ulysse_game"):
            return _crashed(missing, None)
        return _say(
            TROUBLE,
            marked("The library “{name}” is not installed; “ulysse doctor” says how to get it."),
            name=missing.name,
        )
    except OSError as error:
        return _told(error)
    except Exception as error:
        return _crashed(error, None)


def _stopped(command: str) -> _Ended:
    """Ctrl+C before there was anything to tell: that is said, and it ends us as a signal does.

    An exit code would be a verdict, and a shell that runs several commands would go on.
    """
    with suppress(OSError, ValueError):
        if sys.stderr.isatty():
            sys.stderr.write("\n")  # behind the ^C that the terminal has shown
    _say(
        TROUBLE,
        marked("Stopped before anything was known: there is no verdict.")
        if command in TESTERS or command == "check"
        else marked("Stopped before it was done."),
    )
    return _Ended(signal.SIGINT)


def unheard(error: OSError) -> int:
    """What becomes of words that could not be written; returns the exit code."""
    try:
        return FINE if isinstance(error, BrokenPipeError) else _told(error)
    finally:
        _let_go_of_what_is_gone()


def _told(error: OSError) -> int:
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
        sys.stdout.write(spoken(_HELP).format_map(listed))
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
    return "\n".join(f"  {name:<{width}}{spoken(what)}" for name, what in commands.items())


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
    if name in PLAYERS or name == "about":
        with in_players_language(parser):
            parsed = parser.parse_args(arguments)  # options alone, so that nothing is intermixed
    else:
        parsed = _parsed(parser, arguments)
    try:
        if is_left_at_any_time([name]) or getattr(parsed, "watch", False):
            return int(command.run(parsed))
        from ulysse_game.cli.unheard import going_on

        with going_on():
            return int(command.run(parsed))
    except (OSError, StorageTrouble, Misuse, ModuleNotFoundError):
        raise
    except Exception as error:
        return _crashed(error, parsed)


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


def _crashed(error: Exception, parsed: Namespace | None) -> int:
    """A mistake of ours: a report beside the saves, a few lines for whoever was there."""
    try:
        from ulysse_game.cli import crash

        save_dir = getattr(parsed, "save_dir", None)
        cause, found = crash.parted(error)
        path = crash.keep(cause, save_dir, found)
        speak = words(crash.spoken(getattr(parsed, "language", None), save_dir, found))
        is_saved = found is None or found.is_saved
        lines = crash.sentences(cause, path, speak, hasattr(parsed, "save_dir"), is_saved)
    except Exception:  # a second mistake must not print the first one's insides
        lines = [f"The game has stopped: an error of ours ({type(error).__name__})."]
    with suppress(OSError, ValueError):  # nobody may be there to hear it
        sys.stderr.write("".join(f"{line}\n" for line in lines))
    return TROUBLE


def _say(code: int, sentence: str, /, **values: object) -> int:
    """One sentence to the player, in the language of the environment; returns ``code``."""
    speak = words(language(None, "", os.environ))
    with suppress(OSError, ValueError):  # nobody may be there to hear it
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


def _let_go_of_what_is_gone() -> None:
    """What a stream no longer takes goes nowhere, without complaint.

    Else the interpreter tries once more as it ends, and gives an exit code of its own for it.
    """
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        if stream is None:
            continue
        try:
            stream.flush()
        except ValueError:  # closed
            continue
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            with suppress(OSError, ValueError):
                os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
