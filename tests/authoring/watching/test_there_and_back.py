"""Whatever is edited, a playthrough stands where it can go on; edits taken back bring it back."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.authoring.watching.test_follow import PORCH, STORY, of
from tests.compiler.small import compiled
from ulysse_game import engine
from ulysse_game.authoring.watching import Played, follow, outcome
from ulysse_game.engine import Machine
from ulysse_game.play.history import History
from ulysse_game.play.recall import anew
from ulysse_game.view.words import words

EDITS = (
    ("You wake.", "You sleep."),
    ("    - up: Get up.\n      do: ann.trust += 1\n", "    - up: Get up.\n"),
    ("    - turn: Turn over.\n      if: n >= 1\n", ""),
    ("    - turn: Turn over.\n      if: n >= 1\n", "    - turn: Turn over.\n"),
    ("    - eat: |\n        Eat.\n\n        Bread.\n", ""),
    ("        Bread.\n", "        Bread.\n      if: ann.trust >= 7\n"),
    ("    - leave: Leave.\n      goto: garden\n", "    - leave: Leave.\n"),
    ("  next: garden", "  next: porch"),
    ("garden:\n  text", PORCH + "\n  text"),
    ("    - wait: Wait.\n", "    - wait: Wait.\n      once: yes\n"),
    ("    - sit: Sit down.\n", "    - sit: Sit down.\n      goto: start\n"),
    ("  next: kitchen", "  next: garden"),
    ("  next: kitchen\n\nkitchen:", "  next: galley\n\ngalley:\n  was: kitchen"),
    ("  next: kitchen\n\nkitchen:", "  next: galley\n\ngalley:"),
)  # fmt: skip


@cache
def edited(which: frozenset[int]) -> Machine | None:
    """The story with these edits, as far as they fit together; nothing if it has errors."""
    text = STORY
    for number in sorted(which):
        text = text.replace(*EDITS[number], 1)
    story = compiled(text).story
    return None if story is None else Machine(story)


stories = st.sets(st.integers(0, len(EDITS) - 1), max_size=5).map(frozenset)


def wandered(machine: Machine, picks: list[int]) -> History:
    history = anew(machine, 7)
    for pick in picks:
        options = engine.open_ids(machine, history.state)
        if options:
            history.choose(options[pick % len(options)])
    return history


@settings(max_examples=150, deadline=None)
@given(stories, stories, st.lists(st.integers(0, 3), max_size=8))
def test_there_and_back(before: frozenset[int], after: frozenset[int], picks: list[int]) -> None:
    old, new = edited(before), edited(after)
    if old is None or new is None:
        return
    history = wandered(old, picks)
    there = follow(old, new, of(history), "en")
    assert there.state.ending or engine.open_ids(new, there.state)
    assert new.spot(there.state.location).location == there.state.location
    assert outcome(there, words("en"))
    for number in there.changed:
        assert 0 <= number < len(there.page.lines) + len(there.page.options)
    if there.how == "anew":
        return
    moved = Played(7, there.timeline, there.state, there.wanted)
    back = follow(new, old, moved, "en")
    assert (back.how, back.state) == ("replayed", history.state)
    assert back.timeline.nodes == history.timeline.nodes
    still = follow(old, old, of(history), "en")
    assert (still.how, still.first, still.changed) == ("replayed", None, frozenset())
