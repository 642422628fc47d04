"""The story that is shipped: its walkthroughs, and a hundred plays at random.

Its words may change with every edit; what is asserted here is what must never: nobody is stuck,
nobody absent speaks, the invariants hold, no page is a wall. That every scene and choice can be
come to is asked of the witnesses, in tests/cli/test_explore.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.language.twice import played_twice
from ulysse_game import engine, view
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.diagnostics import has_errors, render
from ulysse_game.engine import FIRST, ROOM, Event, Machine, Shown, State
from ulysse_game.playtest import read
from ulysse_game.story import evaluate
from ulysse_game.view.page import Page
from ulysse_game.view.tell import Teller

STORY = Path(__file__).parent.parent / "story"
WALKTHROUGHS = sorted((Path(__file__).parent / "walkthroughs").glob("*.yaml"))
PLAYS = 100
LONGEST = 400
"""More choices than any playthrough can have as yet; a longer one goes in a ring."""
MOST_WORDS = 260
"""On a page, or between two breaks of one."""


@cache
def compiled() -> Compiled:
    return compile_folder(STORY)


@cache
def machine() -> Machine:
    found = compiled()
    assert found.story is not None, render(found.diagnostics, {}, "short")
    return Machine(found.story)


def test_it_has_no_errors() -> None:
    found = compiled().diagnostics
    assert not has_errors(found), render(found, {}, "short")


# Each is played by the plugin besides; here a few are saved and loaded again at every choice.
@pytest.mark.parametrize("file", WALKTHROUGHS[::10], ids=lambda file: file.stem)
def test_walkthroughs(file: Path) -> None:
    found = read(str(file), compiled())
    assert found.script is not None, render(found.diagnostics, {}, "short")
    played_twice(machine(), found.script, ("en", "fr"))


class Moment(NamedTuple):
    """One step of a play at random."""

    seed: int
    before: State | None
    choice: str
    after: State
    events: tuple[Event, ...]


def numbers(seed: int) -> Iterator[int]:
    """Numbers that only look like chance: Knuth’s MMIX, the upper half."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        yield state >> 33


def play(seed: int) -> Iterator[Moment]:
    """A play at random. It must come to an ending."""
    played, chance = machine(), numbers(seed)
    state, events = engine.begin(played, seed)
    yield Moment(seed, None, "", state, events)
    for _ in range(LONGEST):
        choices = engine.open_ids(played, state)
        if not choices:
            assert state.ending, f"seed {seed} is stuck at {state.location}"
            return
        before, choice = state, choices[next(chance) % len(choices)]
        state, events = engine.step(played, before, choice)
        yield Moment(seed, before, choice, state, events)
    pytest.fail(f"seed {seed} does not end")


@cache
def plays() -> tuple[Moment, ...]:
    return tuple(moment for seed in range(1, PLAYS + 1) for moment in play(seed))


def how_to_see(moment: Moment) -> str:
    """The choices that lead to a moment, for a walkthrough."""
    choices = [each.choice for each in plays() if each.seed == moment.seed]
    made = ", ".join(choices[1 : moment.after.turn + 1])
    return f"seed {moment.seed}, at {moment.after.location}, after: {made}"


def test_invariants_hold() -> None:
    layout, world = machine().layout, machine().story.world
    names = [variable.name for variable in layout.variables]
    holds = [(each, machine().grounded(each.holds)) for each in world.invariants]
    assert holds
    for moment in plays():
        state = moment.after
        values = dict(zip(names, state.values[FIRST:], strict=True))
        zone = layout.zone_of[state.values[ROOM]]
        for each, condition in holds:
            fast = bool(machine().code.reader(condition)(state.values, state))
            assert fast is bool(evaluate(condition, values, zone)), each.id
            asked = each.is_asked(state.location, state.ending)
            assert fast or not asked, f"{each.id} is broken; {how_to_see(moment)}"


def test_every_value_is_in_its_range() -> None:
    layout = machine().layout
    for moment in plays():
        for variable, value in zip(layout.variables, moment.after.values[FIRST:], strict=True):
            last = len(variable.values) - 1 if variable.values else variable.high
            assert variable.low <= value <= last, (variable.name, value, how_to_see(moment))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nobody_absent_speaks(language: str) -> None:
    layout = machine().layout
    teller = Teller(machine(), language)
    for moment in plays():
        for event in moment.events:
            if not isinstance(event, Shown):
                continue
            for line in teller.lines(event, moment.seed):
                if line.voice != "person":
                    continue
                alive = event.values[layout.slots[f"{line.speaker}.alive"]]
                place = event.values[layout.slots[f"{line.speaker}.place"]]
                here = place == layout.zone_of[event.values[ROOM]]
                assert alive and (here or line.manner), (
                    f"{line.speaker} speaks in {event.line_id}: {line.text}; {how_to_see(moment)}"
                )


def test_whoever_commands_is_alive() -> None:
    layout = machine().layout
    slot = layout.slots["command"]
    people = layout.variables[slot - FIRST].values
    for moment in plays():
        values = moment.after.values
        commands = people[values[slot]]
        is_alive = commands == "nobody" or values[layout.slots[f"{commands}.alive"]]
        assert is_alive, f"{commands} commands; {how_to_see(moment)}"


def words_between_breaks(page: Page) -> Iterator[int]:
    """How many words stand on a page up to each of its breaks."""
    total = 0
    for line in page.lines:
        if line.kind in ("break", "chapter"):
            yield total
            total = 0
        else:
            total += len(line.text.split())
    yield total


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_is_a_wall(language: str) -> None:
    if language not in machine().story.world.languages:
        pytest.skip("not told in this language yet")
    longest: dict[str, tuple[int, str]] = {}
    for moment in plays():
        page = view.present(
            machine(), moment.before, moment.choice, moment.after, moment.events, language
        )
        words = max(words_between_breaks(page))
        scene = page.scene.partition("/")[0]
        if words > longest.get(scene, (MOST_WORDS, ""))[0]:
            longest[scene] = (words, how_to_see(moment))
    assert longest == {}, "\n".join(f"{s}: {n} words; {how}" for s, (n, how) in longest.items())
