"""`python -m tests.gallery FOLDER`: every screen at every size, in both languages, in every look.

The game is played by keys in made-up terminals of several sizes. Each screen is written as an SVG,
with an ``index.html`` that shows them all, and is looked at by rules as well: no row wider than the
terminal, no sign at the head of a row that French puts at the end of one, nothing left of a key or
a sentence cut off. What breaks a rule is printed, and the exit code is 1. Nobody's eyes are spared
by that: the pictures are there to be looked at, one by one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.picture import SEED, game_at, in_true_colours, plain, story
from tests.ui.tui.player import Player, drive
from ulysse_game.engine import Machine
from ulysse_game.storage import read_plate
from ulysse_game.view.wrap import cells

ROOT = Path(__file__).parent.parent
SIZES = ((40, 12), (80, 24), (120, 40), (200, 60))
LANGUAGES = ("en", "fr")
LOOKS = ("night", "daylight", "contrast-dark", "contrast-light", "terminal", "plain")

_ORPHANS = tuple(";:!?»)…")
_NO_WORDS = re.compile(r"[^\w]*$")


class View(NamedTuple):
    """One screen: its name, how many first choices lead to it, and the keys pressed there.

    Without choices the title page is up.
    """

    name: str
    turns: int
    keys: tuple[str, ...] = ()


VIEWS = (
    View("title", -1),
    View("title end", -1, ("end",)),
    View("first page", 0),
    View("choices", 0, ("end",)),
    View("second page", 1),
    View("marked", 3, ("end", "down")),
    View("report", 12),
    View("chapter", 21),
    View("late", 60),
    View("past", 3, ("home",)),
    View("crew", 30, ("c",)),
    View("instruments", 30, ("i",)),
    View("notebook", 40, ("n",)),
    View("notebook log", 60, ("n", "right")),
    View("notebook people", 60, ("n", "right", "right")),
    View("plan", 30, ("h",)),
    View("map", 60, ("h", "right")),
    View("light", 60, ("h", "right", "right")),
    View("timeline", 25, ("u", "u", "2", "r")),
    View("saves", 10, ("s", "m")),
    View("delete", 10, ("s", "m", "d")),
    View("name", 10, ("m", "n")),
    View("reached", 25, ("a",)),
    View("transcript", 10, ("t",)),
    View("settings", 0, ("o",)),
    View("palette", 0, ("ctrl+p",)),
    View("menu", 0, ("escape",)),
    View("help", 0, ("question_mark",)),
    View("leave", 0, ("q",)),
    View("a closed choice", 17, ("end",)),
    View("form", 47),
    View("form to fill in", 41, ("end",)),
    View("hand", 76),
    View("picture", 24),
    View("radio", 58, ("end",)),
    View("screens", 117),
    View("third chapter", 49),
    View("last chapter", 125),
    View("end of the story", 133, ("end",)),
    View("all endings", 133, ("a",)),
    View("both panels", 70, ("c", "i")),
    View("notebook places", 100, ("n", "4")),
    View("notebook promises", 100, ("n", "6")),
    View("notebook found", 100, ("n", "slash", "s", "i", "m", "o", "n", "enter")),
    View("map late", 100, ("h", "2")),
    View("timeline late", 100, ("r",)),
    View("compare", 25, ("u", "u", "2", "r", "equals_sign", "up", "up", "equals_sign")),
    View("help end", 0, ("question_mark", "end")),
    View("palette typed", 30, ("ctrl+p", "s", "a", "v")),
    View("setting changed", 10, ("o", "down", "down", "right")),
    View("words found", 40, ("t", "slash", "s", "i", "m", "o", "n", "enter")),
    View("write to a file", 40, ("t", "w")),
    View("ask", 40, ("t", "slash")),
    View("saved", 10, ("s",)),
    View("copied", 10, ("y",)),
)


class Shot(NamedTuple):
    """A view as it was seen: the rows of the terminal, and the picture of it."""

    name: str
    rows: tuple[str, ...]
    picture: str


def taken(machine: Machine, view: View, size: tuple[int, int], language: str, look: str) -> Shot:
    """One view, seen in a terminal of this size."""
    game = game_at(machine, view.turns, language)
    load = next((card.id for card in game.saves()), "") if view.turns > 0 else ""
    shots: list[Shot] = []

    async def script(player: Player) -> None:
        await player.press(*view.keys)
        picture = plain(player.app.export_screenshot(title=view.name))
        shots.append(Shot(view.name, tuple(player.seen.split("\n")), picture))

    drive(
        script, game, size, new=view.turns == 0, load=load, seed=SEED,
        language=language, look=look, motion="none",
        plate=lambda id: read_plate(ROOT / "story", id),
    )  # fmt: skip
    return shots[0]


def faults(shot: Shot, width: int) -> Iterator[str]:
    """What of a view breaks a rule, a sentence each."""
    for number, row in enumerate(shot.rows, 1):
        if cells(row) > width:
            yield f"row {number} is wider than the terminal: {row.strip()}"
        words = row.strip()
        if words.startswith(_ORPHANS) and not _NO_WORDS.match(words[1:2] or " "):
            yield f"row {number} begins with {words[0]}: {words}"
        if words in _ORPHANS:
            yield f"row {number} is {words} alone"


def page_of(shots: Iterable[tuple[str, str]]) -> str:
    """All pictures on one page; each with the name of its file."""
    figures = "".join(
        f"<figure><img src='{file}' loading='lazy'><figcaption>{told}</figcaption></figure>"
        for file, told in shots
    )
    style = (
        "body{font:14px sans-serif;background:#777;margin:8px;display:flex;flex-wrap:wrap;gap:8px}"
        "figure{margin:0}figcaption{background:#fff;padding:2px 6px}img{display:block;height:auto}"
    )
    return f"<!doctype html><meta charset='utf-8'><style>{style}</style>{figures}\n"


def main(arguments: list[str]) -> int:
    """Takes all views that are asked for; 1 if a rule is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append", metavar="80x24", help="these sizes only")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--look", action="append", choices=LOOKS)
    parser.add_argument("--view", action="append", metavar="NAME", help="these screens only")
    asked = parser.parse_args(arguments)
    machine = story()
    sizes = [tuple(map(int, each.split("x"))) for each in asked.size or ()] or SIZES
    views = [view for view in VIEWS if not asked.view or view.name in asked.view]
    in_true_colours()
    asked.folder.mkdir(parents=True, exist_ok=True)
    shots: list[tuple[str, str]] = []
    broken = 0
    for width, height in sizes:
        for language in asked.language or LANGUAGES:
            for look in asked.look or LOOKS[:4]:
                for view in views:
                    shot = taken(machine, view, (width, height), language, look)
                    told = f"{view.name} · {width}×{height} · {language} · {look}"
                    file = f"{width}x{height}-{language}-{look}-{view.name.replace(' ', '-')}.svg"
                    (asked.folder / file).write_text(shot.picture, encoding="utf-8")
                    shots.append((file, told))
                    for fault in faults(shot, width):
                        broken += 1
                        print(f"{told}: {fault}")
    (asked.folder / "index.html").write_text(page_of(shots), encoding="utf-8")
    print(f"{len(shots)} pictures in {asked.folder}; {broken} faults")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
