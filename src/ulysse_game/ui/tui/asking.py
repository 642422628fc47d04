"""Two small questions: yes or no, and a line of text.

No more can be written than is kept, and a sign that found no room is told of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from ulysse_game.play.card import LONGEST_NAME
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.bars import Bar
from ulysse_game.ui.tui.flow import Block, Row, column, item, literal
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.links import hint_row

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp

LONGEST = LONGEST_NAME  # signs in the name of a save


class Confirm(Leaf):
    """Asks; gives yes or no. The cautious answer is marked first."""

    BINDINGS: ClassVar[list[BindingType]] = bind(keys.CLOSE)

    def __init__(self, question: str, yes: str, no: str, **values: object) -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no
        self._values = values

    def fill(self, keep: bool = False) -> None:
        """The question and two answers."""
        self.sheet.show(
            [
                Block(((self.words(self._question, **self._values), "prose"),), gap=2),
                item("yes", ((self.words(self._yes), "option"),), 1, gap=2),
                item("no", ((self.words(self._no), "option"),), 2),
            ],
            current="no",
        )

    def head_rows(self, roomy: bool) -> list[Row]:
        """The question stands for a heading."""
        return self.air

    def chosen(self, item: str) -> None:
        """Gives the answer."""
        self.dismiss(item == "yes")  # type: ignore[arg-type]

    def action_close(self) -> None:
        """No answer is no."""
        self.dismiss(False)  # type: ignore[arg-type]


class Line(Input):
    """The line that is written on."""

    class Full(Message):
        """Something was typed for which there is no room."""

    def restricted(self) -> None:
        """Nothing was written, and that is told."""
        super().restricted()
        self.post_message(self.Full())


class Ask(Screen[str], inherit_bindings=False):
    """Asks for a line of text; gives it, or nothing at all when left with Esc."""

    DEFAULT_CSS = """
    Ask { layout: vertical; overflow: hidden; }
    Ask #foot { dock: bottom; }
    Ask Input, Ask Input:focus { height: 2; padding: 0; border: none; background: $background;
                                 background-tint: $foreground 0%;
                                 border-bottom: solid $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(keys.CLOSE._replace(keys=("escape",)))

    app: UlysseApp

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._line = Line(literal(value), max_length=LONGEST, select_on_focus=False)
        self._is_done = False

    def compose(self) -> ComposeResult:
        """The question above the line, how to finish and to leave below."""
        words = self.app.words
        question = Bar(self.app.painter, id="question")
        question.show([(), (), ((words(self._question), "prose"),), ()])
        foot = Bar(self.app.painter, id="foot")
        foot.show(self._foot_rows())
        yield question
        yield self._line
        yield foot

    def _foot_rows(self, said: str = "") -> list[Row]:
        """What there is to say, and how to finish and to leave."""
        above: list[Row] = [((said, "notice"),)] if said else []
        return [*above, hint_row((keys.CLOSE, keys.DONE), self.app.words)]

    def on_line_full(self, message: Line.Full) -> None:
        """Says why nothing more is written."""
        message.stop()
        told = self.app.words("No more than {count} characters fit here.", count=LONGEST)
        self.query_one("#foot", Bar).show(self._foot_rows(told))

    def on_input_changed(self, event: Input.Changed) -> None:
        """There is room again."""
        self.query_one("#foot", Bar).show(self._foot_rows())

    def on_mount(self) -> None:
        """Writing can begin; or it is over, where all keys came at once."""
        self._line.focus()
        if self._is_done:
            self.call_after_refresh(self._finish)

    def write_early(self, event: events.Key) -> bool:
        """Takes a key that did not come to the line, being pressed before it; says whether."""
        if event.key == "enter" and not self._line.has_focus:
            self._is_done = True
            if self.is_mounted:
                self._finish()
        elif event.is_printable and event.character and not self._is_done:
            self._line.insert_text_at_cursor(event.character)
        else:
            return False
        return True

    def on_resize(self, event: events.Resize) -> None:
        """The line stands in the column of all text."""
        width = column(event.size.width)
        line = self._line
        line.styles.width = min(width, LONGEST + 1)  # one more for the cursor
        line.styles.margin = (0, 0, 0, (event.size.width - width) // 2)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives what was written."""
        self._finish()

    def _finish(self) -> None:
        """Gives what was written."""
        self.dismiss(literal(self._line.value).strip(" "))

    def action_close(self) -> None:
        """Gives nothing."""
        self.dismiss("")
