"""The scenes of the synthetic story: what a chapter of the game is made of, each part a function.

Every part is told its name and where the story goes on; all draw from one die, so the same seed
gives the same text. Nothing here knows how a story is explored.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tests.benchmarks.shape_world import (
    EARLY,
    ENDINGS,
    NAMES,
    ROUTES,
    TECHNIQUES,
    Roll,
    observations_of,
    whom,
)

SOLS = {2: (0, 1), 3: (2, 4), 4: (5, 8), 5: (9, 11), 6: (12, 15), 7: (16, 18), 8: (19, 24)}
"""The first and the last sol of each chapter; the first chapter is before them."""
SOLS |= {9: (25, 26), 10: (27, 27)}
MODULES = 6
COUNCILS = (5, 8)
PARALLEL = (6, 7)
HINGES = {
    1: "gap_log worn filled hole",
    2: "channel kept given shared",
    3: "gagarin untold told lied",
    4: "z1_truth unsaid vote accident",
    9: "gagarin untold told lied",
}


OWN = (
    "erring", "overruled", "signed", "opener", "interventions", "question", "issue",
    "closed_list", "rank",
)  # fmt: skip
"""What belongs to one chapter. All variables share one name space, so each chapter has its own."""


def own(chapter: int, text: str) -> str:
    """A chapter's file with the chapter's own variables named for it."""
    names = "|".join(OWN)
    return re.sub(rf"\b({names})\b", rf"\1_{chapter}", text, flags=re.IGNORECASE)


REPORT = """\
report_lines:
  each: o in observations if o is seen
  variables:
    lines: 0..3, written tonight
  text: |
    > {o.notebook}
  choices:
    - record: Record it.
      if: lines < 3
      closed: Three lines. There is no fourth.
      do: o = recorded, lines += 1
    - soften: Soften it.
      if: lines < 3
      closed: Three lines. There is no fourth.
      do: o = softened, lines += 1
    - leave: Leave it out.
      do: o = left_out
  next: return

session_over:
  text: |
    Nobody there.
  next: return
"""


def chapter_file(chapter: int, people: tuple[str, ...]) -> str:
    lines = [f"chapter: c{chapter}", f"title: Chapter {chapter}", f"begins: c{chapter}_begins"]
    lines += ["variables:", "  erring: person, at the crux", "  overruled: flag, by command"]
    if chapter in COUNCILS:
        lines += ["  opener: person, who spoke first", "  interventions: 0..2, left to her"]
        lines += ["  question: none | how_many | who_decides, what it is about"]
        lines += ["  issue: -20..20, for it above nought"]
    if chapter == 8:
        lines += ["  closed_list: flag, the line is drawn"]
    lines += ["stats:", "  signed: flag, on the roster"]
    if chapter == 8:
        lines += ["  rank: 0..8, place in the list"]
    lines += ["decks:", "  sessions:"]
    newest = min(chapter, MODULES)
    for number in range(min(5, len(people))):
        person = people[(2 * chapter + number) % len(people)]
        cards = [f"{person}_{n}" for n in range(max(1, newest - 1), newest + 1)]
        lines += [f"    {person}: {', '.join(cards)}"]
    return "\n".join(lines) + "\n"


def session(person: str, module: int, chapters: int, people: tuple[str, ...], roll: Roll) -> str:
    """One module: two or three exchanges of three tagged choices."""
    exchanges = 2 + roll(2)
    exchanged = []
    seen = [
        name
        for number, name in enumerate(observations_of(module), 1)
        if whom(module, number, people) == person
    ]
    for exchange in range(exchanges):
        name = f"{person}_{module}" + ("", "_b", "_c")[exchange]
        on = f"{person}_{module}" + ("_b", "_c")[exchange] if exchange < exchanges - 1 else "return"
        lines = [f"{name}:", f"  session: {person}"]
        if exchange == 0:
            lines[1:1] = ["  clock: +15m"]
            lines += [f"  when: {person}.trust >= -3"] if module > 2 else []
            if seen:
                lines += [f"  observe: {seen[0]}" + (" if jeanne.fatigue < 8" if roll(2) else "")]
            lines += [f"  salience: {roll(3)}", f"  offer: {person.capitalize()}."]
        lines += ["  else: session_over"]
        lines += ["  text: |", f"    {{{person}.stress: Sings.|Hums.|Taps.|Labels the cup.}}", ""]
        lines += [f"    {person}: Well.", "  choices:"]
        first = roll(6)
        for number in range(3):
            technique = TECHNIQUES[(first + number * (1 + roll(1))) % 6]
            keen = ", keen" if number == 2 else ""
            lines += [f"    - {technique}: Words {number}.", f"      tags: {technique}{keen}"]
            lines += _confidence(person, module, exchange, number, roll)
        lines += [f"  next: {on}", ""]
        exchanged.append("\n".join(lines))
    return "\n".join(exchanged)


def _confidence(person: str, module: int, exchange: int, number: int, roll: Roll) -> list[str]:
    if exchange == 1 and number == 2:
        level = ("guessed", "confided", "confided")[module % 3]
        also = (", clues += 1", ", ethics += 1", ", signal += 1", "")[roll(4)]
        return [f"      do: {person}.secret = {level}{also}"]
    if person == "meyer" and exchange == 1 and number == 1:
        return ["      do: photograph_seen"]
    return ["      do: cohesion += 2"] if roll(4) == 0 else []


def scenes(chapter: int, on: str, people: tuple[str, ...], roll: Roll) -> list[str]:
    """The chapter's scenes, each told where the story goes on."""
    if chapter in PARALLEL:
        named = [f"    - c{chapter}_{route} if route is {route}" for route in ROUTES[1:]]
        named += [f"    - c{chapter}_{ROUTES[0]}"]
        first = f"c{chapter}_begins:\n  at: galley\n  text: The way divides.\n  next:\n"
        first = first.replace("text: The way divides.", "text: |\n    The way divides.")
        found = [first + "\n".join(named) + "\n"]
        for route in ROUTES:
            found += _course(chapter, route, on, people, roll)
        return found
    return _course(chapter, "", on, people, roll)


