"""Many scripts replayed, each to one outcome: plain data that travels between processes.

An outcome holds everything that any report says of a script, so that a person's lines, JSON, JUnit
and TAP tell the same. Nothing here writes a file; ``golden`` keeps transcripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from ulysse_game.compiler import Compiled
from ulysse_game.diagnostics.plain_text import clean
from ulysse_game.diagnostics.render import render
from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.opening import opened
from ulysse_game.playtest.replay import Result, is_told, replay
from ulysse_game.playtest.report import transcript, what_failed
from ulysse_game.playtest.script import Found, error_of, is_saved_game, read

FEW = 160
"""So many scripts are replayed sooner than other processes have begun."""


class Job(NamedTuple):
    """One script to replay, the ``number``-th of all, counted from 1.

    ``folder`` is the story's, ``cache`` that of compiled stories or empty: walkthroughs are read
    by the names it declares. ``transcripts`` are the languages to write every page in, of which
    the empty one is the script's own. ``story`` is the folder that commands name, and ``language``
    that of the pages shown with a failure, empty for the script's own.
    """

    number: int
    file: str
    folder: str
    cache: str = ""
    transcripts: tuple[str, ...] = ()
    story: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        """What the script's transcripts are called: the file's name without its ending."""
        return clean(Path(self.file).stem)


class Told(NamedTuple):
    """A failure as data, as ``Failure`` has it; also of kind ``unreadable`` or ``transcript``."""

    step: int
    kind: str
    wanted: str
    found: tuple[str, ...]


class Outcome(NamedTuple):
    """What came of one script.

    ``lines`` tell its failures to a person. ``transcripts`` are languages, each with the text of
    every page. ``seconds`` is how long it took, which no report that is compared holds.
    """

    number: int
    file: str
    name: str
    choices: int
    ending: str
    failures: tuple[Told, ...]
    lines: tuple[str, ...]
    transcripts: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether everything was as it should be."""
        return not self.failures


_opened: dict[tuple[str, str], Compiled] = {}
"""The stories opened in this process with their names, by folder and cache."""


def keep_open(folder: str, cache: str, compiled: Compiled) -> None:
    """Let jobs of this folder use a story that is open already, with its names."""
    if compiled.declared is not None:
        _opened[folder, cache] = compiled


def play(machine: Machine, job: Job) -> Outcome:
    """Read and replay one script."""
    began = perf_counter()
    found = _found(machine, job)
    if found.script is None:
        wrong = tuple(what_is_wrong(found))
        told = Told(0, "unreadable", "a walkthrough or a saved game", wrong)
        return Outcome(job.number, found.file, job.name, 0, "", (told,), wrong)
    result = replay(machine, found.script)
    failures = tuple(
        Told(each.step, each.kind, each.wanted, each.found) for each in result.failures
    )
    lines = tuple(what_failed(machine, result, job.story, job.language))
    if error := error_of(found):
        lines += (against_report(error, result),)
    languages = tuple(language or result.language for language in job.transcripts)
    transcripts = tuple((each, transcript_text(machine, result, each)) for each in languages)
    return Outcome(
        job.number,
        found.file,
        job.name,
        len(result.choices),
        result.moments[-1].after.ending if result.moments else "",
        failures,
        lines,
        transcripts,
        perf_counter() - began,
    )


def _found(machine: Machine, job: Job) -> Found:
    """The script of a job; the names to read a walkthrough by are taken down once a process."""
    if is_saved_game(job.file):
        return read(job.file, Compiled(machine.story))
    key = job.folder, job.cache
    compiled = _opened.get(key)
    if compiled is None or compiled.story is None:
        compiled = opened(Path(job.folder), Path(job.cache) if job.cache else None)
        keep_open(*key, compiled)
    if compiled.story is None or compiled.story.digest != machine.story.digest:
        _opened.pop(key, None)
        return Found(job.file, None, trouble="the story was edited while scripts were replayed.")
    return read(job.file, compiled._replace(story=machine.story))


def against_report(error: str, result: Result) -> str:
    """Whether what stopped the game when this report was written stops it again, in one line."""
    told = [found for each in result.failures if each.kind == "crash" for found in each.found]
    if any(is_told(error, each) for each in told):
        return f"{result.file}: the error of this report comes again: {error}"
    if told:
        return f"{result.file}: another error comes than that of this report: {error}"
    return f"{result.file}: the error of this report does not come again: {error}"


def transcript_text(machine: Machine, result: Result, language: str) -> str:
    """Every page of a replay as the text of a file."""
    return "\n".join(transcript(machine, result, language)).strip("\n") + "\n"


def play_all(cores: Cores, jobs: Iterable[Job]) -> Iterator[Outcome]:
    """Replay them all, told in their order."""
    return cores.ordered(play, jobs)


def shard(files: list[str], part: int, of: int) -> list[tuple[int, str]]:
    """Every ``of``-th file from the ``part``-th on, each with its number among all; from 1."""
    return list(enumerate(files, 1))[part - 1 :: of]


def what_is_wrong(found: Found) -> Iterator[str]:
    """Why a file is no script, a line each."""
    if found.trouble:
        yield f"{found.file}: {found.trouble}"
    if found.diagnostics:
        yield from render(found.diagnostics, {found.file: found.text}, "human").splitlines()
