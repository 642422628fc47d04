"""Write one made-up story twice: in our format, and in ink.

    python tests/benchmarks/generate.py N DIR

gives `DIR/story/` (YAML) and `DIR/story.ink`. Both have the same N scenes with the same words, the
same conditions, the same changes and the same ways on, so that whoever makes the same choices
reads the same text in both. The same N and seed always give the same bytes.

A scene has about 80 words in two paragraphs, one inline condition, and three choices: `onward`
(always open, raises a stat, leads to the next scene), `perhaps` (open on a condition) and `aside`
(always open, sets a flag or a word). The last scene leads back to the first, so play does not end
by itself: the ending asks for `LAPS` times through the last scene.

Stats saturate in our format and not in ink. They only ever rise, and no condition asks for more
than the top of their range, so every condition has the same answer in both.
"""

import argparse
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

SCENES_PER_FILE = 50
SCENES_PER_CHAPTER = 500
WORDS_PER_PARAGRAPH = 35  # at least; the last sentence may run over
WORDS_PER_CLAUSE = 7
LAPS = 100_000
"""Times through the last scene before the ending opens: some 10⁸ choices at 1,000 scenes."""

PEOPLE = {
    "anna": ("Anna Berg", "f"),
    "boris": ("Boris Lund", "m"),
    "clara": ("Clara Voss", "f"),
    "david": ("David Roth", "m"),
    "edith": ("Edith Marsh", "f"),
    "felix": ("Felix Stern", "m"),
}
PERSONAL = {"stress": "how near they are to breaking", "trust": "in the one who reads"}
GAUGES = tuple(f"gauge_{n:02}" for n in range(1, 13))
FLAGS = tuple(f"flag_{n:02}" for n in range(1, 25))
WORDS = {"weather": ("calm", "mist", "gale", "frost"), "mood": ("level", "low", "high")}
STATS = (*(f"{person}.{stat}" for person in PEOPLE for stat in PERSONAL), *GAUGES)
STAT_TOP = 10
PLACES = {
    "house": {"kitchen": "Kitchen", "attic": "Attic", "cellar": "Cellar", "porch": "Porch"},
    "harbour": {"quay": "Quay", "office": "Harbour office", "shed": "Boat shed"},
    "hills": {"chapel": "Chapel", "quarry": "Quarry", "spring": "Spring", "road": "Upper road"},
}
ROOMS = tuple(room for rooms in PLACES.values() for room in rooms)


