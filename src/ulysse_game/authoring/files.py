"""Story files written by a tool: whole or not at all, where a link stays a link."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, or where none is: at no instant is there half a file.

    The folder is made if it is missing; a file that was there keeps who may read it. Raises
    ``OSError``.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with open(beside, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
