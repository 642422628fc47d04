"""The application: which screen is up, which language, which look, and how one leaves.

It holds the one session that is being played. It never draws a word and never decides anything
about the story.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.able import able
from ulysse_game.ui.tui.game import Game, Options, Session, Words
from ulysse_game.ui.tui.held import Keyboard
from ulysse_game.ui.tui.look import LOOKS, NAMES, Look
from ulysse_game.ui.tui.paint import Painter
from ulysse_game.ui.tui.picture import Easel
from ulysse_game.view.settings import Settings
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.arriving import Offered
    from ulysse_game.ui.tui.reading import ReadingScreen
    from ulysse_game.ui.tui.views import Looking

GLANCE = 1.0
"""Seconds between two looks at whether the terminal is still there."""

SETTLED = 2.0
"""Seconds after which all that a start makes has been made, and the first page is being read."""


class UlysseApp(App[None]):
    """The game on the screen. ``trouble`` is the error that ended it, if one did."""

    TITLE = "ulysse"
    ENABLE_COMMAND_PALETTE = False
    INLINE_PADDING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(command.keys), command.action, show=False, priority=True, id=command.id)
        for command in keys.EVERYWHERE
    ]

    def __init__(self, game: Game, options: Options) -> None:
        look = LOOKS.get(options.settings.look)
        super().__init__(ansi_color=True if look is None or look.is_ansi else None)
        self.animation_level = "none"
        for each in LOOKS.values():
            if not each.is_ansi:
                self.register_theme(_theme(each))
        self.theme = "ansi-dark" if look is None or look.is_ansi else look.name
        self.painter = Painter(look, able(None, os.environ).signs)
        self.easel = Easel(self)
        self.keyboard = Keyboard()
        self.game = game
        self.options = options
        self.settings: Settings = options.settings
        self.language = options.language
        self.words: Words = game.words(options.language)
        self.session: Session | None = None
        self.waiting: Session | None = None  # the playthrough that waits while a writer plays aside
        self.looking: Looking | None = None  # how a writer looks at the panel, once they do
        self.trouble: BaseException | None = None
        self.stood = ""  # the screens that were up when it came, the lowest first
        self.chart = ""  # the chart seen last, by its id
        self.notebook = ""  # the section of the notebook read last, by its id
        self._asked_to_leave = False
        self._has_told_of_settings = False

    def get_driver_class(self) -> type[Driver]:
        """The usual driver; in a terminal of its own one that survives the terminal."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from ulysse_game.ui.tui.driver import SteadyDriver

        return SteadyDriver

    def get_default_screen(self) -> Screen[Any]:
        """The title page, or the story itself if the command line asked for it."""
        if self.options.new or self.options.load:
            if self.options.load:
                self.session = self.game.resume(self.options.load, self.language)
                self.session.language = self.language
            else:
                self.session = self.game.start(self.language, self.options.seed)
            return self.reading(self.session)
        from ulysse_game.ui.tui.title import TitleScreen

        return TitleScreen()

    def on_mount(self) -> None:
        """Lets the garbage collector work again once the first screen has been painted."""
        self.call_after_refresh(gc.enable)
        if self.options.ways is not None and self.session is not None:
            self._offer_ways(self.options.ways)
        if not self.is_headless:
            self._draw_when_woken()
            self.set_timer(SETTLED, self._spare_the_story)
            self.set_interval(GLANCE, self._leave_with_the_terminal)
            self.set_interval(GLANCE, self.tell_news)

    def _spare_the_story(self) -> None:
        """Has garbage never looked for again in what a start has made, the story above all.

        Each thorough search would go through all of it while a page waits, and because that is
        long it would come so seldom that closed screens pile up.
        """
        gc.collect()
        gc.freeze()

    def _draw_when_woken(self) -> None:
        """Draws everything after a sleep: what stood there is gone, and Textual knows it not."""
        self.app_resume_signal.subscribe(
            self, lambda _: self.screen.refresh(layout=True), immediate=True
        )

    def _offer_ways(self, ways: Offered) -> None:
        """Other ways to where the story begins, over its page."""
        from ulysse_game.ui.tui.ways import WaysScreen, take_instead

        self.push_screen(WaysScreen(ways, partial(take_instead, self)))

    # The session

    def reading(self, session: Session) -> ReadingScreen:
        """The screen on which a session is read and played."""
        from ulysse_game.ui.tui.reading import ReadingScreen

        return ReadingScreen(session)

    def play_on(self, session: Session, sentence: str = "") -> None:
        """Puts ``session`` in the place of the one being played, and shows it.

        ``sentence`` is said below it, if the session itself has nothing to say.
        """
        from ulysse_game.ui.tui.reading import ReadingScreen

        for before in (self.session, self.waiting):
            if before is not None and before is not session:
                before.close()
        self.session, self.waiting = session, None
        session.language = self.language
        below = self._to_the_first_screen()
        if isinstance(below, ReadingScreen):
            below.take_up(session)
        else:
            below = self.reading(session)
            self.push_screen(below)
        below.greet(sentence)

    def begin_anew(self) -> None:
        """A new playthrough; whoever has never played is told three things on the way."""
        from ulysse_game.ui.tui.leaf import Leaf
        from ulysse_game.ui.tui.reading import ReadingScreen

        try:
            session = self.game.start(self.language, self.options.seed)
        except self.game.troubles as trouble:
            if isinstance(self.screen, Leaf):
                self.screen.say_trouble(trouble)
            return
        self.play_on(session)
        if self.settings.tour != "seen" and isinstance(self.screen, ReadingScreen):
            self.keep("tour", "seen")
            self.screen.guide()

    def to_title(self) -> None:
        """Leaves the story for the title page."""
        from ulysse_game.ui.tui.title import TitleScreen

        self.close_session()
        if not isinstance(self._to_the_first_screen(), TitleScreen):
            self.push_screen(TitleScreen())

    def _to_the_first_screen(self) -> Screen[Any]:
        """Closes all screens but the one that was up first, which Textual cannot replace."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        return self.screen

    def close_session(self) -> list[str]:
        """Closes the session being played; gives what it still had to say."""
        session, self.session = self.session, None
        if session is not None and self.waiting is not None:
            session.close()
            session, self.waiting = self.waiting, None
        if session is None:
            return []
        session.close()
        notices = [str(notice) for notice in session.notices]
        session.notices.clear()
        return notices

    def tell_news(self) -> None:
        """Says what the disk has answered since the page was turned, if nothing else is said."""
        from ulysse_game.ui.tui.reading import ReadingScreen

        if isinstance(self.screen, ReadingScreen) and not self.screen.is_saying:
            self.screen.say_notices(self.screen.session)

    def offers(self, command: str) -> bool:
        """Whether the story has anything for a command, by its id."""
        return command != "charts" or self.game.has_charts

    # Language and look

    def set_language(self, language: str) -> None:
        """Speaks another language from now on."""
        self.language = language
        self.words = self.game.words(language)
        if self.session is not None:
            self.session.language = language
        self._remember("language", language)

    def next_language(self) -> str:
        """The language after the present one."""
        languages = self.options.languages
        at = languages.index(self.language) if self.language in languages else -1
        return languages[(at + 1) % len(languages)]

    def change_look(self) -> None:
        """The next look, the first after the last; where nobody wants colours nothing changes."""
        if not self.is_colourless:
            at = NAMES.index(self.settings.look) if self.settings.look in NAMES else -1
            self.set("look", NAMES[(at + 1) % len(NAMES)])

    @property
    def is_colourless(self) -> bool:
        """Whether the terminal was told to show no colours at all (``NO_COLOR``)."""
        return bool(os.environ.get("NO_COLOR"))

    def set(self, setting: str, value: str) -> None:
        """Has a setting hold from now on, keeps it, and shows what is up by it."""
        from ulysse_game.ui.tui.leaf import Leaf

        self.keep(setting, value)
        if setting == "look":
            self._wear(LOOKS.get(value))
        if isinstance(self.screen, Leaf):
            self.screen.redraw()

    def keep(self, setting: str, value: str) -> None:
        """Has a setting hold and keeps it, when nothing that is up looks otherwise for it."""
        self.settings = self.settings._replace(**{setting: value})
        self._remember(setting, value)

    def _wear(self, look: Look | None) -> None:
        """Draws in this look from now on, or without colours."""
        is_ansi = look is None or look.is_ansi
        self.painter = Painter(look, able(None, os.environ).signs)
        self.ansi_color = True if is_ansi else None
        self.theme = "ansi-dark" if look is None or is_ansi else look.name

    def _remember(self, setting: str, value: str) -> None:
        """Keeps a setting for the next start, where settings are kept."""
        trouble = self.options.remember(setting, value) if self.options.remember else None
        if trouble is not None and not self._has_told_of_settings:
            self._has_told_of_settings = True
            self.call_later(self._tell_of_settings, trouble)  # the screen is drawn anew first

    def _tell_of_settings(self, trouble: Exception) -> None:
        """Says that settings cannot be kept, and why."""
        from ulysse_game.ui.tui.leaf import Leaf

        if isinstance(self.screen, Leaf):
            sentence = getattr(trouble, "sentence", str(trouble))
            told = self.words(sentence, **getattr(trouble, "values", {}))
            self.screen.say(
                self.words("{trouble} Your settings hold until you leave.", trouble=told)
            )

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Takes note of every key as it comes."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.keyboard.hear(event)
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """What the key is bound to is done next; what was written for a question is the question's.

        A key may have come to the screen below before the question was up.
        """
        self.keyboard.answer(event)
        write_early = getattr(self.screen, "write_early", None)
        if write_early is not None and write_early(event):
            event.prevent_default()

    # Leaving

    def action_interrupt(self) -> None:
        """Ctrl+C: says how to leave, and leaves the second time; closes a prompt."""
        from ulysse_game.ui.tui.leaf import Leaf

        if self._asked_to_leave:
            self.exit()
            return
        if not isinstance(self.screen, Leaf):
            self.pop_screen()
            return
        self._asked_to_leave = True
        told = marked("Press Ctrl+C once more to leave. Everything is saved.")
        if not self.game.keeps:
            told = marked("Press Ctrl+C once more to leave. This playthrough is not kept.")
        elif self.session is not None and self.session.is_unsaved:
            told = marked("Press Ctrl+C once more to leave. The last choices are not saved.")
        self.screen.say(self.words(told))

    def action_leave(self) -> None:
        """Leaves at once."""
        self.exit()

    def stay(self) -> None:
        """Forgets that Ctrl+C was pressed: another key came after it."""
        self._asked_to_leave = False

    def _leave_with_the_terminal(self) -> None:
        """Leaves when the terminal has gone without a signal; Textual would read on for ever."""
        from ulysse_game.ui.tui.hangup import has_hung_up

        if has_hung_up(sys.__stdin__):
            self.exit()

    def leave_soon(self) -> None:
        """Leaves; may be called from a signal handler at any moment."""
        loop = getattr(self, "_loop", None)
        if loop is None:
            raise SystemExit(0)
        if loop.is_closed():
            return  # it has been left
        loop.call_soon_threadsafe(self.exit)

    def _handle_exception(self, error: Exception) -> None:
        """Keeps an error of ours and ends the application without printing its insides."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.trouble is None:
            inner = getattr(error, "error", None)  # Textual wraps what a worker of its raised
            self.trouble = inner if isinstance(inner, BaseException) else error
            with suppress(Exception):  # there may be no screen yet
                self.stood = " > ".join(type(each).__name__ for each in self.screen_stack)
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """The terminal could not be read: ends without a traceback on the screen."""
        if self.trouble is None:
            self.trouble = OSError("the terminal could not be read")
        self._close_messages_no_wait()


def _theme(look: Look) -> Theme:
    """A look as Textual's own widgets see it (the prompt is one)."""
    return Theme(
        name=look.name,
        primary=look.accent,
        accent=look.accent,
        foreground=look.prose,
        background=look.ground,
        surface=look.ground,
        panel=look.ground,
        dark=look.dark,
    )
