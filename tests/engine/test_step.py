"""One step: what can be taken, what it changes, and that it is a function."""

from __future__ import annotations

import copy

import pytest

from tests.compiler.small import SCENES, machine, story
from tests.engine.plays import NAMES, everything, named, play
from ulysse_game import engine
from ulysse_game.engine import (
    CHAPTER,
    MINUTE,
    ROOM,
    Ended,
    Entered,
    Fired,
    Machine,
    NotOpen,
    Picked,
    Runaway,
    Shown,
    State,
)
from ulysse_game.engine.run import LONGEST
from ulysse_game.story import Change, Choice, Clock, Go, Number, Read, Scene, Story


def after(played: Machine, *choices: str, seed: int = 1) -> State:
    state, _ = engine.begin(played, seed)
    for choice in choices:
        state, _ = engine.step(played, state, choice)
    return state


def value(played: Machine, state: State, name: str) -> int:
    return state.values[played.layout.slots[name]]


@pytest.mark.parametrize("name", NAMES)
def test_a_step_changes_nothing_and_is_always_the_same(name: str) -> None:
    played, other = Machine(named(name)), Machine(named(name))
    for moment in play(played, 5, 60):
        before = copy.deepcopy(moment.before)
        again = engine.step(other, moment.before, moment.choice)
        assert again == (moment.after, moment.events)
        assert moment.before == before
        hash(again)


@pytest.mark.parametrize("name", NAMES)
def test_offers_and_open_ids_agree_and_nothing_else_can_be_taken(name: str) -> None:
    played = Machine(named(name))
    for moment in play(played, 3, 80):
        state = moment.after
        shown = engine.offers(played, state)
        opened = engine.open_ids(played, state)
        assert [offer.id for offer in shown if offer.is_open] == opened
        assert all(bool(offer.lock) is not offer.is_open for offer in shown)
        assert bool(opened) is not bool(state.ending)
        for choice in played.spot(state.location).by_id:
            if choice in opened:
                engine.step(played, state, choice)
            else:
                with pytest.raises(NotOpen):
                    engine.step(played, state, choice)


@pytest.mark.parametrize("choice", ["", "nothing", "start", "ask", "ask/cal", "shut"])
def test_what_is_not_open_is_refused(choice: str) -> None:
    played = Machine(everything())
    with pytest.raises(NotOpen, match="at start"):
        engine.step(played, after(played), choice)


def test_after_the_end_nothing_can_be_taken() -> None:
    played = machine("")
    state = after(played, "go")
    assert state.ending == "curtain"
    assert engine.open_ids(played, state) == []
    assert engine.offers(played, state) == ()
    with pytest.raises(NotOpen):
        engine.step(played, state, "go")


def test_what_happens_is_told_in_order() -> None:
    played = machine(
        """
start:
  text: Begin.
  choices:
    - go: |
        Go.

        You go.
      do: n = 30
      goto: there
there:
  title: There
  text: You are there.
  next: the_end
""",
        world_rules="rules:\n  many:\n    when: n >= 20\n    do: flag_one\n    text: Many.\n",
    )
    state, begun = engine.begin(played, 1)
    assert [type(event) for event in begun] == [Entered, Shown]
    assert begun[0] == Entered("start", "part")
    _, events = engine.step(played, state, "go")
    first, *rest = events
    assert isinstance(first, Picked)
    assert (first.scene, first.choice, first.written) == ("start", "go", "go")
    told = [event.line_id if isinstance(event, Shown) else event for event in rest]
    assert told == [
        "start.go.then",
        Fired("many"),
        "rule.many",
        Entered("there", ""),
        "there.title",
        "there",
        Entered("the_end", ""),
        "the_end",
        Ended("curtain"),
    ]
    flags = [
        event.values[played.layout.slots["flag_one"]]
        for event in events
        if isinstance(event, Shown)
    ]
    assert flags == [0, 1, 1, 1, 1]  # each text in the state of its moment


def test_a_texts_moment_is_kept() -> None:
    played = machine("""
start:
  do: n = 1
  text: One.
  next: two
two:
  do: n = 2
  text: Two.
  choices:
    - go: Go.
      goto: the_end
""")
    _, events = engine.begin(played, 1)
    slot = played.layout.slots["n"]
    assert [event.values[slot] for event in events if isinstance(event, Shown)] == [1, 2]


