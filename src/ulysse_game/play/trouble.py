"""Why a saved game cannot be opened, as a sentence for the player."""

from __future__ import annotations

from ulysse_game.storage import StorageTrouble


class SaveError(StorageTrouble):
    """A saved game that cannot be opened, and why."""


class DamagedError(SaveError):
    """A saved game that is not what was once written."""
