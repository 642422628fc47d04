"""The lines of a catalogue's entries, as GNU gettext would write them.

Whatever an entry has already and keeps is copied as it stands, with its own line breaks; only what
is new or different is written, at most 79 columns wide. Nothing here reads or writes a disk.
"""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.compiler.po import PoEntry, flags_of, notes_of, previous_of
from ulysse_game.view.wrap import cells

WIDTH = 79
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\v": "\\v", "\b": "\\b",
     "\f": "\\f"}
)  # fmt: skip


def strings(keyword: str, text: str, prefix: str = "") -> str:
    """``msgid "…"`` on one line, or on several where it is long or has lines of its own."""
    lines = [line for each in _lines(text) for line in _cut(each)]
    if not lines:
        lines = [""]
    whole = f'{prefix}{keyword} "{lines[0]}"'
    if len(lines) == 1 and cells(whole) <= WIDTH:
        return whole + "\n"
    return "".join([f'{prefix}{keyword} ""\n', *(f'{prefix}"{line}"\n' for line in lines)])


def _lines(text: str) -> list[str]:
    """The lines with their ends; unlike ``splitlines`` it knows one sign that ends a line."""
    found = [line + "\n" for line in text.split("\n")]
    found[-1] = found[-1].removesuffix("\n")
    return found if found[-1] else found[:-1]


def _cut(line: str) -> list[str]:
    """One line of a text, escaped, in pieces that fit between two quotes; spaces end a piece."""
    escaped = line.translate(_ESCAPES)
    if cells(escaped) <= WIDTH - 2:
        return [escaped]
    found = [""]
    for number, word in enumerate(escaped.split(" ")):
        piece = word if not number else " " + word
        if number:
            # The space stays with the word before it, as gettext has it.
            if cells(found[-1]) + 1 + cells(word) <= WIDTH - 3:
                found[-1] += piece
                continue
            found[-1] += " "
            found.append(word)
        else:
            found[-1] = word
    return found


def marked_lines(mark: str, lines: Iterable[str]) -> str:
    """Lines of comment, each with its mark: ``#. …``, ``#: …``."""
    return "".join(f"#{mark} {line}".rstrip(" ") + "\n" for line in lines)


class Kept:
    """What an entry keeps of the one before it: the translator's notes, its flags, its words."""

    def __init__(self, before: PoEntry | None) -> None:
        """Everything of ``before``, or nothing."""
        self.before = before
        notes = "" if before is None else before.notes
        self.own = "".join(f"#{' ' if line else ''}{line}\n" for line in notes_of(notes, ""))
        self.flags = flags_of(notes)
        self.is_fuzzy = "fuzzy" in self.flags
        self.previous = previous_of(notes)
        self.previous_lines = "".join(
            f"#| {line}\n".replace("#| \n", "#|\n") for line in notes_of(notes, "|")
        )


def entry_lines(
    kept: Kept,
    context: str,
    source: str,
    words: str,
    notes: Iterable[str],
    place: str,
    previous: tuple[str, str] | None,
) -> str:
    """One entry. ``previous`` makes it fuzzy: the line id and source that its words were made from.

    ``("", "")`` is fuzzy, and nobody knows from what.
    """
    flags = [flag for flag in kept.flags if flag != "fuzzy"]
    before = ""
    if previous is not None:
        flags.insert(0, "fuzzy")
        if previous == kept.previous:
            before = kept.previous_lines
        elif any(previous):
            before = strings("msgctxt", previous[0], "#| ") if previous[0] else ""
            before += strings("msgid", previous[1], "#| ")
    return "".join(
        (
            kept.own,
            marked_lines(".", notes),
            f"#: {place}\n" if place else "",
            f"#, {', '.join(flags)}\n" if flags else "",
            before,
            _head(kept.before, context, source),
            _rest(kept.before, words),
        )
    )


def _head(before: PoEntry | None, context: str, source: str) -> str:
    is_same = before is not None and (before.context, before.source) == (context, source)
    if before is not None and is_same and not before.is_obsolete:
        return before.head
    return strings("msgctxt", context) + strings("msgid", source)


def _rest(before: PoEntry | None, words: str) -> str:
    if before is not None and before.words == words:
        rest = before.rest if before.rest.endswith("\n") else before.rest + "\n"
        if not before.is_obsolete:
            return rest
        return "".join(line.removeprefix("#~").lstrip(" \t") for line in _lines(rest))
    return strings("msgstr", words)


def obsolete_lines(entry: PoEntry) -> str:
    """An entry whose text the story has no more, commented out with all that was written to it."""
    kept = Kept(entry)
    flags = f"#, {', '.join(kept.flags)}\n" if kept.flags else ""
    previous = kept.previous_lines.replace("#|", "#~|") if kept.is_fuzzy else ""
    body = entry.head + (entry.rest if entry.rest.endswith("\n") else entry.rest + "\n")
    if not entry.is_obsolete:
        body = "".join(f"#~ {line}" for line in _lines(body))
    return kept.own + flags + previous + body
