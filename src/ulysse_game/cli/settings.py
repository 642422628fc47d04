"""What is remembered from one game to the next, such as the language.

Nothing here stops a game: settings that cannot be read are as good as none, and those that
cannot be written are forgotten.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from ulysse_game.storage import Shelf, StorageTrouble, settings_folder

_NAME = "settings"


def all_remembered(save_dir: str | None) -> Mapping[str, str]:
    """Everything that was kept, by name: one look at the disk for a whole start."""
    return {name: value for name, value in _read(save_dir).items() if isinstance(value, str)}


def remembered(save_dir: str | None, setting: str) -> str:
    """What was kept under this name last time, or nothing."""
    return all_remembered(save_dir).get(setting, "")


def remember(save_dir: str | None, setting: str, value: str) -> None:
    """Keeps a setting for the next time, and leaves the others as they are."""
    import json

    settings = _read(save_dir)
    if settings.get(setting) == value:
        return
    settings[setting] = value
    with contextlib.suppress(StorageTrouble):
        data = json.dumps(settings, ensure_ascii=False, indent=1) + "\n"
        Shelf(settings_folder(save_dir)).write(_NAME, data.encode("utf-8"))


def _read(save_dir: str | None) -> dict[str, object]:
    try:
        data = Shelf(settings_folder(save_dir)).read(_NAME)
    except StorageTrouble:
        return {}
    import json

    try:
        settings = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return settings if isinstance(settings, dict) else {}
