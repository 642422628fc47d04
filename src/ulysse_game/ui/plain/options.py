"""How line mode is to run, as who starts it says.

Plain values and two functions to be called; nothing here plays.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.ui.plain.layout import WIDEST
from ulysse_game.view.settings import Settings

if TYPE_CHECKING:
    from ulysse_game.storage import StorageTrouble
    from ulysse_game.view.page import Title

TOUR = "tour_lines"
"""Under this name it is kept that the tour of line mode was said."""


def _keep_nothing(setting: str, value: str) -> StorageTrouble | None:
    """Where no settings are kept."""
    return None


class Options(NamedTuple):
    """How line mode is to run.

    ``width`` counts cells, ``most`` those that there are at all. ``new`` begins a new playthrough
    even where one could go on, with ``seed`` if given; ``load`` is the id of a save to go on from.
    ``title`` gives the title page in a language. ``settings`` are those to begin with;
    ``remember`` keeps one under its name, or returns why it could not. ``speech`` says everything
    for a voice, ``skip`` leaves out what was read before, ``tour`` says at first how to play.
    ``folder`` is where transcripts are written, the working folder if there is none. ``write`` adds
    the commands for writers; ``story`` is the folder whose files they open.
    """

    language: str = "en"
    width: int = 80
    most: int = WIDEST
    new: bool = False
    seed: int | None = None
    load: str = ""
    title: Callable[[str], Title] | None = None
    settings: Settings = Settings()
    remember: Callable[[str, str], StorageTrouble | None] = _keep_nothing
    speech: bool = False
    skip: bool = False
    tour: bool = False
    folder: Path | None = None
    write: bool = False
    story: Path | None = None
