"""The files of a story folder: which there are, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ulysse_game.compiler.names_of_files import HOUSE_STYLE, is_story_file
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.diagnostics.plain_text import clean

LARGEST = 2_000_000  # bytes in a file, as `read_yaml` has it
MOST_FILES = 20_000
MOST_BYTES = 1_000_000_000
"""In all files together: ten times what a hundred novels in two languages hold."""


class Source(NamedTuple):
    """One file: its path in the story folder with ``/``, and its bytes."""

    file: str
    data: bytes

    @property
    def text(self) -> str:
        """Its words as columns are counted in: no byte order mark, what is unreadable replaced."""
        return self.data.decode("utf-8", errors="replace").removeprefix("\ufeff")


class Texts(Mapping[str, str]):
    """The words of each file, decoded when somebody asks for them: mostly nobody does."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """The texts of these files."""
        self._sources = {source.file: source for source in sources}

    def __getitem__(self, file: str) -> str:
        """The words of one file."""
        return self._sources[file].text

    def __iter__(self) -> Iterator[str]:
        """The files."""
        return iter(self._sources)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._sources)


def list_files(folder: Path) -> list[str]:
    """The paths of a story's files, sorted; links are not followed out of the folder."""
    found: list[str] = []
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        below = os.path.relpath(path, folder)
        prefix = "" if below == "." else below.replace(os.sep, "/") + "/"
        found += [prefix + name for name in sorted(files) if is_story_file(name)]
        if len(found) > MOST_FILES:
            break
    return found


def digest_of(sources: Iterable[Source]) -> str:
    """The name of this exact text of a story: 32 hexadecimal figures over all that is played."""
    from hashlib import blake2b

    total = blake2b(digest_size=16)
    for source in sorted(sources):
        if source.file == HOUSE_STYLE:
            continue
        total.update(os.fsencode(source.file) + b"\0" + len(source.data).to_bytes(8, "big"))
        total.update(source.data)
    return total.hexdigest()


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path, wherever its links lead, ends within ``folder``: a story has no other files.

    A story may come from a stranger. What it links to outside would be shown in diagnostics, or
    written over by whoever mends it.
    """
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def read_sources(folder: Path) -> tuple[list[Source], list[Diagnostic]]:
    """Every file of the story in ``folder``; what cannot be read becomes a diagnostic."""
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    left = MOST_BYTES
    listed = list_files(folder)
    if len(listed) > MOST_FILES:
        problems.append(_too_much(listed[MOST_FILES], f"{MOST_FILES:,} files"))
    for file in listed[:MOST_FILES]:
        path = folder / file
        try:
            if not path.is_file():
                raise OSError(0, "it is no file, or a link to none")
            if path.is_symlink() and not is_within(path, folder):
                raise OSError(0, "it is a link that leads out of the story’s folder")
            if not file.isprintable() and _steers(file):
                raise OSError(0, "its name holds signs that a terminal might obey")
            if path.stat().st_size > LARGEST + 1:
                raise _TooBig
            data = path.read_bytes()
            left -= len(data)
            if left < 0:
                problems.append(_too_much(file, f"{MOST_BYTES // 1_000_000:,} MB"))
                break
            sources.append(Source(file, data))
        except _TooBig:
            problems.append(
                Diagnostic(
                    "file-too-big",
                    "a story file has at most 2 MB.",
                    Span(file, 1, 1),
                    "divide it into several files; their order has no meaning.",
                )
            )
        except OSError as trouble:
            problems.append(
                Diagnostic(
                    "unreadable-file",
                    f"this file cannot be read: {trouble.strerror}.",
                    Span(file, 1, 1),
                )
            )
    for path in sorted(folder.rglob("*.yml")):
        file = path.relative_to(folder).as_posix()
        problems.append(
            Diagnostic(
                "unread-file",
                "files of a story end with `.yaml`; nobody reads this one.",
                Span(file, 1, 1),
                f"call it `{path.stem}.yaml`.",
                Severity.WARNING,
            )
        )
    return sources, problems


def _steers(name: str) -> bool:
    """Whether a name would have to be cleaned to be shown; bytes that are no text are told as such.

    A file's name is told by nearly every command, so it is refused once, here.
    """
    return any(clean(sign) != sign for sign in name if not "\ud800" <= sign <= "\udfff")


def _too_much(file: str, most: str) -> Diagnostic:
    """There is more of a story than can be one; ``file`` is the first that is not read."""
    return Diagnostic(
        "too-many",
        f"a story has at most {most}; nothing is read from this one on.",
        Span(file, 1, 1),
        "take out what is no part of the story.",
    )


class _TooBig(Exception):  # noqa: N818 - a state of affairs
    """The file is larger than a story file may be."""
