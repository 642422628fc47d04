"""What testers and players have of the old story, tried on the new one: scripts and saved games."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ulysse_game.compiler import Compiled
from ulysse_game.engine import Machine
from ulysse_game.playtest.replay import replay
from ulysse_game.playtest.saves import Checked, check, save_files
from ulysse_game.playtest.script import read


class Broken(NamedTuple):
    """A script that passed and fails now: at which line or choice, and the first difference."""

    file: str
    step: int
    wanted: str
    found: tuple[str, ...]


class Scripts(NamedTuple):
    """Scripts replayed on both: how many pass on both, on neither; which broke, which mended."""

    both: int
    neither: int
    broken: tuple[Broken, ...]
    mended: tuple[str, ...]


class Saves(NamedTuple):
    """Saved games loaded in both: how many there are, and those that lose more than before."""

    all: int
    losing: tuple[Checked, ...]


def scripts_of(
    files: Iterable[str], old: Compiled, new: Compiled, machines: tuple[Machine, Machine]
) -> Scripts:
    """Replay every script in both."""
    both = neither = 0
    broken: list[Broken] = []
    mended: list[str] = []
    for file in files:
        before, after = (
            _first_failure(file, old, machines[0]),
            _first_failure(file, new, machines[1]),
        )
        if before is None and after is None:
            both += 1
        elif before is None and after is not None:
            broken.append(after)
        elif after is None:
            mended.append(Path(file).as_posix())
        else:
            neither += 1
    return Scripts(both, neither, tuple(broken), tuple(mended))


def _first_failure(file: str, compiled: Compiled, machine: Machine) -> Broken | None:
    """Where a script first fails; nothing if it passes."""
    found = read(file, compiled)
    if found.script is None:
        errors = [each for each in found.diagnostics if each.severity.value == "error"]
        line = errors[0].span.line if errors else 0
        said = tuple(each.message for each in errors[:1]) or (found.trouble,)
        return Broken(found.file, line, "a script for this story", said)
    failures = replay(machine, found.script).failures
    if not failures:
        return None
    first = failures[0]
    return Broken(found.file, first.step, first.wanted, first.found)


def saves_of(folder: Path, old: Machine, new: Machine) -> Saves:
    """Load every save in both; one that loses as much in the old story already is no news."""
    count = 0
    losing: list[Checked] = []
    for each in save_files(folder):
        count += 1
        now = check(new, each)
        if now.loses and not check(old, each).loses:
            losing.append(now)
    return Saves(count, tuple(losing))