def _course(chapter: int, route: str, on: str, people: tuple[str, ...], roll: Roll) -> list[str]:
    """Morning, hub, slot, crisis, report, night; of a parallel chapter one route."""
    mark = f"c{chapter}_{route}_" if route else f"c{chapter}_"
    begins = f"c{chapter}_{route}" if route else f"c{chapter}_begins"
    steps = ["hub", "slot", "roster", "report", "night"]
    if chapter == 1:
        steps.remove("roster")
    if chapter > 2 and observations_of(chapter - 2):
        steps.insert(0, "answers")
    if chapter == 5:
        steps.insert(1, "levers")
    if chapter in HINGES or route:
        steps.insert(2, "hinge")
    if chapter in COUNCILS:
        steps.insert(-1, "council")
    if chapter == 8:
        steps.insert(-2, "list")
    after = {each: f"{mark}{then}" for each, then in pairwise(steps)}
    after[steps[-1]] = on
    morning = _morning(chapter, begins, f"{mark}{steps[0]}")
    parts = [MADE[each](chapter, f"{mark}{each}", after[each], people, roll) for each in steps]
    return [morning, *parts]


def _morning(chapter: int, name: str, on: str) -> str:
    first = SOLS.get(chapter, (0, 0))[0]
    lines = [f"{name}:", "  at: galley"]
    lines += [f"  clock: sol {first} 06:30"] if chapter > 1 else []
    sky = ("clear", "clear", "clear", "haze", "haze", "clear", "haze", "clear", "storm", "dark")
    lines += ["  do:", "    - not generator", f"    - sky = {sky[chapter - 1]}"]
    lines += ["    - canister = spent if canister is tired"] if chapter % 3 == 0 else []
    lines += ["    - canister = tired if canister is fresh"] if chapter % 3 == 2 else []
    lines += ["  text: |", "    {kwh >= 20: The lamps are on.|One lamp in three.}", "  choices:"]
    if not 2 <= chapter <= 8:
        lines += ["    - up: Up.", "    - lie: Lie.", "      do: jeanne.fatigue -= 1"]
        return "\n".join([*lines, f"  next: {on}", ""])
    lines += ["    - heat: Heat.", "      do: kwh -= 12, cohesion += 2"]
    lines += ["    - air: Air.", "      do: generator"]
    lines += ["    - scrub: A canister.", "      if: canister is not fresh and kwh >= 6"]
    lines += ["      do: canister = fresh, kwh -= 6", "    - save: Nothing."]
    lines += ["      do: p.fatigue += 1 for p in companions if p.alive"]
    return "\n".join([*lines, f"  next: {on}", ""])


