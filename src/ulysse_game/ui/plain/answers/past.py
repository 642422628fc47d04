"""The past: choices taken back, all the ways that were taken, two moments beside one another.

A moment is named by the number it was listed under last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ulysse_game.ui.plain.commands import fold, number_in
from ulysse_game.ui.plain.layout import sentence
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.page import Run

if TYPE_CHECKING:
    from ulysse_game.play.comparison import Comparison, Side
    from ulysse_game.play.tree import Row, Tree

MOST = 40
"""So many of the last rows of a timeline are told; more when they are asked for."""

MOST_CHOICES = 6
"""So many of the last choices of each side are told when two moments are compared."""

_ALL = ("all", "tout")
_SIDES = ("A", "B")


def back(talk: Talk, argument: str) -> Iterator[str]:
    """The page some choices ago."""
    if not talk.playing.can_rewind:
        yield from talk.say(talk.words("This is the first page."))
        return
    talk.playing.rewind(number_in(argument) or 1)
    yield from talk.everything()


def timeline(talk: Talk, argument: str) -> Iterator[str]:
    """The choices made, those of the ways that were left too, each with a number."""
    session, kept = talk.playing, talk.recollection
    if not session.has_past:
        yield from talk.say(talk.words("Nothing has been chosen yet."))
        return
    if number_in(argument):
        row = _row(talk, argument)
        if row is None:
            yield from talk.say(talk.words("There is no such moment; “timeline” lists them."))
            return
        if not row.key:
            yield from talk.say(talk.words("Nothing is folded there."))
            return
        kept.opened ^= {row.key}
    elif not kept.knows_rows(session):
        kept.opened.clear()
    tree = session.tree()
    rows = tree.rows(kept.opened)
    kept.remember_rows(session, _numbered(rows))
    yield from _listed(talk, tree, rows, is_whole=fold(argument) in _ALL)
    yield ""
    yield from talk.say(
        talk.words("Type “goto” and a number to go there, “timeline” and a number to unfold it.")
    )


def _listed(talk: Talk, tree: Tree, rows: Sequence[Row], *, is_whole: bool) -> Iterator[str]:
    """The rows in words, those that are pages with their numbers."""
    left_out = 0 if is_whole else max(0, len(rows) - MOST)
    if left_out:
        yield from talk.say(
            talk.words("The last {count} of {all}; “timeline all” tells more.",
                       count=MOST, all=len(rows))
        )  # fmt: skip
    number = 0
    for at, row in enumerate(rows):
        number += row.kind != "chapter"
        if at < left_out:
            continue
        told = tree.told(row, talk.words)
        if row.kind == "chapter":
            yield ""
            yield from talk.say(sentence(told.name))
            continue
        name = sentence(told.name)
        if row.kind == "branch":
            name = sentence(talk.words("Another way: {choice}", choice=told.name))
        aside = sentence(", ".join(map(talk.layout.figure, told.aside))) if told.aside else ""
        indent = "  " * row.depth
        yield from talk.layout.numbered(number, (Run(f"{name} {aside}".strip()),), indent)


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.kind != "chapter")


def _row(talk: Talk, argument: str) -> Row | None:
    """The row of a number, as it was listed last or would be listed."""
    session, kept = talk.playing, talk.recollection
    if not kept.knows_rows(session):
        kept.opened.clear()
        kept.remember_rows(session, _numbered(session.tree().rows()))
    number = number_in(argument)
    return kept.rows[number - 1] if 1 <= number <= len(kept.rows) else None


def goto(talk: Talk, argument: str) -> Iterator[str]:
    """The page of a number."""
    row = _row(talk, argument)
    if row is None:
        yield from talk.say(talk.words("There is no such moment; “timeline” lists them."))
        return
    talk.playing.go_to(row.node)
    yield from talk.arrive()


def compare(talk: Talk, argument: str) -> Iterator[str]:
    """Two moments beside one another; one alone is compared with the present."""
    rows = [_row(talk, each) for each in argument.split()[:2]]
    nodes = [row.node for row in rows if row is not None]
    if len(nodes) == 1 == len(rows):
        nodes.append(talk.playing.timeline.head)
    if len(nodes) != 2:
        yield from talk.say(
            talk.words("Type “compare” and two numbers; “timeline” lists the moments.")
        )
        return
    yield from _compared(talk, talk.playing.compared(*nodes))


def _compared(talk: Talk, found: Comparison) -> Iterator[str]:
    say, layout = talk.words, talk.layout
    page = ", ".join(map(layout.figure, found.parting.where))
    yield from talk.say(sentence(say("They part here: {page}", page=page)))
    for letter, side in zip(_SIDES, (found.one, found.other), strict=True):
        yield ""
        where = ", ".join(map(layout.figure, side.moment.where))
        place = where if side.choices else say("where they part")
        yield from talk.say(sentence(talk.named(letter, place)))
        yield from _chosen(talk, side)
    if not found.parts:
        yield ""
        yield from talk.say(say("Nothing differs."))
    for part in found.parts:
        yield ""
        yield from talk.say(sentence(part.title))
        for each in part.differences:
            sides = [
                sentence(talk.named(letter, layout.figure(told) if told else say("nothing")))
                for letter, told in zip(_SIDES, (each.one, each.other), strict=True)
            ]
            if each.what:
                yield from talk.say(" ".join((sentence(each.what), *sides)))
            else:
                for told in sides:
                    yield from talk.say(told)


def _chosen(talk: Talk, side: Side) -> Iterator[str]:
    """The choices that led to a side, the last of them where they are many."""
    choices = side.choices
    if not choices:
        return
    first = max(0, len(choices) - MOST_CHOICES)
    told = " ".join(sentence(choices[at]) for at in range(first, len(choices)))
    count = talk.named(talk.words("Chosen since"), str(len(choices)))
    yield from talk.say(f"{count}. {told}")
