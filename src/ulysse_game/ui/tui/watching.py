"""The screen beside an editor: the page follows the files, and mistakes are shown in place.

A line at the top says what is watched, when it was read again and what came of it. What the story
now says otherwise has a bar in the margin until the next choice. Mistakes stand in a pane above
the status, at most a third of the screen, while the story before stays playable.

It looks at the files between two keys, and only while the page or the writers' panel over it is in
sight: nothing changes behind an open list.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from ulysse_game import play
from ulysse_game.authoring.watching import Followed, News, Watch, outcome
from ulysse_game.ui.tui import desk_keys, keys
from ulysse_game.ui.tui.app import UlysseApp
from ulysse_game.ui.tui.bars import Bar
from ulysse_game.ui.tui.flow import Block, Row, column, lay
from ulysse_game.ui.tui.game import Options
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.ui.tui.mistakes import Place, counted, mistake_blocks, open_place, place_of
from ulysse_game.ui.tui.panel import PanelScreen
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.watched_game import WatchedGame
from ulysse_game.view.words import marked, words
from ulysse_game.view.wrap import cells

if TYPE_CHECKING:
    from typing import Any

    from ulysse_game.ui.tui.game import Session

_ROOMY = 16  # from this height on there is room for a second line at the top


def clock() -> str:
    """The time of day, for a person to read."""
    return time.strftime("%H:%M:%S")


class WatchingApp(UlysseApp):
    """The game beside an editor. ``now`` gives the time of day, for the line at the top."""

    def __init__(self, watch: Watch, options: Options, now: Callable[[], str] = clock) -> None:
        super().__init__(WatchedGame(watch), options)
        self.watched = watch
        self.now = now

    def get_default_screen(self) -> Screen[Any]:
        """The story; while it cannot be played, what is wrong with it."""
        if self.watched.open() is None:
            return WaitingScreen(self.watched)
        return super().get_default_screen()

    def reading(self, session: Session) -> ReadingScreen:
        """The reading screen that follows the files."""
        return WatchedScreen(session, self.watched)

    def on_mount(self) -> None:
        """From now on the files are looked at."""
        if not self.is_headless:
            self._look_again()

    def _look_again(self) -> None:
        self.glance()
        self.set_timer(self.watched.pause, self._look_again)

    def glance(self) -> None:
        """Looks at the files, if what they say can be shown now: on the page, or behind it."""
        screen = self.screen
        below = self.screen_stack[-2] if isinstance(screen, PanelScreen) else screen
        if not isinstance(below, WatchedScreen | WaitingScreen):
            return
        news = self.watched.glance()
        if news is not None:
            below.hear(news)
        elif not (isinstance(below, WatchedScreen) and below.catch_up()):
            return
        if isinstance(screen, PanelScreen) and isinstance(below, WatchedScreen):
            assert isinstance(self.session, play.Session), "a watched game has real sessions"
            screen.session = self.session
            screen.fill(keep=True)
            screen.say(below.told)

    def begin(self) -> None:
        """Plays the story that can be played now, from where the command line wanted it."""
        if self.options.load:
            session = self.game.resume(self.options.load, self.language)
        else:
            session = self.game.start(self.language, self.options.seed)
        self.play_on(session)


class AwaitingApp(WatchingApp):
    """Only waits for a story that cannot be played yet: left as soon as it can."""

    def begin(self) -> None:
        """Leaves: where the story begins has to be looked for first."""
        self.exit()


class WaitingScreen(Leaf):
    """The story cannot be played yet: what is wrong, and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = bind(*desk_keys.WATCHING, *keys.TITLE)
    HINTS: ClassVar[tuple[Command, ...]] = (desk_keys.WATCHING[0], *keys.TITLE)

    app: WatchingApp

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.watched = watch

    def heading(self) -> str:
        """What is watched, and how many mistakes it has."""
        return " · ".join((self.watched.title, counted(self.watched, self.words)))

    def fill(self, keep: bool = False) -> None:
        """The mistakes, and what will happen without them."""
        promise = self.words("The story begins as soon as this is mended.")
        blocks = mistake_blocks(self.watched)
        self.sheet.show([Block(((promise, "notice"),)), *_apart(blocks)], at="top")

    def hear(self, news: News) -> None:
        """The files have changed: the mistakes again, or the story."""
        if self.watched.open() is None:
            self.fill()
            self.frame()
        else:
            self.app.begin()

    def chosen(self, item: str) -> None:
        """Opens a mistake in the editor."""
        open_place(self, place_of(self.watched, item))

    def action_edit(self) -> None:
        """Opens the marked mistake in the editor."""
        if self.sheet.current:
            self.chosen(self.sheet.current)

    def action_next_mistake(self) -> None:
        """The next mistake."""
        self.sheet.step(1)

    def action_mistake_before(self) -> None:
        """The mistake before."""
        self.sheet.step(-1)

    def action_mistakes(self) -> None:
        """They are all shown here."""


