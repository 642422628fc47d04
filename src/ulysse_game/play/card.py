"""What a list of saved games shows of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ulysse_game.engine import Machine, State
from ulysse_game.view.names import called
from ulysse_game.view.numbers import words as in_words
from ulysse_game.view.page import Gauge, Page
from ulysse_game.view.present import teller
from ulysse_game.view.words import words

LONGEST_NAME = 40
_LONGEST_TEXT = 120
_CLOCK = ("sol", "clock")
_MOST_NAMES = 3

# What a terminal might obey, what turns the direction of writing, and what cannot be written.
# Compiled when the first save is made, not when the game starts.
_UNWANTED = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


class SaveCard(NamedTuple):
    """One saved game in a list.

    ``kind`` is ``auto``, ``quick`` or ``named``; ``name`` the player's label of a named one.
    ``clock`` is the story's time, ``date`` the player's (year-month-day hour:minute, for reading
    only: ``counter`` is what orders saves). ``alive`` counts those of the crew who are alive and
    somewhere, ``who`` says it in words; ``ending`` is the title of the ending that was reached,
    ``played`` the time played in seconds. What older saves did not keep is empty. A ``damaged``
    one cannot be opened; ``is_older`` says that the newest generation is damaged and this is the
    one before.
    """

    id: str
    kind: str
    name: str = ""
    chapter: str = ""
    place: str = ""
    clock: str = ""
    date: str = ""
    language: str = ""
    turn: int = 0
    alive: int = 0
    damaged: bool = False
    is_older: bool = False
    counter: int = 0
    playthrough: str = ""
    who: str = ""
    ending: str = ""
    played: int = 0


def clean(text: str, longest: int = _LONGEST_TEXT) -> str:
    """``text`` in one line without anything a terminal could obey, at most so many signs long."""
    spaced = re.sub("[ \t-\r\x85\u2028\u2029]+", " ", text)
    return re.sub(_UNWANTED, "", spaced).strip()[:longest].strip()


def told(
    page: Page, machine: Machine, state: State, date: str, language: str, played: float = 0
) -> dict[str, Any]:
    """The card of a moment, as it is written into the file; ``played`` in seconds."""
    return {
        **described(page),
        "date": date,
        "turn": page.turn,
        "alive": alive(machine, state),
        "who": company(machine, state, language),
        "played": int(played),
    }


def described(page: Page) -> dict[str, str]:
    """What a card says of a page, in the page's language."""
    return {
        "chapter": clean(page.chapter),
        "place": clean(page.place),
        "clock": clock_of(page.status),
        "ending": clean(page.ending.title if page.ending else ""),
    }


def clock_of(status: Iterable[Gauge]) -> str:
    """The story's time in a status line: the sol and the clock, as far as it shows them."""
    gauges = {gauge.id: gauge.text for gauge in status}
    return clean(", ".join(gauges[id] for id in _CLOCK if id in gauges))


def alive(machine: Machine, state: State) -> int:
    """How many of the crew, the first group of people, are alive and somewhere."""
    crew, missing = _crew(machine, state)
    return len(crew) - len(missing)


def company(machine: Machine, state: State, language: str) -> str:
    """Who of the crew is left, in a few words: *all eight*, *seven of eight, without Martin*."""
    crew, missing = _crew(machine, state)
    say = words(language)
    if len(crew) < 2:
        return ""
    everybody, left = (in_words(len(ids), language) for ids in (crew, crew[len(missing) :]))
    if not missing:
        return say("all {count}", count=everybody)
    if len(missing) == len(crew):
        return say("nobody")
    if len(missing) > _MOST_NAMES:
        return say("{count} of {all}", count=left, all=everybody)
    names = [called(machine, person, language) for person in missing]
    told = " ".join((", ".join(names[:-1]), say("and"), names[-1])) if names[1:] else names[0]
    return say("{count} of {all}, without {names}", count=left, all=everybody, names=told)


def _crew(machine: Machine, state: State) -> tuple[Sequence[str], list[str]]:
    """The crew, and those of them who are dead or nowhere."""
    crew, asked = _roll(machine)
    nowhere, values = _nowhere(machine), state.values
    return crew, [
        person
        for person, lives, place in asked
        if not values[lives] or (place >= 0 and values[place] in nowhere)
    ]


@lru_cache(maxsize=8)
def _roll(machine: Machine) -> tuple[Sequence[str], Sequence[tuple[str, int, int]]]:
    """The crew; and each with the slots of their being alive and of their place, -1 for none."""
    people, slots = machine.story.world.people, machine.layout.slots
    crew = [person.id for person in people if person.group == people[0].group]
    crew = [person for person in crew if f"{person}.alive" in slots]
    return crew, [(id, slots[f"{id}.alive"], slots.get(f"{id}.place", -1)) for id in crew]


@lru_cache(maxsize=8)
def _nowhere(machine: Machine) -> frozenset[int]:
    """The zones that are no place: none of their rooms has a name."""
    world, language = machine.story.world, machine.story.world.language
    named = {room.zone for room in world.rooms if teller(machine, language).name(f"room.{room.id}")}
    return frozenset(number for number, zone in enumerate(world.zones) if zone not in named)


def card_of(id: str, summary: Mapping[str, Any], is_older: bool = False) -> SaveCard:
    """The card of a save, from its summary; what is missing or strange is left out."""
    card = summary["card"]

    def text(name: str) -> str:
        value = card.get(name)
        return clean(value) if isinstance(value, str) else ""

    def number(name: str) -> int:
        value = card.get(name)
        return value if type(value) is int and value >= 0 else 0

    return SaveCard(
        id=id,
        kind=summary["sort"],
        name=clean(summary["name"], LONGEST_NAME),
        chapter=text("chapter"),
        place=text("place"),
        clock=text("clock"),
        date=text("date"),
        language=clean(summary["language"]),
        turn=number("turn"),
        alive=number("alive"),
        is_older=is_older,
        counter=summary["counter"],
        playthrough=summary["playthrough"],
        who=text("who"),
        ending=text("ending"),
        played=number("played"),
    )