def test_looking_reads_the_place_again() -> None:
    played = Machine(everything())
    state = after(played)
    looked = engine.look(played, state)
    assert [event.line_id for event in looked if isinstance(event, Shown)] == [
        "start.title",
        "start",
    ]
    assert all(isinstance(event, Shown) and event.visits == state.visits for event in looked)
    assert engine.look(played, engine.blank(played, 1)) == ()
    assert engine.look(played, after(played, "aside"))  # a place without a title


def test_a_made_up_start() -> None:
    played = Machine(everything())
    state, events = engine.start_at(played, "the_room", engine.blank(played, 9))
    assert (state.location, state.turn, state.seed) == ("the_room", 0, 9)
    assert isinstance(events[0], Entered)
    with pytest.raises(KeyError):
        engine.start_at(played, "nowhere", state)
    with pytest.raises(KeyError):
        played.spot("loop/cal")


def hand_made(*scenes: Scene, world: Story | None = None) -> Machine:
    """A story that the compiler would refuse."""
    source = world or story()
    return Machine(Story(source.world, {each.id: each for each in scenes}, {"en": {}}, "hand made"))


END = Scene("the_end", "", ending="curtain")


def test_a_ring_without_a_choice_is_broken_off() -> None:
    ring = Scene("start", "part", next=(Go("other"),)), Scene("other", "part", next=(Go("start"),))
    with pytest.raises(Runaway, match=r"start|other"):
        engine.begin(hand_made(*ring, END), 1)


@pytest.mark.timeout(20)
def test_a_scene_that_goes_on_here_without_a_choice_is_broken_off() -> None:
    stuck = Scene("start", "part", next=(Go("here"),))
    with pytest.raises(Runaway, match="start"):
        engine.begin(hand_made(stuck, END), 1)


def test_a_ring_of_else_is_broken_off() -> None:
    never = Number(0)
    ring = (
        Scene("start", "part", when=never, otherwise="other"),
        Scene("other", "part", when=never, otherwise="start"),
    )
    with pytest.raises(Runaway):
        engine.begin(hand_made(*ring, END), 1)


def test_a_long_way_is_no_ring() -> None:
    """As long as it may be; the interpreter's own stack is no bound."""
    assert LONGEST > 5_000
    way = [Scene("start", "part", next=(Go("s0"),))]
    way += [Scene(f"s{n}", "part", next=(Go(f"s{n + 1}"),)) for n in range(5_000)]
    way += [Scene("s5000", "part", next=(Go("the_end"),)), END]
    state, _ = engine.begin(hand_made(*way), 1)
    assert state.ending == "curtain"


def test_a_scene_that_leads_nowhere_stays() -> None:
    """The compiler refuses it; a made-up story does not crash."""
    state, _ = engine.begin(hand_made(Scene("start", "part"), END), 1)
    assert (state.location, state.ending) == ("start", "")
    back = Scene("start", "part", next=(Go("return"),))
    state, _ = engine.begin(hand_made(back, END), 1)
    assert (state.location, state.stack) == ("start", ())


def test_an_ending_always_comes() -> None:
    """The compiler sees to it that the last has no condition; a made-up story fails loudly."""
    source = story()
    (ending,) = source.world.endings
    world = source.world._replace(endings=(ending._replace(when=Number(0)),))
    start = Scene("start", "part", next=(Go("endings"),))
    with pytest.raises(AssertionError, match="last ending"):
        engine.begin(hand_made(start, END, world=Story(world, {}, {"en": {}}, "")), 1)


def test_chances_are_drawn_by_their_odds_and_counted() -> None:
    played = machine("""
start:
  choices:
    - throw: Throw.
      goto: throw
throw:
  next:
    - left odds 3 if flag_two
    - right odds 1
    - start
left:
  do: n += 1
  next: start
right:
  do: low += 1
  next: start
""")
    found = set()
    lefts = 0
    for seed in range(200):
        state = after(played, "throw", seed=seed)
        assert state.draws == 1
        lefts += value(played, state, "n")
        found.add((value(played, state, "n"), value(played, state, "low")))
    assert found == {(1, 0), (0, 1)}
    assert 120 < lefts < 180
    again = after(played, "throw", "throw", seed=4)
    assert again.draws == 2


