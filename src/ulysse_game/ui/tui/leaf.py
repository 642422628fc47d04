"""What all screens share: a line above, a sheet, a line below; movement; too small a terminal.

A screen says what its sheet shows (``fill``) and what an item does (``chosen``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.bars import Bar, TooSmall
from ulysse_game.ui.tui.flow import Block, Row, column, lay
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.links import (
    Link,
    hint_links,
    hint_row,
    hinted,
    menu_link,
    more_link,
    with_menu,
)
from ulysse_game.ui.tui.moving import Moving
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp
    from ulysse_game.ui.tui.game import Session, Words

# The smallest terminal in which a page can be read, in cells.
LEAST_WIDTH, LEAST_HEIGHT = 40, 12
_ROOMY = 16  # from this height on there is room for lines above and below the text
_AIRY = 24  # and from this on for some air
_HIGH = 52  # from this on some rows are left empty


def bind(*commands: Command) -> list[BindingType]:
    """Commands as Textual's bindings."""
    return [
        Binding(",".join(command.keys), command.action, show=False, id=command.id)
        for command in commands
        if command.keys
    ]


class Leaf(Moving, Screen[None], inherit_bindings=False):
    """A screen of the game."""

    DEFAULT_CSS = """
    Leaf { layout: vertical; overflow: hidden; }
    Leaf.-small > * { display: none; }
    Leaf.-small > TooSmall { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(*keys.NUMBERS, *keys.MOVES, keys.PALETTE)
    HINTS: ClassVar[tuple[Command, ...]] = (keys.CLOSE,)

    app: UlysseApp

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet(self.app.painter, id="sheet")
        self.head = Bar(self.app.painter, id="head")
        self.foot = Bar(self.app.painter, id="foot")
        self.small = TooSmall(self.app.painter)
        self._said = ""
        self._hinted: list[Command] = []  # the commands of the hint, and its row
        self._hint_row: Row = ()
        # The language, the look and the settings of what is shown.
        self._drawn = ("", self.app.painter, self.app.settings)

    def compose(self) -> ComposeResult:
        """Head, sheet, foot, and what replaces them where there is no room.

        They are filled before they are laid out: the first paint is the whole page.
        """
        self._drawn = (self.app.language, self.app.painter, self.app.settings)
        self.fill()
        self.frame()
        yield self.head
        yield self.sheet
        yield self.foot
        yield self.small

    @property
    def words(self) -> Words:
        """The interface's own words in the present language."""
        return self.app.words

    @property
    def page_width(self) -> int:
        """Columns that the text, and the lines above and below it, stand in the middle of."""
        return self.app.size.width

    # What a screen says of itself

    def fill(self, keep: bool = False) -> None:
        """Fills the sheet; with ``keep`` at the same place, after a change of language."""

    def chosen(self, item: str) -> None:
        """An item of the sheet was chosen."""

    def heading(self) -> str:
        """The line above."""
        return ""

    # Shared life

    def on_unmount(self) -> None:
        """Lets go of what was drawn: a cache of Textual's would keep a thousand widgets' rows."""
        for widget in (self, self.sheet, self.head, self.foot, self.small):
            widget._styles_cache.clear()

    def on_screen_resume(self) -> None:
        """Comes back from another screen, perhaps in another language or look."""
        if self._drawn[0]:
            self.redraw()

    def redraw(self) -> None:
        """Shows everything again if the language, the look or a setting has changed."""
        language, painter, settings = self._drawn
        self._drawn = (self.app.language, self.app.painter, self.app.settings)
        if painter is not self.app.painter:
            self.refresh()
            for widget in self.query("*"):
                if isinstance(widget, (Sheet, Bar, TooSmall)):
                    widget.painter = self.app.painter
                    widget.refresh()
        if language != self.app.language:
            self._said = self.said_again()
        settings = settings._replace(panel=self.app.settings.panel)  # that is no matter of the text
        if language != self.app.language or settings != self.app.settings:
            self.fill(keep=True)
        self.frame()

    def frame(self) -> None:
        """Draws the lines above and below."""
        self.frame_head()
        self.foot.show(self.foot_rows(self.text_width, self.app.size.height >= _ROOMY))
        self._link()
        self.small.sentence = self.words(
            "This terminal is too small: {width} columns and {height} lines are needed.",
            width=LEAST_WIDTH,
            height=LEAST_HEIGHT,
        )

    def frame_head(self) -> None:
        """Draws the lines above alone."""
        self.head.show(self.head_rows(self.app.size.height >= _ROOMY))

    @property
    def text_width(self) -> int:
        """Columns of the text itself."""
        return column(self.page_width, self.app.settings.columns)

    def head_row(self, heading: str) -> Row:
        """The line above."""
        return ((heading, "faint"),)

    def head_rows(self, roomy: bool) -> list[Row]:
        """The rows above; none where there is no room for any."""
        heading = self.heading()
        return self._head_rows(heading) if heading and roomy else []

    def _head_rows(self, heading: str) -> list[Row]:
        """The heading and air around it."""
        air: list[Row] = [()] if self.app.size.height >= _AIRY else []
        return [*self.air, *air, self.with_menu(self.head_row(heading)), ()]

    @property
    def air(self) -> list[Row]:
        """Empty rows above and below everything in a very high terminal, nearer to its middle.

        Every screen has as many: from one to another, the heading stays where it is.
        """
        return [()] * max(0, (self.app.size.height - _HIGH) // 4)

    def foot_rows(self, width: int, roomy: bool) -> list[Row]:
        """The rows below: what there is to say, else the keys worth knowing."""
        if self._said:
            said = lay(Block(((self._said, "notice"),), gap=0), width)
            return [(), *said, *self.air] if roomy else said
        if not roomy:
            return self.scarce_rows(width)
        return [(), self.hint_row(width), *self.air]

    def scarce_rows(self, width: int) -> list[Row]:
        """The rows below where there are few: for a mouse, how to leave and what can be done."""
        if not self.has_mouse:
            return []
        first = sorted(self._worth_knowing(), key=lambda command: command.id != "close")
        return [self.with_menu(self._hint(first, width - 3))]

    @property
    def has_mouse(self) -> bool:
        """Whether the mouse is ours."""
        return self.app.settings.mouse == "on"

    def with_menu(self, row: Row) -> Row:
        """A row with the sign of the menu at its right end, where there is a mouse."""
        return with_menu(row, self.text_width) if self.has_mouse else row

    def _link(self) -> None:
        """Makes what can be clicked above and below the text follow what stands there."""
        for bar in (self.head, self.foot):
            links: list[Link] = []
            for at, row in enumerate(bar.rows):
                if row and row[: len(self._hint_row)] == self._hint_row:
                    links += hint_links(self._hinted, at, self.words)
                signs = (menu_link(at, row), more_link(at, row))  # where they meet, the menu's
                links += [sign for sign in signs if sign is not None]
            bar.links = tuple(links)

    def hint_row(self, width: int) -> Row:
        """The keys worth knowing here, as many as fit."""
        return self._hint(self._worth_knowing(), width)

    def _worth_knowing(self) -> list[Command]:
        """The commands for the row below, the first first."""
        commands = sorted(
            (command for command in self.hints() if command.hint),
            key=lambda command: command.id not in ("help", "menu", "close"),
        )
        return commands if self.sheet.is_at_end else [keys.READ_ON, *commands]

    def _hint(self, commands: list[Command], width: int) -> Row:
        """As many of these as fit, and where to click on them."""
        self._hinted = hinted(commands, width, self.words)
        self._hint_row = hint_row(self._hinted, self.words)
        return self._hint_row

    def hints(self) -> tuple[Command, ...]:
        """The commands among which the keys worth knowing are."""
        return self.HINTS

    def say(self, sentence: str) -> None:
        """Says one sentence below the text, until the next key."""
        self._said = sentence
        self.frame()

    @property
    def is_saying(self) -> bool:
        """Whether a sentence stands below the text."""
        return bool(self._said)

    def say_trouble(self, trouble: Exception) -> None:
        """Says what a disk or a save has against it, in the player's language."""
        sentence = getattr(trouble, "sentence", str(trouble))
        self.say(self.words(sentence, **getattr(trouble, "values", {})))

    def say_notices(self, session: Session) -> bool:
        """Says once what a session has to say, if anything."""
        notices = session.notices
        if not notices:
            return False
        said = "  ".join(notices)
        notices.clear()
        self.say(said)
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Makes room, or says that there is none."""
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if self.is_mounted:
            self.set_class(small, "-small")
            self.frame()

    def on_key(self, event: events.Key) -> None:
        """Any key but Ctrl+C takes back the wish to leave, and what was said."""
        if event.key != "ctrl+c":
            self.app.stay()
            self._unsay()

    def _unsay(self) -> None:
        """Takes back what was said, for what may come after it."""
        if self._said:
            self.say(self.said_next())

    def said_again(self) -> str:
        """What is still to be said on another page or in another language, if anything."""
        return ""

    def said_next(self) -> str:
        """What is to be said after something was said, if anything."""
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While nothing can be seen, nothing can be done either."""
        return not self.has_class("-small")

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        """What is out of sight has changed."""
        message.stop()
        self.frame()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Passes an item on."""
        message.stop()
        if message.sheet is self.sheet and self.is_current:  # else two keys came at once
            if message.is_by_mouse:
                self._unsay()
            self.chosen(message.item)

    async def on_bar_asked(self, message: Bar.Asked) -> None:
        """A command above or below the text was clicked."""
        message.stop()
        self.app.stay()
        self.app.keyboard.rest()
        self._unsay()
        await self.run_action(message.action)

    # Commands that several screens know

    def action_palette(self) -> None:
        """Every command that means something here, by its name."""
        from ulysse_game.ui.tui.palette import PaletteScreen, commands_of

        def picked(action: str) -> None:
            self.call_later(self.run_action, action)

        self.app.push_screen(PaletteScreen(commands_of(self), picked))

    def action_menu(self) -> None:
        """All that can be done here."""
        self.action_palette()

    def action_settings(self) -> None:
        """How one likes to read."""
        from ulysse_game.ui.tui.settings_screen import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_help(self) -> None:
        """Every key."""
        from ulysse_game.ui.tui.helping import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_endings(self) -> None:
        """The endings and chapters that have been reached."""
        from ulysse_game.ui.tui.gallery import GalleryScreen

        self.app.push_screen(GalleryScreen())

    def action_language(self) -> None:
        """The other language."""
        self.app.set_language(self.app.next_language())
        self.redraw()

    def action_theme(self) -> None:
        """The next look."""
        if self.app.is_colourless:
            self.say(self.words("There are no colours to change here."))
            return
        self.app.change_look()
        self.redraw()

    def action_quit(self) -> None:
        """Leaves, after asking."""
        from ulysse_game.ui.tui.asking import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.exit()

        question = marked("Leave the game? Everything is saved.")
        if not self.app.game.keeps:
            question = marked("Leave the game? This playthrough is not kept.")
        elif self.app.session is not None and self.app.session.is_unsaved:
            question = marked("Leave the game? The last choices are not saved.")
        self.app.push_screen(Confirm(question, marked("Leave"), marked("Stay")), answered)

    def action_close(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()
