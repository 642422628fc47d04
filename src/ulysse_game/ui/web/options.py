"""What the server is told by whoever starts it; it decides nothing of this itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HOST = "127.0.0.1"
"""The loopback: no other machine can reach it, whatever its name server says."""

SESSIONS = 3
"""How many may play at once unless somebody says otherwise; each is a process."""


class Options(NamedTuple):
    """How the game is served.

    ``folder`` holds a folder of saves for each browser. ``command`` gives the program and its
    arguments that play in such a folder, in a language; ``language`` chooses that language from
    the folder and the browser's own wish (its ``Accept-Language``). ``titles`` are the story's, by
    language. ``port`` 0 takes a free one. ``opened`` is told the address, once it can be opened.
    """

    folder: Path
    command: Callable[[Path, str], Sequence[str]]
    language: Callable[[Path, str], str]
    titles: Mapping[str, str]
    opened: Callable[[str], None]
    port: int = 0
    sessions: int = SESSIONS
