"""The reading screen: the story's page, its choices, the status line.

It drives one session and draws what the session gives. Earlier pages stay above the present one;
those from before this sitting are fetched when the reader scrolls up to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import (
    Block,
    Row,
    item,
    option_blocks,
    status_row,
    story_blocks,
)
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.views import BESIDE, beside_width, looking
from ulysse_game.view.page import Page
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.ui.tui.beside import Beside
    from ulysse_game.ui.tui.game import Session

CREW = 36  # columns of the crew beside the text, where there is room


class ReadingScreen(Leaf):
    """Where the story is read and played."""

    DEFAULT_CSS = """
    ReadingScreen Horizontal { height: 1fr; }
    ReadingScreen #crew { width: 36; display: none; }
    ReadingScreen.-crew #crew { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(*keys.READING, *keys.WRITING, *keys.PAGE_SIDE)
    HINTS: ClassVar[tuple[Command, ...]] = keys.READING
    AUTO_FOCUS = ""  # the keys are the page's until one goes to the panel

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page = session.page()
        self._pages = 1  # how many pages the sheet holds
        self._crew = Sheet(self.app.painter, id="crew")
        self.beside: Beside | None = None  # the writers' panel, once it has been opened

    def compose(self) -> ComposeResult:
        """The crew stands between the text and the edge, where there is room."""
        for widget in super().compose():
            if widget is self.sheet:
                yield Horizontal(self.sheet, self._crew)
            else:
                yield widget

    def take_up(self, session: Session) -> None:
        """Plays another session from now on."""
        self.session = session
        self._said = ""
        self.fill()
        self._show_aside()
        self.frame()

    def greet(self, sentence: str) -> None:
        """Says a sentence, unless the session has something to say."""
        if sentence and not self._said:
            self._said = sentence
            if self.is_mounted:
                self.frame()

    # What is shown

    def fill(self, keep: bool = False) -> None:
        """Shows the present page alone; with ``keep``, in place and with what stood above it."""
        self.page = self.session.page()
        self._pages = 1
        blocks = self._page_blocks()
        past: list[Block] = []
        if keep and self.sheet.has_past:
            past = self._older()
        self.sheet.older = None if past else self._older
        self.sheet.show_page(blocks, past, keep=keep)
        self.say_notices(self.session)

    def _page_blocks(self) -> list[Block]:
        """The lines of the present page and its choices."""
        return [*self._story(self.page), *self._choices()]

    def _story(self, page: Page) -> list[Block]:
        """The lines of a page."""
        return story_blocks(page.lines, self.app.language, self.app.options.thin_spaces)

    def _choices(self) -> list[Block]:
        """What can be chosen; after an ending, where one can go from there."""
        if self.page.ending is None:
            return option_blocks(self.page.options, self.app.options.thin_spaces)
        entries = []
        if self.app.waiting is not None:
            entries.append(("end real", self.words("Back to your playthrough")))
        entries += [
            ("end turns", self.words("Back to an earlier choice")),
            ("end transcript", self.words("Transcript")),
            ("end title", self.words("Title page")),
        ]
        blocks = [
            Block(((self.words("Ending"), "second"),), gap=3),
            Block(((self.page.ending.title, "chapter"),), gap=0),
        ]
        for number, (name, label) in enumerate(entries, 1):
            words = ((label, "option"),)
            blocks.append(item(name, words, number, gap=2 if number == 1 else 0))
        return blocks

    def _older(self) -> list[Block]:
        """The pages before those on the sheet."""
        pages = self.session.transcript()
        return [b for page in pages[: max(0, len(pages) - self._pages)] for b in self._story(page)]

    def heading(self) -> str:
        """Chapter and place."""
        aside = self.words("played aside") if self.app.waiting is not None else ""
        return " · ".join(part for part in (self.page.chapter, self.page.place, aside) if part)

    def foot_rows(self, width: int, roomy: bool) -> list[Row]:
        """The status, and under it what there is to say or the keys."""
        status = status_row(self.page, min(78, self.page_width - 2))
        used = sum(cells(words) for words, _ in status)
        more = " " if self.sheet.is_at_end else "↓"  # the line stays where it is either way
        status += ((" " * max(1, width - used - 1), "status"), (more, "marker"))
        rows = super().foot_rows(width, roomy)
        if roomy:
            return [(), status, *rows[1:]]
        return [status, *rows]

    # Playing

    def chosen(self, item: str) -> None:
        """Takes a choice and turns the page."""
        if item.startswith("end ") and self.page.ending is not None:
            getattr(self, f"action_{item[4:]}")()
            return
        if not any(option.id == item for option in self.page.open_options):
            return  # of the page before: two keys came faster than one page
        stays = len(self.page.lines)
        self.page = self.session.choose(item)
        self._pages += 1
        self.sheet.turn(self._page_blocks(), stays)
        self._turned()

    def _turned(self) -> None:
        """After every page: what changed around it."""
        self._said = ""
        self.say_notices(self.session)
        self._show_aside()
        self.frame()

    def _jumped(self, sentence: str) -> None:
        """Shows the page to which one has returned."""
        self.fill()
        self._show_aside()
        self.frame()
        if not self._said:
            self.say(sentence)

    # Commands

    def action_undo(self) -> None:
        """One step back."""
        if not self.session.can_rewind:
            self.say(self.words("This is the first page."))
            return
        self.session.rewind()
        self._jumped(self.words("Back one step. What you left is kept."))

    def action_turns(self) -> None:
        """A list of the choices made."""
        from ulysse_game.ui.tui.turns import TurnsScreen

        def picked(turn: int | None) -> None:
            if turn is not None:
                self.session.rewind_to(turn)
                self._jumped(self.words("Back at an earlier choice. What you left is kept."))

        if not self.session.can_rewind:
            self.say(self.words("No choice has been made yet."))
            return
        self.app.push_screen(TurnsScreen(self.session, picked))

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
                self.say(self.words("Saved."))

    def hints(self) -> tuple[Command, ...]:
        """With the writers' panel for writers; its own while the keys go there."""
        if self.beside is not None and self.beside.display:
            if self.beside.has_focus_within:
                from ulysse_game.ui.tui.desk_keys import BESIDE

                return BESIDE
            return (*keys.PAGE_SIDE, *self.HINTS)
        return (*keys.WRITING, *self.HINTS) if self.app.options.write else self.HINTS

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

    # The writers' panel

    def action_panel(self) -> None:
        """What stands behind the page, for writers: beside it where there is room, else over it."""
        if self.app.size.width < BESIDE:
            from ulysse_game.ui.tui.panel import open_panel

            open_panel(self)
            return
        seen = looking(self.app)
        seen.is_beside = not seen.is_beside
        self.set_focus(None)
        self.remove_class("-crew")
        self.frame()

    def action_to_panel(self) -> None:
        """The keys go to the panel beside the page."""
        self.set_focus(self.beside)

    def action_beside(self, way: int) -> None:
        """Another view in the panel, the keys staying with the page."""
        if self.beside is not None:
            self.beside.action_view(way)

    def action_real(self) -> None:
        """Back from what is played aside."""
        from ulysse_game.ui.tui.behind import come_back

        come_back(self.app)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The writers' panel is there for writers alone."""
        if action == "panel" and not self.app.options.write:
            return False
        if action in ("to_panel", "beside") and not (self.beside and self.beside.display):
            return False
        return super().check_action(action, parameters)

    @property
    def page_width(self) -> int:
        """Without the columns of the panel beside the page."""
        width = self.app.size.width
        if self.beside is None or not self.beside.display:
            return width
        return width - beside_width(width)

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """A click on the page brings the keys back to it."""
        if message.sheet is self.sheet and message.is_by_mouse:
            self.set_focus(None)

    def on_resize(self, event: events.Resize) -> None:
        """Who was in the panel is there still, in another place if need be."""
        if self.beside is not None:
            from ulysse_game.ui.tui.beside import give_way

            give_way(self)

    def action_menu(self) -> None:
        """Every command."""
        from ulysse_game.ui.tui.menu import MenuScreen

        def picked(action: str) -> None:
            getattr(self, f"action_{action}")()

        self.app.push_screen(MenuScreen(picked))

    def action_title(self) -> None:
        """The title page."""
        self.app.to_title()

    # The crew

    def action_crew(self) -> None:
        """The crew: beside the text where there is room, else on a screen of its own."""
        is_taken = self.beside is not None and self.beside.display
        if self.app.size.width >= BESIDE and not is_taken:
            self.toggle_class("-crew")
            self._show_aside()
            self.frame()
            return
        from ulysse_game.ui.tui.crew import CrewScreen

        self.app.push_screen(CrewScreen(self.session, self.page))

    def _show_aside(self) -> None:
        """Fills what stands beside the page, if anything does."""
        if self.beside is not None and self.beside.display:
            self.beside.fill_soon()
        if self.app.size.width < BESIDE:
            self.remove_class("-crew")
        if self.has_class("-crew"):
            from ulysse_game.ui.tui.crew import crew_blocks

            blocks = crew_blocks(self.session, self.app.language)
            self._crew.show([block._replace(gap=0) for block in blocks[:1]] + blocks[1:])

    def redraw(self) -> None:
        """The crew speaks the other language as well."""
        super().redraw()
        self._show_aside()

    def frame(self) -> None:
        """Closes what stands beside the page where it no longer fits."""
        if self.app.looking is not None:
            from ulysse_game.ui.tui.beside import stand

            stand(self)
        if self.app.size.width < BESIDE and self.has_class("-crew"):
            self.remove_class("-crew")
        for bar in (self.head, self.foot):
            bar.stand_beside(CREW if self.has_class("-crew") else 0)
        super().frame()
