"""``python -m ulysse_game`` does what ``ulysse`` does."""

import sys

from ulysse_game.cli import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # one file: its workers start by starting it again
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
