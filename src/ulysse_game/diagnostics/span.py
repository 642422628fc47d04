"""Where something stands in a story file."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of one line of one file.

    ``file`` is the path relative to the story folder, with ``/``. ``line`` and ``column`` count
    from 1, columns in characters (code points). ``length`` is the number of characters to
    underline, at least 1.
    """

    file: str
    line: int
    column: int
    length: int = 1
