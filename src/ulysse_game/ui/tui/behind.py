"""What the panel over the page and the one beside it have in common: its views and its commands.

What is changed by hand and where one jumps to is played aside, in memory: the playthrough that was
left waits until one comes back to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.widgets import Input

from ulysse_game import play
from ulysse_game.authoring.editor import open_in_editor
from ulysse_game.authoring.panel import Panel, come_to
from ulysse_game.ui.tui.flow import Block, text
from ulysse_game.ui.tui.leaf import Leaf
from ulysse_game.ui.tui.sheet import Sheet
from ulysse_game.ui.tui.views import VALUES, VIEWS, Looking, blocks_of, looking
from ulysse_game.view.words import marked, words

if TYPE_CHECKING:
    from ulysse_game.authoring.arriving import Way
    from ulysse_game.ui.tui.app import UlysseApp

BUDGET, MOST_WAYS = 10.0, 5
"""Seconds that ways to a scene may be looked for, and how many are offered."""
LONGEST = 40
"""Signs of what is looked for."""


def open_line(screen: Leaf, place: str, column: int = 1) -> None:
    """Opens ``file:line`` of the story in the writer's editor; the screen is lent meanwhile."""
    folder = screen.app.options.story
    file, _, line = place.rpartition(":")
    if folder is None or not file:
        screen.say(screen.words("There is no file to open."))
        return
    try:
        trouble = open_in_editor(folder / file, int(line), column, screen.app.suspend)
    except SuspendNotSupported:
        screen.say(screen.words("This terminal cannot be lent to an editor."))
        return
    if trouble is not None:
        screen.say(screen.words(trouble.sentence, **trouble.values))


def play_aside(app: UlysseApp, session: play.Session) -> None:
    """Plays a session of the writer's; the playthrough it was begun from waits."""
    real = app.waiting or app.session
    if app.waiting is not None and app.session is not None:
        app.session.close()
    app.session = app.waiting = None
    app.play_on(session)
    app.waiting = real
    if isinstance(app.screen, Leaf):
        app.screen.frame()


def come_back(app: UlysseApp) -> bool:
    """Goes on in the playthrough that waits; whether there is one."""
    real, app.waiting = app.waiting, None
    if real is None:
        return False
    app.play_on(real, app.words("Back in your playthrough."))
    return True


class Finder(Input):
    """The line in which a part of a name or a meaning is typed; every key filters at once."""

    DEFAULT_CSS = """
    Finder, Finder:focus { height: 2; padding: 0; border: none; background: $background;
                           background-tint: $foreground 0%; border-bottom: solid $accent;
                           width: 1fr; max-width: 72; margin: 0 2; }
    """


class Behind:
    """The views and the commands; whoever has a ``sheet`` for them is one of these."""

    app: UlysseApp
    sheet: Sheet
    finder: Finder | None = None

    # What it stands on

    @property
    def leaf(self) -> Leaf:
        """The screen that says what there is to say."""
        raise NotImplementedError

    @property
    def behind(self) -> play.Session:
        """The session whose page this stands behind."""
        raise NotImplementedError

    def fill(self, keep: bool = False) -> None:
        """Shows the view again."""
        raise NotImplementedError

    def set_finder(self, finder: Finder | None) -> None:
        """Puts the line to type in above the sheet and the keys into it, or takes it away."""
        raise NotImplementedError

    @property
    def looking(self) -> Looking:
        """Which view is open, and what it is to show."""
        return looking(self.app)

    @property
    def panel(self) -> Panel:
        """The panel in the present language."""
        return Panel(self.behind, words(self.app.language))

    def view_blocks(self) -> list[Block]:
        """The rows of the view, or that there are none."""
        seen = self.looking
        method, _, nothing = VIEWS[seen.view]
        panel = self.panel
        rows = list(
            panel.grouped(seen.find, seen.is_whole)
            if method == "grouped"
            else getattr(panel, method)()
        )
        if not rows:
            return [text(self.app.words(nothing), "faint", gap=0)]
        return blocks_of(rows, is_airy=method in ("why", "rules"))

    def chosen(self, item: str) -> None:
        """Opens a line in the editor, or all about a value."""
        from ulysse_game.ui.tui.value import ValueScreen

        kind, _, name = item.partition(" ")
        if kind == "edit":
            open_line(self.leaf, name)
        elif kind == "variable":
            self.app.push_screen(ValueScreen(self.behind, name))
        elif kind == "rule":
            folder = self.app.options.story
            open_line(self.leaf, "" if folder is None else self.panel.rule_place(name, folder))

    def shown(self) -> None:
        """Another view is shown: from its beginning, under its name."""
        self.fill()
        self.leaf.frame()

    # Commands

    def action_view(self, way: int) -> None:
        """The next view, or the one before."""
        self.stop_finding()
        self.looking.turn(way)
        self.shown()

    def action_whole(self) -> None:
        """All values, or again only those that are not as they began."""
        self.looking.is_whole = not self.looking.is_whole or self.looking.view != VALUES
        self.looking.view = VALUES
        self.shown()

    def action_find(self) -> None:
        """Opens the line to type in, over the values."""
        self.looking.view, self.looking.find = VALUES, ""
        if self.finder is None:
            line = Finder(max_length=LONGEST, select_on_focus=False)
            line.placeholder = self.app.words("Part of a name or of a meaning")
            self.set_finder(line)
        self.shown()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every sign typed filters the values."""
        event.stop()
        if self.finder is not None and self.looking.find != event.value:
            self.looking.find = event.value
            self.shown()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The keys go to what was found; what was typed stays."""
        event.stop()
        self.stop_finding()

    def stop_finding(self) -> bool:
        """Closes the line to type in; whether it was open."""
        if self.finder is None:
            return False
        self.set_finder(None)
        return True

    def forget_find(self) -> bool:
        """Closes the line and shows everything again; whether there was anything to close."""
        was_open = self.stop_finding()
        if not self.looking.find:
            return was_open
        self.looking.find = ""
        self.shown()
        return True

    def action_edit(self) -> None:
        """Opens the marked line, else the scene."""
        kind = self.sheet.current.partition(" ")[0]
        if kind in ("edit", "rule"):
            self.chosen(self.sheet.current)
        else:
            file, line = self.panel.place
            open_line(self.leaf, f"{file}:{line}")

    def action_goto(self) -> None:
        """Asks for a scene and offers ways there."""
        from ulysse_game.ui.tui.asking import Ask

        def asked(name: str | None) -> None:
            if name:
                self._look_for(name)

        self.app.push_screen(Ask(marked("Scene, or SCENE.CHOICE:")), asked)

    def _look_for(self, name: str) -> None:
        from ulysse_game.authoring.arriving import Misnamed, aimed, offered, remembering
        from ulysse_game.ui.tui.ways import WaysScreen

        session, leaf = self.behind, self.leaf
        machine = session.library.machine
        aim = aimed(machine, name)
        if isinstance(aim, Misnamed):
            leaf.say(leaf.words("There is no scene {name}. {hint}", name=aim.name, hint=aim.hint))
            return

        def taken(way: Way) -> None:
            play_aside(self.app, come_to(session, way.route, name))

        found = offered(machine, aim, name, remembering(), BUDGET, MOST_WAYS)
        self.app.push_screen(WaysScreen(found, taken))

    def action_real(self) -> None:
        """Back to the real playthrough."""
        if not come_back(self.app):
            self.leaf.say(self.leaf.words("This is your playthrough."))


__all__ = ["Behind", "Finder", "come_back", "open_line", "play_aside"]
