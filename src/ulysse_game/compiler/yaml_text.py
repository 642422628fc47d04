"""Whether a file is text at all, and which characters no story may hold.

Bytes become characters here, once, before YAML sees them: UTF-8 and nothing else, line ends as one
sign, no zero bytes. What is not text is reported and read no further.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ulysse_game.compiler.yaml_mistakes import mistake
from ulysse_game.diagnostics import Diagnostic, Span
from ulysse_game.diagnostics.plain_text import piles

Report = Callable[[Diagnostic], None]

LARGEST = 2_000_000  # bytes in a file

UNWELCOME = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
CONTROL = bytes((*range(10), *range(11, 32), 127))


def as_text(file: str, source: str | bytes, report: Report) -> str | None:
    r"""The file's characters with `\n` at line ends, or None and a report of what it is instead."""
    top = Span(file, 1, 1)
    size = len(source) if isinstance(source, bytes) else _size(source)
    if size > LARGEST:
        told = f"this file has {size / 1e6:.1f} MB; a story file has at most 2."
        report(mistake("file-too-big", told, top))
        return None
    if isinstance(source, bytes):
        is_wide = False
        if b"\0" in source:
            even, odd = source[::2].count(0), source[1::2].count(0)
            is_wide = min(even, odd) == 0 and max(even, odd) * 4 > len(source)
        if is_wide or source[:2] in (b"\xff\xfe", b"\xfe\xff"):
            report(mistake("not-utf8", "this file is UTF-16.", top))
            return None
        try:
            text = source.decode()
        except UnicodeDecodeError as trouble:
            before = source[: trouble.start].decode()
            told = f"this is no letter in UTF-8 (byte {source[trouble.start]:#04x})."
            report(mistake("not-utf8", told, place_of(file, before, len(before))))
            return None
    else:
        text = source
    if "\0" in text:
        told = "this is not a text file: it holds a zero byte."
        report(mistake("binary-file", told, place_of(file, text, text.index("\0"))))
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def is_clean(text: str) -> bool:
    """Whether a text holds no tab, nothing unwelcome and no pile of marks."""
    if text.isascii():  # as most are: a sixth of the time
        return len(text.encode().translate(None, CONTROL)) == len(text)
    return not ("\t" in text or UNWELCOME.search(text) or next(piles(text), None))


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def place_of(file: str, text: str, index: int) -> Span:
    """The line and column of a character."""
    start = text.rfind("\n", 0, index) + 1
    return Span(file, text.count("\n", 0, index) + 1, index - start + 1)
