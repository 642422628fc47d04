"""One conversation in line mode: a line comes in, lines go out.

It understands what was typed, drives the session and says what happened; what each command brings
stands in ``answers``. It never touches a stream, so a whole playthrough can be held as a
conversation between two lists of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ulysse_game import play
from ulysse_game.storage import StorageTrouble
from ulysse_game.ui.plain.commands import COMMANDS, Command, Typed, fold, understand
from ulysse_game.ui.plain.layout import Layout, Manner, clean, sentence, tidy
from ulysse_game.ui.plain.options import TOUR, Options
from ulysse_game.view.names import chapter_titles
from ulysse_game.view.page import Run
from ulysse_game.view.words import Words, marked, words

if TYPE_CHECKING:
    from ulysse_game.play import Library, Session
    from ulysse_game.ui.plain.answers.recollection import Recollection
    from ulysse_game.ui.plain.panel import WriterTalk
    from ulysse_game.view.page import Page

PROMPT = "> "
SENTENCES = (
    marked("Type the number of a choice and press Enter; “again” reads the page once more."),
    marked("Nothing is ever lost: every choice is saved, and “back” takes the last one back."),
    marked("“help” lists the commands, “settings” is how you like to read, “quit” leaves."),
)
"""What is said to who plays for the first time."""

_YES = ("yes", "oui", "y", "o")
_CHARTS = ("charts", "plan", "map", "light")


class Talk:
    """A conversation with the player; ``over`` when nothing more is asked.

    The session's own troubles come as notices and are said once. What the library raises comes
    out of ``open`` only: later a trouble is said and the talk goes on. ``layout`` is how text is
    set at the moment; ``skips`` says that what was read before is left out of new pages.
    """

    def __init__(self, library: Library, options: Options) -> None:
        """A conversation over this library; nothing happens before ``open``."""
        self.over = False
        self.command = ""  # the last that was typed, without what stood behind it
        self.session: Session | None = None
        self.library = library
        self.options = options
        self.settings = options.settings
        self.skips = options.skip
        self.layout = self.laid_out(options.language, options.width, options.speech)
        self._has_told_of_settings = False
        self._yes: Callable[[], Iterator[str]] | None = None
        self._recollection: Recollection | None = None
        self._highlight: str | None = None
        self._writer: WriterTalk | None = None
        if options.write:
            from ulysse_game.ui.plain.panel import WriterTalk

            self._writer = WriterTalk(self, options.story)

    def laid_out(self, language: str, width: int, is_heard: bool) -> Layout:
        """How text is set in a language, by the settings that hold now."""
        chapters = self.library.machine.story.world.chapters
        return Layout(
            min(width, self.options.most),
            words(language),
            Manner(
                is_heard=is_heard,
                has_pictures=self.settings.pictures != "off",
                has_thin_spaces=self.settings.has_thin_spaces,
                chapters={each.id: number for number, each in enumerate(chapters, 1)},
            ),
        )

    @property
    def commands(self) -> Sequence[Command]:
        """The commands that are known: none of charts that the story has not."""
        known = COMMANDS
        if not self.library.machine.story.world.charts:
            known = tuple(each for each in known if each.id not in _CHARTS)
        return known if self._writer is None else (*known, *self._writer.commands)

    @property
    def writers_commands(self) -> Sequence[Command]:
        """Those of them that are for writers."""
        return () if self._writer is None else self._writer.commands

    @property
    def words(self) -> Words:
        """The interface's words in the language of the moment."""
        return self.layout.words

    @property
    def prompt(self) -> str:
        """What stands before a line that is waited for; a voice would name the sign."""
        return "" if self.layout.manner.is_heard else PROMPT

    @property
    def playing(self) -> Session:
        """The session; there is one from ``open`` on."""
        assert self.session is not None, "a line was answered before the talk was opened"
        return self.session

    @property
    def recollection(self) -> Recollection:
        """What was listed and found last, so that a number can be said of it."""
        from ulysse_game.ui.plain.answers.recollection import Recollection

        if self._recollection is None:
            self._recollection = Recollection()
        return self._recollection

    def open(self) -> Iterator[str]:
        """Begins or goes on, and says where the player is."""
        return tidy(self._open())

    def answer(self, line: str) -> Iterator[str]:
        """What a typed line brings; an empty one asks again."""
        return tidy(self._answer(line))

    def close(self) -> Iterator[str]:
        """Makes sure of the save and says good-bye; what could not be saved is said."""
        yield from self.end()
        if self._is_kept():
            yield from self.say(self.words("Your playthrough is saved. Until next time."))
        else:
            yield from self.say(self.words("Until next time."))

    def end(self) -> Iterator[str]:
        """Makes sure of the save."""
        if self._writer is not None:
            self._writer.come_back()
        if self.session is not None:
            self.session.close()
            yield from self._notices()

    def _open(self) -> Iterator[str]:
        if self.options.load:
            self.session = play.resume(self.library, self.options.load, self.words.language)
        elif not self.options.new:
            yield from self._go_on()
        goes_on = self.session is not None
        if goes_on:
            if not self.playing.notices:
                yield from self.say(self.words("Your playthrough goes on where you left it."))
        else:
            if self.options.title is not None:
                yield from self.layout.title(self.options.title(self.words.language))
                yield ""
            self.session = play.start(
                self.library, seed=self.options.seed, language=self.words.language
            )
        if self.options.tour:
            yield from self.tour()
            yield from self.keep(TOUR, "seen")
        else:
            yield from self.say(
                self.words("Type the number of a choice, or a command; “help” lists the commands.")
            )
        yield from self.arrive() if goes_on else self.everything()

    def tour(self) -> Iterator[str]:
        """How to play, in three sentences."""
        for each in SENTENCES:
            yield from self.say(self.words(each))

    def _go_on(self) -> Iterator[str]:
        """Opens the newest save that can be opened, if there is one."""
        cards = self.library.saves()
        for card in cards:
            if card.damaged:
                continue
            try:
                self.session = play.resume(self.library, card.id, self.words.language)
                return
            except StorageTrouble as trouble:
                yield from self._told(trouble)
        if cards:
            yield from self.say(
                self.words("No saved game here can be opened; a new playthrough begins.")
            )
            yield ""

    def _is_kept(self) -> bool:
        """Whether the present moment can be read from the disk: "saved" is never just hoped."""
        session = self.session
        if session is None or not self.library.keeps:
            return False
        card = self.library.newest("auto", session.playthrough)
        return card is not None and card.turn == session.page().turn

    # What is shown.

    def say(self, said: str) -> Iterator[str]:
        """One sentence of our own."""
        return self.layout.text(said)

    def keep(self, setting: str, value: str) -> Iterator[str]:
        """Keeps a setting for the next time; if that cannot be, it is said, and only once."""
        trouble = self.options.remember(setting, value)
        if trouble is not None and not self._has_told_of_settings:
            self._has_told_of_settings = True
            told = self.words(trouble.sentence, **trouble.values)
            yield from self.say(
                self.words("{trouble} Your settings hold until you leave.", trouble=told)
            )

    def named(self, name: str, told: str) -> str:
        """Something under its name."""
        return self.words("{name}: {told}", name=name, told=told)

    def arrive(self) -> Iterator[str]:
        """Where the player has come to, other than by a choice, and everything there."""
        lines = self.playing.page().lines
        where = self.where()
        if where and not any(line.kind == "chapter" for line in lines):
            yield ""
            yield from self.say(where)
        yield from self.everything()

    def where(self) -> str:
        """The chapter with its number, and the place."""
        page = self.playing.page()
        opening = page.chapter
        for number, chapter in enumerate(self.library.machine.story.world.chapters, 1):
            title, _ = chapter_titles(self.library.machine, chapter.id, self.words.language)
            if title == page.chapter:
                opening = self.words("Chapter {number}. {title}", number=number, title=title)
        return " ".join(sentence(part) for part in (opening, page.place) if part)

    def everything(self, *, arrived: bool = False) -> Iterator[str]:
        """The page, what there is to say of it, and its choices.

        ``arrived`` says that the player has just come here by a choice.
        """
        page = self.playing.page()
        yield from self.layout.prose(page.lines) if not arrived else self._new_of(page)
        yield from self._seats(page)
        yield from self._notices()
        if page.ending is None:
            yield from self.layout.choices(page.options)
            return
        yield ""
        yield from self.say(self.words("The end: {title}", title=page.ending.title))
        aside = self.aside
        if arrived and aside is not None:
            yield ""
            yield from aside.leave()
        elif arrived:
            self.over = True
            yield from self.end()
            if self._is_kept():
                yield from self.say(
                    self.words(
                        "This playthrough is saved. To take another way, start again and type"
                        " “back”."
                    )
                )
        else:
            yield from self.say(self.words("Type “back” to take another way from here."))
            yield ""
            yield from self._only_choice()

    def _new_of(self, page: Page) -> Iterator[str]:
        """A page just come to, without what was read before where that is to be left out."""
        if not self.skips:
            yield from self.layout.prose(page.lines)
            return
        from ulysse_game.ui.plain.skipping import parted

        found = parted(page.lines, self.library.marks)
        yield from self.layout.prose(found.opening)
        if found.known:
            one = self.words("Read before: 1 paragraph.")
            more = self.words("Read before: {count} paragraphs.", count=found.known)
            yield ""
            yield from self.say(one if found.known == 1 else more)
        yield from self.layout.prose(found.new)

    def _only_choice(self) -> Iterator[str]:
        """What can be chosen after an ending."""
        again = self.words("Begin a new playthrough.")
        if self.aside is not None:
            again = self.words("Back to your playthrough.")
        yield from self.layout.numbered(1, (Run(again),))

    @property
    def aside(self) -> WriterTalk | None:
        """The writer's half of this, while something else than the playthrough is played."""
        return self._writer if self._writer is not None and self._writer.is_aside else None

    def take_as_told(self) -> None:
        """The highlighted figure is said no more until it changes: only its words will."""
        self._highlight = None

    def _seats(self, page: Page) -> Iterator[str]:
        """The one highlighted figure, when it has changed: more would be noise."""
        highlight = ", ".join(gauge.text for gauge in page.status if gauge.highlight)
        before, self._highlight = self._highlight, highlight
        if highlight and before is not None and highlight != before:
            named = [
                self.named(each.name, self.layout.figure(each.reading))
                for each in self.playing.instruments()
                if each.highlight
            ]
            yield ""
            yield from self.say(sentence(", ".join(named) or self.layout.figure(highlight)))

    def _notices(self) -> Iterator[str]:
        """What the session has to tell the player, each once."""
        session = self.session
        if session is None or not session.notices:
            return
        notices = list(session.notices)
        session.notices.clear()
        yield ""
        for notice in notices:
            yield from self.say(notice)

    def _told(self, trouble: StorageTrouble) -> Iterator[str]:
        return self.say(self.words(trouble.sentence, **trouble.values))

    # What a line brings.

    def ask(self, question: str, yes: Callable[[], Iterator[str]]) -> Iterator[str]:
        """Asks before something that cannot be undone; any other answer than yes is no."""
        self._yes = yes
        yield from self.say(question)
        yield from self.say(self.words("Type “yes” to do it, or anything else."))

    def _answer(self, line: str) -> Iterator[str]:
        asked, self._yes = self._yes, None
        if asked is not None:
            if fold(line.strip()) in _YES:
                yield from self._tried(asked)
                return
            yield from self.say(self.words("Nothing was done."))
            if not line.strip() or fold(line.strip()) in ("no", "non", "n"):
                return
        typed = understand(clean(line), self.commands)
        self.command = typed.command or "no word that is known"
        if typed.command == "number":
            yield from self._choose(int(typed.argument[:9]))
        elif typed.command:
            yield from self._tried(lambda: self._commanded(typed))
        else:
            yield from self._misunderstood(line, typed)

    def _tried(self, brings: Callable[[], Iterator[str]]) -> Iterator[str]:
        """What something brings; a trouble of the machine is a sentence."""
        try:
            yield from brings()
        except StorageTrouble as trouble:
            yield from self._told(trouble)
        yield from self._notices()

    def _commanded(self, typed: Typed) -> Iterator[str]:
        if self._writer is not None and self._writer.answers(typed):
            return self._writer.answer(typed)
        from ulysse_game.ui.plain.answers import ANSWERS

        return ANSWERS[typed.command](self, typed.argument)

    def _choose(self, number: int) -> Iterator[str]:
        page = self.playing.page()
        if page.ending is not None:
            if number == 1:
                yield from self.anew() if self.aside is None else self.aside.leave()
                return
            yield from self.say(self.words("There is no such choice."))
            yield from self._only_choice()
            return
        options = page.open_options
        if not 1 <= number <= len(options):
            yield from self.say(self.words("There is no such choice."))
            yield from self.layout.choices(page.options)
            return
        self.playing.choose(options[number - 1].id)
        yield from self.everything(arrived=True)

    def anew(self) -> Iterator[str]:
        """Begins a new playthrough; the one before is saved."""
        self.playing.close()
        self.session = play.start(self.library, seed=None, language=self.words.language)
        yield from self.everything()

    def _misunderstood(self, line: str, typed: Typed) -> Iterator[str]:
        if typed.candidates:
            names = ", ".join(typed.candidates)
            yield from self.say(self.words("That could be: {names}.", names=names))
        elif line.strip():
            yield from self.say(self.words("I do not know that word; “help” lists those I know."))
        page = self.playing.page()
        if page.ending is None:
            yield from self.layout.choices(page.options)
