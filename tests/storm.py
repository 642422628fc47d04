"""`python -m tests.storm`: a cat on the keyboard, on every screen, for a minute.

The story is played in a made-up terminal by keys, clicks, wheel, pasted words and changes of size,
drawn from a seed, two hundred a second, faster than the screen can follow. Every screen is the
start of a gust of its own. After each gust Esc has to lead back to the page, a choice has to be
open to be taken, and the playthrough has to be saved as it stands; in between nothing may be
raised. The only thing that is held back is leaving, which is counted instead.

A mistake is told with its seed and the acts before it: `--seed N --gust NAME` does them again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, NoReturn

from textual import events
from textual.geometry import Size
from textual.message import Message

from tests.ui.tui.player import Player
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf, read_plate
from ulysse_game.ui.tui import desk_keys, keys
from ulysse_game.ui.tui.app import UlysseApp
from ulysse_game.ui.tui.game import Game, Options, open_game
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.ui.tui.title import TitleScreen
from ulysse_game.view.settings import Settings

ROOT = Path(__file__).parent.parent
STORY = ROOT / "story"
RATE = 200
"""Acts a second."""

REMEMBERED = 30  # acts that are told with a mistake
USUAL = (80, 24)
PATIENCE = 60  # presses of a key until what it must lead to is there

# What leads from the page to each screen: its name, then keys, a size, or the title page.
GUSTS: dict[str, tuple[str, ...]] = {
    "page": ("ReadingScreen",),
    "narrow": ("ReadingScreen", "40x12"),
    "title": ("TitleScreen", "title"),
    "crew": ("CrewScreen", "c"),
    "crew beside": ("ReadingScreen", "140x40", "c"),
    "instruments": ("InstrumentsScreen", "i"),
    "instruments beside": ("ReadingScreen", "140x40", "i"),
    "notebook": ("NotebookScreen", "n"),
    "charts": ("ChartsScreen", "h"),
    "map": ("ChartsScreen", "h", "right"),
    "light": ("ChartsScreen", "h", "left"),
    "timeline": ("TimelineScreen", "r"),
    "compare": ("CompareScreen", "u", "enter", "r", "equals_sign", "up", "equals_sign"),
    "saves": ("SavesScreen", "s", "m"),
    "name": ("Ask", "m", "n"),
    "delete": ("Confirm", "s", "m", "d"),
    "endings": ("GalleryScreen", "a"),
    "transcript": ("TranscriptScreen", "t"),
    "search": ("Ask", "t", "slash", "a"),
    "form": ("FormScreen", "t", "w"),
    "settings": ("SettingsScreen", "o"),
    "palette": ("PaletteScreen", "ctrl+p"),
    "menu": ("MenuScreen", "escape"),
    "help": ("HelpScreen", "question_mark"),
    "leave": ("Confirm", "q"),
}
# Writers' own; no editor can be opened here.
WRITERS: dict[str, tuple[str, ...]] = {
    "panel": ("PanelScreen", "f4"),
    "panel beside": ("ReadingScreen", "140x40", "f4", "tab"),
}

_TABLES = [
    table
    for module in (keys, desk_keys)
    for table in vars(module).values()
    if isinstance(table, tuple) and table and isinstance(table[0], keys.Command)
]
_NEVER = {"ctrl+z"}  # there is no shell to go back to
KEYS = sorted({key for table in _TABLES for command in table for key in command.keys} - _NEVER)
_TURNING = ("1", "2", "3", "4", "enter", "enter", "end", "space")
_TYPED = (*"abcxyzéœ[]{}/\\$ ", "\u202e", "🙂", "\u0301")
_PASTED = ("[/]", "a" * 300, "œ\n\n\x1b[2J", "", "[@click=app.quit]x[/]")
_SIZES = ((1, 1), (4, 4), (39, 11), (40, 12), (80, 24), (120, 40), (200, 60), (300, 100))


class Act(NamedTuple):
    """One thing done: what it is called when it is told, and the messages that do it."""

    name: str
    messages: tuple[Message, ...]
    size: tuple[int, int] | None = None


class Stayed(UlysseApp):
    """The game, which is not left while the storm lasts."""

    storms = True
    asked_to_leave = 0

    def exit(self, *arguments: Any, **more: Any) -> None:
        """Counts, and stays."""
        if self.storms:
            self.asked_to_leave += 1
        else:
            super().exit(*arguments, **more)


def acts(chance: Random) -> Iterator[Act]:
    """What a storm does, for ever."""
    size = USUAL
    while True:
        kind = chance.choices(
            ("key", "turn", "typed", "click", "wheel", "size", "paste", "focus"),
            (50, 20, 8, 12, 4, 4, 1, 1),
        )[0]
        if kind == "size":
            one, other = chance.choice(_SIZES), (chance.randint(1, 300), chance.randint(1, 100))
            size = chance.choice((one, other))
            resized = events.Resize(Size(*size), Size(*size))
            yield Act("size {}x{}".format(*size), (resized,), size)
        elif kind in ("key", "turn"):
            yield press(chance.choice(KEYS if kind == "key" else _TURNING))
        elif kind == "typed":
            yield press(chance.choice(_TYPED))
        elif kind == "paste":
            text = chance.choice(_PASTED)
            yield Act(f"paste {text[:20]!r}", (events.Paste(text),))
        elif kind == "focus":
            yield Act("blur, focus", (events.AppBlur(), events.AppFocus()))
        else:
            x, y = chance.randrange(size[0]), chance.randrange(size[1])
            yield mouse(chance, kind, x, y)


def press(key: str) -> Act:
    """A key, as the terminal reports it."""
    signs = {"slash": "/", "question_mark": "?", "space": " ", "colon": ":"}
    return Act(key, (events.Key(key, signs.get(key, key if len(key) == 1 else None)),))


def mouse(chance: Random, kind: str, x: int, y: int) -> Act:
    """A click, or the wheel."""
    given = (None, x, y, 0, 0, 1, False, chance.random() < 0.1, False, x, y)
    if kind == "wheel":
        way = chance.choice((events.MouseScrollDown, events.MouseScrollUp))
        return Act(f"wheel {x},{y}", (way(*given),))
    down, up = events.MouseDown(*given), events.MouseUp(*given)
    return Act(f"click {x},{y}", (events.MouseMove(*given), down, up))


class Storm:
    """One storm over one application; ``told`` is what it has done lately."""

    def __init__(self, player: Player, game: Game, seed: int, rate: float) -> None:
        self.player = player
        self.app = player.app
        self.game = game
        self.seed = seed
        self.rate = rate
        self.told: deque[str] = deque(maxlen=REMEMBERED)

    async def gust(self, name: str, acts_of_it: int) -> None:
        """From the page to a screen, through so many acts, and back to a page that turns."""
        chance = Random(f"{self.seed} {name}")
        self.told.clear()
        self.told.append(f"--seed {self.seed} --gust {name}:")
        await self.reach(name)
        for act, _ in zip(acts(chance), range(acts_of_it), strict=False):
            self.told.append(act.name)
            self.do(act)
            # Mostly faster than the screen: messages pile up as they do under a real hand.
            await (asyncio.sleep(1 / self.rate) if self.rate else self.breathe(chance))
            self.look()
        await self.back()
        await self.turn_a_page()
        self.look()

    async def reach(self, name: str) -> None:
        """To the screen with which a gust begins."""
        screen, *ways = {**GUSTS, **WRITERS}[name]
        for way in ways:
            if way == "title":
                self.app.to_title()
                await self.player.settle()
            elif way[0].isdigit():
                width, height = map(int, way.split("x"))
                await self.player.resize(width, height)
            else:
                await self.press(way)
        for _ in range(PATIENCE):
            if type(self.app.screen).__name__ == screen:
                return
            await self.player.settle()
        self.fail(f"{' '.join(ways)} does not lead to {screen}")

    def do(self, act: Act) -> None:
        """One act, as the terminal's driver passes it on."""
        driver: Any = self.app._driver
        if act.size is not None:
            driver._size = act.size
        for message in act.messages:
            message.set_sender(self.app)
            if isinstance(message, events.MouseEvent):
                driver.process_message(message)
            else:
                driver.send_message(message)

    async def breathe(self, chance: Random) -> None:
        """Lets some messages be dealt with, or all."""
        if chance.random() < 0.2:
            await self.player.settle()
        else:
            await asyncio.sleep(0)

    def look(self) -> None:
        """Whether anything was raised."""
        if self.app.trouble is not None:
            raise Broken("\n  ".join(self.told)) from self.app.trouble

    async def back(self) -> None:
        """Esc leads back to the page, or from the title into the story."""
        size = events.Resize(Size(*USUAL), Size(*USUAL))
        self.do(Act("usual size", (size,), USUAL))
        await self.player.settle()
        for _ in range(PATIENCE):
            if isinstance(self.app.screen, ReadingScreen):
                return
            is_title = isinstance(self.app.screen, TitleScreen)
            await self.press("1" if is_title else "escape")
            if is_title and not isinstance(self.app.screen, ReadingScreen):
                await self.press("enter")
        self.fail("Esc does not lead back to the page")

    async def turn_a_page(self) -> None:
        """A choice can be taken, and what was played is saved as it stands."""
        reading = self.player.reading
        for _ in range(PATIENCE):
            if reading.page.open_options:
                break
            await self.press("u")
        self.app.set_focus(None)
        before, page = len(reading.session.turns), reading.page
        await self.press("end")
        for _ in range(PATIENCE):
            if reading.page is not page and len(reading.session.turns) == before + 1:
                break
            await self.press("enter")
        else:
            self.fail("no choice can be taken")
        await self.keep()

    async def keep(self) -> None:
        """What was just played can be taken up again, and shows the same page."""
        reading = self.player.reading
        if self.app.waiting is not None:  # a writer plays aside: that is kept nowhere
            await self.player.press("escape")
            return
        shown = reading.session.page()
        reading.session.close()
        card = next((card for card in self.game.saves() if card.kind == "auto"), None)
        if card is None or card.damaged:
            self.fail("the playthrough is not among the saves")
        session = self.game.resume(card.id, self.app.language)
        session.language = self.app.language
        if session.page() != shown:
            self.fail("the playthrough was saved otherwise than it stands")
        self.app.play_on(session)
        await self.player.settle()

    async def press(self, key: str) -> None:
        """One key, until all is still."""
        self.told.append(key)
        await self.player.press(key)
        self.look()

    def fail(self, what: str) -> NoReturn:
        """Something is frozen, or gone."""
        seen = f"{type(self.app.screen).__name__}:\n{self.player.seen}"
        raise Broken(f"{what}\n  " + "\n  ".join(self.told) + f"\n{seen}")


