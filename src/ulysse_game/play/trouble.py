"""Why a saved game cannot be opened, as a sentence for the player."""

from __future__ import annotations

from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import marked


class SaveError(StorageTrouble):
    """A saved game that cannot be opened, and why."""


class DamagedError(SaveError):
    """A saved game that is not what was once written."""


def endless(scene: str) -> SaveError:
    """The story passes more places than one step may, ``scene`` the last of them."""
    return SaveError(marked("The story goes on and on at “{scene}” without a choice."), scene=scene)
