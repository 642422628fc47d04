"""Phrases that writers look for, in a notation of their own, and where they occur.

A phrase is words. ``a|b`` are alternatives of one word, ``*`` at the end (or the start) of a word
is any ending (or beginning), ``…`` is up to five words of the same sentence, commas or not.
Capitals, the kind of apostrophe and line breaks make no difference. Signs such as ``—`` are looked
for as they are; ``,`` ``.`` and their like, on their own in a phrase, stand right behind the word
before them.

A phrase is only tried where its rarest word stands: texts are searched once for each such word,
which is some hundred times faster than trying every phrase at every word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

_GAP = r"(?:[^\s.!?;:…{}|\x00]+\s+){0,5}?"
_GAP_BEFORE_SIGN = r"(?:[^\s.!?;:…{}|\x00]+\s+){0,4}?[^\s.!?;:…{}|\x00]*?"
_SIGNS = frozenset(",.;:!?”»")
_PIECES = re.compile(r"[’'*]")
_FEW, _MANY = 30, 1_000_000_000
_LONGEST_WORD = 24  # characters that stand for a `*`, or for a word of a gap


class Anchors(NamedTuple):
    """Words of which one stands in every occurrence, at the start of a word if ``is_start``.

    It stands no more than ``reach`` characters behind where the occurrence begins.
    """

    words: tuple[str, ...]
    is_start: bool
    reach: int = 0


class Pattern(NamedTuple):
    """A phrase made ready: its regular expression, and for each of its words the alternatives.

    The likely rarest stand first. No occurrence is longer than ``reach`` characters.
    """

    expression: str
    anchors: tuple[Anchors, ...]
    reach: int


class Hit(NamedTuple):
    """An occurrence: in which of the texts, and from where to where in it."""

    text: int
    start: int
    end: int


def pattern(phrase: str) -> Pattern:
    """What a phrase looks for; one without any word or sign is never found."""
    written = phrase.lower().replace("'", "’")
    slots = [each for each in written.split(" ") if each]
    while slots and slots[-1] == "…" and len(slots) > 1:
        slots.pop()
    while slots and slots[0] == "…" and len(slots) > 1:
        slots.pop(0)
    following = [*slots[1:], ""][: len(slots)]
    parts = [_slot(*each, len(slots)) for each in zip(slots, following, strict=True)]
    return Pattern("".join(parts) or r"(?!)", _anchors(slots), sum(map(_reach, slots)))


def _slot(slot: str, after: str, count: int) -> str:
    """A slot before the slot ``after``, which is nothing at the end."""
    is_before_sign = set(after.split("|")) <= _SIGNS
    if slot == "…" and count > 1:
        return _GAP_BEFORE_SIGN if is_before_sign else _GAP
    gap = r"\s*" if is_before_sign else r",?\s+" if after == "…" else r"\s+" if after else ""
    return f"(?:{'|'.join(_word(each, gap) for each in slot.split('|') if each)})"


def _word(word: str, gap: str) -> str:
    """One alternative with what parts it from the next word."""
    bare = word.strip("*") or word
    words = re.escape(bare).replace("’", "[’']")
    if bare != word:
        words = (r"\w*" if word[0] == "*" else "") + words + (r"\w*" if word[-1] == "*" else "")
    before = r"(?<!\w)" if bare[0].isalnum() else ""
    after = r"(?!\w)" if bare[-1].isalnum() else ""
    return before + words + after + (r"\s*" if gap and bare[-1] == "’" else gap)


def _anchors(slots: Sequence[str]) -> tuple[Anchors, ...]:
    """What to look for of each slot; the longest words first, and of these the fewest."""
    found: list[tuple[int, Anchors]] = []
    for number, slot in enumerate(slots):
        words = [each for each in slot.split("|") if each]
        pieces = tuple(max(_PIECES.split(each), key=len) for each in words)
        if not all(pieces) or not pieces or (slot == "…" and len(slots) > 1):
            continue
        is_start = all(
            word.startswith(piece) and piece[0].isalnum()
            for word, piece in zip(words, pieces, strict=True)
        )
        worth = min(map(len, pieces)) * 4 - len(pieces)
        within = max(map(len, words)) + (_LONGEST_WORD if "*" in slot else 0)
        reach = sum(map(_reach, slots[:number])) + (0 if is_start else within)
        found.append((worth, Anchors(pieces, is_start, reach)))
    found.sort(key=lambda each: -each[0])
    return tuple(anchors for _, anchors in found)


def _reach(slot: str) -> int:
    """How many characters a slot takes at most, with what parts it from the next."""
    if slot == "…":
        return 5 * (_LONGEST_WORD + 1)
    stars = _LONGEST_WORD if "*" in slot else 0
    return max(map(len, slot.split("|"))) + stars + 4


class Corpus:
    """Texts of one language, ready to be searched for many phrases."""

    def __init__(self, texts: Iterable[str]) -> None:
        """These texts; hits name them by their number."""
        parts = list(texts)
        # `lower` keeps the length of every letter but one.
        self._words = "\0".join(parts).replace("\u0130", "i").lower() + "\0"
        self._starts = [0, *accumulate(len(each) + 1 for each in parts)]
        self._counts = Counter(self._words.split())
        self._vocabulary = "\n".join(self._counts)

    def find(self, wanted: Pattern) -> tuple[Hit, ...]:
        """Every occurrence, in order; none overlaps another or goes over the end of a paragraph."""
        anchors = self._rarest(wanted)
        if not anchors.words:
            return ()
        # Only what begins so near before the word is tried.
        expression = re.compile(rf"(?s:.{{0,{anchors.reach}}}?)({wanted.expression})")
        found: list[Hit] = []
        done = 0
        for at in sorted(self._near(anchors.words)):
            if anchors.is_start and self._words[at - 1 : at].isalnum():
                continue
            number = bisect_right(self._starts, at) - 1
            start, end = self._starts[number], self._starts[number + 1] - 1
            first, last = max(start, at - anchors.reach, done), min(end, at + wanted.reach)
            while first <= at and (match := expression.match(self._words, first, last)):
                first = match.end()
                is_cut = first == last < end  # it belongs to a later word, and is found there
                if not is_cut and "\n\n" not in match[1]:
                    found.append(Hit(number, match.start(1) - start, first - start))
                    done = first
        return tuple(found)

    def _rarest(self, wanted: Pattern) -> Anchors:
        """Of the words of a phrase those that occur least; none if one of them is not there."""
        rarest, fewest = Anchors((), False), _MANY
        for anchors in wanted.anchors:
            here = tuple(each for each in anchors.words if each in self._vocabulary)
            if not here:
                return Anchors((), False)
            if rarest.words and fewest < _FEW:
                continue  # good enough
            count = sum(map(self._count, here))
            if not rarest.words or count < fewest:
                rarest, fewest = anchors._replace(words=here), count
        return rarest

    def _count(self, word: str) -> int:
        """About how often a word stands in all the texts; many phrases ask for the same."""
        found = self._counts.get(word)  # where no comma or full stop follows it
        if found is None:
            found = self._counts[word] = self._words.count(word)
        return found

    def _near(self, anchors: Iterable[str]) -> Iterator[int]:
        """Where one of these words stands."""
        words = self._words
        for anchor in anchors:
            at = words.find(anchor)
            while at >= 0:
                yield at
                at = words.find(anchor, at + 1)
