"""`python -m tests.plates [ID…]`: draw the plates (all, or those named) into `story/plates/`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.plates.catalogue import PLATES
from tests.plates.png import packed
from tests.plates.sheet import HEIGHT, WIDTH

FOLDER = Path(__file__).parent.parent.parent / "story" / "plates"


def main(ids: list[str]) -> None:
    """Draw each and say how large its file is."""
    FOLDER.mkdir(exist_ok=True)
    for plate in ids or sorted(PLATES):
        data = packed(PLATES[plate]().printed(), WIDTH, HEIGHT)
        (FOLDER / f"{plate}.png").write_bytes(data)
        print(f"{plate}: {len(data):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
