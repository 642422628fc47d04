"""A story's texts as plain words, for labels and for counting.

A text that varies is shown by its first words; what it prints stands as it is written, in braces.
Nothing here knows a state of play.
"""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.story import (
    Block,
    Bound,
    Branch,
    Choice,
    Echo,
    Emphasis,
    Expression,
    Field,
    Inline,
    Item,
    Paragraph,
    Read,
    Scene,
    Select,
    Sequence,
    Show,
    Story,
)

LONGEST = 34
"""Characters of a label on a map; longer ones are cut after a word."""


def label(block: Block | None) -> str:
    """The words of a text of one line, whole; nothing where there is none."""
    if block is None:
        return ""
    first = next((item for item in block.items if isinstance(item, Paragraph)), None)
    return "" if first is None else " ".join(_plain(first.parts).split())


def shortened(words: str, longest: int = LONGEST) -> str:
    """At most ``longest`` characters of a label, cut after a word."""
    if len(words) <= longest:
        return words
    head = words[: longest - 1]
    whole = head.rpartition(" ")[0]
    return (whole if len(whole) > longest // 2 else head).rstrip(" ,;:.—–-") + "…"


def counted(words: int) -> str:
    """A number of words, in words: nothing for none."""
    return "" if not words else "1 word" if words == 1 else f"{words:,} words"


def words_of(scene: Scene, story: Story) -> int:
    """How many words a scene has in the source language, whatever the player gets to read."""
    language = story.world.language
    ids = [scene.id, f"{scene.id}.title", f"{scene.id}.offer"]
    for choice in scene.choices:
        if isinstance(choice, Choice):
            address = f"{scene.id}.{choice.id}"
            ids += [address, f"{address}.then", f"{address}.closed"]
    blocks = (story.text(id, language) for id in ids)
    return sum(_count(block.items) for block in blocks if block is not None)


def _plain(parts: Iterable[Inline]) -> str:
    return "".join(map(_of, parts))


def _of(part: Inline) -> str:
    match part:
        case str():
            return part
        case Emphasis(parts) | Echo(_, parts):
            return _plain(parts)
        case Select(_, _, _, texts) | Sequence(_, texts, _):
            return _plain(texts[0])
        case Show(value, _, detail, _):
            return "{" + (_name(value) or detail or "…") + "}"


def _name(value: Expression) -> str:
    match value:
        case Read(name) | Bound(name):
            return name
        case Field(of, name):
            return f"{_name(of)}.{name}"
        case _:
            return ""


def _count(items: Iterable[Item]) -> int:
    total = 0
    for item in items:
        if isinstance(item, Paragraph):
            total += _count_inline(item.parts)
        elif isinstance(item, Branch):
            total += sum(_count(inner) for _, inner in item.arms)
    return total


def _count_inline(parts: Iterable[Inline]) -> int:
    """Words of all alternatives; a value printed is part of the word it stands in or beside."""
    total = 0
    for part in parts:
        match part:
            case str():
                total += len(part.split())
            case Emphasis(inner) | Echo(_, inner):
                total += _count_inline(inner)
            case Select(_, _, _, texts) | Sequence(_, texts, _):
                total += sum(map(_count_inline, texts))
    return total
