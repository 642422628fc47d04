"""What a text can show: the alternatives of a block as a tree, each with when it is shown.

Coverage must know that a sentence was never read, and the explorer whether it can be. The
conditions mean what the view's teller does, as ground expressions over the state of the moment at
which the block is read; a shuffle, which only the seed decides, is told apart. Nothing here tells
a text, and nothing here is about translations: only about the story's own language.

A name is the line id and a path, ``simon_1.then#2.1``: of the second thing in the block that
chooses, the first text. Only what chooses is counted, level by level: paragraphs come and go
without changing a name, and an edit within one arm leaves its neighbours' names alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias, assert_never

from ulysse_game.explore.content.excerpts import excerpt_of
from ulysse_game.story import (
    NO,
    YES,
    Arithmetic,
    Binding,
    Block,
    Branch,
    Call,
    Compare,
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
    Repeat,
    Select,
    Sequence,
    Show,
    Splice,
    Story,
    conjunction,
    disjunction,
    ground,
    negate,
)

Shuffle: TypeAlias = tuple[str, int, int, int]
"""Line id, salt, sides, which: what ``engine.shuffled`` is asked with, and what it must give.

The visit it is asked with is that of the scene of the block with this line id, 1 without one.
"""

Content: TypeAlias = tuple[Item | Inline, ...]


class Seen(NamedTuple):
    """One thing that a block may show, given that what it stands in is shown.

    ``name`` is ``LINE_ID#PATH``; one without ``#`` is another text taken in whole, by its own
    line id, and its ``parts`` are that text's alternatives under their own names. ``condition``
    is ground: ``YES`` for always, ``NO`` where this binding rules it out. With ``shuffle`` the
    shuffle must give this text besides. ``excerpt`` is of the words shown, at most 60 characters;
    ``nothing is said`` where there are none.
    """

    name: str
    condition: Expression
    shuffle: Shuffle | None
    parts: tuple[Seen, ...]
    excerpt: str


class _Reading(NamedTuple):
    """A block being read; ``within`` are the line ids of this block and those it is taken into."""

    story: Story
    facts: Facts
    block: Block
    binding: Binding
    within: frozenset[str]


class _Arm(NamedTuple):
    """One alternative of something that chooses: its name there, when it is taken, its content."""

    label: str
    condition: Expression
    content: Content
    reading: _Reading
    shuffle: Shuffle | None = None


def seen_of(block: Block, binding: Binding, facts: Facts, story: Story) -> tuple[Seen, ...]:
    """What ``block`` may show besides the words it always shows, in reading order.

    ``binding`` says what its loop names mean (names and excerpts are the same without it, but for
    the texts of observations that it names). ``story`` is where the texts that it takes in, the
    echoes and the voices are found. That nothing is shown is an alternative too.
    """
    reading = _Reading(story, facts, block, binding, frozenset((block.line_id,)))
    return _tree(reading, block.items, f"{block.line_id}#")


def _tree(reading: _Reading, content: Content, prefix: str) -> tuple[Seen, ...]:
    """The alternatives in ``content``; their names begin with ``prefix``."""
    found: list[Seen] = []
    number = 0
    for each in _choosing(reading, content):
        if isinstance(each, Seen):
            found.append(each)
            continue
        number += 1
        for label, condition, inner, there, shuffle in each:
            name = f"{prefix}{number}.{label}"
            parts = _tree(there, inner, f"{name}.")
            found.append(Seen(name, condition, shuffle, parts, excerpt_of(inner)))
    return tuple(found)


def _choosing(reading: _Reading, content: Content) -> Iterator[list[_Arm] | Seen]:
    """Whatever chooses in ``content``, as its arms; and whole blocks taken in."""
    for each in content:
        match each:
            case str() | PageBreak():
                pass
            case Emphasis(parts) | Echo(_, parts):
                yield from _choosing(reading, parts)
            case Show(value, form, detail, _):
                if form == "text":
                    yield from _whole(reading, value, detail)
            case Splice(observation, text):
                yield from _whole(reading, observation, text)
            case Select():
                yield list(_select(reading, each))
            case Sequence():
                yield list(_sequence(reading, each))
            case Paragraph():
                yield from _paragraph(reading, each)
            case Branch():
                yield list(_branch(reading, each))
            case Repeat():
                yield list(_repeat(reading, each))
            case _:
                assert_never(each)


# -- what chooses ---------------------------------------------------------------------------------


def _paragraph(reading: _Reading, item: Paragraph) -> Iterator[list[_Arm] | Seen]:
    """The words of a paragraph; with ``maybe``, whether somebody is here to say them.

    A voice is never away. It is counted all the same, so that names are those of every binding.
    """
    if not item.maybe:
        yield from _choosing(reading, item.parts)
        return
    bound = reading.binding.get(item.speaker)
    speaker = bound.value if isinstance(bound, Constant) else item.speaker
    here: Expression = YES
    if speaker in reading.facts.people:
        here = Call("here", "", (reading.facts.person(speaker),))
    yield [
        _Arm("said", here, item.parts, reading),
        _Arm("unsaid", negate(here), (), reading),
    ]


def _branch(reading: _Reading, item: Branch) -> Iterator[_Arm]:
    """The first arm whose condition holds, else nothing."""
    conditions = [YES if asked is None else _ground(reading, asked) for asked, _ in item.arms]
    for number, (taken, (_, inner)) in enumerate(
        zip(_first_of(conditions), item.arms, strict=True)
    ):
        yield _Arm(str(number + 1), taken, inner, reading)
    if all(asked is not None for asked, _ in item.arms):
        yield _Arm("none", _none_of(conditions), (), reading)


def _select(reading: _Reading, part: Select) -> Iterator[_Arm]:
    """The text whose number the selector gives; a second text of yes and no may be missing."""
    asked = _ground(reading, part.selector)
    texts = part.texts
    if part.values:
        values = enumerate(part.values)
        conditions = [_ground(reading, _is(asked, Constant("word", v, n))) for n, v in values]
    elif part.cuts:
        reached = [_ground(reading, Compare(">=", asked, Number(cut))) for cut in part.cuts]
        bounds = pairwise((YES, *reached, NO))
        conditions = [conjunction((low, negate(high))) for low, high in bounds]
    else:
        conditions = [asked, negate(asked)]
        texts = texts if len(texts) > 1 else (*texts, ())
    for number, (condition, text) in enumerate(zip(conditions, texts, strict=False), 1):
        label = "none" if number > len(part.texts) else str(number)
        yield _Arm(label, condition, text, reading)


def _sequence(reading: _Reading, part: Sequence) -> Iterator[_Arm]:
    """The text of this visit: in order, round and round, shuffled, or once each."""
    block, count = reading.block, len(part.texts)
    if part.mark == "~":
        for which, text in enumerate(part.texts):
            shuffle = (block.line_id, part.salt, count, which)
            yield _Arm(str(which + 1), YES, text, reading, shuffle)
        return
    # The visits before this one. A text may be read before its scene was ever entered (a card's
    # offer), and that reads as the first visit does.
    before: Expression = Number(0)
    if block.scene in reading.story.scenes:
        visits = Call("visits", block.scene, ())
        before = Call("max", "", (Arithmetic("-", visits, Number(1)), Number(0)))
    place = before
    if part.mark == "&":
        rounds = Arithmetic("*", Arithmetic("/", before, Number(count)), Number(count))
        place = Arithmetic("-", before, rounds)
    for number, text in enumerate(part.texts):
        is_last = number + 1 == count and not part.mark
        sign = ">=" if is_last else "is"
        condition = _ground(reading, Compare(sign, place, Number(number)))
        yield _Arm(str(number + 1), condition, text, reading)
    if part.mark == "!":
        yield _Arm("none", _ground(reading, Compare(">=", place, Number(count))), (), reading)


def _repeat(reading: _Reading, item: Repeat) -> Iterator[_Arm]:
    """The first of these echoes that has been heard, if the voice speaks at all."""
    story, facts = reading.story, reading.facts
    voice = next(voice for voice in story.world.voices if voice.id == item.speaker)
    speaks = YES if voice.condition is None else ground(voice.condition, {}, facts)
    heard: list[Expression] = [Call("heard", id, ()) for id in item.echoes]
    for id, first in zip(item.echoes, _first_of(heard), strict=True):
        source = next(line_id for echo, line_id in story.world.echoes if echo == id)
        block = story.text(source, story.world.language)
        assert block is not None, source
        there = _Reading(story, facts, block, {}, reading.within | {source})
        yield _Arm(id, conjunction((speaks, first)), _echoed(block.items, id) or (), there)
    yield _Arm("none", disjunction((negate(speaks), _none_of(heard))), (), reading)


def _whole(reading: _Reading, of: Expression, text: str) -> Iterator[Seen]:
    """A text of an observation, taken in; nothing where it would be taken into itself.

    Nothing either where the binding does not say which observation it is: that is for readers
    who ask for names and excerpts only.
    """
    found = _ground(reading, of)
    if not isinstance(found, Constant):
        return
    line_id = f"observation.{found.value}.{text}"
    block = reading.story.text(line_id, reading.story.world.language)
    if block is None or line_id in reading.within:
        return
    there = reading._replace(block=block, binding={}, within=reading.within | {line_id})
    parts = _tree(there, block.items, f"{line_id}#")
    yield Seen(line_id, YES, None, parts, excerpt_of(block.items))


# -- conditions -----------------------------------------------------------------------------------


def _ground(reading: _Reading, expression: Expression) -> Expression:
    return ground(expression, reading.binding, reading.facts)


def _is(left: Expression, right: Expression) -> Expression:
    return Compare("is", left, right)


def _first_of(conditions: list[Expression]) -> list[Expression]:
    """For each condition, that it holds and none before it does."""
    return [
        conjunction((*(negate(before) for before in conditions[:number]), condition))
        for number, condition in enumerate(conditions)
    ]


def _none_of(conditions: list[Expression]) -> Expression:
    return conjunction(tuple(negate(condition) for condition in conditions))


def _echoed(content: Content, id: str) -> tuple[Inline, ...] | None:
    """The words that the echo ``id`` marks; nothing if it does not stand in ``content``."""
    for each in content:
        inner: tuple[Content, ...] = ()
        match each:
            case Echo(found, parts):
                if found == id:
                    return parts
                inner = (parts,)
            case Emphasis(parts) | Paragraph(_, parts):
                inner = (parts,)
            case Select() | Sequence():
                inner = each.texts
            case Branch(arms):
                inner = tuple(items for _, items in arms)
        for content_of in inner:
            words = _echoed(content_of, id)
            if words is not None:
                return words
    return None
