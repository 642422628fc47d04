"""Shrinking: the known minimum, the laws that hold for any way, and whole scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler import small
from tests.engine.plays import named
from tests.playtest.maze import SHORTEST, machine, maze, wandering
from ulysse_game import engine
from ulysse_game.compiler.walkthroughs import Walkthrough, read_walkthrough
from ulysse_game.engine import Event, Machine, State, open_ids
from ulysse_game.explore.route import Route, Taken, replayed, walkthrough_text
from ulysse_game.play import Library, start
from ulysse_game.playtest import Recorded, replay
from ulysse_game.playtest import read as read_script
from ulysse_game.playtest.failing import (
    NothingToShrink,
    breaks,
    ends_in,
    failing,
    is_stuck,
)
from ulysse_game.playtest.shrink import (
    Arrival,
    DoesNotFail,
    Fails,
    Tries,
    arrive,
    begin,
    shrink,
)
from ulysse_game.storage import Shelf

FAR = Route(
    7,
    (
        *(("start", "sit"), ("start", "lap"), ("lap_one", "slow"), ("lap_two", "on")) * 6,
        *(("start", "rise"), ("start", "east"), ("east", "look"), ("east", "back")) * 7,
        ("start", "west"), ("west", "storm"), ("start", "west"), ("west", "calm"),
        ("start", "east"), ("east", "look"), ("east", "key"),
        ("start", "west"), ("west", "storm"),
    ),
)  # fmt: skip


def arrivals(played: Machine, route: Route) -> list[Arrival]:
    """Everything that comes of a way, which must be one."""
    came = begin(played, route.seed)
    found = [came]
    for location, choice in route.steps:
        assert came.after.location == location
        following = arrive(played, came.after, choice)
        assert following is not None
        came = following
        found.append(came)
    return found


def is_minimal(played: Machine, route: Route, fails: Fails) -> bool:
    """Whether no single choice can be left out: what is left is made where it can be."""
    for out in range(len(route.steps)):
        came = begin(played, route.seed)
        for location, choice in (*route.steps[:out], *route.steps[out + 1 :]):
            if came.after.location == location:
                came = arrive(played, came.after, choice) or came
                if fails(came):
                    return False
    return True


def test_a_failure_sixty_choices_deep() -> None:
    assert len(FAR.steps) >= 60
    fails = breaks(machine(), "dry")
    found = shrink(machine(), FAR, fails)
    assert len(found.steps) == SHORTEST, found
    assert [fails(came) for came in arrivals(machine(), found)] == [False] * SHORTEST + [True]
    assert found.seed == 0, "chance has no part in it"
    assert found == shrink(machine(), FAR, fails), "the same again"


def test_it_is_the_shortest() -> None:
    fails = breaks(machine(), "dry")
    layer, seen, choices = [begin(machine(), 0)], set(), 0
    while not any(map(fails, layer)):
        choices += 1
        states = {(came.after.location, came.after.values): came.after for came in layer}
        following = (
            arrive(machine(), state, choice)
            for key, state in states.items()
            if key not in seen
            for choice in open_ids(machine(), state)
        )
        layer = [came for came in following if came is not None]
        seen |= set(states)
    assert choices == SHORTEST


def test_the_budget_is_kept_and_what_comes_out_fails() -> None:
    fails = breaks(machine(), "dry")
    for limit in (0, 1, 3, 10, 40):
        tries = Tries(limit)
        found = shrink(machine(), FAR, fails, tries)
        assert tries.made <= limit
        assert fails(arrivals(machine(), found)[-1])
        assert len(found.steps) <= len(FAR.steps)


def test_what_does_not_fail_is_refused() -> None:
    with pytest.raises(DoesNotFail):
        shrink(machine(), Route(0, FAR.steps[:20]), breaks(machine(), "dry"))
    with pytest.raises(DoesNotFail):
        shrink(machine(), Route(0, (("west", "storm"),)), breaks(machine(), "dry"))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), choices=st.integers(40, 160))
def test_any_way_that_fails(seed: int, choices: int) -> None:
    route, fails = wandering(machine(), seed, choices), breaks(machine(), "dry")
    if not any(map(fails, arrivals(machine(), route))):
        return
    found = shrink(machine(), route, fails)
    last = arrivals(machine(), found)
    assert [fails(came) for came in last] == [False] * len(found.steps) + [True]
    assert is_minimal(machine(), found, fails)
    assert len(found.steps) == SHORTEST, "here every way comes down to the shortest"


@cache
def shipped() -> Machine:
    return Machine(named("shipped"))


@settings(max_examples=2, deadline=None)  # each try plays a hundred choices
@given(seed=st.integers(0, 2**32))
def test_the_shipped_story(seed: int) -> None:
    route = wandering(shipped(), seed, 400)
    states = replayed(shipped(), route)
    assert states is not None and states[-1].ending
    fails = ends_in(states[-1].ending)
    tries = Tries(1_500)
    found = shrink(shipped(), route, fails, tries)
    assert fails(arrivals(shipped(), found)[-1])
    assert len(found.steps) <= len(route.steps)
    assert tries.are_spent or is_minimal(shipped(), found, fails)


CORRIDOR = """
start:
  choices:
    - red: By the red door.
      goto: first
    - blue: By the blue door.
      goto: first
    - cut: Through the garden.
      goto: garden
