"""The application: which screen is up, which language, which look, and how one leaves.

It holds the one session that is being played. It never draws a word and never decides anything
about the story.
"""

from __future__ import annotations

import gc
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.game import Game, Options, Session, Words
from ulysse_game.ui.tui.look import LOOKS, Look
from ulysse_game.ui.tui.paint import Painter
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.arriving import Offered
    from ulysse_game.ui.tui.reading import ReadingScreen
    from ulysse_game.ui.tui.views import Looking

GLANCE = 1.0
"""Seconds between two looks at whether the terminal is still there."""


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
        look = LOOKS.get(options.look)
        super().__init__(ansi_color=True if look is None else None)
        self.animation_level = "none"
        for each in LOOKS.values():
            self.register_theme(_theme(each))
        self.theme = "ansi-dark" if look is None else look.name
        self.painter = Painter(look)
        self.game = game
        self.options = options
        self.language = options.language
        self.words: Words = game.words(options.language)
        self.session: Session | None = None
        self.waiting: Session | None = None  # the playthrough that waits while a writer plays aside
        self.looking: Looking | None = None  # how a writer looks at the panel, once they do
        self.trouble: BaseException | None = None
        self._asked_to_leave = False

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
            self.set_interval(GLANCE, self._leave_with_the_terminal)

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

    # Language and look

    def set_language(self, language: str) -> None:
        """Speaks another language from now on."""
        self.language = language
        self.words = self.game.words(language)
        if self.session is not None:
            self.session.language = language
        if self.options.remember is not None:
            self.options.remember("language", language)

    def next_language(self) -> str:
        """The language after the present one."""
        languages = self.options.languages
        at = languages.index(self.language) if self.language in languages else -1
        return languages[(at + 1) % len(languages)]

    def change_look(self) -> None:
        """Night to daylight and back; without colours nothing changes."""
        if self.painter.look is None:
            return
        names = list(LOOKS)
        name = names[(names.index(self.painter.look.name) + 1) % len(names)]
        self.painter = Painter(LOOKS[name])
        self.theme = name
        if self.options.remember is not None:
            self.options.remember("look", name)

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
        loop.call_soon_threadsafe(self.exit)

    def _handle_exception(self, error: Exception) -> None:
        """Keeps an error of ours and ends the application without printing its insides."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.trouble is None:
            self.trouble = error
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
