"""The transcript: everything read so far, to scroll, to search, to write to a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from unicodedata import combining, normalize

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, literal, story_blocks
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.page import Page
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session

# What keyboards have in place of what books are printed with.
_KEYS = str.maketrans("’‘“”\xa0\u202f–—", "''\"\"  --")


class TranscriptScreen(Leaf):
    """All pages of this playthrough, opened at the end."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *keys.TRANSCRIPT,
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "t")),
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (*keys.TRANSCRIPT, keys.CLOSE)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._sought = ""

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Transcript")

    def fill(self, keep: bool = False) -> None:
        """Every page."""
        thin = self.app.options.thin_spaces
        blocks: list[Block] = []
        for page in self.session.transcript():
            blocks += story_blocks(page.lines, self.app.language, thin)
        self.sheet.show(blocks, at="keep" if keep else "end")

    # Searching

    def action_find(self) -> None:
        """Asks for words and goes to the first place that has them, from the top."""
        from ulysse_game.ui.tui.asking import Ask

        def asked(words: str | None) -> None:
            if words:
                self._sought = words
                self.sheet.found = -1
                self.action_next()

        self.app.push_screen(Ask(marked("Words to find:"), self._sought), asked)

    def action_next(self) -> None:
        """The next place with the words, from the top again after the last."""
        if not self._sought:
            self.action_find()
            return
        words = typed(self._sought)
        places = [at for at, block in enumerate(self.sheet.blocks) if words in typed(block.text)]
        if not places:
            self.say(self.words("Not found."))
            return
        after = [at for at in places if at > self.sheet.found]
        self.sheet.found = (after or places)[0]
        self.sheet.to_block(self.sheet.found)
        number = places.index(self.sheet.found) + 1
        self.say(self.words("{number} of {count}", number=number, count=len(places)))

    # Writing to a file

    def action_write(self) -> None:
        """Writes the transcript to a new file and says where it is."""
        folder = self.app.options.folder or Path.cwd()
        try:
            path = write_transcript(self.session.transcript(), self.app.language, folder)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.say(self.words("The file could not be written: {reason}.", reason=reason))
        else:
            self.say(self.words("Written to {path}", path=path))


def typed(text: str) -> str:
    """A text as one would type it in haste: without case, accents and the printer's signs."""
    plain = normalize("NFD", text.translate(_KEYS).casefold())
    return "".join(sign for sign in plain if not combining(sign))


def write_transcript(pages: Sequence[Page], language: str, folder: Path) -> Path:
    """Writes ``pages`` to a file of a new name in ``folder``; gives its path.

    A file that is there is never overwritten. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = "\n".join(transcript_lines(pages, language)) + "\n"
    number = 1
    while True:
        name = "ulysse-transcript.txt" if number == 1 else f"ulysse-transcript-{number}.txt"
        try:
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write(words)
        except FileExistsError:
            number += 1
        else:
            return folder / name


def transcript_lines(pages: Sequence[Page], language: str) -> Iterable[str]:
    """The pages as lines of plain text, one paragraph to a line."""
    for page in pages:
        for block in story_blocks(page.lines, language):
            yield from [""] * min(block.gap, 1)
            yield literal(block.lead[0]) + literal(block.text)
