"""What is remembered from one game to the next, such as the language.

Nothing here stops a game: settings that cannot be read are as good as none, and what cannot be
written holds until the game ends, which the player is told.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from ulysse_game.storage import DiskTrouble, Shelf, StorageTrouble, settings_folder

_NAME = "settings"


def all_remembered(save_dir: str | None) -> Mapping[str, str]:
    """Everything that was kept, by name: one look at the disk for a whole start."""
    return {name: value for name, value in _read(save_dir).items() if isinstance(value, str)}


def remembered(save_dir: str | None, setting: str) -> str:
    """What was kept under this name last time, or nothing."""
    return all_remembered(save_dir).get(setting, "")


def remember(save_dir: str | None, setting: str, value: str) -> StorageTrouble | None:
    """Keeps a setting for the next time, and leaves the others as they are.

    Returns the trouble for which it was not kept, if any. Where the others could not be read
    nothing is written: they may be whole.
    """
    try:
        shelf = Shelf(settings_folder(save_dir))
        if _kept(shelf).get(setting) == value:
            return None
        with shelf.alone(_NAME):
            settings = {**_kept(shelf), setting: value}
            with contextlib.suppress(RecursionError):
                shelf.write(_NAME, encoded(settings))
        shelf.sweep()  # their folder is mostly not that of the saves, which is swept at each start
    except StorageTrouble as trouble:
        return trouble
    return None


def encoded(settings: Mapping[str, object]) -> bytes:
    """Settings as a file."""
    import json

    return (json.dumps(settings, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def decoded(data: bytes) -> dict[str, object]:
    """The settings in these bytes, by name; none where they are not a file of ours.

    What a newer version keeps stays whatever it is, if it can be written again: half a character,
    or lists in lists without end, would stop every later writing.
    """
    import json

    try:
        settings = json.loads(data)
        encoded(settings)
    except (ValueError, RecursionError):
        return {}
    return settings if isinstance(settings, dict) else {}


def _read(save_dir: str | None) -> dict[str, object]:
    try:
        return _kept(Shelf(settings_folder(save_dir)))
    except StorageTrouble:
        return {}


def _kept(shelf: Shelf) -> dict[str, object]:
    """The settings as last written, or as before that where those are damaged.

    Raises ``DiskTrouble`` where none are found and something could not be read at all.
    """
    unread: DiskTrouble | None = None
    for read in (shelf.read, shelf.read_previous):
        try:
            if found := decoded(read(_NAME)):
                return found
        except DiskTrouble as trouble:
            unread = trouble
        except StorageTrouble:
            continue
    if unread is not None:
        raise unread
    return {}