def _vocabulary(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ADJECTIVES = _vocabulary("""
    bare big black blue brass bright broken brown clean cold copper damp dark deep distant dry dull
    faint fine flat foreign frozen full green grey hard heavy high hollow last late light long low
    narrow new painted pale paper plain quiet red ripe rough round rusty salt second sharp short
    silver slow small soft sour square steep stiff still stone strange sweet tall thick thin third
    tin torn warm wet white wide wild wooden yellow young
""")
NOUNS = _vocabulary("""
    anchor apple apron basket bell bench blanket boat book bottle bowl box bread bridge broom brush
    bucket button candle chain chair clock coat coin compass cord cup curtain desk dog door drawer
    drum feather fence flag flute gate glass glove hammer handle hat hook horse jar kettle key knife
    ladder lamp lantern leaf letter lock map mast match mirror nail needle net notebook oar painting
    pear pencil pillow pipe plank plate pocket pump ribbon ring rope saw scarf shell shovel shutter
    sign spade spoon stove table tower trunk wagon wheel whistle window wire
""")
VERBS = _vocabulary("""
    answer believe count cover draw follow forget guard hear hide hold keep know lead leave lift
    like lose mark measure mend move name need open own paint pull read remember repair shelter
    show steer stop take tend trust turn use want weigh
""")
PREPOSITIONS = _vocabulary("""
    above against along behind below beside beyond inside near outside under
""")
SENTENCES = (
    "The {a} {n} {v}s the {m} {p} the {b} {o}.",
    "{P} the {m}, one {a} {n} {v}s the {b} {o}.",
    "Nobody {v}s the {n} while the {a} {m} {w}s the {o}.",
    "You {v} the {a} {n}, and the {m} {w}s nothing.",
    "It is not the {n} that {v}s the {m}, it is the {a} {o}.",
    "Some {a} {n} always {v}s whatever the {b} {m} {w}s.",
    "They {v} the {n} and {w} the {m} {p} the {o}.",
    "At noon the {n} {v}s the {a} {m}, which the {o} never {w}s.",
    "If you {v} the {n}, the {a} {m} {w}s the {b} {o}.",
    "The {n}, {a} as ever, {v}s the {m} {p} the {o}.",
)
CLAUSES = ("The {a} {n} {v}s the {m}.", "The {n} {v}s one {a} {m}.", "Each {a} {n} {v}s the {m}.")
LABELS = ("Take the {a} {n}.", "Ask for the {a} {n}.", "Go to the {a} {n}.", "Leave the {a} {n}.")


class Both(NamedTuple):
    """One thing said in both languages."""

    ours: str
    ink: str


@dataclass(frozen=True)
class Choice:
    """What can be picked: a short label, one sentence of answer, and where it leads."""

    id: str
    label: str
    answer: str
    goto: str
    condition: Both | None = None
    effect: Both | None = None


@dataclass(frozen=True)
class Scene:
    """A page: two paragraphs (which read the same in both languages) and three choices."""

    id: str
    room: str
    paragraphs: tuple[str, ...]
    choices: tuple[Choice, ...]


def scene_id(index: int) -> str:
    """The id of the scene at this index, counted from nought."""
    return f"scene_{index + 1:05}"


# ── The story, in neither language ──────────────────────────────────────────────────────────────


def scene(index: int, count: int, seed: int = 0) -> Scene:
    """The scene at `index` of a story of `count` scenes; it depends on nothing else."""
    random = Random(f"{seed}/{index}")
    last = index == count - 1
    return Scene(
        id=scene_id(index),
        room=random.choice(ROOMS),
        paragraphs=(sentences(random, WORDS_PER_PARAGRAPH), _varying_paragraph(random)),
        choices=(
            _choice(random, "onward", (index + 1) % count, effect=_rise(random, last)),
            _the_end(random) if last else _perhaps(random, index, count),
            _choice(random, "aside", _elsewhere(random, index, count), effect=_setting(random)),
        ),
    )


def _varying_paragraph(random: Random) -> str:
    """A paragraph that closes with `{flag: …|…}`."""
    opening = sentences(random, WORDS_PER_PARAGRAPH - WORDS_PER_CLAUSE)
    variants = f"{say(random, CLAUSES)}|{say(random, CLAUSES)}"
    return f"{opening} {{{random.choice(FLAGS)}: {variants}}}"


def sentences(random: Random, words: int) -> str:
    """Whole sentences, at least this many words of them."""
    said = say(random, SENTENCES)
    while said.count(" ") + 1 < words:
        said = f"{said} {say(random, SENTENCES)}"
    return said


def say(random: Random, patterns: tuple[str, ...]) -> str:
    """One sentence of one of these patterns, its words drawn."""
    a, b = random.sample(ADJECTIVES, 2)
    n, m, o = random.sample(NOUNS, 3)
    v, w = random.sample(VERBS, 2)
    p = random.choice(PREPOSITIONS)
    pattern = random.choice(patterns)
    return pattern.format(a=a, b=b, n=n, m=m, o=o, v=v, w=w, p=p, P=p.capitalize())


def _choice(
    random: Random, name: str, goto: int, condition: Both | None = None, effect: Both | None = None
) -> Choice:
    label, answer = say(random, LABELS), say(random, SENTENCES)
    return Choice(name, label, answer, scene_id(goto), condition, effect)


def _perhaps(random: Random, index: int, count: int) -> Choice:
    goto = _elsewhere(random, index, count)
    return _choice(random, "perhaps", goto, condition=_condition(random))


def _the_end(random: Random) -> Choice:
    condition = Both(f"laps >= {LAPS}", f"laps >= {LAPS}")
    return Choice("perhaps", "Stop here.", say(random, SENTENCES), "the_end", condition)


def _elsewhere(random: Random, index: int, count: int) -> int:
    """Any scene but this one."""
    return (index + random.randrange(1, count)) % count


def _rise(random: Random, last: bool) -> Both:
    stat, by = ("laps", 1) if last else (random.choice(STATS), random.choice((1, 1, 2)))
    return Both(f"{stat} += {by}", f"{_flat(stat)} = {_flat(stat)} + {by}")


def _setting(random: Random) -> Both:
    """A flag raised or lowered, or (one time in four) a word set."""
    if random.randrange(4) == 0:
        word = random.choice(tuple(WORDS))
        value = random.choice(WORDS[word])
        return Both(f"{word} = {value}", f'{word} = "{value}"')
    flag = random.choice(FLAGS)
    return random.choice((Both(flag, f"{flag} = true"), Both(f"not {flag}", f"{flag} = false")))


def _condition(random: Random) -> Both:
    """A flag, a stat, a word, or two of them."""
    one, other = _test(random), _test(random)
    if random.randrange(3):
        return one
    joint = random.choice(("and", "or"))
    return Both(f"{one.ours} {joint} {other.ours}", f"{one.ink} {joint} {other.ink}")


def _test(random: Random) -> Both:
    kind = random.randrange(4)
    if kind == 0:
        word = random.choice(tuple(WORDS))
        value = random.choice(WORDS[word])
        return Both(f"{word} is {value}", f'{word} == "{value}"')
    if kind == 1:
        stat, least = random.choice(STATS), random.randint(3, STAT_TOP)
        return Both(f"{stat} >= {least}", f"{_flat(stat)} >= {least}")
    flag = random.choice(FLAGS)
    return random.choice((Both(flag, flag), Both(f"not {flag}", f"not {flag}")))


def _flat(stat: str) -> str:
    """`anna.trust` as ink can name it."""
    return stat.replace(".", "_")


# ── In our format ───────────────────────────────────────────────────────────────────────────────


def our_scene(scene: Scene) -> str:
    """A scene as a writer would type it."""
    paragraphs = "\n\n".join(wrapped(text, 4) for text in scene.paragraphs)
    choices = "\n".join(_our_choice(choice) for choice in scene.choices)
    return f"{scene.id}:\n  at: {scene.room}\n  text: |\n{paragraphs}\n  choices:\n{choices}\n"


def _our_choice(choice: Choice) -> str:
    lines = [
        f"    - {choice.id}: |",
        f"        {choice.label}",
        "",
        wrapped(choice.answer, 8),
    ]
    if choice.condition:
        lines.append(f"      if: {choice.condition.ours}")
    if choice.effect:
        lines.append(f"      do: {choice.effect.ours}")
    return "\n".join([*lines, f"      goto: {choice.goto}"])


def wrapped(text: str, indent: int) -> str:
    """Lines of prose as a writer would wrap them, so many spaces in."""
    margin = " " * indent
    return textwrap.fill(
        text, 80, initial_indent=margin, subsequent_indent=margin, break_long_words=False
    )


def _world() -> dict[str, str]:
    """The files of `world/`, by name."""
    stats = (f"  {stat}: 0..{STAT_TOP}, {means}" for stat, means in PERSONAL.items())
    people = (
        f"    {person}:\n      name: {name}\n      gender: {gender}"
        for person, (name, gender) in PEOPLE.items()
    )
    places = (
        _lines(f"  {zone}:", (f"    {room}: {name}" for room, name in rooms.items())).rstrip()
        for zone, rooms in PLACES.items()
    )
    gauges = (f"  {gauge}: 0..{STAT_TOP}, a thing that is counted" for gauge in GAUGES)
    flags = (f"  {flag}: flag, a thing that is so or not" for flag in FLAGS)
    words = (f"  {word}: {' | '.join(values)}, how it is" for word, values in WORDS.items())
    laps = f"  laps: 0..{LAPS}, times through the last scene"
    return {
        "people.yaml": _lines("stats:", stats) + _lines("\npeople:\n  all_of_them:", people),
        "places.yaml": _lines("places:", places),
        "variables.yaml": _lines("variables:", (*gauges, *flags, *words, laps)),
        "endings.yaml": "endings:\n  curtain:\n    number: 1\n    title: Curtain\n",
    }


def _lines(head: str, rest: Iterable[str]) -> str:
    return "\n".join((head, *rest, ""))


def our_files(scenes: list[Scene], per_file: int = SCENES_PER_FILE) -> dict[str, str]:
    """Every file of the story in our format, by its path inside the story's folder."""
    files = {f"world/{name}": text for name, text in _world().items()}
    starts = range(0, len(scenes), SCENES_PER_CHAPTER)
    folders = []
    for number, start in enumerate(starts, 1):
        folder = f"{number}_part_{number}"
        folders.append(folder)
        files |= _chapter(folder, scenes[start : start + SCENES_PER_CHAPTER], per_file)
    files[f"{folders[-1]}/the_end.yaml"] = (
        f"the_end:\n  at: {ROOMS[0]}\n  text: |\n    The curtain falls.\n  ending: curtain\n"
    )
    files["story.yaml"] = (
        f"story: made_up\ntitle: Made Up\nversion: 1\nlanguage: en\nbegins: {scenes[0].id}\n"
        f"chapters: {', '.join(folders)}\n"
    )
    return files


def _chapter(folder: str, scenes: list[Scene], per_file: int) -> dict[str, str]:
    number, _, name = folder.partition("_")
    head = f"chapter: {name}\ntitle: Part {number}\nbegins: {scenes[0].id}\n"
    files = {f"{folder}/chapter.yaml": head}
    for file, start in enumerate(range(0, len(scenes), per_file), 1):
        few = scenes[start : start + per_file]
        files[f"{folder}/{file:02}_scenes.yaml"] = "\n".join(our_scene(scene) for scene in few)
    return files


# ── In ink ──────────────────────────────────────────────────────────────────────────────────────


def ink_scene(scene: Scene) -> str:
    """A scene as a knot: a paragraph a line."""
    paragraphs = "\n".join(scene.paragraphs)
    choices = "\n".join(_ink_choice(choice) for choice in scene.choices)
    return f"=== {scene.id} ===\n{paragraphs}\n{choices}\n"


def _ink_choice(choice: Choice) -> str:
    condition = f"{{{choice.condition.ink}}} " if choice.condition else ""
    effect = f"    ~ {choice.effect.ink}\n" if choice.effect else ""
    return f"+ {condition}[{choice.label}] {choice.answer}\n{effect}    -> {choice.goto}"


def ink_story(scenes: list[Scene]) -> str:
    """The whole story as one ink file."""
    stats = (f"VAR {_flat(stat)} = 0" for stat in (*STATS, "laps"))
    flags = (f"VAR {flag} = false" for flag in FLAGS)
    words = (f'VAR {word} = "{values[0]}"' for word, values in WORDS.items())
    start = f"-> {scenes[0].id}\n"
    end = "=== the_end ===\nThe curtain falls.\n-> END\n"
    return "\n".join((*stats, *flags, *words, start, *map(ink_scene, scenes), end))


# ── On disk ─────────────────────────────────────────────────────────────────────────────────────


def write(count: int, folder: Path, seed: int = 0, per_file: int = SCENES_PER_FILE) -> None:
    """Write the story of `count` scenes (two or more) to `folder`, in both languages.

    Of ours so many scenes stand in one file.
    """
    scenes = [scene(index, count, seed) for index in range(count)]
    for path, text in our_files(scenes, per_file).items():
        _write(folder / "story" / path, text)
    _write(folder / "story.ink", ink_story(scenes))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a made-up story in our format and in ink.")
    parser.add_argument("scenes", type=int, help="how many scenes, two or more")
    parser.add_argument("folder", type=Path, help="where to write story/ and story.ink")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another story")
    parser.add_argument("--per-file", type=int, default=SCENES_PER_FILE, help="scenes a file")
    asked = parser.parse_args()
    if asked.scenes < 2:
        parser.error("a story that goes round needs two scenes")
    write(asked.scenes, asked.folder, asked.seed, asked.per_file)


if __name__ == "__main__":
    main()
