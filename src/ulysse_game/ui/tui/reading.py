"""The reading screen: the story's page, its choices, the status line.

It drives one session and draws what the session gives. Some earlier pages stay above the present
one; those before them, and from before this sitting, are fetched when the reader scrolls up.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import (
    Block,
    Row,
    item,
    option_blocks,
    paper_of,
    status_row,
    story_blocks,
)
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import bind
from ulysse_game.ui.tui.links import MENU, MORE
from ulysse_game.ui.tui.reveal import PACES, TOLD
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.sides import Flanked
from ulysse_game.ui.tui.views import BESIDE, looking
from ulysse_game.view.page import Page
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.ui.tui.beside import Beside
    from ulysse_game.ui.tui.game import Session
    from ulysse_game.ui.tui.tour import Tour


KEPT = 30
"""So many pages stay above the present one, and as many are fetched at a time above those. Up to
twice as many are let stand, so that not every page begins with clearing away."""


class ReadingScreen(Flanked):
    """Where the story is read and played."""

    BINDINGS: ClassVar[list[BindingType]] = bind(*keys.READING, *keys.WRITING, *keys.PAGE_SIDE)
    HINTS: ClassVar[tuple[Command, ...]] = keys.READING
    AUTO_FOCUS = ""  # the keys are the page's until one goes to the panel

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page = session.page()
        self._above: list[int] = []  # the lines of each page above the present one on the sheet
        self._since = self.page.turn  # the pages from this turn on were read one after the other
        self.beside: Beside | None = None  # the writers' panel, once it has been opened
        self._tour: Tour | None = None

    def take_up(self, session: Session) -> None:
        """Plays another session from now on."""
        self.session = session
        self._said = ""
        self.fill()
        self._since = self.page.turn
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
        stood, self._above = len(self._above), []
        past = self._older(stood) if keep and stood else []
        self.sheet.older = self._older
        self.sheet.show_page(self._page_blocks(), past, keep=keep)
        if not keep and not self.page.turn:
            self._tell()
        self.say_notices(self.session)

    def _page_blocks(self) -> list[Block]:
        """The lines of the present page and its choices."""
        return [*self._story(self.page), *self._choices()]

    def _story(self, page: Page) -> list[Block]:
        """The lines of a page."""
        thin = self.app.settings.has_thin_spaces
        return story_blocks(page.lines, self.app.language, thin, self.app.easel.drawing)

    def _choices(self) -> list[Block]:
        """What can be chosen; after an ending, where one can go from there."""
        if self.page.ending is None:
            paper = paper_of(self.page.lines)
            return option_blocks(self.page.options, self.app.settings.has_thin_spaces, paper)
        entries = []
        if self.app.waiting is not None:
            entries.append(("end real", self.words("Back to your playthrough")))
        entries += [
            ("end turns", self.words("Back to an earlier choice")),
            ("end endings", self.words("Endings and chapters")),
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

    def _older(self, count: int = KEPT) -> list[Block]:
        """The pages before those on the sheet, ``count`` of them, for it to be put above them."""
        pages = self.session.transcript()
        end = max(0, len(pages) - 1 - len(self._above))
        stories = [self._story(page) for page in pages[max(0, end - count) : end]]
        self._above[:0] = map(len, stories)
        return list(chain.from_iterable(stories))

    def _let_go(self) -> None:
        """Lets pages far above go: an evening's would fill the memory, and they can be fetched."""
        if len(self._above) > 2 * KEPT:
            gone = self._above[:-KEPT]
            del self._above[:-KEPT]
            self.sheet.let_go(sum(gone), self._older)

    def heading(self) -> str:
        """Chapter and place; above the page, that it is an earlier one, wherever that was."""
        if self.sheet.is_above_the_page:
            return self.words("Earlier pages")
        aside = self.words("played aside") if self.app.waiting is not None else ""
        return " · ".join(part for part in (self.page.chapter, self.page.place, aside) if part)

    def foot_rows(self, width: int, roomy: bool) -> list[Row]:
        """The status, and under it what there is to say or the keys."""
        has_menu = self.has_mouse and not roomy
        # Where the hint below says it too, the sign that there is more gives way to the status.
        beyond = 0 if roomy else 2 + 2 * has_menu
        most = self.page_width - (self.page_width - width) // 2 - beyond
        # One figure stands out, and once: on the panel where that is open.
        status = status_row(self.page, min(78, most), highlights=not self.has_instruments)
        used = sum(cells(words) for words, _ in status)
        if used + 2 <= most + beyond:
            more = " " if self.sheet.is_at_end else MORE  # the line stays where it is either way
            room = max(1, width - used - 1 - 2 * has_menu)
            status += ((" " * room, "status"), (more, "marker"))
        if has_menu:
            status += ((" ", "status"), (MENU, "key"))
        rows = super().foot_rows(width, roomy)
        if roomy:
            return [(), status, *rows[1:]]
        return [status, *rows]

    def scarce_rows(self, width: int) -> list[Row]:
        """None: the status has the sign of the menu."""
        return []

    # Playing

    def chosen(self, item: str) -> None:
        """Takes a choice and turns the page."""
        if item.startswith("end ") and self.page.ending is not None:
            getattr(self, f"action_{item[4:]}")()
            return
        if not any(option.id == item for option in self.page.open_options):
            return  # of the page before: two keys came faster than one page
        stays = len(self.page.lines)
        page = self.session.choose(item)
        if page is self.page:  # the story leads nowhere from here, and says so
            self.say_notices(self.session)
            return
        self.page = page
        self._above.append(stays)
        self._let_go()
        self.sheet.turn(self._page_blocks(), stays)
        self._tell()
        self._turned()

    def _tell(self) -> None:
        """Tells what is new on the page slowly, for who likes that and minds no motion."""
        settings = self.app.settings
        if settings.speed in PACES and settings.motion != "none":
            lines = self.page.lines
            new = {number for number in self.unread() if lines[number].kind in TOLD}
            self.sheet.tell(new, PACES[settings.speed])

    def on_key(self, event: events.Key) -> None:
        """While a page is told, a key that reads or chooses shows the rest, and no more."""
        if self.sheet.tell_all() and event.key in keys.ON_THE_PAGE:
            event.stop()

    def guide(self) -> None:
        """Says the first of three sentences, for who plays for the first time."""
        from ulysse_game.ui.tui.tour import Tour

        self._tour = Tour()
        self.greet(self._tour.present(self.words))

    def said_again(self) -> str:
        """The present sentence for who plays for the first time, if any."""
        return self._tour.present(self.words) if self._tour is not None else ""

    def said_next(self) -> str:
        """The sentence after it."""
        if self._tour is not None:
            self._tour.go_on()
        return self.said_again()

    def _turned(self) -> None:
        """After every page: what changed around it."""
        self._said = self.said_again()
        self.say_notices(self.session)
        self._show_aside()
        self.frame()

    def jumped(self, sentence: str) -> None:
        """Shows the page to which one has returned."""
        self.fill()
        self._since = self.page.turn
        self._show_aside()
        self.frame()
        if not self._said:
            self.say(sentence)

    # Commands

    def action_undo(self) -> None:
        """One step back, to choose again: of a page read just now the choices are shown."""
        since, turn = self._since, self.page.turn
        super().action_undo()
        if since <= self.page.turn < turn:
            self._since = since
            if not self.sheet.is_at_end:
                self.sheet.to_end()

    def hints(self) -> tuple[Command, ...]:
        """With the writers' panel for writers; its own while the keys go there."""
        if self.beside is not None and self.beside.display:
            if self.beside.has_focus_within:
                from ulysse_game.ui.tui.desk_keys import BESIDE

                return BESIDE
            return (*keys.PAGE_SIDE, *self.HINTS)
        return (*keys.WRITING, *self.HINTS) if self.app.options.write else self.HINTS

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
        if action == "charts" and not self.app.offers("charts"):
            return False
        if action in ("to_panel", "beside") and not (self.beside and self.beside.display):
            return False
        return super().check_action(action, parameters)

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """A click on the page brings the keys back to it."""
        if message.sheet is self.sheet and message.is_by_mouse:
            self.set_focus(None)

    def on_resize(self, event: events.Resize) -> None:
        """Who was in the panel is there still, in another place if need be."""
        if self.beside is not None:
            from ulysse_game.ui.tui.beside import give_way

            give_way(self)

    # What stands beside the page

    def _show_aside(self) -> None:
        """Fills what stands beside the page, if anything does."""
        if self.has_beside and self.beside is not None:
            self.beside.fill_soon()
        self.fill_sides()

    def redraw(self) -> None:
        """What stands beside the page speaks the other language as well."""
        super().redraw()
        self._show_aside()

    def frame(self) -> None:
        """Puts what stands beside the page where it fits."""
        if self.app.looking is not None:
            from ulysse_game.ui.tui.beside import stand

            stand(self)
        self.stand_sides()
        super().frame()
