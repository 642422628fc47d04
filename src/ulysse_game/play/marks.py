"""What has been read of a story, over all its playthroughs: the ids of lines, and the endings.

Kept on the shelf beside the saves, under a name that is no save's. Several games may read at once:
what is written is always the union with what stands there. Nothing here ever stops a game: a
damaged file is set aside and marking begins anew, and what cannot be written now is written with
the next marks. On the path of a choice nothing is read from a disk and nothing made into bytes.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from functools import partial

from ulysse_game.play.trouble import DamagedError
from ulysse_game.play.writer import Writer
from ulysse_game.storage import AnyShelf, DiskTrouble, NotHere, StorageTrouble
from ulysse_game.story import Story
from ulysse_game.view.page import Page

KIND = "ulysse-read"
EVERY = 8
"""So many pages with something new are read before the marks are written; where many thousand
marks are kept, one more for each thousand: all of them are written every time. An ending and the
opening of a chapter are written at once: a player has come to them, and they are listed."""
MOST = 30_000
"""So many of the longest marks are kept; of shorter ones more, those of today's story first."""
LONGEST = 120
"""The signs of the longest mark."""
ROOM = MOST * (LONGEST + len('"",\n'))
"""The bytes of all marks in the file, which stays below the shelf's limit."""

_LISTED = ("ending.", "chapter.")
_PLAIN_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*", re.ASCII)
_OWNERS = {
    "scene": "",
    "choice": "",
    "chapter": "chapter.",
    "person": "person.",
    "observation": "observation.",
}
"""How the line ids of what may be renamed begin."""


