"""Line mode on real streams: prints, asks, reads a line, and ends calmly however it ends.

There is no cursor movement and no colour, ever: what is written is what a pipe, a braille line
or a reader of speech gets.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from ulysse_game.storage import StorageTrouble
from ulysse_game.ui.plain.layout import clean
from ulysse_game.ui.plain.options import Options
from ulysse_game.ui.plain.talk import Talk

if TYPE_CHECKING:
    from ulysse_game.play import Library

LONGEST_LINE = 1_000
"""Characters of a typed line that are read at once; more is no command of ours."""


def run(
    open_library: Callable[[], Library], options: Options, stdin: TextIO, stdout: TextIO
) -> int:
    """Plays until the ending, a ``quit``, the end of the input or Ctrl+C; returns 0.

    The playthrough is saved in each of these cases, and when ``stdout`` is closed. What opening
    raises is the caller's to say. Any other exception is a mistake of ours; it leaves with the
    walkthrough so far as a note.
    """
    as_utf8(stdin, stdout)
    return hold(Talk(open_library(), options), stdin, stdout, read_line)


def hold(talk: Talk, stdin: TextIO, stdout: TextIO, read: Callable[[TextIO], str]) -> int:
    """Holds a conversation to its end, as ``run`` does; ``read`` gives the next line typed."""
    try:
        try:
            _converse(talk, stdin, stdout, read)
        except KeyboardInterrupt:
            print_lines(stdout, ["", *talk.close()])
        except (OSError, StorageTrouble):
            raise
        except Exception as error:
            _note_walkthrough(error, talk)
            raise
    except BrokenPipeError:
        forget(stdout)
        list(talk.close())
    return 0


def _converse(talk: Talk, stdin: TextIO, stdout: TextIO, read: Callable[[TextIO], str]) -> None:
    echo = not stdin.isatty()
    print_lines(stdout, talk.open())
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
        print_lines(stdout, talk.answer(line))


def read_line(stdin: TextIO) -> str:
    """The next line, or nothing at the end of the input; a terminal that is gone is an end."""
    try:
        return stdin.readline(LONGEST_LINE)
    except OSError:
        return ""


def _note_walkthrough(error: Exception, talk: Talk) -> None:
    """Writes on the exception how to come to it again."""
    if talk.session is not None:
        # What broke the session may break this too; the first trouble is the one to tell.
        with contextlib.suppress(Exception):
            error.add_note("\n".join(talk.session.walkthrough()))


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
