"""Ways to a place, to choose from by what is different at their ends, while they are being found.

The search goes on in a thread of its own, so that the keys stay quick; it ends with this screen.
Nothing is played here: whoever opens it says what becomes of the way that is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from ulysse_game.authoring.arriving import Nowhere, Offered, Way
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Row, column, item, lay, text
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.words import words

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp


class WaysScreen(Leaf):
    """``taken`` is called with the way that was chosen, this screen closed.

    Where a first way has been taken already, closing keeps it, and so does choosing it.
    """

    DEFAULT_CSS = """
    WaysScreen { background: $background 0%; }
    WaysScreen:ansi { background: transparent; }
    WaysScreen #sheet { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE, *(command for command in keys.READING if command.id == "language")
    )

    class Found(Message):
        """One more way, or that there is none."""

        def __init__(self, way: Way | Nowhere) -> None:
            super().__init__()
            self.way = way

    class Ended(Message):
        """Nothing more will be found; ``error`` is a mistake of ours that ended the search."""

        def __init__(self, error: Exception | None) -> None:
            super().__init__()
            self.error = error

    def __init__(self, offered: Offered, taken: Callable[[Way], None]) -> None:
        super().__init__()
        self._modal = True  # the page stands below
        self._offered = offered
        self._taken = taken
        self._ways = [] if offered.first is None else [offered.first]
        self._has_ended = False
        self._below: Screen[Any] | None = None
        self.search = Thread(target=self._search, daemon=True)

    # The search

    def on_mount(self) -> None:
        """Looks for ways from now on."""
        self.search.start()

    def on_unmount(self) -> None:
        """Ends the search, and gives the page its room again."""
        self._offered.stop.set()
        self._push_down(0)

    def _search(self) -> None:
        """In the thread: posts every way that is found."""
        error = None
        try:
            for way in self._offered.rest:
                if self._offered.stop.is_set() or not self.post_message(self.Found(way)):
                    break
            self._offered.rest.close()
        except Exception as trouble:  # it is told where all mistakes of ours are told
            error = trouble
        self.post_message(self.Ended(error))

    def on_ways_screen_found(self, message: Found) -> None:
        """Lists a way; where there is none, says why on the screen below."""
        way = message.way
        if isinstance(way, Nowhere):
            self._leave(
                self.words("No way leads to {name}: {why}.", name=self._offered.place, why=way.why)
            )
            return
        self._ways.append(way)
        self.fill(keep=True)
        self.frame()

    def on_ways_screen_ended(self, message: Ended) -> None:
        """Says so; where there is nothing to choose, the only way is taken."""
        if message.error is not None:
            raise message.error
        self._has_ended = True
        if not self.is_current:
            return
        if len(self._ways) != 1:
            self.fill(keep=True)
            self.frame()
        elif self._offered.first is None:
            self.chosen("1")
        else:
            self._leave(self.words("No other way was found to {name}.", name=self._offered.place))

    # What is shown

    def heading(self) -> str:
        """Where they lead."""
        return self.words("Ways to {name}", name=self._offered.place)

    def fill(self, keep: bool = False) -> None:
        """One entry for each way, and whether more are being looked for."""
        say = words(self.app.language)
        blocks = [
            item(str(number), ((way.told(say), "option"),), number)
            for number, way in enumerate(self._ways, 1)
        ]
        more = self.words("Looking for more…") if self._ways else self.words("Looking…")
        if self._has_ended:
            more = self.words("No other way was found.")
        blocks.append(text(f"     {more}", "faint", gap=0))
        self.sheet.show(blocks, current=self.sheet.current, at="keep" if keep else "top")

    def frame(self) -> None:
        """As high as its entries, at most half the screen: the page stands below."""
        super().frame()
        width, height = self.app.size
        rows = sum(len(lay(block, column(width))) for block in self.sheet.blocks)
        room = max(2, min(rows, height // 2))
        self.sheet.styles.height = room
        self._push_down(len(self.head.rows) + room + len(self.foot.rows))

    def _push_down(self, rows: int) -> None:
        """Leaves so many rows at the top of the screen below to this one."""
        if self._below is None and self in self.app.screen_stack[1:]:
            self._below = self.app.screen_stack[self.app.screen_stack.index(self) - 1]
        if self._below is not None:
            self._below.styles.padding = (rows, 0, 0, 0)

    @property
    def air(self) -> list[Row]:
        """None: the page below has it."""
        return []

    def foot_rows(self, width: int, roomy: bool) -> list[Row]:
        """The keys, and a line between this and the page."""
        rule: Row = (("─" * self.app.size.width, "faint"),)
        return [*super().foot_rows(width, roomy), rule]

    def hints(self) -> tuple[Command, ...]:
        """Closing keeps the first way, if one was taken."""
        return (keys.TAKE, keys.CLOSE if self._offered.first is None else keys.KEEP)

    # Choosing

    def chosen(self, item: str) -> None:
        """Takes the way."""
        way = self._ways[int(item) - 1]
        self._leave("")
        if way is not self._offered.first:
            self._taken(way)

    def _leave(self, sentence: str) -> None:
        """Closes this screen and says a sentence on the one below."""
        self._offered.stop.set()
        self.app.pop_screen()
        if sentence and isinstance(self.app.screen, Leaf):
            self.app.screen.say(sentence)


def take_instead(app: UlysseApp, way: Way) -> None:
    """Plays on by another way than the one that was taken first, which is forgotten."""
    from ulysse_game import play
    from ulysse_game.authoring.arriving import carried_instead

    session = app.session
    assert isinstance(session, play.Session), "ways are for real sessions"
    taken = carried_instead(session, way.route)
    if taken is None:
        if isinstance(app.screen, Leaf):
            app.screen.say(app.words("This way leads there no more."))
        return
    app.play_on(taken)


__all__ = ["WaysScreen", "take_instead"]
