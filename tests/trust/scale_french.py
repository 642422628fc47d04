"""The generated pack in a made-up French: every text has another, as long, with the same braces.

The catalogues are made as translators make them, by ``ulysse translate update``; the words are
filled in as no translator would. It must never translate anything that is read.
"""

from __future__ import annotations

import re
from pathlib import Path

_ENTRY = re.compile(r'^(msgid (?:"[^\n]*"\n)+)msgstr ""\n(?!")', re.MULTILINE)
_WORDS = re.compile(r"\b(The|the|Nobody|You|you|They|At noon|If|It is|and|while|which|one|Each)\b")
_FRENCH = {
    "The": "Le", "the": "le", "Nobody": "Personne", "You": "Tu", "you": "tu", "They": "Ils",
    "At noon": "À midi", "If": "Si", "It is": "C’est", "and": "et", "while": "quand",
    "which": "que", "one": "un", "Each": "Chaque",
}  # fmt: skip


def fill(folder: Path) -> int:
    """Give every empty entry of a pack's French catalogues words; returns how many got some."""
    filled = 0
    for path in sorted((folder / "languages" / "fr").glob("*.po")):
        head, gap, rest = path.read_text(encoding="utf-8").partition("\n\n")
        told, number = _ENTRY.subn(_translated, rest)
        path.write_text(head + gap + told, encoding="utf-8")
        filled += number
    return filled


def _translated(entry: re.Match[str]) -> str:
    words = entry[1].removeprefix("msgid ")
    return entry[1] + "msgstr " + _WORDS.sub(lambda word: _FRENCH[word[1]], words)
