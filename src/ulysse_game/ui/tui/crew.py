"""The crew page: who is aboard and how they are, on a screen of its own or beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, story_blocks
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.page import Page

if TYPE_CHECKING:
    from ulysse_game.ui.tui.game import Session


def crew_blocks(session: Session, language: str) -> list[Block]:
    """Everybody's entry: where it has several lines the first stands out, and they stay close."""
    blocks: list[Block] = []
    for entry in session.crew():
        lines = story_blocks(entry.lines, language)
        for at, block in enumerate(lines):
            if at == 0:
                block = _named(block, entry.person)
            if len(lines) == 1:
                blocks.append(block)
            elif at == 0:
                words = tuple((text, "strong") for text, _ in block.words)
                blocks.append(block._replace(words=words, gap=1))
            else:
                blocks.append(block._replace(gap=0, lead=("  ", "prose"), indent="  "))
    return blocks


def _named(block: Block, person: str) -> Block:
    """An entry that begins with a name, in that person's colour and with their sign."""
    if not block.words:
        return block
    (words, role), *rest = block.words
    name, dot, said = words.partition(" · ")
    first = (name, f"voice {person}"), (dot + said, role)
    return block._replace(words=(*first, *rest) if dot else block.words, who=person)


class CrewScreen(Leaf):
    """The crew, and under it the whole status line."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE._replace(keys=(*keys.CLOSE.keys, "c")),
        *(command for command in keys.READING if command.id in ("language", "help")),
    )

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self.session = session
        self.page = page

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Crew")

    def fill(self, keep: bool = False) -> None:
        """Persons, then all gauges."""
        if keep:
            self.page = self.session.page()
        blocks = crew_blocks(self.session, self.app.language)
        gauges: list[tuple[str, str]] = []
        for gauge in self.page.status:
            if gauges:
                gauges.append((" · ", "status"))
            whole = gauge.text.replace(" ", "\xa0")  # in one row
            gauges.append((whole, "seats" if gauge.highlight else "status"))
        if gauges:
            blocks.append(Block(tuple(gauges), gap=2))
        self.sheet.show(blocks, at="keep" if keep else "top")