def _apart(blocks: Sequence[Block]) -> list[Block]:
    return [block._replace(gap=1) for block in blocks]


class WatchedScreen(ReadingScreen):
    """The reading screen of a story that is being written."""

    DEFAULT_CSS = "WatchedScreen #mistakes { height: 0; }"
    BINDINGS: ClassVar[list[BindingType]] = bind(*desk_keys.WATCHING)

    app: WatchingApp

    def __init__(self, session: Session, watch: Watch) -> None:
        self.watched = watch
        self._read_at = ""
        self._outcome = ""
        self._place: Place | None = None  # of what the last reload changed
        self._shows_mistakes = watch.has_errors
        super().__init__(session)
        self.top = Bar(self.app.painter, id="watching")
        self.mistakes = Sheet(self.app.painter, id="mistakes")

    def compose(self) -> ComposeResult:
        """The line of the watch above everything, the mistakes above the status."""
        yield self.top
        for widget in super().compose():
            if widget is self.foot:
                yield self.mistakes
            yield widget

    # What is shown

    def frame(self) -> None:
        """The lines above and below, and the mistakes."""
        super().frame()
        width, height = self.page_width, self.app.size.height
        self.top.stand_beside(self.head.aside)
        self.top.show(self._top_rows(column(width - self.top.aside), 2 if height >= _ROOMY else 1))
        blocks = mistake_blocks(self.watched) if self._shows_mistakes else []
        if [block.words for block in blocks] != [block.words for block in self.mistakes.blocks]:
            self.mistakes.show(blocks, at="top")
        rows = sum(len(lay(block, column(width - self.top.aside))) for block in blocks)
        room = min(rows, height // 3)
        above = 1 if room and height >= _ROOMY else 0
        self.mistakes.styles.height = room - (above if room == height // 3 else 0)
        self.mistakes.styles.margin = (above, self.top.aside, 0, 0)

    def _top_rows(self, width: int, most: int) -> list[Row]:
        """What is watched, when it was read, what came of it; cut where there is no room."""
        wrong = counted(self.watched, self.words)
        told = [(self._read_at, "faint")]
        if self.watched.has_errors:
            told += [(wrong, "marker"), (self.words("the story before goes on"), "faint")]
        else:
            told += [(self._outcome, "notice"), (wrong, "faint")]
        told = [part for part in told if part[0]]
        name = self.words("watching {name}", name=self.watched.title)
        if not told or cells(name) + sum(cells(text) + 3 for text, _ in told) <= width:
            told.insert(0, (name, "faint"))
        words = [
            (f" · {text}" if number else text, role) for number, (text, role) in enumerate(told)
        ]
        rows = lay(Block(tuple(words), gap=0), width)
        return rows if len(rows) <= most else [*rows[: most - 1], _cut(rows[most - 1], width)]

    def hear(self, news: News) -> None:
        """The files have changed: the page as it now reads, or what is wrong."""
        self._read_at = self.app.now()
        self._shows_mistakes = self.watched.has_errors
        if self.watched.has_errors:
            self._outcome = ""
            self._said = ""
        elif not news.has_story:
            self._outcome = self.words("the story is the same as before")
        else:
            self._follow()
        self.frame()

    def take_up(self, session: Session) -> None:
        """Plays another session from now on, in the newest story."""
        super().take_up(session)
        self.catch_up()

    def on_mount(self) -> None:
        """Also a playthrough that waited behind another screen is in the newest story."""
        self.catch_up()

    def catch_up(self) -> bool:
        """A playthrough that waited while another was played aside may be in an older story.

        Gives whether it was.
        """
        assert isinstance(self.session, play.Session), "a watched game has real sessions"
        if not self.watched.is_behind(self.session):
            return False
        self._follow()
        self.frame()
        return True

    @property
    def told(self) -> str:
        """What came of the last reload, in a sentence."""
        if self.watched.has_errors:
            return counted(self.watched, self.words)
        return self._outcome

    def _follow(self) -> None:
        """Goes on in the new story, at the place that this playthrough has there."""
        old = self.page
        assert isinstance(self.session, play.Session), "a watched game has real sessions"
        session, followed = self.watched.follow(self.session)
        self.app.session = self.session = session
        self._outcome = outcome(followed, words(self.app.language))
        self._place = self._changed_place(followed)
        self.fill(keep=session.page().scene == old.scene)
        self.sheet.bar(followed.changed)
        self._show_aside()

    def _changed_place(self, followed: Followed) -> Place | None:
        """The line of the first difference."""
        first = followed.first
        if first is None:
            return None
        for name, value in first.values:
            unit = self.watched.compiled.units.get(value.strip("`")) if name == "text" else None
            if unit is not None:
                return Place(unit.at.file, unit.at.line)
        return Place(first.file, first.line) if first.file else None

    def chosen(self, item: str) -> None:
        """Takes a choice; what the last reload said has been read by then."""
        self._forget_outcome()
        super().chosen(item)

    def jumped(self, sentence: str) -> None:
        """Another page, also for what the last reload said."""
        self._forget_outcome()
        super().jumped(sentence)

    def _forget_outcome(self) -> None:
        self._outcome = ""
        self._place = None

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """A mistake that is clicked on is opened."""
        if message.sheet is self.mistakes:
            message.stop()
            open_place(self, place_of(self.watched, message.item))

    # Commands

    def action_edit(self) -> None:
        """Opens the editor where something is wrong, has changed, or is being read."""
        open_place(self, self._here())

    def _here(self) -> Place:
        if self._shows_mistakes and self.mistakes.current:
            return place_of(self.watched, self.mistakes.current)
        if self._place is not None:
            return self._place
        library = self.watched.open()
        assert library is not None, "its page is on the screen"
        scene = library.machine.story.scenes.get(self.page.scene.partition("/")[0])
        return Place(scene.file, scene.line) if scene else Place("story.yaml", 1)

    def action_next_mistake(self) -> None:
        """The next mistake."""
        self._step(1)

    def action_mistake_before(self) -> None:
        """The mistake before."""
        self._step(-1)

    def _step(self, way: int) -> None:
        if not self._shows_mistakes:
            self.action_mistakes()
        else:
            self.mistakes.step(way)

    def action_mistakes(self) -> None:
        """Shows what is wrong, warnings included, or hides it."""
        if not self.watched.diagnostics:
            self.say(self.words("Nothing is wrong."))
            return
        self._shows_mistakes = not self._shows_mistakes
        self.frame()

    def action_help(self) -> None:
        """Every key, those of the watch first."""
        from ulysse_game.ui.tui.helping import HelpScreen

        watching = (marked("While you write"), desk_keys.WATCHING)
        self.app.push_screen(HelpScreen((watching, *keys.GROUPS)))


def _cut(row: Row, width: int) -> Row:
    """A row that does not end here: ``…`` says so."""
    *before, (text, role) = row
    room = width - 1 - sum(cells(words) for words, _ in before)
    while text and cells(text) > room:
        text = text[:-1]
    return (*before, (f"{text}…", role))


def wait(watch: Watch, options: Options) -> bool:
    """Shows what is wrong until the story can be played; whether it came to that."""
    from ulysse_game.ui.tui import start

    if watch.open() is None:
        start.play(WatchedGame(watch), options, lambda _, chosen: AwaitingApp(watch, chosen))
    return watch.open() is not None


def run(watch: Watch, options: Options) -> int:
    """Plays the watched story on the screen until the writer leaves; gives the exit code."""
    from ulysse_game.ui.tui import start

    return start.play(WatchedGame(watch), options, lambda _, chosen: WatchingApp(watch, chosen))
