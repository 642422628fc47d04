"""Story files written by a tool: whole or not at all, where a link stays a link."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from ulysse_game.compiler.sources import is_within
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import marked


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, or where none is: at no instant is there half a file.

    The folder is made if it is missing; a file that was there keeps who may read it. Raises
    ``OSError``.
    """
    replace_all({path: data})


def keep_within(folder: Path, paths: Iterable[Path]) -> None:
    """Raises ``StorageTrouble`` if one of these leads out of ``folder`` by a link.

    For what is written where the story itself says, not where the writer does: a story may come
    from a stranger, and a link in it may lead to any file of whoever translates it.
    """
    for path in paths:
        if not is_within(path, folder):
            raise StorageTrouble(
                marked("“{path}” leads out of the story’s folder; nothing was written."),
                path=str(path),
            )


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Put all of these in their places, or none: a name changed in half a story helps nobody.

    All of them are on the disk beside the old ones before the first takes its place, so that a full
    disk or a folder that may not be written to changes nothing. Raises ``OSError``.
    """
    beside: dict[Path, Path] = {}
    try:
        for target, data in {path.resolve(): data for path, data in files.items()}.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            new = target.with_name(f".{target.name}.{os.getpid()}.new")
            with open(new, "xb") as file:
                beside[target] = new
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, new)
        for target, new in beside.items():
            os.replace(new, target)
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)
