"""Jeanne's notebook: the crew, what was sent and came back, and what she has written down herself.

The names of the sections stand above; the arrows, the figures and the mouse go from one to the
next, and a search goes through all of them. What an entry says comes from the view: people are
told in words and never drawn as figures or bars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.finding import marked_words, places_of, typed
from ulysse_game.ui.tui.flow import Block, Row, Span, column, literal, story_blocks, text
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import bind
from ulysse_game.ui.tui.links import menu_link
from ulysse_game.ui.tui.seeking import Seeking
from ulysse_game.ui.tui.tabs import tabs
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session
    from ulysse_game.view.notebook import Entry, Section

_ROOMY, _AIRY = 16, 24
"""Rows from which on there is room above the text, and some air."""
_STATES = {"done": ("✓ ", marked("settled")), "broken": ("✗ ", marked("broken"))}


class Place(NamedTuple):
    """Where words were found: the number of the section, and of the block in it."""

    section: int
    block: int


class NotebookScreen(Seeking[Place]):
    """The notebook of a session, open at the section that was read last."""

    # The key that opened it closes it, unless it goes to the next place: the first binding is
    # tried first, and means nothing while nothing is sought.
    BINDINGS: ClassVar[list[BindingType]] = bind(
        *keys.NOTEBOOK,
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "n")),
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (keys.CLOSE, *keys.NOTEBOOK)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._sections: tuple[Section, ...] = ()
        self._is_roomy = True
        self._place = Place(-1, -1)

    # What is shown

    @property
    def here(self) -> int:
        """The number of the section that is up."""
        ids = [section.id for section in self._sections]
        return ids.index(self.app.notebook) if self.app.notebook in ids else 0

    def fill(self, keep: bool = False) -> None:
        """The section that is up, in the present language."""
        self._sections = self.session.notebook().sections
        self._show("keep" if keep else "top")

    def on_resize(self, event: events.Resize) -> None:
        """Entries stand closer where there are few rows."""
        super().on_resize(event)
        if self.is_mounted and self._is_roomy != (self.app.size.height >= _ROOMY):
            self._show("keep")

    def _show(self, at: str) -> None:
        self._is_roomy = self.app.size.height >= _ROOMY
        sought = typed(self.sought)
        blocks = self._blocks(self._sections[self.here]) if self._sections else []
        if not blocks:
            blocks = [text(self.words("Nothing yet."), "faint")]
        self.sheet.show([marked_words(block, sought) for block in blocks], at=at)
        is_here = self._place.section == self.here
        self.sheet.barred = frozenset((self._place.block,)) if is_here else frozenset()

    def _blocks(self, section: Section) -> list[Block]:
        """The entries of a section, one under the other."""
        blocks: list[Block] = []
        apart = 2 if self._is_roomy else 1
        for entry in section.entries:
            blocks.append(self._head(entry)._replace(gap=apart if blocks else 1))
            lines = story_blocks(entry.lines, self.app.language, self.app.settings.has_thin_spaces)
            blocks += [lines[0]._replace(gap=0), *lines[1:]] if lines else []
        return blocks

    def _head(self, entry: Entry) -> Block:
        """The name of an entry, whether it is crossed out, and when it was written."""
        sign, word = _STATES.get(entry.state, ("", ""))
        words: list[Span] = [(sign, "key")] if sign else []
        words.append((literal(entry.name), "struck" if sign else "strong"))
        aside = [self.words(word)] if word else []
        aside += [entry.stamp] if entry.stamp else []
        if aside:
            told = " · ".join(aside).replace(" ", "\xa0")  # whole in one row
            words.append((f"   {told}", "faint"))
        return Block(tuple(words), indent="  ")

    def hints(self) -> tuple[Command, ...]:
        """The commands worth knowing; to go on is one only while something is sought."""
        if self.sought:
            return self.HINTS
        close = keys.CLOSE._replace(shown="n")
        return (close, *(each for each in keys.NOTEBOOK if each.id != "next"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no next place while nothing is sought."""
        if action == "next" and not self.sought:
            return False
        return super().check_action(action, parameters)

    # From one section to another

    def frame(self) -> None:
        """The names of the sections above, even where there is little room."""
        super().frame()
        if not self._sections:
            return
        height = self.app.size.height
        has_menu = self.has_mouse and height >= _ROOMY
        width = column(self.page_width, self.app.settings.columns)
        names = [section.title for section in self._sections]
        row, links = tabs(names, self.here, width - 3 if has_menu else width, "section")
        shown: Row = self.with_menu(row) if has_menu else row
        rows: list[Row] = [*self.air, (), shown, ()] if height >= _AIRY else [shown, ()]
        self.head.show(rows)
        at = rows.index(shown)
        sign = menu_link(at, shown)
        kept = () if sign is None else (sign,)
        self.head.links = (*kept, *(link._replace(row=at) for link in links))

    def action_section(self, way: int) -> None:
        """The next section, or the one before; round again at the end."""
        if self._sections:
            self._turn_to((self.here + way) % len(self._sections))

    def action_number(self, number: int) -> None:
        """The section of that number."""
        if 1 <= number <= len(self._sections):
            self._turn_to(number - 1)

    def _turn_to(self, section: int, at: str = "top") -> None:
        self.app.notebook = self._sections[section].id
        self._show(at)
        self.frame()

    # Searching

    def begin_search(self) -> None:
        """Every section is searched, the present one first."""
        self._place = Place(self.here, -1)

    def places(self) -> list[Place]:
        """The entries that have the words, in whatever section."""
        return [
            Place(number, block)
            for number, section in enumerate(self._sections)
            for block in places_of(self._blocks(section), typed(self.sought))
        ]

    def place(self) -> Place:
        """Where the search is."""
        return self._place

    def go_to(self, place: Place) -> None:
        """Turns to the section and shows the entry."""
        self._place = place
        self._turn_to(place.section)
        self.sheet.to_block(place.block)
