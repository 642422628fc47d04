"""A small story with everything a map has to show, and its map."""

from __future__ import annotations

from functools import cache

from tests.compiler.small import WORLD, compiled
from ulysse_game.authoring.map import Graph, graph_of
from ulysse_game.story import Story

SCENES = """
start:
  title: The start
  at: deck
  clock: sol 1 06:30
  with: ann, bob?
  do: flag_one, n += 2 if weather is calm
  text: |
    Begin *here*, on the {weather: quiet|windy|wild} deck.

    ann (radio): Go on.

    > REPORT
    {if n >= 3}
      One {n} more.
    {else}
      None.
    {end}
  choices:
    - go: |
        Go on, “now” [really].

        You go.
      if: n >= 3 and weather is calm
      closed: Not in this weather.
      do: n -= 1
      goto: loop
    - stay: Stay where you are.
      goto: here
    - aside: Look aside.
      detour: side
    - onward: Go by next.
    - draw: cards
  next:
    - loop if flag_two
    - drawn
side:
  text: |
    Beside.
  next: return
loop:
  each: p in ours if p.here
  when: flag_one
  else: drawn
  text: |
    You ask {p}.
  choices:
    - ask: Ask.
      do: p.trust += 1
    - leave: Leave.
      tags: press
  next: drawn
drawn:
  detour: side
  text: |
    Drawn.
  pick: 1
  choices:
    - one: One.
    - two: Two.
  next: draw nights else last
card_one:
  offer: The first card.
  when: not flag_one
  text: |
    A card.
  next: return
card_two:
  offer: The second card.
  text: |
    A card.
  next: return
night:
  offer: A night.
  text: |
    Night.
  next: last
last:
  text: |
    The last.
  next: endings
early:
  text: |
    Too early.
  ending: early_end
"""
FILES = {
    "1_part/scenes.yaml": SCENES,
    "1_part/chapter.yaml": WORLD["1_part/chapter.yaml"]
    + "decks:\n  cards:\n    - card_one\n    - card_two\n  nights:\n    - night\n"
    + "rules:\n  storm:\n    when: weather is storm\n    goto: early\n",
}


@cache
def story() -> Story:
    """The story."""
    found = compiled(FILES)
    assert found.story is not None, found.diagnostics
    return found.story


@cache
def graph() -> Graph:
    """Its map."""
    return graph_of(story())
