"""The cells of a story keep what is asked of a playthrough's memory, and no more."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.small import machine
from tests.explore.sites import known, made, tiny, watcher_of
from ulysse_game.engine import Entered, Fired, begin, open_ids, step
from ulysse_game.engine.chance import draw
from ulysse_game.explore.flow import Cell, Flow
from ulysse_game.explore.flow.cells import MOST_ASKED, Asked, Ring
from ulysse_game.story import Arithmetic, Call, Choose, Compare, Expression, Number, Within

MEMORY = """
start:
  at: deck
  text: |
    {&A|B|C} {One|Two|Three}. {~x|y} {&left|right}

    {if visits(other) >= 4}
    Often.
    {end}
  choices:
    - single: Single.
      once: yes
      goto: start
    - up: Up.
      do: n += 1 if visits(many) >= 2
      goto: start
    - told: Told.
      if: taken(start.up) and not heard(words)
      goto: start
    - other: Other.
      goto: other
    - many: Many.
      goto: many
    - pick: Pick.
      goto: some
    - end: End.
      goto: the_end
other:
  text: |
    {&a|b} {echo words: Words.}
  next: start
many:
  next: unasked
unasked:
  next: start
some:
  pick: 2
  choices:
    - one: One.
    - two: Two.
      if: taken(some.one)
    - three: Three.
  next: start
"""
FIRST = """rules:
  tired:
    when: n >= 3
    once: yes
    do: flag_one
  again:
    when: n >= 4
    do: flag_two
"""


def cells_of(flow: Flow) -> dict[str, Cell]:
    return {cell.name: cell for cell in flow.cells if cell.name.startswith("@")}


def test_what_is_asked_has_a_cell_and_nothing_else_has() -> None:
    flow = tiny(MEMORY, FIRST).flow
    found = cells_of(flow)
    picked = {name for name in found if name.startswith("@picked:")}
    assert {name.partition("#")[0] for name in picked} == {"@picked:some"}
    assert len(picked) == 3
    (spent,) = [name for name in found if name.startswith("@spent:")]
    assert spent.startswith("@spent:start#")
    assert found.keys() - picked - {spent} == {
        "@minute",
        "@visits:start",
        "@visits:other",
        "@visits:many",
        "@taken:start.up",
        "@taken:some.one",
        "@heard:words",
        "@fired:tired",
        "@was:tired",
        "@was:again",
    }
    assert all(found[name] == Cell(name, 0, 1, 0) for name in (*picked, spent, "@heard:words"))


def test_how_far_visits_are_told_apart() -> None:
    """By the highest number asked, and then by every cycle: of three texts, of two."""
    found = cells_of(tiny(MEMORY, FIRST).flow)
    assert found["@visits:many"] == Cell("@visits:many", 0, 2 + 1, 0)
    assert found["@visits:other"] == Cell("@visits:other", 0, 4 + 2, 0)
    assert found["@visits:start"] == Cell("@visits:start", 0, 4 + 3 * 2, 0)


def test_variables_come_first_as_declared() -> None:
    flow = tiny(MEMORY, FIRST).flow
    variables = flow.machine.story.world.variables
    assert [cell.name for cell in flow.cells[: len(variables)]] == [v.name for v in variables]
    low = flow.cells[flow.by_name["low"]]
    assert (low.low, low.high, low.start) == (-5, 5, 0)
    weather = flow.cells[flow.by_name["weather"]]
    assert (weather.low, weather.high) == (0, 2)
    assert [flow.by_name[cell.name] for cell in flow.cells] == list(range(len(flow.cells)))


@pytest.mark.parametrize("seed", range(6))
def test_the_values_of_a_state_are_what_has_happened(seed: int) -> None:
    """Kept beside the engine by its events, its steps, and by nothing of its memory."""
    played = made(MEMORY, FIRST)
    flow = tiny(MEMORY, FIRST).flow
    found = cells_of(flow)
    marks = {
        choice.id: choice.mark  # type: ignore[union-attr]
        for scene in ("start", "some")
        for choice in played.places_of(scene)[0].choices
    }
    visits: Counter[str] = Counter()
    once: dict[str, int] = dict.fromkeys(found, 0)
    state, events = begin(played, seed)
    for turn in range(60):
        for event in events:
            if isinstance(event, Entered):
                visits[event.location] += 1
                if event.location == "other":
                    once["@heard:words"] = 1
                if event.location == "some":
                    once.update({name: 0 for name in once if name.startswith("@picked:")})
            elif isinstance(event, Fired) and event.rule == "tired":
                once["@fired:tired"] = 1
        values = dict(zip((c.name for c in flow.cells), flow.values_of(state), strict=True))
        for name in found:
            if name.startswith("@visits:"):
                scene = name.partition(":")[2]
                real, kept, high = visits[scene], values[name], found[name].high
                assert (real == kept) if real <= high else (kept > high - 6)
            else:
                assert values[name] == once[name], name
        assert values["n"] == state.values[3 + flow.by_name["n"]]
        choices = [id for id in open_ids(played, state) if id != "end"]
        choice = choices[draw(seed, turn, len(choices))]
        for name in (f"@taken:{state.location}.{choice}", f"@spent:start#{marks[choice]}"):
            if name in once and (choice == "single" or not name.startswith("@spent")):
                once[name] = 1
        if state.location == "some":
            once[f"@picked:some#{marks[choice]}"] = 1
        state, events = step(played, state, choice)


def test_texts_that_go_round_are_watched_for_long() -> None:
    """Each page of many shows just that alternative of a cycle which the engine's visits say."""
    site = tiny(MEMORY, FIRST)
    watcher = watcher_of(site)
    seen = watcher.begin(0)
    for visit in range(1, 25):
        names = {item.name for item in site.items.of(seen.items) if item.kind == "alternative"}
        assert {name for name in names if name.startswith("start#1.")} == {
            f"start#1.{(visit - 1) % 3 + 1}"
        }
        assert {name for name in names if name.startswith("start#2.")} == {
            f"start#2.{min(visit, 3)}"
        }
        assert {name for name in names if name.startswith("start#4.")} == {
            f"start#4.{(visit - 1) % 2 + 1}"
        }
        seen = watcher.step(seen.state, "up")


