"""From a state and what happened to the page the player sees."""

from __future__ import annotations

from functools import lru_cache

from ulysse_game.engine import (
    ROOM,
    Entered,
    Event,
    Machine,
    Offer,
    Picked,
    Shown,
    State,
    offers,
)
from ulysse_game.story import Story, members
from ulysse_game.view.page import CrewEntry, Ending, Gauge, Line, Option, Page, Run, Title
from ulysse_game.view.tell import Teller, plain_lines


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
    lines: list[Line] = []
    for event in events:
        if isinstance(event, Shown):
            found = tells.lines(event, after.seed)
            if event.line_id.endswith(".title"):
                found = [line._replace(kind="title") for line in found]
            lines.extend(found)
        elif isinstance(event, Picked):
            if before is not None:
                lines.append(Line("picked", _label(tells, machine, before, event.choice)))
        elif isinstance(event, Entered) and event.chapter:
            lines.append(_opening(tells, event.chapter))
    return Page(
        turn=after.turn,
        scene=after.location,
        place=_place(tells, machine, after),
        chapter=machine.chapter_ids[after.values[2]],
        lines=tuple(lines),
        options=options(machine, after, language),
        status=status(machine, after, language),
        ending=_ending(tells, machine, after),
    )


def _moment(line_id: str, offer_binding: object, state: State) -> Shown:
    return Shown(line_id, offer_binding, state.values, state.marks, state.heard, state.ending)  # type: ignore[arg-type]


def _label(tells: Teller, machine: Machine, before: State, choice: str) -> tuple[Run, ...]:
    option = machine.spot(before.location).by_id[choice]
    return tells.runs(_moment(option.label, option.binding, before), before.seed)


def _opening(tells: Teller, chapter: str) -> Line:
    title = tells.name(f"chapter.{chapter}.title")
    return Line("chapter", (Run(title),), manner=tells.name(f"chapter.{chapter}.second_title"))


def options(machine: Machine, state: State, language: str) -> tuple[Option, ...]:
    """The choices as the player sees them, open and closed."""
    tells = teller(machine, language)
    return tuple(_option(tells, offer, state) for offer in offers(machine, state))


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
        if item.condition is not None:
            if not machine.code.reader(machine.grounded(item.condition))(state.values, state):
                continue
        runs = tells.runs(_moment(f"status.{item.id}", (), state), state.seed)
        text = "".join(run.text for run in runs)
        if text:
            found.append(Gauge(item.id, text, item.highlight))
    return tuple(found)


def _place(tells: Teller, machine: Machine, state: State) -> str:
    number = state.values[ROOM]
    rooms = machine.story.world.rooms
    return tells.name(f"room.{rooms[number - 1].id}") if number else ""


def _ending(tells: Teller, machine: Machine, state: State) -> Ending | None:
    if not state.ending:
        return None
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
            found.append(CrewEntry(getattr(item, "value", ""), tuple(tells.lines(shown, state.seed))))
    return tuple(found)


def title(machine: Machine, language: str) -> Title:
    """What the title screen and ``--about`` show."""

    def block(name: str) -> tuple[Line, ...]:
        found = machine.story.text(f"story.{name}", language)
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
