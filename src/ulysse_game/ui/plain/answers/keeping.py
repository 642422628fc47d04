"""Saves: made, listed with their cards, gone on from, deleted after asking."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ulysse_game import play
from ulysse_game.play.card import LONGEST_NAME, clean
from ulysse_game.ui.plain.commands import fold, number_in
from ulysse_game.ui.plain.layout import sentence
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.dates import MINUTE, date, language_name, span
from ulysse_game.view.page import Run
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.play import SaveCard

_KINDS = {
    "auto": marked("Automatic save"),
    "quick": marked("Quick save"),
    "named": marked("Saved game"),
}


def save(talk: Talk, argument: str) -> Iterator[str]:
    """Saves this moment, under a name if one was typed."""
    name = fitting(argument)
    # A write that failed gives no card and leaves a notice, which says so.
    card = talk.playing.save_as(name) if argument else talk.playing.quick_save()
    if card is None:
        return
    if not talk.library.keeps:
        yield from talk.say(talk.words("Kept until you leave the game, not on the disk."))
    elif argument:
        told = talk.words("Saved as {name}.", name=card.name)
        yield from talk.say(told.replace("….", "…"))
    else:
        yield from talk.say(talk.words("Saved."))
    if name.endswith("…") and name != argument:
        yield from talk.say(
            talk.words("A name has {count} characters at most.", count=LONGEST_NAME)
        )


def fitting(name: str) -> str:
    """A name as long as a save's may be: a longer one ends after a word, and shows it."""
    whole = clean(name, len(name))
    if len(whole) <= LONGEST_NAME:
        return whole
    cut = whole[:LONGEST_NAME]
    words = cut.rpartition(" ")[0].rstrip(" ,;:—–-")
    return f"{words or cut[:-1]}…"


def saves(talk: Talk, argument: str) -> Iterator[str]:
    """Every save with its card, numbered."""
    cards = _list(talk)
    if not cards:
        yield from talk.say(talk.words("There is no save yet."))
        return
    for number, card in enumerate(cards, start=1):
        yield from talk.layout.numbered(number, (Run(_told(talk, card)),))
    yield from talk.say(talk.words("Type “load” and a number to go on from there."))


def load(talk: Talk, argument: str) -> Iterator[str]:
    """Goes on from a save."""
    if not argument:
        yield from saves(talk, "")
        return
    card = _meant(talk, argument)
    if card is None:
        yield from talk.say(talk.words("There is no such save; “saves” lists those there are."))
        return
    loaded = play.resume(talk.library, card.id, talk.words.language)
    talk.playing.close()
    talk.session = loaded
    yield from talk.arrive()


def delete(talk: Talk, argument: str) -> Iterator[str]:
    """Deletes a save, if the player means it."""
    if not argument:
        yield from saves(talk, "")
        return
    card = _meant(talk, argument)
    if card is None:
        yield from talk.say(talk.words("There is no such save; “saves” lists those there are."))
        return
    name = ", ".join(part for part in (_called(talk, card), *_of_save(talk, card)) if part)
    question = talk.words("Delete “{name}”? It cannot be brought back.", name=name)
    yield from talk.ask(question, partial(_deleted, talk, card))


def _deleted(talk: Talk, card: SaveCard) -> Iterator[str]:
    talk.library.delete(card.id)
    talk.recollection.cards = ()
    yield from talk.say(talk.words("Deleted."))


def new(talk: Talk, argument: str) -> Iterator[str]:
    """Begins a new playthrough."""
    yield from talk.anew()


def _list(talk: Talk) -> tuple[SaveCard, ...]:
    language = talk.words.language
    cards = talk.library.saves()
    found = tuple(play.retold(talk.library, card, language) for card in cards)
    talk.recollection.cards = found
    return found


def _meant(talk: Talk, argument: str) -> SaveCard | None:
    """The save of a number as listed last, or of a name."""
    listed = talk.recollection.cards or _list(talk)
    number = number_in(argument)
    if 1 <= number <= len(listed):
        return listed[number - 1]
    meant = {fold(argument), fold(fitting(argument))}
    named = (each for each in listed if each.name and fold(each.name) in meant)
    return next(named, None)


def _told(talk: Talk, card: SaveCard) -> str:
    """A save in three sentences: what it is called, the story there, and the save itself."""
    say, figure = talk.words, talk.layout.figure
    if card.damaged:
        return _called(talk, card)
    alive = say("{count} alive", count=card.alive) if card.alive else ""
    story = (
        say("Ending: {title}", title=card.ending) if card.ending else card.chapter,
        card.place,
        figure(card.clock),
        card.who or alive,
    )
    groups = (", ".join(part for part in group if part) for group in (story, _of_save(talk, card)))
    found = (_called(talk, card), *(group[:1].upper() + group[1:] for group in groups))
    return " ".join(sentence(part) for part in found if part)


def _called(talk: Talk, card: SaveCard) -> str:
    """What a save is called."""
    if card.damaged:
        return talk.words("Damaged save")
    return card.name or talk.words(_KINDS.get(card.kind, card.kind))


def _of_save(talk: Talk, card: SaveCard) -> tuple[str, ...]:
    """What is to be said of the save itself: how far, how long, when, and its language."""
    say, figure, language = talk.words, talk.layout.figure, talk.words.language
    played = figure(span(card.played, language)) if card.played >= MINUTE else ""
    return (
        figure(say("turn {number}", number=card.turn)),
        say("{time} played", time=played) if played else "",
        figure(date(card.date, language)),
        language_name(card.language) if card.language not in ("", language) else "",
    )
