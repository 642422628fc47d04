"""What the watcher says is seen is what the engine did, by its own events and offers."""

from __future__ import annotations

import pytest

from tests.engine.plays import NAMES
from tests.explore.brute import items_of, offered, shown_closed
from tests.explore.sites import NOWHERE, keys, known, made, tiny, watcher_of
from ulysse_game import engine, view
from ulysse_game.engine import Event, NotOpen, Runaway, State, open_ids
from ulysse_game.engine.chance import draw
from ulysse_game.explore import Key, Route, Watcher, site_of, watch
from ulysse_game.explore.flow import Flow

TOLD = ("scene", "rule", "ending", "closed", "choice")


def happened(state: State, events: tuple[Event, ...], taken: str, watcher: Watcher) -> set[Key]:
    """What the engine says of a step; the texts of the status line are no matter of its own."""
    found = {*items_of(events), *shown_closed(watcher.machine, state)}
    found |= set(offered(watcher.machine, state))
    return found | ({("choice", taken)} if taken else set())


def told(watcher: Watcher, bits: int) -> set[Key]:
    """The watcher's items of those kinds that the engine tells; not what texts are made of."""
    found = {(item.kind, item.name) for item in watcher.all.of(bits)}
    return {
        (kind, name)
        for kind, name in found
        if kind in TOLD or (kind == "text" and not name.startswith(("status.", "observation.")))
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [5, 6, 7])
def test_a_play_is_watched_rightly(name: str, seed: int) -> None:
    site = known(name)
    watcher = watcher_of(site)
    shown, taken = watcher.begin(seed), ""
    state, events = engine.begin(site.machine, seed)
    for turn in range(60):
        assert (shown.state, shown.events) == (state, events)
        true = {key for key in happened(state, events, taken, watcher) if key in site.items.number}
        assert told(watcher, shown.items) == true, f"{state.location} after {taken}"
        looked = watcher.look(state)
        assert looked & shown.items == looked
        assert {key for key in keys(site, looked) if key[0] in ("scene", "choice")} == set()
        choices = open_ids(site.machine, state)
        if not choices:
            return
        choice = choices[draw(seed, turn, len(choices))]
        taken = f"{state.location}.{choice}"
        shown = watcher.step(state, choice)
        state, events = engine.step(site.machine, state, choice)


def test_what_the_engine_tells_are_items() -> None:
    """Nothing that happens in the plays above is left aside because it has no name."""
    for name in NAMES:
        site = known(name)
        state, events = engine.begin(site.machine, 8)
        for turn in range(40):
            found = {*items_of(events), *shown_closed(site.machine, state)}
            assert found <= site.items.number.keys()
            choices = open_ids(site.machine, state)
            if not choices:
                break
            choice = choices[draw(8, turn, len(choices))]
            assert ("choice", f"{state.location}.{choice}") in site.items.number
            state, events = engine.step(site.machine, state, choice)


def test_every_item_of_the_watcher_is_one_of_the_story() -> None:
    site = known("everything")
    assert Watcher(site.machine).items == site.items.every
    assert watcher_of(site).items is site.items.every


HUB = """
start:
  text: Begin.
  choices:
    - up: Up.
      do: n += 1
      goto: start
    - high: High.
      if: n >= 2
      closed: Too low.
      goto: the_end
    - end: End.
      goto: the_end
"""


def test_a_state_of_another_play_is_gone_on_with() -> None:
    """The watcher remembers only the last state, and does without it."""
    site = tiny(HUB)
    watcher = watcher_of(site)
    one = watcher.step(watcher.begin(0).state, "up")
    two = watcher.step(one.state, "up")
    again = watcher.step(one.state, "up")
    assert again == two
    assert watcher.step(one.state, "end").state.ending == "curtain"
    assert ("closed", "start.high#1") in keys(site, one.items)
    assert ("closed", "start.high#1") not in keys(site, two.items)


def test_what_is_not_open_is_refused_as_the_engine_does() -> None:
    watcher = watcher_of(tiny(HUB))
    with pytest.raises(NotOpen):
        watcher.step(watcher.begin(0).state, "high")


AROUND = """
start:
  text: Begin.
  choices:
    - up: Up.
      goto: ring
    - end: End.
      goto: the_end
ring:
  each: p in ours
  do: flag_one = not flag_one
  next: the_end
"""
ROUND_RULES = """rules:
  on:
    when: flag_one
    goto: ring
  off:
    when: not flag_one
    goto: ring
"""


def test_a_ring_ends_as_in_the_engine() -> None:
    watcher = watcher_of(tiny(AROUND, ROUND_RULES))
    with pytest.raises(Runaway):
        watcher.step(watcher.begin(0).state, "up")


