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
from ulysse_game.story import (
    Change,
    Choice,
    Clock,
    Facts,
    Go,
    Lock,
    Number,
    Read,
    Scene,
    Story,
    Walk,
)


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


def test_an_end_closes_whatever_the_place_offers() -> None:
    played = machine("")
    ended = after(played)._replace(ending="curtain")
    assert engine.open_ids(played, ended) == []
    assert engine.offers(played, ended) == ()


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
    (alone,) = engine.look(played, after(played, "aside"))  # a place without a title
    assert isinstance(alone, Shown)
    assert alone.line_id == "aside"


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
            after(played, "night", "night", "night"),  # `one_day` has acted, and will not again
            after(played, "night", "on", "night"),
            after(played, "on", "night", "night"),
        )
    ]
    assert counts == [(1, 0), (2, 0), (3, 0), (2, 1), (2, 2)]


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


def test_where_rules_lead_on_several_days_the_first_wins() -> None:
    played = machine(
        """
start:
  choices:
    - long: For long.
      clock: +60h
  next: here
one:
  choices:
    - end: End.
      goto: the_end
two:
  choices:
    - end: End.
      goto: the_end
""",
        world_rules="""
rules:
  first_day: { each: sol, when: sol is 1, goto: one }
  that_day: { each: sol, when: sol is 1, goto: two }
  second_day: { each: sol, when: sol is 2, goto: two }
  becomes: { when: sol >= 2, goto: two }
""",
    )
    state, events = engine.step(played, after(played), "long")
    assert state.location == "one"
    fired = [event.rule for event in events if isinstance(event, Fired)]
    assert fired == ["first_day", "that_day", "second_day", "becomes"]


def test_any_lock_closes() -> None:
    """A writer gives one reason; a choice with two is closed by either, the first one told."""
    lock = [Lock(Read(name), f"start.go.{name}", False) for name in ("flag_one", "flag_two")]
    go = Choice("go", locks=tuple(lock), goto="the_end")
    played = hand_made(
        Scene("start", "part", choices=(go, Choice("stay", goto="start"))),
        END,
    )
    slots = [played.layout.slots[each.condition.variable] for each in go.locks]  # type: ignore[union-attr]
    for one, two, told in ((0, 0, ""), (1, 0, "one"), (0, 1, "two"), (1, 1, "one")):
        state = after(played)
        values = list(state.values)
        values[slots[0]], values[slots[1]] = one, two
        state = state._replace(values=tuple(values))
        offered = {each.id: each for each in engine.offers(played, state)}
        assert offered["go"].is_open is not bool(told)
        assert offered["go"].lock == (f"start.go.flag_{told}" if told else "")
        assert ("go" in engine.open_ids(played, state)) is not bool(told)


def test_a_state_holds_whole_numbers_and_no_yes_or_no() -> None:
    """A saved game would be refused that said `true` where a number stands."""
    played = machine("""
start:
  choices:
    - go: Go.
      do: |
        flag_one = n >= 0 and seen(start)
        flag_two = not flag_two
        n = visits(start) + 1
        ann.alive = seen(start)
  next: here
""")
    state = after(played, "go")
    assert value(played, state, "flag_one") == 1
    assert {type(each) for each in state.values} == {int}


def test_whoever_plays_on_after_a_scene_has_moved_is_in_its_new_room() -> None:
    """The story was edited under a saved game: the next step puts the player where the scene is."""
    played = machine("""
start:
  at: dome
  choices:
    - stay: Stay.
      goto: here
    - count: Count.
      do: n += 1
      goto: here
""")
    dome = played.layout.rooms["dome"]
    state = after(played)
    assert state.values[ROOM] == dome
    elsewhere = state._replace(values=(dome - 1, *state.values[1:]))
    for choice in ("stay", "count"):
        state, _ = engine.step(played, elsewhere, choice)
        assert state.values[ROOM] == dome


def test_a_loop_without_else_goes_on_whoever_is_gone() -> None:
    """The compiler refuses it; a save of an edited story comes there and plays on."""
    people = story().world
    ours = Walk("p", tuple(Facts(people).person(each) for each in ("ann", "bob")), None)
    loop = Scene(
        "start",
        "part",
        each=ours,
        when=Number(0),
        choices=(Choice("on"),),
        next=(Go("the_end"),),
    )
    played = hand_made(loop, END)
    assert after(played).location == "start/ann"
    assert after(played, "on").location == "start/bob"
    assert after(played, "on", "on").ending == "curtain"


def test_a_scene_with_an_else_that_is_never_needed_is_entered() -> None:
    start = Scene("start", "part", otherwise="the_end", choices=(Choice("on", goto="the_end"),))
    assert after(hand_made(start, END)).location == "start"
    barred = start._replace(when=Number(0))
    assert after(hand_made(barred, END)).location == "the_end"


