"""The language server: the documents and stories of an editor, and when a story is read again.

A story is read in one thread of its own, a moment after the last keystroke, and never two at once.
What is wrong with it is then published for every file. The editor's questions are answered in
``answers``.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer

import ulysse_game
from ulysse_game.authoring.lsp import convert
from ulysse_game.authoring.lsp.addresses import path_of
from ulysse_game.authoring.lsp.known import NO_NAMES, Names
from ulysse_game.authoring.lsp.open_story import NOTHING_READ, OpenStory, Reading, folder_of
from ulysse_game.authoring.lsp.place import Sheet, sheet_of
from ulysse_game.authoring.lsp.positions import UTF16, lines_of
from ulysse_game.authoring.lsp.verdicts import Explorer

CALM = 0.1
"""Seconds without a keystroke after which a story is read again."""
LONGEST_WAIT = 0.5
"""Seconds after which it is read although keys are still being struck."""
LONGEST_LOOK = 1.0
"""Seconds without a keystroke, at most, after which the lint shop looks."""


class StoryServer(LanguageServer):
    """The server and the stories that are open in its editor, by their folders."""

    def __init__(self) -> None:
        """No story is open."""
        super().__init__(
            "ulysse",
            ulysse_game.__version__,
            # Whole texts: the library cuts lines elsewhere than an editor does, so that pieces
            # would be put together wrongly where a text holds U+2028.
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
        )
        self.stories: dict[Path, OpenStory] = {}
        self.told: dict[Path, dict[str, list[types.Diagnostic]]] = {}
        self.explorer = Explorer()
        self.is_shut_down = False
        self.has_left = False
        self._reader = ThreadPoolExecutor(1, "reader")
        self._timers: dict[Path, asyncio.TimerHandle] = {}
        self._since: dict[Path, float] = {}
        self._reading: dict[Path, asyncio.Task[None]] = {}
        self._looking: dict[Path, asyncio.Task[None]] = {}

    # -- documents and stories ------------------------------------------------------------------

    @property
    def encoding(self) -> str:
        """What columns are counted in, as agreed with the editor."""
        agreed = self.workspace.position_encoding
        return str(getattr(agreed, "value", agreed) or UTF16)

    def find(self, uri: str) -> tuple[OpenStory, str] | None:
        """The story a document belongs to, and its name in it; nothing for any other file."""
        path = path_of(uri)
        folder = folder_of(path) if path is not None else None
        if path is None or folder is None:
            return None
        story = self.stories.get(folder)
        if story is None:
            story = self.stories[folder] = OpenStory(folder)
        return story, path.relative_to(folder).as_posix()

    def sheet(self, uri: str, file: str) -> Sheet:
        """A document as it stands in the editor this moment."""
        return sheet_of(file, lines_of(self.workspace.get_text_document(uri).source))

    def changed(self, uri: str, *, is_open: bool) -> None:
        """A document was opened, changed, saved or closed: its story is read again soon."""
        if (found := self.find(uri)) is None:
            return
        story, file = found
        if is_open:
            document = self.workspace.get_text_document(uri)
            story.unsaved[file] = document.source
            story.versions[file] = document.version or 0
            story.addresses[file] = uri
        else:
            story.unsaved.pop(file, None)
            story.versions.pop(file, None)
        self.outdated(story)

    def outdated(self, story: OpenStory) -> None:
        """The story is to be read again, when the keys have been quiet for a moment."""
        story.edition += 1
        loop = asyncio.get_running_loop()
        since = self._since.setdefault(story.folder, loop.time())
        if timer := self._timers.pop(story.folder, None):
            timer.cancel()
        wait = min(CALM, max(since + LONGEST_WAIT - loop.time(), 0.0))
        self._timers[story.folder] = loop.call_later(wait, self._start, story)

    def _start(self, story: OpenStory) -> asyncio.Task[None]:
        """Begin to read a story now; one reading at a time, after which it is seen what is new."""
        self._since.pop(story.folder, None)
        if timer := self._timers.pop(story.folder, None):
            timer.cancel()
        task = self._reading.get(story.folder)
        if task is None or task.done():
            task = asyncio.get_running_loop().create_task(self._read(story))
            self._reading[story.folder] = task
        return task

    async def _read(self, story: OpenStory) -> None:
        loop = asyncio.get_running_loop()
        while story.read_edition != story.edition:
            edition, unsaved, versions = story.edition, dict(story.unsaved), dict(story.versions)
            try:
                reading = await loop.run_in_executor(self._reader, story.read, unsaved)
            except Exception:  # a mistake of ours: the editor keeps what was read before
                logging.getLogger(__name__).exception("%s could not be read", story.folder)
                reading = story.reading or NOTHING_READ
            reading.versions = versions
            story.reading, story.read_edition = reading, edition
            if reading is NOTHING_READ:
                break
            if edition == story.edition:
                self._tell(story, reading)
            elif story.folder in self._timers:
                break  # keys are being struck: the timer reads again
        if story.reading is not None:
            self._look_at(story, story.reading)
            self.explorer.wish(story.folder, story.reading.compiled, story.unsaved)

    def _look_at(self, story: OpenStory, reading: Reading) -> None:
        """Let the lint shop look when the keys have been quiet for as long as it takes."""
        if task := self._looking.pop(story.folder, None):
            task.cancel()
        self._looking[story.folder] = asyncio.get_running_loop().create_task(
            self._look(story, reading)
        )

    async def _look(self, story: OpenStory, reading: Reading) -> None:
        await asyncio.sleep(min(2 * story.look_seconds, LONGEST_LOOK))
        if reading is story.reading and story.read_edition == story.edition:
            loop = asyncio.get_running_loop()
            before = reading.diagnostics
            await loop.run_in_executor(self._reader, story.look, reading)
            if story.read_edition == story.edition and reading.diagnostics != before:
                self._tell(story, reading)

    async def current(self, story: OpenStory) -> Reading:
        """The story as it stands now; it is read first if need be."""
        while story.reading is None or story.read_edition != story.edition:
            await asyncio.shield(self._start(story))
        return story.reading

    async def settled(self, story: OpenStory) -> Reading:
        """The story as it stands when the keys have been quiet: for what an editor asks by itself.

        An editor asks such things after every key; nothing is read for them.
        """
        while story.reading is None or story.read_edition != story.edition:
            await asyncio.sleep(CALM)
        return story.reading

    async def indexed(self, reading: Reading) -> Reading:
        """The same with its index made."""
        if not reading.is_indexed:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._reader, lambda: reading.index)
        return reading

    def _tell(self, story: OpenStory, reading: Reading) -> None:
        """Publish what is wrong with each file, and that nothing is any more."""
        found: dict[str, list[types.Diagnostic]] = {}
        for each in reading.diagnostics:
            found.setdefault(each.span.file, []).append(
                convert.diagnostic(
                    each, reading.lines, self.encoding, story.address, page(each.code)
                )
            )
        before = self.told.get(story.folder, {})
        for file in sorted(before.keys() | found.keys() | story.unsaved.keys()):
            now, version = found.get(file, []), reading.versions.get(file)
            if version is not None or now != before.get(file, []):
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(story.address(file), now, version)
                )
        self.told[story.folder] = found

    def names(self, story: OpenStory) -> Names:
        """The names of a story, as far as it was read."""
        return NO_NAMES if story.reading is None else story.reading.names

    def stop(self) -> None:
        """Whatever still runs beside the server ends."""
        self.explorer.close()
        self._reader.shutdown(wait=False, cancel_futures=True)


@cache
def page(code: str) -> Path | None:
    """The catalogue's page of a code, where it is a file."""
    import ulysse_game.diagnostics as diagnostics

    found = Path(diagnostics.__file__).parent / "catalogue" / f"{code}.md"
    return found if found.is_file() else None