def test_a_difference_between_graph_and_engine_is_a_mistake_of_ours() -> None:
    other = made(HUB.replace("n += 1", "n += 2"))
    watcher = Watcher(made(HUB), Flow(other))
    begun = watcher.begin(0)
    with pytest.raises(AssertionError, match="does not come to start as the engine does"):
        watcher.step(begun.state, "up")
    elsewhere = made(HUB.replace("goto: start", "goto: the_end"))
    watcher = Watcher(made(HUB), Flow(elsewhere))
    with pytest.raises(AssertionError, match="does not come to start"):
        watcher.step(watcher.begin(0).state, "up")


# -- chance ---------------------------------------------------------------------------------------

DICE = """
start:
  text: Begin.
  choices:
    - go: Go.
      goto: dice
    - with_c: With C.
      do: flag_one
      goto: dice
dice:
  next:
    - a odds 3
    - b odds 2
    - c odds 5 if flag_one
a:
  text: In A.
  next: after
b:
  text: In B.
  next: after
c:
  text: In C.
  next: after
after:
  text: After.
  next:
    - d odds 1
    - the_hub odds 1
d:
  text: In D.
  next: the_hub
the_hub:
  choices:
    - again: Again.
      goto: start
    - end: End.
      goto: the_end
"""


@pytest.mark.parametrize("choice", ["go", "with_c"])
def test_of_two_ways_to_one_state_that_is_seen_which_the_dice_took(choice: str) -> None:
    """Nothing in the State tells A from B, so only the dice themselves do."""
    site = tiny(DICE)
    watcher = watcher_of(site)
    ways = set()
    for seed in range(40):
        shown = watcher.step(watcher.begin(seed).state, choice)
        for _ in range(2):
            true = {key for key in items_of(shown.events) if key[0] == "scene"}
            scenes = {key for key in keys(site, shown.items) if key[0] == "scene"}
            assert scenes == true
            ways.add(frozenset(name for _, name in scenes))
            start = watcher.step(shown.state, "again")
            shown = watcher.step(start.state, choice)
    firsts = ("a", "b", "c") if choice == "with_c" else ("a", "b")
    assert len(ways) == 2 * len(firsts)


def test_a_beginning_by_chance() -> None:
    dice = DICE.replace("start:\n", "first:\n", 1).replace("dice:\n", "start:\n", 1)
    dice = dice.replace("goto: dice", "goto: start").replace("goto: start\nthe", "goto: first\nthe")
    site = tiny(dice)
    watcher = watcher_of(site)
    seen_first = set()
    for seed in range(20):
        shown = watcher.begin(seed)
        assert {k for k in keys(site, shown.items) if k[0] == "scene"} == {
            k for k in items_of(shown.events) if k[0] == "scene"
        }
        seen_first.add(frozenset(keys(site, shown.items)))
    assert len(seen_first) > 2


SHUFFLED = """
start:
  text: |
    {~One|Two|Three} and {~left|right}. {n >= 3: {~Up|Down}|Flat}
  choices:
    - up: Up.
      do: n += 1
      goto: start
    - end: To the {~east|west}.
      goto: the_end
"""
WORDS = {
    "start#1.1": "One",
    "start#1.2": "Two",
    "start#1.3": "Three",
    "start#2.1": "left",
    "start#2.2": "right",
    "start#3.1.1.1": "Up",
    "start#3.1.1.2": "Down",
    "start#3.2": "Flat",
    "start.end#1.1": "east",
    "start.end#1.2": "west",
}


@pytest.mark.parametrize("seed", range(4))
def test_of_a_shuffle_those_texts_are_seen_that_the_page_shows(seed: int) -> None:
    site = tiny(SHUFFLED)
    watcher = watcher_of(site)
    before, choice = None, ""
    shown = watcher.begin(seed)
    for _ in range(12):
        page = view.present(site.machine, before, choice, shown.state, shown.events, "en")
        (line,) = [line for line in page.lines if line.kind == "narration"]
        label = "".join(run.text for run in page.options[1].label)
        read = f"{line.text} {label}".replace(".", "").split(" ")
        true = {name for name, word in WORDS.items() if word in read}
        found = {name for kind, name in keys(site, shown.items) if kind == "alternative"}
        assert found & WORDS.keys() == true
        before, choice = shown.state, "up"
        shown = watcher.step(before, choice)


def test_a_page_looked_at_shows_its_shuffled_labels_too() -> None:
    site = tiny(SHUFFLED)
    watcher = watcher_of(site)
    found = keys(site, watcher.look(watcher.begin(0).state))
    assert {name for kind, name in found if kind == "alternative"} & WORDS.keys()
    assert site_of(site.machine, Route(3, (("start", "up"),))) is not site_of(site.machine, NOWHERE)


def test_a_graph_that_comes_to_no_page_is_a_mistake_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "MOST_WALKED", 0)
    with pytest.raises(AssertionError, match="does not come to start"):
        watcher_of(tiny(HUB)).begin(0)
