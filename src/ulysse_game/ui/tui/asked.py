"""What a player can ask for while reading: back, saves, transcript, menu, title page.

The commands of the reading screen that open another screen or move the session. Nothing is drawn
here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ulysse_game.ui.tui.keys import READING, display
from ulysse_game.ui.tui.leaf import Leaf
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session
    from ulysse_game.view.page import Page

NOT_KEPT = marked("Kept until you leave the game, not on the disk.")
"""What is said of a save where nothing can be written."""

TRANSCRIPT = next(command for command in READING if command.id == "transcript")


class Asked(Leaf):
    """A screen on which one session is played, as far as its commands go."""

    session: Session
    page: Page

    def jumped(self, sentence: str) -> None:
        """Shows the page to which one has returned, and says so."""

    def action_undo(self) -> None:
        """One step back."""
        if not self.session.can_rewind:
            self.say(self.words("This is the first page."))
            return
        self.session.rewind()
        self.jumped(self.words("Back one step. What you left is kept."))

    def action_turns(self) -> None:
        """All that was played, as a tree."""
        from ulysse_game.ui.tui.timeline import TimelineScreen, way_to

        def picked(node: int) -> None:
            tree = self.session.tree()
            told = self.words(way_to(tree, node))
            if node == tree.head:
                self.say(told)
                return
            self.session.go_to(node)
            self.jumped(told)

        if not self.session.has_past:
            self.say(self.words("No choice has been made yet."))
            return
        self.app.push_screen(TimelineScreen(self.session, picked))

    def action_quick_save(self) -> None:
        """Keeps this moment."""
        if self._is_aside():
            return
        try:
            self.session.quick_save()
        except self.app.game.troubles as trouble:
            self.say_trouble(trouble)
        else:
            if not self.say_notices(self.session):
                self.say(self.words("Saved." if self.app.game.keeps else NOT_KEPT))

    def _is_aside(self) -> bool:
        """Whether a writer plays aside here, which is nobody's to save; it is said then."""
        if self.app.waiting is None:
            return False
        self.say(self.words("This is played aside and is not saved."))
        return True

    def action_quick_load(self) -> None:
        """Returns to the last quick save."""
        card = next((c for c in self.app.game.saves() if c.kind == "quick" and not c.damaged), None)
        if card is None:
            self.say(self.words("There is no quick save yet."))
            return
        try:
            session = self.app.game.resume(card.id, self.app.language)
        except self.app.game.troubles as trouble:
            self.say_trouble(trouble)
        else:
            self.app.play_on(session, self.words("Back at the quick save."))

    def action_saves(self) -> None:
        """The list of saves."""
        if self._is_aside():
            return
        from ulysse_game.ui.tui.saves import SavesScreen

        self.app.push_screen(SavesScreen(self.session))

    def action_transcript(self) -> None:
        """Everything read so far."""
        from ulysse_game.ui.tui.transcript import TranscriptScreen

        self.app.push_screen(TranscriptScreen(self.session))

    def action_search(self) -> None:
        """Words in what was read: the transcript, at its search."""
        from ulysse_game.ui.tui.transcript import TranscriptScreen

        screen = TranscriptScreen(self.session)
        self.app.push_screen(screen)
        screen.search_at_once()  # before another key comes: it belongs to the words

    def action_notebook(self) -> None:
        """What she has written down."""
        from ulysse_game.ui.tui.notebook import NotebookScreen

        self.app.push_screen(NotebookScreen(self.session))

    def action_charts(self) -> None:
        """The plan, the map, the light."""
        from ulysse_game.ui.tui.charts import ChartsScreen

        self.app.push_screen(ChartsScreen(self.session))

    def action_skip(self) -> None:
        """To what is new on the page, else to the choices."""
        self.sheet.skip(self.unread())

    def unread(self) -> frozenset[int]:
        """The lines of the page, by number, that no playthrough has come to before."""
        marks = self.app.game.marks
        return frozenset(
            number
            for number, line in enumerate(self.page.lines)
            if line.kind != "picked" and not marks.has(line.line_id)
        )

    def action_copy(self) -> None:
        """The words of the page to the clipboard."""
        from ulysse_game.ui.tui.copying import words_of

        self.app.copy_to_clipboard(words_of(self.page, self.app.language))
        self.say(
            self.words(
                "Copied, unless this terminal refuses; the transcript ({key}) writes files.",
                key=display(TRANSCRIPT, self.words)[0],
            )
        )

    def action_menu(self) -> None:
        """Every command."""
        from ulysse_game.ui.tui.menu import MenuScreen

        def picked(action: str) -> None:
            # Of this screen's own accord: what the closed menu asked for would never be answered.
            self.call_later(self.run_action, action)

        self.app.push_screen(MenuScreen(picked))

    def action_title(self) -> None:
        """The title page."""
        self.app.to_title()
