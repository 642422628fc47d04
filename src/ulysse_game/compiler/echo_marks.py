r"""Where a text marks words with `{echo id: …}`, found without reading its prose.

Names are taken down before any prose is read, so the marks have to be found by their signs alone:
this finds what the prose parser will find, over the ends of lines and past notes to colleagues, and
neither `\{echo …}` nor what stands in a note. It never judges: a wrong id is the parser's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_GAP = r"(?: |\n(?: *//[^\n]*\n)*+)"
_MARK = re.compile(
    r"\\.|^ *//[^\n]*"
    rf"|\{{{_GAP}*+echo{_GAP}++(?P<id>[a-z][a-z0-9_]*+){_GAP}*+:",
    re.DOTALL | re.MULTILINE,
)


class EchoMark(NamedTuple):
    """One mark: its id, the offset of its brace, that of its id, and that behind its colon."""

    id: str
    start: int
    at: int
    end: int


def echo_marks(text: str) -> Iterator[EchoMark]:
    """The marks of one block of prose, in order."""
    if "echo" not in text or "{" not in text:
        return  # as nearly all texts
    for found in _MARK.finditer(text):
        if found["id"] is not None:
            yield EchoMark(found["id"], found.start(), found.start("id"), found.end())
