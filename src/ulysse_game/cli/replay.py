"""Replays walkthroughs and saved games, and says where they no longer lead as they should.

With --transcripts every page is held against the transcript that was kept of it; --update keeps
them as they read now, and prints what changed.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_story
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import sound, story_cache, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import LANGUAGES, marked

if TYPE_CHECKING:
    from ulysse_game.compiler import Compiled
    from ulysse_game.playtest.suite import Job, Outcome
    from ulysse_game.story import Story


def options(parser: ArgumentParser) -> None:
    """What may follow ``replay``."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH",
        help="a walkthrough, a saved game, or a folder of them",
    )  # fmt: skip
    add_story(parser)
    parser.add_argument(
        "--language", choices=(*LANGUAGES, "all"),
        help="of the pages (default: each script’s own; of kept transcripts: all)",
    )  # fmt: skip
    pages = parser.add_argument_group("every page")
    pages.add_argument("--transcript", action="store_true", help="print every page")
    pages.add_argument(
        "-o", "--output", metavar="DIR",
        help="with --transcript: write NAME.LANGUAGE.txt there instead",
    )  # fmt: skip
    pages.add_argument(
        "--transcripts", metavar="DIR", help="fail where a page is not as NAME.LANGUAGE.txt has it"
    )
    pages.add_argument(
        "--update", action="store_true",
        help="with --transcripts: keep what differs as it reads now, and print the difference",
    )  # fmt: skip
    report = parser.add_argument_group("reports")
    report.add_argument("--format", choices=("human", "json"), default="human")
    report.add_argument("--tap", action="store_true", help="print TAP, version 14")
    report.add_argument("--junit", metavar="FILE", help="also write JUnit XML there")
    report.add_argument(
        "--shard", metavar="I/N", type=_shard, default=(1, 1),
        help="replay every N-th file from the I-th on; “ulysse report merge” joins JSON reports",
    )  # fmt: skip
    report.add_argument(
        "--cores", type=int, default=0, metavar="N",
        help="work in N processes (default: one for a few files, else as many as there are cores)",
    )  # fmt: skip


def run(arguments: Namespace) -> int:
    """Replays each; any that fails makes the exit code 1."""
    from ulysse_game.engine import Machine
    from ulysse_game.explore.cores import Cores
    from ulysse_game.playtest.suite import FEW, keep_open, play_all

    _refuse_what_does_not_fit(arguments)
    files = files_at(arguments.paths)
    compiled = compiled_story(arguments.story, are_names_needed=False)
    if compiled is None or compiled.story is None:
        return ERRORS
    folder, cache = str(story_folder(arguments.story)), str(story_cache() or "")
    jobs = list(_jobs(files, compiled.story, arguments, folder, cache))
    keep_open(folder, cache, compiled)
    count = arguments.cores or (1 if len(jobs) <= FEW else 0)
    telling = _Telling(arguments, len(files), len(jobs))
    where = Path(folder), Path(cache) if cache else None
    with Cores(Machine(compiled.story), count, *where) as cores:
        outcomes = [telling.told(outcome) for outcome in play_all(cores, jobs)]
    return telling.end(compiled.story, outcomes)


def files_at(paths: Iterable[str]) -> list[str]:
    """The scripts at these paths; raises ``Misuse`` where there are none."""
    from ulysse_game.playtest import find

    try:
        files = find(paths)
    except FileNotFoundError as missing:
        raise Misuse(marked("There is nothing at {path}."), path=missing) from None
    if not files:
        listed = ", ".join(paths)
        raise Misuse(marked("There is no walkthrough and no saved game in {path}."), path=listed)
    return files


def compiled_story(chosen: str | None, are_names_needed: bool = True) -> Compiled | None:
    """The story, ready for scripts; nothing if it has errors: they stand on standard error then.

    It comes from the cache where that is possible. Without ``are_names_needed`` only saved games
    can be read for it.
    """
    from ulysse_game.playtest.opening import opened

    folder = story_folder(chosen)
    compiled = sound(opened(folder, story_cache(), are_names_needed), folder)
    return None if compiled.story is None else compiled


def _refuse_what_does_not_fit(arguments: Namespace) -> None:
    for name, needs, is_wrong in (
        ("--update", "--transcripts", arguments.update and not arguments.transcripts),
        ("--output", "--transcript", arguments.output and not arguments.transcript),
    ):
        if is_wrong:
            raise Misuse(marked("{option} goes with {other}."), option=name, other=needs)
    is_text = not arguments.tap and arguments.format == "human"
    if arguments.transcript and not arguments.output and not is_text:
        raise Misuse(marked("{option} goes with {other}."), option="--transcript", other="-o DIR")
    if arguments.tap and arguments.format == "json":
        raise Misuse(marked("{option} does not go with {other}."), option="--tap", other="json")


