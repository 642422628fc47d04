"""Small random stories, as the files a writer would type: 2 to 8 scenes in 1 to 3 chapters.

``story_of(seed)`` gives the same files for the same seed; ``stories()`` lets Hypothesis choose and
shrink. Scenes without a choice that is always open lead forward only, so nearly all compile. A
story has a few features each, so that its states can be counted; together they have all.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from tests.explore.phrases import (
    Names,
    Pick,
    by_chance,
    condition,
    effects,
    one_of,
    paragraphs,
)
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source
from ulysse_game.engine.chance import draw
from ulysse_game.story import Story

Files = dict[str, str]

FLAVOURS = (
    "life", "mood", "clock", "timer", "words", "persons", "history", "echoes", "aside", "deck",
    "nights", "rules", "sol_rules", "invariants", "local", "odds", "early", "tags",
)  # fmt: skip
"""What a story may have beside scenes, flags and stats."""

KINDS = ("hub", "hub", "hub", "pass", "pick", "each", "each_choices", "guarded", "narrow")


class Plan(NamedTuple):
    """A story before it is written: its scenes in order, with their kinds and chapters."""

    has: frozenset[str]
    scenes: tuple[str, ...]
    kinds: tuple[str, ...]
    chapters: tuple[int, ...]
    names: Names
    echoes_in: str

    def on(self, at: int) -> tuple[str, ...]:
        """The scenes after this one, and what comes after all."""
        return (*self.scenes[at + 1 :], "finish")


def plan(pick: Pick) -> Plan:
    has = frozenset(each for each in FLAVOURS if pick(5) > 2)
    count = 2 + max(pick(7), pick(7))
    scenes = tuple(f"s{n + 1}" for n in range(count))
    kinds = tuple(one_of(pick, KINDS) for _ in scenes)
    parts = 1 + pick(min(3, count))
    chapters = tuple(1 + n * parts // count for n in range(count))
    with_choices = [id for id, kind in zip(scenes, kinds, strict=True) if kind != "pass"]
    people = ("ann", "bob") if has & {"life", "mood", "persons"} and pick(2) else ("ann",)
    names = Names(
        flags=("f1", "f2")[: 1 + pick(2)],
        stats=("n", "m")[: 1 + pick(2)],
        words=("air",) if "words" in has else (),
        persons=("who",) if "persons" in has else (),
        timers=("fuse",) if {"clock", "timer"} <= has else (),
        people=people,
        has_life="life" in has,
        has_mood="mood" in has,
        has_sol="clock" in has,
        scenes=(one_of(pick, scenes),) if "history" in has else (),
        choices=(f"{one_of(pick, with_choices)}.a",) if "history" in has and with_choices else (),
        echoes=("e1",) if "echoes" in has else (),
        has_defined="mood" in has,
    )
    return Plan(has, scenes, kinds, chapters, names, one_of(pick, scenes))


def written(pick: Pick) -> Files:
    """The files of one story."""
    whole = plan(pick)
    files = _world(pick, whole) | {"common/ends.yaml": _ends(pick, whole)}
    for number in sorted(set(whole.chapters)):
        scenes = []
        for at, chapter in enumerate(whole.chapters):
            if chapter == number:
                scenes.append(_scene(pick, whole, at, _in_chapter(whole, number)))
        if number == 1:
            scenes += _shared(pick, whole, _in_chapter(whole, 1))
        files[f"{number}_c{number}/chapter.yaml"] = _chapter(pick, whole, number)
        files[f"{number}_c{number}/scenes.yaml"] = "\n".join(scenes)
    return files


def _in_chapter(whole: Plan, number: int) -> Names:
    if "local" not in whole.has:
        return whole.names
    return whole.names._replace(stats=(*whole.names.stats, f"own{number}"))


# ── The world ───────────────────────────────────────────────────────────────────────────────────


def _world(pick: Pick, whole: Plan) -> Files:
    names = whole.names
    chapters = ", ".join(f"{n}_c{n}" for n in sorted(set(whole.chapters)))
    files = {
        "story.yaml": f"story: tiny\ntitle: Tiny\nversion: 1\nbegins: s1\nchapters: {chapters}\n",
        "world/people.yaml": _people(whole),
        "world/places.yaml": "places:\n  ship:\n    deck: Deck\n    hold: Hold\n"
        "  shore:\n    beach: Beach\n",
        "world/variables.yaml": _variables(pick, whole),
        "world/voices.yaml": "voices:\n  horn: ship, The Horn\n"
        "  again: { kind: repeats, name: Again }\n",
        "world/endings.yaml": "endings:\n  good:\n    title: Good\n"
        f"    when: {condition(pick, names)}\n  plain:\n    title: Plain\n",
    }
    if names.has_defined:
        files["world/defined.yaml"] = "define:\n  edgy(p): p.mood is tense\n"
    if "tags" in whole.has:
        files["world/tags.yaml"] = (
            f"tags:\n  soft: mild\n  sharp:\n    means: keen\n    closes: {names.stats[0]} >= 2\n"
            "    shows: Too tired for that.\n"
        )
    if whole.has & {"rules", "sol_rules"}:
        files["world/rules.yaml"] = _rules(pick, whole, names, "world")
    if "invariants" in whole.has:
        sign = one_of(pick, ("always", "never"))
        files["world/invariants.yaml"] = (
            f"invariants:\n  kept:\n    {sign}: {condition(pick, names)}\n    means: so it is\n"
            f"  held:\n    never: {condition(pick, names)}\n    means: so it is\n"
        )
    return files


def _people(whole: Plan) -> str:
    lines = []
    if whole.has & {"life", "mood"}:
        lines.append("stats:")
    if "life" in whole.has:
        lines += ["  alive: flag from yes, breathing", "  place: zone, where they are"]
    if "mood" in whole.has:
        lines += ["  mood:", "    is: 0..2", "    bands: calm 0, tense 2", "    means: shown"]
    lines += ["people:", "  crew:", "    ann:", "      name: Ann Moe", "      gender: f"]
    if "tags" in whole.has and "mood" in whole.has:
        lines += [
            "      reacts:",
            "        soft: mood -= 1",
            "        sharp: mood += 1 if mood < 2",
        ]
    if "bob" in whole.names.people:
        lines += ["    bob:", "      name: Bob Noe", "      gender: m"]
    return "\n".join([*lines, ""])


def _variables(pick: Pick, whole: Plan) -> str:
    names = whole.names
    starts = ("", " from 1", " from 2")
    lines = [f"  {flag}: flag{one_of(pick, ('', ' from yes'))}, so or not" for flag in names.flags]
    lines += [f"  {stat}: 0..{2 + pick(2)}{one_of(pick, starts)}, so many" for stat in names.stats]
    lines += [f"  {word}: mild | hot | cold, how it is" for word in names.words]
    lines += [f"  {who}: person, somebody" for who in names.persons]
    lines += [
        f"  {timer}: timer 0..720 from {one_of(pick, (720, 360))}, left" for timer in names.timers
    ]
    if names.has_sol:
        lines.append("  sol: 0..2, the day")
    return "\n".join(["variables:", *lines, ""])


def _chapter(pick: Pick, whole: Plan, number: int) -> str:
    begins = whole.scenes[whole.chapters.index(number)]
    lines = [f"chapter: c{number}", f"title: Part {number}", f"begins: {begins}"]
    if "local" in whole.has:
        lines += ["variables:", f"  own{number}: 0..2{one_of(pick, ('', ' from 1'))}, of this part"]
    decks = []
    if "deck" in whole.has:
        decks += ["  table:", "    left: k1, k2", "    right: k3"]
    if "nights" in whole.has:
        decks.append("  nights: n1, n2")
    if decks and number == 1:
        lines += ["decks:", *decks]
    text = "\n".join([*lines, ""])
    if "rules" in whole.has and by_chance(pick, 2):
        text += _rules(pick, whole, _in_chapter(whole, number), f"c{number}")
    return text


def _rules(pick: Pick, whole: Plan, names: Names, prefix: str) -> str:
    lines = ["rules:"]
    if "rules" in whole.has:
        for number in range(1 + pick(3)):
            lines += [f"  {prefix}_r{number}:", f"    when: {condition(pick, names)}"]
            lines += ["    once: yes"] * by_chance(pick, 3)
            leads = by_chance(pick, 3)
            if not leads or by_chance(pick, 2):
                lines.append(f"    do: {effects(pick, names)}")
            if by_chance(pick, 2):
                lines += ["    text: |", "      So it goes."]
            if leads:
                lines.append(f"    goto: {one_of(pick, ('shelter', 'early_ruled', 'finish'))}")
    if "sol_rules" in whole.has and names.has_sol:
        lines += [f"  {prefix}_daily:", "    each: sol", f"    do: {effects(pick, names)}"]
        lines += [f"    when: {condition(pick, names)}"] * by_chance(pick, 2)
        lines += ["    once: yes"] * by_chance(pick, 4)
        lines += ["    goto: shelter"] * by_chance(pick, 5)
    return "\n".join([*lines, ""]) if len(lines) > 1 else ""


# ── Scenes that are always there ────────────────────────────────────────────────────────────────


def _ends(pick: Pick, whole: Plan) -> str:
    lines = [
        "finish:", "  text: |", "    It is over soon.", "  next: endings",
        "the_good:", "  text: |", "    Good.", "  ending: good",
        "the_plain:", "  text: |", "    Plain.", "  ending: plain",
    ]  # fmt: skip
    if whole.has & {"rules", "sol_rules"}:
        lines += ["shelter:", "  text: |", "    A shelter.", "  choices:"]
        lines += ["    - a: Out.", f"      goto: {one_of(pick, ('finish', *whole.scenes))}"]
        lines += ["early_ruled:", "  title: Ruled out", "  text: |", "    Out."]
        lines += ["  ending: early_ruled"]
    if "early" in whole.has:
        lines += [
            "early_end:",
            "  title: Too soon",
            "  text: |",
            "    The end of",
            "  ending: early_end",
        ]
    return "\n".join([*lines, ""])


def _shared(pick: Pick, whole: Plan, names: Names) -> list[str]:
    """Asides and cards, which stand in the first chapter."""
    made = []
    if "aside" in whole.has:
        made.append(_aside(pick, whole, names, "aside", deeper=bool(pick(2))))
        made.append(_aside(pick, whole, names, "deeper", deeper=False))
    if "deck" in whole.has:
        made += [_card(pick, whole, names, id, "return") for id in ("k1", "k2", "k3")]
    if "nights" in whole.has:
        made += [_card(pick, whole, names, id, "finish") for id in ("n1", "n2")]
    return made


def _aside(pick: Pick, whole: Plan, names: Names, id: str, deeper: bool) -> str:
    lines = [f"{id}:", *_text(pick, names, f"The {id}")]
    if by_chance(pick, 2):
        lines.insert(1, f"  do: {effects(pick, names)}")
    if by_chance(pick, 2):
        lines += ["  choices:", "    - a: Back."]
        if by_chance(pick, 2):
            lines += [f"    - b: Back with {id}.", f"      if: {condition(pick, names)}"]
            lines += [f"      do: {effects(pick, names)}", "      goto: return"]
        if by_chance(pick, 3):
            lines += ["    - out: Out.", "      goto: finish"]
        if deeper:
            lines += ["    - down: Deeper.", "      detour: deeper"]
    elif deeper:
        lines.append("  detour: deeper")
    return "\n".join([*lines, "  next: return", ""])


def _card(pick: Pick, whole: Plan, names: Names, id: str, on: str) -> str:
    lines = [f"{id}:", f"  offer: The card {id}."]
    lines += [f"  at: {one_of(pick, ('hold', 'beach'))}"] * by_chance(pick, 3)
    if by_chance(pick, 4) and on == "return":
        lines.append(f"  with: {one_of(pick, names.people)}")
    lines += [f"  salience: {1 + pick(3)}"] * by_chance(pick, 2)
    lines += ["  again: yes"] * by_chance(pick, 3)
    lines += [f"  when: {condition(pick, names)}"] * by_chance(pick, 2)
    lines += [f"  do: {effects(pick, names)}"] * (1 - by_chance(pick, 3))
    return "\n".join([*lines, *_text(pick, names, f"Card {id}"), f"  next: {on}", ""])


def onward(pick: Pick, on: tuple[str, ...]) -> str:
    """Mostly the scene after this one: stories that hurry to their end have few states."""
    return one_of(pick, on) if by_chance(pick, 4) else on[0]


# ── Scenes ──────────────────────────────────────────────────────────────────────────────────────


def _scene(pick: Pick, whole: Plan, at: int, names: Names) -> str:
    id, kind = whole.scenes[at], whole.kinds[at]
    on = whole.on(at)
    lines = [f"{id}:"]
    speaker = ""
    lines += [f"  at: {one_of(pick, ('deck', 'hold', 'beach'))}"] * by_chance(pick, 2)
    if names.has_sol and by_chance(pick, 2):
        lines.append(f"  clock: {one_of(pick, ('+6h', '+18h', 'next sol 06:00', 'sol 1 12:00'))}")
    if by_chance(pick, 3):
        who = one_of(pick, names.people)
        speaker = one_of(pick, (f"{who}?", who, f"{who} (radio)"))
        lines.append(f"  with: {who + '?' if speaker.endswith('?') else speaker}")
    if kind == "guarded":
        lines.append(f"  when: {condition(pick, names)}")
    if kind == "guarded" or (speaker and not speaker.endswith("?")):
        lines.append(f"  else: {onward(pick, on)}")
    if "local" in whole.has and by_chance(pick, 2):
        lines += ["  variables:", f"    here_{id}: 0..2, in this scene"]
        names = names._replace(stats=(*names.stats, f"here_{id}"))
    if by_chance(pick, 2):
        lines.append(f"  do: {effects(pick, names)}")
    if kind == "each":
        lines.append(f"  each: {_walk(pick, names)}")
        names = names._replace(bound="p")
    if kind == "pick":
        lines.append(f"  pick: {1 + pick(2)}")
        names = names._replace(in_pick=True)
    echo = "e1" if names.echoes and id == whole.echoes_in else ""
    lines += _text(pick, names._replace(in_pick=False), f"Scene {id}", speaker, echo)
    if names.echoes and by_chance(pick, 3):
        lines += ["", "    again: e1"]
    if kind == "hub" and "aside" in whole.has and by_chance(pick, 3):
        lines.append("  detour: aside")
    if kind != "pass":
        lines += ["  choices:", *_choices(pick, whole, at, names)]
    return "\n".join([*lines, *_next(pick, whole, at, names._replace(bound="")), ""])


def _text(pick: Pick, names: Names, words: str, speaker: str = "", echo: str = "") -> list[str]:
    lines = paragraphs(pick, names, words, speaker, echo)
    return ["  text: |", *(f"    {line}" if line else "" for line in lines)]


def _walk(pick: Pick, names: Names) -> str:
    of = one_of(pick, ("crew", "people"))
    asked = names._replace(bound="p")
    return f"p in {of} if {condition(pick, asked)}" if pick(2) else f"p in {of}"


def _next(pick: Pick, whole: Plan, at: int, names: Names) -> list[str]:
    on = whole.on(at)
    kinds = ["plain", "list"]
    kinds += ["odds"] * 2 * ("odds" in whole.has)
    kinds += ["draw"] * 2 * ("nights" in whole.has and whole.chapters[at] == 1)
    names = names._replace(in_pick=False)
    match one_of(pick, kinds):
        case "list":
            first = f"    - {onward(pick, on)} if {condition(pick, names)}"
            return ["  next:", first, f"    - {onward(pick, on)}"]
        case "odds":
            lines = ["  next:"]
            lines += [f"    - {onward(pick, on)} if {condition(pick, names)}"] * by_chance(pick, 3)
            rare = f" if {condition(pick, names)}" * by_chance(pick, 3)
            lines += [f"    - {onward(pick, on)} odds {1 + pick(2)}{rare}"]
            return [*lines, f"    - {onward(pick, on)} odds 1"]
        case "draw":
            return [f"  next: draw nights else {onward(pick, on)}"]
        case _:
            return [f"  next: {onward(pick, on)}"]


# ── Choices ─────────────────────────────────────────────────────────────────────────────────────


def _choices(pick: Pick, whole: Plan, at: int, names: Names) -> list[str]:
    kind = whole.kinds[at]
    draws = "deck" in whole.has and kind in ("hub", "pick") and whole.chapters[at] == 1
    always = kind in ("hub", "each_choices") or draws
    lines = _choice(pick, whole, at, names, "a", always)
    for id in ("b", "c", "d")[: (kind in ("pick", "hub")) + pick(3)]:
        lines += _choice(pick, whole, at, names, id, always=False)
    if kind == "each_choices":
        lines += ["    - ask: |", "        Ask {p}.", f"      each: {_walk(pick, names)}"]
        bound = names._replace(bound="p")
        lines += [f"      do: {effects(pick, bound)}"]
        lines += [f"      goto: {one_of(pick, ('here', 'here', *whole.on(at)[:1]))}"]
    if draws:
        lines += ["    - draw: table", *["      limit: 1"] * by_chance(pick, 2)]
    return lines


def _choice(pick: Pick, whole: Plan, at: int, names: Names, id: str, always: bool) -> list[str]:
    lines = [f"    - {id}: |", f"        Take {id}."]
    if by_chance(pick, 2):
        after = names._replace(in_pick=False)
        lines += [
            "",
            *(f"        {line}" if line else "" for line in paragraphs(pick, after, "Taken")),
        ]
    if not always:
        if by_chance(pick, 2):
            lines.append(f"      if: {condition(pick, names)}")
            lines += ["      closed: Not now."] * by_chance(pick, 2)
        lines += ["      once: yes"] * by_chance(pick, 3)
        if "tags" in whole.has and by_chance(pick, 2):
            lines.append(f"      tags: {one_of(pick, ('soft', 'sharp'))}")
    if by_chance(pick, 3, 2):
        lines.append(f"      do: {effects(pick, names)}")
    if names.has_sol and by_chance(pick, 3):
        lines.append(f"      clock: {one_of(pick, ('+6h', '+18h', 'next sol 00:00'))}")
    if "aside" in whole.has and by_chance(pick, 4) and whole.kinds[at] in ("hub", "narrow"):
        lines.append("      detour: aside")
    if always and not by_chance(pick, 8):
        return [*lines, f"      goto: {onward(pick, whole.on(at))}"]
    return [*lines, *_goto(pick, whole, at)]


def _goto(pick: Pick, whole: Plan, at: int) -> list[str]:
    on = whole.on(at)
    kind = pick(8)
    if kind < 2:
        return []
    if kind == 2 and "early" in whole.has:
        return ["      goto: early_end"]
    if kind in (3, 4):
        return ["      goto: here"]
    if kind in (5, 6):
        return [f"      goto: {one_of(pick, whole.scenes)}"]
    return [f"      goto: {onward(pick, on)}"]


# ── The two chances ─────────────────────────────────────────────────────────────────────────────


def story_of(seed: int) -> Files:
    """The files of the story with this seed; the same on every machine."""
    count = 0

    def pick(sides: int) -> int:
        nonlocal count
        count += 1
        return draw(seed, count, sides)

    return written(pick)


@st.composite
def stories(draw_one: st.DrawFn) -> Files:
    """Any such story; shrinks to the plainest. Not all compile: see :func:`compiled`."""
    return written(lambda sides: draw_one(st.integers(0, sides - 1)))


def compiled(files: Files) -> Story | None:
    """The story of these files, or nothing if the compiler refuses them."""
    sources = [Source(file, text.encode()) for file, text in sorted(files.items())]
    return compile_sources(sources, []).story


@cache
def story_number(seed: int) -> Story | None:
    """The compiled story of this seed."""
    return compiled(story_of(seed))
