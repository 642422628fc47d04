"""The short way gives exactly what the general step gives, state and events alike."""

from __future__ import annotations

import pytest

from tests.compiler.small import NEXT_SCENES, SCENES, WORLD, story
from tests.engine.plays import NAMES, named, play
from ulysse_game import engine
from ulysse_game.engine import CHAPTER, Entered, Machine, Picked, Shown, State
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
    return story(written(choice, scene, head))


def written(choice: str = "", scene: str = "", head: str = "") -> str:
    return f"""
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
"""


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
    assert is_quick(found, "start", "stay")  # what is asked of the one is not asked of the other
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


RULES = "rules:\n  rich: { when: n >= 1, do: low += 1 }\n"


@pytest.mark.parametrize(("choice", "scene"), [("      do: n += 1", ""), ("", "  do: n += 1")])
def test_what_a_rule_watches_takes_the_long_way(choice: str, scene: str) -> None:
    watched = scenes_with(choice, scene)
    found = story({SCENES: written(choice, scene), "world/rules.yaml": RULES})
    assert is_quick(watched, "start", "go")
    assert not is_quick(found, "start", "go")
    assert is_quick(found, "start", "stay")
    state, _ = engine.begin(Machine(found), 1)
    assert both(found, state, "go").values[Machine(found).layout.slots["low"]] == 1


def test_a_scene_with_a_pick_takes_the_long_way_in_and_out() -> None:
    """What was picked there is forgotten at each entry, on whatever way one comes."""
    found = story("""
start:
  choices:
    - go: Go.
      goto: two
two:
  pick: 1
  choices:
    - one: One.
      goto: start
    - other: Other.
      goto: start
  next: start
""")
    assert not is_quick(found, "start", "go")
    assert not is_quick(found, "two", "one")
    state, _ = engine.begin(Machine(found), 1)
    for choice in ("go", "one", "go"):
        state = both(found, state, choice)
    assert engine.open_ids(Machine(found), state) == ["one", "other"]


NEXT = """
start:
  choices:
    - go: Go.
  next: {next}
two:
  choices:
    - end: End.
      goto: the_end
three:
  choices:
    - end: End.
      goto: the_end
"""


@pytest.mark.parametrize(
    ("next", "is_short", "draws"),
    [
        ("two", True, 0),
        ("two odds 3", False, 1),
        ("[two if n >= 1, three]", False, 0),
        ("[two odds 1, three odds 1]", False, 1),
    ],
)
def test_a_way_on_is_short_when_there_is_but_one(next: str, is_short: bool, draws: int) -> None:
    listed = next.strip("[]").split(", ")
    found = story(NEXT.replace("{next}", "".join(f"\n    - {each}" for each in listed)))
    assert is_quick(found, "start", "go") is is_short
    state, _ = engine.begin(Machine(found), 1)
    assert both(found, state, "go").draws == draws


def test_a_chapter_with_variables_of_its_own_is_left_and_opened_the_long_way() -> None:
    """They begin anew on both sides, whichever chapter has them."""
    go = "choices:\n    - go: Go.\n      do: {do}\n      goto: {to}\n"
    own = "variables:\n  own: 0..9 from 3, its own\n"
    for first, second in ((own, ""), ("", own)):
        asked = ["own += 1" if each else "n += 1" for each in (first, second)]
        found = story(
            {
                SCENES: "start:\n  " + go.format(do=asked[0], to="later"),
                NEXT_SCENES: "later:\n  " + go.format(do=asked[1], to="start"),
                "1_part/chapter.yaml": WORLD["1_part/chapter.yaml"] + first,
                "2_part/chapter.yaml": WORLD["2_part/chapter.yaml"] + second,
            }
        )
        assert not is_quick(found, "start", "go")
        assert not is_quick(found, "later", "go")
        machine = Machine(found)
        state, _ = engine.begin(machine, 1)
        for _ in range(3):
            state = both(found, state, "go")
            assert state.values[machine.layout.slots["own"]] == 3


def test_nothing_is_told_that_nobody_wrote() -> None:
    found = story("""
start:
  choices:
    - go: Go.
      goto: there
there:
  at: dome
  choices:
    - back: |
        Back.

        You go back.
      goto: start
""")
    machine = Machine(found)
    state, _ = engine.begin(machine, 1)
    for is_quick_too in (True, False):
        played = Machine(found, is_quick_too)
        there, events = engine.step(played, state, "go")
        assert events == (Picked("start", "go", "go", "start.go"), Entered("there", ""))
        _, events = engine.step(played, there, "back")
        assert [type(each) for each in events] == [Picked, Shown, Entered]
