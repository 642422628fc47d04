"""A translation beside its source: what one has and the other has not.

Everything here is a suspicion: a translation may say things in its own way. So these are hints, and
warnings only where a reader would see a slip. Nothing is rendered here; see ``values``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ulysse_game.authoring.lint.material import Text
from ulysse_game.authoring.translating.plain import (
    figures,
    folded,
    last_sign,
    root_of,
    spoken,
    values_in,
)
from ulysse_game.diagnostics import Diagnostic, Severity

CODES = (
    "value-left-out",
    "same-as-source",
    "no-words",
    "other-ending-sign",
    "other-figures",
    "doubled-space",
    "name-spelt-otherwise",
)

_DOUBLED = re.compile("(?<=[^\\s\u00a0\u202f])(?:[ \u00a0\u202f]{2,})(?=[^\\s\u00a0\u202f])")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_FEWEST_WORDS = 3


class Names(NamedTuple):
    """The names that readers know, by how they would be spelt without accents and capitals."""

    right: Mapping[str, frozenset[str]]

    def is_wrong(self, word: str) -> str:
        """How a word is to be spelt that is a name, or nothing where it is right or no name."""
        if word[:1].islower() or word.upper() == word:
            return ""
        known = self.right.get(folded(word))
        return "" if known is None or word in known else min(known)


def names_of(names: list[str]) -> Names:
    """These names, each word of them for itself."""
    right: dict[str, set[str]] = {}
    for name in names:
        for word in _WORD.findall(name):
            if word[:1].isupper():
                right.setdefault(folded(word), set()).add(word)
    return Names({key: frozenset(words) for key, words in right.items()})


def compare(source: str, text: Text, names: Names) -> Iterator[Diagnostic]:
    """What looks wrong in one translation; ``source`` is the source with its lines joined."""
    ours, theirs = spoken(text.words), spoken(source)
    note = partial(_said, text)
    if not ours.strip(" \n\u00a0\u202f") and theirs.strip(" \n"):
        yield note("no-words", "there are only spaces here.", 0, 1, "translate it, or empty it.")
        return
    yield from _values(source, text)
    if _is_same(source, text, names):
        told = "this is what the source says, word for word."
        yield note("same-as-source", told, 0, 1, "translate it.", Severity.HINT)
    elif _ends_otherwise(theirs, ours):
        wanted, end = last_sign(theirs), last_sign(ours)
        told = f"the source ends with {_named(wanted)}, this with {_named(end)}."
        at = max(len(text.words.rstrip(" \n")) - 1, 0)
        help = f"end with `{wanted}`." if wanted else f"take the `{end}` away."
        yield note("other-ending-sign", told, at, 1, help, Severity.HINT)
    yield from _figures(theirs, ours, text)
    for found in _DOUBLED.finditer(text.words):
        length = found.end() - found.start()
        told = "two spaces stand side by side."
        yield note("doubled-space", told, found.start(), length, "leave one.")
    for found in _WORD.finditer(text.words):
        if right := names.is_wrong(found[0]):
            told = f"the name is spelt `{right}`."
            yield note("name-spelt-otherwise", told, found.start(), len(found[0]), "")


def _said(
    text: Text,
    code: str,
    message: str,
    offset: int,
    length: int,
    help: str,
    severity: Severity = Severity.WARNING,
) -> Diagnostic:
    told = f"`{text.line_id}`: {message}"
    return Diagnostic(code, told, text.span(offset, length), help, severity)


def _values(source: str, text: Text) -> Iterator[Diagnostic]:
    asked = text.words.lower()
    for value in dict.fromkeys(root_of(each) for each in values_in(source)):
        if value and not re.search(rf"(?<![\w.]){re.escape(value.lower())}(?!\w)", asked):
            told = f"the source prints `{{{value}}}`, this does not."
            yield _said(text, "value-left-out", told, 0, 1, "", Severity.HINT)


def _is_same(source: str, text: Text, names: Names) -> bool:
    if source.strip(" \n") != text.words.strip(" \n"):
        return False
    words = [each for each in _WORD.findall(spoken(source)) if folded(each) not in names.right]
    small = [each for each in words if each[:1].islower()]
    return len(small) >= _FEWEST_WORDS


def _ends_otherwise(theirs: str, ours: str) -> bool:
    """Whether the last signs differ, and neither text has the other's anywhere."""
    end, wanted = last_sign(ours), last_sign(theirs)
    return end != wanted and not (end and end in theirs) and not (wanted and wanted in ours)


def _figures(theirs: str, ours: str, text: Text) -> Iterator[Diagnostic]:
    source, found = set(figures(theirs)), set(figures(ours))
    missing, more = source - found, found - source
    if not source or not missing:
        return
    told = f"the source has {_listed(missing)}, this {_listed(more) or 'does not'}."
    match = re.search(rf"(?<![0-9])0*(?:{'|'.join(more) or '[0-9]+'})(?![0-9])", text.words)
    at = 0 if match is None else match.start()
    yield _said(text, "other-figures", told, at, 1, "figures agree in all languages.")


def _listed(figures: set[str]) -> str:
    return ", ".join(sorted(figures, key=lambda each: (len(each), each)))


def _named(sign: str) -> str:
    return f"`{sign}`" if sign else "no sign"
