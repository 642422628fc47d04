"""Every value a text can take, as far as grammar and room are concerned.

A name in a brace stands for many: any of the crew, any value of a player's word, any number of a
range. Here each is put in its place in turn, with the texts that are chosen by it, and the words
before it are looked at: ``de Eva`` is no French. Widths are those of the widest choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

from ulysse_game.story import (
    Arithmetic,
    Block,
    Bound,
    Branch,
    Call,
    Choice,
    Choose,
    Constant,
    Echo,
    Emphasis,
    Expression,
    Facts,
    Inline,
    Item,
    Number,
    PageBreak,
    Paragraph,
    Read,
    Repeat,
    Select,
    Show,
    Splice,
    Story,
    Walk,
    ground,
)
from ulysse_game.story import Sequence as Turns
from ulysse_game.view.numbers import clock, seconds, words
from ulysse_game.view.wrap import cells

MOST_ROUNDS = 200
"""How many combinations of people and words are tried in one text; more, and each goes alone."""

_TAIL = 12
_MOST_TIMES = 99
"""How often somebody may have been somewhere, as far as room for the number is concerned."""
_ELIDES = re.compile(
    "(?:^|[\\s\u00a0\u202f’(«“])(de|le|la|que|je|ne|se|me|te|ce|jusque|lorsque|puisque|quoique) $",
    re.IGNORECASE,
)
_JOINS = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_JOINS_BEFORE = re.compile("(?:^|[\\s\u00a0\u202f’(«“])(de|à) $", re.IGNORECASE)
_VOWELS = "AEIOUYÀÂÄÉÈÊËÎÏÔÖÛÜŒÆ"


Known = Mapping[str, Constant | Number]
"""What names stand for: bound ones keyed ``=p``, variables by their name."""


class Clash(NamedTuple):
    """Words that do not go together: those before a value, the value, what would be right."""

    before: str
    value: str
    right: str


class Values:
    """What the values of one story read as, in one language."""

    def __init__(self, story: Story, language: str) -> None:
        """The values of this story."""
        self.story, self.language = story, language
        self.facts = Facts(story.world)
        self._variables = {each.name: each for each in story.world.variables}
        self._words = {each.name: each for each in story.world.words}
        self._vowels = {each.id: dict(each.vowel).get(language) for each in story.world.people}

    # -- which values there are -----------------------------------------------------------------

    def rounds(self, block: Block) -> Iterator[Known]:
        """What the people and words of a block may be, combination by combination.

        At least one, perhaps empty.
        """
        axes = self._axes(block)
        size = 1
        for members in axes.values():
            size *= max(len(members), 1)
        if size <= MOST_ROUNDS:
            for chosen in product(*axes.values()):
                yield dict(zip(axes, chosen, strict=True))
            return
        for name, members in axes.items():
            for member in members:
                yield {name: member}

    def _axes(self, block: Block) -> dict[str, Sequence[Constant]]:
        walks = self._walks(block)
        found: dict[str, Sequence[Constant]] = {}
        for each in _shows(block.items):
            value = each.value
            if isinstance(value, Bound) and value.name in walks:
                members = walks[value.name].members
                found[f"={value.name}"] = [m for m in members if isinstance(m, Constant)]
            elif isinstance(value, Read) and each.form == "word":
                word = self._words[value.variable]
                found[value.variable] = [Constant("word", v, n) for n, v in enumerate(word.values)]
            elif isinstance(value, Read) and each.form in ("person", "full"):
                found[value.variable] = [self.facts.person(id) for id in self.facts.people]
        return found

    def _walks(self, block: Block) -> dict[str, Walk]:
        parts = block.line_id.split(".")
        scene = self.story.scenes.get(parts[0])
        walks: list[Walk | None] = [self.story.world.crew if parts[0] == "crew" else None]
        if scene is not None:
            walks.append(scene.each)
            walks += [
                each.each
                for each in scene.choices
                if isinstance(each, Choice) and parts[1:2] == [each.id]
            ]
        return {walk.name: walk for walk in walks if walk is not None}

    # -- what stands before a value -------------------------------------------------------------

    def clashes(self, block: Block) -> list[Clash]:
        """Where a word should have been joined with the value after it, each once."""
        found: dict[Clash, None] = {}
        if self.language.startswith("fr") and any(True for _ in _shows(block.items)):
            for values in self.rounds(block):
                self._items(block.items, values, found)
        return [*found]

    def _items(self, items: Sequence[Item], values: Known, found: dict[Clash, None]) -> None:
        for item in items:
            match item:
                case Paragraph(_, parts):
                    self._parts(parts, {""}, values, found)
                case Branch(arms):
                    for condition, inner in arms:
                        asked = None if condition is None else self.settled(condition, values)
                        if asked != Number(0):
                            self._items(inner, values, found)
                        if asked is not None and isinstance(asked, Number) and asked.value:
                            break
                case PageBreak() | Splice() | Repeat():
                    pass

    def _parts(
        self,
        parts: Sequence[Inline],
        tails: set[str],
        values: Known,
        found: dict[Clash, None],
    ) -> set[str]:
        """What may stand last after these parts, given what may stand before them."""
        for part in parts:
            match part:
                case str():
                    tails = {(tail + part)[-_TAIL:] for tail in tails}
                case Emphasis(inner) | Echo(_, inner):
                    tails = self._parts(inner, tails, values, found)
                case Select():
                    arms = self._taken(part, values)
                    ways = [self._parts(arm, tails, values, found) for arm in arms]
                    tails = set().union(*ways)
                case Turns(mark, texts, _):
                    ways = [self._parts(text, tails, values, found) for text in texts]
                    tails = set().union(*ways, tails if mark == "!" else set())
                case Show():
                    tails = self._shown(part, tails, values, found)
        return tails

    def _taken(self, part: Select, values: Known) -> list[tuple[Inline, ...]]:
        """The texts that may be read: one where the values decide, else all of them."""
        texts = [*part.texts]
        if not part.values and not part.cuts and len(texts) == 1:
            texts.append(())
        asked = self.settled(part.selector, values)
        if part.values and isinstance(asked, Constant):
            return texts[asked.number : asked.number + 1]
        if isinstance(asked, Number) and not part.values and not part.cuts:
            return [texts[0 if asked.value else 1]]
        if isinstance(asked, Number) and part.cuts:
            return [texts[sum(asked.value >= cut for cut in part.cuts)]]
        return texts

    def _shown(
        self,
        part: Show,
        tails: set[str],
        values: Known,
        found: dict[Clash, None],
    ) -> set[str]:
        value = self.settled(part.value, values)
        if not isinstance(value, Constant) or part.form not in ("person", "full", "word"):
            return {""}
        text = self._text(part, value)
        elides = text[:1].upper() in _VOWELS
        if value.kind == "person" and self._vowels.get(value.value) is not None:
            elides = bool(self._vowels[value.value])
        for tail in tails:
            short = _ELIDES.search(tail)
            if short is not None and elides and text:
                joined = short[1][:-1] + "’" + text
                found[Clash(short[1], text, joined)] = None
            joining = _JOINS_BEFORE.search(tail)
            article, _, rest = text.partition(" ")
            if joining is not None and rest:
                right = _JOINS.get((joining[1].lower(), article.lower()))
                if right is not None:
                    found[Clash(joining[1], text, f"{right} {rest}")] = None
        return {(tail + text)[-_TAIL:] for tail in tails}

    def settled(self, expression: Expression, values: Known) -> Expression:
        """What an expression is once these values are known."""
        binding = {name[1:]: value for name, value in values.items() if name.startswith("=")}
        return ground(_put(expression, values), binding, self.facts)

    # -- how wide -------------------------------------------------------------------------------

    def widest(self, block: Block, known: Known = MappingProxyType({})) -> str:
        """The widest that a text of one line can read, whatever else the state is."""
        found = ""
        for values in self.rounds(block):
            values = {**values, **known}
            text = "".join(
                self._wide(item.parts, values)
                for item in block.items
                if isinstance(item, Paragraph)
            )
            found = max(found, text, key=cells)
        return found

    def _wide(self, parts: Sequence[Inline], values: Known) -> str:
        found = ""
        for part in parts:
            match part:
                case str():
                    found += part
                case Emphasis(inner) | Echo(_, inner):
                    found += self._wide(inner, values)
                case Select():
                    ways = [self._wide(arm, values) for arm in self._taken(part, values)]
                    found += max(ways, key=cells)
                case Turns(_, texts, _):
                    found += max((self._wide(text, values) for text in texts), key=cells)
                case Show():
                    found += max(self._readings(part, values), key=cells)
        return found

    def _readings(self, part: Show, values: Known) -> list[str]:
        """What a value may read as: all of a few, the ends of a long range."""
        value = self.settled(part.value, values)
        if isinstance(value, Constant):
            return [self._text(part, value)]
        language = self.language
        if part.form == "clock":
            return [clock(23 * 60 + 59, language)]
        if part.form == "text":
            return [""]
        if part.form in ("person", "full"):
            return [self._text(part, self.facts.person(id)) for id in self.facts.people] or [""]
        low, high = self._range(value)
        if part.form == "unit":
            return [seconds(max(high, 0))]
        if part.form == "words":
            return [
                words(number, language) for number in range(max(low, 0), min(high, 99) + 1)
            ] or [str(high)]
        return [str(low), str(high)]

    def _range(self, value: Expression) -> tuple[int, int]:
        """Between which numbers a value lies, surely."""
        match value:
            case Number(number):
                return number, number
            case Read(variable) if variable in self._variables:
                return self._variables[variable].low, self._variables[variable].high
            case Choose(_, then, otherwise):
                ends = self._range(then) + self._range(otherwise)
                return min(ends), max(ends)
            case Arithmetic(sign, left, right):
                return _worked_out(sign, self._range(left), self._range(right))
            case Call("max" | "min" as function, _, arguments):
                pick = max if function == "max" else min
                lows, highs = zip(*(self._range(each) for each in arguments), strict=True)
                return pick(lows), pick(highs)
            case Call("visits" | "picked"):
                return 0, _MOST_TIMES
            case _:
                return 0, 1

    def _text(self, part: Show, value: Constant) -> str:
        if part.form == "word" and isinstance(part.value, Read):
            word = self._words[part.value.variable]
            form = "" if part.detail == word.forms[0] else f".{part.detail}"
            text = self.name(f"word.{word.name}.{value.value}{form}")
        else:
            key = "name" if part.form == "full" else "called"
            text = self.name(f"person.{value.value}.{key}")
        return text[:1].upper() + text[1:] if part.capital else text

    def name(self, line_id: str) -> str:
        """The plain words of a name in this language."""
        block = self.story.text(line_id, self.language)
        items = () if block is None else block.items
        parts = items[0].parts if items and isinstance(items[0], Paragraph) else ()
        return "".join(part for part in parts if isinstance(part, str))


def _worked_out(sign: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """The range of a sum, a difference, a product or a quotient; division rounds down."""
    if sign == "/":
        divisors = [each for each in (*right, -1, 1) if each and right[0] <= each <= right[1]]
        ends = [each // by for each in left for by in divisors] or [0]
    elif sign == "*":
        ends = [one * other for one in left for other in right]
    elif sign == "-":
        ends = [left[0] - right[1], left[1] - right[0]]
    else:
        ends = [left[0] + right[0], left[1] + right[1]]
    return min(ends), max(ends)


def _shows(items: Sequence[Item]) -> Iterator[Show]:
    """Every value printed in these items."""
    for item in items:
        match item:
            case Paragraph(_, parts):
                yield from _shows_in(parts)
            case Branch(arms):
                for _, inner in arms:
                    yield from _shows(inner)
            case _:
                pass


def _shows_in(parts: Sequence[Inline]) -> Iterator[Show]:
    for part in parts:
        match part:
            case Show():
                yield part
            case Emphasis(inner) | Echo(_, inner):
                yield from _shows_in(inner)
            case Select(_, _, _, texts) | Turns(_, texts, _):
                for text in texts:
                    yield from _shows_in(text)
            case _:
                pass


def _put(tree: Any, values: Known) -> Any:
    """The tree with the variables that are known replaced by their values."""
    if isinstance(tree, Read):
        return values.get(tree.variable, tree)
    if isinstance(tree, tuple):
        parts = [_put(part, values) for part in tree]
        return type(tree)(*parts) if hasattr(tree, "_fields") else tuple(parts)
    return tree
