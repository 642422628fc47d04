"""Line mode beside an editor: while a line is waited for, the story's files are looked at.

What changed is printed, with the first difference and the page as it now reads; or what is wrong,
while the story before stays playable. Nothing is ever redrawn and nothing is kept of what is not
printed. Where a stream cannot be waited for with a limit of time (on Windows, or in a test), the
files are looked at before each line.
"""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from ulysse_game.authoring.watching import News, Watch, outcome
from ulysse_game.diagnostics import Severity
from ulysse_game.diagnostics.render import render
from ulysse_game.storage import MemoryShelf
from ulysse_game.ui.plain.commands import understand
from ulysse_game.ui.plain.layout import Layout, clean
from ulysse_game.ui.plain.options import Options
from ulysse_game.ui.plain.run import (
    LONGEST_LINE,
    as_utf8,
    forget,
    hold,
    print_lines,
    read_line,
)
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.words import Words, words

if TYPE_CHECKING:
    from ulysse_game.play import Library

MOST_TOLD = 8
"""So many errors are printed at once; the count says how many more there are."""


def run(
    watch: Watch,
    options: Options,
    stdin: TextIO,
    stdout: TextIO,
    reader: Reader | None = None,
) -> int:
    """Plays the watched story until a ``quit``, the end of the input or Ctrl+C; returns 0.

    A story that cannot be played yet is waited for; whoever leaves before gets 1. ``reader`` is
    what ``wait`` gave, if that was called before.
    """
    reader = reader or wait(watch, options, stdin, stdout)
    if reader is None:
        return 1
    talk = WatchedTalk(watch, options)

    def read(stream: TextIO) -> str:
        if reader.blocks:
            _interrupt(talk, stdout)
        while (line := reader.line(watch.pause)) is None:
            _interrupt(talk, stdout)
        return line

    return hold(talk, stdin, stdout, read)


def wait(watch: Watch, options: Options, stdin: TextIO, stdout: TextIO) -> Reader | None:
    """Waits until the story can be played, which it mostly can at once.

    Gives the reader of ``stdin``, which may hold lines already; nothing if somebody left before.
    """
    as_utf8(stdin, stdout)
    reader = Reader(stdin)
    try:
        if watch.open() is None and not _waited(watch, options, reader, stdout):
            return None
    except KeyboardInterrupt:
        print_lines(stdout, [""])
        return None
    except BrokenPipeError:
        forget(stdout)
        return None
    return reader


def _interrupt(talk: WatchedTalk, stdout: TextIO) -> None:
    """Prints news under the prompt that is waiting, and the prompt again."""
    lines = talk.look()
    if lines:
        print_lines(stdout, ["", *lines])
        stdout.write("\n" + talk.prompt)
        stdout.flush()


def _waited(watch: Watch, options: Options, reader: Reader, stdout: TextIO) -> bool:
    """Tells what is wrong until nothing is; whether it came to that before somebody left."""
    layout = Layout(options.width, words(options.language))
    say = layout.words
    print_lines(stdout, mistakes(watch, layout))
    print_lines(stdout, ["", *layout.text(say("The story begins as soon as this is mended."))])
    while watch.open() is None:
        line = reader.line(watch.pause)
        if line is not None and (not line or understand(clean(line)).command == "quit"):
            return False
        if watch.glance() is not None and watch.open() is None:
            print_lines(stdout, ["", *mistakes(watch, layout)])
    print_lines(stdout, [""])
    return True


def mistakes(watch: Watch, layout: Layout) -> Iterator[str]:
    """What is wrong, errors alone, a line of the folder's file each; then how many there are."""
    errors = [each for each in watch.diagnostics if each.severity is Severity.ERROR]
    told = render(errors[:MOST_TOLD], {}, "short", folder=watch.name)
    for line in told.splitlines():
        yield from layout.text(line)
    if len(errors) > MOST_TOLD:
        yield from layout.text(layout.words("And {count} more.", count=len(errors) - MOST_TOLD))


