"""Addresses of files as editors write them, and back."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit


def path_of(uri: str) -> Path | None:
    """The file an address names; nothing for what is no file of this machine."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if len(path) > 2 and path[0] == "/" and path[2] == ":":  # file:///C:/…
        path = path[1:]
    return Path(path)


def address(path: Path) -> str:
    """The address of a file."""
    text = path.as_posix()
    return "file://" + quote(text if text.startswith("/") else "/" + text)
