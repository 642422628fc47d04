"""The writers' panel: what stands behind the page, in views, and ways to change what one plays.

It is there with ``--write`` alone. What is changed by hand and where one jumps to is played aside,
in memory: the playthrough that was left waits until one comes back to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import BindingType

from ulysse_game import play
from ulysse_game.authoring.editor import open_in_editor
from ulysse_game.authoring.panel import (
    Panel,
    Row,
    come_to,
    number_of,
    range_of,
    set_by_hand,
)
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.flow import Block, item, text
from ulysse_game.ui.tui.keys import Command
from ulysse_game.ui.tui.leaf import Leaf, bind
from ulysse_game.view.words import marked, words

if TYPE_CHECKING:
    from ulysse_game.authoring.arriving import Way
    from ulysse_game.ui.tui.app import UlysseApp

VIEWS = (
    ("why", marked("Choices"), marked("No choice is written here.")),
    ("cards", marked("Cards"), marked("No deck is drawn here.")),
    ("variables", marked("Values"), marked("Nothing of that name.")),
    ("changes", marked("Changes"), marked("Nothing changed.")),
    ("rules", marked("Rules"), marked("The story has no rules.")),
)
"""The method of ``Panel`` that gives a view, its name, and what is said where it is empty."""

MOST_LISTED = 12
"""More values than that are not listed: one types which."""
BUDGET, MOST_WAYS = 5.0, 5
"""Seconds that ways to a scene may be looked for, and how many are offered."""

ROLES = {"head": "strong", "yes": "prose", "no": "closed", "changed": "key", "faint": "faint"}


def open_panel(below: Leaf) -> None:
    """Shows the panel over a reading screen."""
    session = below.app.session
    if isinstance(session, play.Session):
        below.app.push_screen(PanelScreen(session))


def blocks_of(rows: Iterable[Row], is_airy: bool = False) -> list[Block]:
    """Rows as blocks: those that lead somewhere can be chosen."""
    found: list[Block] = []
    for row in rows:
        lead = "  " + "  " * row.depth
        role = ROLES.get(row.role, "option" if row.item else "prose")
        gap = 1 if found and (row.role == "head" or (is_airy and not row.depth)) else 0
        block = item(row.item, ((row.words, role),), 0, gap)
        found.append(block._replace(lead=(lead, "prose"), indent=lead + "  "))
    return found


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


class PanelScreen(Leaf):
    """Views of what stands behind a session's page."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *keys.PANEL,
        keys.CLOSE._replace(keys=("escape", "q", "f4", "w")),
        *(command for command in keys.READING if command.id in ("language", "theme", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (*keys.PANEL, keys.CLOSE)

    view: ClassVar[int] = 0
    """The view that was open last."""

    def __init__(self, session: play.Session) -> None:
        super().__init__()
        self.session = session
        self._find = ""

    @property
    def panel(self) -> Panel:
        """The panel in the present language."""
        return Panel(self.session, words(self.app.language))

    def heading(self) -> str:
        """Which view of which scene."""
        name = self.words(VIEWS[PanelScreen.view][1])
        aside = [self.words("played aside")] if self.app.waiting is not None else []
        return " · ".join((self.words("Behind the page"), name, self.panel.scene, *aside))

    def fill(self, keep: bool = False) -> None:
        """The rows of the view, under its name."""
        method, name, nothing = VIEWS[PanelScreen.view]
        panel = self.panel
        rows = list(
            panel.variables(self._find) if method == "variables" else getattr(panel, method)()
        )
        blocks = [text(self.words(name), "strong", gap=0)]
        if not rows:
            blocks.append(text(self.words(nothing), "faint"))
        found = blocks_of(rows, is_airy=method in ("why", "rules"))
        blocks += [block._replace(gap=1) if n == 0 else block for n, block in enumerate(found)]
        current = self.sheet.current if keep else ""
        self.sheet.show(blocks, current=current, at="keep" if keep else "top")

    def chosen(self, item: str) -> None:
        """Opens a line in the editor, or all about a value."""
        kind, _, name = item.partition(" ")
        if kind == "edit":
            open_line(self, name)
        elif kind == "variable":
            self.app.push_screen(ValueScreen(self.session, name))
        elif kind == "rule":
            folder = self.app.options.story
            open_line(self, "" if folder is None else self.panel.rule_place(name, folder))

    # Commands

    def action_view(self, way: int) -> None:
        """The next view, or the one before."""
        PanelScreen.view = (PanelScreen.view + way) % len(VIEWS)
        self.fill()
        self.frame()

    def action_find(self) -> None:
        """Asks for a part of a name and shows the values that have it."""
        from ulysse_game.ui.tui.asking import Ask

        def asked(found: str | None) -> None:
            self._find = found or ""
            PanelScreen.view = 2
            self.fill()
            self.frame()

        self.app.push_screen(Ask(marked("Part of a name:"), self._find), asked)

    def action_edit(self) -> None:
        """Opens the marked line, else the scene."""
        kind = self.sheet.current.partition(" ")[0]
        if kind in ("edit", "rule"):
            self.chosen(self.sheet.current)
        else:
            file, line = self.panel.place
            open_line(self, f"{file}:{line}")

    def action_goto(self) -> None:
        """Asks for a scene and looks for ways there."""
        from ulysse_game.ui.tui.asking import Ask

        def asked(name: str | None) -> None:
            if name:
                self.say(self.words("Looking for ways to {name}…", name=name))
                self.call_after_refresh(self._look_for, name)

        self.app.push_screen(Ask(marked("Scene, or SCENE.CHOICE:")), asked)

    def _look_for(self, name: str) -> None:
        from ulysse_game.authoring.arriving import Misnamed, Nowhere, aimed, remembering, ways

        machine = self.session.library.machine
        aim = aimed(machine, name)
        if isinstance(aim, Misnamed):
            self.say(self.words("There is no scene {name}. {hint}", name=aim.name, hint=aim.hint))
            return
        found = list(ways(machine, aim, name, remembering(), BUDGET, MOST_WAYS))
        if isinstance(found[0], Nowhere):
            self.say(self.words("No way leads to {name}: {why}.", name=name, why=found[0].why))
            return
        every = [way for way in found if not isinstance(way, Nowhere)]
        if len(every) == 1:
            play_aside(self.app, come_to(self.session, every[0].route, name))
        else:
            self.app.push_screen(WaysScreen(self.session, name, every))

    def action_real(self) -> None:
        """Back to the real playthrough."""
        if not come_back(self.app):
            self.say(self.words("This is your playthrough."))


class ValueScreen(Leaf):
    """All about one value: its meaning, what sets and reads it, and what it may be by hand."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        *keys.VALUE,
        keys.CLOSE,
        *(command for command in keys.READING if command.id in ("language", "help")),
    )
    HINTS: ClassVar[tuple[Command, ...]] = (*keys.VALUE, keys.CLOSE)

    def __init__(self, session: play.Session, name: str) -> None:
        super().__init__()
        self.session = session
        self.name_of_value = name

    def heading(self) -> str:
        """Its name."""
        return self.name_of_value

    def fill(self, keep: bool = False) -> None:
        """What is known of it, its places, and the values to choose from."""
        panel = Panel(self.session, words(self.app.language))
        blocks = blocks_of(panel.about_variable(self.name_of_value, self.app.options.story))
        blocks.append(text(self.words("Choose a value to go on with, made by hand:"), "faint"))
        values = blocks_of(panel.values(self.name_of_value))
        if len(values) > MOST_LISTED:
            values = blocks_of([Row(self.words("Type a value…"), 1, item="type")])
        blocks += values
        self.sheet.show(blocks, current=self.sheet.current, at="keep" if keep else "top")

    def chosen(self, item: str) -> None:
        """Opens a place, or goes on with another value."""
        kind, _, name = item.partition(" ")
        if kind == "edit":
            open_line(self, name)
        elif kind == "set":
            self._set(int(name))
        elif kind == "type":
            self.action_set_value()

    def action_set_value(self) -> None:
        """Asks for a value and goes on with it."""
        from ulysse_game.ui.tui.asking import Ask

        variables = self.session.library.machine.story.world.variables
        variable = next(each for each in variables if each.name == self.name_of_value)

        def asked(value: str | None) -> None:
            number = number_of(variable, value or "")
            if number is not None:
                self._set(number)
            elif value:
                may = range_of(variable)
                self.say(self.words("{name} may be {range}.", name=variable.name, range=may))

        self.app.push_screen(Ask(marked("Value:")), asked)

    def _set(self, number: int) -> None:
        play_aside(self.app, set_by_hand(self.session, self.name_of_value, number))


class WaysScreen(Leaf):
    """Several ways to a scene, to choose from by what is different at their ends."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CLOSE, *(command for command in keys.READING if command.id == "language")
    )

    def __init__(self, session: play.Session, name: str, ways: list[Way]) -> None:
        super().__init__()
        self.session = session
        self._scene, self._ways = name, ways

    def heading(self) -> str:
        """Where they lead."""
        return self.words("Ways to {name}", name=self._scene)

    def fill(self, keep: bool = False) -> None:
        """One entry for each way."""
        say = words(self.app.language)
        self.sheet.show(
            [
                item(str(number), ((way.told(say), "option"),), number, gap=int(number == 1))
                for number, way in enumerate(self._ways, 1)
            ]
        )

    def chosen(self, item: str) -> None:
        """Takes the way."""
        way = self._ways[int(item) - 1]
        play_aside(self.app, come_to(self.session, way.route, self._scene))


__all__ = ["PanelScreen", "ValueScreen", "WaysScreen", "come_back", "open_panel", "play_aside"]
