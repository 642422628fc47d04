"""What all screens share: a line above, a sheet, a line below; movement; too small a terminal.

A screen says what its sheet shows (``fill``) and what an item does (``chosen``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, Row, column, lay
from ulysse_game.ui.tui.keys import Command, display
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.view.words import marked
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp
    from ulysse_game.ui.tui.game import Session, Words
    from ulysse_game.ui.tui.paint import Painter

# The smallest terminal in which a page can be read, in cells.
LEAST_WIDTH, LEAST_HEIGHT = 40, 12
_ROOMY = 16  # from this height on there is room for lines above and below the text
_AIRY = 24  # and from this on for some air


def bind(*commands: Command) -> list[BindingType]:
    """Commands as Textual's bindings."""
    return [
        Binding(",".join(command.keys), command.action, show=False, id=command.id)
        for command in commands
        if command.keys
    ]


class Bar(Widget, inherit_bindings=False):
    """A few rows above or below the sheet, in the same column."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(self, painter: Painter, *, id: str) -> None:
        super().__init__(id=id)
        self.painter = painter
        self.rows: list[Row] = []
        self.aside = 0  # cells at the right that belong to a panel beside the text

    def show(self, rows: list[Row]) -> None:
        """Shows these rows, no rows at all taking no room."""
        if rows == self.rows:
            return
        if len(rows) != len(self.rows):
            self.styles.height = len(rows)
        self.rows = rows
        self.refresh()

    def stand_beside(self, cells_aside: int) -> None:
        """Leaves that many cells at the right to a panel."""
        if cells_aside != self.aside:
            self.aside = cells_aside
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.size.width
        row = self.rows[y] if y < len(self.rows) else ()
        beside = width - self.aside
        left = (beside - column(beside)) // 2
        size = sum(cells(words) for words, _ in row)
        if left + size > width:  # the status may be wider than the text
            left = max(0, (width - size) // 2)
        return self.painter.strip(row, left, width)


class TooSmall(Widget, inherit_bindings=False):
    """One sentence in place of everything, while the terminal has no room for a page."""

    DEFAULT_CSS = "TooSmall { display: none; width: 100%; height: 100%; }"

    def __init__(self, painter: Painter) -> None:
        super().__init__()
        self.painter = painter
        self.sentence = ""

    def render_line(self, y: int) -> Strip:
        """One row of the sentence."""
        width = max(1, self.size.width)
        rows = lay(Block(((self.sentence, "prose"),), gap=0), width)
        return self.painter.strip(rows[y] if y < len(rows) else (), 0, width)


class Moving:
    """Moving about in a sheet."""

    sheet: Sheet

    def action_number(self, number: int) -> None:
        """Takes a choice by its number."""
        self.sheet.take_number(number)

    def action_down(self) -> None:
        """To the next item."""
        self.sheet.step(1)

    def action_up(self) -> None:
        """To the item before."""
        self.sheet.step(-1)

    def action_take(self) -> None:
        """Takes the marked item."""
        self.sheet.take()

    def action_page_down(self) -> None:
        """Reads on by a screen, two lines staying."""
        self.sheet.scroll_rows(max(1, self.sheet.size.height - 2))

    def action_page_up(self) -> None:
        """Reads back by a screen."""
        self.sheet.scroll_rows(-max(1, self.sheet.size.height - 2))

    def action_home(self) -> None:
        """To the first line."""
        self.sheet.to_start()

    def action_end(self) -> None:
        """To the last line."""
        self.sheet.to_end()


class Leaf(Moving, Screen[None], inherit_bindings=False):
    """A screen of the game."""

    DEFAULT_CSS = """
    Leaf { layout: vertical; overflow: hidden; }
    Leaf.-small > * { display: none; }
    Leaf.-small > TooSmall { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(*keys.NUMBERS, *keys.MOVES)
    HINTS: ClassVar[tuple[Command, ...]] = (keys.CLOSE,)

    app: UlysseApp

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet(self.app.painter, id="sheet")
        self.head = Bar(self.app.painter, id="head")
        self.foot = Bar(self.app.painter, id="foot")
        self.small = TooSmall(self.app.painter)
        self._said = ""
        self._drawn = ("", self.app.painter)  # the language and the look of what is shown

    def compose(self) -> ComposeResult:
        """Head, sheet, foot, and what replaces them where there is no room.

        They are filled before they are laid out: the first paint is the whole page.
        """
        self._drawn = (self.app.language, self.app.painter)
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

    def on_screen_resume(self) -> None:
        """Comes back from another screen, perhaps in another language or look."""
        if self._drawn[0]:
            self.redraw()

    def redraw(self) -> None:
        """Shows everything again if the language or the look has changed."""
        language, painter = self._drawn
        self._drawn = (self.app.language, self.app.painter)
        if painter is not self.app.painter:
            self.refresh()
            for widget in self.query("*"):
                if isinstance(widget, (Sheet, Bar, TooSmall)):
                    widget.painter = self.app.painter
                    widget.refresh()
        if language != self.app.language:
            self._said = ""
            self.fill(keep=True)
        self.frame()

    def frame(self) -> None:
        """Draws the lines above and below."""
        roomy = self.app.size.height >= _ROOMY
        width = column(self.page_width)
        heading = self.heading()
        self.head.show(self._head_rows(heading) if heading and roomy else [])
        self.foot.show(self.foot_rows(width, roomy))
        self.small.sentence = self.words(
            "This terminal is too small: {width} columns and {height} lines are needed.",
            width=LEAST_WIDTH,
            height=LEAST_HEIGHT,
        )

    def _head_rows(self, heading: str) -> list[Row]:
        """The rows above: the heading and air around it."""
        air: list[Row] = [()] if self.app.size.height >= _AIRY else []
        return [*air, ((heading, "faint"),), ()]

    def foot_rows(self, width: int, roomy: bool) -> list[Row]:
        """The rows below: what there is to say, else the keys worth knowing."""
        if self._said:
            return [(), *lay(Block(((self._said, "notice"),), gap=0), width)][0 if roomy else 1 :]
        return [(), self.hint_row(width)] if roomy else []

    def hint_row(self, width: int) -> Row:
        """The keys worth knowing here, as many as fit."""
        row: list[tuple[str, str]] = []
        used = 0
        commands = sorted(
            (command for command in self.hints() if command.hint),
            key=lambda command: command.id not in ("help", "menu", "close"),
        )
        if not self.sheet.is_at_end:
            commands.insert(0, keys.READ_ON)
        for command in commands:
            key = display(command, self.words)[-1 if command is keys.READ_ON else 0]
            name = f" {self.words(command.label)}"
            gap = "   " if row else ""
            size = cells(gap + key + name)
            if used + size > width:
                break
            used += size
            row += [(gap + key, "key"), (name, "faint")]
        return tuple(row)

    def hints(self) -> tuple[Command, ...]:
        """The commands among which the keys worth knowing are."""
        return self.HINTS

    def say(self, sentence: str) -> None:
        """Says one sentence below the text, until the next key."""
        self._said = sentence
        self.frame()

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
            if self._said:
                self.say("")

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
        if message.sheet is self.sheet:
            self.chosen(message.item)

    # Commands that several screens know

    def action_help(self) -> None:
        """Every key."""
        from ulysse_game.ui.tui.helping import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_language(self) -> None:
        """The other language."""
        self.app.set_language(self.app.next_language())
        self.redraw()

    def action_theme(self) -> None:
        """The other look."""
        if self.app.painter.look is None:
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
        self.app.push_screen(Confirm(question, marked("Leave"), marked("Stay")), answered)

    def action_close(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()
