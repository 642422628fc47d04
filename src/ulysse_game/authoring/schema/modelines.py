"""The line at the head of a story file that tells an editor which schema it is held to.

It is a comment of YAML's, so the compiler passes over it. Written twice it is the same; whatever
else stands at the head stays.
"""

from __future__ import annotations

import re

from ulysse_game.authoring.schema.kinds import KINDS, kind_of

FOLDER = ".schema"
"""Where the schemas stand in a story's folder; hidden, so that nobody reads them as scenes."""
_LINE = re.compile(r"^# *yaml-language-server: *\$schema=(\S+) *\r?\n?", re.MULTILINE)
_OURS = re.compile(rf"(?:[^:]*/)?(?:{'|'.join(KINDS)})\.json")
_HEAD = re.compile(r"(?:[ ]*(?:#[^\n]*)?(?:\n|\Z))*")


def modeline(file: str, folder: str = FOLDER) -> str:
    """The line for a file of the story folder; nothing for what has no schema.

    ``folder`` is where the schemas are, as seen from the story's folder.
    """
    kind = kind_of(file)
    if not kind:
        return ""
    upward = "" if folder.startswith("/") else "../" * file.count("/")
    return f"# yaml-language-server: $schema={upward}{folder}/{kind}.json"


def with_modeline(file: str, text: str, folder: str = FOLDER) -> str:
    """``text`` with its line at the head, in place of one that was there.

    A schema of somebody else's choosing is left alone, and so are the file's line ends.
    """
    line = modeline(file, folder)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    bare = text.removeprefix(mark)
    found = _HEAD.match(bare)
    head = found[0] if found else ""
    written = _LINE.search(head)
    if not line or (written and not _OURS.fullmatch(written[1])):
        return text
    end = "\r\n" if "\r\n" in bare else "\n"
    return mark + line + end + _LINE.sub("", head) + bare[len(head) :]
