"""One conversation in line mode: a line comes in, lines go out.

It understands what was typed, drives the session and says what happened. It never touches a
stream, so a whole playthrough can be held as a conversation between two lists of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game import play
from ulysse_game.storage import StorageTrouble
from ulysse_game.ui.plain.commands import COMMANDS, Command, Typed, fold, understand
from ulysse_game.ui.plain.layout import Layout, clean
from ulysse_game.view.page import Run
from ulysse_game.view.words import LANGUAGES, Words, words

if TYPE_CHECKING:
    from ulysse_game.play import Library, SaveCard, Session
    from ulysse_game.ui.plain.panel import WriterTalk
    from ulysse_game.view.page import Page, Title

PAGES_OF_LOG = 5
"""How many pages ``log`` reads when it is not told."""

_ALL = ("all", "tout")
_LANGUAGE_NAMES = {
    "en": "en", "english": "en", "anglais": "en", "fr": "fr", "french": "fr", "francais": "fr"
}  # fmt: skip


def _keep_nothing(setting: str, value: str) -> None:
    """Where no settings are kept."""


class Options(NamedTuple):
    """How line mode is to run.

    ``width`` counts cells. ``new`` begins a new playthrough even where one could go on, with
    ``seed`` if given; ``load`` is the id of a save to go on from. ``title`` gives the title
    page in a language; ``remember`` keeps a setting under its name. ``write`` adds the commands
    for writers; ``story`` is the folder whose files they open.
    """

    language: str = "en"
    width: int = 80
    new: bool = False
    seed: int | None = None
    load: str = ""
    title: Callable[[str], Title] | None = None
    remember: Callable[[str, str], None] = _keep_nothing
    write: bool = False
    story: Path | None = None


class Talk:
    """A conversation with the player; ``over`` when nothing more is asked.

    The session's own troubles come as notices and are said once. What the library raises comes
    out of ``open`` only: later a trouble is said and the talk goes on.
    """

    def __init__(self, library: Library, options: Options) -> None:
        """A conversation over this library; nothing happens before ``open``."""
        self.over = False
        self.session: Session | None = None
        self._library = library
        self._options = options
        self._layout = Layout(options.width, words(options.language))
        self._listed: tuple[SaveCard, ...] = ()
        self._highlight = ""
        self._writer: WriterTalk | None = None
        if options.write:
            from ulysse_game.ui.plain.panel import WriterTalk

            self._writer = WriterTalk(self, options.story)

    @property
    def layout(self) -> Layout:
        """How text is set at the moment."""
        return self._layout

    @property
    def commands(self) -> Sequence[Command]:
        """The commands that are known."""
        return COMMANDS if self._writer is None else (*COMMANDS, *self._writer.commands)

    @property
    def words(self) -> Words:
        """The interface's words in the language of the moment."""
        return self._layout.words

    def open(self) -> Iterator[str]:
        """Begins or goes on, and says where the player is."""
        if self._options.load:
            self.session = play.resume(self._library, self._options.load, self.words.language)
        elif not self._options.new:
            yield from self._go_on()
        if self.session is not None:
            if not self.session.notices:
                yield from self._say(self.words("Your playthrough goes on where you left it."))
        else:
            if self._options.title is not None:
                yield from self._layout.title(self._options.title(self.words.language))
                yield ""
            self.session = self._begin(self._options.seed)
        yield from self._say(
            self.words("Type the number of a choice, or a command; “help” lists the commands.")
        )
        yield from self._everything(arrived=False)

    def answer(self, line: str) -> Iterator[str]:
        """What a typed line brings; an empty one asks again."""
        typed = understand(clean(line), self.commands)
        if typed.command == "number":
            yield from self._choose(int(typed.argument[:9]))
        elif typed.command:
            try:
                if self._writer is not None and self._writer.answers(typed):
                    yield from self._writer.answer(typed)
                else:
                    yield from _ANSWERS[typed.command](self, typed.argument)
            except StorageTrouble as trouble:
                yield from self._told(trouble)
            yield from self._notices()
        else:
            yield from self._misunderstood(line, typed)

    def close(self) -> Iterator[str]:
        """Makes sure of the save and says good-bye; what could not be saved is said."""
        yield from self._end()
        if self._is_kept():
            yield from self._say(self.words("Your playthrough is saved. Until next time."))
        else:
            yield from self._say(self.words("Until next time."))

    def _end(self) -> Iterator[str]:
        if self._writer is not None:
            self._writer.come_back()
        if self.session is not None:
            self.session.close()
            yield from self._notices()

    def _is_kept(self) -> bool:
        """Whether the present moment can be read from the disk: "saved" is never just hoped."""
        session = self.session
        if session is None or self._library.shelf.trouble is not None:
            return False
        card = self._library.newest("auto", session.playthrough)
        return card is not None and card.turn == session.page().turn

    def _go_on(self) -> Iterator[str]:
        """Opens the newest save that can be opened, if there is one."""
        cards = self._library.saves()
        for card in cards:
            if card.damaged:
                continue
            try:
                self.session = play.resume(self._library, card.id, self.words.language)
                return
            except StorageTrouble as trouble:
                yield from self._told(trouble)
        if cards:
            yield from self._say(
                self.words("No saved game here can be opened; a new playthrough begins.")
            )
            yield ""

    # What is shown.

    def _everything(self, *, arrived: bool) -> Iterator[str]:
        """The page, what there is to say of it, and its choices.

        ``arrived`` says that the player has just come here by a choice.
        """
        page = self._session.page()
        yield from self._layout.page(page)
        yield from self._seats(page, always=not arrived)
        yield from self._notices()
        if page.ending is None:
            yield from self._layout.choices(page.options)
            return
        yield ""
        yield from self._say(self.words("The end: {title}", title=page.ending.title))
        aside = self._aside
        if arrived and aside is not None:
            yield ""
            yield from aside.leave()
        elif arrived:
            self.over = True
            yield from self._end()
            if self._is_kept():
                yield from self._say(
                    self.words(
                        "This playthrough is saved. To take another way, start again and type"
                        " “back”."
                    )
                )
        else:
            yield from self._say(self.words("Type “back” to take another way from here."))
            yield ""
            yield from self._only_choice()

    def _only_choice(self) -> Iterator[str]:
        """What can be chosen after an ending."""
        again = self.words("Begin a new playthrough.")
        if self._aside is not None:
            again = self.words("Back to your playthrough.")
        yield from self._say(f"1) {again}")

    @property
    def _aside(self) -> WriterTalk | None:
        """The writer's half of this, while something else than the playthrough is played."""
        return self._writer if self._writer is not None and self._writer.is_aside else None

    def _seats(self, page: Page, *, always: bool) -> Iterator[str]:
        """The status line, when its one highlighted part has changed: else it would be noise."""
        highlight = " ".join(gauge.text for gauge in page.status if gauge.highlight)
        if always or highlight != self._highlight:
            self._highlight = highlight
            if page.status:
                yield ""
                yield from self._layout.status(page)

    def _notices(self) -> Iterator[str]:
        """What the session has to tell the player, each once."""
        session = self.session
        if session is None or not session.notices:
            return
        notices = list(session.notices)
        session.notices.clear()
        yield ""
        for notice in notices:
            yield from self._say(notice)

    def _told(self, trouble: StorageTrouble) -> Iterator[str]:
        return self._say(self.words(trouble.sentence, **trouble.values))

    def _say(self, sentence: str) -> Iterator[str]:
        return self._layout.text(sentence)

    # What a line brings.

    def _choose(self, number: int) -> Iterator[str]:
        page = self._session.page()
        if page.ending is not None:
            if number == 1:
                yield from self._new("") if self._aside is None else self._aside.leave()
                return
            yield from self._say(self.words("There is no such choice."))
            yield from self._only_choice()
            return
        options = page.open_options
        if not 1 <= number <= len(options):
            yield from self._say(self.words("There is no such choice."))
            yield from self._layout.choices(page.options)
            return
        self._session.choose(options[number - 1].id)
        yield from self._everything(arrived=True)

    def _misunderstood(self, line: str, typed: Typed) -> Iterator[str]:
        if typed.candidates:
            names = ", ".join(typed.candidates)
            yield from self._say(self.words("That could be: {names}.", names=names))
        elif line.strip():
            yield from self._say(self.words("I do not know that word; “help” lists those I know."))
        page = self._session.page()
        if page.ending is None:
            yield from self._layout.choices(page.options)

    def _again(self, argument: str) -> Iterator[str]:
        yield from self._everything(arrived=False)

    def _back(self, argument: str) -> Iterator[str]:
        if not self._session.can_rewind:
            yield from self._say(self.words("This is the first page."))
            return
        self._session.rewind(_number(argument) or 1)
        yield from self._everything(arrived=False)

    def _status(self, argument: str) -> Iterator[str]:
        page = self._session.page()
        place = ", ".join(part for part in (page.chapter, page.place) if part)
        if place:
            yield from self._say(place)
        yield from self._layout.status(page)
        yield from self._say(self.words("Choices made: {turn}.", turn=page.turn))

    def _crew(self, argument: str) -> Iterator[str]:
        entries = self._session.crew()
        if entries:
            yield from self._layout.crew(entries)
        else:
            yield from self._say(self.words("There is nothing to tell of the crew yet."))

    def _log(self, argument: str) -> Iterator[str]:
        pages = self._session.transcript()
        if fold(argument) not in _ALL:
            pages = pages[-max(1, _number(argument) or PAGES_OF_LOG) :]
        for page in pages:
            yield from self._layout.page(page)

    def _save(self, argument: str) -> Iterator[str]:
        # A write that failed gives no card and leaves a notice, which says so.
        if not argument:
            if self._session.quick_save() is not None:
                yield from self._say(self.words("Saved."))
        elif (card := self._session.save_as(argument)) is not None:
            yield from self._say(self.words("Saved as {name}.", name=card.name))

    def _saves(self, argument: str) -> Iterator[str]:
        language = self.words.language
        cards = self._library.saves()
        self._listed = tuple(play.retold(self._library, card, language) for card in cards)
        if not self._listed:
            yield from self._say(self.words("There is no save yet."))
            return
        for number, card in enumerate(self._listed, start=1):
            lead = f"{number}) "
            yield from self._layout.wrapped((Run(self._card(card)),), lead, " " * len(lead))
        yield from self._say(self.words("Type “load” and a number to go on from there."))

    def _card(self, card: SaveCard) -> str:
        kinds = {
            "auto": self.words("Automatic save"),
            "quick": self.words("Quick save"),
        }
        if card.damaged:
            return self.words("Damaged save")
        parts = (
            card.name or kinds.get(card.kind, card.kind),
            card.chapter,
            card.place,
            card.clock,
            self.words("turn {number}", number=card.turn),
            card.date,
        )
        return ", ".join(str(part) for part in parts if part)

    def _load(self, argument: str) -> Iterator[str]:
        if not argument:
            yield from self._saves("")
            return
        listed = self._listed or tuple(self._library.saves())
        number = _number(argument)
        if number and number <= len(listed):
            card = listed[number - 1]
        else:
            named = [each for each in listed if each.name and fold(each.name) == fold(argument)]
            if not named:
                yield from self._say(
                    self.words("There is no such save; “saves” lists those there are.")
                )
                return
            card = named[0]
        loaded = play.resume(self._library, card.id, self.words.language)
        self._session.close()
        self.session = loaded
        yield from self._everything(arrived=False)

    def _new(self, argument: str) -> Iterator[str]:
        self._session.close()
        self.session = self._begin(None)
        yield from self._everything(arrived=False)

    def _language(self, argument: str) -> Iterator[str]:
        language = _LANGUAGE_NAMES.get(fold(argument))
        if language is None:
            names = ", ".join(LANGUAGES)
            yield from self._say(
                self.words("The languages are: {names}. Type “language” and one.", names=names)
            )
            return
        self._layout = Layout(self._options.width, words(language))
        self._session.language = language
        self._options.remember("language", language)
        yield from self._everything(arrived=False)

    def _help(self, argument: str) -> Iterator[str]:
        yield from self._say(
            self.words("Type the number of a choice, or one of these; its first letters will do.")
        )
        english = self.words.language == LANGUAGES[0]
        for command in self.commands:
            names = command.names[:2] if english else command.names[1::-1]
            argument = f" {self.words(command.argument)}" if command.argument else ""
            lead = " / ".join(names) + argument
            yield from self._say(
                self.words("{command}: {what}", command=lead, what=self.words(command.help))
            )

    def _quit(self, argument: str) -> Iterator[str]:
        self.over = True
        yield from self.close()

    @property
    def _session(self) -> Session:
        assert self.session is not None, "a line was answered before the talk was opened"
        return self.session

    def _begin(self, seed: int | None) -> Session:
        return play.start(self._library, seed=seed, language=self.words.language)


_ANSWERS: dict[str, Callable[[Talk, str], Iterator[str]]] = {
    "again": Talk._again,
    "back": Talk._back,
    "status": Talk._status,
    "crew": Talk._crew,
    "log": Talk._log,
    "save": Talk._save,
    "saves": Talk._saves,
    "load": Talk._load,
    "new": Talk._new,
    "language": Talk._language,
    "help": Talk._help,
    "quit": Talk._quit,
}


def _number(text: str) -> int:
    """The number typed, or 0 where there is none."""
    return int(text[:9]) if text.isascii() and text.isdecimal() else 0
