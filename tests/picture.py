"""`python -m tests.picture`: the pictures of the screen in README.md, taken from the running game.

The game is played by a few keys in a made-up terminal and writes `.github/*.svg`. Fonts of
other hosts are left out: a picture is drawn with whatever monospaced font the reader has.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from tests.ui.tui.player import Player, drive
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.play import Library, start
from ulysse_game.storage import MemoryShelf, read_plate
from ulysse_game.ui.tui.game import Game, open_game

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github"
SEED = 7
DAY = "2027-10-04 12:00"


class Picture(NamedTuple):
    """One picture: its file, the terminal’s columns and rows, choices made before, keys pressed.

    The choices are the first that are open; without any, -1, the title page is up.
    """

    name: str
    size: tuple[int, int]
    turns: int
    keys: tuple[str, ...] = ()


PICTURES = (
    Picture("title", (112, 32), -1),
    Picture("screen", (84, 42), 0),
    Picture("notebook", (84, 34), 40, ("n",)),
    Picture("map", (100, 30), 60, ("h", "right")),
)

_FONT_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_FONT_FAMILY = re.compile(r"font-family: [^;]*;")
_COMMENTS = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_IDS = re.compile(r"terminal-\d+")
_WORDS = re.compile(
    r'x="(?P<x>[\d.]+)"(?P<y>[^>]*) textLength="(?P<width>[\d.]+)"(?P<more>[^>]*)>'
    r"(?P<before>(?:&#160;)*)(?P<words>[^<]*?)(?P<after>(?:&#160;)*)</text>"
)
_SPACE = "&#160;"


def story() -> Machine:
    """The story that is shipped."""
    found = compile_folder(ROOT / "story").story
    assert found is not None, "the story has errors; `ulysse check` says which"
    return Machine(found)


def game_at(machine: Machine, turns: int, language: str) -> Game:
    """The game with one playthrough in it, so many first choices long; with none for none."""
    library = Library(machine, MemoryShelf(), today=lambda: DAY, seconds=lambda: 0.0)
    if turns > 0:
        session = start(library, seed=SEED, language=language)
        for _ in range(turns):
            session.choose(session.page().open_options[0].id)
        session.close()
    return open_game(library)


def in_true_colours() -> None:
    """Makes the made-up terminal one that shows all colours, whatever this one shows."""
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
    os.environ.pop("NO_COLOR", None)


def taken(machine: Machine, picture: Picture, language: str = "en") -> str:
    """The screen after these choices and keys, as SVG."""
    game = game_at(machine, picture.turns, language)
    load = next((card.id for card in game.saves()), "")
    found: list[str] = []

    async def script(player: Player) -> None:
        await player.press(*picture.keys)
        found.append(player.app.export_screenshot(title="ulysse"))

    drive(
        script, game, picture.size, new=picture.turns == 0, load=load, seed=SEED,
        language=language, motion="none", plate=lambda id: read_plate(ROOT / "story", id),
    )  # fmt: skip
    return plain(found[0])


def plain(picture: str) -> str:
    """The picture without fonts from elsewhere, and the same text for the same screen."""
    picture = _FONT_FACES.sub("", picture)
    picture = _FONT_FAMILY.sub("font-family: monospace;", picture)
    picture = _COMMENTS.sub("", picture)
    picture = _IDS.sub("screen", picture)
    picture = _WORDS.sub(_without_outer_spaces, picture)
    return "\n".join(line.rstrip(" ") for line in picture.split("\n")).rstrip("\n") + "\n"


def _without_outer_spaces(found: re.Match[str]) -> str:
    """Words that begin where they are read: some viewers drop the spaces around them."""
    cells = len(found["before"] + found["words"] + found["after"])
    cells -= (len(_SPACE) - 1) * found[0].count(_SPACE)
    cell = float(found["width"]) / max(cells, 1)
    before, after = found["before"].count(_SPACE), found["after"].count(_SPACE)
    x = float(found["x"]) + before * cell
    width = float(found["width"]) - (before + after) * cell
    return (
        f'x="{x:.1f}"{found["y"]} textLength="{width:.1f}"{found["more"]}>{found["words"]}</text>'
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    in_true_colours()
    played = story()
    for each in PICTURES:
        path = FOLDER / f"{each.name}.svg"
        path.write_text(taken(played, each), encoding="utf-8")
        print(path.relative_to(ROOT))
