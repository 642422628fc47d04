"""The lines of a story's files as rows of a table: the writer's own words, with what was shown.

Four cells: the line's number; how many walkthroughs show what it says; the line, its alternatives
each with its number; what else is decided there. What is never shown carries a sign beside its
colour. Everything that comes from a story is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from ulysse_game.explore.items import Item, Key
from ulysse_game.playtest.cover.count import key_of, scene_of
from ulysse_game.playtest.cover.strokes import Stroke
from ulysse_game.playtest.cover.written import Written

NEVER = "✗"
"""Stands for never shown, wherever a number would stand."""

SILENCE = "∅"
"""Stands where an alternative has no words."""

_JOINT = "\u00a0"
"""Between words and their sign, so that no line is broken there."""

_QUOTES = ("'", '"')

_OWN = frozenset(("scene", "choice", "rule", "ending"))
"""What a line of the margin is there for, and its number tells of."""


class Span(NamedTuple):
    """The part of a text that stands in one line: from ``start`` to before ``end``."""

    written: Written
    start: int
    end: int
    column: int


class Sheet:
    """One file: its lines, the texts and the items that stand in each."""

    def __init__(
        self,
        lines: list[str],
        texts: Iterable[Written],
        items: Iterable[Item],
        counts: Mapping[Key, int],
    ) -> None:
        """A file of these lines; all of ``texts`` and ``items`` are of it."""
        self._lines = lines
        self._counts = counts
        self._spans: dict[int, Span] = {}
        self._items: dict[int, list[Item]] = {}
        told: set[str] = set()
        for text in texts:
            if ("text", text.line_id) in counts:
                for number, span in _spans(text):
                    self._spans.update(self._found(number, span))
            told.update(stroke.name for stroke in text.strokes)
        for item in items:
            if item.kind != "alternative" or item.name not in told:
                self._items.setdefault(item.line, []).append(item)

    def _found(self, number: int, span: Span) -> Iterator[tuple[int, Span]]:
        """The span where its line has these words, behind a quote perhaps; else nothing."""
        words = span.written.text[span.start : span.end].rstrip()
        line = self._lines[number - 1] if number <= len(self._lines) else ""
        column = span.column + (line[span.column - 1 : span.column] in _QUOTES)
        for place in (span.column, column):
            if line.startswith(words, place - 1):
                yield number, span._replace(column=place)
                return

    def rows(self, first: int, last: int) -> Iterator[str]:
        """The rows of the lines from ``first`` to before ``last``, empty ones at the end left."""
        while last > first and not self._lines[last - 2].strip():
            last -= 1
        for number in range(first, last):
            yield self._row(number)

    def _row(self, number: int) -> str:
        line = self._lines[number - 1]
        span = self._spans.get(number)
        items = self._items.get(number, [])
        count = self._count(span, items)
        words = self._words(line, span, count == 0)
        sign = "" if count is None else str(count or NEVER)
        opening = "<tr class=x>" if count == 0 else "<tr>"
        return f"{opening}<td>{number}<td>{sign}<td>{words}<td>{self._notes(items, span)}"

    def _count(self, span: Span | None, items: list[Item]) -> int | None:
        """How many walkthroughs show what the line says; nothing where it says nothing."""
        own = [self._counts[key_of(item)] for item in items if item.kind in _OWN]
        if own:
            return max(own)
        if span is None or not span.written.text[span.start : span.end].strip():
            return None
        if span.written.text[span.start : span.end].lstrip().startswith(("//", "{if", "{e")):
            return None
        covering = [each for each in span.written.strokes if _covers(each, span)]
        if covering:
            inner = min(covering, key=lambda each: each.end - each.start)
            return self._of(inner)
        return self._counts[("text", span.written.line_id)]

    def _of(self, stroke: Stroke) -> int:
        return self._counts.get(("alternative", stroke.name), 0)

    def _words(self, line: str, span: Span | None, is_never: bool) -> str:
        """The line, its margin set apart and the alternatives in it marked."""
        if span is None:
            return f"<i>{escape(line, quote=False)}</i>" if line else ""
        margin = line[: span.column - 1]
        words = span.written.text[span.start : span.end]
        rest = line[span.column - 1 + len(words) :]
        told = escape(words, quote=False) if is_never else self._marked(span)
        return _margin(margin) + told + _margin(rest)

    def _marked(self, span: Span) -> str:
        """The words of a span; each alternative followed by how many walkthroughs show it."""
        within = [
            stroke
            for stroke in span.written.strokes
            if _is_within(stroke, span) and not _covers(stroke, span)
        ]
        within.sort(key=lambda stroke: (stroke.start, -stroke.end))
        return self._nested(span, span.start, span.end, within)

    def _nested(self, span: Span, start: int, end: int, strokes: list[Stroke]) -> str:
        """The words from ``start`` to before ``end``, in which these alternatives stand."""
        text = span.written.text
        found = []
        at = start
        while strokes:
            outer, *rest = strokes
            inner = [each for each in rest if each.start < outer.end]
            strokes = rest[len(inner) :]
            first, last = max(outer.start, start), min(outer.end, end)
            found.append(escape(text[at:first], quote=False))
            sign = self._sign(outer) if outer.end <= span.end else ""
            if self._of(outer):
                found.append(self._nested(span, first, last, inner) + sign)
            else:  # and so nothing in it
                found.append(f"<mark>{escape(text[first:last], quote=False)}{sign}</mark>")
            at = last
        found.append(escape(text[at:end], quote=False))
        return "".join(found)

    def _sign(self, stroke: Stroke) -> str:
        """What follows an alternative: how many show it."""
        count = self._of(stroke)
        if stroke.start == stroke.end:
            return f"<sup>{SILENCE}{count or NEVER}</sup>"
        return f"<sup>{count or NEVER}</sup>"

    def _notes(self, items: list[Item], span: Span | None) -> str:
        """What else is decided in this line, with how often it came out so."""
        own = [item for item in items if item.kind in _OWN]
        outcomes: dict[str, list[str]] = {}
        for item in items:
            if len(own) <= 1 and item in own:
                continue
            if item.kind == "text" and (span is not None and not own):
                continue
            label, outcome = _labelled(item)
            count = self._counts[key_of(item)]
            outcome = f"{outcome}{_JOINT}" if outcome else ""
            said = f"{outcome}×{count}" if count else f"<b>{outcome}{NEVER}</b>"
            outcomes.setdefault(label, []).append(said)
        return "; ".join(
            f"{escape(label, quote=False)}{_JOINT}{', '.join(said)}"
            for label, said in outcomes.items()
        )


def _labelled(item: Item) -> tuple[str, str]:
    """What an item is told under, and what of it."""
    kind, name = item.kind, item.name
    inside = name.removeprefix(scene_of(name))
    match kind:
        case "yes" | "no":
            return inside.lstrip(".") or name, kind
        case "closed":
            return f"closed#{name.partition('#')[2]}", ""
        case "place":
            return inside.lstrip("/"), ""
        case "choice":
            return inside.lstrip("./"), ""
        case "text":
            return "read", ""
        case "alternative":
            return f"#{name.partition('#')[2]}", ""
        case _:
            return name, ""


def _spans(text: Written) -> Iterator[tuple[int, Span]]:
    """The lines of a text, by their numbers in the file."""
    start = 0
    for number, line in enumerate(text.text.split("\n")):
        column = text.indent if number else text.column
        yield text.line + number, Span(text, start, start + len(line), column)
        start += len(line) + 1


def _covers(stroke: Stroke, span: Span) -> bool:
    """Whether an alternative is all the words of a line."""
    words = span.written.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return stroke.start <= start and stroke.end >= start + len(words.strip()) and bool(words)


def _margin(words: str) -> str:
    """What of a line the player never reads."""
    return f"<i>{escape(words, quote=False)}</i>" if words.strip() else words


def _is_within(stroke: Stroke, span: Span) -> bool:
    """Whether any of an alternative stands in a line; one without words at its one place."""
    if stroke.start == stroke.end:
        return span.start <= stroke.start <= span.end
    return max(stroke.start, span.start) < min(stroke.end, span.end)
