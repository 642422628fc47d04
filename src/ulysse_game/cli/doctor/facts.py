"""What ``ulysse doctor`` has found out, as plain data: nothing here looks at anything.

Paths and values are as they may be shown: the player's own folder is ``~``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Cache = Literal["fresh", "missing", "unknown"]


class Terminal(NamedTuple):
    """The terminal: ``columns`` and ``rows`` are 0 where nobody knows them.

    ``colours`` are ``true``, ``256``, ``16`` or ``none``; ``signs`` as ``ui.tui.able`` has them.
    ``around`` is what stands between it and the game: tmux, screen, ssh, wsl, windows.
    """

    term: str = "xterm-256color"
    is_there: bool = True
    columns: int = 80
    rows: int = 24
    colours: str = "true"
    signs: str = "all"
    locale: str = "C.UTF-8"
    around: tuple[str, ...] = ()


class Folder(NamedTuple):
    """A folder of the game's: ``what`` is ``saves``, ``settings`` or ``cache``.

    ``path`` is empty where the system names none. ``trouble`` is why nothing can be written there,
    in the system's words; ``free`` are bytes, -1 where nobody knows.
    """

    what: str
    path: str
    is_there: bool = True
    trouble: str = ""
    free: int = -1
    has_locks: bool = True
    leads_to: str = ""


class Saves(NamedTuple):
    """What is in the folder of saves, by file names.

    ``known`` counts the saves; ``older`` are those of which only the generation before can be
    read, ``lost`` those of which neither can. ``odd`` are links, pipes and folders where a file
    should be; ``aside`` what was set aside as damaged, ``left`` what killed games left, ``reports``
    those of crashes, newest last.
    """

    known: int = 0
    older: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class Told(NamedTuple):
    """The story that would be played; ``errors`` are its mistakes, ``trouble`` why there is none.

    ``scenes`` counts them.
    """

    path: str = ""
    id: str = ""
    version: int = 0
    digest: str = ""
    scenes: int = 0
    errors: int = 0
    trouble: str = ""
    cache: Cache = "fresh"


class Package(NamedTuple):
    """A library: the version found, empty if none, and those that will do: ``>=8.2,<9``.

    ``extra`` names what it is needed for, if not for playing. ``loads`` is whether Python finds
    what was installed.
    """

    name: str
    found: str
    wanted: str = ""
    extra: str = ""
    loads: bool = True


class Facts(NamedTuple):
    """Everything. ``unseen`` are parts that could not be looked at, each with the error's kind.

    ``settings`` are those that were kept; ``settings_trouble`` says that the file could not be
    read. ``seconds`` is what loading the screen took in a process of its own, -1 if not measured.
    """

    ulysse: str
    python: str
    system: str
    terminal: Terminal = Terminal()
    folders: tuple[Folder, ...] = ()
    saves: Saves = Saves()
    story: Told = Told()
    packages: tuple[Package, ...] = ()
    is_installed: bool = True
    has_libyaml: bool = True
    variables: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    settings_trouble: bool = False
    seconds: float = -1.0
    unseen: tuple[tuple[str, str], ...] = ()
