"""The short way gives exactly what the general step gives, state and events alike."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, story
from tests.engine.plays import NAMES, named, play
from ulysse_game import engine
from ulysse_game.engine import CHAPTER, Machine, State
from ulysse_game.engine.marks import MOST_VISITS, visited, visits_of
from ulysse_game.engine.quick import quick_step
from ulysse_game.story import Story


@pytest.mark.parametrize("name", NAMES)
def test_the_short_way_and_the_long(name: str) -> None:
    short, long = Machine(named(name)), Machine(named(name), is_quick=False)
    taken = 0
    for seed in range(12):
        for moment in play(short, seed, 120):
            slow = engine.step(long, moment.before, moment.choice)
            assert slow == (moment.after, moment.events), (
                seed,
                moment.before.location,
                moment.choice,
            )
            taken += short.spot(moment.before.location).quick.get(moment.choice) is not None
            assert not long.spot(moment.before.location).quick
    if name in ("everything", "generated"):
        assert taken > 100, "hardly a choice went the short way: the test holds nothing"


def both(story: Story, state: State, choice: str) -> State:
    """The state after a choice, by both ways, which must agree."""
    short = engine.step(Machine(story), state, choice)
    assert short == engine.step(Machine(story, is_quick=False), state, choice)
    assert engine.advance(Machine(story), state, choice) == short[0]
    return short[0]


def is_quick(story: Story, scene: str, choice: str) -> bool:
    machine = Machine(story)
    spot = machine.spot(scene)
    return quick_step(machine, spot, spot.by_id[choice]) is not None


def scenes_with(choice: str = "", scene: str = "", head: str = "") -> Story:
    """Two scenes that lead to one another, with these keys in the first choice or second scene."""
    return story(f"""
start:
  text: Begin.
{head}
  choices:
    - go: |
        Go.

        You go.
{choice}
      goto: there
    - stay: Stay.
      goto: start
there:
{scene}
  choices:
    - back: Back.
      goto: start
    - end: End.
      goto: the_end
""")


@pytest.mark.parametrize(
    ("choice", "scene"),
    [
        ("", ""),
        ("      do: n += 1", "  text: There."),
        ("      if: flag_one", "  at: dome\n  do: n += 2"),
        ("      tags: listen", "  do: not flag_two"),
    ],
)
def test_what_goes_the_short_way(choice: str, scene: str) -> None:
    found = scenes_with(choice, scene)
    assert is_quick(found, "start", "go")
    assert is_quick(found, "start", "stay")  # which gives nothing
    machine = Machine(found)
    there = machine.layout.scenes["there"]
    state, _ = engine.begin(machine, 1)
    state = state._replace(
        values=tuple(
            1 if n == machine.layout.slots["flag_one"] else v for n, v in enumerate(state.values)
        )
    )
    full = state._replace(visits=visited(state.visits, there, MOST_VISITS))
    for each in (state, full):
        after = both(found, both(found, both(found, each, "go"), "back"), "go")
        assert visits_of(after.visits, there) == (2 if each is state else MOST_VISITS)
        both(found, state, "stay")


@pytest.mark.parametrize(
    ("choice", "scene"),
    [
        ("      clock: +5m", ""),
        ("      once: yes", ""),
        ("      if: n >= 1\n      closed: No.", ""),
        ("      do: n += 1 if taken(start.go)", ""),
        ("      do: n = visits(start)", ""),
        ("", "  do: n += 1 if seen(there)"),
        ("", "  title: There"),
        ("", "  clock: +5m"),
        ("", "  variables:\n    own: flag, its own"),
        ("", "  text: |\n    {echo words: There.}"),
    ],
)
def test_what_does_not(choice: str, scene: str) -> None:
    found = scenes_with(choice, scene)
    assert not is_quick(found, "start", "go")
    state, _ = engine.begin(Machine(found), 1)
    if "closed" not in choice:
        both(found, both(found, both(found, state, "go"), "back"), "stay")


def test_effects_ask_for_marks_as_this_step_leaves_them() -> None:
    found = scenes_with(
        "      do: n += 1 if taken(start.go)", "  do: n += 10 if visits(there) is 1"
    )
    state, _ = engine.begin(Machine(found), 1)
    after = both(found, state, "go")
    assert after.values[Machine(found).layout.slots["n"]] == 11


def test_a_chapter_opens_on_the_short_way_too() -> None:
    other = (
        "later:\n  at: dome\n  choices:\n    - back: Back.\n      goto: start\n"
        "    - end: End.\n      goto: the_end\n"
    )
    files = {
        SCENES: "start:\n  choices:\n    - go: Go.\n      goto: later\n",
        "2_part/scenes.yaml": other,
    }
    found = story(files)
    assert is_quick(found, "start", "go")
    state, _ = engine.begin(Machine(found), 1)
    state = both(found, both(found, both(found, state, "go"), "back"), "go")
    assert Machine(found).chapter_ids[state.values[CHAPTER]] == "second"


ASIDE = """
start:
  text: Begin.
  choices:
    - away: Away.
      detour: aside
    - on: On.
      goto: two
two:
  text: Two.
  choices:
    - end: End.
      goto: later
    - back: Back.
      goto: start
"""
OTHER = """
later:
  text: Later.
  choices:
    - end: End.
      goto: the_end
aside:
  choices:
    - back: Back.
      goto: return
"""


def test_a_state_from_another_chapter_takes_the_long_way() -> None:
    """A detour has led into another chapter, or an edit moved the scene: the chapter opens anew."""
    found = story({SCENES: ASIDE, "2_part/scenes.yaml": OTHER})
    assert is_quick(found, "start", "on")
    machine = Machine(found)
    state, _ = engine.begin(machine, 1)
    for choice in ("away", "back", "on"):
        state = both(found, state, choice)
    assert machine.chapter_ids[state.values[CHAPTER]] == "part"


def test_a_story_that_has_ended_goes_on_by_no_way() -> None:
    found = scenes_with()
    state, _ = engine.begin(Machine(found), 1)
    for is_quick_too in (True, False):
        with pytest.raises(engine.NotOpen):
            engine.step(Machine(found, is_quick_too), state._replace(ending="curtain"), "go")
        with pytest.raises(engine.NotOpen):
            engine.advance(Machine(found, is_quick_too), state._replace(ending="curtain"), "go")


def test_a_condition_is_asked_by_the_short_way_too() -> None:
    found = scenes_with("      if: n >= 1")
    assert is_quick(found, "start", "go")
    state, _ = engine.begin(Machine(found), 1)
    with pytest.raises(engine.NotOpen):
        engine.step(Machine(found), state, "go")
