"""The catalogue: for every code a page that says why, shows it wrong, and shows it mended.

The pages are Markdown, ``catalogue/CODE.md``, written for people who write stories. They are also
tests: each wrong example must give its code at its place and nothing else, each right one nothing.

A page::

    ---
    at: 3:9                 line and column of the trouble within the wrong example; several
    severity: warning       examples, several places: `at: 3:9, 2:1`. Without `severity`, an error
    ---
    # the-code

    One sentence that sums it up.

    Why, in a paragraph or two.

    ## Wrong
    fenced `yaml` blocks, with words between them if need be
    ## Right
    the same, mended

An example holds scenes, or several files, each headed by a line ``# file: path/in/story.yaml``. A
fence ``yaml latin-1`` is a file saved in that encoding. What no page can show is written
``⟨U+202E⟩``, ``⟨TAB⟩``, ``⟨2 MB of text⟩``; such a sign stands for the thing itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SCENES_FILE = "1_part/scenes.yaml"  # where the scenes of an example stand that names no file

_FENCE = re.compile(r"^```yaml(?: ([a-z0-9-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE_LINE = re.compile(r"# file: (\S+)$")
_SIGN = re.compile(r"⟨(?:U\+([0-9A-F]{4,6})|(TAB)|(2 MB of text))⟩")
_PAGE = re.compile(
    r"""
    ---\n (?P<front>.*?\n) ---\n
    \#\ (?P<code>\S+)\n (?P<text>.*?)
    ^\#\#\ Wrong\n (?P<wrong>.*?)
    ^\#\#\ Right\n (?P<right>.*)
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_TOO_MUCH = "So it goes on. " * 150_000


class Example(NamedTuple):
    """A small story. ``line`` and ``column`` are the place of the trouble, 0 in a right one.

    They count from 1 within ``text`` as the page shows it.
    """

    text: str
    line: int = 0
    column: int = 0
    encoding: str = "utf-8"


class Page(NamedTuple):
    """What the catalogue says of one code; ``severity`` is ``error``, ``warning`` or ``hint``.

    ``summary`` is one sentence, ``why`` what follows it, paragraphs with an empty line between.
    """

    code: str
    summary: str
    why: str
    wrong: tuple[Example, ...]
    right: tuple[Example, ...]
    severity: str = "error"


def codes() -> tuple[str, ...]:
    """All codes that have a page, in alphabetical order."""
    names = (each.name for each in _pages().iterdir())
    return tuple(sorted(name[:-3] for name in names if name.endswith(".md")))


def page(code: str) -> Page | None:
    """The page of ``code``, or nothing. ``code`` may come from the command line as it is."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
        return None
    file = _pages() / f"{code}.md"
    return read_page(file.read_text(encoding="utf-8")) if file.is_file() else None


def _pages() -> Traversable:
    # `pkgutil.get_data` cannot list a folder. No page is read while a story starts or plays.
    from importlib.resources import files

    return files("ulysse_game.diagnostics") / "catalogue"


def read_page(text: str) -> Page:
    """The page written in ``text``. Raises ``ValueError`` if it is not in the form above."""
    if not (parts := _PAGE.fullmatch(text)):
        raise ValueError("not a page: front matter, heading, text, `## Wrong`, `## Right`")
    front = dict(line.split(": ", 1) for line in parts["front"].splitlines())
    summary, _, why = parts["text"].strip().partition("\n\n")
    wrong = _examples(parts["wrong"])
    places = [tuple(map(int, place.split(":"))) for place in front["at"].split(", ")]
    if len(places) != len(wrong):
        raise ValueError(f"{len(wrong)} wrong examples and {len(places)} places")
    return Page(
        code=parts["code"],
        summary=" ".join(summary.split("\n")),
        why=why,
        wrong=tuple(
            example._replace(line=line, column=column)
            for example, (line, column) in zip(wrong, places, strict=True)
        ),
        right=tuple(_examples(parts["right"])),
        severity=front.get("severity", "error"),
    )


def _examples(part: str) -> list[Example]:
    return [Example(text, encoding=encoding or "utf-8") for encoding, text in _FENCE.findall(part)]


def files_of(example: Example) -> dict[str, bytes]:
    """The example's files as they are on disk, by their path in the story folder."""
    files: dict[str, list[str]] = {}
    for line, (file, _) in zip(example.text.split("\n"), _places(example), strict=True):
        here = files.setdefault(file, [])
        if not _FILE_LINE.match(line):
            here.append(_meant(line))
    return {
        file: ("\n".join(lines).rstrip("\n") + "\n").encode(example.encoding)
        for file, lines in files.items()
    }


def place_of(example: Example) -> tuple[str, int, int]:
    """File, line and column of the trouble, as the compiler counts them in the example's files."""
    file, line = _places(example)[example.line - 1]
    before = example.text.split("\n")[example.line - 1][: example.column - 1]
    return file, line, len(_meant(before)) + 1


def _places(example: Example) -> list[tuple[str, int]]:
    """For each line of the example its file and the number of the line there."""
    places, file, number = [], SCENES_FILE, 0
    for line in example.text.split("\n"):
        if found := _FILE_LINE.match(line):
            file, number = found[1], 0
        else:
            number += 1
        places.append((file, number))
    return places


def _meant(text: str) -> str:
    """``text`` with every sign such as ``⟨TAB⟩`` replaced by what it stands for."""

    def thing(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        return "\t" if found[2] else _TOO_MUCH

    return _SIGN.sub(thing, text)
