"""A choice of the past is made again under its name of today, or not at all."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, story
from ulysse_game import engine
from ulysse_game.engine import Machine
from ulysse_game.play import history
from ulysse_game.story import Go, Scene, Story

TODAY = """
begin:
  was: start
  choices:
    - leave: Leave.
      was: go
      goto: other
    - ask: |
        Ask {p}.
      each: p in ours
      was: speak
    - left: |
        Left {p}.
      each: p in ours
  next: here
other:
  choices:
    - go: Go on.
    - leave: Leave.
      was: away
  next: begin
"""


@pytest.fixture(scope="module")
def today() -> Machine:
    found = story({SCENES: TODAY, **BEGINS})
    others = (("person", "rob", "bob"), ("variable", "other.mood", "other.temper"))
    world = found.world._replace(was=(*found.world.was, *others))
    return Machine(Story(world, found.scenes, {"en": {}}, found.digest))


BEGINS = {
    "story.yaml": (
        "story: small\ntitle: Small\nversion: 1\nbegins: begin\nchapters: 1_part, 2_part\n"
    ),
    "1_part/chapter.yaml": "chapter: part\ntitle: Part one\nbegins: begin\n",
}


@pytest.mark.parametrize(
    ("location", "choice", "now"),
    [
        ("begin", "go", "leave"),
        ("begin", "leave", "leave"),
        ("begin", "speak/ann", "ask/ann"),
        ("begin", "speak/rob", "ask/bob"),
        ("begin", "left/rob", "left/bob"),
        ("begin", "away", "away"),  # that was another scene's
        ("other", "go", "go"),
        ("other", "away", "leave"),
        ("other/ann", "away", "leave"),
        ("other", "start", "begin"),  # a card goes by its scene's name
        ("begin", "nothing", "nothing"),
        ("other", "mood", "mood"),  # that was a variable
    ],
)
def test_what_it_is_called_today(today: Machine, location: str, choice: str, now: str) -> None:
    assert history.renamed(today, location, choice) == now


def test_it_is_made_under_its_name_of_today(today: Machine) -> None:
    begun = history.try_begin(today, 3)
    assert begun is not None
    assert (begun.before, begun.choice, begun.after.seed) == (None, "", 3)
    gone = history.try_step(today, begun.after, "go")
    assert gone is not None
    assert (gone.before, gone.choice, gone.after.location) == (begun.after, "leave", "other")
    assert (gone.after, gone.events) == engine.step(today, begun.after, "leave")
    assert history.try_step(today, begun.after, "away") is None
    asked = history.try_step(today, begun.after, "speak/rob")
    assert asked is not None
    assert asked.choice == "ask/bob"


def test_a_story_that_runs_in_a_ring_has_no_past() -> None:
    """The compiler refuses one; what a save remembers of it is read from the save."""
    source = story()
    start = source.scenes["start"]
    ring = Scene("ring", "part", next=(Go("ring"),))
    choices = tuple(each._replace(goto="ring") for each in start.choices)  # type: ignore[call-arg]
    scenes = {**source.scenes, "ring": ring, "start": start._replace(choices=choices)}
    led = Machine(Story(source.world, scenes, {"en": {}}, "led"))
    begun = history.try_begin(led, 1)
    assert begun is not None
    assert history.try_step(led, begun.after, "go") is None
    scenes["start"] = ring._replace(id="start", next=(Go("start"),))
    assert history.try_begin(Machine(Story(source.world, scenes, {"en": {}}, "ring")), 1) is None


def test_where_one_can_go_on() -> None:
    machine = Machine(story())
    state, _ = engine.begin(machine, 1)
    assert history.goes_on(machine, state)
    stuck = state._replace(location="later")  # which has no choices
    assert not history.goes_on(machine, stuck)
    assert history.goes_on(machine, stuck._replace(ending="curtain"))
    plain = engine.to_plain(machine, state)
    assert history.state_of(machine, plain) == state
    assert history.state_of(machine, None) is None
    assert history.state_of(machine, {**plain, "location": "nowhere"}) is None
    assert history.state_of(machine, {**plain, "location": "later"}) is None
    assert history.state_of(machine, {**plain, "turn": "many"}) is None
