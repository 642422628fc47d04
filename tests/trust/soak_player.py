"""A tireless player: makes choices by key, and now and then does what else players do.

Everything is drawn from a seed, so the same evening comes again. What was measured is in
``samples``; a page that is not the one that was to come ends the evening.
"""

from __future__ import annotations

import os
import time
from collections import deque
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from tests.trust.signals_terminal import PATIENCE, Gone, Terminal, bare
from tests.trust.soak_course import NUMBERS, Course

SIZES = ((90, 50), (84, 44), (120, 50), (72, 40), (90, 24))
_END = "\x1b[F"
_LOOKS = 10  # at open files, since one may fall into the midst of a save
_STILL = 0.2  # seconds without a byte after which no more of a page will come


class Sample(NamedTuple):
    """What the process was like after so many ``choices``.

    ``memory`` is its own in kilobytes (what is shared with files is not counted), ``files`` its
    open descriptors, ``threads`` its threads, ``strays`` the files in its temporary folder and
    those of its saves that are none. ``latency`` is the median of seconds from a key to the whole
    page since the last sample, ``saving`` that from the key of a quick save to *Saved*, or 0;
    ``bytes`` the size of the playthrough's save.
    """

    choices: int
    memory: int
    files: int
    threads: int
    strays: int
    latency: float
    saving: float
    bytes: int


