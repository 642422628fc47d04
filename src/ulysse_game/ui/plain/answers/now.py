"""The present page and how things stand: what is read again, and figures in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ulysse_game.ui.plain.layout import sentence
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.page import Gauge, Page

_WHEN = ("ship", "sol", "clock")
"""What of the status line says when it is."""


def again(talk: Talk, argument: str) -> Iterator[str]:
    """The whole page and its choices."""
    yield from talk.everything()


def status(talk: Talk, argument: str) -> Iterator[str]:
    """Where, the status line, and how many choices were made."""
    if where := talk.where():
        yield from talk.say(where)
    page = talk.playing.page()
    yield from talk.layout.status(_gauges(talk, page))
    yield from talk.say(talk.words("Choices made: {turn}.", turn=page.turn))


def _gauges(talk: Talk, page: Page) -> Sequence[Gauge]:
    """The status line; for a voice the figures by their names, which the line cuts short."""
    figures = [each for each in talk.playing.instruments() if each.form == "bar"]
    if not (talk.layout.manner.is_heard and figures):
        return page.status
    when = [gauge for gauge in page.status if gauge.id in _WHEN]
    return [*when, *(Gauge(each.id, f"{each.name} {each.reading}") for each in figures)]


def instruments(talk: Talk, argument: str) -> Iterator[str]:
    """Each figure under its name."""
    found = talk.playing.instruments()
    if not found:
        yield from talk.say(talk.words("There are no figures to read here."))
    for each in found:
        told = talk.layout.figure(each.reading)
        if each.form == "trace":
            told = talk.words("{number} beats a minute", number=told)
        yield from talk.say(sentence(talk.named(talk.layout.figure(each.name), told)))
