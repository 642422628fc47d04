"""Replays walkthroughs and saved games, and says where they no longer lead as they should."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_language, add_story
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import from_here, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.compiler import Compiled
    from ulysse_game.engine import Machine
    from ulysse_game.playtest.script import Found


def options(parser: ArgumentParser) -> None:
    """What may follow ``replay``."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH",
        help="a walkthrough, a saved game, or a folder of them",
    )  # fmt: skip
    add_story(parser)
    add_language(parser)
    parser.add_argument("--transcript", action="store_true", help="print every page")


def run(arguments: Namespace) -> int:
    """Replays each; any that fails makes the exit code 1."""
    from ulysse_game.engine import Machine
    from ulysse_game.playtest import find, read

    try:
        files = find(arguments.paths)
    except FileNotFoundError as missing:
        raise Misuse(marked("There is nothing at {path}."), path=missing) from None
    if not files:
        listed = ", ".join(arguments.paths)
        raise Misuse(marked("There is no walkthrough and no saved game in {path}."), path=listed)
    compiled = compiled_story(arguments.story)
    if compiled is None or compiled.story is None:
        return ERRORS
    machine = Machine(compiled.story)
    passed = 0
    for number, file in enumerate(files, 1):
        found = read(file, compiled)
        has_passed, lines = _replayed(machine, found, arguments)
        passed += has_passed
        verdict = "passed" if has_passed else "FAILED"
        sys.stdout.write(f"{number}/{len(files)} {found.file} {verdict}\n")
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    failed = len(files) - passed
    sys.stdout.write(f"{passed} passed, {failed} failed\n")
    return ERRORS if failed else FINE


def compiled_story(chosen: str | None) -> Compiled | None:
    """The story compiled afresh; nothing if it has errors, which stand on standard error then."""
    from ulysse_game.compiler import compile_folder

    folder = story_folder(chosen)
    compiled = compile_folder(folder)
    if compiled.story is None:
        from ulysse_game.diagnostics.render import render

        found = render(compiled.diagnostics, compiled.sources, "short", folder=from_here(folder))
        sys.stderr.write(found)
        return None
    return compiled


def _replayed(machine: Machine, found: Found, arguments: Namespace) -> tuple[bool, Iterator[str]]:
    """Whether a script passed, and what there is to say of it."""
    from ulysse_game.playtest import replay, transcript, what_failed

    if found.script is None:
        return False, what_is_wrong(found)
    result = replay(machine, found.script)
    language = arguments.language or ""

    def told() -> Iterator[str]:
        if arguments.transcript:
            yield from transcript(machine, result, language)
        yield from what_failed(machine, result, arguments.story or "", language)

    return result.passed, told()


def what_is_wrong(found: Found) -> Iterator[str]:
    """Why a file is no script, a line each."""
    from ulysse_game.diagnostics.render import render

    if found.trouble:
        yield f"{found.file}: {found.trouble}"
    yield from render(found.diagnostics, {found.file: found.text}, "human").splitlines()
