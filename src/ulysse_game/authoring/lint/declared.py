"""Where a name is declared: the place of a key in the world's files, by the keys above it.

The compiler keeps the places of names that expressions can name; rooms, tags, stats and the like it
forgets. They are found again by their indentation in the files as written, which is asked only for
names that something is said of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ulysse_game.authoring.lint.places import Sources
from ulysse_game.diagnostics import Span

_KEY = re.compile(r"( *)(?:- +)?[\"']?([^\s\"'#:][^\"'#:]*?)[\"']? *:(?: |$)")


def key_span(sources: Sources, files: Iterable[str], path: tuple[str, ...]) -> Span | None:
    """The place of the key that stands below all others of ``path``; nothing if there is none.

    A step of ``*`` passes over one key of any name. A mapping in braces is searched as a line.
    """
    for file in files:
        text = sources.text(file)
        if path[-1] not in text or not (f"\n{path[0]}:" in text or text.startswith(path[0])):
            continue
        lines = sources.lines(file)
        for found in _below(file, lines, 0, len(lines), -1, path):
            return found
    return None


def world_files(sources: Sources) -> Iterator[str]:
    """The files of the world, in their order."""
    return (file for file in sources.files if file.startswith("world/"))


def chapter_file(sources: Sources, chapter: str) -> str:
    """The ``chapter.yaml`` of a chapter; nothing if no file is it."""
    line = re.compile(rf"chapter: *{re.escape(chapter)}\s*(?:#.*)?")
    for file in sources.files:
        if file.endswith("/chapter.yaml") and any(map(line.fullmatch, sources.lines(file))):
            return file
    return ""


def _below(
    file: str, lines: list[str], first: int, end: int, above: int, path: tuple[str, ...]
) -> Iterator[Span]:
    """Each key of this path within these lines, which are indented further than ``above``."""
    level = None
    for number in range(first, end):
        match = _KEY.match(lines[number])
        if match is None or len(match[1]) <= above:
            continue
        indent = len(match[1])
        level = indent if level is None else level
        if indent != level or path[0] not in ("*", match[2], match[2].partition("(")[0]):
            continue
        if len(path) == 1:
            yield Span(file, number + 1, match.start(2) + 1, len(path[0]))
            continue
        stop = _end(lines, number + 1, end, indent)
        yield from _below(file, lines, number + 1, stop, indent, path[1:])
        yield from _in_braces(file, lines[number], number + 1, path[-1])


def _end(lines: list[str], first: int, end: int, indent: int) -> int:
    """The first line that no longer stands below a key of this indentation."""
    for number in range(first, end):
        line = lines[number]
        bare = line.lstrip(" ")
        if bare and bare[0] != "#" and len(line) - len(bare) <= indent:
            return number
    return end


def _in_braces(file: str, line: str, number: int, name: str) -> Iterator[Span]:
    brace = line.find("{")
    if brace >= 0:
        found = re.compile(rf"\b{re.escape(name)} *:").search(line, brace)
        if found is not None:
            yield Span(file, number, found.start() + 1, len(name))