first:
  choices:
    - on: On.
      goto: second
    - jump: Jump.
      do: flag_one
      goto: the_end
second:
  choices:
    - on: On.
      goto: third
third:
  choices:
    - on: On.
      goto: last
garden:
  choices:
    - on: On.
      goto: last
last:
  choices:
    - key: Take the key.
      do: flag_one
      goto: the_end
"""
LONG_WAY = (
    ("start", "blue"), ("first", "on"), ("second", "on"), ("third", "on"), ("last", "key"),
)  # fmt: skip


@cache
def corridor() -> Machine:
    return small.machine(CORRIDOR)


def has_key(came: Arrival) -> bool:
    return bool(came.after.values[corridor().layout.slots["flag_one"]])


@pytest.mark.parametrize(
    ("steps", "fails", "shortest"),
    [
        # A bridge of choices that the long way does not have.
        (LONG_WAY, lambda came: came.before is not None and came.before.location == "last",
         (("start", "cut"), ("garden", "on"), ("last", "key"))),
        # A choice that fails by itself, from where the way does not go on.
        (LONG_WAY, has_key, (("start", "red"), ("first", "jump"))),
        # The first choice, where it does not matter.
        (LONG_WAY[:2], lambda came: came.after.location == "second",
         (("start", "red"), ("first", "on"))),
    ],
)  # fmt: skip
def test_each_repair(steps: tuple[Taken, ...], fails: Fails, shortest: tuple[Taken, ...]) -> None:
    assert shrink(corridor(), Route(0, steps), fails).steps == shortest


def test_nobody_is_stuck_here() -> None:
    fails = is_stuck(machine())
    assert not any(map(fails, arrivals(machine(), FAR)))
    came = begin(machine(), 0)
    nowhere = came._replace(after=came.after._replace(location="the_end"))
    assert not open_ids(machine(), nowhere.after)
    assert fails(nowhere)
    assert not fails(nowhere._replace(after=nowhere.after._replace(ending="curtain")))


# -- scripts --------------------------------------------------------------------------------------


def read(text: str) -> Walkthrough:
    found, diagnostics = read_walkthrough("w.yaml", text.encode(), maze())
    assert found is not None, diagnostics
    return found


def shrunk(text: str, step: int | None = None) -> str:
    """A failing walkthrough of the maze, shrunk; it must fail again in the same way."""
    script = read(text)
    result = replay(machine(), script)
    found = failing(machine(), script, result, step)
    route = shrink(machine(), found.route, found.fails, None, found.first)
    made = walkthrough_text(route, "w", "Short.", found.checks)
    again = replay(machine(), read(made))
    wanted = [each.wanted for each in result.failures if step in (None, each.step)]
    assert [each.wanted for each in again.failures] == wanted[:1]
    return made.partition("play:\n")[2]


LONG = "".join(f"  - {location}: {choice}\n" for location, choice in FAR.steps[:-2])


def test_a_broken_promise_fails_the_replay() -> None:
    text = walkthrough_text(FAR, "far", "A long way.")
    (failure,) = replay(machine(), read(text)).failures
    assert failure.kind == "invariant"
    assert failure.wanted == "always: dry (the key is kept dry)"
    assert failure.found == ("flag_one is yes.", "n is 7.", "weather is storm.")
    assert len(shrunk(text).splitlines()) == SHORTEST
    made_up = "walkthrough: w\nfrom:\n  scene: start\n  given: n = 3, flag_one, weather = storm\n"
    assert replay(machine(), read(made_up + "play:\n  - start: sit\n")).passed


@pytest.mark.parametrize(
    ("check", "lines"),
    [
        ("expect: n is 6", ["start: rise"] * 7 + ["expect: n is 6"]),
        ("expect: flag_one and n is 8", ["start: rise"] * 7 + ["start: east", "east: key"]
         + ["expect: flag_one and n is 8"]),
        ("at: west", ["at: west"]),
        ("ending: curtain", ["ending: curtain"]),
        ("reads: The sea: a hall", ["reads: |", "  The sea: a hall"]),
        ("lacks: A hall.", ["lacks: A hall."]),
        ("open: sit, out, rise", ["open: out"]),
        ("west: calm", ["west: calm"]),
        ("start: “Fly.”", ["start: “Fly.”"]),
    ],
)  # fmt: skip
def test_what_was_asked_stays(check: str, lines: list[str]) -> None:
    key, _, text = check.partition(": ")
    written = f"  - {key}: |\n      {text}\n" if ": " in text else f"  - {check}\n"
    made = shrunk(f"walkthrough: w\nplay:\n{LONG}{written}")
    found = [line[4:] for line in made.splitlines()]
    assert sorted(found) == sorted(lines), "in any order"
    assert found[-1] == lines[-1]


def test_one_failure_of_several() -> None:
    text = f"walkthrough: w\nplay:\n  - at: west\n{LONG}  - expect: n is 6\n"
    line = text.count("\n")
    assert shrunk(text) == "  - at: west\n"
    assert shrunk(text, line).endswith("  - expect: n is 6\n")
    with pytest.raises(NothingToShrink, match="nothing fails at that step"):
        shrunk(text, 5)
    with pytest.raises(NothingToShrink, match="has not ended"):
        shrunk("walkthrough: w\nplay:\n  - start: sit\n")


# -- what is no fault of the story’s --------------------------------------------------------------


def faulty(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """From now on to open the window with the key in hand raises this error."""
    good = engine.step

    def bad(played: Machine, state: State, choice: str) -> tuple[State, tuple[Event, ...]]:
        if (state.location, choice) == ("west", "storm"):
            slot = played.layout.slots["flag_one"]
            if state.values[slot]:
                raise error
        return good(played, state, choice)

    monkeypatch.setattr(engine, "step", bad)


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (KeyError("k"), "crash", "an error of ours: KeyError: 'k' (in faulty.<locals>.bad line"),
        (engine.Runaway("hall"), "runaway", "the story went round and round at `hall`."),
    ],
)
def test_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch, error: Exception, kind: str, told: str
) -> None:
    faulty(monkeypatch, error)
    text = walkthrough_text(FAR, "far", "A long way.")
    result = replay(machine(), read(text))
    (failure,) = result.failures
    assert result.is_cut_short
    assert (failure.kind, failure.wanted) == (kind, "west: storm")
    assert failure.found[0].startswith(told)
    assert shrunk(text).split("\n  - ") == [
        "  - start: east", "east: key", "start: west", "west: storm\n",
    ]  # fmt: skip


@pytest.mark.parametrize(("error", "kind"), [(KeyError("k"), "crash"),
                                             (engine.Runaway("hall"), "runaway")])  # fmt: skip
def test_an_error_at_the_very_beginning(
    monkeypatch: pytest.MonkeyPatch, error: Exception, kind: str
) -> None:
    def bad(*_: object) -> None:
        raise error

    monkeypatch.setattr(engine, "start_at", bad)
    script = read("walkthrough: w\nplay:\n  - start: sit\n")
    result = replay(machine(), script)
    (failure,) = result.failures
    assert (failure.kind, failure.wanted, failure.moment) == (kind, "to begin at `start`", None)
    assert result.is_cut_short and result.moments == ()
    with pytest.raises(NothingToShrink, match="at its very beginning"):
        failing(machine(), script, result)


def test_a_saved_game(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    session = start(Library(machine(), Shelf(tmp_path)), 3)
    for _, choice in FAR.steps:
        session.choose(choice)
    session.close()
    (file,) = tmp_path.glob("auto-*.json")
    script = read_script(str(file), maze()).script
    assert isinstance(script, Recorded)

    def shortened(saved: Recorded) -> Route:
        found = failing(machine(), saved, replay(machine(), saved))
        return shrink(machine(), found.route, found.fails)

    assert len(shortened(script).steps) == SHORTEST, "the promise that it breaks"

    nodes = list(script.save.timeline.nodes)
    nodes[40] = nodes[40]._replace(choice="gone")
    gone = script.save._replace(timeline=script.save.timeline._replace(nodes=tuple(nodes)))
    (failure,) = replay(machine(), Recorded("s.json", gone)).failures
    assert (failure.kind, failure.wanted) == ("choice", "east: gone")
    assert shortened(Recorded("s.json", gone)).steps == (("start", "east"),)

    for error, kind in ((engine.Runaway("hall"), "runaway"), (KeyError("k"), "crash")):
        with monkeypatch.context() as patched:
            faulty(patched, error)
            (failure,) = replay(machine(), script).failures
            assert (failure.kind, failure.wanted) == (kind, "west: storm")
            assert len(shortened(script).steps) == 4

    other = {**script.save.snapshot, "location": "east"}
    head = Recorded("s.json", script.save._replace(snapshot=other))
    result = replay(machine(), head)
    assert [each.kind for each in result.failures] == ["invariant", "state"]
    with pytest.raises(NothingToShrink, match="saved state that differs"):
        failing(machine(), head, result._replace(failures=result.failures[1:]))
