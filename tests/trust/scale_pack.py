"""A story of any size in the shape of the shipped one, to see how everything grows with it.

Chapters of two hundred scenes, each in four files: mornings, hubs with a deck of sessions, scenes
with speech, selectors and conditions, detours, evening reports over the chapter's observation.
Every choice leads on, a few scenes at most, so one playthrough meets half of what there is before
it comes round; the last chapter leads to the first again until the ending opens. The same numbers
give the same files. It must never need anything of the shipped story.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.benchmarks.generate import CLAUSES, LABELS, say, sentences, wrapped

CHAPTER = 200
"""Scenes in a chapter."""
FILE = 50
DAY = 20
"""Scenes in a day; a pack is made of whole days, and of whole chapters from two on."""
CARDS = 4
"""Of a day's scenes so many belong to the sessions of its hub: two cards of two exchanges."""
LAPS = 1_000
ROOMS = {
    "ship": {"cabin": "Cabin", "galley": "Galley", "lock": "Lock", "ring": "Ring"},
    "away": {"plain": "Plain", "wreck": "Wreck"},
    "other": {"terrace": "Terrace", "office": "Office"},
}
HUB, ASIDE = 5, 9
"""The parts of a day that offer sessions, and that are only come to by a detour."""
WORDS = ("calm", "haze", "storm")
ORDER = (
    ("up", "rest", "look", "write", "onward", "record", "silence"),
    ("stay", "work", "pass", "leave", "perhaps", "soften", "mirror"),
    ("aside", "round", "drop", "direct"),
    ("stop",),
)
"""The names of choices by where they stand: no two of a scene begin alike."""
LABEL = {name: label for label, names in zip(LABELS, ORDER, strict=True) for name in names}
TECHNIQUES = ("silence", "mirror", "direct")
STATS = 3
"""What every person has: stress, trust and a secret."""


