"""``python -m ulysse_game`` does what ``ulysse`` does."""

import sys

from ulysse_game.cli import main

if __name__ == "__main__":
    sys.exit(main())
