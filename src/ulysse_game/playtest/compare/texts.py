"""How much of a story's texts changed, by chapter and language: texts, and words within them.

Words are counted as they stand, whatever a state would show of them. Words that only moved within
a text are not counted; a text whose words are the same may still have changed, in a selector or
a speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple, assert_never

from ulysse_game.playtest.compare.renames import Renames
from ulysse_game.story import (
    Block,
    Branch,
    Echo,
    Emphasis,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
    Story,
)

WORLD = "world"
"""Where texts of no chapter belong, as in the translators' catalogues."""


class Texts(NamedTuple):
    """What changed in one chapter in one language.

    ``added``, ``removed`` and ``changed`` count texts, ``words_added`` and ``words_removed``
    the words of all three.
    """

    chapter: str
    language: str
    added: int = 0
    removed: int = 0
    changed: int = 0
    words_added: int = 0
    words_removed: int = 0


def texts_of(old: Story, new: Story) -> tuple[Texts, ...]:
    """The chapters and languages in which something changed, in the order of the new story."""
    languages = dict.fromkeys((*new.world.languages, *old.world.languages))
    found = chain.from_iterable(_in(old, new, language) for language in languages)
    return tuple(sorted(found, key=lambda each: _order(new, each.chapter)))


def _order(story: Story, chapter: str) -> int:
    ids = [each.id for each in story.world.chapters]
    return ids.index(chapter) if chapter in ids else len(ids)


def _in(old: Story, new: Story, language: str) -> Iterator[Texts]:
    renames = Renames(new)
    before = {renames.line(id): block for id, block in old.texts(language).items()}
    after = new.texts(language)
    found: dict[str, Texts] = {}
    for id in dict.fromkeys((*after, *before)):
        was, now = before.get(id), after.get(id)
        if was is not None and now is not None and was.items == now.items:
            continue
        chapter = _chapter((new, old), id)
        one = _difference(Texts(chapter, language), was, now)
        found[chapter] = _added(found[chapter], one) if chapter in found else one
    yield from found.values()


def _chapter(stories: Iterable[Story], line_id: str) -> str:
    """The chapter of a text in the first of these stories that has its scene."""
    first, _, rest = line_id.partition(".")
    if first == "chapter":
        return rest.partition(".")[0]
    for story in stories:
        if first in story.scenes:
            return story.scene(first).chapter or WORLD
    return WORLD


def _difference(base: Texts, was: Block | None, now: Block | None) -> Texts:
    before, after = _words(was), _words(now)
    return base._replace(
        added=int(was is None),
        removed=int(now is None),
        changed=int(was is not None and now is not None),
        words_added=(after - before).total(),
        words_removed=(before - after).total(),
    )


def _added(left: Texts, right: Texts) -> Texts:
    return Texts(left.chapter, left.language, *map(sum, zip(left[2:], right[2:], strict=True)))


def _words(block: Block | None) -> Counter[str]:
    if block is None:
        return Counter()
    return Counter("".join(_items(block.items)).split())


def _items(items: Iterable[Item]) -> Iterator[str]:
    """The words of these, a space after each paragraph."""
    for item in items:
        match item:
            case Paragraph():
                yield from _inlines(item.parts)
                yield " "
            case Branch():
                for _, inner in item.arms:
                    yield from _items(inner)
            case PageBreak() | Splice() | Repeat():
                pass
            case _:
                assert_never(item)


def _inlines(parts: Iterable[Inline]) -> Iterator[str]:
    for part in parts:
        match part:
            case str():
                yield part
            case Emphasis() | Echo():
                yield from _inlines(part.parts)
            case Select() | Sequence():
                for text in part.texts:
                    yield from _inlines(text)
                    yield " "
            case Show():
                yield "{}"
            case _:
                assert_never(part)
