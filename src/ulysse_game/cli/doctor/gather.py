"""Looking at the machine, the one place that does: each part by itself, so that none hides others.

Nothing is changed. To know whether a folder can be written, a file of no bytes is written there
and removed again. Whatever is broken, something is gathered: a part that cannot be looked at is
named, and the others are looked at all the same.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

from ulysse_game import __version__
from ulysse_game.cli import surroundings
from ulysse_game.cli.doctor import disks
from ulysse_game.cli.doctor.facts import Facts, Folder, Package, Saves, Terminal, Told
from ulysse_game.cli.surroundings import printable, tilde

_DISTRIBUTION = "ulysse-game"
_REQUIREMENT = re.compile(
    r"([A-Za-z0-9._-]+)\s*([^;@]*?)\s*(?:;\s*extra\s*==\s*[\"'](\w+)[\"'])?", re.ASCII
)
_MODULES = {"pyyaml": "yaml"}
_PLAYERS_EXTRAS = ("", "web", "lsp")
_LONGEST_START = 30  # seconds; what takes longer is not worth waiting for

_Found = TypeVar("_Found")
Pairs: TypeAlias = tuple[tuple[str, str], ...]


def gathered(save_dir: str | None, environment: Mapping[str, str], *, measures: bool) -> Facts:
    """Everything there is to know; with ``measures`` also how long the screen takes to load."""
    unseen: list[tuple[str, str]] = []

    def seen(part: str, look: Callable[[], _Found], otherwise: _Found) -> _Found:
        try:
            return look()
        except Exception as error:  # whatever it is, it is what was asked for
            unseen.append((part, printable(tilde(f"{type(error).__name__}: {error}"))))
            return otherwise

    no_settings: tuple[Pairs, bool] = ((), True)
    settings, has_settings = seen("settings", lambda: _settings(save_dir), no_settings)
    no_packages: tuple[Package, ...] = ()
    packages = seen("libraries", lambda: tuple(_packages()), no_packages)
    return Facts(
        __version__,
        seen("versions", surroundings.python, "3"),
        seen("versions", surroundings.system, ""),
        seen("terminal", lambda: terminal(environment), Terminal("", is_there=False)),
        seen("folders", lambda: tuple(_folders(save_dir)), ()),
        seen("saves", lambda: disks.saves(save_dir), Saves()),
        seen("story", _story, Told(cache="unknown")),
        packages,
        bool(packages),
        seen("libraries", _has_libyaml, True),
        seen("variables", lambda: tuple(surroundings.variables(environment)), ()),
        settings,
        not has_settings,
        seen("start", _seconds, -1.0) if measures else -1.0,
        tuple(unseen),
    )


def terminal(environment: Mapping[str, str]) -> Terminal:
    """What the terminal says of itself, and how the game takes it."""
    from ulysse_game.ui.tui.able import able

    columns, rows = surroundings.size()
    spoken = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return Terminal(
        printable(environment.get("TERM", "")),
        all(each is not None and each.isatty() for each in (sys.stdin, sys.stdout)),
        columns,
        rows,
        colours(environment),
        able(None, environment).signs,
        printable(next((each for each in spoken if each), "")),
        tuple(_around(environment)),
    )


def colours(environment: Mapping[str, str]) -> str:
    """How many the screen will use, as Rich finds it out: a test holds the two together."""
    if environment.get("NO_COLOR"):
        return "none"
    chosen = environment.get("TEXTUAL_COLOR_SYSTEM", "auto")
    named = {"truecolor": "true", "256": "256", "standard": "16", "windows": "16"}
    if chosen in named:
        return named[chosen]
    term = environment.get("TERM", "").strip().lower()
    if term in ("dumb", "unknown"):
        return "none"
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "true"
    if os.name != "posix":
        return "true" if "WT_SESSION" in environment else "16"
    return "256" if term.rpartition("-")[2] in ("256color", "kitty") else "16"


def _around(environment: Mapping[str, str]) -> Iterator[str]:
    for name, variable in (
        ("tmux", "TMUX"), ("screen", "STY"), ("ssh", "SSH_CONNECTION"), ("wsl", "WSL_DISTRO_NAME"),
    ):  # fmt: skip
        if environment.get(variable):
            yield name
    if sys.platform == "win32" and "WT_SESSION" not in environment:
        yield "windows"


def _folders(save_dir: str | None) -> Iterator[Folder]:
    from ulysse_game.storage import StorageTrouble, cache_folder, save_folder, settings_folder

    for what in ("saves", "settings", "cache"):
        try:
            path = (
                save_folder(save_dir) if what == "saves"
                else settings_folder(save_dir) if what == "settings" else cache_folder()
            )  # fmt: skip
        except StorageTrouble:
            yield Folder(what, "", is_there=False)
            continue
        yield disks.folder(what, path)


def _settings(save_dir: str | None) -> tuple[Pairs, bool]:
    """The settings that were kept, and whether the file could be read; none is as good as one."""
    from ulysse_game.cli.settings import all_remembered
    from ulysse_game.storage import NotHere, Shelf, StorageTrouble, settings_folder

    kept = tuple(sorted(all_remembered(save_dir).items()))
    try:
        data = Shelf(settings_folder(save_dir)).read("settings")
    except NotHere:
        return kept, True
    except StorageTrouble:
        return kept, False
    shown = tuple((printable(name), printable(value)) for name, value in kept)
    return shown, bool(kept) or data.strip() == b"{}"


def _story() -> Told:
    from ulysse_game.cli.stories import story_folder
    from ulysse_game.cli.trouble import Misuse

    try:
        folder = story_folder(None)
    except Misuse as trouble:
        return Told(trouble=str(trouble), cache="unknown")
    shown = printable(tilde(str(folder.absolute())))
    from ulysse_game.cli.stories import story_cache
    from ulysse_game.compiler import cache, compile_folder
    from ulysse_game.diagnostics import Severity

    kept = story_cache()
    story, errors = cache.load(folder, kept) if kept is not None else None, 0
    is_fresh = story is not None
    if story is None:
        compiled = compile_folder(folder)
        story = compiled.story
        errors = sum(each.severity is Severity.ERROR for each in compiled.diagnostics)
    if story is None:
        return Told(shown, errors=errors, cache="unknown")
    world = story.world
    held: tuple[str, int, str, int] = (world.id, world.version, story.digest, len(story.scenes))
    return Told(shown, *held, cache="fresh" if is_fresh else "missing")


def _packages() -> Iterator[Package]:
    """Every library that players and writers need, with its bounds; none if nobody tells them."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        wanted = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return
    for each in wanted:
        match = _REQUIREMENT.fullmatch(each)
        if match is None or (match[3] or "") not in _PLAYERS_EXTRAS:
            continue
        name, found = match[1], surroundings.version_of(match[1])
        yield Package(name, found, match[2], match[3] or "", not found or _loads(name))