def test_time() -> None:
    played = machine("""
start:
  clock: sol 1 10:00
  choices:
    - little: A little.
      clock: +5m
    - night: Till morning.
      clock: next sol 06:30
    - long: For long.
      clock: +30h
    - ago: Never back.
      clock: sol 0 01:00
    - end: End.
      goto: the_end
  next: here
""")

    def time(state: State) -> tuple[int, int, int]:
        return value(played, state, "sol"), state.values[MINUTE], value(played, state, "air")

    assert time(after(played)) == (1, 600, 0)  # the timer ran down on the way
    begun = after(played)
    full = begun._replace(
        values=(
            *begun.values[: played.layout.slots["air"]],
            90,
            *begun.values[played.layout.slots["air"] + 1 :],
        )
    )
    state, _ = engine.step(played, full, "little")
    assert time(state) == (1, 605, 85)
    state, _ = engine.step(played, state, "ago")
    assert time(state) == (1, 605, 85)
    state, _ = engine.step(played, state, "night")
    assert time(state) == (2, 390, 0)
    state, _ = engine.step(played, state, "long")
    assert time(state) == (3, 390 + 360, 0)
    for _ in range(10):
        state, _ = engine.step(played, state, "night")
    assert time(state) == (9, 390, 0)  # the days stay at their last


def test_a_clock_without_a_sol() -> None:
    source = story()
    kept = tuple(each for each in source.world.variables if each.name != "sol")
    scene = Scene(
        "start",
        "part",
        choices=(
            Choice("wait", clock=Clock("after", 30)),
            Choice("end", goto="the_end"),
        ),
        next=(Go("here"),),
    )
    without = Story(source.world._replace(variables=kept), source.scenes, {"en": {}}, "")
    played = hand_made(scene, END, world=without)
    state = after(played, "wait", "wait")
    assert state.values[MINUTE] == 60


def test_a_rule_that_leads_away_wins_and_empties_the_detours() -> None:
    played = machine(
        """
start:
  choices:
    - go: Go.
      detour: aside
  next: the_end
aside:
  choices:
    - burn: Burn.
      do: n = 50
      goto: return
    - sleep: Sleep.
      clock: next sol 06:30
      goto: return
    - walk: Walk.
      goto: deep
    - back: Back.
      goto: return
deep:
  do: n = 50
  next: return
fire:
  text: Fire.
  choices:
    - end: End.
      goto: the_end
night:
  text: Night.
  choices:
    - end: End.
      goto: the_end
""",
        world_rules="""
rules:
  burns:
    when: n >= 20
    goto: fire
  also:
    when: n >= 20
    goto: night
  sleeps:
    each: sol
    goto: night
""",
    )
    inside = after(played, "go")
    assert inside.stack == (("start", ""),)
    assert after(played, "go", "back").location == "start"
    for choice, place in (("burn", "fire"), ("walk", "fire"), ("sleep", "night")):
        state = after(played, "go", choice)
        assert (state.location, state.stack) == (place, ())


def test_rules_of_days_sleep_in_other_chapters_and_act_once() -> None:
    files = {
        SCENES: """
start:
  choices:
    - night: Night.
      clock: next sol 06:30
    - on: On.
      goto: later
  next: here
""",
        "2_part/scenes.yaml": """
later:
  choices:
    - night: Night.
      clock: next sol 06:30
    - end: End.
      goto: the_end
  next: here
""",
        "2_part/chapter.yaml": """
chapter: second
title: Part two
begins: later
rules:
  second_days: { each: sol, do: low += 1 }
""",
        "world/rules.yaml": """
rules:
  days: { each: sol, when: flag_two, do: n += 1 }
  one_day: { each: sol, once: yes, do: not flag_two if n >= 2 }
  never: { each: sol, when: n >= 90, goto: the_end }
""",
    }
    played = Machine(story(files))
    counts = [
        (value(played, state, "n"), value(played, state, "low"))
        for state in (
            after(played, "night"),
            after(played, "night", "night"),
            after(played, "night", "on", "night"),
            after(played, "on", "night", "night"),
        )
    ]
    assert counts == [(1, 0), (2, 0), (2, 1), (2, 2)]


