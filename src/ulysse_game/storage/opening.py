"""Opening the shelf of saved games, wherever it may be."""

from __future__ import annotations

from typing import TypeAlias

from ulysse_game.storage.disk import Disk
from ulysse_game.storage.folders import save_folder
from ulysse_game.storage.memory import MemoryShelf
from ulysse_game.storage.shelf import Shelf
from ulysse_game.storage.trouble import StorageTrouble

AnyShelf: TypeAlias = Shelf | MemoryShelf


def open_shelf(save_dir: str | None = None, disk: Disk | None = None) -> AnyShelf:
    """The shelf in ``save_dir``, else where saves live; in memory if that can't be written.

    Never fails: the shelf's ``trouble`` says why it is only in memory.
    """
    try:
        shelf = Shelf(save_folder(save_dir), disk)
    except StorageTrouble as trouble:
        return MemoryShelf(trouble)
    try:
        _prepared(shelf)
    except StorageTrouble as trouble:
        return MemoryShelf(trouble, shelf)
    return shelf


def _prepared(shelf: Shelf) -> None:
    """Prepares it, in a second try if need be: a whole sitting hangs on it."""
    try:
        shelf.prepare()
    except StorageTrouble:
        shelf.prepare()
