"""Two small questions: yes or no, and a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.bars import Bar
from ulysse_game.ui.tui.flow import Block, Row, column, item, literal
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.links import hint_row

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp

LONGEST = 40  # signs in the name of a save


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
        self._value = value

    def compose(self) -> ComposeResult:
        """The question above the line, how to finish and to leave below."""
        words = self.app.words
        question = Bar(self.app.painter, id="question")
        question.show([(), (), ((words(self._question), "prose"),), ()])
        foot = Bar(self.app.painter, id="foot")
        foot.show([hint_row((keys.CLOSE, keys.DONE), words)])
        yield question
        yield Input(literal(self._value), max_length=LONGEST, select_on_focus=False)
        yield foot

    def on_mount(self) -> None:
        """Writing can begin."""
        self.query_one(Input).focus()

    def on_resize(self, event: events.Resize) -> None:
        """The line stands in the column of all text."""
        width = column(event.size.width)
        line = self.query_one(Input)
        line.styles.width = min(width, LONGEST + 1)  # one more for the cursor
        line.styles.margin = (0, 0, 0, (event.size.width - width) // 2)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives what was written."""
        self.dismiss(literal(event.value).strip(" "))

    def action_close(self) -> None:
        """Gives nothing."""
        self.dismiss("")