def test_a_rule_of_another_chapter_does_not_act() -> None:
    played = Machine(
        story(
            {
                SCENES: "start:\n  choices:\n    - on: On.\n      do: n = 9\n      goto: later\n",
                "2_part/scenes.yaml": (
                    "later:\n  choices:\n    - on: On.\n      do: n += 1\n      goto: the_end\n"
                ),
                "2_part/chapter.yaml": (
                    "chapter: second\ntitle: Two\nbegins: later\n"
                    "rules:\n  second: { when: n >= 9, do: low += 1 }\n"
                    "  ten: { when: n >= 10, do: low += 2 }\n"
                ),
            }
        )
    )
    assert value(played, after(played, "on"), "low") == 0  # true already when the chapter opened
    assert value(played, after(played, "on", "on"), "low") == 2


def test_rules_set_off_one_another_each_once_in_written_order() -> None:
    played = machine(
        """
start:
  choices:
    - go: Go.
      do: n += 1
  next: here
""",
        world_rules="""
rules:
  last: { when: low >= 2, do: flag_one }
  first: { when: n >= 1, do: low += 1 }
  second: { when: low >= 1, do: low += 1 }
""",
    )
    state, _ = engine.begin(played, 1)
    state, events = engine.step(played, state, "go")
    assert [event.rule for event in events if isinstance(event, Fired)] == [
        "first",
        "second",
        "last",
    ]
    assert (value(played, state, "low"), value(played, state, "flag_one")) == (2, 1)
    _, events = engine.step(played, state, "go")
    assert not [event for event in events if isinstance(event, Fired)]


def test_an_ending_may_be_asked_for_by_rank() -> None:
    played = machine(
        """
start:
  choices:
    - poor: Poor.
      do: n = 1
      goto: endings
    - rich: Rich.
      do: n = 50
      goto: endings
glory:
  text: Glory.
  ending: glory
""",
        world_endings="""
endings:
  glory:
    title: Glory
    when: n >= 20
  curtain:
    title: Curtain
""",
    )
    assert after(played, "poor").ending == "curtain"
    assert after(played, "rich").ending == "glory"


def test_a_detour_back_to_a_scene_without_choices_goes_on() -> None:
    played = machine("""
start:
  at: deck
  text: Begin.
  detour: aside
  next: after
aside:
  at: dome
  choices:
    - back: Back.
      goto: return
after:
  do: n = 3 if ann.place is ship
  choices:
    - end: End.
      goto: the_end
""")
    state = after(played, "back")
    assert state.location == "after"
    assert state.values[ROOM] == played.layout.rooms["deck"]


def test_a_detour_back_into_a_loop_goes_to_the_next_item() -> None:
    played = machine("""
start:
  each: p in crew
  text: |
    {p}.
  detour: aside
  next: after
aside:
  choices:
    - back: Back.
      goto: return
after:
  choices:
    - end: End.
      goto: the_end
""")
    state, _ = engine.begin(played, 1)
    seen = []
    while state.location != "after":
        seen.append(state.stack)
        state, _ = engine.step(played, state, "back")
    assert seen == [((f"start/{who}", ">"),) for who in ("ann", "bob", "cal")]


def test_in_a_loop_whoever_is_gone_has_no_turn() -> None:
    played = machine("""
start:
  with: ann?
  each: p in crew if p.alive
  text: |
    {p}.
  choices:
    - kill: Kill the next.
      do: not bob.alive
    - on: On.
  next: after
after:
  choices:
    - end: End.
      goto: the_end
""")
    assert after(played, "on").location == "start/bob"
    assert after(played, "kill").location == "start/cal"
    assert after(played, "kill", "on").location == "after"


def test_a_loop_leaves_for_else_when_somebody_it_needs_is_gone() -> None:
    played = machine("""
start:
  at: deck
  with: ann
  else: after
  each: p in crew
  text: |
    {p}.
  choices:
    - kill: Kill Ann.
      do: not ann.alive
    - on: On.
  next: the_end
after:
  choices:
    - end: End.
      goto: the_end
""")
    assert after(played, "on", "on").location == "start/cal"
    assert after(played, "kill").location == "after"


def test_marks_are_spent_and_counted_whatever_the_choice_does() -> None:
    change = Change(Read("n"), "+=", Number(1))
    scene = Scene(
        "start",
        "part",
        choices=(
            Choice("once", once=True, effects=(change,), goto="start"),
            Choice("end", goto="the_end"),
        ),
    )
    played = hand_made(scene, END)
    state = after(played, "once")
    assert engine.open_ids(played, state) == ["end"]
    assert state.turn == 1
    assert state.values[CHAPTER] == 1
