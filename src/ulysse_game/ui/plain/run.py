"""Line mode on real streams: prints, asks, reads a line, and ends calmly however it ends.

There is no cursor movement and no colour, ever: what is written is what a pipe, a braille line
or a reader of speech gets.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from ulysse_game.play.evidence import Evidence, Stopped
from ulysse_game.storage import StorageTrouble
from ulysse_game.ui.plain.layout import clean
from ulysse_game.ui.plain.leaving import Leaving
from ulysse_game.ui.plain.options import Options
from ulysse_game.ui.plain.talk import Talk

if TYPE_CHECKING:
    from ulysse_game.play import Library

_NOBODY = (errno.EIO, errno.ENXIO)
"""What writing to a terminal says that has gone."""

LONGEST_LINE = 1_000
"""Characters of a typed line that are read at once; more is no command of ours."""


def run(
    open_library: Callable[[], Library], options: Options, stdin: TextIO, stdout: TextIO
) -> int:
    """Plays until the ending, a ``quit``, the end of the input, Ctrl+C or a signal; returns 0.

    The playthrough is saved in each of these cases, and when ``stdout`` is closed. What opening
    raises is the caller's to say. Any other exception is a mistake of ours: ``Stopped`` is raised
    from it, with the walkthrough so far.
    """
    as_utf8(stdin, stdout)
    return hold(Talk(open_library(), options), stdin, stdout, read_line)


def hold(talk: Talk, stdin: TextIO, stdout: TextIO, read: Callable[[TextIO], str]) -> int:
    """Holds a conversation to its end, as ``run`` does; ``read`` gives the next line typed."""
    leaving = Leaving()
    with leaving.heard():
        try:
            try:
                _converse(talk, stdin, stdout, read, leaving)
            except KeyboardInterrupt:
                print_lines(stdout, ["", *talk.close()])
        except StorageTrouble:
            raise
        except OSError as trouble:
            list(talk.close())
            if not isinstance(trouble, BrokenPipeError) and trouble.errno not in _NOBODY:
                raise
            forget(stdout)
        except Exception as error:
            raise _stopped(talk) from error
    return 0


def _converse(
    talk: Talk,
    stdin: TextIO,
    stdout: TextIO,
    read: Callable[[TextIO], str],
    leaving: Leaving,
) -> None:
    echo = not stdin.isatty()
    print_lines(stdout, leaving.between(talk.open()))
    while not talk.over:
        stdout.write("\n" + talk.prompt)
        stdout.flush()
        line = read(stdin)
        if echo:
            # What a terminal would show by itself; a transcript reads on without it badly.
            stdout.write(clean(line.rstrip("\n")) + "\n")
        if not line:
            print_lines(stdout, ["", *talk.close()] if not echo else talk.close())
            return
        print_lines(stdout, leaving.between(talk.answer(line)))


def read_line(stdin: TextIO) -> str:
    """The next line, or nothing at the end of the input; a terminal that is gone is an end."""
    try:
        return stdin.readline(LONGEST_LINE)
    except OSError:
        return ""


def _stopped(talk: Talk) -> Stopped:
    """What was played, and how to come to it again; the saves that wait are written."""
    found = Evidence(language=talk.words.language)
    if talk.session is not None:
        # What broke the session may break this too; the first trouble is the one to tell.
        with contextlib.suppress(Exception):
            found = talk.session.evidence()
        with contextlib.suppress(Exception):
            talk.library.writer.flush()
            found = found._replace(is_saved=not talk.session.is_unsaved)
    manner = "speech" if talk.layout.manner.is_heard else "lines"
    command = talk.command or "none yet"
    return Stopped(found._replace(surroundings=(("front end", manner), ("command", command))))


def print_lines(stdout: TextIO, lines: Iterable[str]) -> None:
    """Prints lines, at once."""
    for line in lines:
        stdout.write(line + "\n")
    stdout.flush()


def as_utf8(*streams: TextIO) -> None:
    """Both ways UTF-8 whatever the locale says, and nothing that cannot be written stops us."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def forget(stdout: TextIO) -> None:
    """Lets what is still to be written go nowhere, so that no later flush complains."""
    try:
        descriptor = stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
