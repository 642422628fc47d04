"""`python -m tests.picture`: the picture of the screen in README.md, taken from the running game.

The game is played by a few keys in a made-up terminal and writes `.github/screen.svg`. Fonts of
other hosts are left out: the picture is drawn with whatever monospaced font the reader has.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.ui.tui.player import Player, drive
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf
from ulysse_game.ui.tui.game import open_game

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / ".github" / "screen.svg"
SIZE = (84, 40)
KEYS = ("end", "1")
"""What is pressed: the first choice of the first page is taken, and its answer is on the screen."""

_FONT_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_FONT_FAMILY = re.compile(r"font-family: [^;]*;")
_COMMENTS = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_IDS = re.compile(r"terminal-\d+")
_WORDS = re.compile(
    r'x="(?P<x>[\d.]+)"(?P<y>[^>]*) textLength="(?P<width>[\d.]+)"(?P<more>[^>]*)>'
    r"(?P<before>(?:&#160;)*)(?P<words>[^<]*?)(?P<after>(?:&#160;)*)</text>"
)
_SPACE = "&#160;"


def taken(keys: tuple[str, ...] = KEYS, size: tuple[int, int] = SIZE) -> str:
    """The screen after these keys, as SVG."""
    story = compile_folder(ROOT / "story").story
    assert story is not None, "the story has errors; `ulysse check` says which"
    pictures: list[str] = []

    async def script(player: Player) -> None:
        await player.press(*keys)
        pictures.append(player.app.export_screenshot(title="ulysse"))

    drive(script, open_game(Library(Machine(story), MemoryShelf())), size=size, seed=7)
    return plain(pictures[0])


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
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(taken(), encoding="utf-8")
    print(PICTURE.relative_to(ROOT))
