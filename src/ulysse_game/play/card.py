"""What a list of saved games shows of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ulysse_game.engine import Machine, State
from ulysse_game.view.page import Page

LONGEST_NAME = 40
_LONGEST_TEXT = 120
_CLOCK = ("sol", "clock")

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
    only: ``counter`` is what orders saves). ``alive`` counts the crew. A ``damaged`` one cannot
    be opened; ``is_older`` says that the newest generation is damaged and this is the one before.
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


def clean(text: str, longest: int = _LONGEST_TEXT) -> str:
    """``text`` in one line without anything a terminal could obey, at most so many signs long."""
    spaced = re.sub("[ \t-\r\x85\u2028\u2029]+", " ", text)
    return re.sub(_UNWANTED, "", spaced).strip()[:longest].strip()


def told(page: Page, machine: Machine, state: State, date: str) -> dict[str, Any]:
    """The card of a moment, as it is written into the file."""
    return {
        **described(page),
        "date": date,
        "turn": page.turn,
        "alive": alive(machine, state),
    }


def described(page: Page) -> dict[str, str]:
    """What a card says of a page, in the page's language."""
    gauges = {gauge.id: gauge.text for gauge in page.status}
    return {
        "chapter": clean(page.chapter),
        "place": clean(page.place),
        "clock": clean(" ".join(gauges[id] for id in _CLOCK if id in gauges)),
    }


def alive(machine: Machine, state: State) -> int:
    """How many of the crew, the first group of people, are alive."""
    people = machine.story.world.people
    slots = machine.layout.slots
    crew = [person.id for person in people if person.group == people[0].group]
    return sum(bool(state.values[slots[f"{id}.alive"]]) for id in crew if f"{id}.alive" in slots)


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
    )