class Broken(AssertionError):  # noqa: N818 - it is what is broken
    """What went wrong, and the acts that led there."""


def weather(
    machine: Machine,
    seed: int,
    gusts: Sequence[str],
    *,
    acts_of_each: int,
    rate: float = 0,
    turns: int = 25,
    is_writer: bool = False,
) -> int:
    """A storm of these gusts on a playthrough of so many choices; how often it would have left."""
    game = open_game(Library(machine, MemoryShelf()))
    session: Any = game.start("en", seed)
    for _ in range(turns):
        session.choose(session.page().open_options[0].id)
    session.close()
    load = next(card.id for card in game.saves())
    with tempfile.TemporaryDirectory() as folder:
        options = Options(
            load=load,
            language=("en", "fr")[seed % 2],
            settings=Settings(motion=("full", "none")[seed % 2], tour="seen"),
            folder=Path(folder),
            write=is_writer,
            plate=lambda name: read_plate(STORY, name),
            today=(2027, 10, 4),
        )
        app = Stayed(game, options)

        async def run() -> None:
            async with app.run_test(size=USUAL) as pilot:
                player = Player(app, pilot)
                await player.settle()
                storm = Storm(player, game, seed, rate)
                storms.append(storm)
                try:
                    for name in gusts:
                        await storm.gust(name, acts_of_each)
                finally:
                    app.storms = False

        storms: list[Storm] = []
        try:
            asyncio.run(run())
        except Broken:
            raise
        except Exception as error:
            raise Broken("\n  ".join(storms[0].told) if storms else "at the start") from error
    return app.asked_to_leave


