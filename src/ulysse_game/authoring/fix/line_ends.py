r"""Line ends of other systems and byte order marks: what an editor leaves and nobody sees.

Unlike the other fixes this one is of the whole file: afterwards each line ends with ``\n``, the
last one too. What is not text in UTF-8 is left as it is.
"""

from __future__ import annotations

CODES = ("control-character", "invisible-character")


def text_of(data: bytes) -> str | None:
    """The file's characters as they are, or nothing if it is no text in UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def mended(text: str) -> tuple[str, int]:
    """The text with plain line ends and no mark at its start, and how many were changed."""
    found = text.removeprefix("\ufeff")
    count = len(text) - len(found)
    count += found.count("\r")
    found = found.replace("\r\n", "\n").replace("\r", "\n")
    if found and not found.endswith("\n"):
        found += "\n"
        count += 1
    return found, count