class WatchedTalk(Talk):
    """A conversation whose story may change between two lines."""

    def __init__(self, watch: Watch, options: Options) -> None:
        """A conversation over the newest sound story of ``watch``; there must be one."""
        self._watch = watch
        super().__init__(self._newest(), options)

    def look(self) -> list[str]:
        """What a look at the files brings; nothing while they stay as they are."""
        news = self._watch.glance()
        return [] if news is None else list(self._news(news))

    def _news(self, news: News) -> Iterator[str]:
        say = self.words
        yield from self.say(_named(say, news.files))
        if self._watch.has_errors:
            yield from self.say(say("The story has errors; the one before goes on."))
            yield from mistakes(self._watch, self.layout)
            return
        if not news.has_story:
            yield from self.say(say("The story is the same as before."))
            return
        yield from self._follow()

    def _follow(self) -> Iterator[str]:
        """Goes on in the newest story."""
        self.session, followed = self._watch.follow(self.playing)
        self.library = self._newest()
        yield from self.say(_sentence(outcome(followed, self.words)))
        yield from self.everything()

    def answer(self, line: str) -> Iterator[str]:
        """What a typed line brings; one that leads back to an older story goes on in the newest."""
        if self._watch.is_behind(self.playing):  # come back to, and to be shown as it is now
            yield from self._follow()
            return
        yield from super().answer(line)
        if not self.over and self._watch.is_behind(self.playing):
            yield ""
            yield from self._follow()

    def _newest(self) -> Library:
        library = self._watch.open()
        assert library is not None, "a story that cannot be played is waited for"
        return library

    def everything(self, *, arrived: bool = False) -> Iterator[str]:
        """The page; an ending is no reason to leave, its words may be what is being written."""
        assert self.session is not None
        ended = self.session.page().ending is not None
        return super().everything(arrived=arrived and not ended)

    def _is_kept(self) -> bool:
        return not isinstance(self._watch.shelf, MemoryShelf) and super()._is_kept()


_MOST_FILES = 3


def _named(say: Words, files: tuple[str, ...]) -> str:
    names = ", ".join(files[:_MOST_FILES])
    more = len(files) - _MOST_FILES
    if more > 0:
        return say("Changed: {files} and {count} more.", files=names, count=more)
    return say("Changed: {files}.", files=names)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


class Reader:
    """The lines of a stream, waited for as long as one likes."""

    def __init__(self, stream: TextIO) -> None:
        """Nothing of the stream may have been read before."""
        self._stream = stream
        self._held = b""
        self._has_ended = False
        try:
            self._descriptor = stream.fileno() if os.name == "posix" else -1
        except (OSError, ValueError):
            self._descriptor = -1

    @property
    def blocks(self) -> bool:
        """Whether the next line is waited for however long that takes."""
        return self._descriptor < 0

    def line(self, seconds: float) -> str | None:
        """The next line; nothing after so many seconds without one, and empty at the end."""
        if self.blocks:
            return read_line(self._stream)
        if b"\n" not in self._held and not self._has_ended and len(self._held) < LONGEST_LINE:
            if not self._is_ready(seconds):
                return None
            self._hold_more()
        if b"\n" in self._held or self._has_ended or len(self._held) >= LONGEST_LINE:
            end = self._held.find(b"\n", 0, LONGEST_LINE) + 1 or LONGEST_LINE
            line, self._held = self._held[:end], self._held[end:]
            return line.decode("utf-8", "replace")
        return None

    def _is_ready(self, seconds: float) -> bool:
        try:
            return bool(select.select([self._descriptor], [], [], seconds)[0])
        except (OSError, ValueError):
            return True  # reading will say what is wrong with it

    def _hold_more(self) -> None:
        try:
            data = os.read(self._descriptor, 4096)
        except OSError:
            data = b""
        self._has_ended = not data
        self._held += data


__all__ = ["Reader", "WatchedTalk", "mistakes", "run", "wait"]
