"""Habits of other notations that would be read by the player: HTML, links, `_this_`, `# that`.

Each is found in words only, never in a selector, and says what to write here instead. The words
are read in one pass, however long a tag goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.diagnostics import Severity

is_suspicious = re.compile(r"""[<\[_#/"']""").search
_LINT = re.compile(
    r"(?P<html><(?P<tag>[A-Za-z][\w-]*+)[^<>]*+>(?:[^<>]*+</(?P=tag)>)?|</[A-Za-z][^<>]*+>|<!--)"
    r"|(?P<link>!?\[[^\[\]]*\]\([^()]*\))"
    r"|(?P<underscore>(?<!\w)_{1,2}[^\s_](?:[^_]*[^\s_])?_{1,2}(?!\w))"
    r"|(?P<hash>(?<= )\#(?= ))"
    r"|(?P<note>(?<= )//(?= |$))"
    r"|(?P<quote>[\"'])"
)


class Wrong(NamedTuple):
    """What one kind of suspicious stretch is called, and what to write instead."""

    code: str
    message: str
    help: str
    severity: Severity = Severity.ERROR


_LINTS = {
    "html": Wrong(
        "html-in-prose",
        "HTML is not read here; the player would see it.",
        "for emphasis write `*words*`; a paragraph ends at an empty line.",
    ),
    "link": Wrong(
        "link-in-prose", "a link cannot be followed from the prose.", "write only the words."
    ),
    "underscore": Wrong(
        "underscore-emphasis", "emphasis is written with stars.", "write `*words*`."
    ),
    "hash": Wrong(
        "hash-in-prose",
        "in prose `#` begins no comment; the player would read it.",
        "for a note write `// …` on a line of its own; for the sign write `\\#`.",
        Severity.WARNING,
    ),
    "note": Wrong(
        "note-in-a-sentence",
        "`//` begins a note only at the start of a line; the player would read this.",
        "put the note on a line of its own; for the sign write `\\//`.",
        Severity.WARNING,
    ),
    "quote": Wrong(
        "straight-quote",
        "a straight quote; the story’s prose has curly ones.",
        "write “ and ” around speech, ’ for an apostrophe.",
        Severity.WARNING,
    ),
}


def find_wrong(source: str, start: int, stop: int) -> Iterator[tuple[int, int, Wrong]]:
    """Offset, length and name of each, between two offsets."""
    for found in _LINT.finditer(source, start, stop):
        yield found.start(), found.end() - found.start(), _LINTS[str(found.lastgroup)]
