"""From a state and what happened to the page the player sees."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ulysse_game.engine import (
    CHAPTER,
    ROOM,
    Binding,
    Entered,
    Event,
    Machine,
    Offer,
    Picked,
    Reader,
    Shown,
    State,
    offers,
)
from ulysse_game.story import Expression, InstrumentItem, Story, members
from ulysse_game.view.page import (
    CrewEntry,
    Ending,
    Gauge,
    Instrument,
    Line,
    Option,
    Page,
    Run,
    Title,
)
from ulysse_game.view.tell import Teller, plain_lines
from ulysse_game.view.tell_words import story_in


@lru_cache(maxsize=8)
def teller(machine: Machine, language: str) -> Teller:
    """The teller of this story in this language, made once."""
    return Teller(machine, language)


def present(
    machine: Machine,
    before: State | None,
    choice: str,
    after: State,
    events: tuple[Event, ...],
    language: str,
) -> Page:
    """The page after ``choice`` was made in ``before`` and ``events`` led to ``after``.

    ``before`` is nothing and ``choice`` empty at the beginning, and where a place is looked at
    again.
    """
    tells = teller(machine, language)
    plain = tells.plain
    location, values, _, _, _, _, _, seed, _, turn, ending = after
    lines: list[Line] = []
    for event in events:
        # The classes are asked for themselves: this loop is on the path of every page.
        kind = event.__class__
        if kind is Shown:
            shown: Any = event
            written = plain.get(shown.line_id)
            if written is None or shown.binding:
                tells.tell(shown, seed, lines)
            elif written.__class__ is tuple:
                lines += written
            else:
                written(shown.values, shown, seed, lines)
        elif kind is Picked:
            if before is not None:
                made: Any = event
                lines.append(tells.picked.get(made.label) or _picked(tells, machine, before, made))
        elif kind is Entered:
            entered: Any = event
            if entered.chapter:
                lines += tells.opening(entered.chapter)
    simple = tells.simple.get(location)
    if simple:
        found = tuple([option for asked, option in simple if asked is None or asked(values, after)])
    else:
        found = _options(tells, machine, after)
    return _new(
        Page,
        (
            turn,
            location,
            tells.rooms.get(values[ROOM]) or tells.room(values[ROOM]),
            tells.chapters.get(values[CHAPTER]) or tells.chapter(values[CHAPTER]),
            tuple(lines),
            found,
            status(machine, after, language) if tells.has_status else (),
            _ending(tells, machine, after) if ending else None,
        ),
    )


_new = tuple.__new__


def _moment(line_id: str, binding: Binding, state: State) -> Shown:
    return Shown(
        line_id, binding, state.values, state.visits, state.marks, state.heard, state.ending
    )


def _picked(tells: Teller, machine: Machine, before: State, event: Picked) -> Line:
    """The label of the choice just made, as it was read when it was made."""
    option = machine.spot(before.location).by_id[event.choice]
    words = None if option.binding else tells.constant(option.label)
    if words is not None:
        line = tells.picked[option.label] = Line("picked", words, line_id=option.label)
        return line
    words = tells.runs(_moment(option.label, option.binding, before), before.seed)
    return Line("picked", words, line_id=option.label)


def options(machine: Machine, state: State, language: str) -> tuple[Option, ...]:
    """The choices as the player sees them, open and closed."""
    return _options(teller(machine, language), machine, state)


def _options(tells: Teller, machine: Machine, state: State) -> tuple[Option, ...]:
    simple = tells.simple_options(state.location)
    if simple is None or state.ending:
        return tuple([_option(tells, offer, state) for offer in offers(machine, state)])
    v = state.values
    return tuple([option for asked, option in simple if asked is None or asked(v, state)])


def _option(tells: Teller, offer: Offer, state: State) -> Option:
    option = offer.option
    reason: tuple[Run, ...] = ()
    if offer.lock:
        reason = tells.runs(_moment(offer.lock, option.binding, state), state.seed)
    label: tuple[Run, ...] = ()
    if not offer.instead:
        label = tells.runs(_moment(option.label, option.binding, state), state.seed)
    return Option(option.id, label, offer.is_open, reason)


def status(machine: Machine, state: State, language: str) -> tuple[Gauge, ...]:
    """The gauges that have something to say now."""
    tells = teller(machine, language)
    found = []
    for item in machine.story.world.status:
        asks = None if item.condition is None else machine.grounded(item.condition)
        if asks is not None and not machine.code.reader(asks)(state.values, state):
            continue
        runs = tells.runs(_moment(f"status.{item.id}", (), state), state.seed)
        text = "".join(run.text for run in runs)
        if text:
            found.append(Gauge(item.id, text, item.highlight))
    return tuple(found)


def instruments(machine: Machine, state: State, language: str) -> tuple[Instrument, ...]:
    """The figures of the panel that are to be read now, in written order."""
    tells = teller(machine, language)
    found = []
    for item, asks, shows, rate in _dials(machine):
        if asks is not None and not asks(state.values, state):
            continue
        runs = tells.runs(_moment(f"instrument.{item.id}.reads", (), state), state.seed)
        share = None
        if shows is not None:
            share = (shows(state.values, state) - item.low) / (item.high - item.low)
            share = min(max(share, 0.0), 1.0)
        beats = 0 if rate is None else max(0, rate(state.values, state))
        name = tells.name(f"instrument.{item.id}.name")
        reading = "".join(run.text for run in runs)
        found.append(Instrument(item.id, name, reading, share, item.draws, beats, item.highlight))
    return tuple(found)


_Dial = tuple[InstrumentItem, Reader | None, Reader | None, Reader | None]


@lru_cache(maxsize=8)
def _dials(machine: Machine) -> tuple[_Dial, ...]:
    """Each figure with what asks whether it is there, how much it shows and how fast it beats."""

    def asked(tree: Expression | None) -> Reader | None:
        return None if tree is None else machine.code.reader(machine.grounded(tree))

    return tuple(
        (item, asked(item.condition), asked(item.shows), asked(item.rate))
        for item in machine.story.world.instruments
    )


def _ending(tells: Teller, machine: Machine, state: State) -> Ending:
    title = tells.name(f"ending.{state.ending}")
    scene = state.location.partition("/")[0]
    return Ending(state.ending, title or tells.name(f"{scene}.title"))


def crew(machine: Machine, state: State, language: str) -> tuple[CrewEntry, ...]:
    """The crew page: one entry a person the story lists there."""
    walk = machine.story.world.crew
    if walk is None:
        return ()
    tells = teller(machine, language)
    found = []
    for item, asked in members(walk, {}, machine.layout.facts):
        if machine.code.reader(asked)(state.values, state):
            shown = _moment("crew", ((walk.name, item),), state)
            found.append(
                CrewEntry(getattr(item, "value", ""), tuple(tells.lines(shown, state.seed)))
            )
    return tuple(found)


def title(machine: Machine, language: str) -> Title:
    """What the title screen and ``--about`` show."""
    story = story_in(machine.story, language)

    def block(name: str) -> tuple[Line, ...]:
        found = story.text(f"story.{name}", language)
        return () if found is None else plain_lines(found)

    def line(name: str) -> str:
        return "".join(line.text for line in block(name))

    return Title(
        title=line("title"),
        about=block("about"),
        disclaimer=block("disclaimer"),
        content_note=block("content_note"),
        licence=line("licence"),
    )


def language_of(story: Story, wanted: str) -> str:
    """``wanted`` if the story is told in it, else the language it was written in."""
    return wanted if wanted in story.world.languages else story.world.language