class Size(NamedTuple):
    """How large a pack is: scenes in all, variables without the observations, a seed."""

    scenes: int
    variables: int = 500
    seed: int = 0

    @property
    def chapters(self) -> int:
        """How many chapters there are."""
        return max(1, self.scenes // CHAPTER)

    @property
    def people(self) -> int:
        """How many persons there are, two to thirty: a third of the variables are theirs."""
        return max(2, min(30, self.variables // (3 * STATS)))

    @property
    def others(self) -> int:
        """How many variables belong to nobody."""
        return max(6, self.variables - self.people * STATS)


class _Names(NamedTuple):
    """What scenes may speak of."""

    people: tuple[str, ...]
    stats: tuple[str, ...]
    flags: tuple[str, ...]
    words: tuple[str, ...]


def write(size: Size, folder: Path) -> None:
    """Write the pack to a folder, in English; ``scale_french`` translates it."""
    for path, text in files(size):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def files(size: Size) -> Iterator[tuple[str, str]]:
    """Each file's path within the folder, and its text."""
    names = _names(size)
    effects, conditions = count(), count()
    folders = [f"{number}_part_{number}" for number in range(1, size.chapters + 1)]
    head = f"story: large\ntitle: Large\nversion: 1\nlanguage: en\nbegins: {_id(1, 0)}\n"
    yield "story.yaml", f"{head}chapters: {', '.join(folders)}\n"
    yield from _world(size, names)
    for number, folder in enumerate(folders, 1):
        yield f"{folder}/chapter.yaml", _chapter(number, names)
        found = list(_scenes(size, number, names, effects, conditions))
        for file, start in enumerate(range(0, len(found), FILE), 1):
            yield f"{folder}/{file}_scenes.yaml", "\n".join(found[start : start + FILE])
    yield (
        f"{folders[-1]}/the_end.yaml",
        "the_end:\n  at: cabin\n  text: |\n    The curtain falls.\n  ending: curtain\n",
    )


def _names(size: Size) -> _Names:
    third = size.others // 3
    return _Names(
        tuple(f"p{number:02}" for number in range(size.people)),
        tuple(f"gauge_{number:03}" for number in range(size.others - 2 * third)),
        tuple(f"flag_{number:03}" for number in range(third)),
        tuple(f"word_{number:03}" for number in range(third)),
    )


def _id(chapter: int, scene: int) -> str:
    return f"c{chapter:03}_{scene:03}"


# -- the world ------------------------------------------------------------------------------------


def _world(size: Size, names: _Names) -> Iterator[tuple[str, str]]:
    lines = ["stats:", "  stress:", "    is: 0..10 from 2", "    bands: held 0, taut 4, raw 7"]
    lines += ["    means: how they hold", "  trust: -5..5, in the one who reads"]
    lines += ["  secret: unknown | guessed | told, what is known of it", "people:", "  crew:"]
    for number, person in enumerate(names.people):
        lines += [f"    {person}:", f"      name: {_called(person)}"]
        lines += [f"      gender: {'fm'[number % 2]}", "      reacts:"]
        lines += ["        silence: trust += 1, stress -= 1", "        mirror: stress += 1"]
        lines += ["        direct: trust -= 1 if trust > 2, trust += 1 if trust <= 2"]
    yield "world/people.yaml", "\n".join(lines) + "\n"
    places = [
        line
        for zone, rooms in ROOMS.items()
        for line in (f"  {zone}:", *(f"    {room}: {name}" for room, name in rooms.items()))
    ]
    yield "world/places.yaml", "\n".join(["places:", *places]) + "\n"
    tags = "".join(f"  {each}: technique\n" for each in TECHNIQUES)
    yield "world/tags.yaml", f"tags:\n{tags}"
    lines = ["variables:", f"  laps: 0..{LAPS}, times round", "  sol: 0..60, days"]
    lines += [f"  {name}: 0..20 from 5, a thing that is counted" for name in names.stats]
    lines += [f"  {name}: flag, a thing that is so or not" for name in names.flags]
    lines += [f"  {name}: {' | '.join(WORDS)}, how it is" for name in names.words]
    lines += ["define:", f"  weary: {names.stats[0]} >= 15 or {names.people[0]}.stress >= raw"]
    yield "world/variables.yaml", "\n".join(lines) + "\n"
    yield "world/rules.yaml", _rules(names)
    yield "world/observations.yaml", _observations(size, names)
    yield "world/endings.yaml", "endings:\n  curtain:\n    number: 1\n    title: Curtain\n"
    yield (
        "world/invariants.yaml",
        "invariants:\n"
        + "".join(
            f"  holds_{number}:\n    never: {name} > 20\n    means: it is counted to twenty\n"
            for number, name in enumerate(names.stats[:10])
        ),
    )


def _called(person: str) -> str:
    return f"Person{chr(65 + int(person[1:]) % 26)}{chr(97 + int(person[1:]) // 26)}"


def _rules(names: _Names) -> str:
    random = Random("rules")
    lines = ["rules:", "  day:", "    each: sol", f"    do: {names.stats[0]} -= 3"]
    for number in range(min(20, len(names.stats))):
        stat, flag = names.stats[number], random.choice(names.flags)
        lines += [f"  rule_{number}:", f"    when: {stat} >= 18", f"    do: {stat} = 4, {flag}"]
        lines += [f"    text: {say(random, CLAUSES)}"]
    return "\n".join(lines) + "\n"


def _observations(size: Size, names: _Names) -> str:
    random = Random("observations")
    lines = ["observations:"]
    for chapter in range(1, size.chapters + 1):
        lines += [f"  obs_{chapter}:", f"    in: part_{chapter}"]
        lines += [f"    of: {names.people[chapter % len(names.people)]}"]
        told = ("notebook", "recorded", "softened", "earth", "lever", "lever_softened", "left_out")
        lines += [f"    {text}: {say(random, CLAUSES)}" for text in told]
    return "\n".join(lines) + "\n"


def _chapter(number: int, names: _Names) -> str:
    lines = [f"chapter: part_{number}", f"title: Part {number}", f"begins: {_id(number, 0)}"]
    lines += ["decks:"]
    for day in range(CHAPTER // DAY):
        lines += [f"  d{number}_{day}:"]
        first = day * DAY + DAY - CARDS
        lines += [f"    pile_{card}: {_id(number, first + 2 * card)}" for card in range(CARDS // 2)]
    return "\n".join(lines) + "\n"


# -- scenes ---------------------------------------------------------------------------------------


class _Here(NamedTuple):
    """A scene to be written: where it stands, what it may speak of, and its own chance."""

    size: Size
    names: _Names
    chapter: int
    number: int
    last: int
    """The scenes of this chapter."""
    random: Random
    effects: Iterator[int]
    conditions: Iterator[int]
    """The numbers of the effects and conditions still to be written in the whole pack."""

    @property
    def place(self) -> int:
        """Its number in the whole pack."""
        return (self.chapter - 1) * CHAPTER + self.number

    @property
    def id(self) -> str:
        """Its id."""
        return _id(self.chapter, self.number)

    def on(self, by: int = 1) -> str:
        """The scene so many further on; sessions and what is only detoured to are passed over."""
        at = self.number
        while by:
            at += 1
            if at % DAY >= DAY - CARDS:
                at += CARDS
            by -= at % DAY != ASIDE
            if at >= self.last:
                return _id(self.chapter % self.size.chapters + 1, 0)
        return _id(self.chapter, at)


def _scenes(size: Size, chapter: int, names: _Names, *numbers: Iterator[int]) -> Iterator[str]:
    last = min(CHAPTER, size.scenes) if size.chapters == 1 else CHAPTER
    assert last % DAY == 0, "a pack is made of whole days"
    for number in range(last):
        random = Random(f"{size.seed}/{chapter}/{number}")
        yield _scene(_Here(size, names, chapter, number, last, random, *numbers))


def _scene(here: _Here) -> str:
    part, evening = here.number % DAY, DAY - CARDS - 1
    if part > evening:
        return _card(here, is_first=(part - evening) % 2 == 1)
    if part == evening and here.number > here.last - DAY:
        return _report(here)
    special = {0: _morning, HUB: _hub, ASIDE - 1: _with_detour, ASIDE: _aside}
    return special.get(part, _plain)(here)


def _head(here: _Here) -> list[str]:
    rooms = [room for rooms in ROOMS.values() for room in rooms]
    return [f"{here.id}:", f"  at: {here.random.choice(rooms)}"]


def _text(here: _Here, words: int = 55, speaker: str = "") -> list[str]:
    """Two paragraphs, the second varying, and a line of speech."""
    random, names = here.random, here.names
    bands = "|".join(say(random, CLAUSES) for _ in range(3))
    varied = f"{names.flags[here.place % len(names.flags)]}: {say(random, CLAUSES)}|"
    varied += say(random, CLAUSES)
    if here.place % 3 == 0:
        varied = f"{names.people[here.place // 3 % len(names.people)]}.stress: {bands}"
    lines = ["  text: |", wrapped(sentences(random, words - 25), 4), ""]
    lines += [wrapped(f"{say(random, CLAUSES)} {{{varied}}}", 4)]
    if speaker:
        lines += ["", wrapped(f"{speaker}: {say(random, CLAUSES)}", 4)]
    return lines


def _choice(here: _Here, id: str, *keys: str, gives: str = "") -> list[str]:
    """A choice of this name with these keys; ``gives`` stands after what it gives."""
    lines = [f"    - {id}: |", f"        {say(here.random, (LABEL[id],))}", ""]
    lines += [wrapped(say(here.random, CLAUSES), 8)]
    lines += ["", f"        {gives}"] if gives else []
    return lines + [f"      {key}" for key in keys]


def _do(here: _Here) -> str:
    return f"do: {_effect(here.names, next(here.effects))}"


def _effect(names: _Names, at: int) -> str:
    """The effect of this number: all variables in turn, so that each is set in every way."""
    kind, turn = at % 5, at // 5
    if kind in (0, 3):
        turn = 2 * turn + (kind == 3)
        value = WORDS[turn // len(names.words) % len(WORDS)]
        return f"{names.words[turn % len(names.words)]} = {value}"
    if kind == 1:
        person = names.people[turn % len(names.people)]
        secret = ("guessed", "told")[turn // len(names.people) % 2]
        return (f"{person}.secret = {secret}", f"{person}.trust -= 1")[turn % 4 == 0]
    if kind == 2:
        is_so = turn // len(names.flags) % 2 == 0
        return f"{'' if is_so else 'not '}{names.flags[turn % len(names.flags)]}"
    return f"{names.stats[turn % len(names.stats)]} {'++-'[turn % 3]}= {1 + turn % 2}"


def _condition(names: _Names, at: int) -> str:
    """The condition of this number, over all variables in turn."""
    kind, turn = at % 3, at // 3
    person = names.people[turn % len(names.people)]
    if kind == 0:
        value = WORDS[turn // len(names.words) % len(WORDS)]
        return f"{names.words[turn % len(names.words)]} is {value}"
    if kind == 1:
        return f"{names.stats[turn % len(names.stats)]} >= {4 + turn % 8}"
    asked = f"{person}.secret is {('guessed', 'told')[turn // len(names.people) % 2]}"
    return (f"not weary and {person}.trust >= {turn % 4 - 1}", asked)[turn % 5 > 1]


def _morning(here: _Here) -> str:
    lines = _head(here)
    lines += ["  clock: next sol 06:30"] if here.number else ["  clock: sol 1 06:30"]
    lines += [f"  {_do(here)}", *_text(here), "  choices:"]
    lines += _choice(here, "up", _do(here)) + _choice(here, "stay", _do(here))
    return "\n".join([*lines, f"  next: {here.on()}", ""])


def _hub(here: _Here) -> str:
    lines = [*_head(here), "  pick: 2", *_text(here, 40), "  choices:"]
    lines += [f"    - draw: d{here.chapter}_{here.number // DAY}"]
    lines += _choice(here, "rest", _do(here)) + _choice(here, "work", _do(here))
    return "\n".join([*lines, f"  next: {here.on()}", ""])


def _card(here: _Here, is_first: bool) -> str:
    """A session of two exchanges."""
    person = here.names.people[here.place // 2 % len(here.names.people)]
    lines = [*_head(here), f"  session: {person}"]
    if is_first:
        lines += ["  clock: +5m", f"  salience: {here.random.randrange(3)}"]
        lines += [f"  offer: {_called(person)}. {say(here.random, CLAUSES)}", "  again: yes"]
    lines += [*_text(here, 45, person), "  choices:"]
    for technique in TECHNIQUES:
        lines += _choice(here, technique, f"tags: {technique}")
    on = _id(here.chapter, here.number + 1) if is_first else "return"
    return "\n".join([*lines, f"  next: {on}", ""])


def _with_detour(here: _Here) -> str:
    lines = [*_head(here), *_text(here), "  choices:"]
    lines += _choice(here, "look", f"detour: {_id(here.chapter, here.number + 1)}")
    lines += _choice(here, "pass", _do(here))
    return "\n".join([*lines, f"  next: {here.on()}", ""])


def _aside(here: _Here) -> str:
    lines = [*_head(here), f"  observe: obs_{here.chapter}", *_text(here), "  choices:"]
    lines += _choice(here, "write", _do(here)) + _choice(here, "leave", _do(here))
    return "\n".join([*lines, "  next: return", ""])


def _report(here: _Here) -> str:
    """The evening's report over what this chapter has let one see, and what comes of it."""
    lines = [*_head(here), f"  each: o in observations.part_{here.chapter} if o is seen"]
    lines += ["  text: |", wrapped(sentences(here.random, 30), 4), "", "    > {o.notebook}"]
    for text in ("earth", "lever", "lever_softened"):
        lines += ["", f"    {{o.{text}}}"]
    lines += ["  choices:"]
    for id, value in (("record", "recorded"), ("soften", "softened"), ("drop", "left_out")):
        lines += _choice(here, id, f"do: o = {value}", gives=f"> {{o.{value}}}")
    return "\n".join([*lines, f"  next: {here.on()}", ""])


def _plain(here: _Here) -> str:
    person = here.names.people[here.place % len(here.names.people)]
    lines = _head(here)
    lines += [f"  with: {person}"] if here.number % 2 else []
    lines += [*_text(here, 50, person if here.number % 2 else ""), "  choices:"]
    lines += _choice(here, "onward", _do(here))
    condition = f"if: {_condition(here.names, next(here.conditions))}"
    goto = f"goto: {here.on(here.random.randint(1, 3))}"
    lines += _choice(here, "perhaps", condition, _do(here), goto)
    if here.chapter == here.size.chapters and here.number == here.last - DAY + 1:
        lines += _choice(here, "stop", f"if: laps >= {LAPS}", "goto: the_end")
        lines += _choice(here, "round", "do: laps += 1")
    else:
        goto = f"goto: {here.on(here.random.randint(1, 2))}"
        lines += _choice(here, "aside", _do(here), goto)
    return "\n".join([*lines, f"  next: {here.on()}", ""])
