"""Mends by itself what can be mended by itself, and leaves every other byte of a file alone.

Each kind of mending is a module with ``CODES``, the diagnostics it answers, and ``fixes``, which
gives edits for one file. ``mend`` runs them in their order over a story; ``fixes_for`` gives those
of one diagnostic, for an editor. Nothing here writes to a disk, and nothing may change what a
story means: no condition, effect or target is ever touched but where a misspelt name has one near
name and the writer asked for it.
"""

from ulysse_game.authoring.fix.mend import (
    KINDS,
    ONLY_IF_ASKED,
    Done,
    Mended,
    fixes_for,
    mend,
)

__all__ = ["KINDS", "ONLY_IF_ASKED", "Done", "Mended", "fixes_for", "mend"]
