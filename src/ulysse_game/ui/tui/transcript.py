"""The transcript: everything read so far, to scroll, to search, to write to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.finding import marked_words, places_of, typed
from ulysse_game.ui.tui.flow import Block, item, story_blocks
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.seeking import Seeking
from ulysse_game.view.export import FORMS

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session


class TranscriptScreen(Seeking[int]):
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
        self._blocks: list[Block] = []  # as they are without what was found
        self._is_for_search = False

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Transcript")

    def fill(self, keep: bool = False) -> None:
        """Every page."""
        thin = self.app.settings.has_thin_spaces
        self._blocks = []
        for page in self.session.transcript():
            self._blocks += story_blocks(page.lines, self.app.language, thin)
        self._show("keep" if keep else "end")

    # Searching

    def search_at_once(self) -> None:
        """Asks for words at once; whoever gives none is back at the page."""
        self._is_for_search = True
        self.action_find()

    def no_words(self) -> None:
        """Closes it again if it was opened for a search that is not wanted."""
        if self._is_for_search and not self.sought:
            self.action_close()

    def _show(self, at: str) -> None:
        """Shows all blocks, the words that are sought marked in those that come into sight."""
        sought = typed(self.sought)
        self.sheet.dress(lambda block: marked_words(block, sought))
        self.sheet.show(self._blocks, at=at)

    def begin_search(self) -> None:
        """Marks the words wherever they stand."""
        self._show("keep")
        self.sheet.barred = frozenset()

    def places(self) -> list[int]:
        """The paragraphs that have the words."""
        return places_of(self._blocks, typed(self.sought))

    def place(self) -> int:
        """The paragraph with a bar in the margin."""
        return next(iter(self.sheet.barred), -1)

    def go_to(self, place: int) -> None:
        """Puts the bar there, and brings it into sight."""
        self.sheet.barred = frozenset((place,))
        self.sheet.to_block(place)

    # Writing to a file

    def action_write(self) -> None:
        """Writes the transcript to a new file, in a form that is asked for; says where it is."""

        def answered(form: str | None) -> None:
            if form:
                self._write(form)

        self.app.push_screen(FormScreen(), answered)

    def _write(self, form: str) -> None:
        from ulysse_game.play.export import write_transcript

        app = self.app
        title = app.game.title(app.language).title
        folder = app.options.folder or Path()
        try:
            path = write_transcript(self.session.transcript(), form, title, app.language, folder)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.say(self.words("The file could not be written: {reason}.", reason=reason))
        else:
            self.say(self.words("Written to {path}", path=path))


class FormScreen(Leaf):
    """Which form a file should have; gives its id, or nothing at all when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = bind(keys.CLOSE)

    def fill(self, keep: bool = False) -> None:
        """The forms."""
        blocks = [Block(((self.words("Write the transcript as:"), "prose"),), gap=2)]
        for number, form in enumerate(FORMS, 1):
            words = ((self.words(form.name), "option"), (f"   .{form.suffix}", "faint"))
            blocks.append(item(form.id, words, number, gap=2 if number == 1 else 0))
        self.sheet.show(blocks, current=self.sheet.current if keep else "")

    def chosen(self, item: str) -> None:
        """Gives the answer."""
        self.dismiss(item)  # type: ignore[arg-type]

    def action_close(self) -> None:
        """No answer."""
        self.dismiss("")  # type: ignore[arg-type]


__all__ = ["FormScreen", "TranscriptScreen", "typed"]
