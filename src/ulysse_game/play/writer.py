"""Puts saved games on the shelf, at once or from a thread of its own.

In the background the newest content of a name wins: when the disk is slower than the player,
what was overtaken is never written. Troubles are kept until they are asked for; nothing counts
as saved before the shelf has said so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import nullcontext

from ulysse_game.storage import AnyShelf, StorageTrouble

Content = Callable[[], bytes]

COURTESY = 0.03
"""Seconds the thread lets pass before it works: the page of the choice is drawn first. Making a
long game's bytes takes a few milliseconds in which nothing else of this process can run."""
A_MOMENT = 0.1
"""Seconds that a choice waits for the save of the one before it: while the disk answers within
this, no more than the last choice is ever unsaved, however fast one plays."""


class Writer:
    """Writes to one shelf. ``in_background`` may be changed between writings."""

    def __init__(self, shelf: AnyShelf, in_background: bool = False) -> None:
        """A writer with nothing to write."""
        self.in_background = in_background
        self.shared: set[str] = set()
        """The names that other games write too: they are read and written by one at a time."""
        self.patience = A_MOMENT
        """Seconds, once for each time that the disk does not answer; 0 for what nobody plays."""
        self._is_behind = False
        self._shelf = shelf
        self._pending: dict[str, tuple[object, Content]] = {}
        self._writing = ""
        self._is_waited_for = False
        self._outcomes: dict[tuple[object, str], StorageTrouble | None] = {}
        self._mistake: BaseException | None = None
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def put(self, name: str, content: Content, whose: object = None) -> None:
        """Have ``content`` written under ``name``; it is made into bytes when its turn comes.

        What becomes of it is kept for ``whose`` it is: two sessions may save under one name.
        """
        with self._changed:
            self._raise_mistake()
            if self.in_background:
                self._wait_a_moment(name)
                self._pending.pop(name, None)
                self._pending[name] = (whose, content)
                self._start()
                self._changed.notify_all()
                return
        self.flush()
        self._write(name, content, whose)
        self._raise_mistake()

    def outcome(self, name: str, whose: object = None) -> tuple[bool, StorageTrouble | None]:
        """Whether something of theirs written under ``name`` is news, and the trouble with it."""
        with self._changed:
            if (whose, name) not in self._outcomes:
                return False, None
            return True, self._outcomes.pop((whose, name))

    def flush(self) -> None:
        """Wait until nothing is left to write."""
        with self._changed:
            self._is_waited_for = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._pending and not self._writing)
            self._is_waited_for = False
            self._raise_mistake()

    def close(self) -> None:
        """Write what is left and let the thread end; writing again starts another."""
        with self._changed:
            thread, self._thread = self._thread, None
            self._changed.notify_all()
        if thread is not None:
            thread.join()
        with self._changed:
            self._raise_mistake()

    def _wait_a_moment(self, name: str) -> None:
        """Let what is to be written under a name be written, unless the disk is slow today."""
        if self._is_behind or not self.patience or self._is_written(name):
            return
        self._is_waited_for = True
        self._changed.notify_all()
        in_time = self._changed.wait_for(lambda: self._is_written(name), self.patience)
        self._is_waited_for, self._is_behind = False, not in_time

    def _is_written(self, name: str) -> bool:
        return name not in self._pending and self._writing != name

    def _start(self) -> None:
        if self._thread is None:
            # A daemon: a game that crashes ends, and what it was writing is written whole or not.
            self._thread = threading.Thread(target=self._work, name="ulysse-saves", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        this = threading.current_thread()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._thread is not this)
                if not self._pending:
                    return
                self._changed.wait_for(
                    lambda: self._is_waited_for or self._thread is not this, COURTESY
                )
                self._writing = next(iter(self._pending))
                whose, content = self._pending.pop(self._writing)
            self._write(self._writing, content, whose)
            with self._changed:
                self._writing, self._is_behind = "", False
                self._changed.notify_all()

    def _write(self, name: str, content: Content, whose: object) -> None:
        trouble: StorageTrouble | None = None
        alone = self._shelf.alone(name) if name in self.shared else nullcontext()
        try:
            with alone:
                self._shelf.write(name, content())
        except StorageTrouble as error:
            trouble = error
        except Exception as error:
            # Our own mistake: raised where the next thing is asked of this writer.
            with self._changed:
                self._mistake = error
            return
        with self._changed:
            self._outcomes[whose, name] = trouble

    def _raise_mistake(self) -> None:
        mistake, self._mistake = self._mistake, None
        if mistake is not None:
            raise mistake
