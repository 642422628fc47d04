"""Where phrases of the house style stand in the prose of one language.

Marks, selectors and notes are never prose. What stands between quotation marks is speech, wherever
it stands. Shared by the rules that ban phrases and those that count them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ulysse_game.authoring.lint.material import Material, Text
from ulysse_game.authoring.lint.places import Sources
from ulysse_game.authoring.phrases import Corpus, Hit, pattern
from ulysse_game.authoring.prose_map import ProseMap, map_of

_CLOSING = ("”", "»")


class Found(NamedTuple):
    """``text.words[start:end]``, which a phrase looked for."""

    text: Text
    start: int
    end: int

    @property
    def words(self) -> str:
        """What stands there, on one line."""
        return " ".join(self.text.words[self.start : self.end].split("\n"))


def search_of(material: Material, language: str) -> Search:
    """The texts of one language, ready to be searched; made once for each material."""
    made = _made_of(material.sources)
    if language not in made:
        made[language] = Search(material, language)
    return made[language]


@lru_cache(maxsize=1)
def _made_of(sources: Sources) -> dict[str, Search]:
    """The searches of the last material that was looked at; the one before is forgotten."""
    return {}


class Search:
    """The texts of one language, to be searched again and again."""

    def __init__(self, material: Material, language: str) -> None:
        """All texts of the material that are in this language."""
        self.texts = tuple(each for each in material.texts if each.language == language)
        self._corpus = Corpus(each.words for each in self.texts)
        self._maps: dict[int, ProseMap] = {}

    def find(self, find: Iterable[str], but: Iterable[str], where: str) -> Iterator[Found]:
        """Every place of any of these phrases in the parts ``where``, in story order."""
        hits = {hit for phrase in find for hit in self._corpus.find(pattern(phrase))}
        if not hits:
            return
        spared = {hit for phrase in but for hit in self._corpus.find(pattern(phrase))}
        for hit in sorted(hits):
            if any(_overlap(hit, each) for each in spared):
                continue
            if self._is_in(hit, where):
                yield Found(self.texts[hit.text], hit.start, hit.end)

    def _is_in(self, hit: Hit, where: str) -> bool:
        mapped = self._maps.get(hit.text)
        if mapped is None:
            text = self.texts[hit.text]
            mapped = self._maps[hit.text] = map_of(text.words, text.is_line)
        # What begins with the end of a speech is about what follows the speech.
        at = hit.end - 1 if mapped.words[hit.start] in _CLOSING else hit.start
        stretch = mapped.at(at)
        if stretch is None or stretch.part == "notes":
            return False
        if not where:
            return True
        parts = where.split(", ")
        is_spoken = stretch.part == "speech" or mapped.is_quoted(at)
        if is_spoken and "speech" in parts:
            return True
        return stretch.part in parts and not (is_spoken and stretch.part == "narration")


def _overlap(one: Hit, other: Hit) -> bool:
    return one.text == other.text and one.start < other.end and other.start < one.end
