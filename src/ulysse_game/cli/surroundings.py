"""What is known of where the game runs: versions, the terminal, the variables that change it.

For the report of a mistake and for ``ulysse doctor``. Nothing private is in it: the player's own
folder is ``~`` wherever it stands, and no variable is read but those that change the game.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import PurePath

LIBRARIES = ("textual", "rich", "PyYAML", "platformdirs", "wcwidth", "textual-serve", "pygls")
"""Those that the game stands on, by the names of their packages; the last two if installed."""

_NAMES = frozenset((
    "COLORFGBG", "COLORTERM", "COLUMNS", "FORCE_COLOR", "LANG", "LINES", "NO_COLOR", "PYTHONPATH",
    "SSH_CONNECTION", "STY", "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TMUX", "VTE_VERSION",
    "WSL_DISTRO_NAME", "WT_SESSION", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
))  # fmt: skip
_BEGINNINGS = ("LC_", "TEXTUAL", "ULYSSE_", "PYTHONDONTWRITE", "PYTHONIO", "PYTHONUTF8")
_ONLY_SET = frozenset(("SSH_CONNECTION", "STY", "TMUX", "WSL_DISTRO_NAME", "WT_SESSION"))
"""Of these it matters that they are set; what they hold is nobody's business."""


def tilde(text: str) -> str:
    """The text with ``~`` in the place of the player's own folder, as often as it stands there."""
    for home in _homes():
        text = text.replace(home, "~")
    return text


def printable(text: str) -> str:
    """One line that a terminal and YAML can take: any other character as Python writes it."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in text
    )


def variables(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The variables that change how the game runs or looks, sorted, each with its value."""
    for name in sorted(environment):
        if name in _NAMES or name.startswith(_BEGINNINGS):
            value = "set" if name in _ONLY_SET else printable(tilde(environment[name]))
            yield name, value


def python() -> str:
    """The Python that runs this, and which implementation."""
    return f"{platform.python_version()} ({platform.python_implementation()})"


def system() -> str:
    """The system and its version."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def version_of(package: str) -> str:
    """The version of an installed package; nothing where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return str(version(package) or "")
    except PackageNotFoundError:
        return ""


def size() -> tuple[int, int]:
    """The columns and rows of the terminal; 0 and 0 where there is none."""
    for descriptor in (1, 2, 0):
        try:
            columns, rows = os.get_terminal_size(descriptor)
        except (OSError, ValueError):
            continue
        if columns and rows:
            return columns, rows
    return 0, 0


def command_line() -> str:
    """What was typed to start this, as far as a shell hands it on."""
    program, *rest = sys.argv or [""]
    name = "ulysse" if PurePath(program).name == "__main__.py" else PurePath(program).name
    return printable(tilde(" ".join((name, *rest))))


def _homes() -> Iterator[str]:
    """The player's own folder as it may be written: by its name, and where links lead."""
    home = os.path.expanduser("~")
    if len(PurePath(home).parts) > 1:  # else it is no folder of its own: "/", or unknown
        yield home
        real = os.path.realpath(home)
        if real != home and len(PurePath(real).parts) > 1:
            yield real
