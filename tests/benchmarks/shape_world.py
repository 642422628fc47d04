"""The world of the synthetic story: people, variables, rules, observations and sixteen endings.

Texts are one line each: what is measured is what can happen, not what is read. Nothing here knows
a scene.
"""

from __future__ import annotations

from collections.abc import Callable

Files = dict[str, str]
Roll = Callable[[int], int]
"""The next whole number from 0 to below its argument; the same story for the same seed."""

NAMES = ("simon", "yann", "alessandra", "basile", "eva", "meyer", "komarov")
TECHNIQUES = ("silence", "mirror", "direct", "contradiction", "disclosure", "prescription")
REACTIONS = (
    "trust += 1, stress -= 1",
    "trust += 1",
    "stress += 1",
    "trust -= 1, stress += 1",
    "trust += 1 if trust >= 2, stress += 1 if trust < 2",
    "trust += 2, stress += 1",
    "stress -= 2",
    "fatigue -= 1",
)
SEEN_IN = {1: 7, 2: 5, 3: 5, 4: 6, 5: 5, 6: 5, 7: 5}
"""How many observations each chapter's report asks about."""
ROUTES = ("hull", "zillion", "walk")
EARLY = ("asleep", "red_bottle", "cold", "lock", "tent")
ENDINGS = {
    "argos": "launch is early",
    "asthenia": "collapses is 2",
    "irene_alone": "launch is failed or leaving is 0",
    "ground_control": "council_2 is earth_list and ranking is sent",
    "property_of_zillion": "contract is kept and stone_sold",
    "cross_examination": "counter and clues >= 5 and ethics >= 2 and cohesion >= 50"
    " and gagarin is told and soyuz_2_told",
    "the_count_is_right": "seats >= leaving and yields is nobody",
    "those_who_stay": "council_2 is all_or_none and cohesion >= 75 and ice_found and kwh >= 20",
    "the_debt": "yields is simon",
    "first_and_last": "yields is meyer and photograph_seen",
    "two_processes": "yields is basile",
    "someone_else": "yields in (alessandra, eva, yann)",
    "short_straw": "council_2 is lot or yields is nobody",
    "anamnesis": "yields is jeanne and signal >= 5 and heard(end_of_it)",
    "the_place_left": "yields is jeanne and signal >= 5",
    "last_watch": "",
}

VARIABLES = """\
variables:
  sol:       0..60, days
  cohesion:  0..100 from 55, together
  signal:    0..10, near
  ethics:    -10..10, kept
  clues:     0..7, of the signature
  o2:        0..260 from 210, in the tanks
  co2:       0..20 from 2, in the cabin
  kwh:       0..45 from 22, in the battery
  prop:      0..100 from 61, percent
  generator: flag, powered
  canister:  fresh | tired | spent, the scrubber
  sky:       clear | haze | storm | dark, above
  route:     open | hull | zillion | walk, where the council sent them
  gap_log:   none | worn | filled | hole, the eighth line
  channel:   unset | kept | given | shared, the last channel
  gagarin:   untold | told | lied, of Yura
  z1_truth:  unsaid | vote | accident, said aloud
  leak:      flag, known
  counter:   flag, prepared
  ranking:   unwritten | burned | kept | sent, the list
  council_2: none | earth_list | lot | all_or_none, what it held
  launch:    waiting | early | failed, the ascent
  yields:    person, the place
  collapses: 0..2, times
  contract:  none | agreed | kept | broken, with them
  stone_sold: flag, gone
  soyuz_2_told: flag, said
  ice_found: flag, water
  photograph_seen: flag, shown
define:
  seats:   max(0, (prop - 46) / 7)
  mouths:  count(p in ours if p.alive and p.place is ship)
  leaving: count(p in ours if p.alive and p.place is ship and p is not yields)
  errs(p): p.stress + p.fatigue >= 13 or (p.trigger and p.stress + p.fatigue >= 10)
  fit(p):  p.alive and not p.hurt and p.fatigue < 9
  sent(o): o in (recorded, softened)
"""

RULES = """\
rules:
  breathing:
    each: sol
    do:
      - o2 -= mouths if not generator
      - kwh -= 18 if generator
  power:
    each: sol
    do:
      - kwh += 31 if sky is clear
      - kwh += 20 if sky is haze
      - kwh += 6 if sky is storm
      - kwh += 1 if sky is dark
      - kwh -= 23
  cabin_air:
    each: sol
    do:
      - co2 -= 1 if canister is fresh
      - co2 += 1 if canister is tired
      - co2 += 2 if canister is spent
      - co2 += 1 if kwh is 0
  worn_out:
    when: jeanne.fatigue >= 8
    once: yes
    text: A ruler falls between your fingers.
  thick_air:
    when: co2 >= 5
    once: yes
    text: The air has it.
  collapse:
    when: jeanne.fatigue is 10
    do: collapses += 1, jeanne.fatigue = 7
    text: You wake on the floor.
  rift:
    when: cohesion < 20
    do: p.trust -= 1 for p in ours
  asleep:
    when: co2 >= 15
    goto: early_asleep
  no_oxygen:
    when: o2 is 0
    goto: early_red_bottle
"""

