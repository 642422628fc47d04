"""A language that nobody speaks, for finding out whether every screen has room for a longer one.

Asked for by its code alone, it is made of the source while it is read: letters with accents, a
third more of them, and brackets around each paragraph, so that what is cut off, or was never put
up for translation, can be seen at once. Names stay, and whatever the state decides stays decided by
it. No file holds its words, and the cache of compiled stories never sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

from ulysse_game.story import Block, Branch, Echo, Emphasis, Paragraph, Select, Sequence, Story
from ulysse_game.story.text import Inline, Item
from ulysse_game.view.words import PSEUDO, Words

LONGER = 0.35
"""How much longer its texts are than those of the source."""

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀçđéƒĝĥíĵķľɱñóþǫŕšŧúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĽṀÑÓÞǪŔŠŦÚṼŴẊÝŽ"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_MORE = " ǿñé ŧŵó ŧĥŕéé ƒóúŕ ƒíṽé šíẋ šéṽéñ éíĝĥŧ"
_BRACE = re.compile(r"(\{[^{}]*\})")
_SHORT = 5
_NAMES = ("person.", "voice.")
"""How the line ids of names begin: who speaks is to be known."""


def accented(text: str) -> str:
    """The same words, every letter with an accent; of the same length."""
    return text.translate(_ACCENTS)


def padding(length: int) -> str:
    """So many signs more as a text of this length needs to be a third longer."""
    wanted = max(ceil(length * LONGER) - 2, 0)  # the brackets count
    return (_MORE * (wanted // len(_MORE) + 1))[:wanted].rstrip(" ")


def pseudo_sentence(sentence: str) -> str:
    """A sentence of the interface; its ``{names}`` stay."""
    if not any(sign.isalpha() for sign in sentence):
        return sentence
    parts = _BRACE.split(sentence)
    words = "".join(part if number % 2 else accented(part) for number, part in enumerate(parts))
    end = sentence[len(sentence.rstrip(" ")) :]
    return f"⟦{words.rstrip(' ')}{padding(len(sentence))}⟧{end}"


class PseudoWords(Words):
    """The interface's words in the language that nobody speaks."""

    __slots__ = ()

    def __init__(self) -> None:
        """All of them, made when they are asked for."""
        super().__init__(PSEUDO, {})

    def __call__(self, sentence: str, /, **values: object) -> str:
        """The sentence, with ``{name}`` filled in from ``values``."""
        told = pseudo_sentence(sentence)
        return told.format(**values) if values else told


class _Texts(Mapping[str, Block]):
    """Every text of a story in that language, each made when first asked for."""

    def __init__(self, source: Mapping[str, Block]) -> None:
        self._source = source
        self._made: dict[str, Block] = {}

    def __getitem__(self, line_id: str) -> Block:
        found = self._made.get(line_id)
        if found is None:
            found = self._made[line_id] = _block(self._source[line_id])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._source)

    def __len__(self) -> int:
        return len(self._source)


def pseudo_story(story: Story) -> Story:
    """The story with one more language, by the code ``PSEUDO``; the others as they were."""
    source = story.texts(story.world.language)
    texts = {each: story.texts(each) for each in story.world.languages} | {PSEUDO: _Texts(source)}
    return Story(story.world, story.scenes, texts, story.digest)


def _block(block: Block) -> Block:
    if block.line_id.startswith(_NAMES):
        return block
    is_word = block.line_id.startswith("word.")
    return block._replace(items=tuple(_item(item, is_word) for item in block.items))


def _item(item: Item, is_word: bool) -> Item:
    match item:
        case Paragraph():
            words = _parts(item.parts)
            if is_word or not words:
                return item._replace(parts=words)
            more = padding(_length(item.parts))
            return item._replace(parts=("⟦", *words, f"{more}⟧"))
        case Branch(arms):
            return Branch(
                tuple(
                    (condition, tuple(_item(each, is_word) for each in inner))
                    for condition, inner in arms
                )
            )
        case _:
            return item


def _length(parts: tuple[Inline, ...]) -> int:
    """How long these parts are at the most, a value taken for a short word."""
    total = 0
    for part in parts:
        match part:
            case str():
                total += len(part)
            case Emphasis(inner) | Echo(_, inner):
                total += _length(inner)
            case Select() | Sequence():
                total += max(map(_length, part.texts), default=0)
            case _:
                total += _SHORT
    return total


def _parts(parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(_part(part) for part in parts)


def _part(part: Inline) -> Any:
    match part:
        case str():
            return accented(part)
        case Emphasis(inner):
            return Emphasis(_parts(inner))
        case Echo(id, inner):
            return Echo(id, _parts(inner))
        case Select() | Sequence():
            return part._replace(texts=tuple(_parts(text) for text in part.texts))
        case _:
            return part
