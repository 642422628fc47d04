"""What the panel tells, as rows of words: every front end draws the same ones.

A row is one line of sense, with a depth and a role; the words are in the writer's language of the
moment, what stands in the story's own notation is left as it is written there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ulysse_game.authoring.panel.asking import Reading, Truth
from ulysse_game.view.words import Words


class Row(NamedTuple):
    """One line of sense.

    ``role`` is ``head``, ``strong`` (a smaller heading), ``plain``, ``yes``, ``no`` (how a
    condition comes out), ``changed`` or ``faint``. ``item`` is what choosing the row leads to,
    nothing for mere words.
    """

    words: str
    depth: int = 0
    role: str = "plain"
    item: str = ""


def value_words(reading: Reading, say: Words) -> str:
    """A value for a reader: ``raw (7)``, ``filled``, and yes and no in the language."""
    value = {"yes": say("yes"), "no": say("no")}.get(reading.value, reading.value)
    return f"{value} ({reading.number})" if reading.number else value


def truth_rows(truth: Truth, say: Words, depth: int) -> Iterator[Row]:
    """A condition part by part, each with its present truth and the values it looks at."""
    role = "yes" if truth.holds else "no"
    if not truth.parts:
        yield Row(_test(truth, say), depth, role)
        return
    sentence = say("all of these: yes") if truth.holds else say("all of these: no")
    if truth.sign == "or":
        sentence = say("one of these: yes") if truth.holds else say("one of these: no")
    yield Row(sentence, depth, role)
    for part in truth.parts:
        yield from truth_rows(part, say, depth + 1)


def _test(truth: Truth, say: Words) -> str:
    condition = truth.written
    readings = [each for each in truth.readings if not _is_said(condition, each)]
    if not readings:
        sentence = say("{condition}: yes", condition=condition)
        return sentence if truth.holds else say("{condition}: no", condition=condition)
    if len(readings) == 1 and readings[0].name in condition:
        value = value_words(readings[0], say)
        if truth.holds:
            return say("{condition}: yes, it is {value}", condition=condition, value=value)
        return say("{condition}: no, it is {value}", condition=condition, value=value)
    values = ", ".join(f"{each.name} is {value_words(each, say)}" for each in readings)
    if truth.more:
        values += ", …"
    if truth.holds:
        return say("{condition}: yes ({values})", condition=condition, values=values)
    return say("{condition}: no ({values})", condition=condition, values=values)


def _is_said(condition: str, reading: Reading) -> bool:
    """Whether yes or no says already what a flag is."""
    return condition in (reading.name, f"not {reading.name}")


def listed(names: Iterable[str]) -> str:
    """Names in a row, commas between."""
    return ", ".join(names)


__all__ = ["Row", "listed", "truth_rows", "value_words"]