class Evening:
    """An evening of a player in front of a terminal, the engine beside them."""

    def __init__(self, seat: Terminal, course: Course, folder: Path, every: int) -> None:
        self.seat = seat
        self.course = course
        self.folder = folder
        self.every = every
        self.chance = Random(course.seed)
        self.choices = 0
        self.playthroughs = 1
        self.samples: list[Sample] = []
        self.amiss: list[str] = []
        self.walks: list[tuple[str, ...]] = []
        self.log = ""
        self.lately: deque[str] = deque(maxlen=8)  # what was done last, for who must find out
        self._latencies: list[float] = []
        self._savings: list[float] = []
        self._kept = -1  # at which choice a quick save was made, if it was in this playthrough
        self._names = 0

    def play(self, choices: int) -> None:
        """Makes so many choices, and all the rest; raises ``Gone`` where a page never comes."""
        self.see()
        while self.choices < choices:
            if self.course.page().ending is not None:
                self.begin_again()
                continue
            self.choose()
            self.do_something_else()
            if self.choices % self.every == 0:
                self.samples.append(self.sample())

    def leave(self) -> None:
        """Leaves by Ctrl+C, twice."""
        self.walks.append(self._walk())
        self.seat.type("\x03")
        self.seat.until(self.course.say("Press Ctrl+C once more to leave. Everything is saved."))
        self.seat.type("\x03")
        code = self.seat.end()
        if code or self.seat.left():
            self.amiss.append(f"left with {code}, leaving behind {self.seat.left()}")

    # Playing

    def see(self) -> bool:
        """Waits for the present page; whether all of it was in sight at once.

        Raises ``Gone`` where it never comes.
        """
        sign = self.course.sign()
        at_once = True
        end = time.monotonic() + PATIENCE
        while sign not in bare(self.seat.drawn):
            came = self.seat.read(_STILL)
            if time.monotonic() > end or self.seat.process.poll() is not None:
                raise Gone(f"never came: {sign!r}; drawn: {bare(self.seat.drawn)[-400:]!r}")
            if self.seat.drawn and not came:
                at_once = False
                self.seat.type(_END)
        return at_once

    def choose(self) -> None:
        """Takes one of the open choices by its number."""
        options = min(NUMBERS, len(self.course.page().open_options))
        number = self.chance.randint(1, options)
        self.lately.append(f"{self.course.page().scene}: {self.course.choose(number)}")
        self.choices += 1
        began = time.perf_counter()
        self.seat.type(f"{_END}{number}")  # a figure chooses once one has seen all choices
        if self.see():
            self._latencies.append(time.perf_counter() - began)

    def begin_again(self) -> None:
        """From the end of the story by the title page to its beginning."""
        self.walks.append(self._walk())
        self.seat.type("4")
        self.seat.until(f"2{self.course.say('New game')}")
        self.course.begin_anew()
        self._kept = -1
        self.playthroughs += 1
        self.seat.type("2")
        self.see()

    def _walk(self) -> tuple[str, ...]:
        return tuple(choice for _, choice in self.course.history.walkthrough())

    # What else players do

    def do_something_else(self) -> None:
        """Mostly nothing; else one of many things, each every few dozen choices."""
        if self.course.page().ending is not None:
            return
        deeds = (
            (200, self.rewind),
            (60, self.quick_save),
            (40, self.quick_load),
            (12, self.named_save),
            (40, self.speak),
            (40, self.recolour),
            (40, self.resize),
            (40, lambda: self.look("n")),
            (40, lambda: self.look("r")),
            (40, lambda: self.look("t")),
            (20, self.search),
            (20, lambda: self.look("m")),
            (10, lambda: self.look("a")),
            (10, lambda: self.look("o")),
            (10, lambda: self.look("?")),
            (20, self.chart),
        )
        at = self.chance.randrange(10_000 // 4)
        for often, deed in deeds:
            if at < often:
                self.lately.append(getattr(deed, "__name__", "look"))
                deed()
                return
            at -= often

    def rewind(self) -> None:
        """Takes back up to three choices."""
        for _ in range(self.chance.randint(1, 3)):
            if self.course.can_rewind:
                self.course.rewind()
                self.seat.type("u")
                self.see()

    def quick_save(self) -> None:
        """Keeps this moment, and takes the time of it."""
        began = time.perf_counter()
        self.seat.type("s")
        self.seat.until(self.course.say("Saved."))
        self._savings.append(time.perf_counter() - began)
        self.course.keep()
        self._kept = self.choices

    def quick_load(self) -> None:
        """Back at the last quick save of this playthrough."""
        if self._kept >= 0:
            self.course.return_to_kept()
            self.seat.type("g")
            self.see()

    def named_save(self) -> None:
        """Keeps this moment under a name; every other time takes it away again."""
        self._names += 1
        say = self.course.say
        self.open("m")
        self.seat.type("n")
        self.seat.until(say("A name for this save:"))
        name = f"evening{self._names}"
        self.seat.type(f"{name}\r")
        self.seat.until(say("Saved as {name}.", name=name))
        if self._names % 2:
            self.seat.settle()
            self.seat.type("\x1b[Hd")  # Home is the newest
            self.seat.until(f"2{say('Keep it')}")
            self.seat.type("1")
            self.seat.until(say("Deleted."))
        self.close()

    def speak(self) -> None:
        """The other language."""
        self.course.speak("fr" if self.course.language == "en" else "en")
        self.seat.type("l")
        self.see()

    def recolour(self) -> None:
        """The next look."""
        self.seat.type("v")
        self.see()

    def resize(self) -> None:
        """Another size."""
        self.seat.drawn = b""
        self.seat.resize(*self.chance.choice(SIZES))
        self.seat.settle()
        self.seat.type(_END)
        self.see()

    def look(self, key: str) -> None:
        """Opens another screen and closes it."""
        self.open(key)
        self.close()

    def open(self, key: str) -> None:
        """Opens another screen; all of them say how they are closed, one by its own key."""
        self.seat.type(key)
        closes = key if key == "n" else self.course.say("Esc")
        self.seat.until(closes + self.course.say("Close"))

    def chart(self) -> None:
        """The charts, if the story has any."""
        if self.course.machine.story.world.charts:
            self.look("h")

    def search(self) -> None:
        """Looks for a word in everything read so far."""
        self.open("t")
        self.seat.type("/")
        self.seat.until(self.course.say("Words to find:"))
        self.seat.type("the\r")
        self.seat.until(self.course.say("Transcript"))
        self.close()

    def close(self) -> None:
        """Back to the page."""
        self.seat.type("q")
        self.see()

    # Measuring

    def sample(self) -> Sample:
        """What the process is like now."""
        process = Path(f"/proc/{self.seat.process.pid}")
        status = dict(
            line.split(":", 1) for line in (process / "status").read_text("ascii").splitlines()
        )
        newest = max(
            (path for path in (self.folder / "saves").glob("auto-*.json")),
            key=_written,
            default=None,
        )
        looks = [self._look(process) for _ in range(_LOOKS)]
        taken, self._latencies = self._latencies, []
        saved, self._savings = self._savings, []
        return Sample(
            self.choices,
            int(status["RssAnon"].split()[0]),
            min(files for files, _ in looks),
            int(status["Threads"]),
            min(strays for _, strays in looks),
            median(taken) if taken else 0.0,
            median(saved) if saved else 0.0,
            newest.stat().st_size if newest else 0,
        )

    def _look(self, process: Path) -> tuple[int, int]:
        """Its open files, and the files that stand about."""
        self.seat.read(0.01)
        names = os.listdir(self.folder / "saves")
        strays = [name for name in names if not name.endswith((".json", ".bak"))]
        return len(os.listdir(process / "fd")), len(strays) + len(os.listdir(self.folder / "tmp"))


def _written(path: Path) -> float:
    return path.stat().st_mtime