PLACES = """\
places:
  ship:
    cabin:  Cabin
    galley: Galley
    lock:   Lock
  away:
    plain:  Plain
  other:
    terrace: Terrace
  gone:
    nowhere: ""
"""

TAGS = """\
tags:
  keen:
    means: what she only finds rested and in clean air
    closes: co2 >= 5 or jeanne.fatigue >= 8
    least: 3
    shows: You had something else to say. It will come back.
"""


def world(chapters: int, people: tuple[str, ...], roll: Roll) -> Files:
    """The files of ``world/`` and ``story.yaml``."""
    folders = ", ".join(f"{n}_c{n}" for n in range(1, chapters + 1))
    tags = TAGS + "".join(f"  {each}: technique\n" for each in TECHNIQUES)
    return {
        "story.yaml": "story: shape\ntitle: Shape\nversion: 1\n"
        f"begins: c1_begins\nchapters: {folders}\n",
        "world/people.yaml": _people(people, roll),
        "world/voices.yaml": "voices:\n  irene: ship, Irène\n  earth: radio, Earth\n"
        '  echo:\n    kind: repeats\n    name: ""\n    if: signal >= 3\n',
        "world/places.yaml": PLACES,
        "world/tags.yaml": tags,
        "world/variables.yaml": VARIABLES,
        "world/rules.yaml": RULES,
        "world/observations.yaml": _observations(chapters, people, roll),
        "world/endings.yaml": _endings(people),
    }


def observations_of(chapter: int) -> list[str]:
    """The ids of a chapter's observations."""
    return [f"obs_{chapter}{n}" for n in range(1, SEEN_IN.get(chapter, 0) + 1)]


def whom(chapter: int, number: int, people: tuple[str, ...]) -> str:
    """Whom a chapter's observation of this number (from 1) is about."""
    return people[(chapter * 3 + number) % len(people)]


def _people(people: tuple[str, ...], roll: Roll) -> str:
    lines = ["stats:", "  stress:", "    is: 0..10 from 2"]
    lines += ["    bands: held 0, taut 4, raw 7, broken 9", "    means: how they hold"]
    lines += ["  fatigue: 0..10 from 3, sleep owed", "  trust: -5..5, in Jeanne; never shown"]
    lines += ["  secret: unknown | guessed | confided | exposed, what she knows"]
    lines += ["  alive: flag from yes, breathing", "  hurt: flag, not fit"]
    lines += ["  trigger: flag, in play today", "  place: zone from ship, where they are"]
    lines += ["  listed: no | seat | ground, in her list", "people:", "  ours:", "    jeanne:"]
    lines += ["      name: Jeanne", "      gender: f", "      start: stress 3, fatigue 5"]
    for name in people:
        lines += [f"    {name}:", f"      name: {name.capitalize()}", "      gender: m"]
        lines += [f"      start: stress {3 + roll(3)}, fatigue {3 + roll(3)}, trust {roll(3) - 1}"]
        lines += ["      reacts:"]
        lines += [f"        {each}: {REACTIONS[roll(len(REACTIONS))]}" for each in TECHNIQUES]
    lines += ["sets:", f"  companions: {', '.join(people)}"]
    return "\n".join(lines) + "\n"


def _observations(chapters: int, people: tuple[str, ...], roll: Roll) -> str:
    lines = ["observations:"]
    for chapter in range(1, chapters + 1):
        for number, name in enumerate(observations_of(chapter), 1):
            who = whom(chapter, number, people)
            lines += [f"  {name}:", f"    in: c{chapter}", f"    of: {who}"]
            said = ("notebook", "recorded", "softened", "earth", "lever", "lever_softened")
            lines += [f"    {text}: {text.capitalize()} {name}." for text in (*said, "left_out")]
    return "\n".join(lines) + "\n"


def _endings(people: tuple[str, ...]) -> str:
    lines = ["endings:"]
    number = 0
    for name, condition in ENDINGS.items():
        if any(f"yields is {each}" in condition for each in NAMES if each not in people):
            continue
        number += 1
        for each in NAMES:
            if each not in people:
                condition = condition.replace(f"{each}, ", "").replace(f", {each}", "")
        lines += [f"  {name}:", f"    number: {number}", f"    title: {name.replace('_', ' ')}"]
        lines += [f"    when: {condition}"] if condition else []
    return "\n".join(lines) + "\n"
