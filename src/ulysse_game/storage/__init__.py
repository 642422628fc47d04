"""What is on disk: bytes under a name, durable, and nothing about stories.

A ``Shelf`` is a folder of files, each with its previous generation beside it; at no instant can a
kill, a full disk or two running games leave neither. A ``MemoryShelf`` stands in where no folder
can be used. Every trouble is a ``StorageTrouble`` with one sentence for the player.

This floor never reads what it stores, and imports nothing slow: finding the home of the saves is
part of starting the game.
"""

from ulysse_game.storage.disk import Disk
from ulysse_game.storage.folders import cache_folder, save_folder, settings_folder
from ulysse_game.storage.lock import Lock
from ulysse_game.storage.memory import MemoryShelf
from ulysse_game.storage.opening import AnyShelf, open_shelf
from ulysse_game.storage.plates import read_plate
from ulysse_game.storage.shelf import LIMIT, Shelf
from ulysse_game.storage.trouble import DiskTrouble, NotHere, StorageTrouble

__all__ = [
    "LIMIT",
    "AnyShelf",
    "Disk",
    "DiskTrouble",
    "Lock",
    "MemoryShelf",
    "NotHere",
    "Shelf",
    "StorageTrouble",
    "cache_folder",
    "open_shelf",
    "read_plate",
    "save_folder",
    "settings_folder",
]
