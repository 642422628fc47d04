"""A text as rows for the eye: paragraphs, speeches, screens, conditions, every arm of each.

Rows know nothing of Markdown or HTML. Alternatives within a sentence stay within it, each with the
name of the value or band that gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ulysse_game.authoring.written import Notation
from ulysse_game.story import (
    Block,
    Branch,
    Echo,
    Emphasis,
    Expression,
    Field,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Read,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
    World,
)

_SEQUENCES = {"&": "in turn", "~": "by chance", "!": "once"}


class Run(NamedTuple):
    """Some words; ``style`` is nothing, ``em``, ``echo``, or ``mark`` for what is no prose."""

    text: str
    style: str = ""


class Row(NamedTuple):
    """One paragraph or line.

    ``kind`` is ``narration``, ``speech``, ``screen``, ``asks`` (a condition, which holds for the
    deeper rows below it) or ``page``. ``who`` speaks, ``depth`` counts the conditions around it.
    """

    kind: str
    depth: int
    runs: tuple[Run, ...]
    who: str = ""


class Reading:
    """Reads texts of one story."""

    def __init__(self, world: World, defined: Mapping[Expression, str] | None = None) -> None:
        """For this world: its names and bands; ``defined`` are its named expressions."""
        self.notation = Notation(world, defined)
        self._bands = {each.name: tuple(name for name, _ in each.bands) for each in world.variables}
        for each in world.variables:
            self._bands.setdefault(each.name.rpartition(".")[2], self._bands[each.name])

    def rows(self, block: Block | None) -> tuple[Row, ...]:
        """A block as rows; none of nothing."""
        return () if block is None else tuple(self._items(block.items, 0))

    def _items(self, items: Iterable[Item], depth: int) -> Iterator[Row]:
        for item in items:
            match item:
                case Paragraph(kind, parts, speaker, manner, maybe):
                    who = speaker + ("?" if maybe else "") + (f" ({manner})" if manner else "")
                    yield Row(kind, depth, _joined(self._inline(parts)), who)
                case Branch(arms):
                    yield from self._branch(arms, depth)
                case PageBreak():
                    yield Row("page", depth, ())
                case Splice(observation, text):
                    named = f"{{{self.notation.expression(observation)}.{text}}}"
                    yield Row("narration", depth, (Run(named, "mark"),))
                case Repeat(speaker, echoes, condition):
                    asked = "" if condition is None else f" if {self._asked(condition)}"
                    said = f"says again: {', '.join(echoes)}{asked}"
                    yield Row("speech", depth, (Run(said, "mark"),), speaker)

    def _branch(
        self, arms: Iterable[tuple[Expression | None, tuple[Item, ...]]], depth: int
    ) -> Iterator[Row]:
        for number, (condition, items) in enumerate(arms):
            word = "else" if condition is None else "else if" if number else "if"
            asked = "" if condition is None else f" {self._asked(condition)}"
            yield Row("asks", depth, (Run(word + asked, "mark"),))
            yield from self._items(items, depth + 1)

    def _asked(self, condition: Expression) -> str:
        return self.notation.expression(condition)

    def _inline(self, parts: Iterable[Inline], style: str = "") -> Iterator[Run]:
        for part in parts:
            match part:
                case str():
                    yield Run(part, style)
                case Emphasis(inner):
                    yield from self._inline(inner, "em")
                case Echo(_, inner):
                    yield from self._inline(inner, style or "echo")
                case Show(value, _, detail, _):
                    dot = f".{detail}" if detail else ""
                    yield Run(f"{{{self.notation.expression(value)}{dot}}}", "mark")
                case Select(selector, _, _, texts):
                    names = self._names(part)
                    yield Run(f"{{{self.notation.expression(selector)} · ", "mark")
                    yield from self._texts(names, texts, style)
                case Sequence(mark, texts, _):
                    names = tuple(str(n) for n in range(1, len(texts) + 1))
                    how = _SEQUENCES.get(mark, "visit by visit")
                    yield Run(f"{{{how} · ", "mark")
                    yield from self._texts(names, texts, style)

    def _texts(
        self, names: tuple[str, ...], texts: tuple[tuple[Inline, ...], ...], style: str
    ) -> Iterator[Run]:
        for number, (name, text) in enumerate(zip(names, texts, strict=False)):
            yield Run(f"{' | ' if number else ''}{name}: ", "mark")
            if text:
                yield from self._inline(text, style)
            else:
                yield Run("–", "mark")
        yield Run("}", "mark")

    def _names(self, select: Select) -> tuple[str, ...]:
        """What gives each text of a selector: yes and no, values, or the names of bands."""
        if select.values:
            return select.values
        if not select.cuts:
            return ("yes", "no")
        match select.selector:
            case Read(name) | Field(_, name):
                bands = self._bands.get(name, ())
                if len(bands) == len(select.cuts) + 1:
                    return bands
        return ("less", *(f"{cut} or more" for cut in select.cuts))


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same words in fewer runs: those of one style that follow each other are one."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].style == run.style:
            found[-1] = Run(found[-1].text + run.text, run.style)
        elif run.text:
            found.append(run)
    return tuple(found)
