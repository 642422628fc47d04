"""A small story with one chart of each kind, and charts of it at some moment."""

from __future__ import annotations

from tests.compiler.small import SCENES, machine
from ulysse_game import engine
from ulysse_game.engine import Machine
from ulysse_game.view.charts import Chart, charts

SCENE = """
start:
  at: deck
  with: bob, cal (radio)
  text: Begin.
  choices:
    - out: Out.
      do: ann.place = mars, cal.place = mars
      goto: dome_scene
    - away: Away.
      do: ann.place = mars
      goto: later
    - lodge: Lodge her.
      do: eve.place = depot
      goto: later
    - kill: Lose him.
      do: not bob.alive, sol += 9, n = 150
      goto: alone
    - all_out: All out.
      do: p.place = mars for p in people
      goto: later
dome_scene:
  at: dome
  text: Outside.
  with: cal
  choices:
    - end: End.
      goto: the_end
alone:
  at: deck
  text: Alone.
  choices:
    - end: End.
      goto: the_end
"""
PLACES = """
places:
  ship: { deck: Deck, cabin: Cabin }
  mars: { dome: Dome, plain: Plain }
  depot: { hut: Hut }
"""
CHARTS = """
charts:
  plan:
    title: The ship
    you: ann
    plan: ship
    outside: mars
    drawing: |
      ╭──────────────┬─────────╮
      │ {deck      } │ {cabin} │
      │              │         │
      ╰──────────────┴─────────╯
    also: |
      {bob.alive: |Bob, under stones.}
  ground:
    title: The ground
    you: ann
    map: ship
    centre: Ship
    walk_back: 10 km
    points:
      far:
        name: The hollow
        at: 41 km 150°
        if: seen(dome_scene)
      dome:
        name: The dome
        at: 6.2 km west
        room: dome
        zone: mars
      hut:
        name: The hut
        at: 1.4 km 20°
        if: eve.place is depot
        room: hut
        zone: depot
    ways:
      valley:
        name: The valley
        through: 9 km north, 2 km east, 9 km south
  light:
    title: Earth and Mars
    if: sol >= 0
    light: delay
    calendar: sol 0 is 2027-10-04
"""


def made() -> Machine:
    """The story, ready to be played."""
    return machine({SCENES: SCENE, "world/charts.yaml": CHARTS, "world/places.yaml": PLACES})


def known(*choices: str, language: str = "en") -> dict[str, Chart]:
    """The charts after these choices, by id."""
    played = made()
    state, _ = engine.begin(played, 1)
    for choice in choices:
        state, _ = engine.step(played, state, choice)
    return {chart.id: chart for chart in charts(played, state, language)}