def test_a_detour_back_to_a_scene_that_leads_nowhere_stays_there() -> None:
    start = Scene("start", "part", detour="aside")
    aside = Scene("aside", "part", choices=(Choice("back", goto="return"),))
    state = after(hand_made(start, aside, END), "back")
    assert (state.location, state.stack) == ("start", ())


def test_after_each_rule_the_first_that_can_is_next() -> None:
    played = machine(
        "start:\n  choices:\n    - go: Go.\n      do: n += 1\n  next: here\n",
        world_rules="""
rules:
  set_off: { when: low >= 1, do: flag_one }
  at_once: { when: n >= 1, do: low += 1 }
  much_later: { when: n >= 90, do: low += 1 }
  at_once_too: { when: n >= 1, do: not flag_two }
""",
    )
    _, events = engine.step(played, after(played), "go")
    fired = [event.rule for event in events if isinstance(event, Fired)]
    assert fired == ["at_once", "set_off", "at_once_too"]


def test_where_time_and_a_rule_both_lead_time_comes_first() -> None:
    played = machine(
        """
start:
  choices:
    - sleep: Sleep.
      clock: next sol 06:30
      do: n += 1
      goto: start
    - enter: Enter.
      goto: night
night:
  clock: next sol 06:30
  do: n += 1
  choices:
    - end: End.
      goto: the_end
one:
  choices:
    - end: End.
      goto: the_end
two:
  choices:
    - end: End.
      goto: the_end
""",
        world_rules="""
rules:
  daily: { each: sol, goto: one }
  becomes: { when: n >= 1, goto: two }
""",
    )
    for choice in ("sleep", "enter"):
        state, events = engine.step(played, after(played), choice)
        fired = [event.rule for event in events if isinstance(event, Fired)]
        assert (state.location, fired) == ("one", ["daily", "becomes"])


def test_a_rule_that_says_nothing_shows_nothing() -> None:
    played = machine(
        "start:\n  choices:\n    - go: Go.\n      do: n = 30\n      goto: the_end\n",
        world_rules="rules:\n  many:\n    when: n >= 20\n    do: flag_one\n",
    )
    state, _ = engine.begin(played, 1)
    after_it, events = engine.step(played, state, "go")
    told = [event.line_id if isinstance(event, Shown) else event for event in events[1:]]
    assert told == [Fired("many"), Entered("the_end", ""), "the_end", Ended("curtain")]
    assert value(played, after_it, "flag_one") == 1


def test_looking_reads_the_last_place_as_it_ended() -> None:
    played = machine("")
    ended = after(played, "go")
    assert ended.ending == "curtain"
    told = [event for event in engine.look(played, ended) if isinstance(event, Shown)]
    assert [(event.line_id, event.ending) for event in told] == [("the_end", "curtain")]


def test_a_card_is_offered_where_whom_it_needs_is_in_its_own_room() -> None:
    card = "  offer: A card.\n  with: ann\n  next: return\n"
    played = machine(
        {
            SCENES: "start:\n  at: deck\n  choices:\n    - off: Off.\n      do: ann.place = mars\n"
            "      goto: here\n    - draw: cards\n    - end: End.\n      goto: the_end\n"
            f"near:\n  at: cabin\n{card}far:\n  at: dome\n{card}here_too:\n{card}",
            "1_part/chapter.yaml": "chapter: part\ntitle: Part one\nbegins: start\ndecks:\n"
            "  cards:\n    a:\n      - near\n    b:\n      - far\n    c:\n      - here_too\n",
        }
    )
    assert engine.open_ids(played, after(played)) == ["off", "near", "here_too", "end"]
    gone = after(played, "off")
    assert engine.open_ids(played, gone) == ["off", "far", "end"]
    assert gone.values[ROOM] == after(played).values[ROOM]
    # What was played is played out.
    assert engine.open_ids(played, after(played, "near")) == ["off", "here_too", "end"]
    assert engine.open_ids(played, after(played, "near", "here_too")) == ["off", "end"]


def test_a_story_may_count_no_days() -> None:
    played = machine(
        {
            SCENES: "start:\n  choices:\n    - wait: Wait.\n      clock: +1h\n"
            "      goto: here\n    - long: Long.\n      clock: +25h\n"
            "      goto: here\n    - end: End.\n      goto: the_end\n",
            "world/variables.yaml": "variables:\n  n: 0..100, a number\n"
            "  many: 0..100, a number\n  air: timer 0..90 from 90, what is left\n",
            "world/voices.yaml": "voices:\n  ship_voice: ship, The Ship\n",
        }
    )
    before = after(played)
    later = after(played, "wait", "long")
    assert later.values[MINUTE] == 2 * 60
    assert later.values[ROOM] == before.values[ROOM]
    changed = [n for n, now in enumerate(later.values) if before.values[n] != now]
    assert changed == [MINUTE, played.layout.slots["air"]]