class Marks:
    """The marks of one story on one shelf, read from it when they are first asked for."""

    def __init__(self, story: Story, shelf: AnyShelf, writer: Writer) -> None:
        """The marks of ``story``; ``writer`` writes them to ``shelf``."""
        self.is_paused = False  # for choices that nobody reads
        self._story = story
        self._shelf = shelf
        self._writer = writer
        self._name = name_of(story.world.id)
        writer.shared.add(self._name)
        self._kept: frozenset[str] | None = None
        self._new: set[str] = set()
        self._pages = 0  # with something new, since marks were last given to the writer

    def has(self, line_id: str) -> bool:
        """Whether a line has been read, in any playthrough and language."""
        return line_id in self._new or line_id in self._read()

    @property
    def lines(self) -> frozenset[str]:
        """Everything that has been read, by line id; ``ending.ID`` for an ending."""
        return self._read() | self._new

    def endings(self) -> frozenset[str]:
        """The ids of the endings that have been reached."""
        return frozenset(_between("ending.", "", self.lines))

    def chapters(self) -> frozenset[str]:
        """The ids of the chapters whose opening has been read."""
        return frozenset(_between("chapter.", ".title", self.lines))

    def read(self, page: Page) -> None:
        """A page is left: its lines have been read."""
        self._add({line.line_id for line in page.lines})

    def ended(self, page: Page) -> None:
        """The page of an ending is shown: nothing comes after it, so it counts as read."""
        if page.ending is not None:
            self._add({f"ending.{page.ending.id}", *(line.line_id for line in page.lines)})

    def keep(self) -> None:
        """Has everything new written; again does nothing until there is more."""
        is_news, trouble = self._writer.outcome(self._name)
        if not self._pages and not (is_news and trouble is not None):
            return
        self._pages = 0
        self._writer.put(self._name, partial(self._together, frozenset(self._new)))

    def _add(self, ids: set[str]) -> None:
        if self.is_paused or ids <= self._new:
            return
        if self._kept is not None and ids <= self._kept:
            return
        is_listed = any(mark.startswith(_LISTED) for mark in ids - self._new)
        self._new |= ids
        self._new.discard("")
        self._pages += 1
        known = len(self._new) + len(self._kept or ())
        if is_listed or self._pages >= max(EVERY, known // 1_000):
            self.keep()

    def _read(self) -> frozenset[str]:
        if self._kept is None:
            try:
                self._kept = self._on_shelf()
            except DiskTrouble:
                self._kept = frozenset()
        return self._kept

    def _together(self, new: frozenset[str]) -> bytes:
        """The marks as they stand on the shelf with ``new`` ones, as bytes; runs in any thread.

        Raises ``DiskTrouble`` where those on the shelf cannot be read: they are not written over.
        """
        marks = self._on_shelf() | {mark for mark in new if len(mark) <= LONGEST}
        if len(marks) > MOST:
            marks = frozenset(_as_fit(sorted(marks, key=lambda mark: (self._is_old(mark), mark))))
        return encoded(self._story.world.id, marks)

    def _is_old(self, mark: str) -> bool:
        """Whether the story of today knows nothing of a mark; asks for no scene's texts."""
        owner = mark.partition(".")[0]
        if owner == "ending" or owner in self._story.scenes:
            return False
        return mark not in self._story.texts(self._story.world.language)

    def _on_shelf(self) -> frozenset[str]:
        """What was written last, or before that; nothing where neither can be used.

        Raises ``DiskTrouble`` where neither can be used and one could not be read at all.
        """
        unread: DiskTrouble | None = None
        for read in (self._shelf.read, self._shelf.read_previous):
            is_previous = read == self._shelf.read_previous
            try:
                return self._of_today(decoded(self._story.world.id, read(self._name)))
            except NotHere:
                continue
            except DiskTrouble as trouble:
                unread = trouble
            except StorageTrouble:
                with contextlib.suppress(StorageTrouble):
                    self._shelf.set_aside(self._name, previous=is_previous)
        if unread is not None:
            raise unread
        return frozenset()

    def _of_today(self, marks: frozenset[str]) -> frozenset[str]:
        """The same marks where ids have been renamed since."""
        renamed = {
            _OWNERS[kind] + old: _OWNERS[kind] + now
            for kind, old, now in self._story.world.was
            if kind in _OWNERS
        }
        if not renamed:
            return marks
        return frozenset(_renamed(_renamed(mark, renamed), renamed) for mark in marks)


def name_of(story: str) -> str:
    """The name on the shelf of a story's marks; two stories never share one."""
    if len(story) <= 48 and _PLAIN_ID.fullmatch(story):
        return f"read-{story.replace('_', '-')}"
    from hashlib import sha256

    return f"read-0-{sha256(story.encode('utf-8')).hexdigest()[:32]}"


def encoded(story: str, marks: Iterable[str]) -> bytes:
    """Marks as a file: one JSON object, a mark a line, in order."""
    import json

    head = f'{{"kind":{json.dumps(KIND)},"story":{json.dumps(story)},"lines":[\n'
    body = ",\n".join(map(json.dumps, sorted(marks)))
    return f"{head}{body}\n]}}\n".encode()


def decoded(story: str, data: bytes) -> frozenset[str]:
    """The marks of ``story`` in these bytes; raises ``DamagedError`` and nothing else."""
    import json

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and found.get("kind") == KIND and found.get("story") == story:
        lines = found.get("lines")
        if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
            return frozenset(line for line in lines if 0 < len(line) <= LONGEST)
    raise DamagedError("These marks are damaged.")


def _as_fit(marks: Iterable[str]) -> Iterator[str]:
    """The first of these, as many as fit into the file."""
    import json

    room = ROOM
    for mark in marks:
        room -= len(json.dumps(mark)) + len(",\n")
        if room < 0:
            return
        yield mark


def _between(start: str, end: str, marks: Iterable[str]) -> Iterator[str]:
    """The middle parts of those marks that begin and end so."""
    for mark in marks:
        if mark.startswith(start) and mark.endswith(end):
            yield mark[len(start) : len(mark) - len(end)]


def _renamed(mark: str, renamed: dict[str, str]) -> str:
    """A mark by the name that what owns it has today."""
    parts = mark.split(".")
    for count in range(min(len(parts), 3), 0, -1):
        now = renamed.get(".".join(parts[:count]))
        if now is not None:
            return ".".join((now, *parts[count:]))
    return mark


@contextlib.contextmanager
def unmarked(marks: Marks) -> Iterator[None]:
    """While choices are made that nobody reads, nothing is marked."""
    before, marks.is_paused = marks.is_paused, True
    try:
        yield
    finally:
        marks.is_paused = before


__all__ = ["Marks", "decoded", "encoded", "name_of", "unmarked"]