def _jobs(
    files: list[str], story: Story, arguments: Namespace, folder: str, cache: str
) -> Iterator[Job]:
    from ulysse_game.playtest.suite import Job, shard

    chosen = arguments.language
    languages: tuple[str, ...] = ()
    if arguments.transcript or arguments.transcripts:
        is_all = chosen == "all" or (arguments.transcripts and not chosen)
        languages = story.world.languages if is_all else (chosen or "",)
    language = "" if chosen == "all" else chosen or ""
    names: dict[str, str] = {}
    for number, file in shard(files, *arguments.shard):
        job = Job(number, file, folder, cache, languages, arguments.story or "", language)
        if (arguments.output or arguments.transcripts) and names.setdefault(job.name, file) != file:
            raise Misuse(
                marked("{path} and {other} would have the same transcript."),
                path=names[job.name], other=file,
            )  # fmt: skip
        yield job


class _Telling:
    """What is printed and written of outcomes, as they come and at the end."""

    def __init__(self, arguments: Namespace, files: int, jobs: int) -> None:
        self.arguments = arguments
        self.files = files
        self.jobs = jobs
        self.done = 0
        self.is_human = arguments.format == "human" and not arguments.tap
        self.shows_progress = sys.stderr.isatty() and not (self.is_human and sys.stdout.isatty())
        if arguments.tap:
            from ulysse_game.playtest.tap import tap_head

            sys.stdout.write(tap_head(jobs))

    def told(self, outcome: Outcome) -> Outcome:
        """Print and write what there is of one; gives it with its transcripts looked at."""
        arguments = self.arguments
        self.done += 1
        accepted: list[str] = []
        if arguments.transcripts:
            outcome, accepted = _looked_at(outcome, Path(arguments.transcripts), arguments.update)
        if arguments.output:
            _write_transcripts(outcome, Path(arguments.output))
        if arguments.tap:
            from ulysse_game.playtest.tap import tap_lines

            self._print(tap_lines(self.done, outcome))
        elif self.is_human:
            verdict = "passed" if outcome.passed else "FAILED"
            verdict += ", its transcript updated" if accepted else ""
            self._print([f"{outcome.number}/{self.files} {outcome.file} {verdict}"])
            if arguments.transcript and not arguments.output:
                self._print(text.rstrip("\n") for _, text in outcome.transcripts)
            self._print((*outcome.lines, *accepted))
        if self.shows_progress:
            sys.stderr.write(f"\r{self.done}/{self.jobs}")
            sys.stderr.flush()
        return outcome._replace(transcripts=())

    def end(self, story: Story, outcomes: list[Outcome]) -> int:
        """What stands at the end; gives the exit code."""
        from ulysse_game.playtest.replay_report import report_of, tally

        if self.shows_progress:
            sys.stderr.write("\r" + " " * 24 + "\r")
        failed = sum(not each.passed for each in outcomes)
        if self.arguments.junit:
            from ulysse_game.playtest.junit import junit

            Path(self.arguments.junit).write_bytes(junit(outcomes).encode("utf-8"))
        if self.arguments.format == "json":
            from ulysse_game.playtest.merging import unparse

            sys.stdout.write(unparse(report_of(story, self.files, outcomes)))
        elif self.is_human:
            self._print([tally(len(outcomes) - failed, failed, self.files)])
        return ERRORS if failed or len(outcomes) < self.jobs else FINE

    def _print(self, lines: Iterable[str]) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))


def _looked_at(outcome: Outcome, folder: Path, update: bool) -> tuple[Outcome, list[str]]:
    """The outcome held against what is kept, and the differences that were accepted."""
    from ulysse_game.playtest.golden import accept, differences, held_against

    if not update:
        return held_against(outcome, folder), []
    accepted: list[str] = []
    for difference in differences(outcome, folder) if outcome.passed else ():
        accept(difference)
        accepted += difference.diff
    return outcome, accepted


def _write_transcripts(outcome: Outcome, folder: Path) -> None:
    from ulysse_game.playtest.golden import transcript_path

    folder.mkdir(parents=True, exist_ok=True)
    for language, text in outcome.transcripts:
        transcript_path(folder, outcome.name, language).write_bytes(text.encode("utf-8"))


def _shard(text: str) -> tuple[int, int]:
    part, slash, of = text.partition("/")
    if slash and part.isdecimal() and of.isdecimal() and 1 <= int(part) <= int(of):
        return int(part), int(of)
    from argparse import ArgumentTypeError

    raise ArgumentTypeError(f"I/N is wanted, with I from 1 to N, not {text!r}")
