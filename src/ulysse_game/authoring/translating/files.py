"""Files of the translators: read whole, written in one instant, with the line ends they had.

A catalogue that was saved with the line ends of Windows keeps them; a byte-order mark goes. A file
is written only if its bytes differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ulysse_game.authoring.files import replace_all


def written(path: Path, text: str, is_asked: bool = False) -> bool:
    """Put ``text`` (with plain line ends) at ``path``; whether anything had to be changed.

    With ``is_asked`` nothing is written. A kill at any instant leaves the old file or the new one.
    Raises ``OSError``.
    """
    return bool(written_all({path: text}, is_asked))


def written_all(texts: Mapping[Path, str], is_asked: bool = False) -> frozenset[Path]:
    """Put each text at its path, as ``written`` does, all of them or none; those that changed."""
    changed = {}
    for path, text in texts.items():
        before = path.read_bytes() if path.is_file() else None
        if before is not None and has_windows_ends(before):
            text = text.replace("\n", "\r\n")
        data = text.encode("utf-8")
        if data != before:
            changed[path] = data
    if not is_asked:
        replace_all(changed)
    return frozenset(changed)


def has_windows_ends(data: bytes) -> bool:
    """Whether most of its lines end as Windows has them."""
    return data.count(b"\r\n") * 2 > data.count(b"\n")
