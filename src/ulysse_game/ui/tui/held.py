"""Which key presses are one key held down.

A terminal tells of a key that comes, and never of one that is let go: a key that repeats by itself
is known by its pace alone. Held down, it may read on, and must never choose. Nothing here looks at
a clock: a press says itself when it came.
"""

from __future__ import annotations

from weakref import WeakSet

from textual import events

HELD = 0.12
"""Seconds within which the same key comes again only where it is held down.

Keys repeat 11 times a second (the Linux console, macOS as delivered) to 40 times; who presses one
twice takes longer than this.
"""
LATE = 0.25
"""Seconds within which it is held still, once it is known to be: a busy machine, or a line from
afar, hands on late what a key sent, and then several at once."""
DELAY = 0.75
"""Seconds within which a key that is held down begins to repeat: a quarter of one on the console,
two thirds at most on the desktops as delivered. So soon after the same key, only what comes next
tells a second press from a first repeat."""


class Keyboard:
    """What is known of the keys: which presses repeat by themselves, and what is acted on now."""

    def __init__(self) -> None:
        self.press: events.Key | None = None  # for which something is done now
        self._last: events.Key | None = None
        self._repeats: WeakSet[events.Key] = WeakSet()
        self._doubtful: WeakSet[events.Key] = WeakSet()

    def hear(self, press: events.Key) -> None:
        """Takes note of a press as it comes, before anybody has it."""
        last, self._last = self._last, press
        if last is None or last.key != press.key or press.time < last.time:
            return
        gap = press.time - last.time
        if gap < HELD or (gap < LATE and last in self._repeats):
            self._repeats.add(press)
            if last in self._doubtful:
                self._repeats.add(last)
        elif gap < DELAY:
            self._doubtful.add(press)

    def answer(self, press: events.Key) -> None:
        """What is done from now on is done for this press: others may have come meanwhile."""
        self.press = press

    def rest(self) -> None:
        """What is done from now on is not done for a key."""
        self.press = None

    @property
    def is_held(self) -> bool:
        """Is what is done now done for a key that is held down."""
        return self.press is not None and self.has_repeated(self.press)

    @property
    def is_doubtful(self) -> bool:
        """Is only ``HELD`` seconds later known whether it is."""
        return self.press is not None and self.press in self._doubtful and not self.is_held

    def has_repeated(self, press: events.Key) -> bool:
        """Whether a press is known to be of a key that is held down."""
        return press in self._repeats