def main(arguments: list[str]) -> int:
    """Storms for so many seconds; 1 if something broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="the first; each round takes the next")
    parser.add_argument("--gust", action="append", choices=[*GUSTS, *WRITERS])
    parser.add_argument("--acts", type=int, default=RATE, help="acts of each gust")
    parser.add_argument(
        "--rate", type=float, default=RATE, help="acts a second; 0 as fast as they are dealt with"
    )
    asked = parser.parse_args(arguments)
    os.environ["VISUAL"] = os.environ["EDITOR"] = "true"
    story = compile_folder(STORY).story
    assert story is not None, "the story has errors; `ulysse check` says which"
    machine = Machine(story)
    names = asked.gust or [*GUSTS, *WRITERS]
    seed, broken, left = asked.seed, 0, 0
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        for name in names:
            if time.monotonic() >= end:
                break
            try:
                left += weather(
                    machine, seed, [name], acts_of_each=asked.acts, rate=asked.rate,
                    turns=1 + (seed * 17 + len(name)) % 90, is_writer=name in WRITERS,
                )  # fmt: skip
            except Broken as trouble:
                broken += 1
                print(f"{trouble}\n  {trouble.__cause__!r}", file=sys.stderr)
        seed += 1
    print(f"seeds {asked.seed} to {seed}: {broken} broken; {left} times it would have been left")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
