"""Every command by its name: type a part of it, in any of the languages, and Enter carries it out.

The commands are those of the screen from which it was opened, as the key map has them. Nothing is
carried out here: the screen below does that, with all its conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from ulysse_game.ui.tui import desk_keys, keys
from ulysse_game.ui.tui.explained import Explained
from ulysse_game.ui.tui.flow import Block, Row, item, literal
from ulysse_game.ui.tui.keys import Command, display
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.transcript import typed
from ulysse_game.view.wrap import cells

LONGEST = 40  # signs that can be typed
_LEFT_OUT = frozenset({"palette", "number", "take", "up", "down"})
_MOVES = tuple(
    command._replace(keys=tuple(key for key in command.keys if len(key) > 1 and key != "space"))
    for command in keys.MOVES
)
_WIDE = 60  # columns from which on all keys of a command are shown
_LEAD = "  "  # the mark, and a cell after it
_NAMES = 34  # cells for a command's name, before its keys


class PaletteScreen(Explained, inherit_bindings=False):
    """``picked`` is called with the action of the command that was chosen, the list closed."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *_MOVES, keys.CLOSE._replace(keys=("escape", *keys.PALETTE.keys[:1]))
    )

    def __init__(self, commands: Sequence[Command], picked: Callable[[str], None]) -> None:
        super().__init__()
        self._commands = {command.id: command for command in commands}
        self._picked = picked
        self._typed = ""

    def heading(self) -> str:
        """The name of the page, in which what is typed is seen."""
        return self.words("Find a command")

    def _head_rows(self, heading: str) -> list[Row]:
        """What has been typed so far, even where there is no room for a heading."""
        written = (("› ", "key"), (self._typed or "…", "prose" if self._typed else "faint"))
        return [*super()._head_rows(heading), written, ()]

    def with_menu(self, row: Row) -> Row:
        """A row as it is: the menu would be this same list."""
        return row

    def frame(self) -> None:
        """The line that is typed is never left out."""
        super().frame()
        if not self.head.rows:
            self.head.show(self._head_rows("")[-2:])

    def fill(self, keep: bool = False) -> None:
        """The commands that fit what was typed, the nearest first."""
        say = self.words
        others = [self.app.game.words(each) for each in self.app.options.languages]
        found = sought(self._commands.values(), self._typed, [say, *others])
        most = None if self.app.size.width >= _WIDE else 1
        shown = {command.id: " ".join(display(command, say)[:most]) for command in found}
        widest = max((cells(each) for each in shown.values()), default=0)
        room = min(_NAMES, self.text_width - len(_LEAD) - widest)
        blocks = []
        for command in found:
            name = say(command.label)
            gap = " " * max(2, room - cells(name))
            words = ((name, "option"), (gap + shown[command.id], "faint"))
            block = item(command.id, words, 0)
            blocks.append(block._replace(lead=(_LEAD, "number"), indent=_LEAD))
        if not found:
            blocks.append(Block(((say("No command has such a name."), "faint"),), gap=0))
        self.sheet.show(blocks, current=self.sheet.current if keep else "")

    def about(self, item: str) -> str:
        """What a command does."""
        command = self._commands.get(item)
        return self.words(command.help) if command is not None and command.help else ""

    def chosen(self, item: str) -> None:
        """Closes the list, then carries out the command."""
        command = self._commands[item]
        self.app.pop_screen()
        self._picked(command.action)

    def on_key(self, event: events.Key) -> None:
        """Signs are typed, whatever they mean elsewhere."""
        if event.key == "backspace":
            self._write(self._typed[:-1])
        elif event.key == "ctrl+u":
            self._write("")
        elif event.is_printable and event.character:
            event.stop()
            self._write(self._typed + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is typed."""
        event.stop()
        self._write(self._typed + event.text)

    def _write(self, words: str) -> None:
        """Shows what fits these words."""
        self._typed = literal(words)[:LONGEST]
        self.fill()
        self.frame()


def commands_of(screen: Leaf) -> list[Command]:
    """What can be asked for on a screen: its own keys, and what it has without any."""
    known = {(c.id, c.action): c for c in (*_all(), *screen.hints())}
    found: dict[str, Command] = {}
    for command in (*screen.hints(), *(known.get(each) for each in _bound(screen))):
        if command is not None and command.label and command.action:
            found.setdefault(command.id, known.get((command.id, command.action), command))
    for command in keys.EVERYWHERE:
        found[command.id] = command._replace(action=f"app.{command.action}")
    return [each for id, each in found.items() if id not in _LEFT_OUT and _is_open(screen, each)]


def _all() -> Iterable[Command]:
    """Every command of the key map."""
    for _, commands in (*keys.GROUPS, *desk_keys.WRITERS_GROUPS):
        yield from commands


def _bound(screen: Leaf) -> Iterable[tuple[str, str]]:
    """The ids and actions of what has a key on a screen."""
    for bindings in screen._bindings.key_to_bindings.values():
        for binding in bindings:
            yield binding.id or "", binding.action


def _is_open(screen: Leaf, command: Command) -> bool:
    """Whether a command means something there now."""
    name, _, rest = command.action.partition("(")
    parameters = tuple(rest.removesuffix(")").split(",")) if rest else ()
    return name.startswith("app.") or bool(screen.check_action(name, parameters))


def sought(
    commands: Iterable[Command], words: str, languages: Sequence[Callable[[str], str]]
) -> list[Command]:
    """The commands that fit ``words``, the nearest first; all of them where there are none.

    Each word typed must begin a word of the name, in any language, accents aside; or the letters
    typed are those with which the words of the name begin; or they are a key; else each must
    begin a word of the sentence.
    """
    asked = _parts(words)
    if not words.strip(" "):
        return list(commands)
    ranked: list[tuple[int, int, Command]] = []
    for command in commands:
        ranks = [_rank(command, asked, say) for say in languages]
        best = min((rank for rank in ranks if rank >= 0), default=-1)
        if best >= 0:
            ranked.append((best, len(ranked), command))
    return [command for _, _, command in sorted(ranked, key=lambda each: each[:2])]


def _rank(command: Command, asked: Sequence[str], say: Callable[[str], str]) -> int:
    """How near a command is in one language, 0 the nearest; -1 for not at all."""
    name, help = _parts(say(command.label)), _parts(say(command.help)) if command.help else []
    if " ".join(asked) in (key.casefold() for key in display(command, say)):
        return 0
    if name and asked and name[0].startswith(asked[0]) and _begin(asked, name):
        return 0
    if asked and _begin(asked, name):
        return 1
    if len(asked) == 1 and "".join(word[0] for word in name).startswith(asked[0]):
        return 2
    return 3 if asked and _begin(asked, name + help) else -1


def _begin(asked: Iterable[str], words: Sequence[str]) -> bool:
    """Whether each of ``asked`` begins one of ``words``."""
    return all(any(word.startswith(each) for word in words) for each in asked)


def _parts(sentence: str) -> list[str]:
    """The words of a sentence as one would type them."""
    plain = "".join(sign if sign.isalnum() else " " for sign in typed(sentence))
    return plain.split()
