"""Echo marks lifted out of prose.

Prose changes nothing, and yet ``{echo …}`` is remembered. The compiler takes the marks out of
the text: each becomes an effect of reading it, under the conditions of the ``{if}``s and
selectors around it. The engine carries it out when the text is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.story import (
    Branch,
    Compare,
    Constant,
    Echo,
    Emphasis,
    Expression,
    Hear,
    Inline,
    Item,
    Number,
    Paragraph,
    Select,
    Sequence,
    conjunction,
    negate,
)

Conditions = tuple[Expression, ...]


def hears_of(items: tuple[Item, ...]) -> tuple[Hear, ...]:
    """The effects of reading these items."""
    if not items:
        return ()
    found = tuple(_of_items(items, ()))
    return tuple(
        Hear(echo, conjunction(conditions) if conditions else None) for echo, conditions in found
    )


def _of_items(items: tuple[Item, ...], under: Conditions) -> Iterator[tuple[str, Conditions]]:
    for item in items:
        if isinstance(item, Paragraph):
            if len(item.parts) > 1 or (item.parts and not isinstance(item.parts[0], str)):
                yield from _of_parts(item.parts, under)
        elif isinstance(item, Branch):
            before: Conditions = ()
            for condition, inner in item.arms:
                own = before if condition is None else (*before, condition)
                yield from _of_items(inner, (*under, *own))
                if condition is not None:
                    before = (*before, negate(condition))


def _of_parts(parts: tuple[Inline, ...], under: Conditions) -> Iterator[tuple[str, Conditions]]:
    for part in parts:
        if isinstance(part, Echo):
            yield part.id, under
            yield from _of_parts(part.parts, under)
        elif isinstance(part, Emphasis):
            yield from _of_parts(part.parts, under)
        elif isinstance(part, Select):
            for number, text in enumerate(part.texts):
                yield from _of_parts(text, (*under, _chosen(part, number)))
        elif isinstance(part, Sequence):
            for text in part.texts:
                yield from _of_parts(text, under)


def _chosen(select: Select, number: int) -> Expression:
    """That the selector chooses this text."""
    if select.values:
        value = Constant("word", select.values[number], number)
        return Compare("is", select.selector, value)
    if select.cuts:
        low = select.cuts[number - 1] if number else None
        high = select.cuts[number] if number < len(select.cuts) else None
        asked: list[Expression] = []
        if low is not None:
            asked.append(Compare(">=", select.selector, Number(low)))
        if high is not None:
            asked.append(Compare("<", select.selector, Number(high)))
        return conjunction(tuple(asked))
    return negate(select.selector) if number else select.selector