def test_a_shuffle_is_known() -> None:
    assert tiny(MEMORY, FIRST).flow.is_shuffled
    assert not known("everything").flow.is_shuffled


# -- rings ----------------------------------------------------------------------------------------


@given(st.integers(0, 600), st.integers(1, 12), st.integers(0, 1_500))
def test_a_ring_keeps_every_comparison_and_every_cycle(
    highest: int, length: int, visits: int
) -> None:
    ring = Ring(highest, length)
    kept = ring.kept(visits)
    assert 0 <= kept <= ring.last
    assert (kept - visits) % length == 0
    for number in {0, highest // 2, highest}:
        assert (kept > number) == (visits > number)
        assert (kept == number) == (visits == number)
    assert ring.kept(kept) == kept


@given(st.integers(0, 40), st.integers(1, 12), st.integers(0, 300))
def test_one_visit_more_is_one_step_on_the_ring(highest: int, length: int, visits: int) -> None:
    ring = Ring(highest, length)
    kept = ring.kept(visits)
    onward = ring.last - length + 1 if kept == ring.last else kept + 1
    assert ring.kept(visits + 1) == onward


def test_as_many_as_the_engine_counts_are_one() -> None:
    for highest, length in ((MOST_ASKED, 1), (MOST_ASKED - 2, 3), (10**9, 12)):
        ring = Ring(highest, length)
        assert (ring.last, ring.length) == (MOST_ASKED, 1)
        assert ring.kept(MOST_ASKED) == MOST_ASKED
        assert ring.kept(MOST_ASKED - 1) == MOST_ASKED - 1


def test_many_visits_are_told_apart_where_they_are_compared() -> None:
    scenes = MEMORY.replace("visits(many) >= 2", "visits(many) >= 300")
    site = tiny(scenes, FIRST)
    assert ("yes", "start.up.do[1].if") in site.reach.items
    watcher = watcher_of(site)
    state = watcher.begin(0).state
    for _ in range(299):
        state = watcher.step(state, "many").state
    assert watcher.step(state, "up").state.values == state.values
    state = watcher.step(state, "many").state
    assert watcher.step(state, "up").state.values != state.values


VISITS = Call("visits", "many", ())


@pytest.mark.parametrize(
    ("asked", "highest"),
    [
        (Compare(">=", VISITS, Number(7)), 7),
        (Compare("<", Number(9), VISITS), 9),
        (Within(VISITS, (Number(3), Number(5))), 5),
        (Within(Number(3), (Number(1), VISITS)), MOST_ASKED),
        (Compare(">", Arithmetic("+", VISITS, Number(1)), Number(4)), MOST_ASKED),
        (Choose(Compare("is", VISITS, Number(4)), Number(1), Number(2)), 4),
        (Call("seen", "many", ()), 2),
        (Compare(">", VISITS, Call("visits", "other", ())), MOST_ASKED),
        (Call("max", "", (VISITS, Number(1))), MOST_ASKED),
    ],
)
def test_what_else_is_asked_counts_too(asked: Expression, highest: int) -> None:
    """A condition that a tester has thought of; the story itself compares with 2."""
    played = made(MEMORY, FIRST)
    assert Asked(played, (asked,)).highest["many"] == highest
    flow = Flow(played, (asked,))
    assert cells_of(flow)["@visits:many"].high == min(highest + 1, MOST_ASKED)


def test_seen_alone_needs_two_values() -> None:
    played = made("start:\n  text: B.\n  choices:\n    - go: Go.\n      goto: the_end\n")
    flow = Flow(played, (Call("seen", "start", ()), Call("taken", "start.go", ())))
    assert cells_of(flow)["@visits:start"].high == 2
    assert "@taken:start.go" in cells_of(flow)
    assert cells_of(Flow(played)).keys() == {"@minute"}


ELSEWHERE = """
start:
  choices:
    - draw: deck
    - all: All.
      do: p.trust += 1 for p in ours if visits(one_card) >= 3
      goto: start
    - notes: Notes.
      goto: notes
    - end: End.
      goto: the_end
one_card:
  offer: One.
  text: One.
  next: return
same_card:
  offer: Same.
  again: yes
  text: Same.
  next: return
notes:
  each: o in observations if seen(start)
  text: |
    {o.notebook}
  next: start
"""
CHAPTER = "chapter: part\ntitle: Part one\nbegins: start\ndecks:\n  deck: one_card, same_card\n"


def test_what_cards_loops_and_effects_ask() -> None:
    """A card is drawn once, so its visits are asked; not those of one that comes again."""
    files = {"1_part/scenes.yaml": ELSEWHERE, "1_part/chapter.yaml": CHAPTER}
    found = cells_of(Flow(machine(files)))
    assert {name for name in found if name.startswith("@visits")} == {
        "@visits:start",
        "@visits:one_card",
    }
    assert found["@visits:one_card"].high == 3 + 1
    once = ELSEWHERE.replace(" if visits(one_card) >= 3", "")
    found = cells_of(Flow(machine({**files, "1_part/scenes.yaml": once})))
    assert found["@visits:one_card"].high == 1 + 1


def test_what_stands_beside_the_pages_makes_no_states_to_tell_apart() -> None:
    beside = """
instruments:
  heart: { name: Ann, reads: "{visits(start)}", draws: trace, rate: 9 * visits(start) }
notebook:
  people:
    title: People
    entries:
      ann: { name: Ann, if: visits(start) >= 7, text: "{visits(start) >= 8: A|B}{taken(start.go): C|D}" }
"""  # noqa: E501 - one entry, one line
    bare, more = Asked(machine()), Asked(machine(world_panels=beside))
    assert (more.highest, more.taken, more.heard) == (bare.highest, bare.taken, bare.heard)
