"""Walkthroughs and saved games as pytest's tests: each script is one, named as it names itself.

``pytest_plugin`` asks for them, only where a project's settings name folders of them. A failure
reads as ``ulysse replay`` tells it, without a traceback: it is the story that failed, not Python.
A story is opened once a session.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ulysse_game.compiler import Compiled
from ulysse_game.diagnostics.render import render
from ulysse_game.engine import Machine
from ulysse_game.playtest.opening import opened
from ulysse_game.playtest.replay import replay
from ulysse_game.playtest.report import what_failed
from ulysse_game.playtest.script import LARGEST, is_saved_game, read
from ulysse_game.playtest.suite import what_is_wrong

_HEAD = re.compile(rb"^walkthrough[ \t]*:", re.MULTILINE)
_stories: pytest.StashKey[dict[Path, tuple[Compiled, Machine | None]]] = pytest.StashKey()


class Failed(Exception):  # noqa: N818 - it is nobody’s error
    """A script that did not pass; ``lines`` tell it."""

    def __init__(self, lines: Iterable[str]) -> None:
        """For these reasons."""
        self.lines = tuple(lines)
        super().__init__(next(iter(self.lines), ""))


class ScriptFile(pytest.File):
    """A walkthrough or a saved game, for the story in the folder ``story``."""

    story: Path

    def collect(self) -> Iterator[pytest.Item]:
        """The one test of this file."""
        item: ScriptItem = ScriptItem.from_parent(self, name=_name(self.path))
        item.story = self.story
        yield item


class ScriptItem(pytest.Item):
    """One replay."""

    story: Path

    def runtest(self) -> None:
        """Replay it; raises ``Failed``."""
        compiled, machine = _opened(self.config, self.story)
        if machine is None:
            folder = _shown(self.story, self.config)
            raise Failed(
                render(compiled.diagnostics, compiled.sources, "human", folder=folder).splitlines()
            )
        found = read(str(self.path), compiled, _shown(self.path, self.config))
        if found.script is None:
            raise Failed(what_is_wrong(found))
        result = replay(machine, found.script)
        if not result.passed:
            raise Failed(what_failed(machine, result, _shown(self.story, self.config)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What failed, as a replay tells it; anything else with its traceback."""
        if isinstance(excinfo.value, Failed):
            return "\n".join(excinfo.value.lines)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, 0, self.name


def collected(
    file: Path, parent: pytest.Collector, folders: Sequence[str]
) -> pytest.Collector | None:
    """The tests of ``file`` if it is a script in one of ``folders``; else nothing.

    Each of ``folders`` is a path, or a path, ``=`` and the path of its story, from where the
    settings stand.
    """
    config = parent.config
    here = config.inipath.parent if config.inipath is not None else config.rootpath
    for line in folders:
        folder, _, story = (part.strip() for part in line.partition("="))
        if file.is_relative_to((here / folder).resolve()) and _is_script(file):
            found: ScriptFile = ScriptFile.from_parent(parent, path=file)
            found.story = (here / (story or config.getini("ulysse_story"))).resolve()
            return found
    return None


def _is_script(file: Path) -> bool:
    if file.suffix == ".json":
        return is_saved_game(str(file))
    try:
        with file.open("rb") as opened_file:
            return _HEAD.search(opened_file.read(LARGEST)) is not None
    except OSError:
        return False


def _name(file: Path) -> str:
    """What a walkthrough calls itself; a saved game by its file’s name."""
    if file.suffix == ".json":
        return file.stem
    found = re.search(r"^walkthrough[ \t]*:[ \t]*(\S+)", file.read_text("utf-8", "replace"), re.M)
    return found[1] if found else file.stem


def _opened(config: pytest.Config, folder: Path) -> tuple[Compiled, Machine | None]:
    """The story in a folder, opened once; kept between sessions where pytest keeps its own."""
    stories = config.stash.setdefault(_stories, {})
    if folder not in stories:
        kept = getattr(config, "cache", None)
        compiled = opened(folder, None if kept is None else Path(kept.mkdir("ulysse")))
        stories[folder] = compiled, None if compiled.story is None else Machine(compiled.story)
    return stories[folder]


def _shown(path: Path, config: pytest.Config) -> str:
    """A path as the developer types it: from where pytest was started, if it lies within."""
    try:
        return path.relative_to(config.invocation_params.dir.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
