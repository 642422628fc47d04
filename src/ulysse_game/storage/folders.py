"""Where saved games, settings and the cache live.

``--save-dir`` comes first, then ``ULYSSE_SAVE_DIR``, then the system's own place. On Linux that
place is two variables of the XDG rule, read here: the library that knows the other systems costs
18 ms to import, a third of what the line mode may take to its first prompt. A test holds the two
together.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ulysse_game.storage.trouble import no_home

APP = "ulysse"


def save_folder(given: str | None = None) -> Path:
    """Where saved games live; ``given`` is the player's ``--save-dir``."""
    own = given or os.environ.get("ULYSSE_SAVE_DIR")
    return _whole(Path(own)) if own else _of_system("data") / "saves"


def settings_folder(given: str | None = None) -> Path:
    """Where settings live: a save folder of the player's own carries its own settings."""
    own = given or os.environ.get("ULYSSE_SAVE_DIR")
    return _whole(Path(own)) if own else _of_system("config")


def cache_folder() -> Path:
    """Where what can be made again lives."""
    own = os.environ.get("ULYSSE_CACHE_DIR")
    return _whole(Path(own)) if own else _of_system("cache")


def _whole(path: Path) -> Path:
    try:
        return path.expanduser().absolute()
    except (RuntimeError, OSError):
        raise no_home() from None


def _of_system(what: str) -> Path:
    path = _of_linux(what) if sys.platform == "linux" else _of_library(what)
    # Without a home the system leaves "~" as it stands; a folder of that name helps nobody.
    if not path.is_absolute():
        raise no_home()
    return path


def _of_linux(what: str) -> Path:
    variable, usual = {
        "data": ("XDG_DATA_HOME", "~/.local/share"),
        "config": ("XDG_CONFIG_HOME", "~/.config"),
        "cache": ("XDG_CACHE_HOME", "~/.cache"),
    }[what]
    given = os.environ.get(variable, "").strip()
    base = given if os.path.isabs(given) else os.path.expanduser(usual)
    return Path(base) / APP


def _of_library(what: str) -> Path:
    import platformdirs

    folder = {
        "data": platformdirs.user_data_path,
        "config": platformdirs.user_config_path,
        "cache": platformdirs.user_cache_path,
    }[what]
    try:
        return folder(APP, appauthor=False)
    except (RuntimeError, OSError):
        raise no_home() from None
