"""The game as a player starts it: the commands, and what to wait for. All from outside."""

import sys
from pathlib import Path

from . import generate

SCENES = 1_000
ONWARD = ("1", "&")
"""The keys of the first choice, which is always open and leads to the next scene.

They are pressed in turn: the same one as fast as that would count as a key that is held down.
"""
PROMPT = b"\n> "
"""What line mode prints last before it reads a line."""


def ulysse(*arguments: str) -> list[str]:
    """The installed command if there is one, as players have it."""
    script = Path(sys.executable).with_name("ulysse")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "ulysse_game"]
    return [*command, *arguments]


def on_screen(story: Path) -> list[str]:
    """A new playthrough in the full screen."""
    return ulysse("play", "--new", "--story", str(story))


def in_lines(story: Path) -> list[str]:
    """A new playthrough in line mode."""
    return ulysse("play", "--plain", "--new", "--story", str(story))


def last_words(turn: int) -> str:
    """What stands last on the page after going onward `turn` times: when it is drawn, all is."""
    return generate.scene(turn % SCENES, SCENES).choices[-1].label
