"""A story of five scenes, made without the compiler, and pages that say what was asked for.

``shore`` and ``path`` lead round and round, ``cave`` is only open once one is brave, ``cliff``
ends it, ``well`` is there to be taken away.
"""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.engine import Event, Machine, State, offers
from ulysse_game.play import Library
from ulysse_game.storage import AnyShelf, MemoryShelf
from ulysse_game.story import (
    Change,
    Choice,
    Compare,
    Effect,
    Ending,
    Go,
    Number,
    Person,
    Read,
    Scene,
    Story,
    Variable,
    World,
)
from ulysse_game.view.page import CrewEntry, Gauge, Line, Option, Page, Run
from ulysse_game.view.page import Ending as PageEnding


def more(variable: str, by: int = 1) -> Change:
    return Change(Read(variable), "+=", Number(by))


def choice(id: str, to: str, *effects: Effect, brave: bool = False) -> Choice:
    condition = Compare(">=", Read("courage"), Number(2)) if brave else None
    return Choice(id, goto=to, effects=effects, condition=condition)


def scene(id: str, *choices: Choice, ending: str = "") -> Scene:
    return Scene(id, "tale", choices=choices, ending=ending, next=(Go("cliff"),))


SHORE = scene(
    "shore",
    choice("walk", "path", more("courage")),
    choice("swim", "path", more("courage", 2), more("wet", 3)),
    choice("draw", "well"),
)
PATH = scene(
    "path",
    choice("back", "shore"),
    choice("enter", "cave", brave=True),
    choice("jump", "cliff"),
)
CAVE = scene("cave", choice("out", "shore", more("wet", -1)))
WELL = scene("well", choice("leave", "shore", more("wet")))
CLIFF = scene("cliff", ending="fall")
SCENES = (SHORE, PATH, CAVE, WELL, CLIFF)

VARIABLES = (
    Variable("courage", "stat", 0, 1_000_000),
    Variable("wet", "stat", 0, 9),
    Variable("mood", "word", 0, 1, ("calm", "wild")),
    Variable("ada.alive", "flag", 0, 1, start=1),
    Variable("bob.alive", "flag", 0, 1, start=1),
)


def story(
    scenes: Iterable[Scene] = SCENES,
    variables: tuple[Variable, ...] = VARIABLES,
    digest: str = "first",
    was: tuple[tuple[str, str, str], ...] = (),
    id: str = "tale_of_a_shore",
) -> Story:
    """The story, or another version of it."""
    found = {scene.id: scene for scene in scenes}
    world = World(
        id=id,
        title="The Shore",
        version=1,
        language="en",
        begins=next(iter(found)),
        licence="",
        chapters=(),
        people=(Person("ada", "ours", "f"), Person("bob", "ours", "m")),
        sets=(),
        voices=(),
        rooms=(),
        zones=(),
        words=(),
        tags=(),
        variables=variables,
        units=(),
        observations=(),
        rules=(),
        endings=(Ending("fall", 1, None, "cliff"),),
        invariants=(),
        decks=(),
        echoes=(),
        status=(),
        crew=None,
        languages=("en", "fr"),
        was=was,
    )
    return Story(world, found, {"en": {}}, digest)


def library(shelf: AnyShelf | None = None, machine: Machine | None = None) -> Library:
    """A library on a shelf in memory, at a time that stands still."""
    return Library(
        machine or Machine(story()),
        MemoryShelf() if shelf is None else shelf,
        today=lambda: "2030-01-02 03:04",
        seconds=lambda: 0.0,
    )


def present(
    machine: Machine,
    before: State | None,
    choice: str,
    after: State,
    events: tuple[Event, ...],
    language: str,
) -> Page:
    """A page that shows everything it was made from."""
    words = f"{language}: {before and before.location} -{choice}-> {after.location} {events}"
    return Page(
        turn=after.turn,
        scene=after.location,
        place=f"The {after.location}",
        chapter="Tale",
        lines=(Line("narration", (Run(words),)),),
        options=tuple(
            Option(offer.id, (Run(f"{language} {offer.id}"),), offer.is_open)
            for offer in offers(machine, after)
        ),
        status=(Gauge("clock", f"0{after.turn % 10}:00"),),
        ending=PageEnding(after.ending, "Fell") if after.ending else None,
    )


def crew(machine: Machine, state: State, language: str) -> tuple[CrewEntry, ...]:
    return (CrewEntry("ada", (Line("narration", (Run(f"{language} Ada"),)),)),)