def _loads(package: str) -> bool:
    """Whether Python finds a package's code; nothing of it is run."""
    from importlib.util import find_spec

    try:
        return find_spec(_MODULES.get(package.lower(), package.replace("-", "_"))) is not None
    except ImportError:
        return False


def _has_libyaml() -> bool:
    """Whether PyYAML has its fast half; a PyYAML that is missing is told of by its name."""
    from importlib.util import find_spec

    return not _loads("pyyaml") or find_spec("yaml._yaml") is not None


def _seconds() -> float:
    """How long another process takes to load the screen and to end."""
    from subprocess import DEVNULL, TimeoutExpired, run
    from time import perf_counter

    if getattr(sys, "frozen", False) or not sys.executable:
        return -1.0
    code = "import ulysse_game.cli.play, ulysse_game.ui.tui.app"
    path = str(Path(__file__).resolve().parents[3])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((path, *_python_path()))}
    command = [sys.executable, "-P", "-c", code]
    began = perf_counter()
    try:
        ended = run(  # noqa: S603 - this very program, by its own path
            command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, env=environment,
            timeout=_LONGEST_START, check=False,
        )  # fmt: skip
    except TimeoutExpired:
        return float(_LONGEST_START)
    return perf_counter() - began if ended.returncode == 0 else -1.0


def _python_path() -> list[str]:
    return [each for each in (os.environ.get("PYTHONPATH", ""),) if each]
