"""Saying that a translation still holds: its source has changed, and its words need not.

A comma in the source makes a whole text stale. Whoever has looked at the difference accepts it: the
entry takes the source of today and is fuzzy no more. Nothing else in the catalogue is touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from ulysse_game.authoring.translating.files import written_all
from ulysse_game.authoring.translating.held import Held, held
from ulysse_game.authoring.translating.write import Kept, entry_lines
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.po import PoEntry, notes_of, plain_lines, read_po
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Diagnostic, Severity, Span

_PIECE = re.compile("[^ \n]+|[ \n]+")
_SIGNS = re.compile(r"[\W_]+")


def stale(compiled: Compiled, language: str) -> list[Held]:
    """The translations of a language that somebody should look at, in catalogue order."""
    return [each for each in held(compiled, language) if each.is_stale]


def is_typo(before: str, now: str) -> bool:
    """Whether two sources differ in nothing that a translation could show.

    In signs, capitals and spaces, outside braces; or in words with two letters swapped, or one
    doubled.
    """
    if not before or re.findall(r"\{[^{}]*", before) != re.findall(r"\{[^{}]*", now):
        return False
    one, other = _words(before), _words(now)
    if "".join(one) == "".join(other):
        return True
    return len(one) == len(other) and all(
        _is_slip(left, right) for left, right in zip(one, other, strict=True) if left != right
    )


def _words(text: str) -> list[str]:
    words = (_SIGNS.sub("", word).casefold() for word in text.split())
    return [word for word in words if word]


def _is_slip(left: str, right: str) -> bool:
    """Whether a word was misspelt: two neighbours swapped, or a letter doubled or not."""
    if any(sign.isdigit() for sign in left + right):
        return False
    if re.sub(r"(.)\1+", r"\1", left) == re.sub(r"(.)\1+", r"\1", right):
        return len(left) != len(right)
    return len(left) == len(right) > 3 and any(
        left[:at] + left[at + 1] + left[at] + left[at + 2 :] == right for at in range(len(left) - 1)
    )


def difference(before: str, now: str) -> Iterator[tuple[str, str]]:
    """What became of a source, piece by piece: ``("=", same)``, ``("-", gone)``, ``("+", new)``."""
    one, other = _PIECE.findall(before), _PIECE.findall(now)
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "=", "".join(one[a:b])
            continue
        if b > a:
            yield "-", "".join(one[a:b])
        if d > c:
            yield "+", "".join(other[c:d])


def accept(folder: Path, compiled: Compiled, chosen: Collection[Held]) -> list[str]:
    """Write that these translations hold as they are; the files that changed.

    Raises ``OSError``.
    """
    texts = _texts(compiled, chosen)
    changed = written_all({folder / file: text for file, text in texts.items()})
    return [file for file in texts if folder / file in changed]


def holding(
    compiled: Compiled, chosen: Collection[Held]
) -> tuple[list[Held], tuple[Diagnostic, ...]]:
    """Those of ``chosen`` that can be accepted, and what is wrong with the others.

    Stale words that no longer agree with their source are not shown, and are no error. Accepted as
    they are they would be one, and the story could not be played.
    """
    texts = _texts(compiled, chosen)
    files = {**compiled.sources, **texts}
    trial = compile_sources([Source(file, text.encode()) for file, text in files.items()], [])
    errors = [each for each in trial.diagnostics if each.severity is Severity.ERROR]
    entries = {file: read_po(text).entries for file, text in texts.items()}
    wrong: dict[tuple[str, str | None], Diagnostic] = {}
    for each in errors:
        at = [one for one in entries.get(each.span.file, ()) if one.line <= each.span.line]
        if at:
            wrong.setdefault((each.span.file, at[-1].context), each)
    kept, told = [], []
    for one in chosen:
        if (found := wrong.get((one.file, one.entry.context))) is None:
            kept.append(one)
        else:
            told.append(found._replace(span=Span(one.file, one.entry.line, 1)))
    return ([], tuple(errors)) if errors and not told else (kept, tuple(told))


def _texts(compiled: Compiled, chosen: Collection[Held]) -> dict[str, str]:
    """The catalogues of these translations as they are once they are accepted."""
    found = {}
    for file in sorted({each.file for each in chosen}):
        sources = {each.entry.context: each for each in chosen if each.file == file}
        catalogue = read_po(plain_lines(compiled.sources[file]))
        text = "".join(
            _accepted(entry, sources[entry.context])
            if entry.context in sources and not entry.is_obsolete
            else entry.notes + entry.head + entry.rest
            for entry in catalogue.entries
        )
        found[file] = text + catalogue.tail
    return found


def _accepted(entry: PoEntry, held: Held) -> str:
    gap = "\n" * (len(entry.notes) - len(entry.notes.lstrip("\n")))
    place = " ".join(notes_of(entry.notes, ":"))
    notes = notes_of(entry.notes, ".")
    lines = entry_lines(
        Kept(entry), entry.context or "", held.source, entry.words, notes, place, None
    )
    return gap + lines
