"""Columns as an editor counts them and columns as we do.

We count characters (code points) from 1. An editor counts units of the encoding that was agreed
on from 0: UTF-16 unless it offers better. A line ends at a line feed and at nothing else, as in
the compiler; a carriage return before it belongs to the end. Nothing here knows a file.
"""

from __future__ import annotations

UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"


def lines_of(text: str) -> list[str]:
    """The lines of a file without their ends; at least one."""
    return [line[:-1] if line.endswith("\r") else line for line in text.split("\n")]


def units(line: str, column: int, encoding: str) -> int:
    """How many units stand before ``column`` (from 1) of a line; past its end, all of them."""
    before = line[: max(column, 1) - 1]
    if encoding == UTF32 or before.isascii():
        return len(before)
    if encoding == UTF8:
        return len(before.encode("utf-8", "surrogatepass"))
    return len(before.encode("utf-16-le", "surrogatepass")) // 2


def column(line: str, count: int, encoding: str) -> int:
    """The column (from 1) before which ``count`` units stand.

    Past the line's end it is that end; within a character, the place before it.
    """
    if encoding == UTF32 or line.isascii():
        return min(max(count, 0), len(line)) + 1
    before = 0
    for place, sign in enumerate(line):
        before += _size(sign, encoding)
        if before > count:
            return place + 1
    return len(line) + 1


def _size(sign: str, encoding: str) -> int:
    number = ord(sign)
    if encoding == UTF8:
        return 1 + (number > 0x7F) + (number > 0x7FF) + (number > 0xFFFF)
    return 1 + (number > 0xFFFF)
