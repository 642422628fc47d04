"""The list of saves: load, delete after asking, keep the present moment under a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.asked import NOT_KEPT
from ulysse_game.ui.tui.flow import Block, Row, item, lay, text
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.packing import packed
from ulysse_game.view.dates import MINUTE, date, language_name, span
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.play import SaveCard
    from ulysse_game.ui.tui.game import Session

_INDENT = "     "

# What a save without a name of its own is called.
_KINDS = {
    "auto": marked("Autosave"),
    "quick": marked("Quick save"),
    "named": marked("Saved game"),
}

# What is said once one goes on from it.
_BACK = {
    "auto": marked("Back at the autosave."),
    "quick": marked("Back at the quick save."),
    "named": marked("Back at the saved game."),
}


class SavesScreen(Leaf):
    """All saves, newest first. Without a session nothing can be kept, only loaded."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *keys.SAVES,
        keys.CLOSE,
        *(command for command in keys.READING if command.id in ("language", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (keys.LOAD, *keys.SAVES, keys.CLOSE)

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self.session = session
        self._cards: dict[str, SaveCard] = {}

    def heading(self) -> str:
        """The name of the page."""
        return self.words("Saves")

    def hints(self) -> tuple[Command, ...]:
        """The commands that can do something here and now."""
        return tuple(
            each
            for each in self.HINTS
            if (self._cards or each.id not in ("take", "delete"))
            and (self.session is not None or each.id != "name")
        )

    def fill(self, keep: bool = False) -> None:
        """One card for each save."""
        cards = self.app.game.saves(self.app.language)
        self._cards = {card.id: card for card in cards}
        blocks: list[Block] = []
        if not cards:
            blocks.append(text(self.words("There is no save yet.")))
        for number, card in enumerate(cards, 1):
            blocks.append(self._card(card, number))
        current = self.sheet.current if keep else ""
        self.sheet.show(blocks, current=current, at="keep" if keep else "top")

    def _called(self, card: SaveCard) -> str:
        """What a save is called."""
        return card.name or self.words(_KINDS.get(card.kind, "Saved game"))

    def _card(self, card: SaveCard, number: int) -> Block:
        """A save: its name and chapter; under them where and who in the story, then of the save."""
        name = self._called(card)
        if card.damaged:
            words = ((name, "closed"), ("   " + self.words("damaged"), "reason"))
            return item(card.id, words, number, gap=1)
        chapter = self.words("Ending: {title}", title=card.ending) if card.ending else card.chapter
        first = ((name, "option"), *(((f"   {chapter}", "second"),) if chapter else ()))
        language = self.app.language
        parts = (
            (
                card.clock,
                card.place,
                card.who or (card.alive and self.words("{count} alive", count=card.alive)),
            ),
            (
                date(card.date, language),
                self.words("turn {number}", number=card.turn),
                card.played >= MINUTE
                and self.words("{time} played", time=span(card.played, language)),
                card.language != language and language_name(card.language),
            ),
        )
        rows = [[part for part in row if part] for row in parts]
        head = item(card.id, first, number, gap=1)
        return head._replace(drawn=partial(_drawn, head._replace(gap=0), rows))

    def chosen(self, item: str) -> None:
        """Loads a save."""
        try:
            session = self.app.game.resume(item, self.app.language)
        except self.app.game.troubles as trouble:
            self.say_trouble(trouble)
        else:
            self.app.play_on(session, self._back_at(self._cards[item]))

    def _back_at(self, card: SaveCard) -> str:
        """What is said once a save has been loaded."""
        if card.name:
            return self.words("Back at “{name}”.", name=card.name)
        return self.words(_BACK.get(card.kind, _BACK["named"]))

    def action_delete(self) -> None:
        """Deletes the marked save, after asking."""
        save = self.sheet.current
        if not save:
            return
        ids = list(self._cards)
        at = ids.index(save)
        beside = (ids[at + 1 :] or ids[:at][-1:] or [""])[0]
        from ulysse_game.ui.tui.asking import Confirm

        def answered(yes: object) -> None:
            if yes:
                try:
                    self.app.game.delete(save)
                except self.app.game.troubles as trouble:
                    self.say_trouble(trouble)
                    return
                self.fill(keep=True)
                self.sheet.mark(beside)
                self.say(self.words("Deleted."))

        self.app.push_screen(
            Confirm(
                marked("Delete “{name}”? It cannot be brought back."),
                marked("Delete"),
                marked("Keep it"),
                name=self._called(self._cards[save]),
            ),
            answered,
        )

    def action_name(self) -> None:
        """Keeps this moment under a name."""
        if self.session is None:
            self.say(self.words("There is nothing to save yet."))
            return
        from ulysse_game.ui.tui.asking import Ask

        session = self.session

        def named(name: str | None) -> None:
            if not name:
                return
            try:
                session.save_as(name)
            except self.app.game.troubles as trouble:
                self.say_trouble(trouble)
                return
            self.fill()
            if not self.say_notices(session):
                told = marked("Saved as {name}.") if self.app.game.keeps else NOT_KEPT
                self.say(self.words(told, name=name))

        self.app.push_screen(Ask(marked("A name for this save:")), named)


def _drawn(head: Block, parts: Sequence[Sequence[str]], width: int) -> list[Row]:
    """A card in a column of this width: its head, and in rows under it what is told of it."""
    rows = lay(head, width)
    for told in parts:
        for row in packed(told, width - len(_INDENT)):
            under = Block(((row, "faint"),), (_INDENT, "faint"), _INDENT, gap=0)
            rows += lay(under, width)
    return rows
