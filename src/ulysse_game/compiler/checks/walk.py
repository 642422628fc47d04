"""Walking the trees of prose: every expression in a text, with the conditions above it."""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.story import (
    And,
    Arithmetic,
    Branch,
    Call,
    Choose,
    Compare,
    Echo,
    Emphasis,
    Expression,
    Field,
    Gather,
    Inline,
    Item,
    Not,
    Or,
    PageBreak,
    Paragraph,
    Read,
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
    Within,
)


def expressions_of(items: tuple[Item, ...]) -> Iterator[Expression]:
    """Every expression that decides or prints something in these items."""
    for item in items:
        match item:
            case Paragraph(_, parts, _, _, _):
                yield from _of_parts(parts)
            case Branch(arms):
                for condition, inner in arms:
                    if condition is not None:
                        yield condition
                    yield from expressions_of(inner)
            case Splice(observation, _):
                yield observation


def _of_parts(parts: tuple[Inline, ...]) -> Iterator[Expression]:
    for part in parts:
        match part:
            case Show(value, _, _, _):
                yield value
            case Select(selector, _, _, texts):
                yield selector
                for text in texts:
                    yield from _of_parts(text)
            case Sequence(_, texts, _):
                for text in texts:
                    yield from _of_parts(text)
            case Emphasis(inner) | Echo(_, inner):
                yield from _of_parts(inner)


def names_in(expression: Expression) -> Iterator[str]:
    """The variables a written expression names, those of bound items as ``*.stat``."""
    match expression:
        case Read(variable):
            yield variable
        case Field(of, name):
            yield f"*.{name}"
            yield from names_in(of)
        case Not(part):
            yield from names_in(part)
        case And(parts, _) | Or(parts, _):
            for part in parts:
                yield from names_in(part)
        case Compare(_, left, right) | Arithmetic(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Within(item, options):
            yield from names_in(item)
            for option in options:
                yield from names_in(option)
        case Call(_, _, arguments):
            for argument in arguments:
                yield from names_in(argument)
        case Choose(condition, then, otherwise):
            for each in (condition, then, otherwise):
                yield from names_in(each)
        case Gather(_, value, walk):
            if value is not None:
                yield from names_in(value)
            if walk.condition is not None:
                yield from names_in(walk.condition)
        case _:
            return


def marks_of(items: tuple[Item, ...]) -> tuple[list[str], list[str], int]:
    """Who speaks in reading order, which echoes are marked or repeated, how many page breaks."""
    speakers: list[str] = []
    echoes: list[str] = []
    breaks = 0
    for item in items:
        match item:
            case Paragraph(_, parts, speaker, _, _):
                if speaker:
                    speakers.append(speaker)
                echoes += _echoes(parts)
            case Branch(arms):
                for _, inner in arms:
                    more = marks_of(inner)
                    speakers += more[0]
                    echoes += more[1]
                    breaks += more[2]
            case Repeat(speaker, ids, _):
                speakers.append(speaker)
                echoes += ids
            case PageBreak():
                breaks += 1
    return speakers, echoes, breaks


def _echoes(parts: tuple[Inline, ...]) -> list[str]:
    found: list[str] = []
    for part in parts:
        match part:
            case Echo(id, inner):
                found += [id, *_echoes(inner)]
            case Emphasis(inner):
                found += _echoes(inner)
            case Select(_, _, _, texts) | Sequence(_, texts, _):
                for text in texts:
                    found += _echoes(text)
            case _:
                pass
    return found
