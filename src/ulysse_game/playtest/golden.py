"""Transcripts that are kept: every page of a script in a file, beside what it reads now.

A kept transcript is ``NAME.LANGUAGE.txt``. One that differs fails its script and is shown as a
unified diff; ``accept`` writes it anew, and the diff is what was accepted. Walkthroughs themselves
are never rewritten: what a person expects is not for a tool to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from ulysse_game.playtest.suite import Outcome, Told

_END = "\n"


class Difference(NamedTuple):
    """A transcript that is not as it was kept: the file, what it reads now, and the diff.

    ``is_new`` says that none was kept; a line says so in place of the diff.
    """

    path: Path
    text: str
    diff: tuple[str, ...]
    is_new: bool = False


def transcript_path(folder: Path, name: str, language: str) -> Path:
    """Where the transcript of this name and language is kept."""
    return folder / f"{name}.{language}.txt"


def differences(outcome: Outcome, folder: Path) -> Iterator[Difference]:
    """What of a script's transcripts is not as ``folder`` has it; raises ``OSError``."""
    for language, text in outcome.transcripts:
        path = transcript_path(folder, outcome.name, language)
        kept: str | None
        try:
            kept = path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")
        except FileNotFoundError:
            kept = None
        if kept is None:
            told = f"{path.as_posix()}: kept for the first time, {text.count(_END)} lines"
            yield Difference(path, text, (told,), is_new=True)
        elif kept != text:
            name = path.as_posix()
            lines = unified_diff(kept.splitlines(), text.splitlines(), name, name, lineterm="")
            yield Difference(path, text, tuple(lines) or (f"{name}: its last line has no end",))


def held_against(outcome: Outcome, folder: Path) -> Outcome:
    """The outcome, failed where its transcripts differ from those that are kept.

    One that failed already is left as it is: its pages are not those that were meant.
    """
    if not outcome.passed:
        return outcome
    failures: list[Told] = []
    lines: list[str] = []
    for each in differences(outcome, folder):
        wanted = f"the transcript {each.path.as_posix()}"
        found = ("there is none; --update keeps it as it reads now.",) if each.is_new else each.diff
        failures.append(Told(0, "transcript", wanted, found))
        lines += [f"{each.path.as_posix()}: {found[0]}"] if each.is_new else each.diff
    return outcome._replace(failures=tuple(failures), lines=(*outcome.lines, *lines))


def accept(difference: Difference) -> None:
    """Keep a transcript as it reads now; raises ``OSError``."""
    difference.path.parent.mkdir(parents=True, exist_ok=True)
    difference.path.unlink(missing_ok=True)  # a link that lies there is not written through
    difference.path.write_bytes(difference.text.encode("utf-8"))
