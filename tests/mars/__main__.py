"""`python -m tests.mars` draws the map and writes it where the game reads it."""

from __future__ import annotations

from pathlib import Path

import ulysse_game.view
from tests.mars.draw import drawn_map
from ulysse_game.view.picture import write_png

MAP = Path(ulysse_game.view.__file__).parent / "mars.png"

if __name__ == "__main__":
    MAP.write_bytes(write_png(drawn_map()))
    print(f"{MAP.name}: {MAP.stat().st_size} bytes")