def _hub(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    limit = "      limit: 3\n" if chapter in (3, 7) else ""
    return (
        f"{name}:\n  at: galley\n  pick: 2\n  text: |\n    Two hours.\n  choices:\n"
        f"    - draw: sessions\n{limit}"
        f"    - sleep: Sleep.\n      do: jeanne.fatigue -= 2\n  next: {on}\n"
    )


def _slot(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    lines = [f"{name}:", "  at: galley", "  pick: 2", "  text: |", "    Three slots.", "  choices:"]
    lines += ["    - work: Work.", "      do: prop += 3, jeanne.fatigue += 1"]
    lines += ["    - rest: Rest.", "      do: jeanne.fatigue -= 2"]
    rare = {4: "ice_found", 8: "kwh += 10", 9: "soyuz_2_told"}.get(chapter, "signal += 1")
    lines += ["    - walk: Walk.", f"      do: {rare}"]
    if chapter == 9:
        lines += ["    - turn: Turn it round.", "      if: clues >= 5 and ethics >= 2"]
        lines += ["      do: counter"]
    for number, seen in enumerate(observations_of(chapter), 1):
        person = whom(chapter, number, people)
        lines += [f"    - watch_{number}: Watch {person.capitalize()}.", f"      if: {person}.here"]
        lines += [f"      observe: {seen}"]
        lines += [f"      do: {person}.trust += {1 + roll(2)}"] if roll(2) else []
        lines += [f"      do: {person}.trigger"] if lines[-1].startswith("      ob") else []
    return "\n".join([*lines, f"  next: {on}", ""])


def _hinge(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    lines = [f"{name}:", "  at: lock", "  text: |", "    Now.", "  choices:"]
    if "zillion" in name:
        ways = ["contract = agreed", "contract = broken, cohesion += 6", "contract = kept"]
        ways = [each + (", stone_sold" if n == 2 else "") for n, each in enumerate(ways)]
    elif "walk" in name:
        ways = ["signal += 2", "p.fatigue += 2 for p in companions if p.alive", "cohesion -= 4"]
    elif "hull" in name:
        ways = ["kwh += 6", "signal += 1, ethics -= 1", "launch = early if cohesion <= 30"]
    else:
        word, *values = HINGES[chapter].split()
        ways = [f"{word} = {value}" for value in values]
        ways[1] += ", ethics += 1"
        ways[2] += ", cohesion -= 5"
    for number, way in enumerate(ways):
        lines += [f"    - way_{number}: Way {number}.", f"      do: {way}"]
    if "walk" in name:
        lines += ["    - on: On, all night.", "      if: jeanne.fatigue >= 9", "      do: hurry"]
        lines[-1] = "      goto: early_tent"
    return "\n".join([*lines, f"  next: {on}", ""])


def _roster(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    """Two or three names; the first who errs is hurt, in every third chapter lost."""
    reader = people[(chapter + 1) % len(people)]
    is_deadly = chapter % 3 == 1
    ill = "not p.alive, p.place = gone" if is_deadly else "p.hurt"
    ill = "\n".join(f"    - {each} for p in ours if p is erring" for each in ill.split(", "))
    last = "    - early_lock if erring is jeanne\n" if is_deadly else ""
    return f"""\
{name}:
  at: lock
  when: count(p in ours if p.here and fit(p)) >= 2
  else: {name}_nobody
  pick: 3
  text: |
    > EVA {chapter}
  choices:
    - sign: |
        {{P}}.

        {{errs(p): Looking at the same glove.|Looking for the boot.}}
      each: p in ours if p.here and fit(p)
      do: p.signed
    - enough: Two will do.
      if: picked >= 2
      goto: {name}_sent
  next: {name}_sent

{name}_nobody:
  at: lock
  text: |
    Nobody to write.
  next: {name}_after

{name}_sent:
  at: lock
  when: {reader}.here and fit({reader}) and not {reader}.signed
  else: {name}_walk
  do: {reader}.signed, overruled, cohesion -= 6
  text: |
    {reader.capitalize()} goes.
  next: {name}_walk

{name}_walk:
  at: lock
  do: erring = first(p in ours if p.signed and errs(p))
  text: |
    Out.
  next:
    - {name}_slip if erring is not nobody
    - {name}_clean

{name}_slip:
  at: lock
  do:
{ill}
  text: |
    {{Erring}} unclips before clipping.
  next:
{last}    - {name}_after

{name}_clean:
  at: lock
  do: prop += 2
  text: |
    Nothing to write down.
  next: {name}_after

{name}_after:
  at: lock
  do: not p.signed for p in ours
  text: |
    Struck flint.
  choices:
    - hour: "{{erring is nobody: The hour.|The hour, and {{erring}}.}}"
      do: jeanne.fatigue += 1
    - gloves: The gloves.
  next: {on}
"""


def _report(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    last = SOLS.get(chapter, (0, 0))[1]
    clock = f"  clock: sol {last} 22:00\n" if chapter > 1 else ""
    lines = [f"{name}:\n  at: cabin\n{clock}  text: |\n    The report.\n  detour: report_lines"]
    lines += [f"  next: {name}_send\n", f"{name}_send:", "  at: cabin", "  text: |", "    Send it?"]
    lines += ["  choices:", "    - send: Send it."]
    seen = observations_of(chapter)
    effects = []
    for number, each in enumerate(seen[:4], 1):
        person = whom(chapter, number, people)
        effects += [
            f"        - {person}.trust -= 1 if {each} is recorded and {person}.secret is confided",
            f"        - ethics -= 1 if {each} is recorded and {person}.secret is confided",
        ]
    effects += [f"        - ethics += 1 if {seen[-1]} is left_out"] if seen else []
    lines += ["      do:", *effects] if effects else []
    lines += ["    - wait: Not tonight.", "      do: jeanne.fatigue += 1"]
    return "\n".join([*lines, f"  next: {on}", ""])


def _answers(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    """What was recorded two chapters ago comes back."""
    due = observations_of(chapter - 2)
    effects = [f"    - o.of.stress += 2 if o is {due[0]}", "    - cohesion -= 2"]
    effects += [f"    - {whom(chapter - 2, 2, people)}.trust -= 2 if o is {due[1]}"]
    body = "\n".join(effects)
    return (
        f"{name}:\n  at: galley\n  each: o in observations.c{chapter - 2} if o is recorded\n"
        f"  do:\n{body}\n  text: |\n    > EARTH\n\n    {{o.earth}}\n  next: {on}\n"
    )


def _levers(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    return (
        f"{name}:\n  at: galley\n  each: o in observations if sent(o) and o.of.here\n"
        "  do: leak, o.of.stress += 1 if o is recorded\n  text: |\n    {if o is recorded}\n"
        "    {o.lever}\n    {else}\n    {o.lever_softened}\n    {end}\n"
        f"  next: {on}\n"
    )


def _night(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    tag = "{echo end_of_it: So you can see the end.}" if chapter == 1 else "The fan."
    hum = "\n    echo: end_of_it\n" if chapter > 1 else ""
    cold = "\n  next:\n    - early_cold if kwh is 0 and cohesion < 30\n" if chapter > 5 else ""
    return (
        f"{name}:\n  at: cabin\n  do: signal += {chapter % 2}\n  text: |\n    {tag}\n{hum}"
        "  choices:\n    - listen: Listen.\n      do: signal += 1, jeanne.fatigue += 1\n"
        "    - light: The light.\n      do: jeanne.fatigue -= 1\n"
        + (f"{cold[1:]}    - {on}\n" if cold else f"  next: {on}\n")
    )


def _council(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    """Each in turn pushes the sum; she has two interventions."""
    half = len(people) // 2
    pushes = []
    for number, person in enumerate(people):
        sign, weight = "+-"[roll(2)], 1 + roll(2)
        against = "-" if sign == "+" else "+"
        asked = (f"{person}.trust >= {roll(3)}", f"{person}.stress >= raw", "leak")[roll(3)]
        pushes += [f"    - issue {sign}= {weight} if p is {person} and {asked}"]
        if number % 2:
            about = ("how_many", "who_decides")[roll(2)]
            pushes += [f"    - issue {against}= 1 if p is {person} and question is {about}"]
    ways = _after_council(chapter, name, on)
    bent = ", ".join(people[:half])
    return f"""\
{name}:
  at: galley
  when: any(p in companions if p.here)
  else: {name}_no
  do: interventions = 2, issue = 0
  text: |
    Cups.
  choices:
    - ask: "{{P}}. Will you begin?"
      each: p in companions if p.here
      do: opener = p
  next: {name}_round

{name}_round:
  at: galley
  each: p in companions if p.here and p is not opener
  do:
    - question = how_many if opener in ({bent})
    - question = who_decides if opener not in ({bent})
{chr(10).join(pushes)}
  text: |
    {{P}} passes.
  choices:
    - let: Let it stand.
      if: interventions > 0
    - lean: Say that again.
      if: interventions > 0
      do: interventions -= 1, issue += 2 if p in ({bent}), issue -= 2 if p not in ({bent})
    - turn: And if you are wrong?
      if: interventions > 0
      tags: keen
      do: interventions -= 1, issue -= 2 if p in ({bent}), issue += 2 if p not in ({bent})
{ways}"""


def _after_council(chapter: int, name: str, on: str) -> str:
    if chapter == 5:
        nexts = f"    - {name}_yes if issue > 1\n    - {name}_away if issue < -1\n"
        said = [("yes", "route = zillion"), ("away", "route = walk"), ("no", "route = hull")]
    else:
        nexts = f"    - {name}_yes if issue > 2\n    - {name}_away if issue > -1\n"
        nexts += f"    - {name}_all if issue > -5\n"
        said = [
            ("yes", "council_2 = earth_list"),
            ("away", "council_2 = lot"),
            ("all", "council_2 = all_or_none, cohesion += 5"),
            ("no", "cohesion -= 3"),
        ]
    found = [f"  next:\n{nexts}    - {name}_no\n"]
    for mark, effect in said:
        found.append(f"{name}_{mark}:\n  at: galley\n  do: {effect}\n  text: |\n    So.\n")
        found.append(f"  next: {on}\n")
    return "\n".join(found)


def _list(chapter: int, name: str, on: str, people: tuple[str, ...], roll: Roll) -> str:
    return f"""\
{name}:
  at: cabin
  text: |
    {{seats}}.
  choices:
    - write: Write.
    - refuse: No.
      goto: {on}
  next: {name}_lines

{name}_lines:
  at: cabin
  each: line in 1..8 if not closed_list and any(p in ours if p.alive and p.rank is 0)
  text: |
    > {{line}}.
  choices:
    - name: "{{P}}."
      each: p in ours if p.alive and p.rank is 0
      do: p.rank = line, p.listed = seat if line <= seats, p.listed = ground if line > seats
    - blank: Empty.
    - stop: Draw the line.
      do: closed_list
  next: {name}_end

{name}_end:
  at: cabin
  text: |
    {{if jeanne.listed is seat}}
    Your own name.
    {{else}}
    You are below.
    {{end}}
  choices:
    - send: Send it.
      do: ranking = sent
    - keep: Keep it.
      do: ranking = kept
    - burn: Burn it.
      do: ranking = burned, p.listed = no for p in ours
  next: {on}
"""


MADE = {
    "hub": _hub,
    "slot": _slot,
    "hinge": _hinge,
    "roster": _roster,
    "report": _report,
    "answers": _answers,
    "levers": _levers,
    "night": _night,
    "council": _council,
    "list": _list,
}


def ends(people: tuple[str, ...]) -> str:
    stays = '    - stays: "{P}."\n      each: p in ours if p.alive and p.place is ship\n'
    chair = (
        "the_chair:\n  at: lock\n  text: |\n    {seats} chairs.\n  choices:\n"
        + stays
        + "      do: yields = p\n    - lot: Draw lots.\n      do: council_2 = lot\n"
        "    - wait: Wait.\n      do: launch = failed if cohesion <= 20\n  next: endings\n"
    )
    found = [chair]
    for name in ENDINGS:
        if any(f"yields is {each}" in ENDINGS[name] for each in NAMES if each not in people):
            continue
        found.append(f"end_{name}:\n  at: lock\n  text: |\n    The end.\n  ending: {name}\n")
    stops = "  at: lock\n  text: |\n    The notebook stops.\n"
    found += [f"early_{name}:\n{stops}  ending: early_{name}\n" for name in EARLY]
    return "\n".join(found)
