"""A story folder under watch, and the playthrough that follows it: what the front ends drive.

A glance looks at the files; where they have changed the story is compiled again. A story with
errors never takes the place of one that could be played. It draws nothing and has no clock: the
front end calls ``glance`` as often as ``pause`` says.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ulysse_game.authoring.watching.files import Changes
from ulysse_game.authoring.watching.follow import Followed, Played, follow
from ulysse_game.compiler import Compiled
from ulysse_game.diagnostics import Diagnostic, Severity, has_errors
from ulysse_game.engine import Machine
from ulysse_game.play import Library, Save, Session
from ulysse_game.play.history import History
from ulysse_game.storage import AnyShelf


class News(NamedTuple):
    """What came of a change: the files, and whether there is a new story to go on in."""

    files: tuple[str, ...]
    has_story: bool


class Watch:
    """``compiled`` is what the newest reading of the folder gave; errors give no story.

    ``compile`` reads the folder, ``changes`` tells when to; ``name`` is what the writer calls the
    folder. Playthroughs are kept on ``shelf``.
    """

    def __init__(
        self,
        folder: Path,
        shelf: AnyShelf,
        compile: Callable[[], Compiled],
        changes: Changes | None = None,
        name: str = "",
    ) -> None:
        """Reads the folder for the first time."""
        self.folder = folder
        self.name = name or folder.as_posix()
        self.shelf = shelf
        self._changes = changes or Changes(folder)
        self._compile = compile
        self._wanted = ("", -1, -1)  # a playthrough, where it was put, where it wants to be
        self.compiled = compile()
        story = self.compiled.story
        self._library = None if story is None else Library(Machine(story), shelf)

    @property
    def title(self) -> str:
        """What the folder is called, also for somebody who stands in it."""
        return self.folder.resolve().name if self.name in ("", ".") else self.name

    @property
    def pause(self) -> float:
        """Seconds to let pass before the next glance."""
        return self._changes.pause

    @property
    def has_errors(self) -> bool:
        """Whether the files as they are now cannot be played."""
        return has_errors(self.compiled.diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong, errors first, each in the order of the files; no hints."""
        found = [each for each in self.compiled.diagnostics if each.severity is not Severity.HINT]
        return tuple(sorted(found, key=lambda each: each.severity is not Severity.ERROR))

    def glance(self) -> News | None:
        """Looks at the files; where some have changed, reads the story again."""
        changed = self._changes.poll()
        if not changed:
            return None
        self.compiled = self._compile()
        story = self.compiled.story
        played = self._library.machine.story if self._library else None
        is_new = story is not None and (played is None or story.digest != played.digest)
        return News(tuple(sorted(changed)), is_new)

    def open(self) -> Library | None:
        """The library of the newest sound story, for a playthrough that begins there.

        Nothing while no version of the story could be played.
        """
        story = self.compiled.story
        played = self._library.machine.story if self._library else None
        if story is not None and (played is None or story.digest != played.digest):
            self._library = Library(Machine(story), self.shelf)
        return self._library

    def is_behind(self, session: Session) -> bool:
        """Whether a playthrough is still in a story that a newer one has taken the place of."""
        library = self.open()
        return library is not None and session.library.machine is not library.machine

    def follow(self, session: Session) -> tuple[Session, Followed]:
        """The playthrough in the newest sound story, in a session of its own; closes the old one.

        It stays on its own shelf: what a writer plays aside is never kept with the rest. A session
        was played, so there is such a story.
        """
        newest = self.open()
        assert newest is not None, "a session was played"
        saved, old, shelf = session.written(), session.library.machine, session.library.shelf
        library = newest if shelf is self.shelf else Library(newest.machine, shelf)
        followed = follow(old, library.machine, self._played(session, saved), session.language)
        session.close()
        playthrough = session.playthrough
        if not library.claim(playthrough):
            playthrough = library.new_playthrough()  # another game took it in this instant
        history = History(
            library.machine, saved.seed, followed.timeline, followed.state, followed.known
        )
        moved = Session(
            library, history, playthrough, session.language,
            saved.played_seconds, saved.extra,
        )  # fmt: skip
        self._wanted = playthrough, followed.timeline.head, followed.wanted
        return moved, followed

    def _played(self, session: Session, saved: Save) -> Played:
        """The playthrough as it stands, and where it would if no edit had taken it elsewhere."""
        playthrough, head, wanted = self._wanted
        has_stayed = (playthrough, head) == (session.playthrough, saved.timeline.head)
        return Played(
            saved.seed, saved.timeline, session.moment.after, wanted if has_stayed else -1
        )


__all__ = ["News", "Watch"]
