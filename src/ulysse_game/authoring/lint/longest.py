"""How many words a text can come to, at most: its branches by their longest arm.

What is asked of a condition is how it may turn out: with some values known, arms that exclude
one another are never read together. The figure is an upper bound: no reading is longer, and where
the conditions are not known, some readings counted may never happen. Nothing here plays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from ulysse_game.story import (
    And,
    Branch,
    Echo,
    Emphasis,
    Expression,
    Inline,
    Item,
    Not,
    Or,
    PageBreak,
    Paragraph,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
    Story,
    evaluate,
    reads,
)
from ulysse_game.story.words import words_in

Values = Mapping[str, int]
NOTHING_KNOWN: Values = {}


class Length(NamedTuple):
    """Words of the longest reading without a page break, and of the longest with one.

    Minus infinity where there is no such reading.
    """

    plain: float = 0
    paged: float = -inf

    def then(self, other: Length) -> Length:
        """This, and the other after it."""
        paged = max(self.paged + max(other.plain, other.paged), self.plain + other.paged)
        return Length(self.plain + other.plain, paged)

    def either(self, other: Length) -> Length:
        """This or the other, whichever is longer."""
        return Length(max(self.plain, other.plain), max(self.paged, other.paged))

    @property
    def words(self) -> int:
        """Words of the longest reading of all."""
        return int(max(self.plain, self.paged, 0))

    def exceeds(self, most: int, most_paged: int) -> bool:
        """Whether a reading is longer than it may be; a limit of 0 is none."""
        return 0 < most < self.plain or 0 < most_paged < self.paged


ONE_PAGE_BREAK = Length(-inf, 0)
IMPOSSIBLE = Length(-inf, -inf)


class Reader:
    """Measures the texts of one language."""

    def __init__(self, story: Story, language: str) -> None:
        """The texts of ``language``; what it lacks is read in the source language."""
        self.story = story
        self.language = language
        self._whole: dict[str, Length] = {}
        self._spoken: dict[str, int] = {}

    def text(self, line_id: str) -> Length:
        """The longest reading of a text; no length at all if there is none."""
        found = self._whole.get(line_id)
        if found is None:
            found = self._whole[line_id] = self.under(line_id, NOTHING_KNOWN)
        return found

    def under(self, line_id: str, known: Values) -> Length:
        """The same where some variables have these values."""
        block = self.story.text(line_id, self.language)
        if block is None:
            return Length()
        items = block.items
        if len(items) == 1 and isinstance(items[0], Paragraph):  # as most results of choices are
            return Length(self.parts(items[0].parts, known))
        return self.items(items, known)

    def items(self, items: tuple[Item, ...], known: Values) -> Length:
        """The longest reading of some paragraphs."""
        words = 0
        found = Length()
        for item in items:
            match item:
                case Paragraph(_, parts, _, _, _):
                    words += self.parts(parts, known)
                case Branch(arms):
                    found = found.then(self._branch(arms, known))
                case PageBreak():
                    found = found.then(ONE_PAGE_BREAK)
                case Splice(_, text):
                    words += self._longest_observation(text)
                case Repeat(_, echoes, _):
                    words += max((self._echo(each) for each in echoes), default=0)
        return Length(found.plain + words, found.paged + words)

    def _branch(
        self, arms: tuple[tuple[Expression | None, tuple[Item, ...]], ...], known: Values
    ) -> Length:
        found = IMPOSSIBLE
        for condition, items in arms:
            holds = True if condition is None else truth(condition, known)
            if holds is not False:
                found = found.either(self.items(items, known))
            if holds:
                return found
        return found.either(Length())

    def parts(self, parts: tuple[Inline, ...], known: Values) -> int:
        """Words of a sentence."""
        words = 0
        for part in parts:
            match part:
                case str():
                    words += words_in(part)
                case Emphasis(inner) | Echo(_, inner):
                    words += self.parts(inner, known)
                case Sequence(_, texts, _):
                    words += max(self.parts(text, known) for text in texts)
                case Select():
                    words += self._select(part, known)
                case Show(_, "text", detail, _):
                    words += self._longest_observation(detail)
                case Show():
                    words += 1
        return words

    def _select(self, part: Select, known: Values) -> int:
        texts = part.texts
        value = worth(part.selector, known)
        if value is None:
            return max(self.parts(text, known) for text in texts)
        if part.cuts:
            value = sum(value >= cut for cut in part.cuts)
        elif not part.values:
            value = 0 if value else 1
        return self.parts(texts[value], known) if value < len(texts) else 0

    def _longest_observation(self, text: str) -> int:
        found = self._spoken.get(text)
        if found is None:
            names = self.story.world.observations
            found = max((self.text(f"observation.{each.id}.{text}").words for each in names),
                        default=0)  # fmt: skip
            self._spoken[text] = found
        return found

    def _echo(self, id: str) -> int:
        found = self._spoken.get(f"@{id}")
        if found is None:
            line_id = dict(self.story.world.echoes).get(id, "")
            block = self.story.text(line_id, self.language)
            parts = () if block is None else tuple(_echoes(block.items, id))
            found = self._spoken[f"@{id}"] = self.parts(parts, NOTHING_KNOWN)
        return found


def _echoes(items: tuple[Item, ...], id: str) -> Iterable[Inline]:
    """The words that an echo marks."""
    for item in items:
        if isinstance(item, Paragraph):
            yield from _marked(item.parts, id)
        elif isinstance(item, Branch):
            for _, inner in item.arms:
                yield from _echoes(inner, id)


def _marked(parts: tuple[Inline, ...], id: str) -> Iterable[Inline]:
    for part in parts:
        if isinstance(part, Echo) and part.id == id:
            yield from part.parts
        elif isinstance(part, Emphasis | Echo):
            yield from _marked(part.parts, id)
        elif isinstance(part, Select | Sequence):
            for text in part.texts:
                yield from _marked(text, id)


def truth(condition: Expression, known: Values) -> bool | None:
    """Whether a condition holds where these values are known; None if that is open."""
    match condition:
        case Not(part):
            inner = truth(part, known)
            return None if inner is None else not inner
        case And(parts, _) | Or(parts, _):
            is_or = isinstance(condition, Or)
            found = {truth(part, known) for part in parts}
            if is_or in found:
                return is_or
            return None if None in found else not is_or
    value = worth(condition, known)
    return None if value is None else bool(value)


def worth(expression: Expression, known: Values) -> int | None:
    """The number an expression gives where these values are known; None if that is open."""
    if not known:
        return None
    asked = reads(expression)
    if not asked or not asked <= known.keys():
        return None
    try:
        return evaluate(expression, known)
    except (TypeError, KeyError, IndexError, ZeroDivisionError):
        return None  # it asks for more than variables: what a loop binds, the room
