"""A small story with everything that the panel explains, and sessions in it."""

from __future__ import annotations

from tests.compiler.small import machine
from ulysse_game.engine import Machine
from ulysse_game.play import Library, Session, start
from ulysse_game.storage import MemoryShelf

CHAPTER = """chapter: part
title: Part one
begins: start
variables:
  listed: no | seat | ground, what it says
decks:
  talks:
    ann: talk_1, talk_2
    bob: talk_3
    cal: talk_4
"""
RULES = """rules:
  windy:
    when: weather is wind
    do: n += 1
  late:
    when: n >= 9 and flag_two
    do: low = 1
    once: yes
"""
SCENES = """
start:
  at: deck
  text: Begin.
  choices:
    - blow: Blow.
      do: weather = wind, ann.stress += 4
      goto: here
    - rest: |
        {echo slept: You sleep.}
      once: yes
      clock: +1h
      goto: here
    - ask: |
        Ask.
      if: ann.trust >= 6 and (flag_one or weather is wind)
      closed: Not now.
      tags: listen
      goto: here
    - spy: Spy.
      if: not flag_two
      goto: here
    - name: |
        {P}.
      each: p in ours if p.here
      do: p.trust += 1
      goto: here
    - in: Go in.
      goto: hub
hub:
  text: |
    The hub.

    {if weather is wind}
    The wind.
    {end}
  pick: 2
  choices:
    - draw: talks
      limit: 2
    - sleep: Sleep.
  next: the_end
talk_1:
  offer: Ann, once.
  text: One.
  next: return
talk_2:
  offer: Ann, twice.
  when: flag_one
  salience: 3
  text: Two.
  next: return
talk_3:
  offer: Bob.
  with: bob
  at: cabin
  salience: 1
  text: Three.
  next: return
talk_4:
  offer: Cal.
  with: cal
  at: dome
  salience: 2
  text: Four.
  next: return
"""


def small() -> Machine:
    """The story."""
    return machine(
        {
            "1_part/scenes.yaml": SCENES,
            "1_part/chapter.yaml": CHAPTER,
            "world/rules.yaml": RULES,
        }
    )


def begun(of: Machine, *choices: str) -> Session:
    """A session in which these choices were made."""
    session = start(Library(of, MemoryShelf()), seed=1)
    for choice in choices:
        session.choose(choice)
    return session
